"""Random histories of two persons, and an independent model of what each of them wants.

The model is kept as plain sets, one per person, and shares no rule with the agreement: a yes adds to what
its giver wants, an end or a limit takes away from both. The ledger may lose its tail (every tightening in
it is then said again, as the witness does), repeat itself and hold statements that nobody signed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from tests.builders import (
    BOTH,
    FIRST,
    SECOND,
    START,
    a_go_on,
    a_lift,
    a_limit,
    a_need,
    a_shared_way,
    a_shorter_day,
    a_suspension,
    a_yes,
    an_end,
    an_id,
    an_offer,
    an_opening,
)
from trustapp.domain.agreement import Agreement, View, compute
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.statements import (
    DateConfirmed,
    EndScope,
    LineWords,
    PaperNo,
    PaperYes,
    Restored,
    Said,
    Shorten,
    Statement,
    Wait,
)

WORDS: tuple[LineWords, ...] = (
    an_opening("a", item="x"),
    an_opening("a", item="x", text="Wider words"),
    an_opening("b", item="x", until=date(2026, 5, 20)),
    an_opening("c", until=date(2034, 1, 1)),
    an_opening("d", replaces=LineId("c"), until=date(2034, 1, 1)),
    an_opening("e", item="x", text="Words of b", replaces=LineId("b"), until=date(2034, 1, 1)),
    a_shared_way("w", item="x"),
    a_shared_way("v", until=date(2034, 1, 1), protects=False),
    an_offer(FIRST, "o1", until=date(2034, 1, 1)),
    an_offer(SECOND, "o2", item="x"),
)
ITEMS = ("x", "y", None)
TIMES = (
    timedelta(hours=1),
    timedelta(hours=25),
    timedelta(days=30),
    timedelta(hours=-20),
    timedelta(days=-3),
    timedelta(days=3650),
    timedelta(days=-3650),
)


@dataclass
class World:
    """A ledger and the two persons who wrote it."""

    random: Random
    said: list[Said] = field(default_factory=list)
    now: datetime = START
    latest: datetime = START
    wants: dict[MemberId, set[LineWords]] = field(default_factory=lambda: {FIRST: set(), SECOND: set()})
    standing: dict[MemberId, set[StatementId]] = field(default_factory=lambda: {FIRST: set(), SECOND: set()})
    waits: dict[StatementId, tuple[MemberId, int]] = field(default_factory=dict)
    resting: dict[MemberId, set[StatementId]] = field(default_factory=lambda: {FIRST: set(), SECOND: set()})
    went_on: datetime | None = None
    gone: set[LineId] = field(default_factory=set)
    shorter: dict[LineId, date] = field(default_factory=dict)
    """The earliest last day that anybody who may has named for a line."""

    def view(self, verified: bool = True) -> View:
        return View(BOTH, self.now, self.latest, verified)

    def agreement(self) -> Agreement:
        return compute(self.said, (), self.view())

    # Saying

    def append(self, statement: Statement, signed: bool = True) -> None:
        at = max([self.now, *(one.at for one in self.said[-1:])])
        self.said.append(Said(len(self.said) + 1, statement, signed, at))
        self.latest = max(self.latest, self.now)

    def yes(self, by: MemberId) -> None:
        words = self.random.choice(WORDS)
        self.append(a_yes(by, words))
        self.wants[by].add(words)
        if words.replaces and words in self.wants[FIRST] & self.wants[SECOND]:
            self.append(an_end(by, words.replaces))
            self.no_more(by, {words.replaces})

    def end(self, by: MemberId) -> None:
        lines = {words.id for words in self.random.sample(WORDS, 2)}
        self.append(an_end(by, *sorted(lines), scope=EndScope.OFFERS), signed=self.random.random() < 0.7)
        self.no_more(by, lines)

    def shorten(self, by: MemberId) -> None:
        """A last day from some days ago to months ahead, for any line."""
        words = self.random.choice(WORDS)
        until = (self.now + timedelta(days=self.random.randrange(-5, 40))).date()
        self.append(a_shorter_day(by, words.id, until), signed=self.random.random() < 0.7)
        if words.owner in (None, by) and not words.protects:
            self.shorter[words.id] = min(until, self.shorter.get(words.id, until))

    def end_together(self, _by: MemberId) -> None:
        line = self.random.choice(WORDS).id
        self.append(an_end(MemberId(""), line), signed=False)
        self.no_more(MemberId(""), {line})

    def no_more(self, by: MemberId, lines: set[LineId]) -> None:
        """Nobody wants these lines from here on, except an offer that is not this person's to end."""
        for wanted in self.wants.values():
            wanted -= {words for words in wanted if words.id in lines and words.owner in (None, by)}

    def limit(self, by: MemberId) -> None:
        item = self.random.choice(ITEMS)
        closes = tuple(words.id for words in self.random.sample(WORDS, self.random.choice((0, 0, 1))))
        limit = a_limit(by, item=item, closes=closes)
        self.append(limit, signed=self.random.random() < 0.7)
        self.standing[by].add(limit.id)
        for wanted in self.wants.values():
            wanted -= {
                words
                for words in wanted
                if words.id in closes or (item and words.item == item and not words.protects)
            }

    def need(self, by: MemberId) -> None:
        line = self.random.choice((None, *(words.id for words in WORDS)))
        need = a_need(by, item=self.random.choice(ITEMS), line=line)
        self.append(need, signed=self.random.random() < 0.7)
        self.standing[by].add(need.id)

    def wait_longer(self, by: MemberId) -> None:
        wait = Wait(StatementId(an_id()), by, self.random.choice((10, 48, 100)))
        self.append(wait)
        self.waits[wait.id] = by, wait.hours

    def lift(self, by: MemberId) -> None:
        mine = sorted(self.standing[by] | {wait for wait, (owner, _) in self.waits.items() if owner == by})
        if mine:
            target = self.random.choice(mine)
            self.append(a_lift(by, target))
            self.standing[by].discard(target)
            self.waits.pop(target, None)

    def suspend(self, by: MemberId) -> None:
        suspension = a_suspension(self.random.choice(("", by)))
        self.append(suspension, signed=bool(suspension.by))
        for resting in self.resting.values():
            resting.add(suspension.id)

    def go_on(self, by: MemberId) -> None:
        if self.resting[by]:
            self.append(a_go_on(by, *sorted(self.resting[by])))
            self.resting[by] = set()
            self.went_on = self.said[-1].at

    def confirm(self, by: MemberId) -> None:
        """As services write it: not earlier than the latest time seen."""
        true = self.now
        self.now = max(self.now, self.latest)
        self.append(DateConfirmed(StatementId(an_id()), by, true.date()))
        self.now = true

    def paper(self, by: MemberId) -> None:
        if self.said:
            kind = self.random.choice((PaperNo, PaperYes))
            self.append(kind(StatementId(an_id()), by, self.random.choice(self.said).statement.id))

    def restore(self, by: MemberId) -> None:
        self.append(Restored(StatementId(an_id()), by))

    # What files and clocks do

    def clock(self, _by: MemberId) -> None:
        moved = self.now + self.random.choice(TIMES)
        self.now = min(max(moved, datetime(1990, 1, 1, tzinfo=UTC)), datetime(2090, 1, 1, tzinfo=UTC))
        self.latest = max(self.latest, self.now)

    def lose_the_tail(self, _by: MemberId) -> None:
        """The ledger was put back; the witnesses say every tightening again, in any order."""
        place = self.random.randrange(len(self.said) + 1)
        lost = [one for one in self.said[place:] if one.statement.tightens]
        del self.said[place:]
        self.random.shuffle(lost)
        for one in lost:
            self.append(one.statement, one.signed)

    def repeat(self, _by: MemberId) -> None:
        tightenings = [one for one in self.said if one.statement.tightens]
        if tightenings:
            again = self.random.choice(tightenings)
            self.append(again.statement, again.signed)

    def forge(self, _by: MemberId) -> None:
        """Somebody writes into the file what nobody signed, in anybody's name."""
        name = self.random.choice(BOTH)
        targets = [one.statement.id for one in self.said] or [StatementId(an_id())]
        target = self.random.choice(targets)
        forged: Statement = self.random.choice(
            (
                a_yes(name, self.random.choice(WORDS)),
                a_lift(name, target),
                a_go_on(name, *targets),
                PaperYes(StatementId(an_id()), name, target),
                DateConfirmed(StatementId(an_id()), name, self.now.date()),
                a_limit(name, target),
                a_suspension(name, target),
                Wait(target, name, 1),
                a_shorter_day(name, "a", date(2026, 6, 1)),
                an_end(name, "a"),
            )
        )
        self.append(forged, signed=False)
        if isinstance(forged, Shorten):
            self.shorter[forged.line] = min(forged.until, self.shorter.get(forged.line, forged.until))


MOVES = (
    *["yes"] * 9,
    *["lift", "go_on"] * 3,
    *["limit", "confirm", "clock", "forge"] * 2,
    *[
        "end",
        "end_together",
        "shorten",
        "need",
        "wait_longer",
        "suspend",
        "paper",
        "restore",
        "lose_the_tail",
        "repeat",
    ],
)
"""What may happen, the likely more often."""


def move(world: World, who: MemberId) -> str:
    """One thing happens; gives its name."""
    name = world.random.choice(MOVES)
    getattr(world, name)(who)
    return name
