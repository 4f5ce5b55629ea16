"""Reading a calendar file: one's own again, or what can be understood of another program's.

Whatever the file holds, reading it is bounded and raises nothing but UserError.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from trustapp.documents.exporters.calendar import UID_HOST, Moved
from trustapp.documents.importers.calendar_lines import Line, Lines, events
from trustapp.documents.importers.calendar_rules import as_a_form_says
from trustapp.documents.writing import plain
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.recurrence import MAX_WITHOUT, checked, zone_named
from trustapp.domain.rituals import MAX_MINUTES, MAX_NAME, Plan

MAX_RULES: Final = 200
"""How many different ways of coming again are worked out for one file."""


@dataclass(frozen=True)
class ReadEntry:
    """An event that was understood; ``ritual`` is its id where a file of ours wrote it."""

    ritual: RitualId | None
    name: str
    plan: Plan
    minutes: int = 0
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Unread:
    """What of an event was not understood.

    ``code``: "date" (no first day, or none that is one), "rule", "too_often", "never", "too_many" (more
    rules than are worked out) and "twice" (an event with this id came before) leave the event out. "zone"
    (not known, taken for the one here) and "extra_days" (days besides the rule, left out) do not.
    """

    name: str
    code: str


@dataclass(frozen=True)
class ReadCalendar:
    """What a file holds, in its order."""

    entries: tuple[ReadEntry, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_calendar(data: bytes, zone: str = "UTC") -> ReadCalendar:
    """Read a file; ``zone`` is that of times that name none.

    Codes: calendar.not_a_calendar, calendar.too_large.
    """
    reading = _Reading(zone)
    for lines in events(data):
        reading.add(lines)
    return reading.result()


# -- one event -----------------------------------------------------------------------------------------


@dataclass
class _Found:
    """An event while the rest of the file may still say something of it."""

    entry: ReadEntry
    moved: list[Moved] = field(default_factory=list)


class _NotUnderstood(Exception):  # noqa: N818 - the event is left out and the file is read on
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Reading:
    """Events one after the other, and what becomes of them together."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._found: dict[str, _Found] = {}
        self._single: list[tuple[str, date, ReadEntry]] = []
        self._unread: list[Unread] = []
        self._rules: set[str] = set()

    def add(self, lines: Lines) -> None:
        """One event."""
        if _first(lines, "STATUS").upper() == "CANCELLED":
            return
        name = plain(_first(lines, "SUMMARY"))[:MAX_NAME].strip()
        try:
            self._add(lines, name)
        except _NotUnderstood as why:
            self._unread.append(Unread(name, why.code))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError):
            self._unread.append(Unread(name, "date"))  # whatever another program calls a date

    def _add(self, lines: Lines, name: str) -> None:
        day, clock, zone = self._begin(lines, name)
        plan = Plan(day, clock, zone, without=_days_out(lines, zone))
        uid, ritual, original = _told_by(_first(lines, "UID") or f"{len(self._found)}.none")
        if "RECURRENCE-ID" in lines:
            if lines["RECURRENCE-ID"][0].onwards:
                raise _NotUnderstood("rule")
            original = _day_in(lines["RECURRENCE-ID"][0], zone)
        entry = ReadEntry(ritual, name, plan, _minutes(lines, zone))
        if original is not None:
            self._single.append((uid, original, entry))
            return
        if uid in self._found:
            raise _NotUnderstood("twice")
        self._found[uid] = _Found(replace(entry, plan=self._ruled(lines, plan)))
        if "RDATE" in lines:
            self._unread.append(Unread(name, "extra_days"))

    def _begin(self, lines: Lines, name: str) -> tuple[date, str, str]:
        """The day, the time of day and the zone of the plan."""
        if "DTSTART" not in lines:
            raise _NotUnderstood("date")
        line = lines["DTSTART"][0]
        begin = _value(line.value)
        if not isinstance(begin, datetime):
            if not isinstance(begin, date):
                raise _NotUnderstood("date")
            return begin, "", self._zone
        if begin.tzinfo is not None:
            return begin.date(), f"{begin:%H:%M}", "UTC"
        zone = _zone_called(line.zone) if line.zone else self._zone
        if zone is None:
            self._unread.append(Unread(name, "zone"))
        return begin.date(), f"{begin:%H:%M}", zone or self._zone

    def _ruled(self, lines: Lines, plan: Plan) -> Plan:
        """The plan with the rule of the event, if it has one, in the spelling of a form."""
        rules = lines.get("RRULE", [])
        if len(rules) > 1 or "EXRULE" in lines or len(plan.without) > MAX_WITHOUT:
            raise _NotUnderstood("rule")
        rule = rules[0].value.upper().strip(";") if rules else ""
        self._rules.add(_END.sub("", rule))
        if len(self._rules) > MAX_RULES:
            raise _NotUnderstood("too_many")
        try:
            return as_a_form_says(checked(replace(plan, rule=rule)))
        except UserError as refused:
            raise _NotUnderstood(_REFUSED.get(refused.code, "date")) from None

    def result(self) -> ReadCalendar:
        """The whole file: single times that were moved stand with the series that they are of."""
        alone = []
        for uid, original, entry in self._single:
            of = self._found.get(uid)
            if of is None:
                alone.append(entry)
            else:
                of.moved.append(_moved(of.entry.plan, original, entry.plan))
        entries = [replace(one.entry, moved=tuple(one.moved)) for one in self._found.values()]
        return ReadCalendar((*entries, *alone), tuple(self._unread))


