"""The agreement, rule by rule (docs/agreement.md names each of these tests)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import (
    BOTH,
    FIRST,
    ITEM,
    SECOND,
    START,
    Story,
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
from trustapp.domain.agreement import (
    Agreement,
    Line,
    State,
    compute,
    may_say_still_yes,
    words_digest,
)
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, LineId, MemberId, StatementId
from trustapp.domain.statements import (
    DateConfirmed,
    EndScope,
    Given,
    Left,
    LineKind,
    LineWords,
    PaperNo,
    PaperYes,
    Restored,
    Statement,
    Wait,
)

THIRD = MemberId("p3")


def now(story: Story, *drafts: LineWords, **view: object) -> Agreement:
    """The agreement as both find it now."""
    return compute(story.said, drafts, story.view(**view))


def the_line(agreement: Agreement, words: LineWords) -> Line:
    [line] = [line for line in agreement.lines if line.words is not None and line.words.id == words.id]
    return line


def state_of(story: Story, words: LineWords, **view: object) -> State:
    return the_line(now(story, words, **view), words).state


def agreed(words: LineWords, paper: bool = False) -> Story:
    """Both said still yes, two days ago."""
    return Story().say(a_yes(FIRST, words, paper)).wait(hours=1).say(a_yes(SECOND, words, paper)).wait(days=2)


# What makes a line count


def test_a_draft_counts_for_nothing() -> None:
    assert state_of(Story(), an_opening()) is State.DRAFT


def test_a_draft_looks_the_same_whoever_said_yes() -> None:
    words = an_opening()
    untouched = the_line(now(Story(), words), words)
    for member in BOTH:
        assert the_line(now(Story().say(a_yes(member, words)), words), words) == untouched


def test_an_opening_counts_when_both_said_yes_to_the_same_words() -> None:
    words = an_opening()
    line = the_line(now(agreed(words)), words)
    assert (line.state, line.text, line.until) == (State.COUNTS, words.text, words.until)
    assert line.since == date(2026, 5, 1)
    assert len(line.rests_on) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Words of line-1 "},
        {"title": "Another title"},
        {"until": date(2026, 8, 2)},
        {"conditions": (Given(FIRST, "only at home"),)},
        {"item": ITEM},
        {"sensitivity": 2},
        {"protects": True},
        {"kind": LineKind.SHARED_WAY},
        {"replaces": LineId("line-0")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_other_word_is_another_line(change: dict[str, object]) -> None:
    words = an_opening()
    other = replace(words, **change)  # type: ignore[arg-type]
    assert words_digest(words) != words_digest(other)
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, other))
    assert state_of(story, words) is State.DRAFT


def test_the_latest_yes_of_a_person_to_a_line_wins() -> None:
    words = an_opening()
    other = replace(words, text="Other words")
    story = agreed(words).say(a_yes(FIRST, other))
    assert state_of(story, other) is State.DRAFT
    story.say(a_yes(SECOND, other))
    assert the_line(now(story), words).text == "Other words"


def test_an_unsigned_yes_counts_for_nothing() -> None:
    words = an_opening()
    story = Story().say(a_yes(FIRST, words)).say(a_yes(SECOND, words), signed=False)
    assert state_of(story, words) is State.DRAFT


def test_a_yes_of_somebody_else_counts_for_nothing() -> None:
    words = an_opening()
    story = Story().say(a_yes(FIRST, words), a_yes(THIRD, words))
    assert state_of(story, words) is State.DRAFT


def test_nothing_is_open_for_one_alone() -> None:
    words, offer = an_opening(), an_offer(FIRST)
    story = agreed(words).say(a_yes(FIRST, offer))
    lines = now(story, members=(FIRST,)).counting
    assert lines == ()


def test_an_opening_without_an_end_date_never_counts() -> None:
    words = an_opening(until=None)
    assert state_of(agreed(words), words) is State.DRAFT
    dated = an_opening()
    story = agreed(dated).say(a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.DRAFT


def test_a_commitment_counts_by_its_givers_yes() -> None:
    words = an_offer(FIRST)
    assert state_of(Story().say(a_yes(FIRST, words)), words) is State.COUNTS


def test_nobody_can_give_the_others_commitment() -> None:
    words = an_offer(FIRST)
    assert state_of(Story().say(a_yes(SECOND, words)), words) is State.DRAFT


def test_a_table_row_cannot_change_what_was_agreed() -> None:
    words = an_opening()
    forged = replace(words, text="Something else")
    [line] = now(agreed(words), forged).lines
    assert line.text == words.text


# End dates


def test_an_opening_counts_on_its_last_day_and_not_after() -> None:
    words = an_opening(until=date(2026, 5, 10))
    story = agreed(words)
    last = datetime(2026, 5, 10, 23, 59, tzinfo=UTC)
    assert state_of(story, words, now=last, latest=last) is State.COUNTS
    after = last + timedelta(minutes=1)
    line = the_line(now(story, now=after, latest=after), words)
    assert (line.state, line.since) == (State.PASSED, date(2026, 5, 11))


def test_a_date_that_was_passed_stays_passed_when_the_clock_goes_back() -> None:
    words = an_opening(until=date(2026, 5, 10))
    story = agreed(words)
    seen = datetime(2026, 5, 12, tzinfo=UTC)
    assert state_of(story, words, now=seen - timedelta(hours=20), latest=seen) is State.PASSED
    assert state_of(story, words, now=seen - timedelta(days=3650), latest=seen) is State.PASSED


def test_days_are_those_of_the_person_who_looks() -> None:
    from datetime import timezone

    words = an_opening(until=date(2026, 5, 10))
    story = agreed(words)
    moment = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
    west = moment.astimezone(timezone(timedelta(hours=-8)))
    assert state_of(story, words, now=moment, latest=moment) is State.PASSED
    assert state_of(story, words, now=west, latest=moment) is State.COUNTS


def test_a_shared_way_that_protects_has_no_end_and_never_rests() -> None:
    words = a_shared_way()
    story = agreed(words).say(a_suspension())
    far = datetime(2099, 1, 1, tzinfo=UTC)
    for view in ({}, {"verified": False}, {"latest": far}, {"now": far, "latest": far}):
        assert state_of(story, words, **view) is State.COUNTS


def test_only_a_shared_way_can_protect() -> None:
    words = an_opening(protects=True)
    assert state_of(agreed(words).say(a_suspension()), words) is State.RESTS


def test_what_has_an_end_date_cannot_protect() -> None:
    words = a_shared_way(until=date(2026, 6, 1))
    story = agreed(words)
    later = datetime(2026, 7, 1, tzinfo=UTC)
    assert state_of(story, words, now=later, latest=later) is State.PASSED
    assert state_of(story.say(a_suspension()), words) is State.RESTS


def test_a_need_on_a_line_narrows_what_takes_its_place() -> None:
    old = an_opening("old")
    new, newer = an_opening("new", replaces=LineId("old")), an_opening("newer", replaces=LineId("new"))
    story = agreed(old).say(a_need(FIRST, "n", line="old"))
    assert the_line(now(story, new), new).needs == ("n",), "a draft shows it too"
    story.say(*(a_yes(by, words) for words in (new, newer) for by in BOTH))
    assert the_line(now(story), newer).needs == ("n",)
    assert the_line(now(story), newer).state is State.COUNTS
    other = an_opening("other", replaces=LineId("elsewhere"))
    assert the_line(now(story, other), other).needs == ()
    assert the_line(now(story.say(a_lift(FIRST, "n"))), newer).needs == ()


def test_words_that_take_each_others_place_in_a_ring_break_nothing() -> None:
    one, two = an_opening("one", replaces=LineId("two")), an_opening("two", replaces=LineId("one"))
    story = Story().say(a_need(FIRST, "n", line="one"), a_yes(FIRST, one), a_yes(FIRST, two))
    assert [line.needs for line in now(story, one, two).lines if line.words] == [("n",), ("n",)]


def test_transparency_always_has_an_end_date() -> None:
    shown = CategoryId("transparency")
    words = a_shared_way(category=shown)
    assert state_of(Story(), words) is State.DRAFT
    assert not agreed_now(words), "without a date it never counts, whatever it calls itself"
    dated = a_shared_way(category=shown, until=date(2026, 6, 1))
    story = agreed(dated)
    assert state_of(story, dated) is State.COUNTS
    assert state_of(story.say(a_suspension()), dated) is State.RESTS


def agreed_now(words: LineWords) -> bool:
    """Whether anything counts after both said yes to these words."""
    return bool(now(agreed(words)).counting)


def test_an_earlier_last_day_counts_at_once_and_for_good() -> None:
    words = an_opening(until=date(2026, 8, 1))
    story = agreed(words).say(a_shorter_day(SECOND, words.id, date(2026, 6, 1)))
    line = the_line(now(story), words)
    assert (line.state, line.until) == (State.COUNTS, date(2026, 6, 1))
    assert now(story).review == date(2026, 6, 1)
    story.say(a_shorter_day(FIRST, words.id, date(2026, 7, 1)), a_yes(SECOND, words), a_yes(FIRST, words))
    assert the_line(now(story), words).until == date(2026, 6, 1), "neither a later day nor a yes revives it"
    after = datetime(2026, 6, 2, tzinfo=UTC)
    passed = the_line(now(story, now=after, latest=after), words)
    assert (passed.state, passed.since) == (State.PASSED, date(2026, 6, 2))


def test_an_earlier_last_day_that_nobody_signed_counts_too() -> None:
    words = an_opening(until=date(2026, 8, 1))
    story = agreed(words).say(a_shorter_day(SECOND, words.id, date(2026, 6, 1)), signed=False)
    assert the_line(now(story), words).until == date(2026, 6, 1)
    story = agreed(words).say(a_shorter_day(MemberId("p9"), words.id, date(2026, 6, 1)), signed=False)
    assert the_line(now(story), words).until == date(2026, 8, 1), "a stranger's word is nobody's"


def test_what_protects_and_the_others_offer_are_not_cut_short() -> None:
    way = a_shared_way("way")
    story = agreed(way).say(a_shorter_day(FIRST, "way", date(2026, 5, 2)))
    later = datetime(2026, 7, 1, tzinfo=UTC)
    assert state_of(story, way, now=later, latest=later) is State.COUNTS
    offer = an_offer(FIRST)
    story = Story().say(a_yes(FIRST, offer), a_shorter_day(SECOND, offer.id, date(2026, 6, 1)))
    assert the_line(now(story), offer).until == offer.until
    story.say(a_shorter_day(FIRST, offer.id, date(2026, 6, 1)))
    assert the_line(now(story), offer).until == date(2026, 6, 1)


def test_the_review_is_the_earliest_end_among_counting_lines() -> None:
    early, late = an_opening("l1", until=date(2026, 6, 1)), an_opening("l2", until=date(2026, 7, 1))
    draft = an_opening("l3", until=date(2026, 5, 20))
    story = agreed(early)
    story.say(a_yes(FIRST, late), a_yes(SECOND, late), a_yes(FIRST, draft))
    assert now(story, draft).review == date(2026, 6, 1)
    story.say(an_end(FIRST, "l1"))
    assert now(story, draft).review == date(2026, 7, 1)
    story.say(a_suspension())
    assert now(story, draft).review is None


# Ending


@pytest.mark.parametrize("by", BOTH)
@pytest.mark.parametrize("signed", [True, False])
def test_either_ends_an_opening_at_once_and_for_good(by: MemberId, signed: bool) -> None:
    words = an_opening()
    story = agreed(words).say(an_end(by, words.id), signed=signed)
    line = the_line(now(story), words)
    assert (line.state, line.since, line.unsigned) == (State.ENDED, date(2026, 5, 3), not signed)
    story.say(a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.ENDED


def test_an_end_holds_wherever_it_stands() -> None:
    words = an_opening()
    story = Story().say(an_end(FIRST, words.id), a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.ENDED


def test_a_commitment_is_ended_by_its_giver_alone() -> None:
    words = an_offer(FIRST)
    story = Story().say(a_yes(FIRST, words), an_end(SECOND, words.id))
    assert state_of(story, words) is State.COUNTS
    assert state_of(story.say(an_end(FIRST, words.id)), words) is State.ENDED


def test_ending_the_agreement_names_each_line_it_ends() -> None:
    words, kept = an_opening("l1"), an_opening("l2")
    story = agreed(words).say(a_yes(FIRST, kept), a_yes(SECOND, kept))
    story.say(an_end(SECOND, "l1", scope=EndScope.AGREEMENT))
    assert (state_of(story, words), state_of(story, kept)) == (State.ENDED, State.COUNTS)


def test_new_words_end_the_line_that_they_replace_once_they_count() -> None:
    old, new = an_opening("old"), an_opening("new", replaces=LineId("old"))
    story = agreed(old).say(a_yes(FIRST, new))
    assert (state_of(story, old), state_of(story, new)) == (State.COUNTS, State.DRAFT)
    story.wait(days=1).say(a_yes(SECOND, new))
    assert (state_of(story, old), state_of(story, new)) == (State.ENDED, State.COUNTS)
    story.say(an_end(FIRST, "new"))
    assert (state_of(story, old), state_of(story, new)) == (State.ENDED, State.ENDED)


def test_a_commitment_is_replaced_with_its_givers_yes_alone() -> None:
    old = an_offer(FIRST, "old")
    story = Story().say(a_yes(FIRST, old), a_yes(SECOND, an_offer(SECOND, "new", replaces=LineId("old"))))
    assert state_of(story, old) is State.COUNTS
    story.say(a_yes(FIRST, an_offer(FIRST, "own", replaces=LineId("old"))))
    assert state_of(story, old) is State.ENDED


# Limits and needs


def test_a_limit_stands_at_once_and_comes_first() -> None:
    story = agreed(an_opening()).say(a_need(SECOND), a_limit(FIRST, "x"))
    agreement = now(story)
    assert [line.kind for line in agreement.lines] == [LineKind.LIMIT, LineKind.NEED, LineKind.OPENING]
    limit = agreement.lines[0]
    assert (limit.state, limit.owner, limit.rests_on, limit.unsigned) == (State.STANDS, FIRST, ("x",), False)


@pytest.mark.parametrize("by", BOTH)
@pytest.mark.parametrize("signed", [True, False])
def test_a_limit_closes_its_item_for_good(by: MemberId, signed: bool) -> None:
    words = an_opening(item=ITEM)
    story = agreed(words).say(a_limit(by, "x", item=ITEM), signed=signed)
    assert state_of(story, words) is State.ENDED
    story.say(a_lift(by, "x")).wait(days=1)
    assert state_of(story, words) is State.ENDED
    story.say(a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.ENDED


def test_a_limit_on_an_item_closes_what_is_said_while_it_stands() -> None:
    words = an_opening(item=ITEM)
    story = Story().say(a_limit(FIRST, "x", item=ITEM), a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.ENDED
    assert state_of(story.say(a_lift(FIRST, "x")), words) is State.ENDED


def test_a_new_draft_may_count_after_the_limit_was_lifted() -> None:
    old, new = an_opening("old", item=ITEM), an_opening("new", item=ITEM)
    story = agreed(old).say(a_limit(FIRST, "x", item=ITEM), a_lift(FIRST, "x"))
    story.say(a_yes(FIRST, new), a_yes(SECOND, new))
    assert (state_of(story, old), state_of(story, new)) == (State.ENDED, State.COUNTS)


def test_a_single_yes_from_before_a_limit_is_void_and_shows_nothing() -> None:
    words = an_opening(item=ITEM)
    story = Story().say(a_yes(FIRST, words), a_limit(SECOND, "x", item=ITEM), a_lift(SECOND, "x"))
    untouched = Story().say(a_limit(SECOND, "x", item=ITEM), a_lift(SECOND, "x"))
    assert the_line(now(story, words), words) == the_line(now(untouched, words), words)
    story.say(a_yes(SECOND, words))
    assert state_of(story, words) is State.DRAFT
    story.say(a_yes(FIRST, words))
    assert state_of(story, words) is State.COUNTS


def test_a_limit_closes_each_line_that_its_owner_names() -> None:
    words, way = an_opening(), a_shared_way()
    story = agreed(words).say(a_yes(FIRST, way), a_yes(SECOND, way))
    story.say(a_limit(SECOND, "x", closes=(words.id, way.id)))
    assert {state_of(story, words), state_of(story, way)} == {State.ENDED}
    story.say(a_lift(SECOND, "x"), a_yes(FIRST, words), a_yes(SECOND, words))
    assert state_of(story, words) is State.ENDED


def test_a_limit_on_an_item_leaves_the_shared_way_that_protects() -> None:
    way = a_shared_way(item=ITEM)
    assert state_of(agreed(way).say(a_limit(SECOND, item=ITEM)), way) is State.COUNTS


def test_a_limit_leaves_the_lines_of_other_items() -> None:
    words = an_opening(item=ITEM)
    story = agreed(words).say(a_limit(SECOND, item="touch.other"), a_limit(FIRST))
    assert state_of(story, words) is State.COUNTS


def test_a_need_narrows_its_line_which_counts_on() -> None:
    words = an_opening(item=ITEM)
    story = agreed(words).say(
        a_need(FIRST, "n1", line=words.id), a_need(SECOND, "n2", item=ITEM), a_need(FIRST)
    )
    line = the_line(now(story), words)
    assert (line.state, line.needs) == (State.COUNTS, ("n1", "n2"))
    assert the_line(now(story.say(a_lift(FIRST, "n1"))), words).needs == ("n2",)


def test_a_limit_is_lifted_by_its_owner_alone() -> None:
    story = Story().say(a_limit(FIRST, "x"), a_lift(SECOND, "x"))
    assert [line.state for line in now(story).lines] == [State.STANDS]
    story.wait(days=3).say(a_lift(FIRST, "x"))
    [line] = now(story).lines
    assert (line.state, line.since) == (State.LIFTED, date(2026, 5, 4))


def test_an_unsigned_lift_lifts_nothing() -> None:
    story = Story().say(a_limit(FIRST, "x")).say(a_lift(FIRST, "x"), signed=False)
    assert [line.state for line in now(story).lines] == [State.STANDS]


def test_a_lift_from_before_the_limit_lifts_nothing() -> None:
    story = Story().say(a_lift(FIRST, "x"), a_limit(FIRST, "x"))
    assert [line.state for line in now(story).lines] == [State.STANDS]


def test_a_limit_stated_again_stays_lifted() -> None:
    limit = a_limit(FIRST, "x")
    story = Story().say(limit, a_lift(FIRST, "x"), limit)
    assert [line.state for line in now(story).lines] == [State.LIFTED]


def test_limits_stand_whatever_else_is_in_doubt() -> None:
    story = Story().say(
        a_limit(FIRST, "x"), a_need(SECOND, "n"), a_suspension(), Left(StatementId(an_id()), SECOND)
    )
    story.say(an_end(FIRST, "x", "n", scope=EndScope.AGREEMENT), Restored(StatementId(an_id()), FIRST))
    far = datetime(2099, 1, 1, tzinfo=UTC)
    for view in ({}, {"verified": False}, {"now": far}, {"latest": far}, {"members": (FIRST,)}):
        assert [line.state for line in now(story, **view).lines] == [State.STANDS, State.STANDS]


# Each statement counts once


def test_a_statement_counts_once() -> None:
    limit = a_limit(FIRST, "x")
    assert len(now(Story().say(limit, limit)).lines) == 1


def test_the_signed_statement_stands_for_the_unsigned_one() -> None:
    limit = a_limit(FIRST, "x")
    story = Story().say(limit, signed=False)
    assert now(story).lines[0].unsigned
    [line] = now(story.wait(days=4).say(limit)).lines
    assert (line.unsigned, line.since) == (False, date(2026, 5, 1))


def test_nobody_can_use_up_the_id_of_the_others_statement() -> None:
    story = Story().say(Wait(StatementId("x"), SECOND, 48)).say(a_limit(FIRST, "x"))
    assert [line.owner for line in now(story).lines] == [FIRST]
    unsigned = Story().say(a_limit(FIRST, "x"), signed=False).say(Wait(StatementId("x"), SECOND, 48))
    assert [line.owner for line in now(unsigned).lines] == [FIRST]


def test_unsigned_statements_with_one_id_and_other_words_all_stand() -> None:
    story = Story().say(a_limit(FIRST, "x"), a_limit(FIRST, "x", text="Another."), signed=False)
    assert len(now(story).lines) == 2


def test_an_unsigned_statement_in_a_strangers_name_is_nobodys() -> None:
    story = Story().say(a_limit(MemberId("p9")), a_limit(MemberId("")), signed=False)
    assert now(story).lines == ()


def test_a_line_of_both_is_ended_in_nobodys_name_and_an_offer_is_not() -> None:
    words, offer = an_opening(), an_offer(FIRST)
    story = agreed(words).say(a_yes(FIRST, offer))
    story.say(an_end(MemberId(""), words.id), an_end(MemberId(""), offer.id), signed=False)
    assert the_line(now(story), words).state is State.ENDED
    assert the_line(now(story), offer).state is State.COUNTS


def test_the_order_of_the_list_makes_no_difference() -> None:
    words = an_opening(item=ITEM)
    story = agreed(words).say(a_limit(FIRST, "x"), a_suspension("", "s"), a_go_on(FIRST, "s"))
    assert compute(story.said[::-1], (), story.view()) == now(story)


# Suspending


@pytest.mark.parametrize("by", ["", FIRST, SECOND])
def test_a_suspension_rests_what_was_opened(by: str) -> None:
    words, offer = an_opening(), an_offer(FIRST)
    story = agreed(words).say(a_yes(FIRST, offer), a_limit(SECOND))
    story.wait(days=1).say(a_suspension(by, "s"), signed=False)
    agreement = now(story)
    assert agreement.suspended == ("s",)
    assert [line.state for line in agreement.lines] == [State.STANDS, State.RESTS, State.RESTS]
    assert the_line(agreement, words).since == date(2026, 5, 4)


def test_openings_return_a_day_after_the_second_go_on() -> None:
    words = an_opening()
    story = agreed(words).say(a_suspension("", "s")).wait(days=1).say(a_go_on(FIRST, "s")).wait(days=5)
    assert now(story).suspended == ("s",)
    story.say(a_go_on(SECOND, "s")).wait(hours=23)
    agreement = now(story)
    assert (agreement.suspended, agreement.returns) == ((), story.now + timedelta(hours=1))
    assert the_line(agreement, words).state is State.RESTS
    line = the_line(now(story.wait(hours=1)), words)
    assert (line.state, line.since) == (State.COUNTS, story.now.date())
    assert now(story).returns is None


def test_going_on_takes_both() -> None:
    words = an_opening()
    story = agreed(words).say(a_suspension("", "s"), a_go_on(FIRST, "s"), a_go_on(FIRST, "s")).wait(days=9)
    assert state_of(story, words) is State.RESTS


def test_an_unsigned_go_on_goes_nowhere() -> None:
    words = an_opening()
    story = agreed(words).say(a_suspension("", "s"), a_go_on(FIRST, "s"))
    story.say(a_go_on(SECOND, "s"), signed=False).wait(days=9)
    assert state_of(story, words) is State.RESTS


def test_a_go_on_names_its_suspensions_and_no_others() -> None:
    words = an_opening()
    story = agreed(words).say(a_suspension("", "s"), a_suspension("", "t"))
    story.say(a_go_on(FIRST, "s", "t"), a_go_on(SECOND, "s")).wait(days=9)
    assert now(story).suspended == ("t",)
    assert state_of(story, words) is State.RESTS


def test_a_go_on_from_before_the_suspension_counts_for_nothing() -> None:
    words = an_opening()
    story = agreed(words).say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s"), a_suspension("", "s")).wait(days=9)
    assert state_of(story, words) is State.RESTS


def test_the_day_after_going_on_counts_from_when_the_viewer_saw_it() -> None:
    words = an_opening()
    story = agreed(words).say(a_suspension("", "s"), a_go_on(FIRST, "s"), a_go_on(SECOND, "s")).wait(days=3)
    assert state_of(story, words) is State.COUNTS
    story.said[-1] = replace(story.said[-1], seen=story.now - timedelta(hours=1))
    assert now(story).returns == story.now + timedelta(hours=23)


# The clock


def confirmed(by: MemberId, day: date) -> Statement:
    return DateConfirmed(StatementId(an_id()), by, day)


def test_a_clock_within_a_day_of_the_latest_time_is_trusted() -> None:
    words = an_opening()
    story = agreed(words)
    latest = story.now + timedelta(days=1)
    assert state_of(story, words, latest=latest) is State.COUNTS
    assert state_of(story, words, latest=latest + timedelta(seconds=1)) is State.RESTS


def test_the_latest_time_in_the_ledger_counts_too() -> None:
    words = an_opening()
    story = agreed(words)
    agreement = now(story, now=story.now - timedelta(days=4), latest=story.now - timedelta(days=4))
    assert agreement.clock_in_doubt


def test_openings_return_when_both_confirmed_the_date() -> None:
    words, new = an_opening(until=date(2040, 1, 1)), an_opening("new", until=date(2026, 7, 1))
    story = agreed(words)
    true_day = story.now.date()
    wrong = story.now + timedelta(days=1000)
    story.now = wrong
    story.say(a_limit(FIRST))
    present = {"now": wrong - timedelta(days=1000), "latest": wrong}
    story.say(confirmed(FIRST, true_day))
    assert now(story, **present).clock_in_doubt
    story.say(confirmed(SECOND, true_day))
    assert not now(story, **present).clock_in_doubt
    assert state_of(story, words, **present) is State.COUNTS
    story.say(a_yes(FIRST, new), a_yes(SECOND, new))
    assert state_of(story, new, **present) is State.COUNTS


def test_confirming_a_date_revives_no_line_whose_date_was_passed() -> None:
    words = an_opening(until=date(2026, 7, 1))
    story = agreed(words)
    story.now += timedelta(days=1000)
    story.say(confirmed(FIRST, date(2026, 5, 3)), confirmed(SECOND, date(2026, 5, 3)))
    present = {"now": datetime(2026, 5, 3, tzinfo=UTC)}
    assert not now(story, **present).clock_in_doubt
    assert state_of(story, words, **present) is State.PASSED


def test_a_confirmation_from_before_the_latest_time_confirms_nothing() -> None:
    words = an_opening(until=date(2040, 1, 1))
    story = agreed(words).say(confirmed(FIRST, date(2026, 5, 3)), confirmed(SECOND, date(2026, 5, 3)))
    assert now(story, latest=story.now + timedelta(days=100)).clock_in_doubt


def test_an_unsigned_confirmation_confirms_nothing() -> None:
    story = Story().wait(days=1000).say(confirmed(FIRST, date(2026, 5, 3)))
    story.say(confirmed(SECOND, date(2026, 5, 3)), signed=False)
    assert now(story, now=story.now - timedelta(days=900)).clock_in_doubt


def test_a_clock_behind_the_confirmed_date_is_in_doubt_again() -> None:
    story = Story().wait(days=1000)
    day = story.now.date() - timedelta(days=500)
    story.say(confirmed(FIRST, day), confirmed(SECOND, day))
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert not now(story, now=at).clock_in_doubt
    assert now(story, now=at - timedelta(days=2)).clock_in_doubt
    seen = at + timedelta(days=40)
    story.say(a_limit(FIRST))
    story.said[-1] = replace(story.said[-1], seen=seen)
    assert now(story, now=at).clock_in_doubt
    assert not now(story, now=seen).clock_in_doubt


def test_after_a_confirmed_date_going_on_is_timed_by_what_the_viewer_saw() -> None:
    words = an_opening(until=date(2040, 1, 1))
    story = agreed(words)
    truth = story.now
    story.wait(days=1000).say(confirmed(FIRST, truth.date()), confirmed(SECOND, truth.date()))
    story.say(a_suspension("", "s"), a_go_on(FIRST, "s"), a_go_on(SECOND, "s"))
    story.said[-2:] = [replace(one, seen=truth) for one in story.said[-2:]]
    assert state_of(story, words, now=truth + timedelta(hours=23)) is State.RESTS
    assert state_of(story, words, now=truth + timedelta(hours=24)) is State.COUNTS


def test_no_time_in_a_file_can_break_the_sum() -> None:
    words = an_opening(until=date.max)
    story = agreed(words)
    story.now = datetime.max.replace(tzinfo=UTC)
    story.say(a_suspension("", "s"), a_go_on(FIRST, "s"), a_go_on(SECOND, "s"))
    story.say(confirmed(FIRST, date.min), confirmed(SECOND, date.max))
    early = datetime(2026, 5, 3, tzinfo=UTC)
    for view in ({"now": early}, {"now": early, "latest": early}):
        assert state_of(story, words, **view) is State.RESTS
    assert [line.state for line in now(story).lines] == [State.COUNTS]


def test_an_unverified_ledger_rests_openings() -> None:
    words, offer = an_opening(), an_offer(SECOND)
    story = agreed(words).say(a_yes(SECOND, offer))
    agreement = now(story, verified=False)
    assert [line.state for line in agreement.lines] == [State.RESTS, State.RESTS]
    assert not agreement.verified


# Leaving and restoring


def leaving(by: MemberId) -> Left:
    return Left(StatementId(an_id()), by)


@pytest.mark.parametrize("members", [BOTH, (FIRST,), (FIRST, THIRD)])
def test_leaving_ends_openings_and_offers_and_keeps_limits(members: tuple[MemberId, ...]) -> None:
    words, offer = an_opening(), an_offer(FIRST)
    story = agreed(words).say(a_yes(FIRST, offer), a_limit(SECOND), leaving(SECOND))
    agreement = now(story, members=members)
    assert [(line.state, line.owner) for line in agreement.lines] == [
        (State.STANDS, SECOND),
        (State.ENDED, FIRST),
    ]


def test_what_somebody_who_left_had_opened_is_shown_nowhere() -> None:
    theirs, mine = an_offer(SECOND, "theirs"), an_offer(FIRST, "mine")
    story = agreed(an_opening()).say(a_yes(SECOND, theirs), a_yes(SECOND, an_opening("half")))
    story.say(a_yes(FIRST, mine), leaving(SECOND))
    drafts = (an_opening("half"), an_opening("fresh"), theirs, an_offer(FIRST, "next"))
    agreement = compute(story.said, drafts, story.view())
    assert [line.words.id for line in agreement.lines if line.words] == ["next", "mine"]


def test_with_nobody_there_nothing_is_opened_and_limits_are_still_stated() -> None:
    offer = an_offer(FIRST)
    story = Story().say(leaving(SECOND), a_limit(FIRST, "x"))
    agreement = compute(story.said, (offer,), story.view())
    assert agreement.nobody_there
    assert [line.state for line in agreement.lines] == [State.STANDS, State.DRAFT]
    with pytest.raises(UserError, match=r"agreement\.nobody_there"):
        may_say_still_yes(agreement, offer, FIRST, START, story.wait(days=2).view())


def test_a_leaving_that_nobody_signed_ends_openings_and_makes_nobody_leave() -> None:
    words, anew = an_opening(), an_opening("anew")
    story = agreed(words).say(a_suspension("", "s")).say(leaving(SECOND), signed=False)
    story.say(a_go_on(FIRST, "s")).wait(days=2)
    agreement = now(story)
    assert agreement.suspended == ("s",), "a forged leaving spares nobody's go on"
    assert not agreement.nobody_there
    story.say(a_go_on(SECOND, "s")).wait(days=2)
    assert [line.state for line in now(story).lines] == [State.ENDED]
    story.say(a_yes(FIRST, anew), a_yes(SECOND, anew))
    assert [line.words.id for line in now(story).counting if line.words] == ["anew"]


def test_no_yes_of_somebody_the_vault_knows_as_gone_counts() -> None:
    story = agreed(an_opening()).say(a_yes(SECOND, an_offer(SECOND)), a_limit(SECOND))
    agreement = now(story, gone=frozenset({SECOND}))
    assert [line.state for line in agreement.lines] == [State.STANDS]
    assert agreement.nobody_there


def test_a_restore_makes_every_loosening_be_said_anew() -> None:
    words = an_opening()
    story = agreed(words).say(a_limit(FIRST, "x"), a_lift(FIRST, "x"), a_suspension("", "s"))
    story.say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s")).wait(days=3)
    assert [line.state for line in now(story).counting] == [State.COUNTS]
    story.say(Restored(StatementId(an_id()), SECOND))
    agreement = now(story)
    assert agreement.suspended == ("s",)
    assert [line.state for line in agreement.lines] == [State.STANDS, State.DRAFT]
    story.say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s"), a_yes(FIRST, words), a_yes(SECOND, words)).wait(
        days=1
    )
    assert [line.state for line in now(story).counting] == [State.STANDS, State.COUNTS]


# Waits


def test_the_longest_standing_wait_counts_within_its_bounds() -> None:
    story = Story()
    assert now(story).wait == timedelta(hours=24)
    story.say(Wait(StatementId("w1"), FIRST, 2))
    assert now(story).wait == timedelta(hours=24)
    story.say(Wait(StatementId("w2"), FIRST, 48), Wait(StatementId("w3"), SECOND, 72))
    assert now(story).wait == timedelta(hours=72)
    story.say(a_lift(FIRST, "w3"))
    assert now(story).wait == timedelta(hours=72)
    story.say(a_lift(SECOND, "w3"))
    assert now(story).wait == timedelta(hours=48)
    story.say(Wait(StatementId("w4"), SECOND, 10**12), signed=False)
    assert now(story).wait == timedelta(hours=720)


# Paper


def test_nothing_is_printable_by_default() -> None:
    story = agreed(an_opening()).say(a_limit(FIRST), a_need(SECOND))
    assert not any(line.printable for line in now(story).lines)


def test_a_limit_is_printable_when_its_owner_allows_it_and_signed_it() -> None:
    limit = a_limit(FIRST, "x", paper=True)
    assert not now(Story().say(limit, signed=False)).lines[0].printable
    story = Story().say(limit)
    assert now(story).lines[0].printable
    story.say(PaperNo(StatementId(an_id()), SECOND, StatementId("x")))
    assert now(story).lines[0].printable
    story.say(PaperNo(StatementId("no"), FIRST, StatementId("x")), signed=False)
    assert not now(story).lines[0].printable
    story.say(PaperYes(StatementId(an_id()), SECOND, StatementId("x")))
    assert not now(story).lines[0].printable
    story.say(PaperYes(StatementId(an_id()), FIRST, StatementId("x")))
    assert now(story).lines[0].printable
    story.say(Restored(StatementId(an_id()), FIRST))
    assert not now(story).lines[0].printable


def test_an_opening_is_printable_when_both_allow_it() -> None:
    words = an_opening()
    mine, theirs = a_yes(FIRST, words, True), a_yes(SECOND, words, False)
    story = Story().say(mine, theirs)
    assert not the_line(now(story), words).printable
    story.say(PaperYes(StatementId(an_id()), SECOND, theirs.id))
    assert the_line(now(story), words).printable
    story.say(PaperNo(StatementId(an_id()), FIRST, mine.id))
    assert not the_line(now(story), words).printable


def test_a_need_that_stays_off_the_paper_takes_its_openings_off() -> None:
    words = an_opening(item=ITEM)
    story = agreed(words, paper=True)
    assert the_line(now(story), words).printable
    story.say(a_need(FIRST, "n", item=ITEM))
    assert not the_line(now(story), words).printable
    story.say(a_lift(FIRST, "n"), a_need(SECOND, "m", line=words.id, paper=True))
    assert the_line(now(story), words).printable


# What is shown


def test_lines_come_in_their_order_and_ended_ones_last() -> None:
    opening, way, offer, ended = an_opening("l1"), a_shared_way(), an_offer(FIRST), an_opening("l2")
    draft = an_opening("l3")
    story = agreed(ended).say(an_end(FIRST, "l2"), a_yes(FIRST, offer), a_yes(FIRST, opening))
    story.say(a_yes(SECOND, opening), a_yes(FIRST, way), a_yes(SECOND, way), a_need(FIRST), a_limit(FIRST))
    story.say(a_limit(SECOND, "x"), a_lift(SECOND, "x"))
    shown = [(line.kind.value, line.state.value) for line in now(story, draft).lines]
    assert shown == [
        ("limit", "stands"),
        ("need", "stands"),
        ("shared_way", "counts"),
        ("opening", "counts"),
        ("opening", "draft"),
        ("commitment", "counts"),
        ("limit", "lifted"),
        ("opening", "ended"),
    ]


def test_a_draft_that_was_ended_says_so() -> None:
    words = an_opening()
    assert state_of(Story().say(an_end(SECOND, words.id)), words) is State.ENDED


def test_each_line_id_makes_one_line() -> None:
    words = an_opening()
    story = agreed(words).say(a_yes(SECOND, an_offer(SECOND, words.id)))
    assert len(now(story, words).lines) == 1
    assert LineId("line-1") == words.id
