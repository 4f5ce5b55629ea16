"""A week or a month of what was planned, as it goes onto paper.

A paper leaves the program and can be found. So it holds what is still to come and is planned, by name or as
"Time set aside", and of days that are over nothing: their squares stay empty, whatever was in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from trustapp.documents.naming import Naming
from trustapp.documents.writing import long_day, months, plain, some_days, weekdays
from trustapp.words import _, ngettext

WEEK: Final = 7
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class PlannedTime:
    """One time that is planned: its day, its time on the clock here ("" for any), and its words."""

    day: date
    time: str
    name: str
    minutes: int = 0
    begins: str = ""


@dataclass(frozen=True)
class PlannerStyle:
    """How the paper speaks.

    ``who`` is whose planner it is, as the paper says it, or "". ``alone``: of one person, so that nothing in
    it needs anybody's yes. ``neutral`` names no ritual and nobody who begins; ``times`` are those of day.
    """

    who: str = ""
    alone: bool = False
    neutral: bool = False
    times: bool = True
    large: bool = False
    kept_at: str = field(default="", repr=False)


@dataclass(frozen=True)
class PaperTime:
    """One time of a day on paper; ``more`` is who begins and how long, or ""."""

    time: str
    name: str
    more: str


@dataclass(frozen=True)
class PaperDay:
    """A day with what comes on it. ``further`` says how much more there is than stands here.

    ``inside`` is False for a square of another month, which stays empty.
    """

    number: int
    label: str
    weekday: str
    times: tuple[PaperTime, ...]
    further: str = ""
    inside: bool = True


@dataclass(frozen=True)
class PaperPlanner:
    """A week or a month on paper. ``grid``: in squares by weeks, else day by day below one another.

    ``space`` keeps the days of a list apart, so that there is room to write by hand.
    """

    title: str
    summary: str
    days: tuple[PaperDay, ...] = field(repr=False)
    grid: bool
    space: bool
    close: str
    large: bool
    kept_at: str = field(repr=False)
    heads: tuple[str, ...] = ()

    @property
    def weeks(self) -> tuple[tuple[PaperDay, ...], ...]:
        """The days of a grid in rows of seven."""
        return tuple(self.days[place : place + WEEK] for place in range(0, len(self.days), WEEK))


def week_of(day: date, starts: int = 0) -> tuple[date, date]:
    """The first and the last day of the week of a day; ``starts`` is its first weekday, Monday is 0."""
    behind = min((day.weekday() - starts) % WEEK, (day - date.min).days)
    first = day - behind * DAY
    return first, first + min(WEEK - 1, (date.max - first).days) * DAY


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    if (first.year, first.month) == (date.max.year, date.max.month):
        return first, date.max
    return first, (first + 31 * DAY).replace(day=1) - DAY


def week_context(
    first: date,
    planned: Sequence[PlannedTime],
    today: date,
    naming: Naming,
    style: PlannerStyle,
) -> PaperPlanner:
    """Seven days below one another from ``first`` on, with room to write; nothing is left out of them."""
    last = first + min(WEEK - 1, (date.max - first).days) * DAY
    days = tuple(_day(day, planned, today, naming, style) for day in _days(first, last))
    title = some_days(first, last)
    return PaperPlanner(
        title, _summary(style, today), days, False, True, _close(style), style.large, plain(style.kept_at)
    )


def month_context(
    month: date,
    planned: Sequence[PlannedTime],
    today: date,
    naming: Naming,
    style: PlannerStyle,
    *,
    starts: int = 0,
) -> PaperPlanner:
    """The month that a day lies in, in squares; in large print the days that hold something, as a list.

    ``starts`` is the weekday that a week begins with, Monday is 0.
    """
    first, last = month_of(month)
    days = [_day(day, planned, today, naming, style) for day in _days(first, last)]
    title = _("{month} {year}").format(month=months()[first.month - 1], year=first.year)
    heads = weekdays()
    if style.large:
        days = [day for day in days if day.times]
    else:
        outside = PaperDay(0, "", "", (), inside=False)
        days = [outside] * ((first.weekday() - starts) % WEEK) + days
        days += [outside] * (-len(days) % WEEK)
    return PaperPlanner(
        title,
        _summary(style, today),
        tuple(days),
        not style.large,
        False,
        _close(style),
        style.large,
        plain(style.kept_at),
        heads=(*heads[starts:], *heads[:starts]),
    )


def shorter(paper: PaperPlanner, most: int, longest: int) -> PaperPlanner:
    """The same with so many times in a day and letters in a name at most; it says what is not here."""
    return replace(paper, days=tuple(_shorter(day, most, longest) for day in paper.days))


def _shorter(day: PaperDay, most: int, longest: int) -> PaperDay:
    left = len(day.times) - most
    shown = tuple(replace(one, name=_cut(one.name, longest)) for one in day.times[:most])
    if left <= 0:
        return replace(day, times=shown)
    more = ngettext("and {number} more", "and {number} more", left)
    if not shown:
        more = ngettext("{number} time", "{number} times", left)
    return replace(day, times=shown, further=more.format(number=left))


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _days(first: date, last: date) -> Iterator[date]:
    for behind in range((last - first).days + 1):
        yield first + behind * DAY


def _day(
    day: date, planned: Sequence[PlannedTime], today: date, naming: Naming, style: PlannerStyle
) -> PaperDay:
    """A day; nothing stands on one that is over."""
    times = [_time(one, naming, style) for one in planned if one.day == day] if day >= today else []
    if style.neutral:
        # Twice the same words at the same time would only tell how much there is.
        times = list(dict.fromkeys(times))
    label = _("{day} {month}").format(day=day.day, month=months()[day.month - 1])
    return PaperDay(day.day, label, weekdays()[day.weekday()], tuple(times))


def _time(one: PlannedTime, naming: Naming, style: PlannerStyle) -> PaperTime:
    time = one.time if style.times else ""
    if style.neutral:
        return PaperTime(time, _("Time set aside"), "")
    minutes = ngettext("{number} minute", "{number} minutes", one.minutes).format(number=one.minutes)
    parts = [naming.inside(plain(one.begins), None), minutes if one.minutes else ""]
    return PaperTime(time, naming.inside(plain(one.name), None), ", ".join(part for part in parts if part))


def _summary(style: PlannerStyle, today: date) -> str:
    if not style.who:
        return _("As on {day}.").format(day=long_day(today))
    return _("{who}. As on {day}.").format(who=style.who, day=long_day(today))


def _close(style: PlannerStyle) -> str:
    """The last sentence; on a neutral paper there is none, because it would tell what the time is for."""
    if style.neutral:
        return ""
    if style.alone:
        return _("Nothing here has to be. Each time may be left out or moved without a reason.")
    return _(
        "Nothing here has to be. Each time may be left out without a reason, and what was planned is not a "
        "yes to it on the day."
    )
