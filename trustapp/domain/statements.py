"""What one person said, and the words of the lines that both may say yes to.

A statement is one person's own words, signed by them. What tightens stands wherever it is found;
what loosens counts only signed, in its own place in the ledger (see docs/ledger.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from trustapp.domain.answers import Kind
from trustapp.domain.ids import CategoryId, ItemId, LineId, MemberId, RitualId, RoundId, StatementId
from trustapp.domain.rituals import RitualWords


class LineKind(StrEnum):
    """What a line of the agreement is."""

    LIMIT = "limit"
    NEED = "need"
    OPENING = "opening"
    SHARED_WAY = "shared_way"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Given:
    """A condition under the name of the person who gave it."""

    by: MemberId
    text: str


@dataclass(frozen=True)
class LineWords:
    """The exact words of an opening, a shared way or a commitment.

    A still yes is a yes to these words and to nothing else: any edit makes other words. ``until``
    is the last day on which the line counts; a shared way that protects has none. ``owner`` is the
    giver of a commitment and empty for what is ours. ``protects`` marks a shared way that never
    rests.
    """

    id: LineId
    kind: LineKind
    category: CategoryId
    title: str
    text: str
    item: ItemId | None = None
    owner: MemberId | None = None
    conditions: tuple[Given, ...] = ()
    until: date | None = None
    sensitivity: int = 1
    protects: bool = False
    replaces: LineId | None = None


@dataclass(frozen=True)
class Statement:
    """What every statement has: a random id that counts once, and the person whose words it is."""

    type: ClassVar[str]
    tightens: ClassVar[bool]
    """True: stands without a place in the chain. False: counts only signed, at its place."""

    id: StatementId
    by: MemberId


@dataclass(frozen=True)
class Limit(Statement):
    """A "not …": stands at once and until its owner lifts it."""

    type: ClassVar[str] = "limit"
    tightens: ClassVar[bool] = True

    category: CategoryId
    title: str
    text: str
    kind: Kind
    item: ItemId | None = None
    closes: tuple[LineId, ...] = ()
    sensitivity: int = 1
    paper: bool = False


@dataclass(frozen=True)
class Need(Statement):
    """An "only if …" or "I need … when …": stands at once and until its owner lifts it.

    ``line`` names the line it narrows, where it was put on one.
    """

    type: ClassVar[str] = "need"
    tightens: ClassVar[bool] = True

    category: CategoryId
    title: str
    text: str
    kind: Kind
    item: ItemId | None = None
    line: LineId | None = None
    sensitivity: int = 1
    paper: bool = False


@dataclass(frozen=True)
class StillYes(Statement):
    """A yes to exact words, said alone, at least a day after first reading them."""

    type: ClassVar[str] = "still_yes"
    tightens: ClassVar[bool] = False

    words: LineWords
    paper: bool = False


@dataclass(frozen=True)
class Lift(Statement):
    """The owner takes back a limit or a need of their own, or a longer wait."""

    type: ClassVar[str] = "lift"
    tightens: ClassVar[bool] = False

    target: StatementId


class EndScope(StrEnum):
    """How much one person ends at once."""

    LINE = "line"
    OFFERS = "offers"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class End(Statement):
    """One person ends a line, their own offers, or all openings and their own offers, at once.

    ``line`` is set for scope ``LINE``. A line that was ended never counts again under its id.
    For scopes ``OFFERS`` and ``AGREEMENT`` ``lines`` names every line that the end takes with it,
    so that the end says the same wherever it stands in the ledger.
    """

    type: ClassVar[str] = "end"
    tightens: ClassVar[bool] = True

    scope: EndScope
    lines: tuple[LineId, ...] = ()


@dataclass(frozen=True)
class Shorten(Statement):
    """One person lets a line end on an earlier day than its words say; nothing brings the later one back.

    It ends nothing that has no end date: a shared way that protects is never cut short.
    """

    type: ClassVar[str] = "shorten"
    tightens: ClassVar[bool] = True

    line: LineId
    until: date
    """The last day on which the line counts."""


@dataclass(frozen=True)
class Suspend(Statement):
    """Openings, commitments and rituals rest; limits stand.

    ``by`` may be empty: the unlock page asks nobody's name.
    """

    type: ClassVar[str] = "suspend"
    tightens: ClassVar[bool] = True


def may_be_nobodys(statement: Statement) -> bool:
    """Whether this may come without a giver: a suspension, or in Together the end of what is of both."""
    ends_a_line = isinstance(statement, End) and statement.scope is EndScope.LINE
    return ends_a_line or isinstance(statement, Suspend | RitualEnd)


@dataclass(frozen=True)
class RitualYes(Statement):
    """One person suggests a ritual, or says yes to it: it is planned when both have, to the same words."""

    type: ClassVar[str] = "ritual_yes"
    tightens: ClassVar[bool] = False

    words: RitualWords


@dataclass(frozen=True)
class RitualEnd(Statement):
    """A not now, or the end of a ritual: at once and for good under its id.

    Until the day ``again`` only its giver suggests the same template, or a ritual of the same name, again.
    """

    type: ClassVar[str] = "ritual_end"
    tightens: ClassVar[bool] = True

    ritual: RitualId
    template: str | None = None
    name: str = ""
    again: date | None = None


@dataclass(frozen=True)
class StepUp(Statement):
    """One person's part of going one step further in graded closeness."""

    type: ClassVar[str] = "step_up"
    tightens: ClassVar[bool] = False

    step: int


