"""What the pages of the planner show, as values; nothing says who left something out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.rituals import RitualWords


class Standing(StrEnum):
    """How a ritual stands, for the person who looks at it."""

    PLANNED = "planned"
    ASKED_ME = "asked_me"
    """The other suggested it; my yes would plan it."""
    ASKED_THEM = "asked_them"
    """I suggested it."""
    RESTS = "rests"


@dataclass(frozen=True)
class Occurrence:
    """One time at which a ritual comes.

    ``original`` is the day that its rule names, ``day`` where it stands now.  ``time`` is the time on the
    clock here, empty for any time of the day. ``begins`` is who begins this time, as the page says it
    ("Robin begins", "Either begins"). ``movable``: the person may put it on another day or time.
    ``moving``: another time was suggested for it and both have not said yes to that yet.
    """

    ritual: RitualId
    original: date
    day: date
    time: str
    name: str
    minutes: int
    standing: Standing
    begins: str = ""
    movable: bool = False
    moving: bool = False
    closeness: bool = False

    @property
    def key(self) -> tuple[RitualId, date]:
        """What names this time among all others."""
        return self.ritual, self.original


@dataclass(frozen=True)
class Span:
    """The days from ``first`` to ``last`` with what comes on them, in the order of day and time.

    Days before ``today`` never hold anything.
    """

    first: date
    last: date
    today: date
    occurrences: tuple[Occurrence, ...]

    def on(self, day: date) -> tuple[Occurrence, ...]:
        """What comes on one day."""
        return tuple(one for one in self.occurrences if one.day == day)


@dataclass(frozen=True)
class RitualNote:
    """A note written after a ritual; ``by`` is empty for one's own private note."""

    id: str
    ritual: RitualId
    name: str
    day: date
    text: str
    by: MemberId | None = None
    mine: bool = True


@dataclass(frozen=True)
class RitualDetail:
    """One ritual, whole.

    ``rests`` says in a code why it rests: "suspended", "limit", "ended", "doubt", "step" or "".
    """

    words: RitualWords
    standing: Standing
    rests: str = ""
    begins: str = ""
    rule: str = ""
    """When it comes, in words."""
    notes: tuple[RitualNote, ...] = ()


@dataclass(frozen=True)
class PlannerView:
    """Everything of the planner that does not depend on the days shown."""

    shared: bool
    """The planner of both; False for the one of this person alone."""
    own_sitting: bool
    today: date
    rituals: tuple[RitualDetail, ...]
    names: Mapping[MemberId, str]
    me: MemberId | None = None
    limited: frozenset[str] = frozenset()
    """Ids of templates that are never suggested now: a limit of either stands on something in them."""
    clock_in_doubt: bool = False
    suspended: bool = False


@dataclass(frozen=True)
class CompanionView:
    """What stands on the quiet page while a ritual runs; it needs no key to go on standing.

    ``parts`` are how it starts, what is done and how it ends, in order, or the small form alone.
    ``ceiling`` is tonight's step of graded closeness, 0 where there is none, and ``steps`` the words of
    steps 1 to 6, so that it can be lowered. ``limits`` and ``stop`` are what stands on the page whatever
    runs: the limits and needs of both as they are written, each under its owner's name, and how each says
    stop.
    """

    ritual: RitualId
    original: date | None
    name: str
    parts: tuple[str, ...]
    minutes: int
    begins: str
    touch: bool = False
    ceiling: int = 0
    steps: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    shared: bool = True
