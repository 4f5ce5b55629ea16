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
    ordered = _by_place(said)
    today = max(
        [day_of(view.now, view), day_of(view.latest, view), *(day_of(one.at, view) for one in ordered)]
    )
    said_on: dict[date, list[Said]] = defaultdict(list)
    for one in ordered:
        said_on[day_of(one.at, view)].append(one)
    found: list[Version] = []
    before: frozenset[str] = frozenset()
    counting = _Counting(ordered, view)
    for day in _days(ordered, view, today):
        named = counting.at_the_end_of(day, said_on[day])
        told = frozenset(name for name, _line in named)
        if told != before:
            found.append(Version(len(found) + 1, day, in_order(line for _name, line in named)))
            before = told
    return tuple(found)


def _by_place(said: Sequence[Said]) -> list[Said]:
    """In order, without the viewer's own times, and no event earlier than the one before it."""
    ordered: list[Said] = []
    for one in sorted(said, key=lambda entry: entry.seq):
        at = max(one.at, ordered[-1].at) if ordered else one.at
        ordered.append(replace(one, at=at, seen=None))
    return ordered


def _days(said: Sequence[Said], view: View, today: date) -> list[date]:
    """The days on which what counts may have changed: something was said, a date passed, a rest ended."""
    days: set[date] = set()
    for one in said:
        day = day_of(one.at, view)
        days.add(day)
        if isinstance(one.statement, GoOn):
            days.add(_next(day))
        if isinstance(one.statement, StillYes) and one.statement.words.until:
            days.add(_next(one.statement.words.until))
    return sorted(day for day in days if day <= today)


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
