"""The text of an RFC 5545 rule: what it says, whether it is usable, and the few that a form can ask for.

A rule may come from a file that somebody else wrote, so reading it costs little whatever it holds, and raises
nothing but UserError. What the rule means for the days is told by ``recurrence.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from trustapp.domain.errors import UserError

MAX_RULE: Final = 1_000
"""The longest rule that is read, in characters."""
MAX_INTERVAL: Final = 999
MAX_COUNT: Final = 9_999
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""As a rule spells them; their places are those of ``date.weekday``."""


class Every(StrEnum):
    """The unit in which a ritual comes again."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Shape:
    """Which days of a period a rule names, whatever it began on.

    ``weekdays`` are pairs of a weekday (Monday 0) and its place in the period, 0 for every one. ``places``
    are the places in the set of the period's days that are kept, all where there are none. Both,
    ``month_days``, ``year_days`` and ``weeks`` count from the end where they are negative.
    """

    every: Every
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def names_days(self) -> bool:
        """Whether it says by itself which days, so that the first day of the plan does not say it."""
        return bool(self.month_days or self.year_days or self.weeks or self.weekdays)


@dataclass(frozen=True)
class Rule:
    """What a rule says. ``until`` is a day, a time on the clock of the plan, or an aware time."""

    shape: Shape
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None


@dataclass(frozen=True)
class Repeat:
    """What a form asks: every so many days, weeks, months or years.

    ``weekdays`` (Monday 0) are those of a week, the weekday of the first day where none is named; for months
    it is one weekday together with ``ordinal`` (1 to 4, or -1 for the last). Without ``ordinal`` a month has
    ``month_day`` (1 to 31, -1 for its last day, 0 for that of the first day).
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    ordinal: int = 0
    month_day: int = 0
    until: date | None = None


def rule_of(repeat: Repeat, day: date) -> str:
    """The rule that a form asks for, for a plan that begins on this day."""
    parts = [f"FREQ={_FREQUENCIES[repeat.every]}"]
    if repeat.interval != 1:
        parts.append(f"INTERVAL={repeat.interval}")
    if repeat.every is Every.WEEK:
        weekdays = sorted(set(repeat.weekdays)) or [day.weekday()]
        parts.append("BYDAY=" + ",".join(WEEKDAYS[weekday] for weekday in weekdays))
    elif repeat.every is Every.MONTH and repeat.ordinal:
        weekday = repeat.weekdays[0] if repeat.weekdays else day.weekday()
        parts.append(f"BYDAY={repeat.ordinal}{WEEKDAYS[weekday]}")
    elif repeat.every is Every.MONTH:
        parts.append(f"BYMONTHDAY={repeat.month_day or day.day}")
    if repeat.until is not None:
        parts.append(f"UNTIL={repeat.until:%Y%m%d}")
    return ";".join(parts)


def repeat_of(rule: str) -> Repeat | None:
    """What a form shows for this rule; None where the form has no words for it."""
    try:
        read = read_rule(rule)
    except UserError:
        return None
    shape, until = read.shape, read.until
    if read.count is not None or isinstance(until, datetime):
        return None
    if shape.months or shape.year_days or shape.weeks or (shape.week_start and read.interval > 1):
        return None
    if shape.every is Every.MONTH:
        return _monthly(read, until)
    weekly = shape.every is Every.WEEK
    if shape.places or shape.month_days or bool(shape.weekdays) is not weekly:
        return None
    weekdays = tuple(weekday for weekday, _place in shape.weekdays)
    return Repeat(shape.every, read.interval, weekdays, until=until)


def _monthly(read: Rule, until: date | None) -> Repeat | None:
    shape = read.shape
    if shape.month_days:
        [day, *more] = shape.month_days
        plain = not (more or shape.weekdays or shape.places) and day >= -1
        return Repeat(Every.MONTH, read.interval, month_day=day, until=until) if plain else None
    if len(shape.weekdays) != 1 or len(shape.places) > 1:
        return None
    [(weekday, ordinal)] = shape.weekdays
    if shape.places:  # "the second of the Sundays", as some programs spell it
        ordinal = 0 if ordinal else shape.places[0]
    if ordinal not in (1, 2, 3, 4, -1):
        return None
    return Repeat(Every.MONTH, read.interval, (weekday,), ordinal, until=until)


