"""On which days a ritual comes, and at what time here (docs/decisions/017-recurrence.md).

dateutil knows what a rule means for the days of a month or of a year; this module asks it for one such period
at a time. So a rule of ten years ago costs as much as one of today, and a rule that never comes ends at once
instead of walking to the year 9999. A plan may come from a file that somebody else wrote: whatever it holds,
the answer comes soon, and a rule that is none has no days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from trustapp.domain.errors import UserError
from trustapp.domain.rituals import Plan
from trustapp.domain.rules import Every, Repeat, Rule, Shape, read_rule, repeat_of, rule_of

__all__ = [
    "HORIZON",
    "Every",
    "Repeat",
    "ahead",
    "at",
    "between",
    "checked",
    "days",
    "first_day",
    "forget",
    "last_day",
    "moment",
    "repeat_of",
    "rule_of",
    "time_of_day",
    "zone_named",
]

HORIZON: Final = 50
"""For how many years a first day is looked for, and the days of a rule with a COUNT are counted."""

MAX_WITHOUT: Final = 5_000
"""The most days that a plan may leave out."""

_FURTHEST: Final = timedelta(days=2)
"""How far apart the days of two zones can be."""


def days(plan: Plan, first: date, last: date) -> tuple[date, ...]:
    """The days from first to last, both included, on which the plan comes; none for a rule that is none."""
    frame = _frame(plan)
    if frame is None or first > frame.last or last < frame.first:
        return ()
    found: list[date] = []
    first, last = max(first, frame.first), min(last, frame.last)
    for month in range(_month_of(first), _month_of(last) + 1):
        found.extend(_month(frame, month))
    if found and (found[0] < first or found[-1] > last):
        return tuple(day for day in found if first <= day <= last)
    return tuple(found)


def first_day(plan: Plan, since: date) -> date | None:
    """The first day from this one on that the plan comes on; None where it is far off, or there is none."""
    begin = max(since, plan.day)
    for years in range(HORIZON + 1):
        first, last = _years_after(begin, years), _years_after(begin, years + 1)
        if found := days(plan, begin if years == 0 else first, last):
            return found[0]
        if last == date.max:
            break
    return None


def last_day(plan: Plan) -> date | None:
    """The day after which the rule names none: that of once, of UNTIL or COUNT; None where it has no end."""
    frame = _frame(plan)
    return frame.last if frame is not None and frame.last < date.max else None


def ahead(plan: Plan, since: date) -> Plan | None:
    """The plan as it is from this day on, with nothing of the days before; None where it is over.

    It begins with the next day that it names, a count becomes the day on which it ends.
    """
    first, last = first_day(plan, since), last_day(plan)
    if first is None:
        return None
    kept = [part for part in plan.rule.upper().split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    if plan.rule and last is not None:
        kept.append(f"UNTIL={last:%Y%m%d}")
    without = tuple(day for day in plan.without if day > first)
    return replace(plan, day=first, rule=";".join(kept), without=without)


def moment(plan: Plan, day: date) -> datetime | None:
    """When the time named ``day`` begins, aware, UTC; None for any time of that day.

    A time that the clock leaps over that day comes as much later as it leaps; of one that it shows twice the
    first counts (RFC 5545, 3.3.5).
    """
    clock = time_of_day(plan.time)
    zone = zone_named(plan.zone)
    if clock is None or zone is None:
        return None
    try:
        return datetime.combine(day, clock, zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def at(plan: Plan, day: date, zone_here: tzinfo) -> tuple[date, str]:
    """The day and the time on the clock here of the time named ``day``; "" stays any time of that day.

    A zone that this computer does not know is taken for the one here.
    """
    return _here(day, plan.time, plan.zone, zone_here) if plan.time else (day, "")


def between(plan: Plan, first: date, last: date, zone_here: tzinfo) -> tuple[tuple[date, date, str], ...]:
    """What comes here from first to last: the day that names it, the day and the time here, in this order."""
    named = days(plan, *_around(first, last))
    if not named:
        return ()
    found = [(*at(plan, day, zone_here), day) for day in named]
    return tuple((day, here, clock) for here, clock, day in sorted(found) if first <= here <= last)


def checked(plan: Plan) -> Plan:
    """The plan in the spelling that is kept.

    Codes: plan.time, plan.zone, plan.rule (not usable), plan.too_often (more than once a day), plan.never.
    """
    if plan.time and time_of_day(plan.time) is None:
        raise UserError("plan.time")
    if zone_named(plan.zone) is None:
        raise UserError("plan.zone")
    if len(plan.without) > MAX_WITHOUT:
        raise UserError("plan.rule")
    if plan.rule:
        read_rule(plan.rule)
    kept = replace(plan, rule=plan.rule.upper(), without=tuple(sorted(set(plan.without))))
    if first_day(kept, kept.day) is None:
        raise UserError("plan.never")
    return kept


def forget() -> None:
    """Empty everything that was kept for the next time, as locking asks."""
    for kept in (_month, _frame, _here, _zone, _named, _of_year, read_rule):
        kept.cache_clear()


# -- one plan ------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Frame:
    """What is worked out once for a plan; one is like no other, so that it is found again soonest."""

    rule: Rule | None
    first: date
    last: date
    without: frozenset[date]


@lru_cache(maxsize=8_192)
def _frame(plan: Plan) -> _Frame | None:
    without = frozenset(plan.without)
    if not plan.rule:
        return _Frame(None, plan.day, plan.day, without)
    try:
        rule = read_rule(plan.rule)
    except UserError:
        return None
    rule = replace(rule, shape=_filled(rule.shape, plan.day))
    frame = _Frame(rule, plan.day, _until_day(plan, rule), without)
    return frame if rule.count is None else replace(frame, last=_counted(frame, rule.count))


def _filled(shape: Shape, day: date) -> Shape:
    """What a rule does not say, its first day says."""
    if shape.names_days:
        return shape
    if shape.every is Every.WEEK:
        return replace(shape, weekdays=((day.weekday(), 0),))
    if shape.every is Every.DAY:
        return shape
    months = (day.month,) if shape.every is Every.YEAR and not shape.months else shape.months
    return replace(shape, months=months, month_days=(day.day,))


def _until_day(plan: Plan, rule: Rule) -> date:
    """The last day whose time is not after UNTIL."""
    until = rule.until
    if until is None:
        return date.max
    if not isinstance(until, datetime):
        return until
    if until.tzinfo is not None:
        zone = zone_named(plan.zone) or UTC
        try:
            until_here = until.astimezone(zone)
        except (OverflowError, ValueError):
            return until.date()
        begins = moment(plan, until_here.date())
        past = begins is not None and begins > until
    else:
        until_here = until
        past = until.time() < (time_of_day(plan.time) or time.min)
    return (
        until_here.date() - timedelta(days=1) if past and until_here.date() > date.min else until_here.date()
    )


def _counted(frame: _Frame, count: int) -> date:
    """The day on which a rule has come so often, or the last that was looked at."""
    end = _years_after(frame.first, HORIZON)
    for month in range(_month_of(frame.first), _month_of(end) + 1):
        for day in _named_by(frame, month):
            count -= 1
            if count == 0:
                return day
    return end


@lru_cache(maxsize=32_768)
def _month(frame: _Frame, month: int) -> tuple[date, ...]:
    """The days of this month on which the plan comes."""
    found = _named_by(frame, month)
    if frame.without:
        found = tuple(day for day in found if day not in frame.without)
    if found and (found[0] < frame.first or found[-1] > frame.last):
        found = tuple(day for day in found if frame.first <= day <= frame.last)
    return found


def _named_by(frame: _Frame, month: int) -> tuple[date, ...]:
    """The days of this month that the rule names, from its first day on."""
    rule, first = frame.rule, frame.first
    ahead = month - _month_of(first)
    if rule is None:
        return () if ahead else (first,)
    shape, interval = rule.shape, rule.interval
    if shape.every is Every.YEAR and (month // 12 - first.year) % interval:
        return ()
    if shape.every is Every.MONTH and ahead % interval:
        return ()
    found = _named(shape, month)
    if interval > 1 and shape.every is Every.DAY:
        begin = first.toordinal()
        found = tuple(day for day in found if not (day.toordinal() - begin) % interval)
    elif interval > 1 and shape.every is Every.WEEK:
        begin = _week(first, shape)
        found = tuple(day for day in found if not (_week(day, shape) - begin) % interval)
    if ahead == 0:
        found = tuple(day for day in found if day >= first)
    return found


def _week(day: date, shape: Shape) -> int:
    """The number of a day's week, counted from the beginning of the calendar."""
    return (day.toordinal() - 1 - shape.week_start) // 7


