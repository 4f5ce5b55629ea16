"""Every table of the shared space gives back what was put in, within its limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import BOTH, a_shared_way, an_offer, an_opening
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, CategoryId, ItemId, LineId, MemberId, RoundId
from trustapp.domain.statements import Ask, Given, LineKind, LineWords, Round, TalkFirst
from trustapp.storage import limits
from trustapp.storage.space import SharedSpace

people_type = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
words = st.builds(
    LineWords,
    id=st.text("0123456789abcdef", min_size=32, max_size=32).map(LineId),
    kind=st.sampled_from(LineKind),
    category=people_type.map(CategoryId),
    title=people_type,
    text=people_type,
    item=st.none() | people_type.map(ItemId),
    owner=st.none() | st.sampled_from(BOTH),
    conditions=st.lists(st.builds(Given, st.sampled_from(BOTH), people_type), max_size=3).map(tuple),
    until=st.none() | st.dates(),
    sensitivity=st.integers(1, 3),
    protects=st.booleans(),
    replaces=st.none() | people_type.map(LineId),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words)
def test_drafts_come_back_word_for_word(shared: SharedSpace, draft: LineWords) -> None:
    with shared.transaction() as tables:
        tables.drafts.save(draft)
        assert tables.drafts.all() == [draft]
        tables.drafts.delete(draft.id)
        assert tables.drafts.all() == []


def test_drafts_keep_their_order(shared: SharedSpace) -> None:
    drafts = [an_opening("line-z"), a_shared_way("line-y"), an_offer(FIRST, "line-x")]
    changed = replace(drafts[0], text="said better")
    with shared.transaction() as tables:
        for draft in (*drafts, changed):
            tables.drafts.save(draft)
        assert tables.drafts.all() == [changed, *drafts[1:]]


def test_asks_titles_and_rounds(shared: SharedSpace) -> None:
    category = CategoryId("touch")
    asks = [Ask(name, MemberId("p1"), category, f"Title {name}", "Text") for name in "ba"]
    titles = [TalkFirst(name, category, f"Title {name}") for name in "ba"]
    rounds = [Round(RoundId(name), category, date(2026, 5, 12)) for name in "ba"]
    opened = replace(rounds[0], opened=date(2026, 5, 13))
    with shared.transaction() as tables:
        for ask in asks:
            tables.asks.add(ask)
        for title in titles:
            tables.titles.add(title)
        for one in (*rounds, opened):
            tables.rounds.save(one)
        assert tables.asks.all() == asks
        assert tables.titles.all() == titles
        assert tables.rounds.all() == [opened, rounds[1]]
        tables.asks.delete("b")
        tables.titles.delete("b")
        tables.rounds.delete(RoundId("b"))
        assert tables.asks.all() == asks[1:]
        assert tables.titles.all() == titles[1:]
        assert tables.rounds.all() == rounds[1:]


def test_a_time_to_talk_goes_with_its_title(shared: SharedSpace) -> None:
    category = CategoryId("touch")
    one, other = (TalkFirst(name, category, f"Title {name}") for name in "ba")
    with shared.transaction() as tables:
        for title in (one, replace(other, when="Sunday")):
            tables.titles.add(title)
        assert tables.titles.all() == [one, replace(other, when="Sunday")]
        tables.titles.set_when(replace(one, when="Monday"))
        tables.titles.set_when(replace(one, when="Tuesday"))
        assert [title.when for title in tables.titles.all()] == ["Tuesday", "Sunday"]
        tables.titles.set_when(other)
        tables.titles.delete(one.id)
        assert tables.titles.all() == [other]
        tables.titles.set_when(replace(one, when="alone"))
        assert tables.titles.all() == [other], "a time without a title is shown nowhere"


def test_events_follow_one_another(shared: SharedSpace) -> None:
    with shared.transaction() as tables:
        tables.events.append(1, b"one")
        tables.events.append(2, b"\0two")
    for seq in (0, 1, 2, 4):
        with pytest.raises(ValueError, match="follows"), shared.transaction() as tables:
            tables.events.append(seq, b"other")
    with shared.transaction() as tables:
        assert tables.events.all() == [b"one", b"\0two"]


def test_the_largest_event_can_be_read_again_and_a_larger_one_not_written(
    shared: SharedSpace, shared_path: Path, key: memoryview
) -> None:
    largest = b"x" * limits.EVENTS.each
    with shared.transaction() as tables:
        tables.events.append(1, largest)
        with pytest.raises(UserError, match=r"storage\.full"):
            tables.events.append(2, largest + b"x")
    shared.close()
    again = SharedSpace.open(shared_path, key)
    with again.transaction() as tables:
        assert tables.events.all() == [largest]
    again.close()


def test_a_draft_too_long_to_be_read_again_is_not_written(shared: SharedSpace) -> None:
    with shared.transaction() as tables, pytest.raises(UserError, match=r"storage\.full"):
        tables.drafts.save(an_opening(text="ä" * (limits.DRAFTS.each // 2)))


def test_a_full_table_says_that_there_is_no_room(
    shared: SharedSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EVENTS", "DRAFTS", "ASKS", "TITLES", "ROUNDS"):
        monkeypatch.setattr(limits, name, replace(getattr(limits, name), rows=2))
    category, day = CategoryId("c"), date(2026, 5, 12)

    def write(number: int) -> list[str]:
        refused = []
        with shared.transaction() as tables:
            for add in (
                lambda: tables.events.append(number, b"e"),
                lambda: tables.drafts.save(an_opening(f"line-{number}")),
                lambda: tables.asks.add(Ask(str(number), FIRST, category, "t", "t")),
                lambda: tables.titles.add(TalkFirst(str(number), category, "t")),
                lambda: tables.rounds.save(Round(RoundId(str(number)), category, day)),
            ):
                try:
                    add()
                except UserError as error:
                    refused.append(error.code)
        return refused

    assert write(1) == write(2) == []
    assert write(3) == ["storage.full"] * 5


def test_ten_thousand_events(shared: SharedSpace, shared_path: Path, key: memoryview) -> None:
    with shared.transaction() as tables:
        for seq in range(1, 10_001):
            tables.events.append(seq, b"%d" % seq * 100)
    shared.close()
    again = SharedSpace.open(shared_path, key)
    with again.transaction() as tables:
        events = tables.events.all()
    assert len(events) == 10_000
    assert events[9_999] == b"10000" * 100
    again.close()
