"""Rituals as a calendar file (RFC 5545) that says when, and by default nothing else (docs/export-format.md).

Nothing of the days before today is in it: a series begins with its next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from trustapp.documents.exporters.calendar_zone import time_zone
from trustapp.documents.writing import plain
from trustapp.domain.ids import RitualId
from trustapp.domain.recurrence import days, first_day, last_day, moment, time_of_day, zone_named
from trustapp.domain.rituals import Plan
from trustapp.words import _

if TYPE_CHECKING:
    from icalendar import Event

UID_HOST: Final = "rituals.invalid"
"""What follows the id of a ritual in its UID: a name that belongs to nobody (RFC 2606)."""

_PRODUCT: Final = "-//Calendar//EN"
_UTC: Final = "UTC"


@dataclass(frozen=True)
class Moved:
    """A single time that was put elsewhere.

    ``time`` is on the clock of ``zone``, empty for that of the plan; without a time it is any of the day.
    """

    original: date
    day: date
    time: str
    zone: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """A ritual that was chosen for the file."""

    ritual: RitualId
    name: str
    plan: Plan
    minutes: int = 0
    moved: tuple[Moved, ...] = ()


def export_calendar(entries: Sequence[CalendarEntry], *, titles: bool, today: date) -> bytes:
    """The file: the times from today on, under a neutral title unless the real ones are asked for."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    kept = [_without_the_past(entry, today) for entry in entries]
    for name in sorted({zone for entry in kept for zone in _zones(entry)}):
        zone = zone_named(name)
        if zone is not None and name != _UTC:
            calendar.add_component(time_zone(zone, today))
    for entry in kept:
        for event in _events(entry, today):
            event.add("summary", plain(entry.name) if titles else _("Time set aside"))
            event.add("dtstamp", datetime.combine(today, time.min, UTC))
            event.add("class", "PRIVATE")
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _zones(entry: CalendarEntry) -> Iterator[str]:
    """The zones on whose clock its times are written."""
    if time_of_day(entry.plan.time) is not None:
        yield entry.plan.zone
    for one in entry.moved:
        if time_of_day(one.time) is not None:
            yield one.zone or entry.plan.zone


def _without_the_past(entry: CalendarEntry, today: date) -> CalendarEntry:
    """As if what was moved to a day before today had been left out."""
    gone = tuple(one.original for one in entry.moved if one.day < today)
    kept = tuple(one for one in entry.moved if one.day >= today)
    plan = replace(entry.plan, without=(*entry.plan.without, *gone))
    return replace(
        entry, plan=plan, moved=tuple(one for one in kept if days(plan, one.original, one.original))
    )


def _events(entry: CalendarEntry, today: date) -> Iterator[Event]:
    """The ritual itself, and each time of it that was put elsewhere."""
    plan = entry.plan
    if not plan.rule:
        stands = Moved(plan.day, plan.day, plan.time)
        single = next((one for one in entry.moved if one.original == plan.day), stands)
        if single.day >= today and days(plan, plan.day, plan.day):
            yield _event(entry, _uid(entry), single)
        return
    first = first_day(plan, today)
    if first is not None:
        yield _series(entry, first)
    for one in entry.moved:
        if first is None or one.original < first:  # the series of the file has no such time
            yield _event(entry, _uid(entry, one.original), one)
        else:
            event = _event(entry, _uid(entry), one)
            event.add("recurrence-id", _begin(one.original, plan.time, plan.zone))
            yield event


def _series(entry: CalendarEntry, first: date) -> Event:
    from icalendar.prop import vRecur

    plan = entry.plan
    event = _event(entry, _uid(entry), Moved(first, first, plan.time))
    event.add("rrule", vRecur.from_ical(_rule(plan)))
    named = replace(plan, without=())
    left_out = sorted({day for day in plan.without if day > first and days(named, day, day)})
    if left_out:
        event.add("exdate", [_begin(day, plan.time, plan.zone) for day in left_out])
    return event


def _rule(plan: Plan) -> str:
    """The rule with its end as the RFC wants it: as a moment where there is a time, else as a day.

    A count is counted from the first day, which is not in the file.
    """
    parts = [part for part in plan.rule.upper().split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    last = last_day(plan)
    if last is not None:
        parts.append(f"UNTIL={_end(plan, last)}")
    return ";".join(parts)


def _end(plan: Plan, last: date) -> str:
    clock = time_of_day(plan.time)
    if clock is None:
        return f"{last:%Y%m%d}"
    until = moment(plan, last)
    return f"{until:%Y%m%dT%H%M%SZ}" if until else f"{datetime.combine(last, clock):%Y%m%dT%H%M%S}"


def _event(entry: CalendarEntry, uid: str, stands: Moved) -> Event:
    from icalendar import Event

    event = Event()
    begin = _begin(stands.day, stands.time, stands.zone or entry.plan.zone)
    event.add("uid", uid)
    event.add("dtstart", begin)
    if isinstance(begin, datetime) and entry.minutes:
        event.add("duration", timedelta(minutes=entry.minutes))
    event.add("transp", "OPAQUE" if isinstance(begin, datetime) else "TRANSPARENT")
    return event


def _begin(day: date, clock: str, zone: str) -> date | datetime:
    at = time_of_day(clock)
    if at is None:
        return day
    return datetime.combine(day, at, UTC if zone == _UTC else zone_named(zone))


def _uid(entry: CalendarEntry, original: date | None = None) -> str:
    place = f".{original:%Y%m%d}" if original else ""
    return f"{entry.ritual}{place}@{UID_HOST}"
