"""When a ritual comes, as a sentence: "Every second Sunday at 17:00, until 3 May 2027"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustapp.documents.writing import long_day, months, weekdays
from trustapp.domain.recurrence import Every, Repeat, last_day, repeat_of, time_of_day
from trustapp.domain.rituals import Plan
from trustapp.words import _, ngettext


def plan_words(plan: Plan | None) -> str:
    """When the plan comes; without one, when it fits.

    Of a rule that no form asks for it says when it begins and ends: there are more of them than sentences.
    """
    if plan is None:
        return _("When it fits")
    if not plan.rule:
        return _timed(_("Once, on {day}").format(day=long_day(plan.day)), plan)
    repeat = repeat_of(plan.rule)
    if repeat is not None:
        return _ended(_timed(_days(repeat, plan.day), plan), repeat.until)
    words = _("{when}, from {day} on").format(when=_timed(_("On certain days"), plan), day=long_day(plan.day))
    return _ended(words, last_day(plan))


def _timed(words: str, plan: Plan) -> str:
    if time_of_day(plan.time) is None:
        return words
    return _("{when} at {time}").format(when=words, time=plan.time)


def _ended(words: str, until: date | None) -> str:
    return _("{when}, until {day}").format(when=words, day=long_day(until)) if until else words


def _days(repeat: Repeat, day: date) -> str:
    if repeat.every is Every.DAY:
        return _daily(repeat.interval)
    if repeat.every is Every.WEEK:
        return _weekly(repeat)
    return _monthly(repeat) if repeat.every is Every.MONTH else _yearly(repeat.interval, day)


def _daily(interval: int) -> str:
    if interval == 1:
        return _("Every day")
    if interval == 2:
        return _("Every second day")
    return ngettext("Every {number} day", "Every {number} days", interval).format(number=interval)


def _weekly(repeat: Repeat) -> str:
    names = weekdays()
    on = _listed([names[weekday] for weekday in repeat.weekdays])
    first, last = min(repeat.weekdays, default=0), max(repeat.weekdays, default=0)
    if repeat.interval == 1 and last - first == len(set(repeat.weekdays)) - 1 >= 2:
        if last - first == 6:
            return _daily(1)
        return _("From {first} to {last}").format(first=names[first], last=names[last])
    if repeat.interval == 1:
        return _("Every {weekdays}").format(weekdays=on)
    if repeat.interval == 2 and len(repeat.weekdays) == 1:
        return _("Every second {weekday}").format(weekday=on)
    if repeat.interval == 2:
        return _("Every second week on {weekdays}").format(weekdays=on)
    words = ngettext(
        "Every {number} week on {weekdays}", "Every {number} weeks on {weekdays}", repeat.interval
    )
    return words.format(number=repeat.interval, weekdays=on)


def _monthly(repeat: Repeat) -> str:
    place = _place_in_month(repeat)
    if repeat.interval == 1:
        return _("On {place} of the month").format(place=place)
    if repeat.interval == 2:
        return _("On {place} of every second month").format(place=place)
    words = ngettext("Every {number} month on {place}", "Every {number} months on {place}", repeat.interval)
    return words.format(number=repeat.interval, place=place)


def _place_in_month(repeat: Repeat) -> str:
    if not repeat.ordinal:
        return (
            _("the last day") if repeat.month_day < 0 else _("day {number}").format(number=repeat.month_day)
        )
    words = {
        1: _("the first {weekday}"), 2: _("the second {weekday}"), 3: _("the third {weekday}"),
        4: _("the fourth {weekday}"), -1: _("the last {weekday}"),
    }  # fmt: skip
    return words[repeat.ordinal].format(weekday=weekdays()[repeat.weekdays[0]])


def _yearly(interval: int, day: date) -> str:
    on = _("{day} {month}").format(day=day.day, month=months()[day.month - 1])
    if interval == 1:
        return _("Every year on {day}").format(day=on)
    if interval == 2:
        return _("Every second year on {day}").format(day=on)
    words = ngettext("Every {number} year on {day}", "Every {number} years on {day}", interval)
    return words.format(number=interval, day=on)


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("{names} and {name}").format(names=", ".join(names[:-1]), name=names[-1])
