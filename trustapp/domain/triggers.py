"""A person's own map of what sets them off: signs, what helps, what does not, and days that are hard.

The story stays with its owner. Of everything else they may let the other read single parts, as a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError

MAX_NAME: Final = 80
MAX_LINE: Final = 240
MAX_LINES: Final = 12
MAX_STORY: Final = 8_000
MOST: Final = 200
"""The most triggers, and the most hard days, of one person."""


class Part(StrEnum):
    """The parts of a trigger that can be shared one by one; the story is none of them."""

    SIGNS = "signs"
    HELPS = "helps"
    HELPS_NOT = "helps_not"
    PLEASE = "please"


@dataclass(frozen=True)
class Trigger:
    """One trigger.

    ``state`` is "too_high", "too_low" or "" for either. ``signs`` are early signs that the owner knows,
    ``helps`` and ``helps_not`` what does and does not help, ``please`` what they would like the other to do
    or not to do: a wish, and no line of the agreement. ``care`` are ids of exercises. ``shared`` are the
    parts that the other may read, together with the name.
    """

    id: str
    name: str
    story: str = ""
    state: str = ""
    signs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    helps_not: tuple[str, ...] = ()
    please: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    shared: tuple[Part, ...] = ()


@dataclass(frozen=True)
class HardDay:
    """A day of the year that is hard, with a plan for it; Today shows it to its owner alone."""

    id: str
    name: str
    month: int
    day: int
    plan: str = ""


@dataclass(frozen=True)
class Told:
    """What the other may read of a trigger: its name and the parts that were shared, as a copy."""

    id: str
    name: str
    signs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    helps_not: tuple[str, ...] = ()
    please: tuple[str, ...] = ()
    by: str = ""


STATES: Final = ("", "too_high", "too_low")


def checked(trigger: Trigger) -> Trigger:
    """The words without space around them, within their bounds. Codes: trigger.empty, trigger.too_long."""
    name, story = " ".join(trigger.name.split()), trigger.story.strip()
    if not name:
        raise UserError("trigger.empty")
    lines = {part.value: _lines(getattr(trigger, part.value)) for part in Part}
    if len(name) > MAX_NAME or len(story) > MAX_STORY:
        raise UserError("trigger.too_long", name=MAX_NAME, line=MAX_LINE, lines=MAX_LINES)
    shared = tuple(part for part in Part if part in trigger.shared and lines[part.value])
    state = trigger.state if trigger.state in STATES else ""
    return replace(trigger, name=name, story=story, state=state, shared=shared, **lines)  # type: ignore[arg-type]


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
    if len(kept) > MAX_LINES or any(len(line) > MAX_LINE for line in kept):
        raise UserError("trigger.too_long", name=MAX_NAME, line=MAX_LINE, lines=MAX_LINES)
    return kept


def told(trigger: Trigger, by: str) -> Told | None:
    """What the other may read of it; None where nothing is shared."""
    if not trigger.shared:
        return None
    parts = {part.value: getattr(trigger, part.value) for part in trigger.shared}
    return Told(trigger.id, trigger.name, by=by, **parts)


def checked_day(hard: HardDay) -> HardDay:
    """Codes: trigger.empty, trigger.too_long, hard_day.no_day."""
    name, plan = " ".join(hard.name.split()), hard.plan.strip()
    if not name:
        raise UserError("trigger.empty")
    if len(name) > MAX_NAME or len(plan) > MAX_STORY:
        raise UserError("trigger.too_long", name=MAX_NAME, line=MAX_LINE, lines=MAX_LINES)
    try:
        date(2024, hard.month, hard.day)  # a leap year, so that 29 February is a day too
    except ValueError:
        raise UserError("hard_day.no_day") from None
    return replace(hard, name=name, plan=plan)


def next_time(hard: HardDay, today: date) -> date:
    """When it comes next, today included; 29 February comes on 1 March where there is none."""
    for year in (today.year, today.year + 1):
        day = _in(year, hard)
        if day >= today:
            return day
    return _in(today.year + 1, hard)


def _in(year: int, hard: HardDay) -> date:
    try:
        return date(year, hard.month, hard.day)
    except ValueError:
        return date(year, 3, 1)
