"""What both said, sorted by what it does: each statement once, and only what may count.

The rules are in docs/agreement.md; what is read here was verified before (docs/ledger.md). A record grows:
what is heard later is taken in without reading everything before it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.lines import LONGEST_WAIT, SLEEP_ON_IT, always_stands
from trustapp.domain.statements import (
    End,
    Left,
    Lift,
    Limit,
    LineKind,
    LineWords,
    Need,
    PaperNo,
    PaperYes,
    Restored,
    Said,
    Shorten,
    Statement,
    StillYes,
    Wait,
    may_be_nobodys,
)

S = TypeVar("S", bound=Statement)
T = TypeVar("T")

Key = tuple[MemberId, StatementId]
"""Whose statement it is, and its id: nobody can use up the id of another's statement."""

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
    def key(self) -> Key:
        """Whose statement it is, and its id."""
        return self.statement.by, self.statement.id


@dataclass(frozen=True)
class Yes:
    """A still yes of one person, and whether something said later made it void."""

    heard: Heard
    still_yes: StillYes
    void: bool


_Index = dict[T, dict[Key, None]]
"""The keys of statements by what they are about, in the order in which they came."""


class Record:
    """Everything that counts of what both said so far.

    An unsigned statement in the name of somebody who was never a member is nobody's and is left out; only
    a suspension and the end of a line of both may come without a name. A leaving that nobody signed ends
    what rested on a yes, as an end would, and no more: only the person leaves who signed it.
    """

    def __init__(self, members: Sequence[MemberId] = ()) -> None:
        self.times_read_again = 0
        """How often everything was sorted anew, because somebody's words had been nobody's before."""
        self._known = set(members)
        self._all: list[Said] = []
        self._forget()

    def _forget(self) -> None:
        self.restored = 0
        """The place of the last restore; no yes, lift, go on or permission from before it counts."""
        self.left: dict[MemberId, Heard] = {}
        """The leaving of each member who left."""
        self.latest: datetime | None = None
        """The latest time of anything that counts."""
        self._groups: dict[Key, list[Said]] = {}
        self._heard: dict[Key, tuple[Heard, ...]] = {}
        self._keys: _Index[type[Statement]] = defaultdict(dict)
        self._yeses: _Index[LineId] = defaultdict(dict)
        self._ends: _Index[LineId] = defaultdict(dict)
        self._shortened: _Index[LineId] = defaultdict(dict)
        self._closing: _Index[LineId] = defaultdict(dict)
        self._limits: _Index[str | None] = defaultdict(dict)
        self._needs: _Index[str | None] = defaultdict(dict)
        self._lifts: _Index[Key] = defaultdict(dict)
        self._papers: _Index[Key] = defaultdict(dict)
        self._lines_on: dict[str | None, dict[LineId, None]] = defaultdict(dict)
        self._replacing: dict[LineId, dict[LineId, None]] = defaultdict(dict)
        self._of: dict[type[Statement], tuple[Heard, ...]] = {}

    # -- growing -----------------------------------------------------------------------------------

    def know(self, members: Sequence[MemberId]) -> None:
        """From now on these belong to the household too."""
        if not self._known.issuperset(members):
            self._known.update(members)
            self._hear_again()

    def hear(self, one: Said) -> None:
        """Take in one more statement; they come in the order of their places."""
        self._all.append(one)
        by = one.statement.by
        if one.signed and by not in self._known:
            self._known.add(by)
            if any(said.statement.by == by for said in self._all[:-1]):
                self._hear_again()
                return
        self._take(one)

    def _hear_again(self) -> None:
        """Somebody is known now whose unsigned words were nobody's before."""
        self._forget()
        self.times_read_again += 1
        for one in self._all:
            self._take(one)

    def _take(self, one: Said) -> None:
        statement = one.statement
        by_known = statement.by in self._known or (not statement.by and may_be_nobodys(statement))
        if not (one.signed or (statement.tightens and by_known)):
            return
        key = statement.by, statement.id
        group = self._groups.setdefault(key, [])
        group.append(one)
        heard = (_heard(statement, group),) if len(group) == 1 else tuple(_once(group))
        if self._heard.get(key) == heard:
            return
        self._heard[key] = heard
        for kind in {type(said.statement) for said in group}:
            self._keys[kind][key] = None
            self._of.pop(kind, None)
        for found in heard:
            self._sort_in(key, found)
        if isinstance(statement, Left):
            self.left = {}
            for found, leaving in self.of(Left):
                self.left.setdefault(leaving.by, found)

    def _sort_in(self, key: Key, heard: Heard) -> None:
        statement = heard.statement
        if self.latest is None or heard.at > self.latest:
            self.latest = heard.at
        if isinstance(statement, StillYes):
            self._sort_in_yes(key, statement.words)
        elif isinstance(statement, Limit):
            self._limits[statement.item][key] = None
            for line in statement.closes:
                self._closing[line][key] = None
        elif isinstance(statement, Need):
            for about in (statement.item, statement.line):
                self._needs[about][key] = None
        elif isinstance(statement, End):
            for line in statement.lines:
                self._ends[line][key] = None
        elif isinstance(statement, Shorten):
            self._shortened[statement.line][key] = None
        elif isinstance(statement, Lift):
            self._lifts[statement.by, statement.target][key] = None
        elif isinstance(statement, PaperYes | PaperNo):
            self._papers[statement.by, statement.target][key] = None
        elif isinstance(statement, Restored):
            self.restored = max(self.restored, heard.seq)

    def _sort_in_yes(self, key: Key, words: LineWords) -> None:
        if words.kind in _LINES:
            self._yeses[words.id][key] = None
            self._lines_on[words.item][words.id] = None
            if words.replaces is not None:
                self._replacing[words.replaces][words.id] = None

    # -- asking ------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How much was said: it grows with everything that is heard, whether it counts or not."""
        return len(self._all)

    @property
    def heard(self) -> tuple[Heard, ...]:
        """Everything that counts, in order."""
        return tuple(sorted((one for found in self._heard.values() for one in found), key=_place))

    @property
    def gone(self) -> frozenset[MemberId]:
        """The members who left by their own signed word."""
        return frozenset(heard.statement.by for heard, _left in self.of(Left) if heard.signed)

    def of(self, kind: type[S]) -> Iterator[tuple[Heard, S]]:
        """Everything of one type, in order."""
        if kind not in self._of:
            found = [one for key in self._keys.get(kind, ()) for one in self._heard[key]]
            self._of[kind] = tuple(sorted(found, key=_place))
        for heard in self._of[kind]:
            if isinstance(heard.statement, kind):
                yield heard, heard.statement

    def _at(self, keys: dict[Key, None], kind: type[S]) -> Iterator[tuple[Heard, S]]:
        for key in keys:
            for heard in self._heard[key]:
                if isinstance(heard.statement, kind):
                    yield heard, heard.statement

    def lines(self) -> tuple[LineId, ...]:
        """Every line that anybody said yes to, in the order in which they first did."""
        return tuple(self._yeses)

    def lines_on(self, item: str | None) -> tuple[LineId, ...]:
        """Every line on this item that anybody said yes to."""
        return tuple(self._lines_on.get(item, ())) if item is not None else ()

    def heard_of(self, key: Key) -> tuple[Heard, ...]:
        """What counts of one statement: one, or what was said unsigned in different words."""
        return self._heard.get(key, ())

    def yeses(self, line: LineId) -> tuple[Yes, ...]:
        """Every signed still yes to a line, in the order in which they were said."""
        left_at = max((one.seq for one in self.left.values()), default=0)
        found = []
        for heard, yes in sorted(self._at(self._yeses.get(line, {}), StillYes), key=_first_place):
            since = 0 if always_stands(yes.words) else self._lifted_at(yes.words.item)
            found.append(Yes(heard, yes, heard.seq < max(self.restored, left_at, since)))
        return tuple(found)

    def _lifted_at(self, item: str | None) -> int:
        """The last lift of a limit on this item: no yes from before it counts again."""
        if item is None:
            return 0
        lifts = (self.lift_of(heard) for heard, _limit in self.limits_on(item))
        return max((lift.seq for lift in lifts if lift is not None), default=0)

    def replacing(self, line: LineId) -> tuple[LineId, ...]:
        """The lines that somebody's yes would put in the place of this one."""
        return tuple(other for other in self._replacing.get(line, ()) if other != line)

    def _in_whose_place(self, words: LineWords) -> frozenset[LineId]:
        """A line, and those whose place it took, one after the other: a need on any of them is carried on."""
        found, following = {words.id}, [words.replaces]
        while following:
            line = following.pop()
            if line is not None and line not in found:
                found.add(line)
                following += [yes.still_yes.words.replaces for yes in self.yeses(line)]
        return frozenset(found)

    def all_replacing(self, line: LineId) -> frozenset[LineId]:
        """Every line that a yes would put in the place of this one, or of one that took its place."""
        found: set[LineId] = set()
        following = [line]
        while following:
            fresh = [one for one in self.replacing(following.pop()) if one not in found]
            found.update(fresh)
            following += fresh
        return frozenset(found)

    def ends_of(self, line: LineId) -> Iterator[tuple[Heard, End]]:
        """Every end that names a line."""
        found = self._at(self._ends.get(line, {}), End)
        return (one for one in found if line in one[1].lines)

    def shortened(self, line: LineId) -> Iterator[tuple[Heard, Shorten]]:
        """Every earlier last day that somebody named for a line."""
        found = self._at(self._shortened.get(line, {}), Shorten)
        return (one for one in found if one[1].line == line)

    def limits_closing(self, line: LineId) -> Iterator[tuple[Heard, Limit]]:
        """Every limit that names a line, lifted or not."""
        found = self._at(self._closing.get(line, {}), Limit)
        return (one for one in found if line in one[1].closes)

    def limits_on(self, item: str) -> Iterator[tuple[Heard, Limit]]:
        """Every limit on an item, lifted or not."""
        found = self._at(self._limits.get(item, {}), Limit)
        return (one for one in found if one[1].item == item)

    def needs_on(self, words: LineWords) -> tuple[tuple[Heard, Need], ...]:
        """The standing needs that narrow a line: put on it, on what it takes the place of, or on its item."""
        before = self._in_whose_place(words)
        keys = {**self._needs.get(words.item, {})}
        for line in before:
            keys |= self._needs.get(line, {})
        found = (
            one
            for one in self._at(keys, Need)
            if one[1].line in before or (one[1].item is not None and one[1].item == words.item)
        )
        return tuple(sorted((one for one in found if self.lift_of(one[0]) is None), key=_first_place))

    def lift_of(self, heard: Heard) -> Heard | None:
        """The lift that took this statement back, if it was lifted."""
        key = heard.key
        if (said := self._lifts.get(key)) is None or key not in self._heard:
            return None
        since = max(self.restored, *(one.seq for one in self._heard[key]))
        lifts = [lift for lift, _statement in self._at(said, Lift) if lift.seq > since]
        return min(lifts, key=_place, default=None)

    def standing_waits(self) -> tuple[Wait, ...]:
        """The longer waits that their owners have not taken back."""
        return tuple(wait for heard, wait in self.of(Wait) if self.lift_of(heard) is None)

    def wait(self) -> timedelta:
        """The wait before a still yes: the longest that stands, within its bounds."""
        hours = [wait.hours for wait in self.standing_waits()]
        longest = min(max(hours, default=0), LONGEST_WAIT // timedelta(hours=1))
        return max(SLEEP_ON_IT, timedelta(hours=longest))

    def allowed_on_paper(self, heard: Heard, asked: bool) -> bool:
        """Whether its giver allows this on paper. In doubt it stays off, and so does what is not signed."""
        if not heard.signed:
            return False
        allowed = refused = 0
        for said, statement in self._at(self._papers.get(heard.key, {}), Statement):
            if isinstance(statement, PaperNo):
                refused = max(refused, said.seq)
            elif said.seq > self.restored:
                allowed = max(allowed, said.seq)
        return (asked and not refused) or allowed > refused


def read(said: Sequence[Said], members: Sequence[MemberId]) -> Record:
    """The record of what was said, in any order."""
    record = Record(members)
    for one in sorted(said, key=lambda entry: entry.seq):
        record.hear(one)
    return record


def _place(heard: Heard) -> int:
    return heard.seq


def _first_place(found: tuple[Heard, Statement]) -> int:
    return found[0].seq


def _once(group: Sequence[Said]) -> Iterator[Heard]:
    """A statement once: the signed one stands for all with its id.

    Unsigned, whatever differs stands beside the other, since it can only tighten.
    """
    signed = next((one for one in group if one.signed), None)
    distinct = [signed.statement] if signed else list(dict.fromkeys(one.statement for one in group))
    for statement in distinct:
        yield _heard(statement, [one for one in group if one.statement == statement])


def _heard(statement: Statement, appearances: Sequence[Said]) -> Heard:
    signed = any(one.signed for one in appearances)
    usable = appearances if statement.tightens else [one for one in appearances if one.signed]
    first = usable[0]
    return Heard(statement, first.seq, signed, first.at, first.seen)
