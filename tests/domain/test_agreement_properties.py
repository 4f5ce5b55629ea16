"""What no history of moves, clocks and files may ever do (product.md, "Consent")."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import BOTH, FIRST, SECOND
from tests.domain.histories import WORDS, World, move
from trustapp.domain.agreement import Agreement, History, KeptLines, Line, State, View, compute, versions
from trustapp.domain.ids import StatementId
from trustapp.domain.statements import DateConfirmed, LineWords, Said, Shorten, StillYes

SEEDS = st.integers(min_value=0, max_value=2**32)
LENGTH = 45


def open_lines(agreement: Agreement) -> dict[LineWords, Line]:
    """What is open now: every line that counts and rests on a yes."""
    return {line.words: line for line in agreement.lines if line.state is State.COUNTS and line.words}


def check_wanted(world: World) -> None:
    """Nothing is open that those it concerns do not all want open now."""
    for words, line in open_lines(world.agreement()).items():
        concerned = BOTH if words.owner is None else (words.owner,)
        for member in concerned:
            assert words in world.wants[member], (words, member)
        if not words.protects:
            assert not any(world.resting.values())
            assert world.went_on is None or world.now >= world.went_on + timedelta(hours=24)
            assert words.until is not None
            last = min(words.until, world.shorter.get(words.id, words.until))
            assert last >= world.now.date()
            assert line.until == last


def check_limits(world: World) -> None:
    """No limit, need or wait that its owner has not taken back is missing."""
    agreement = world.agreement()
    standing = {
        (line.owner, line.statement.id)
        for line in agreement.lines
        if line.state is State.STANDS and line.statement is not None
    }
    for member, stated in world.standing.items():
        assert {(member, statement) for statement in stated} <= standing
    for _owner, hours in world.waits.values():
        assert agreement.wait >= timedelta(hours=max(24, hours))


@settings(max_examples=250, deadline=None)
@given(SEEDS)
def test_nothing_is_open_that_both_do_not_want_and_no_limit_is_lost(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        check_wanted(world)
        check_limits(world)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_no_moves_of_one_alone_open_more_or_remove_the_others_limit(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH // 2):
        move(world, world.random.choice(BOTH))
    allowed = set(world.wants[FIRST])
    stated, resting = set(world.standing[FIRST]), set(world.resting[FIRST])
    shorter, waits = dict(world.shorter), {**world.waits}
    for _ in range(LENGTH // 2):
        move(world, SECOND)
        opened = {words for words in open_lines(world.agreement()) if words.owner in (None, FIRST)}
        assert opened <= allowed
        assert not resting or all(words.protects for words in opened)
        for words, line in open_lines(world.agreement()).items():
            if words in opened and words.id in shorter and not words.protects:
                assert line.until is not None
                assert line.until <= shorter[words.id], "the other's earlier day stays"
        check_limits(world)
        assert stated <= world.standing[FIRST]
        assert all(one in world.waits for one, (owner, _hours) in waits.items() if owner == FIRST)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_what_is_not_signed_opens_nothing(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        signed = [one for one in world.said if one.signed]
        with_all, without = world.agreement(), compute(signed, (), world.view())
        assert set(open_lines(with_all)) <= set(open_lines(without))
        assert with_all.wait >= without.wait
        assert set(without.suspended) <= set(with_all.suspended)


TIGHTENING = (
    "end", "end_together", "shorten", "limit", "need", "wait_longer", "suspend", "restore", "repeat",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_nothing_that_tightens_leaves_more_allowed(seed: int) -> None:
    """Whoever says it, signed or not, in any history: less is open, for no longer, and every limit stands."""
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        known = list(world.said)
        getattr(world, world.random.choice(TIGHTENING))(world.random.choice(BOTH))
        before, after = compute(known, (), world.view()), world.agreement()
        was = open_lines(before)
        for words, line in open_lines(after).items():
            assert words in was
            assert (line.until or date.max) <= (was[words].until or date.max)
            assert set(was[words].needs) <= set(line.needs)
        assert after.wait >= before.wait
        assert set(before.suspended) <= set(after.suspended)
        standing = {line.statement for line in after.lines if line.state is State.STANDS}
        assert {line.statement for line in before.lines if line.state is State.STANDS} <= standing


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_doubt_opens_nothing_and_keeps_every_limit(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
    usual = world.agreement()
    for doubt in (
        compute(world.said, (), world.view(verified=False)),
        compute(world.said, (), View(BOTH, world.now, world.latest + timedelta(days=4000))),
        compute(world.said, (), View(BOTH, world.now - timedelta(days=9000), world.latest)),
    ):
        assert all(words.protects for words in open_lines(doubt))
        assert [line for line in doubt.lines if line.statement] == [
            line for line in usual.lines if line.statement
        ]


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_a_line_that_is_over_does_not_come_back(seed: int) -> None:
    """Ended by its id; passed by the yeses that it rested on, unless a date was confirmed before."""
    world = World(Random(seed))
    ended: set[str] = set()
    passed: set[tuple[StatementId, ...]] = set()
    for _ in range(LENGTH):
        name = move(world, world.random.choice(BOTH))
        if name == "lose_the_tail":
            ended.clear()  # which lines are shown as ended may rest on a yes that was lost
        confirmed = [one.seq for one in world.said if isinstance(one.statement, DateConfirmed)]
        places = {one.statement.id: one.seq for one in world.said}
        for line in world.agreement().lines:
            if line.words is None:
                continue
            assert line.state is State.ENDED or line.words.id not in ended
            assert line.state not in (State.COUNTS, State.RESTS) or line.rests_on not in passed
            if line.state is State.ENDED:
                ended.add(line.words.id)
            first = min((places[yes] for yes in line.rests_on), default=0)
            if line.state is State.PASSED and first < min(confirmed, default=first + 1):
                passed.add(line.rests_on)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_no_version_changes_when_more_is_said(seed: int) -> None:
    world = World(Random(seed))
    settled: tuple[object, ...] = ()
    for _ in range(LENGTH):
        if move(world, world.random.choice(BOTH)) == "lose_the_tail":
            settled = ()
        known = versions(world.said, world.view())
        assert known[: len(settled)] == settled
        assert [one.number for one in known] == list(range(1, len(known) + 1))
        assert [one.day for one in known] == sorted({one.day for one in known})
        settled = tuple(one for one in known if world.said and one.day < world.said[-1].at.date())


def plainly(said: list[Said], view: View) -> list[tuple[date, tuple[Line, ...]]]:
    """The versions as their definition says it: the whole agreement, computed anew for every day."""
    days = {one.at.date() for one in said}
    days |= {day + timedelta(days=1) for day in days}
    days |= {one.statement.words.until for one in said if isinstance(one.statement, StillYes)} - {None}
    days |= {one.statement.until for one in said if isinstance(one.statement, Shorten)}
    days |= {day + timedelta(days=1) for day in days}
    today = max([view.now, view.latest, *(one.at for one in said)]).date()
    found: list[tuple[date, tuple[Line, ...]]] = []
    names: set[object] = set()
    for day in sorted(day for day in days if day <= today):
        end = datetime.combine(day, time.max, tzinfo=UTC)
        known = [one for one in said if one.at.date() <= day]
        lines = compute(known, (), View(view.members, end, end)).counting
        told = {
            (line.words, line.until) if line.words else (line.owner, line.rests_on[0], line.text)
            for line in lines
        }
        if told != names:
            found.append((day, lines))
            names = told
    return found


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_versions_are_the_whole_agreement_computed_anew_for_every_day(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
    found = [(one.day, one.lines) for one in versions(world.said, world.view())]
    assert found == plainly(world.said, world.view())


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_versions_that_are_kept_are_those_computed_anew(seed: int) -> None:
    """Whatever was said, lost or passed since they were asked for."""
    world = World(Random(seed))
    kept = History()
    for _ in range(LENGTH):
        move(world, world.random.choice(BOTH))
        if world.random.random() < 0.5:
            assert kept.versions(tuple(world.said), world.view()) == versions(world.said, world.view())


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_lines_that_are_kept_are_those_computed_anew(seed: int) -> None:
    """At every step, whatever the clock does; also where somebody is known only by what they sign later."""
    world = World(Random(seed))
    known = world.random.choice((BOTH, (FIRST,), ()))
    kept, heard = KeptLines(known), 0
    drafts = world.random.sample(WORDS, 3)
    for _ in range(LENGTH):
        if move(world, world.random.choice(BOTH)) == "lose_the_tail":
            kept, heard = KeptLines(known), 0
        for one in world.said[heard:]:
            kept.hear(one)
        heard = len(world.said)
        view = replace(world.view(), verified=world.random.random() < 0.9)
        signers = {one.statement.by for one in world.said if one.signed}
        anew = KeptLines((*known, *signers))
        for one in world.said:
            anew.hear(one)
        assert kept.agreement(drafts, view) == anew.agreement(drafts, view)


def test_the_histories_reach_what_they_are_meant_to_test() -> None:
    """A history in which nothing ever opens would prove nothing."""
    reached: dict[str, int] = {}
    for seed in range(60):
        world = World(Random(seed))
        for _ in range(LENGTH):
            name = move(world, world.random.choice(BOTH))
            states = {f"{line.kind}.{line.state}" for line in world.agreement().lines} | {name}
            for state in states:
                reached[state] = reached.get(state, 0) + 1
    kinds = ("opening", "shared_way", "commitment")
    wanted = {f"{kind}.{state}" for kind in kinds for state in ("counts", "ended")}
    wanted |= {
        "opening.rests",
        "shared_way.rests",
        "opening.passed",
        "limit.stands",
        "limit.lifted",
        "need.lifted",
        "lose_the_tail",
        "shorten",
    }
    assert all(reached.get(state, 0) > 20 for state in wanted), reached
