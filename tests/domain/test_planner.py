"""What no history may ever do to the rituals of two: against a slow model, and by what one of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    BOTH,
    FIRST,
    SECOND,
    START,
    a_go_on,
    a_lift,
    a_limit,
    a_need,
    a_suspension,
    a_yes,
    an_end,
    an_id,
    an_opening,
)
from trustapp.domain.agreement import Agreement, View, compute
from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId, LineId, MemberId, RitualId, StatementId
from trustapp.domain.lines import OVER, State
from trustapp.domain.planner import (
    CLOSING_NEEDS,
    KeptRituals,
    Rests,
    Ritual,
    held_back_until,
    may_step_up,
    reached,
    ritual_of,
    rituals_of,
)
from trustapp.domain.record import Record, read
from trustapp.domain.rituals import MAX_NAME, Plan, RitualWords
from trustapp.domain.statements import (
    Left,
    Limit,
    Need,
    Restored,
    RitualEnd,
    RitualYes,
    Said,
    Statement,
    StepDown,
    StepUp,
)

SEEDS = st.integers(min_value=0, max_value=2**32)
LENGTH = 40
NOBODY = MemberId("")
DAILY = Plan(date(2026, 5, 1), "07:10", "UTC", "FREQ=DAILY")
CLOSES = ItemId("health.testing")


def ritual(letter: str, **more: object) -> RitualWords:
    made = RitualWords(RitualId(letter * 32), f"Name of {letter}", "What we do.", plan=DAILY)
    return replace(made, **more)  # type: ignore[arg-type]


WORDS = (
    ritual("a"),
    ritual("a", does="Other words under the same id."),
    ritual("b", replaces=RitualId("a" * 32)),
    ritual("b", replaces=None),
    ritual("c", replaces=RitualId("b" * 32), plan=Plan(date(2026, 5, 20))),
    ritual("d", items=(ItemId("x"),)),
    ritual("d", items=(ItemId("x"), CLOSES), template="ritual.x"),
    ritual("e", step=2, plan=Plan(date(2026, 5, 9))),
    ritual("f", items=(CLOSES,), plan=None),
    ritual("1", plan=replace(DAILY, rule="FREQ=DAILY;UNTIL=20260510")),
    ritual("2", name="x" * (MAX_NAME + 1)),
    ritual("3", replaces=RitualId("3" * 32)),
)
LINES = (
    an_opening("l", item="x", until=date(2034, 1, 1)),
    an_opening("m", item="x", until=date(2026, 5, 20)),
    an_opening("n", item=CLOSES, until=date(2034, 1, 1)),
)
ITEMS = ("x", str(CLOSES), None)


@dataclass
class World:
    """What both said in the order in which it came, and whether somebody signed it."""

    random: Random
    said: list[Said] = field(default_factory=list)
    now: datetime = START

    def say(self, statement: Statement, *, signed: bool = True) -> None:
        self.said.append(Said(len(self.said) + 1, statement, signed, self.now))

    @property
    def record(self) -> Record:
        return read(self.said, BOTH)

    def agreement(self, *, verified: bool = True) -> Agreement:
        return compute(self.said, (), View(BOTH, self.now, self.now, verified))

    def rituals(self) -> tuple[Ritual, ...]:
        return rituals_of(self.record, self.agreement(), BOTH)


def a_ritual_yes(by: MemberId, words: RitualWords) -> RitualYes:
    return RitualYes(StatementId(an_id()), by, words)


def an_end_of(by: MemberId, words: RitualWords, again: date | None = None) -> RitualEnd:
    return RitualEnd(StatementId(an_id()), by, words.id, words.template, words.name, again)


def something(world: World, by: MemberId) -> tuple[Statement, bool]:
    """One thing that this person can say, or that somebody writes into the file in their name."""
    pick, number = world.random, StatementId(an_id())
    words, line = pick.choice(WORDS), pick.choice(LINES)
    again = pick.choice((None, world.now.date() + timedelta(days=pick.randrange(1, 90))))
    places = [one.statement.id for one in world.said] or [number]
    statements: list[Statement] = [
        *(a_ritual_yes(by, words) for _again in range(7)),
        *(StepUp(number, by, pick.randrange(1, 7)) for _again in range(3)),
        StepDown(number, by, pick.randrange(6)),
        an_end_of(by, words, again),
        an_end_of(NOBODY, words),
        a_limit(by, item=pick.choice(ITEMS)),
        a_need(by, item=pick.choice(ITEMS)),
        a_yes(by, line),
        a_yes(by, line),
        an_end(by, line.id),
        a_lift(by, pick.choice(places)),
        a_suspension(pick.choice((NOBODY, by))),
        a_go_on(by, *places),
        Left(number, by) if pick.random() < 0.1 else StepDown(number, by, 0),
        Restored(number, by) if pick.random() < 0.3 else a_ritual_yes(by, words),
    ]
    said = pick.choice(statements)
    return said, bool(said.by) and pick.random() < 0.85


def move(world: World, by: MemberId) -> None:
    if world.random.random() < 0.15:
        world.now += timedelta(hours=world.random.choice((1, 25, 400)))
    statement, signed = something(world, by)
    world.say(statement, signed=signed)


# -- the model: what docs/rituals.md says, in as many words, asked anew of everything every time --------


def counting(said: Sequence[Said]) -> Iterator[tuple[int, Statement]]:
    """A yes counts signed and after the last restore or leaving; what tightens counts in either way."""
    since = max((one.seq for one in said if isinstance(one.statement, Restored | Left)), default=0)
    for one in said:
        if one.statement.tightens or (one.signed and one.seq > since):
            yield one.seq, one.statement


def model_steps(said: Sequence[Said]) -> dict[MemberId, int]:
    levels = {FIRST: 0, SECOND: 0}
    for _seq, statement in counting(said):
        if isinstance(statement, StepUp) and statement.step > levels[statement.by]:
            levels[statement.by] += 1
        elif isinstance(statement, StepDown) and statement.step < levels[statement.by]:
            levels[statement.by] = statement.step
    return levels


def model_rests(words: RitualWords, agreement: Agreement, level: int) -> Rests | None:
    if not agreement.verified or agreement.clock_in_doubt:
        return Rests.DOUBT
    if agreement.suspended or agreement.returns is not None:
        return Rests.SUSPENDED
    for item in words.items:
        for line in agreement.lines:
            standing = line.statement if line.state is State.STANDS else None
            if isinstance(standing, Limit) and standing.item == item:
                return Rests.LIMIT
            if isinstance(standing, Need) and standing.item == item and item in CLOSING_NEEDS:
                return Rests.LIMIT
    for item in words.items:
        on_it = [line for line in agreement.lines if line.words is not None and line.words.item == item]
        ended = [line for line in on_it if line.state in OVER]
        if ended and len(ended) == len(on_it):
            return Rests.ENDED
    return Rests.STEP if words.step > level else None


def model(world: World, agreement: Agreement) -> dict[RitualWords, tuple[set[MemberId], bool, Rests | None]]:
    """What stands: the words, who said yes to them, whether that plans them, and why they rest."""
    known = list(counting(world.said))
    yeses: dict[RitualWords, set[MemberId]] = {}
    for _seq, statement in known:
        if isinstance(statement, RitualYes):
            meant = [words for words in yeses if words.id == statement.words.id]
            if not meant or meant == [statement.words]:
                yeses.setdefault(statement.words, set()).add(statement.by)
    sayable = {words: by for words, by in yeses.items() if len(words.name) <= MAX_NAME}
    ended = {statement.ritual for _seq, statement in known if isinstance(statement, RitualEnd)}
    replaced = {words.replaces for words, by in sayable.items() if by == {FIRST, SECOND}}
    level = min(model_steps(world.said).values())
    return {
        words: (by, by == {FIRST, SECOND}, model_rests(words, agreement, level))
        for words, by in sayable.items()
        if words.id not in ended and words.id not in replaced
    }


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_a_ritual_stands_exactly_where_the_plain_reading_says_so(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
    agreement = world.agreement(verified=world.random.random() < 0.8)
    found = rituals_of(world.record, agreement, BOTH)
    assert {one.words: (set(one.yes), one.planned, one.rests) for one in found} == model(world, agreement)
    assert [one.seq for one in found] == sorted({one.seq for one in found}), "in the order of the first yes"
    assert reached(world.record, BOTH).by == model_steps(world.said)


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_rituals_that_are_kept_are_those_computed_anew_without_those_that_are_over(seed: int) -> None:
    world, record, kept = World(Random(seed)), Record(BOTH), KeptRituals()
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        record.hear(world.said[-1])
        agreement, today = world.agreement(), world.now.date()
        found = kept.rituals(record, agreement, BOTH, today, moved={RitualId("1" * 32)})
        over = {RitualId("c" * 32): date(2026, 5, 20), RitualId("e" * 32): date(2026, 5, 9)}
        whole = rituals_of(world.record, agreement, BOTH)
        assert found == tuple(one for one in whole if over.get(one.words.id, date.max) >= today)


def test_rituals_that_are_kept_follow_a_member_who_is_known_later() -> None:
    """An end that nobody signed counts from when its giver is there: nothing more was said meanwhile."""
    record, kept, words = Record((FIRST,)), KeptRituals(), ritual("a")
    said = Said(1, a_ritual_yes(FIRST, words), True, START), Said(2, an_end_of(SECOND, words), False, START)
    for one in said:
        record.hear(one)
    agreement = compute((), (), View(BOTH, START, START))
    assert len(kept.rituals(record, agreement, BOTH, START.date())) == 1
    record.know((SECOND,))
    assert kept.rituals(record, agreement, BOTH, START.date()) == ()


# -- by one person alone --------------------------------------------------------------------------------


def planned(world: World) -> set[RitualWords]:
    return {one.words for one in world.rituals() if one.planned}


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_nothing_that_one_says_alone_plans_a_ritual_or_brings_one_back(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH // 2):
        move(world, world.random.choice(BOTH))
    agreed = {
        one.statement.words
        for one in world.said
        if isinstance(one.statement, RitualYes) and one.statement.by == FIRST and one.signed
    }
    steps = model_steps(world.said)
    over = {one.statement.ritual for one in world.said if isinstance(one.statement, RitualEnd)}
    for _ in range(LENGTH // 2):
        move(world, SECOND)
        stands = planned(world)
        assert stands <= agreed, "only what the first person said yes to themselves"
        assert not over & {words.id for words in stands}, "what ended stays ended"
        assert reached(world.record, BOTH).by[FIRST] <= steps[FIRST]
        assert reached(world.record, BOTH).step <= steps[FIRST]


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_what_was_planned_and_is_gone_does_not_come_back_under_its_id(seed: int) -> None:
    """Not by an end of what took its place, nor by that being over, nor by anything that both say later."""
    world = World(Random(seed))
    gone: set[RitualWords] = set()
    was: set[RitualWords] = set()
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        if isinstance(world.said[-1].statement, Restored | Left):
            gone, was = set(), set()  # everything is said anew from here on, as if for the first time
            continue
        now = planned(world)
        gone |= was - now
        assert not gone & now
        was = now


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_what_tightens_plans_nothing_and_raises_no_step(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        before, steps = planned(world), reached(world.record, BOTH)
        move(world, world.random.choice(BOTH))
        if world.said[-1].statement.tightens or not world.said[-1].signed:
            assert planned(world) <= before
            after = reached(world.record, BOTH)
            assert all(after.by[member] <= steps.by[member] for member in BOTH)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_step_takes_both_and_goes_up_by_one_with_each_word(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        steps = reached(world.record, BOTH)
        move(world, world.random.choice(BOTH))
        last, after = world.said[-1].statement, reached(world.record, BOTH)
        for member in BOTH:
            if after.by[member] > steps.by[member]:
                assert isinstance(last, StepUp)
                assert last.by == member
                assert after.by[member] == steps.by[member] + 1


# -- single cases ---------------------------------------------------------------------------------------


def both_say_yes(world: World, *words: RitualWords) -> None:
    for one in words:
        for member in BOTH:
            world.say(a_ritual_yes(member, one))


def test_the_end_of_what_took_its_place_does_not_bring_the_first_one_back() -> None:
    world, first, second = World(Random(0)), ritual("a"), ritual("b", replaces=RitualId("a" * 32))
    both_say_yes(world, first, second)
    assert planned(world) == {second}
    world.say(an_end_of(FIRST, second))
    assert world.rituals() == ()


def test_what_was_replaced_is_not_back_when_its_follower_is_over() -> None:
    last = Plan(date(2026, 5, 3), rule="FREQ=DAILY;UNTIL=20260509")
    world, first = World(Random(0)), ritual("a")
    both_say_yes(world, first, ritual("b", replaces=first.id, plan=last))
    kept = KeptRituals()
    for today, left in ((date(2026, 5, 9), 1), (date(2026, 5, 10), 0)):
        assert len(kept.rituals(world.record, world.agreement(), BOTH, today)) == left


def test_an_id_stands_for_the_words_that_were_first_said_under_it() -> None:
    world, words, other = World(Random(0)), ritual("a"), ritual("a", does="Something else.")
    world.say(a_ritual_yes(FIRST, words))
    world.say(a_ritual_yes(SECOND, other))
    [found] = world.rituals()
    assert (found.words, found.yes, found.planned) == (words, {FIRST}, False)
    world.say(a_ritual_yes(FIRST, other))
    assert not planned(world), "two yeses to other words are none to these"
    world.say(a_ritual_yes(SECOND, words))
    assert planned(world) == {words}


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "}, {"name": "x" * 61}, {"does": ""}, {"does": "x" * 401}, {"cannot": "x" * 60_000},
        {"minutes": 1441}, {"minutes": -1}, {"template": "x" * 2_000}, {"items": tuple("x" * 101)},
        {"plan": replace(DAILY, zone="x" * 2_000)}, {"plan": replace(DAILY, rule="x" * 2_000)},
        {"step": 1},
    ],
)  # fmt: skip
def test_words_that_this_program_lets_nobody_suggest_are_not_there(change: dict[str, object]) -> None:
    world = World(Random(0))
    both_say_yes(world, ritual("a", **change))
    assert world.rituals() == ()


def test_with_fewer_than_two_there_is_nothing() -> None:
    world = World(Random(0))
    both_say_yes(world, ritual("a"))
    for members in ((), (FIRST,)):
        assert rituals_of(world.record, world.agreement(), members) == ()
    assert reached(world.record, ()).step == 0


def test_a_member_who_came_later_has_said_yes_to_nothing() -> None:
    world = World(Random(0))
    both_say_yes(world, ritual("a"))
    [found] = rituals_of(world.record, world.agreement(), (FIRST, MemberId("p3")))
    assert not found.planned


def test_only_a_signed_not_now_keeps_the_other_from_suggesting_it_and_only_until_its_day() -> None:
    words, until = ritual("a", template="ritual.tea"), date(2026, 6, 1)
    for by, signed, held in ((SECOND, True, until), (SECOND, False, None), (FIRST, True, None)):
        world = World(Random(0))
        world.say(an_end_of(by, words, until), signed=signed)
        for template, name in (("ritual.tea", "Another name"), (None, "  NAME of  a ")):
            assert held_back_until(world.record, template, name, FIRST, date(2026, 5, 31)) == held
            assert held_back_until(world.record, template, name, FIRST, until) is None
        assert held_back_until(world.record, None, "Another", FIRST, date(2026, 5, 2)) is None


def test_one_step_after_the_one_that_both_have_and_never_twice() -> None:
    may_step_up(0, 0, 1)
    may_step_up(2, 2, 3)
    for mine, both, step in ((0, 0, 2), (1, 0, 1), (1, 0, 2), (6, 6, 7), (2, 2, 2), (3, 2, 3)):
        with pytest.raises(UserError, match=r"closeness\.step"):
            may_step_up(mine, both, step)


def test_a_ritual_that_is_not_there_is_gone() -> None:
    with pytest.raises(UserError, match=r"ritual\.gone"):
        ritual_of((), RitualId("a" * 32))


def test_the_model_reads_an_end_of_a_line_as_this_test_expects() -> None:
    """A guard of the model: an ended line lets a ritual on its item rest, and a new yes wakes it."""
    words, line = ritual("d", items=(ItemId("x"),)), LINES[0]
    world = World(Random(0), now=datetime(2026, 5, 1, 18, tzinfo=UTC))
    both_say_yes(world, words)
    assert [one.rests for one in world.rituals()] == [None]
    for member in BOTH:
        world.say(a_yes(member, line))
    assert [one.rests for one in world.rituals()] == [None]
    world.say(an_end(FIRST, LineId(line.id)))
    assert [one.rests for one in world.rituals()] == [Rests.ENDED]
    other = replace(line, id=LineId("z"))
    for member in BOTH:
        world.say(a_yes(member, other))
    assert [one.rests for one in world.rituals()] == [None]