def _told_by(uid: str) -> tuple[str, RitualId | None, date | None]:
    """What an event is called, the ritual that it is of, and the time of it that was moved."""
    ours = _OURS.fullmatch(uid)
    if ours is None:
        return uid, None, None
    original = datetime.strptime(ours["day"], "%Y%m%d").date() if ours["day"] else None
    return f"{ours['id']}@{UID_HOST}", RitualId(ours["id"]), original


def _moved(plan: Plan, original: date, to: Plan) -> Moved:
    """The single time on the clock of its series."""
    here, there = zone_named(plan.zone), zone_named(to.zone)
    if not to.time or here is None or there is None or here == there:
        return Moved(original, to.day, to.time)
    begin = datetime.fromisoformat(f"{to.day}T{to.time}").replace(tzinfo=there).astimezone(here)
    return Moved(original, begin.date(), f"{begin:%H:%M}")


def _days_out(lines: Lines, zone: str) -> tuple[date, ...]:
    found: set[date] = set()
    for line in lines.get("EXDATE", ()):
        found.update(_day_in(Line(line.zone, one), zone) for one in line.value.split(",") if one)
    return tuple(sorted(found))


def _day_in(line: Line, zone: str) -> date:
    """The day, on the clock of a zone, on which a time lies."""
    value = _value(line.value)
    if not isinstance(value, datetime):
        if isinstance(value, date):
            return value
        raise _NotUnderstood("date")
    its, here = (UTC if value.tzinfo else zone_named(_zone_called(line.zone) or zone)), zone_named(zone)
    if its is None or here is None:
        return value.date()
    return value.replace(tzinfo=its).astimezone(here).date()


def _minutes(lines: Lines, zone: str) -> int:
    """How long it takes; 0 where that is not said, a whole day, or longer."""
    begin, end = _value(_first(lines, "DTSTART")), _first(lines, "DTEND")
    length: Any = _value(_first(lines, "DURATION")) if "DURATION" in lines else None
    if length is None and end:
        length = _apart(lines, zone, begin, _value(end))
    if not isinstance(begin, datetime) or not isinstance(length, timedelta):
        return 0
    minutes = int(length.total_seconds() // 60)
    return minutes if 0 <= minutes <= MAX_MINUTES else 0


def _apart(lines: Lines, zone: str, begin: Any, end: Any) -> timedelta | None:
    if not (isinstance(begin, datetime) and isinstance(end, datetime)):
        return None
    places = []
    for value, line in ((begin, lines["DTSTART"][0]), (end, lines["DTEND"][0])):
        its = zone_named(_zone_called(line.zone) or zone)
        places.append(value if value.tzinfo else value.replace(tzinfo=its).astimezone(UTC))
    return places[1] - places[0]


def _value(text: str) -> Any:
    """A day, a time (aware only in UTC) or a length, as icalendar reads it."""
    from icalendar.prop import vDDDTypes

    return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]


def _zone_called(name: str) -> str | None:
    """The name under which we know a zone that another program may call otherwise."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip("/").split("/")
    called = [name, WINDOWS_TO_OLSON.get(name, ""), "/".join(parts[-3:]), "/".join(parts[-2:])]
    return next((one for one in called if one and zone_named(one) is not None), None)


def _first(lines: Lines, name: str) -> str:
    return lines[name][0].value if name in lines else ""


_OURS: Final = re.compile(rf"(?P<id>[0-9a-zA-Z_-]{{1,64}})(\.(?P<day>[0-9]{{8}}))?@{re.escape(UID_HOST)}")
_END: Final = re.compile(r";?(UNTIL|COUNT|INTERVAL)=[^;]*")
_REFUSED: Final = {
    "plan.rule": "rule",
    "plan.too_often": "too_often",
    "plan.never": "never",
    "plan.zone": "zone",
}
