"""Every table of a private space gives back what was put in, also after closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import a_limit, an_answer, an_item
from tests.storage.conftest import Raw
from trustapp.domain.answers import Answer, Blank, BlankType, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, RoundId, StatementId
from trustapp.domain.own_items import own_item
from trustapp.domain.past import PastAnswer
from trustapp.storage.preferences import LOCK_MINUTES, Preference
from trustapp.storage.space import LiftRequest, PrivateSpace, PrivateTables, ReleaseRecord
from trustapp.vault.events import head_of

NOON = datetime(2026, 5, 12, 12, 0, 30, 123456, tzinfo=UTC)

people_type = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
answers = st.builds(
    Answer,
    item=people_type.map(ItemId),
    choice=st.none() | st.sampled_from(Choice),
    conditions=st.lists(people_type, max_size=4).map(tuple),
    blanks=st.dictionaries(people_type, people_type, max_size=4),
    note=people_type,
    released_note=people_type,
    release=st.sampled_from(Release),
    paper=st.booleans(),
)
items = st.builds(
    Item,
    id=people_type.map(ItemId),
    category=people_type.map(CategoryId),
    kind=st.sampled_from(Kind),
    shape=st.sampled_from(Shape),
    merge=st.none() | st.sampled_from(Merge),
    title=people_type,
    text=people_type,
    sensitivity=st.integers(1, 3),
    wording=st.dictionaries(st.sampled_from(Choice), people_type),
    conditions=st.lists(people_type, max_size=3).map(tuple),
    blanks=st.lists(
        st.builds(Blank, people_type, st.sampled_from(BlankType), people_type, choices=st.just(("a", "b"))),
        max_size=2,
    ).map(tuple),
    article=st.lists(people_type, max_size=2).map(tuple),
    own=st.booleans(),
)

Reopen = Callable[[], PrivateSpace]


@pytest.fixture
def reopen(private: PrivateSpace, private_path: Path, key: memoryview) -> Reopen:
    """Close the space and open it again."""
    del private
    held: list[PrivateSpace] = []

    def again() -> PrivateSpace:
        for space in held:
            space.close()
        held.append(PrivateSpace.open(private_path, key))
        return held[-1]

    return again


_SAME_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@_SAME_FILE
@given(st.lists(answers, max_size=4, unique_by=lambda answer: answer.item))
def test_answers_come_back_as_they_were_given(private: PrivateSpace, some: list[Answer]) -> None:
    with private.transaction() as tables:
        for item in tables.answers.get_all():
            tables.answers.delete(item)
        for answer in some:
            tables.answers.save(answer)
    with private.transaction() as tables:
        assert tables.answers.get_all() == {answer.item: answer for answer in some}


@_SAME_FILE
@given(items)
def test_own_items_come_back_as_they_were_made(private: PrivateSpace, item: Item) -> None:
    with private.transaction() as tables:
        tables.own_items.save(item)
        assert tables.own_items.all() == [item]
        tables.own_items.delete(item.id)
        assert tables.own_items.all() == []


def test_an_answer_takes_the_place_of_the_one_before(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        tables.answers.save(an_answer(Choice.NO, note="once"))
        tables.answers.save(an_answer(Choice.YES_IF, "by day"))
        assert list(tables.answers.get_all().values()) == [an_answer(Choice.YES_IF, "by day")]


def test_own_items_keep_the_order_in_which_they_were_added(private: PrivateSpace) -> None:
    made = [
        own_item(ItemId(f"own.{name}"), CategoryId("touch"), Kind.OURS, Shape.OPENING, Merge.MUTUAL, name)
        for name in "cab"
    ]
    changed = replace(made[0], title="c, said better")
    with private.transaction() as tables:
        for item in (*made, changed):
            tables.own_items.save(item)
        assert tables.own_items.all() == [changed, *made[1:]]


def test_words_are_first_seen_once(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        assert tables.seen.first_seen("digest") is None
        tables.seen.mark("digest", NOON)
        tables.seen.mark("digest", NOON + timedelta(days=1))
        assert tables.seen.first_seen("digest") == NOON
        assert tables.seen.first_seen("other") is None


def test_a_time_keeps_its_moment_in_any_zone(private: PrivateSpace) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    with private.transaction() as tables:
        tables.seen.mark("digest", there)
        found = tables.seen.first_seen("digest")
    assert found == there
    assert found is not None
    assert found.tzinfo is not None


def test_a_time_without_a_zone_is_a_bug(private: PrivateSpace) -> None:
    with private.transaction() as tables, pytest.raises(ValueError, match="zone"):
        tables.seen.mark("digest", NOON.replace(tzinfo=None))


def test_lift_requests(private: PrivateSpace) -> None:
    one, two = StatementId("1"), StatementId("2")
    with private.transaction() as tables:
        tables.lifts.save(one, LiftRequest(NOON, "3"))
        tables.lifts.save(one, LiftRequest(NOON, "4"))
        tables.lifts.save(two, LiftRequest(NOON, "5"))
        assert tables.lifts.all() == {one: LiftRequest(NOON, "4"), two: LiftRequest(NOON, "5")}
        tables.lifts.delete(one)
        assert list(tables.lifts.all()) == [two]


def test_there_is_one_release_at_most(private: PrivateSpace) -> None:
    first = ReleaseRecord(RoundId("r1"), b"\0" * 32, CategoryId("touch"))
    second = ReleaseRecord(RoundId("r2"), b"\xff" * 32, CategoryId("talk"))
    with private.transaction() as tables:
        assert tables.release.get() is None
        tables.release.save(first)
        tables.release.save(second)
        assert tables.release.get() == second
        tables.release.clear()
        assert tables.release.get() is None


def test_the_outbox_keeps_its_order(private: PrivateSpace) -> None:
    limits = [a_limit("p1") for _ in range(3)]  # type: ignore[arg-type]
    with private.transaction() as tables:
        for limit in reversed(limits):
            tables.outbox.add(limit.id, limit.id.encode())
        tables.outbox.add(limits[2].id, b"again")
        assert tables.outbox.all() == [b"again", limits[1].id.encode(), limits[0].id.encode()]
        tables.outbox.remove(limits[1].id)
        assert tables.outbox.all() == [b"again", limits[0].id.encode()]


def test_facts_are_bytes_by_name(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        assert tables.facts.get("name") is None
        tables.facts.set("name", b"\0one")
        tables.facts.set("name", b"")
        assert tables.facts.get("name") == b""
        tables.facts.delete("name")
        tables.facts.delete("name")
        assert tables.facts.get("name") is None


class TestWitness:
    def test_it_is_empty_before_the_first_event(self, private: PrivateSpace) -> None:
        with private.transaction() as tables:
            assert tables.witness.head() is None
            assert tables.witness.events() == []
            assert tables.witness.seen_at(1) is None

    def test_its_head_is_the_ledgers(self, private: PrivateSpace) -> None:
        with private.transaction() as tables:
            tables.witness.append([b"one", b"two"], NOON)
            assert tables.witness.head() == (2, head_of(b"two"))

    def test_events_are_added_after_the_last(self, private: PrivateSpace) -> None:
        later = NOON + timedelta(hours=1)
        with private.transaction() as tables:
            tables.witness.append([b"one", b"two"], NOON)
            tables.witness.append([], later)
            tables.witness.append([b"three"], later)
            assert tables.witness.events() == [b"one", b"two", b"three"]
            assert tables.witness.seen_times() == {1: NOON, 2: NOON, 3: later}
            assert tables.witness.seen_at(3) == later

    @pytest.mark.parametrize(
        ("now", "kept"),
        [
            ([b"one", b"other"], 1),
            ([b"one", b"two", b"three", b"four"], 3),
            ([b"one"], 1),
            ([b"other", b"two", b"three"], 0),
            ([], 0),
        ],
    )
    def test_after_a_fork_only_what_both_begin_with_keeps_its_time(
        self, private: PrivateSpace, now: list[bytes], kept: int
    ) -> None:
        later = NOON + timedelta(days=3)
        with private.transaction() as tables:
            tables.witness.append([b"one", b"two", b"three"], NOON)
            tables.witness.replace(now, later)
            assert tables.witness.events() == now
            times = tables.witness.seen_times()
        assert times == {seq: NOON if seq <= kept else later for seq in range(1, len(now) + 1)}


class TestPreferences:
    def test_the_lock_begins_at_three_minutes(self, private: PrivateSpace) -> None:
        with private.transaction() as tables:
            assert tables.preferences.get(LOCK_MINUTES) == 3

    @pytest.mark.parametrize("minutes", [1, 15])
    def test_a_value_is_kept(self, private: PrivateSpace, minutes: int) -> None:
        with private.transaction() as tables:
            tables.preferences.set(LOCK_MINUTES, minutes)
            assert tables.preferences.get(LOCK_MINUTES) == minutes

    @pytest.mark.parametrize("minutes", [0, 16, -1, True, "3", 3.0])
    def test_a_value_that_does_not_fit_is_a_bug(self, private: PrivateSpace, minutes: object) -> None:
        with private.transaction() as tables, pytest.raises(ValueError, match="lock_minutes"):
            tables.preferences.set(LOCK_MINUTES, minutes)  # type: ignore[arg-type]

    def test_a_stored_value_out_of_range_reads_as_the_default(self, private: PrivateSpace) -> None:
        with private.transaction() as tables:
            tables.preferences.set(Preference("lock_minutes", 3, "wider"), 600)
            assert tables.preferences.get(LOCK_MINUTES) == 3

    def test_truths_and_words_are_kept_too(self, private: PrivateSpace) -> None:
        with private.transaction() as tables:
            for preference, value in (
                (Preference("a", False, ""), True),
                (Preference("b", "x", ""), "y\u2028"),
            ):
                tables.preferences.set(preference, value)
                assert tables.preferences.get(preference) == value


def test_everything_is_there_after_closing(private: PrivateSpace, reopen: Reopen) -> None:
    item = an_item(item="own.1")
    with private.transaction() as tables:
        _fill(tables, item)
    private.seal_at_rest()
    private.close()
    with reopen().transaction() as tables:
        assert list(tables.answers.get_all().values()) == [an_answer(Choice.NO, note="mine")]
        assert tables.own_items.all() == [item]
        assert tables.seen.first_seen("d") == NOON
        assert tables.lifts.all() == {StatementId("s"): LiftRequest(NOON, "1")}
        assert tables.release.get() == ReleaseRecord(RoundId("r"), b"k", CategoryId("c"))
        assert tables.witness.events() == [b"one"]
        assert tables.outbox.all() == [b"waits"]
        assert tables.preferences.get(LOCK_MINUTES) == 7
        assert tables.facts.get("f") == b"v"


def _fill(tables: PrivateTables, item: Item) -> None:
    tables.answers.save(an_answer(Choice.NO, note="mine"))
    tables.own_items.save(item)
    tables.seen.mark("d", NOON)
    tables.lifts.save(StatementId("s"), LiftRequest(NOON, "1"))
    tables.release.save(ReleaseRecord(RoundId("r"), b"k", CategoryId("c")))
    tables.witness.append([b"one"], NOON)
    tables.outbox.add(StatementId("s"), b"waits")
    tables.preferences.set(LOCK_MINUTES, 7)
    tables.facts.set("f", b"v")


_ANSWER = "INSERT INTO answer VALUES ('i', {choice}, {conditions}, {blanks}, 'n', 'r', {release}, 0)"


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        (_ANSWER.format(choice="'maybe'", conditions="'[]'", blanks="'{}'", release="'keep'"), "answers"),
        (_ANSWER.format(choice="'no'", conditions="'[1]'", blanks="'{}'", release="'keep'"), "answers"),
        (_ANSWER.format(choice="'no'", conditions="'[]'", blanks="'[]'", release="'keep'"), "answers"),
        (_ANSWER.format(choice="'no'", conditions="'[]'", blanks="'{'", release="'keep'"), "answers"),
        (_ANSWER.format(choice="'no'", conditions="'[]'", blanks="'{}'", release="'show'"), "answers"),
        (
            _ANSWER.format(choice="'no'", conditions=f"'{'[' * 9000}'", blanks="'{}'", release="'keep'"),
            "answers",
        ),
        ("INSERT INTO own_item VALUES (1, 'own.1', 'c', '{}')", "own_items"),
        ("INSERT INTO lift VALUES ('s', '2026-05-12T12:00:00', '1')", "lifts"),
        ("INSERT INTO lift VALUES ('s', 'yesterday', '1')", "lifts"),
        ("INSERT INTO seen VALUES ('d', 'yesterday')", "seen"),
        ("INSERT INTO preference VALUES ('lock_minutes', '\"3\"')", "preferences"),
        ("INSERT INTO witness VALUES (2, x'00', '2026-05-12T12:00:00Z')", "witness"),
        ("INSERT INTO fact VALUES ('f', x'00')", ""),
    ],
)
def test_a_row_that_is_not_what_it_has_to_be_is_damage(
    closed_private: Path, key: memoryview, attack: Raw, statement: str, read: str
) -> None:
    connection = attack(closed_private)
    connection.execute(statement)
    connection.close()
    readers: dict[str, Callable[[PrivateTables], object]] = {
        "answers": lambda tables: tables.answers.get_all(),
        "own_items": lambda tables: tables.own_items.all(),
        "lifts": lambda tables: tables.lifts.all(),
        "seen": lambda tables: tables.seen.first_seen("d"),
        "preferences": lambda tables: tables.preferences.get(LOCK_MINUTES),
        "witness": lambda tables: tables.witness.events(),
    }
    damaged = set()
    space = PrivateSpace.open(closed_private, key)
    for name, ask in readers.items():
        try:
            with space.transaction() as tables:
                ask(tables)
        except UserError as error:
            damaged.add((name, error.code))
    space.close()
    assert damaged == ({(read, "storage.damaged")} if read else set())


def test_ten_thousand_answers_and_events(private: PrivateSpace, reopen: Reopen) -> None:
    with private.transaction() as tables:
        for number in range(10_000):
            tables.answers.save(an_answer(Choice.NO, item=f"touch.{number:05}", note="x" * 100))
        tables.witness.append([b"%d" % number * 60 for number in range(10_000)], NOON)
    private.close()
    space = reopen()
    with space.transaction() as tables:
        assert len(tables.answers.get_all()) == 10_000
        assert len(tables.witness.events()) == 10_000
    space.close()


past_answers = st.builds(
    PastAnswer,
    choice=st.none() | st.sampled_from(Choice),
    conditions=st.lists(people_type, max_size=3).map(tuple),
    blanks=st.dictionaries(people_type, people_type, max_size=3),
    day=st.none() | st.dates(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=st.lists(past_answers, max_size=5).map(tuple), name=people_type)
def test_what_was_said_before_comes_back_and_leaves_nothing_behind(
    private: PrivateSpace, past: tuple[PastAnswer, ...], name: str
) -> None:
    item = ItemId(f"own.{name}")
    with private.transaction() as tables:
        tables.facts.set("past", b"x")
        tables.facts.set("past0", b"x")
        tables.past.save(item, past)
        assert tables.past.get(item) == past
        assert tables.past.all() == ({item: past} if past else {})
        tables.past.save(item, ())
        assert tables.past.all() == {}


@pytest.mark.parametrize("value", [b"", b"\xff", b"{}", b'[{"choice": "perhaps"}]', b'[{"day": "May"}]'])
def test_a_past_that_is_not_one_is_damage(private: PrivateSpace, value: bytes) -> None:
    with private.transaction() as tables:
        tables.facts.set("past/touch.ask_first", value)
        for read in (tables.past.all, lambda: tables.past.get(ItemId("touch.ask_first"))):
            with pytest.raises(UserError, match=r"storage\.damaged"):
                read()
