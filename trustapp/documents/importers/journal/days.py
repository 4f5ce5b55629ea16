"""Days and times as people and programs write them: at the head of an entry, or in the name of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from trustapp.domain.recurrence import zone_named


class Moment(NamedTuple):
    """A day, and a time of day ("HH:MM") or ""."""

    day: date
    time: str = ""


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME: Final = (
    r"(?:(?:,|\s+at|\s*[-–—])?[T\s]\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_YMD: Final = r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
_NAMED: Final = (
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<y>\d{4})",
    r"(?P<name>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})",
)
_DAY_FIRST: Final = r"(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})"
_MONTH_FIRST: Final = r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"


def _whole(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_WEEKDAY + one + _TIME, re.IGNORECASE) for one in patterns)


_SURE: Final = _whole(_YMD, *_NAMED)
_UNSURE: Final = (_whole(_DAY_FIRST), _whole(_MONTH_FIRST))
"""Days by numbers alone: which comes first is seen only from all of them."""

Reader = Callable[[str], Moment | None]
LONGEST: Final = 60
"""Letters of a day with its time, at most."""


def moment(text: str, *, month_first: bool = False) -> Moment | None:
    """A text that is a day, with or without a time of day, and nothing else."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    for pattern in (*_SURE, *_UNSURE[month_first]):
        if found := pattern.fullmatch(text):
            return _moment(found)
    return None


def month_first(texts: Sequence[str]) -> bool:
    """Whether the month comes first in days by numbers: as few as possible are none, then in order."""
    by_day = [moment(text) for text in texts]
    by_month = [moment(text, month_first=True) for text in texts]
    unread = by_day.count(None) - by_month.count(None)
    return unread > 0 or (unread == 0 and _backwards(by_month) < _backwards(by_day))


def _backwards(found: Sequence[Moment | None]) -> int:
    """How often a day comes before the one above it; a journal may begin with its newest day."""
    days = [one.day for one in found if one is not None]
    back = sum(later < earlier for earlier, later in pairwise(days))
    forth = sum(later > earlier for earlier, later in pairwise(days))
    return min(back, forth)


def _moment(found: re.Match[str]) -> Moment | None:
    said = found.groupdict()
    month = _MONTHS.get(said["name"].lower()) if said.get("name") else int(said["m"])
    if not month:
        return None
    try:
        day = date(int(said["y"]), month, int(said["d"]))
    except ValueError:
        return None
    if said["hour"] is None:
        return Moment(day)
    hour, minute = int(said["hour"]), int(said["minute"])
    if half := said["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return Moment(day, f"{hour:02}:{minute:02}") if hour < 24 and minute < 60 else None


def in_zone(text: str, zone: str) -> Moment | None:
    """A moment as programs write it (ISO 8601) on the clock of a zone; None where it is none.

    Raises LookupError where the zone is not known; the caller then asks again with "UTC".
    """
    try:
        found = datetime.fromisoformat(text)
        known = zone_named(zone) if zone else UTC
        if known is None:
            raise LookupError(zone)
        here = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(known)
    except (ValueError, OverflowError, TypeError):
        return None
    return Moment(here.date(), f"{here:%H:%M}")


_IN_NAME: Final = re.compile(
    r"(?<!\d)(\d{4})[-_./]?(\d{2})[-_./]?(\d{2})(?!\d)(?:[T _-]+(\d{2})[-.:h]?(\d{2})(?!\d))?"
)
_IN_PATH: Final = re.compile(r"(?:^|/)(\d{4})/(?:[^/]*/)?(\d{2})[-_/](\d{1,2})(?!\d)([^/]*)\.[^./]*$")


def in_name(name: str) -> tuple[Moment | None, str]:
    """The day that the name of a file tells, and what else its name says."""
    last = name.rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0]
    if found := _IN_NAME.search(stem):
        whole = "-".join(found.group(1, 2, 3))
        time = f" {found[4]}:{found[5]}" if found[4] else ""
        made = moment(whole + time) or moment(whole)
        if made is not None:
            rest = stem[: found.start()] + " " + stem[found.end() :]
            return made, rest.strip(" -_.–—").replace("_", " ")
    if (found := _IN_PATH.search(name)) and (made := moment("-".join(found.group(1, 2, 3)))):
        return made, found[4].strip(" -_.–—").replace("_", " ")
    return None, stem


def instead(seconds: float | None) -> date:
    """The day for what tells none: that of its file, or today."""
    return of_file(seconds) or date.today()


def of_file(seconds: float | None) -> date | None:
    """The day on which a file was changed last, on the clock here."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds).date()
    except (OverflowError, OSError, ValueError):
        return None