# -- reading -------------------------------------------------------------------------------------------


@lru_cache(maxsize=4_096)
def read_rule(text: str) -> Rule:
    """What a rule says. Codes: plan.rule (not usable), plan.too_often (more than once a day)."""
    said = _parts(text)
    every = _EVERY.get(said.pop("FREQ", ""))
    if every is None:
        raise UserError("plan.rule")
    interval = _number(said.pop("INTERVAL", "1"), MAX_INTERVAL)
    count = _number(said.pop("COUNT"), MAX_COUNT) if "COUNT" in said else None
    until = _until(said.pop("UNTIL")) if "UNTIL" in said else None
    if count is not None and until is not None:
        raise UserError("plan.rule")
    return Rule(_shape(every, said), interval, count, until)


def _parts(text: str) -> dict[str, str]:
    if not _TEXT.fullmatch(text):
        raise UserError("plan.rule")
    said: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value or name in said:
            raise UserError("plan.rule")
        said[name] = value
    if said.get("FREQ") in _OFTENER or not said.keys().isdisjoint(_TIMES):
        raise UserError("plan.too_often")
    return said


def _shape(every: Every, said: dict[str, str]) -> Shape:
    shape = Shape(
        every,
        months=_numbers(said.pop("BYMONTH", ""), 12, negative=False),
        month_days=_numbers(said.pop("BYMONTHDAY", ""), 31),
        year_days=_numbers(said.pop("BYYEARDAY", ""), 366),
        weeks=_numbers(said.pop("BYWEEKNO", ""), 53),
        weekdays=_weekdays(said.pop("BYDAY", "")),
        places=_numbers(said.pop("BYSETPOS", ""), 366),
        week_start=_weekday(said.pop("WKST", "MO")),
    )
    ordinals = any(place for _weekday, place in shape.weekdays)
    misplaced = (
        (ordinals and (every in (Every.DAY, Every.WEEK) or shape.weeks)),
        (shape.weeks and every is not Every.YEAR),
        (shape.year_days and every is not Every.YEAR),
        (shape.month_days and every is Every.WEEK),
        (shape.places and every is Every.WEEK),  # programs differ in where the first week begins
    )
    if said or any(misplaced):  # a part that we do not know could say anything
        raise UserError("plan.rule")
    return shape


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        raise UserError("plan.rule")
    return int(text)


def _numbers(text: str, most: int, *, negative: bool = True) -> tuple[int, ...]:
    found: set[int] = set()
    for one in text.split(",") if text else ():
        below = negative and one.startswith("-")
        number = _number(one.removeprefix("-") if below else one.removeprefix("+"), most)
        found.add(-number if below else number)
    return tuple(sorted(found))


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found: set[tuple[int, int]] = set()
    for one in text.split(",") if text else ():
        [place] = _numbers(one[:-2], 53) or (0,)
        found.add((_weekday(one[-2:]), place))
    return tuple(sorted(found))


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise UserError("plan.rule")
    return WEEKDAYS.index(text)


def _until(text: str) -> date | datetime:
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        if found["time"] is None:
            return datetime.strptime(text, "%Y%m%d").date()
        moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        raise UserError("plan.rule") from None
    return moment.replace(tzinfo=UTC) if text.endswith("Z") else moment


_TEXT: Final = re.compile(rf"[A-Za-z0-9=;,+-]{{1,{MAX_RULE}}}")
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_UNTIL: Final = re.compile(r"[0-9]{8}(?P<time>T[0-9]{6}Z?)?")
_EVERY: Final[Mapping[str, Every]] = {
    "DAILY": Every.DAY,
    "WEEKLY": Every.WEEK,
    "MONTHLY": Every.MONTH,
    "YEARLY": Every.YEAR,
}
_FREQUENCIES: Final[Mapping[Every, str]] = {every: name for name, every in _EVERY.items()}
_OFTENER: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_TIMES: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
