"""Versions: what counted after each day that changed it.

A version is computed from the statements of its day and before, so nothing said later can alter it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from trustapp.domain.agreed import Present, agreed_line
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.lines import Line, State, Version, View, day_of, words_digest
from trustapp.domain.record import Key, Record
from trustapp.domain.rest import Rest
from trustapp.domain.standing import in_order, statement_line
from trustapp.domain.statements import (
    End,
    GoOn,
    Joined,
    Left,
    Lift,
    Limit,
    Need,
    NewKey,
    PaperNo,
    PaperYes,
    Said,
    Statement,
    StillYes,
    Wait,
)

_DAY = timedelta(days=1)

Named = tuple[str, Line]
"""A line, behind what makes it the same line on another day."""


def versions(said: Sequence[Said], view: View) -> tuple[Version, ...]:
    """Every version up to the day of the view, oldest first.

    A day is settled once something was said on a later one. What the viewer's own space saw when plays no
    part here: both find the same versions.
    """
    return History().versions(tuple(sorted(said, key=_seq)), view)


def _seq(one: Said) -> int:
    return one.seq


class History:
    """The versions, kept: where more was said since they were asked for, only that is looked at."""

    def __init__(self) -> None:
        self._begin(View((), datetime.min, datetime.min))

    def _begin(self, view: View) -> None:
        self._members, self._zone = view.members, view.now.tzinfo
        self._said: tuple[Said, ...] = ()
        self._ordered: list[Said] = []
        self._days: set[date] = set()
        self._done = date.min
        self._found: list[Version] = []
        self._named: list[frozenset[str]] = [frozenset()]
        self._counting = _Counting(self._ordered, view)

    def versions(self, said: tuple[Said, ...], view: View) -> tuple[Version, ...]:
        """Every version up to the day of the view; ``said`` is in order of place. See ``versions``."""
        if not self._goes_on(said, view):
            self._begin(view)
        fresh = self._take_in(said, view)
        today = self._today(view)
        for day in sorted(day for day in self._days | fresh.keys() if self._done <= day <= today):
            self._settle(day, fresh.get(day, []))
        return tuple(self._found)

    def _goes_on(self, said: tuple[Said, ...], view: View) -> bool:
        """Whether this is what was known and more, said on no earlier day, by the same members."""
        known = len(self._said)
        same = said[:known] == self._said and (view.members, view.now.tzinfo) == (self._members, self._zone)
        return (
            same
            and self._today(view) >= self._done
            and not any(
                isinstance(one.statement, Left | Joined) or day_of(one.at, view) < self._done
                for one in said[known:]
            )
        )

    def _today(self, view: View) -> date:
        last = [day_of(one.at, view) for one in self._ordered[-1:]]
        return max([day_of(view.now, view), day_of(view.latest, view), *last])

    def _take_in(self, said: tuple[Said, ...], view: View) -> dict[date, list[Said]]:
        """What is new, by its day; no event is earlier than the one before it."""
        fresh: dict[date, list[Said]] = defaultdict(list)
        for one in said[len(self._said) :]:
            at = max(one.at, self._ordered[-1].at) if self._ordered else one.at
            self._ordered.append(replace(one, at=at, seen=None))
            day = day_of(at, view)
            fresh[day].append(self._ordered[-1])
            self._days.update(_days_of(one.statement, day))
        self._said = said
        return fresh

    def _settle(self, day: date, said: Sequence[Said]) -> None:
        """What counted at the end of a day; asked again on the same day, it takes the place of the first."""
        if self._found and self._found[-1].day == day:
            self._found.pop()
            self._named.pop()
        named = self._counting.at_the_end_of(day, said)
        told = frozenset(name for name, _line in named)
        if told != self._named[-1]:
            lines = in_order(line for _name, line in named)
            self._found.append(Version(len(self._found) + 1, day, lines))
            self._named.append(told)
        self._done = day


def _days_of(statement: Statement, day: date) -> Iterator[date]:
    """The days on which what counts may change with it: its own, and those on which a rest or a line ends."""
    yield day
    if isinstance(statement, GoOn):
        yield _next(day)
    if isinstance(statement, StillYes) and statement.words.until:
        yield _next(statement.words.until)


def _next(day: date) -> date:
    return day if day == date.max else day + _DAY


class _Counting:
    """What counts, day after day: only what a day may have changed is looked at again.

    ``tests/domain/test_versions.py`` compares it with the whole agreement computed anew for each day.
    """

    def __init__(self, said: Sequence[Said], view: View) -> None:
        self._said, self._view = said, view
        self._record = Record()
        self._members: tuple[MemberId, ...] = ()
        self._rest: Rest | None = None
        self._statements: dict[Key, dict[Statement, Named]] = {}
        self._lines: dict[LineId, Named] = {}
        self._passing: dict[LineId, date] = {}

    def at_the_end_of(self, day: date, said: Sequence[Said]) -> list[Named]:
        """What counted when a day was over, each with what makes a line the same; days come in order."""
        statements, lines, everything = self._hear(said)
        end = datetime.combine(day, time.max, tzinfo=self._view.now.tzinfo)
        members = _members_on(day, self._said, self._view)
        everything = everything or members != self._members
        self._record.know(members)
        present = Present.at(self._record, View(members, end, end))
        if everything or present.rest != self._rest:
            lines = set(self._record.lines())
        lines |= {line for line, until in self._passing.items() if until < day}
        if everything:
            statements = {heard.key for kind in (Limit, Need) for heard, _said in self._record.of(kind)}
        for key in statements:
            self._look_at_statement(present, key)
        for line in lines:
            self._look_at_line(present, line)
        self._members, self._rest = members, present.rest
        return self._together()

    def _hear(self, said: Sequence[Said]) -> tuple[set[Key], set[LineId], bool]:
        """Take in what was said on a day; gives what it may have changed, and whether that is everything."""
        statements: set[Key] = set()
        lines: set[LineId] = set()
        everything = False
        for one in said:
            key = one.statement.by, one.statement.id
            before = self._record.heard_of(key)
            self._record.hear(one)
            after = self._record.heard_of(key)
            if before == after and before:
                continue
            if before and {one.statement for one in before} != {one.statement for one in after}:
                everything = True
            about = [one.statement, *_targets(one.statement, self._record)]
            if any(not isinstance(statement, _ABOUT_LINES) for statement in about):
                everything = True
            for statement in about:
                if isinstance(statement, Limit | Need):
                    statements.add((statement.by, statement.id))
                lines.update(_lines_of(statement, self._record))
        return statements, lines, everything

    def _look_at_statement(self, present: Present, key: Key) -> None:
        self._statements[key] = standing = {}
        for heard in self._record.heard_of(key):
            if isinstance(heard.statement, Limit | Need):
                line = statement_line(present, heard, heard.statement)
                if line.state is State.STANDS:
                    standing[heard.statement] = _name(line), line

    def _look_at_line(self, present: Present, key: LineId) -> None:
        self._lines.pop(key, None)
        self._passing.pop(key, None)
        line = agreed_line(present, key)
        if line is not None and line.state is State.COUNTS:
            self._lines[key] = _name(line), line
            if line.until is not None:
                self._passing[key] = line.until

    def _together(self) -> list[Named]:
        statements = (
            self._statements.get(heard.key, {}).get(heard.statement)
            for kind in (Limit, Need)
            for heard, _statement in self._record.of(kind)
        )
        lines = (self._lines.get(line) for line in self._record.lines())
        return [found for found in (*statements, *lines) if found is not None]


_ABOUT_LINES = (Limit, Need, StillYes, End, Lift, PaperYes, PaperNo, Wait, NewKey)
"""What changes nothing but the lines that it names; anything else may change them all."""


def _targets(statement: Statement, record: Record) -> Iterator[Statement]:
    """The statement that another one takes back or allows on paper."""
    if isinstance(statement, Lift | PaperYes | PaperNo):
        for heard in record.heard_of((statement.by, statement.target)):
            yield heard.statement


def _lines_of(statement: Statement, record: Record) -> Iterator[LineId]:
    """The lines whose state, needs or permission may change with a statement."""
    if isinstance(statement, Limit):
        yield from statement.closes
        yield from record.lines_on(statement.item)
    elif isinstance(statement, Need):
        yield from record.lines_on(statement.item)
        if statement.line is not None:
            yield statement.line
    elif isinstance(statement, End):
        yield from statement.lines
    elif isinstance(statement, StillYes):
        yield statement.words.id
        for yes in record.yeses(statement.words.id):
            if yes.still_yes.words.replaces is not None:
                yield yes.still_yes.words.replaces


def _members_on(day: date, said: Sequence[Said], view: View) -> tuple[MemberId, ...]:
    """The members of that day: those of the view and those who left since, without later newcomers."""
    members = {*view.members}
    newcomers: set[MemberId] = set()
    for one in said:
        if isinstance(one.statement, Left):
            members.add(one.statement.by)
        if isinstance(one.statement, Joined) and day_of(one.at, view) > day:
            newcomers.add(one.statement.by)
    return tuple(sorted(members - newcomers))


def _name(line: Line) -> str:
    """What makes a line the same line: its statement, or its exact words."""
    if line.words is not None:
        return words_digest(line.words)
    return f"{line.owner} {line.statement.id if line.statement else ''} {line.text}"
