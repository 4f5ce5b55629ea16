"""Random lives of two people on real files: every legal move, clocks that jump, files lost and put back.

A model of what each of them allows is kept beside it, as plain sets that share no rule with the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.agreement import Line, State
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId, StatementId
from trustapp.domain.statements import LineKind, LineWords
from trustapp.services.agreements import NewDraft, NewLimit

TOUCH = CategoryId("touch")
BOTH = (FIRST, SECOND)
STEPS = 40
ACTIONS = (
    *["agree"] * 6,
    *["change", "still_yes", "shorten"] * 2,
    *["end", "limit", "need", "lift", "lengthen", "keep_or_forget", "drop", "sleep"],
    *["suspend", "jump", "put_back", "lose"],
)


@dataclass
class Life:
    """The household, and what each of them allows, has stated, and has cut short."""

    home: Home
    random: Random
    wants: dict[MemberId, set[LineWords]] = field(default_factory=lambda: {FIRST: set(), SECOND: set()})
    stated: dict[MemberId, dict[StatementId, None]] = field(default_factory=lambda: {FIRST: {}, SECOND: {}})
    waits: dict[StatementId, tuple[MemberId, int]] = field(default_factory=dict)
    last_days: dict[LineId, date] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    opened: int = 0

    def live(self) -> None:
        me = FIRST
        for _step in range(STEPS):
            if self.random.random() < 0.6:
                me = self.random.choice(BOTH)
                self.home.open(me)
            name = self.random.choice(ACTIONS)
            try:
                getattr(self, name)(me)
            except UserError:
                pass  # a move that is not legal now; nothing of it may be left
            else:
                self.done[name] = self.done.get(name, 0) + 1
            if self.home.services.vault.sitting() is None:
                self.home.open(me)
            self.check(me)

    # -- what must hold at every moment ------------------------------------------------------------

    def check(self, me: MemberId) -> None:
        agreement = self.home.services.agreements.view().value.agreement
        for line in agreement.lines:
            if line.words is None or line.state is not State.COUNTS:
                continue
            self.opened += 1
            for member in BOTH if line.owner is None else (line.owner,):
                assert line.words in self.wants[member], (member, line.words)
            last = self.last_days.get(line.words.id)
            if line.until is not None:
                assert last is None or line.until <= last
                assert line.until >= self.home.clock.now.date()
        standing = {
            line.statement.id for line in agreement.lines if line.statement and line.state is State.STANDS
        }
        assert self.stated[me].keys() <= standing
        mine = [hours for owner, hours in self.waits.values() if owner == me]
        assert agreement.wait >= timedelta(hours=max(24, *mine, 0))

    # -- moves -------------------------------------------------------------------------------------

    def lines(self, *states: State) -> list[Line]:
        found = self.home.services.agreements.view().value.agreement.lines
        return [line for line in found if line.words is not None and line.state in states]

    def pick(self, *states: State) -> LineWords:
        found = self.lines(*states)
        if not found:
            raise UserError("line.unknown")
        words = self.random.choice(found).words
        assert words is not None
        return words

    def new(self, text: str, kind: LineKind | None = None) -> NewDraft:
        chosen = kind or self.random.choice(list(LineKind)[2:])
        protects = chosen is LineKind.SHARED_WAY and self.random.random() < 0.5
        until = self.home.clock.now.date() + timedelta(days=self.random.randrange(1, 60))
        return NewDraft(chosen, TOUCH, "A line", text, None if protects else until, protects)

    def draft(self, _me: MemberId) -> None:
        self.home.services.agreements.draft(self.new(f"Words {self.random.randrange(10**6)}"))

    def agree(self, _me: MemberId) -> None:
        """A line is drafted or picked; both sleep on it, and each says yes, most of the time."""
        self.go_on_if_it_rests()
        words = self.home.services.agreements.draft(
            self.new(f"Words {self.random.randrange(10**6)}", self.random.choice(list(LineKind)[2:4]))
        ).value
        if self.lines(State.DRAFT) and self.random.random() < 0.5:
            words = self.pick(State.DRAFT)
        for member in BOTH:
            self.home.open(member)
            self.home.services.agreements.mark_seen((words.id,))
        self.home.clock.on(hours=73)
        for member in BOTH:
            self.home.open(member)
            if self.random.random() < 0.9:
                self.say_yes(member, words)

    def go_on_if_it_rests(self) -> None:
        agreement = self.home.services.agreements.view().value.agreement
        if agreement.suspended or agreement.returns:
            self.go_on(FIRST)

    def change(self, _me: MemberId) -> None:
        words = self.pick(State.COUNTS, State.DRAFT, State.PASSED)
        text = self.random.choice((words.text, f"{words.text} more"))
        until = self.home.clock.now.date() + timedelta(days=self.random.randrange(1, 90))
        new = NewDraft(words.kind, TOUCH, words.title, text, until if words.until else None, words.protects)
        before = {line.words for line in self.lines(State.COUNTS)}
        self.home.services.agreements.change_line(words.id, new)
        earlier = text == words.text and words in before and until < (words.until or date.max)
        if words in before and text == words.text and words.until and earlier:
            known = self.last_days.get(words.id, words.until)
            self.last_days[words.id] = min(known, until)

    def sleep(self, me: MemberId) -> None:
        agreements = self.home.services.agreements
        drafts = tuple(line.words.id for line in self.lines(State.DRAFT) if line.words)
        agreements.mark_seen(drafts)
        self.home.clock.on(hours=self.random.choice((25, 25, 80)))
        self.home.open(me)

    def still_yes(self, me: MemberId) -> None:
        self.say_yes(me, self.pick(State.DRAFT))

    def say_yes(self, me: MemberId, words: LineWords) -> None:
        self.home.services.agreements.still_yes(words.id, WORDS[me], paper=False)
        self.wants[me].add(words)
        if words.replaces and (words.owner == me or all(words in self.wants[one] for one in BOTH)):
            self.no_more(me, {words.replaces})

    def no_more(self, by: MemberId, lines: set[LineId]) -> None:
        for wanted in self.wants.values():
            wanted -= {one for one in wanted if one.id in lines and one.owner in (None, by)}

    def end(self, me: MemberId) -> None:
        words = self.pick(State.COUNTS, State.RESTS)
        self.home.services.agreements.end_line(words.id)
        self.no_more(me, {words.id})

    def shorten(self, _me: MemberId) -> None:
        words = self.pick(State.COUNTS, State.RESTS)
        until = self.home.clock.now.date() + timedelta(days=self.random.randrange(20))
        self.home.services.agreements.shorten(words.id, until)
        self.last_days[words.id] = min(until, self.last_days.get(words.id, until))

    def limit(self, me: MemberId) -> None:
        closed = [line.words.id for line in self.lines(State.COUNTS, State.RESTS) if line.words][:1]
        limit = NewLimit(TOUCH, "A limit", "Not this.", Kind.MINE, closes=tuple(closed))
        self.stated[me][self.home.services.agreements.state_limit(limit).value] = None
        for wanted in self.wants.values():
            wanted -= {one for one in wanted if one.id in closed}

    def need(self, me: MemberId) -> None:
        words = self.pick(State.COUNTS, State.RESTS)
        need = NewLimit(TOUCH, "A need", "Only if we talked.", Kind.OURS)
        self.stated[me][self.home.services.agreements.state_need(need, words.id).value] = None

    def lengthen(self, me: MemberId) -> None:
        hours = self.random.choice((48, 72))
        self.waits[self.home.services.agreements.lengthen_wait(hours).value] = me, hours

    def own(self, me: MemberId) -> list[StatementId]:
        return [*self.stated[me], *(one for one, (owner, _hours) in self.waits.items() if owner == me)]

    def lift(self, me: MemberId) -> None:
        if not self.own(me):
            raise UserError("statement.unknown")
        target = self.random.choice(self.own(me))
        self.home.services.agreements.ask_lift(target)
        self.home.clock.on(hours=25)
        self.home.open(me)
        self.home.services.agreements.confirm_lift(target, WORDS[me])
        self.stated[me].pop(target, None)
        self.waits.pop(target, None)

    def keep_or_forget(self, me: MemberId) -> None:
        """A lift is asked for and taken back; then it cannot be confirmed."""
        if not self.own(me):
            raise UserError("statement.unknown")
        target = self.random.choice(self.own(me))
        self.home.services.agreements.ask_lift(target)
        self.home.services.agreements.forget_lift(target)
        self.home.clock.on(hours=25)
        self.home.open(me)
        with pytest.raises(UserError):
            self.home.services.agreements.confirm_lift(target, WORDS[me])

    def suspend(self, _me: MemberId) -> None:
        self.home.services.agreements.suspend()

    def go_on(self, _me: MemberId) -> None:
        for member in BOTH:
            self.home.open(member)
            self.home.services.agreements.go_on(WORDS[member])
        for _day in range(2):
            self.home.clock.on(hours=25)
            for member in BOTH:
                self.home.open(member)

    def drop(self, _me: MemberId) -> None:
        self.home.services.agreements.drop_draft(self.pick(State.DRAFT).id)

    # -- what clocks and files do ------------------------------------------------------------------

    def jump(self, me: MemberId) -> None:
        """The clock is wrong for one sitting, by years, and put right again."""
        true = self.home.clock.now
        self.home.clock.now = max(
            true + timedelta(days=self.random.choice((-3650, -40, -2, 2, 40))),
            datetime(1990, 1, 1, tzinfo=UTC),
        )
        self.home.open(me)
        self.check(me)
        if self.home.clock.now > true:
            return  # a later time was seen: it stays the time by which dates are judged
        self.home.clock.now = true

    def put_back(self, me: MemberId) -> None:
        """An older shared file comes back; each of the two opens once."""
        self.home.services.vault.lock()
        older = (self.home.folder / "shared.db").read_bytes()
        self.home.open(me)
        for name in ("limit", "end", "shorten"):
            try:
                getattr(self, name)(me)
            except UserError:
                continue
        self.home.services.vault.lock()
        (self.home.folder / "shared.db").write_bytes(older)
        self.both_open(me)

    def lose(self, me: MemberId) -> None:
        self.home.services.vault.lock()
        (self.home.folder / "shared.db").unlink()
        self.both_open(me)

    def both_open(self, me: MemberId) -> None:
        for member in (*BOTH, me):
            self.home.open(member)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 4, 7])
def test_no_life_opens_what_both_do_not_want_or_loses_what_one_has_stated(couple: Home, seed: int) -> None:
    life = Life(couple, Random(seed))
    couple.open(FIRST)
    life.live()
    assert life.opened > STEPS // 2, "a life in which nothing opens would prove nothing"
    assert {"agree", "lengthen", "jump"} <= life.done.keys()
    assert {"lose", "put_back"} & life.done.keys()