# -- what dateutil is asked ----------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def _named(shape: Shape, month: int) -> tuple[date, ...]:
    """The days of this month that a shape names, as if every period had them."""
    begin = date(month // 12, month % 12 + 1, 1)
    if shape.months and begin.month not in shape.months:
        return ()
    if shape.every is Every.YEAR and not _told_by_months(shape):
        return tuple(day for day in _of_year(shape, begin.year) if day.month == begin.month)
    return _of_month(shape, begin)


def _told_by_months(shape: Shape) -> bool:
    """Whether a month by itself tells its days, as for most that come once a year."""
    ordinals = any(place for _weekday, place in shape.weekdays)
    return not (shape.year_days or shape.weeks or shape.places or ordinals)


@lru_cache(maxsize=4_096)
def _of_year(shape: Shape, year: int) -> tuple[date, ...]:
    from dateutil.rrule import YEARLY

    return _asked(YEARLY, shape, date(year, 1, 1), 10_000)


def _of_month(shape: Shape, begin: date) -> tuple[date, ...]:
    from dateutil.rrule import MONTHLY

    places = shape.places
    if shape.every is Every.DAY:  # a set of one day
        if places and not {1, -1} & set(places):
            return ()
        shape = replace(shape, places=())
    if not shape.names_days:
        shape = replace(shape, weekdays=tuple((weekday, 0) for weekday in range(7)))
    return _asked(MONTHLY, shape, begin, 120_000)


def _asked(frequency: Literal[0, 1], shape: Shape, first: date, interval: int) -> tuple[date, ...]:
    """The days of one year or month: the interval leads past the end of the calendar, and the walk ends."""
    from dateutil.rrule import rrule, weekday

    weekdays = _within_reach(shape)
    if shape.weekdays and not weekdays:
        return ()
    try:
        rule = rrule(
            frequency,
            dtstart=datetime.combine(first, time.min),
            interval=interval,
            wkst=shape.week_start,
            bymonth=shape.months or None,
            bymonthday=shape.month_days or None,
            byyearday=shape.year_days or None,
            byweekno=shape.weeks or None,
            byweekday=[weekday(*one) for one in weekdays] or None,
            bysetpos=shape.places or None,
        )
        return tuple(found.date() for found in rule)
    except (ValueError, OverflowError, IndexError):  # at the ends of the calendar
        return ()


def _within_reach(shape: Shape) -> tuple[tuple[int, int | None], ...]:
    """Weekdays as dateutil wants them.

    It takes "Mondays and the second Sunday" for days that are both, and has no answer for a place that no
    month or year has.
    """
    most = 53 if shape.every is Every.YEAR and not shape.months else 5
    if not any(place for _weekday, place in shape.weekdays):
        return tuple((weekday, None) for weekday, _place in shape.weekdays)
    found: list[tuple[int, int | None]] = []
    for weekday, place in shape.weekdays:
        found += ((weekday, one) for one in ([place] if place else range(1, most + 1)) if abs(one) <= most)
    return tuple(found)


# -- times and zones -----------------------------------------------------------------------------


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name; None where this computer knows none, or the name is none."""
    return _zone(name) if _ZONE.fullmatch(name) else None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=65_536)
def _here(day: date, text: str, zone_name: str, zone_here: tzinfo) -> tuple[date, str]:
    clock = time_of_day(text)
    if clock is None:
        return day, ""
    try:
        zone = zone_named(zone_name) or zone_here
        here = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone_here)
    except (OverflowError, ValueError):
        return day, text
    return here.date(), f"{here.hour:02}:{here.minute:02}"


def time_of_day(text: str) -> time | None:
    """The time that a plan names ("07:10"); None for any time of the day, and for what is no time."""
    found = _TIME.fullmatch(text)
    return time(int(found["hour"]), int(found["minute"])) if found else None


def _month_of(day: date) -> int:
    """The number of a day's month, counted from the beginning of the calendar."""
    return 12 * day.year + day.month - 1


def _years_after(day: date, years: int) -> date:
    """About the same day, so many years later; the last one where the calendar ends before."""
    return (
        date(day.year + years, day.month, min(day.day, 28)) if day.year + years <= date.max.year else date.max
    )


@lru_cache(maxsize=64)
def _around(first: date, last: date) -> tuple[date, date]:
    """So far that no zone lies further: from UTC+14 to UTC-12 it is more than a day."""
    before = first - _FURTHEST if first - date.min > _FURTHEST else date.min
    return before, last + _FURTHEST if date.max - last > _FURTHEST else date.max


_TIME: Final = re.compile(r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")