@dataclass(frozen=True)
class StepDown(Statement):
    """No step of graded closeness above this one, from now on."""

    type: ClassVar[str] = "step_down"
    tightens: ClassVar[bool] = True

    step: int


@dataclass(frozen=True)
class GoOn(Statement):
    """One person's part of going on after the named suspensions."""

    type: ClassVar[str] = "go_on"
    tightens: ClassVar[bool] = False

    suspensions: tuple[StatementId, ...]


@dataclass(frozen=True)
class PaperNo(Statement):
    """What the person said is no longer allowed on paper."""

    type: ClassVar[str] = "paper_no"
    tightens: ClassVar[bool] = True

    target: StatementId


@dataclass(frozen=True)
class PaperYes(Statement):
    """What the person said is allowed on paper."""

    type: ClassVar[str] = "paper_yes"
    tightens: ClassVar[bool] = False

    target: StatementId


@dataclass(frozen=True)
class Wait(Statement):
    """A longer wait than a day before a still yes; the longest standing one counts, in hours."""

    type: ClassVar[str] = "wait"
    tightens: ClassVar[bool] = True

    hours: int


@dataclass(frozen=True)
class DateConfirmed(Statement):
    """The person confirms the date after the clock was found behind."""

    type: ClassVar[str] = "date_confirmed"
    tightens: ClassVar[bool] = False

    day: date


@dataclass(frozen=True)
class Joined(Statement):
    """A member joins: their public keys, and the keys of the others as they found them."""

    type: ClassVar[str] = "joined"
    tightens: ClassVar[bool] = False

    keys: tuple[tuple[MemberId, str, str], ...]
    """(member, Ed25519 public key, X25519 public key), in hex."""


@dataclass(frozen=True)
class NewKey(Statement):
    """A member signs with a new key from here on; signed by the old and by the new one."""

    type: ClassVar[str] = "new_key"
    tightens: ClassVar[bool] = False

    sign_public: str
    seal_public: str
    signature_new: str


@dataclass(frozen=True)
class Left(Statement):
    """A member left: their openings and offers end, their limits stay as last stated."""

    type: ClassVar[str] = "left"
    tightens: ClassVar[bool] = True


@dataclass(frozen=True)
class Restored(Statement):
    """The files were put back from a backup; everything that was loosened since must be said anew."""

    type: ClassVar[str] = "restored"
    tightens: ClassVar[bool] = True


STATEMENTS: tuple[type[Statement], ...] = (
    Limit, Need, StillYes, Lift, End, Shorten, Suspend, GoOn, PaperNo, PaperYes, Wait, DateConfirmed,
    RitualYes, RitualEnd, StepUp, StepDown, Joined, NewKey, Left, Restored,
)  # fmt: skip
"""Every type that this version of the program reads; docs/ledger.md describes each."""


@dataclass(frozen=True)
class Said:
    """A statement as the verified ledger holds it.

    ``signed`` is False for what was said in Together or on the unlock page and carries no valid
    signature yet; such a statement can only tighten. ``at`` is the time at which it entered the
    ledger, made monotonic (never earlier than the event before it). ``seen`` is when the viewer's
    own private space first saw it, where there is one.
    """

    seq: int
    statement: Statement
    signed: bool
    at: datetime
    seen: datetime | None = None


@dataclass(frozen=True)
class Ask:
    """A question to the other, from its giver; it never counts and is never printed."""

    id: str
    by: MemberId
    category: CategoryId
    title: str
    text: str


@dataclass(frozen=True)
class TalkFirst:
    """A title that one or both brought to talk about; it carries no name.

    ``when`` is a time to talk in anybody's words: an intention, which nothing waits for.
    """

    id: str
    category: CategoryId
    title: str
    when: str = ""


@dataclass(frozen=True)
class Round:
    """A category that both chose to open; ``opened`` is the day of its reveal, once there was one."""

    id: RoundId
    category: CategoryId
    begun: date
    opened: date | None = None
