"""The lines of the agreement, kept while more is said and while time passes.

Each line is looked at again only where something may have changed it. What that is, is said here in one
place; tests compare every answer with the whole agreement computed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from trustapp.domain.agreed import Present, agreed_line, draft_line, said_by_gone, shown_as_draft
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.lines import Agreement, Line, State, View
from trustapp.domain.record import Heard, Key, Record
from trustapp.domain.standing import in_order, put_together, statement_line
from trustapp.domain.statements import (
    End,
    Lift,
    Limit,
    LineWords,
    Need,
    NewKey,
    PaperNo,
    PaperYes,
    RitualEnd,
    RitualYes,
    Said,
    Shorten,
    Statement,
    StepDown,
    StepUp,
    StillYes,
    Wait,
)

_ABOUT_LINES = (Limit, Need, StillYes, End, Shorten, Lift, PaperYes, PaperNo, Wait, NewKey)
_ABOUT_NO_LINE = (RitualYes, RitualEnd, StepUp, StepDown)
_CHANGES_LITTLE = _ABOUT_LINES + _ABOUT_NO_LINE
"""What changes nothing but the lines that it names; anything else may change them all."""


class KeptLines:
    """What was said so far, and every line that follows from it."""

    def __init__(self, members: Sequence[MemberId] = ()) -> None:
        self.record = Record(members)
        self._statements: dict[Key, dict[Statement, Line]] = {}
        self._agreed: dict[LineId, Line | None] = {}
        self._until: dict[LineId, date] = {}
        self._old_statements: set[Key] = set()
        self._old_lines: set[LineId] = set()
        self._everything_old = True
        self._around: object = None
        self._times_read_again = 0
        self._day = date.min

    # -- growing -----------------------------------------------------------------------------------

    def know(self, members: Sequence[MemberId]) -> None:
        """From now on these belong to the household too."""
        self.record.know(members)

    def hear(self, one: Said) -> None:
        """Take in one more statement; they come in the order of their places."""
        key = one.statement.by, one.statement.id
        before = self.record.heard_of(key)
        self.record.hear(one)
        after = self.record.heard_of(key)
        if before and before == after:
            return
        self._everything_old |= bool(before) and _words_of(before) != _words_of(after)
        for statement in (one.statement, *_targets(one.statement, self.record)):
            self._everything_old |= not isinstance(statement, _CHANGES_LITTLE)
            if isinstance(statement, Limit | Need):
                self._old_statements.add((statement.by, statement.id))
            self._old_lines.update(_lines_of(statement, self.record))

    # -- looking -----------------------------------------------------------------------------------

    def look(self, view: View) -> Present:
        """Bring every line to what it is for this view."""
        present = Present.at(self.record, view)
        self._see_what_is_old(present)
        for key in self._old_statements:
            self._look_at_statement(present, key)
        for line in self._old_lines:
            self._look_at_line(present, line)
        self._old_statements.clear()
        self._old_lines.clear()
        self._everything_old = False
        return present

    def _see_what_is_old(self, present: Present) -> None:
        """Who belongs to it, doubts, rests and days change lines though nothing was said of them."""
        clock, day = present.clock, present.clock.latest_day
        around = (
            present.members, present.rest, present.openings_rest, present.view.now.tzinfo,
            clock.confirmed_from, clock.confirmed_day,
        )  # fmt: skip
        if self.record.times_read_again != self._times_read_again:
            self._times_read_again = self.record.times_read_again
            self._statements.clear()
            self._agreed.clear()
            self._everything_old = True
        if self._everything_old:
            for kind in (Limit, Need):
                self._old_statements |= {heard.key for heard, _statement in self.record.of(kind)}
        if self._everything_old or around != self._around or day < self._day:
            self._old_lines.update(self.record.lines())
            if around != self._around:
                self._old_statements |= self._statements.keys()
        else:
            self._old_lines |= {line for line, until in self._until.items() if until < day}
        self._around, self._day = around, day

    def _look_at_statement(self, present: Present, key: Key) -> None:
        self._statements[key] = {
            heard.statement: statement_line(present, heard, heard.statement)
            for heard in self.record.heard_of(key)
            if isinstance(heard.statement, Limit | Need)
        }

    def _look_at_line(self, present: Present, line: LineId) -> None:
        found = self._agreed[line] = agreed_line(present, line)
        self._until.pop(line, None)
        if found is not None and found.until is not None and found.state in (State.COUNTS, State.RESTS):
            self._until[line] = found.until

    # -- telling -----------------------------------------------------------------------------------

    def statements(self) -> Iterator[Line]:
        """Every limit, then every need, in order."""
        for kind in (Limit, Need):
            for heard, statement in self.record.of(kind):
                yield self._statements[heard.key][statement]

    def agreed(self) -> Iterator[tuple[LineId, Line]]:
        """Every line that ever came to count."""
        for line in self.record.lines():
            found = self._agreed.get(line)
            if found is not None:
                yield line, found

    def counting(self) -> tuple[Line, ...]:
        """What counts, in order."""
        lines: Iterable[Line] = (*self.statements(), *(line for _key, line in self.agreed()))
        return in_order(line for line in lines if line.state in (State.STANDS, State.COUNTS))

    def agreement(self, drafts: Sequence[LineWords], view: View) -> Agreement:
        """The agreement as it stands for this view."""
        present = self.look(view)
        open_drafts: dict[LineId, LineWords] = {}
        for words in drafts:
            if shown_as_draft(present, words):
                open_drafts.setdefault(words.id, words)
        lines = [*self.statements()]
        for key, line in self.agreed():
            if said_by_gone(present, key):
                continue
            draft = open_drafts.pop(key, None)
            again = None if draft is None else agreed_line(present, key, draft)
            lines.append(again or line)
        lines += [draft_line(present, words) for words in open_drafts.values()]
        return put_together(present, lines)


def _words_of(heard: Sequence[Heard]) -> set[Statement]:
    return {one.statement for one in heard}


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
            yield from record.all_replacing(statement.line)
    elif isinstance(statement, End):
        yield from statement.lines
    elif isinstance(statement, Shorten):
        yield statement.line
    elif isinstance(statement, StillYes):
        yield statement.words.id
        yield from record.all_replacing(statement.words.id)
        for yes in record.yeses(statement.words.id):
            if yes.still_yes.words.replaces is not None:
                yield yes.still_yes.words.replaces
