"""What both said, sorted by what it does: each statement once, and only what may count.

The rules are in docs/agreement.md; what is read here was verified before (docs/ledger.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, TypeVar

from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.lines import LONGEST_WAIT, SLEEP_ON_IT, always_stands
from trustapp.domain.statements import (
    Left,
    Lift,
    Limit,
    LineKind,
    PaperNo,
    PaperYes,
    Restored,
    Said,
    Statement,
    StillYes,
    Suspend,
    Wait,
)

S = TypeVar("S", bound=Statement)

_LINES: Final = frozenset({LineKind.OPENING, LineKind.SHARED_WAY, LineKind.COMMITMENT})


@dataclass(frozen=True)
class Heard:
    """A statement that counts, once: ``seq`` and ``at`` are those of its first appearance."""

    statement: Statement
    seq: int
    signed: bool
    at: datetime
    seen: datetime | None

    @property
    def key(self) -> tuple[MemberId, StatementId]:
        """Whose statement it is, and its id."""
        return self.statement.by, self.statement.id


@dataclass(frozen=True)
class Yes:
    """A still yes of one person, and whether something said later made it void."""

    heard: Heard
    still_yes: StillYes
    void: bool


@dataclass(frozen=True)
class Record:
    """Everything that counts of what both said.

    ``lifts`` holds the first valid lift of each target, by owner and id. ``yeses`` holds every signed still
    yes to a line in the order in which they were said. ``left`` holds the leaving of each member who left.
    """

    heard: tuple[Heard, ...]
    lifts: Mapping[tuple[MemberId, StatementId], Heard]
    yeses: Mapping[LineId, tuple[Yes, ...]]
    left: Mapping[MemberId, Heard]
    restored: int

    @cached_property
    def _by_type(self) -> Mapping[type[Statement], list[Heard]]:
        sorted_out: dict[type[Statement], list[Heard]] = defaultdict(list)
        for heard in self.heard:
            sorted_out[type(heard.statement)].append(heard)
        return sorted_out

    def of(self, kind: type[S]) -> Iterator[tuple[Heard, S]]:
        """Everything of one type, in order."""
        for heard in self._by_type.get(kind, ()):
            if isinstance(heard.statement, kind):
                yield heard, heard.statement

    def lift_of(self, heard: Heard) -> Heard | None:
        """The lift that took this statement back, if it was lifted."""
        return self.lifts.get(heard.key)

    def standing_waits(self) -> tuple[Wait, ...]:
        """The longer waits that their owners have not taken back."""
        return tuple(wait for heard, wait in self.of(Wait) if self.lift_of(heard) is None)

    def wait(self) -> timedelta:
        """The wait before a still yes: the longest that stands, within its bounds."""
        hours = [wait.hours for wait in self.standing_waits()]
        longest = min(max(hours, default=0), LONGEST_WAIT // timedelta(hours=1))
        return max(SLEEP_ON_IT, timedelta(hours=longest))

    @cached_property
    def _paper(self) -> Mapping[tuple[MemberId, StatementId], tuple[int, int]]:
        """For each target the place of the last permission for paper, and of the last refusal; 0: none."""
        last: dict[tuple[MemberId, StatementId], tuple[int, int]] = {}
        for heard, yes in self.of(PaperYes):
            if heard.seq > self.restored:
                last[yes.by, yes.target] = heard.seq, 0
        for heard, no in self.of(PaperNo):
            last[no.by, no.target] = last.get((no.by, no.target), (0, 0))[0], heard.seq
        return last

    def allowed_on_paper(self, heard: Heard, asked: bool) -> bool:
        """Whether its giver allows this on paper. In doubt it stays off, and so does what is not signed."""
        allowed, refused = self._paper.get(heard.key, (0, 0))
        return heard.signed and ((asked and not refused) or allowed > refused)


def read(said: Sequence[Said], members: Sequence[MemberId]) -> Record:
    """The record of what was said.

    An unsigned statement in the name of somebody who was never a member is nobody's and is left out; only
    a suspension may come without a name.
    """
    ordered = sorted(said, key=lambda one: one.seq)
    heard = tuple(sorted(_once(ordered, members), key=lambda one: one.seq))
    restored = max((one.seq for one in heard if isinstance(one.statement, Restored)), default=0)
    left: dict[MemberId, Heard] = {}
    for one in heard:
        if isinstance(one.statement, Left):
            left.setdefault(one.statement.by, one)
    lifts = _lifts(heard, restored)
    bare = Record(heard, lifts, {}, left, restored)
    return Record(heard, lifts, _yeses(bare), left, restored)


def _lifts(heard: Sequence[Heard], restored: int) -> dict[tuple[MemberId, StatementId], Heard]:
    places = {one.key: one.seq for one in heard}
    lifts: dict[tuple[MemberId, StatementId], Heard] = {}
    for one in heard:
        if isinstance(one.statement, Lift) and one.seq > restored:
            target = (one.statement.by, one.statement.target)
            if one.seq > places.get(target, one.seq):
                lifts.setdefault(target, one)
    return lifts


def _once(said: Sequence[Said], members: Sequence[MemberId]) -> Iterator[Heard]:
    """Each statement once, by its giver and id.

    The signed one stands for all with its id. The giver belongs to the key: nobody can make another's
    statement pass for one that was read before by using its id. Unsigned, whatever differs stands beside
    the other, since it can only tighten.
    """
    known = {*members} | {one.statement.by for one in said if one.signed}
    together: dict[tuple[MemberId, StatementId], list[Said]] = defaultdict(list)
    for one in said:
        by_known = one.statement.by in known or (isinstance(one.statement, Suspend) and not one.statement.by)
        if one.signed or (one.statement.tightens and by_known):
            together[one.statement.by, one.statement.id].append(one)
    for group in together.values():
        if len(group) == 1:
            yield _heard(group[0].statement, group)
            continue
        signed = next((one for one in group if one.signed), None)
        distinct = [signed.statement] if signed else list(dict.fromkeys(one.statement for one in group))
        for statement in distinct:
            yield _heard(statement, [one for one in group if one.statement == statement])


def _heard(statement: Statement, appearances: Sequence[Said]) -> Heard:
    signed = any(one.signed for one in appearances)
    usable = appearances if statement.tightens else [one for one in appearances if one.signed]
    first = usable[0]
    return Heard(statement, first.seq, signed, first.at, first.seen)


def _yeses(record: Record) -> dict[LineId, tuple[Yes, ...]]:
    found: dict[LineId, list[Yes]] = defaultdict(list)
    left_at = max((one.seq for one in record.left.values()), default=0)
    lifted = _lifted_items(record)
    for heard, yes in record.of(StillYes):
        if yes.words.kind in _LINES:
            since = 0 if always_stands(yes.words) else lifted.get(yes.words.item or "", 0)
            void = heard.seq < max(record.restored, left_at, since)
            found[yes.words.id].append(Yes(heard, yes, void))
    return {line: tuple(yeses) for line, yeses in found.items()}


def _lifted_items(record: Record) -> dict[str, int]:
    """For each item, the last lift of a limit on it: no yes from before that lift counts again."""
    lifted: dict[str, int] = defaultdict(int)
    for heard, limit in record.of(Limit):
        lift = record.lift_of(heard)
        if lift is not None and limit.item is not None:
            lifted[limit.item] = max(lifted[limit.item], lift.seq)
    return lifted
