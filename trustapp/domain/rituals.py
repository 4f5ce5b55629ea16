"""Rituals: what two people, or one alone, choose to do again; and the words that a yes to one covers.

A ritual of both rests on a yes of each to exactly the same words (docs/rituals.md). One person alone keeps
theirs in the private space, where nobody's yes is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId, RitualId

MAX_NAME: Final = 60
MAX_WORDS: Final = 400
"""The longest text of any part of a ritual, in characters."""
MAX_MINUTES: Final = 24 * 60
MAX_ITEMS: Final = 100
MAX_CODE: Final = 1_000
"""The longest name of a template, an item or a zone, and the longest rule, in characters."""

EITHER: Final = "either"
TURNS: Final = "turns"
"""Who begins, besides the id of a member: whoever likes, or each in turn."""

STEPS: Final = 6
"""The steps of graded closeness; 0 stands for none."""


class Often(StrEnum):
    """The groups of the library: how often a ritual usually comes."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    OCCASION = "occasion"


@dataclass(frozen=True)
class Plan:
    """When a ritual comes: once on ``day``, or by an RFC 5545 rule that begins there.

    ``time`` is the time on the clock at home ("07:10"), empty for any time of that day. ``zone`` is the IANA
    name of the zone that this clock is in. ``rule`` is the value of an RRULE, empty for once. ``without`` are
    days that the rule names and the ritual does not come on.
    """

    day: date
    time: str = ""
    zone: str = "UTC"
    rule: str = ""
    without: tuple[date, ...] = ()


@dataclass(frozen=True)
class RitualWords:
    """The exact words of one ritual: a yes to it is a yes to all of this and to nothing else.

    ``who`` begins: ``EITHER``, ``TURNS``, or a member's id. ``smaller`` is the small form for a tired day,
    and ``cannot`` what happens if one cannot. ``touch``: it has touch in it, so that nothing ever reminds
    of it. ``step`` is the highest step of graded closeness, 0 for any other ritual. ``items`` are the items
    of the boundaries that it touches on: a limit on one of them lets it rest. ``plan`` is None for an
    occasion that is tied to no date. ``replaces`` is the ritual that ends once both said yes to these
    words.
    """

    id: RitualId
    name: str
    does: str
    why: str = ""
    starts: str = ""
    ends: str = ""
    cannot: str = ""
    smaller: str = ""
    who: str = EITHER
    minutes: int = 0
    touch: bool = False
    step: int = 0
    items: tuple[ItemId, ...] = ()
    template: str | None = None
    plan: Plan | None = None
    replaces: RitualId | None = None


def checked(words: RitualWords) -> RitualWords:
    """The words without space around them, within their bounds.

    Codes: ritual.empty, ritual.too_long, ritual.minutes, ritual.series (closeness is planned singly).
    """
    parts = {part: getattr(words, part).strip() for part in _PARTS}
    if not parts["name"] or not parts["does"]:
        raise UserError("ritual.empty")
    if len(parts["name"]) > MAX_NAME or any(len(text) > MAX_WORDS for text in parts.values()):
        raise UserError("ritual.too_long", name=MAX_NAME, text=MAX_WORDS)
    if not 0 <= words.minutes <= MAX_MINUTES:
        raise UserError("ritual.minutes", most=MAX_MINUTES)
    if words.step and (words.plan is None or words.plan.rule):
        raise UserError("ritual.series")
    return RitualWords(**{**vars(words), **parts})


def within_bounds(words: RitualWords) -> bool:
    """Whether this program would let anybody suggest these words: the other may have another program."""
    plan = words.plan
    texts = [words.template or "", *words.items, *((plan.zone, plan.rule) if plan is not None else ())]
    if len(words.items) > MAX_ITEMS or any(len(text) > MAX_CODE for text in texts):
        return False
    try:
        checked(words)
    except UserError:
        return False
    return True


_PARTS: Final = ("name", "does", "why", "starts", "ends", "cannot", "smaller")


@dataclass(frozen=True)
class LeftOut:
    """One time that does not come, without a name; gone when ``day``, where it stood, is over."""

    ritual: RitualId
    original: date
    day: date


@dataclass(frozen=True)
class Moved:
    """One person's word that one time comes on another day, or at another time of the day."""

    ritual: RitualId
    original: date
    day: date
    time: str


@dataclass(frozen=True)
class Ceiling:
    """How far one person goes at most in one evening of graded closeness; 0 for not tonight."""

    ritual: RitualId
    day: date
    step: int


@dataclass(frozen=True)
class AfterNote:
    """What somebody wrote after a ritual; ``by`` is empty for what lies in their private space."""

    id: str
    ritual: RitualId
    name: str
    day: date
    text: str
    by: str = ""


MAX_NOTE: Final = 4000
"""The longest note after a ritual, in characters."""
