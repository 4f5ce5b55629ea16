"""The lines of the events of a calendar file, however it was written.

icalendar joins folded lines and takes them apart. Only those that are needed are read: the zones, alarms and
attachments of a file are passed over, so that nothing in them is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from trustapp.domain.errors import UserError

MAX_BYTES: Final = 1 << 20
MAX_EVENTS: Final = 5_000

_WANTED: Final = frozenset(
    [
        "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "EXDATE", "RDATE",
        "RECURRENCE-ID", "STATUS",
    ]
)  # fmt: skip
_NAME: Final = re.compile(r"[A-Za-z-]+")


@dataclass(frozen=True)
class Line:
    """What a line says; ``zone`` is the name of its zone, ``onwards`` that all later times follow it."""

    zone: str
    value: str
    onwards: bool = False


Lines = dict[str, list[Line]]


def events(data: bytes) -> Iterator[Lines]:
    """The lines of each event that stands in the calendar itself and has an end.

    Codes: calendar.not_a_calendar, calendar.too_large.
    """
    inside: list[str] = []
    event: Lines = {}
    count = 0
    for line in _joined(data):
        name, _colon, value = line.upper().partition(":")
        if name == "BEGIN":
            inside.append(value.strip())
            if len(inside) == 2:
                event = {}
        elif name == "END" and inside:
            if len(inside) == 2 and inside[-1] == "VEVENT":
                count += 1
                if count > MAX_EVENTS:
                    raise UserError("calendar.too_large", events=MAX_EVENTS)
                yield event
            inside.pop()
        elif len(inside) == 2 and inside[-1] == "VEVENT":
            _take(event, line)


def _joined(data: bytes) -> list[Any]:
    from icalendar.parser import Contentlines

    if len(data) > MAX_BYTES:
        raise UserError("calendar.too_large", events=MAX_EVENTS)
    try:
        lines = Contentlines.from_ical(data.decode("utf-8-sig", "replace").lstrip())  # type: ignore[no-untyped-call]
    except ValueError:
        lines = []
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise UserError("calendar.not_a_calendar")
    return list(lines)


def _take(event: Lines, line: Any) -> None:
    found = _NAME.match(line)
    if found is None or found[0].upper() not in _WANTED:
        return
    try:
        name, params, value = line.parts()
    except ValueError:
        return
    told = Line(str(params.get("TZID", "")), value.strip(), "RANGE" in params)
    event.setdefault(name.upper(), []).append(told)
