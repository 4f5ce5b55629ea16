"""What the agreement shows: lines, their states, and who looks at them when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import Final

from trustapp.domain.ids import CategoryId, LineId, MemberId, StatementId
from trustapp.domain.statements import Limit, LineKind, LineWords, Need, Wait

SLEEP_ON_IT: Final = timedelta(hours=24)
"""The shortest wait between first seeing words and saying still yes to them."""

LONGEST_WAIT: Final = timedelta(hours=720)
"""The longest wait that a statement may ask for."""

CLOCK_TOLERANCE: Final = timedelta(days=1)
"""How far behind the latest time seen the clock may be before openings rest."""

DEFAULT_TERM: Final = timedelta(days=90)
"""How long an opening or an offer counts when nobody chose another day."""


ALWAYS_DATED: Final = frozenset({CategoryId("transparency")})
"""Categories of which no line is without an end date: what is shown after a breach is shown for a while."""


class State(StrEnum):
    """What a line is today."""

    STANDS = "stands"
    """A limit or a need."""
    COUNTS = "counts"
    DRAFT = "draft"
    """Words that count for nothing (yet); never says who has answered."""
    RESTS = "rests"
    """Suspended, clock in doubt, or the ledger did not verify: does not count today."""
    ENDED = "ended"
    LIFTED = "lifted"
    PASSED = "passed"
    """Its end date has passed."""


OVER: Final = frozenset({State.ENDED, State.LIFTED, State.PASSED})
"""States that a line does not come back from under its id."""


@dataclass(frozen=True)
class Line:
    """One line of the agreement as the page and the paper show it.

    ``rests_on`` names the statements it is computed from. ``needs`` are the ids of needs that
    stand on it. ``unsigned`` marks a statement said in Together that its owner has not signed.
    ``since`` is the day from which the state holds. ``printable`` says that everyone whose words
    it rests on allows it on paper.
    """

    kind: LineKind
    state: State
    category: CategoryId
    title: str
    text: str
    owner: MemberId | None
    rests_on: tuple[StatementId, ...]
    since: date | None
    words: LineWords | None = None
    statement: Limit | Need | None = None
    until: date | None = None
    needs: tuple[StatementId, ...] = ()
    unsigned: bool = False
    printable: bool = False
    sensitivity: int = 1


@dataclass(frozen=True)
class View:
    """Who looks, and when: what the computation needs besides the statements.

    ``now`` is the present clock, ``latest`` the latest time seen by this vault or this person's
    private space. Days are those of the time zone of ``now``. ``verified`` is False when the ledger
    did not verify: openings rest. ``gone`` are members of whom the vault itself says that they left,
    whatever the ledger holds.
    """

    members: tuple[MemberId, ...]
    now: datetime
    latest: datetime
    verified: bool = True
    gone: frozenset[MemberId] = frozenset()


@dataclass(frozen=True)
class Agreement:
    """All lines, limits first, then needs, shared ways, openings, commitments; ended lines last.

    ``review`` is the earliest end date among counting lines. ``suspended`` holds the ids of the
    suspensions in force; ``returns`` is when openings return after both said go on.
    ``clock_in_doubt`` says that openings rest until both confirm the date. ``waits`` are the longer
    waits that stand, ``wait`` the one that counts. ``sure_from`` is the earliest moment at which a
    wait may end: behind it the clock proves nothing. ``nobody_there`` says that somebody left and one
    person remains: nothing can be opened any more.
    """

    lines: tuple[Line, ...]
    suspended: tuple[StatementId, ...]
    returns: datetime | None
    review: date | None
    clock_in_doubt: bool
    verified: bool
    wait: timedelta = SLEEP_ON_IT
    waits: tuple[Wait, ...] = ()
    sure_from: datetime | None = None
    nobody_there: bool = False

    @cached_property
    def by_id(self) -> Mapping[LineId, Line]:
        """The lines that rest on a yes and the drafts, by their id."""
        found: dict[LineId, Line] = {}
        for line in self.lines:
            if line.words is not None:
                found.setdefault(line.words.id, line)
        return found

    @cached_property
    def standing_limits(self) -> tuple[Limit, ...]:
        """The limits that stand."""
        statements = (line.statement for line in self.lines if line.state is State.STANDS)
        return tuple(one for one in statements if isinstance(one, Limit))

    @property
    def counting(self) -> tuple[Line, ...]:
        """What counts today: limits and needs that stand, and lines that count."""
        return tuple(line for line in self.lines if line.state in (State.STANDS, State.COUNTS))


@dataclass(frozen=True)
class Version:
    """The set of counting lines after a day that changed it; numbered from 1, never altered.

    One thing is taken out: what a member who left had opened. ``taken_out`` says that it was.
    """

    number: int
    day: date
    lines: tuple[Line, ...]
    taken_out: bool = False


def always_stands(words: LineWords) -> bool:
    """A shared way that protects never rests.

    Nothing that opens, has an end date, or belongs to what always has one, can claim this.
    """
    dated = words.until is not None or words.category in ALWAYS_DATED
    return words.protects and words.kind is LineKind.SHARED_WAY and not dated


def words_digest(words: LineWords) -> str:
    """A name for these exact words: any other wording, date or condition has another one."""
    told = {
        "id": words.id,
        "kind": words.kind.value,
        "category": words.category,
        "title": words.title,
        "text": words.text,
        "item": words.item,
        "owner": words.owner,
        "conditions": [{"by": given.by, "text": given.text} for given in words.conditions],
        "until": words.until.isoformat() if words.until else None,
        "sensitivity": words.sensitivity,
        "protects": words.protects,
        "replaces": words.replaces,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def later(moment: datetime, by: timedelta) -> datetime:
    """A moment moved on; at the end of the calendar it stays there, so that no file can break the sum."""
    try:
        return moment + by
    except OverflowError:
        return datetime.max.replace(tzinfo=moment.tzinfo)


def day_after(day: date, by: timedelta) -> date:
    """A day moved on; at the end of the calendar it stays there, so that no file can break the sum."""
    try:
        return day + by
    except OverflowError:
        return date.max


def day_of(moment: datetime, view: View) -> date:
    """The day of a moment where the person looks at it."""
    try:
        return moment.astimezone(view.now.tzinfo).date()
    except OverflowError:
        return moment.date()


def line_name(line: Line) -> str:
    """What makes a line the same line: its statement, or its exact words and an earlier last day."""
    if line.words is not None:
        named = words_digest(line.words)
        return named if line.until == line.words.until else f"{named} {line.until}"
    return f"{line.owner} {line.statement.id if line.statement else ''} {line.text}"


class LineNames:
    """The names of lines, each worked out once as long as the line is kept as it is."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Line, str]] = {}

    def of(self, line: Line) -> str:
        """Its name; see ``line_name``."""
        held = self._held.get(id(line))
        if held is None or held[0] is not line:
            held = self._held[id(line)] = line, line_name(line)
        return held[1]

    def digest(self, lines: Iterable[Line]) -> str:
        """One name for all of these together, in whatever order."""
        # Each by a name of one length: what somebody wrote into a line cannot read as two of them.
        names = sorted({_short(self.of(line)) for line in lines})
        return blake2b(b"".join(names), digest_size=16).hexdigest()


def _short(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
