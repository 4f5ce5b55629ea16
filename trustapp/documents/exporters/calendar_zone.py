"""A time zone as calendar files hold it: when its clock changes, a year back and twenty ahead."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from trustapp.domain.rules import WEEKDAYS

if TYPE_CHECKING:
    from icalendar import Timezone

_YEARS: Final = 20
_DAY: Final = timedelta(days=1)


def time_zone(zone: ZoneInfo, today: date) -> Timezone:
    """The component. Each change is written on the clock before it, as the RFC has it (3.6.5).

    Where the clock changes by a rule, the rule is written: not every program knows a list of days.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    begin = datetime(today.year - 1, 1, 1, tzinfo=UTC)
    found = Timezone()
    found.add("tzid", zone.key)
    kinds: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for change in (
        begin,
        *_changes(zone, begin, begin.replace(year=min(today.year + _YEARS, date.max.year))),
    ):
        before = _offset(zone, change if change == begin else change - timedelta(seconds=1))
        here = change.astimezone(zone)
        kind = before, _offset(zone, change), here.tzname() or zone.key, bool(here.dst())
        kinds.setdefault(kind, []).append((change + before).replace(tzinfo=None))
    for (before, after, name, summer), starts in kinds.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", starts[0])
        rule = _yearly(starts)
        if rule:
            part.add("rrule", rule)
        else:
            for start in starts[1:]:
                part.add("rdate", [start])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        found.add_component(part)
    return found


def _yearly(starts: Sequence[datetime]) -> dict[str, str | int]:
    """The rule by which these come, on one weekday of one month each year; empty where there is none."""
    same = {(start.month, start.weekday(), start.time()) for start in starts}
    years = [start.year for start in starts]
    if len(starts) < 2 or len(same) > 1 or years != list(range(years[0], years[0] + len(years))):
        return {}
    places = {(start.day + 6) // 7 for start in starts}
    if all(start.day + 7 > monthrange(start.year, start.month)[1] for start in starts):
        place = -1
    elif len(places) == 1:
        [place] = places
    else:
        return {}
    weekday = WEEKDAYS[starts[0].weekday()]
    return {"freq": "YEARLY", "bymonth": starts[0].month, "byday": f"{place}{weekday}"}


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clock changes, by the second; none changes twice within a day."""
    while begin < end:
        if _offset(zone, begin) != _offset(zone, begin + _DAY):
            low, high = 0, int(_DAY.total_seconds())
            while high - low > 1:
                middle = (low + high) // 2
                same = _offset(zone, begin + timedelta(seconds=middle)) == _offset(zone, begin)
                low, high = (middle, high) if same else (low, middle)
            yield begin + timedelta(seconds=high)
        begin += _DAY


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
