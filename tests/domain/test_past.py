"""What was said before: kept with its days, forgotten piece by piece, laid beside what is said now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item
from trustapp.domain.answers import Answer, Blank, BlankType, Choice, Release
from trustapp.domain.past import Past, PastAnswer, changed, earlier, moved, said_on, without

ITEM = an_item(
    wording={Choice.YES: "For {minutes} minutes.", Choice.NO: "Not."},
    blanks=(Blank("minutes", BlankType.NUMBER, "Minutes", 2, 90, default="10"),),
)
MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 4), date(2026, 7, 4)
NO, YES, UNKNOWN = (Answer(ITEM.id, one) for one in (Choice.NO, Choice.YES, Choice.UNKNOWN))


def lived(*steps: tuple[Answer | None, date]) -> tuple[Past, Answer | None]:
    """The past of somebody who kept these answers on these days, and the last of them."""
    past: Past = ()
    before: Answer | None = None
    for after, day in steps:
        past, before = changed(ITEM, past, before, after, day), after
    return past, before


def test_a_changed_mind_keeps_the_old_answer_with_its_day() -> None:
    past, now = lived((NO, MAY), (YES, JUNE))
    assert [(one.choice, one.day) for one in earlier(ITEM, past, now)] == [(Choice.NO, MAY)]
    assert said_on(ITEM, past, now) == JUNE


@pytest.mark.parametrize(
    "same",
    [
        replace(NO, note="only for me"),
        replace(NO, released_note="for the other", release=Release.OPEN, paper=True),
        replace(NO, conditions=("which a no keeps to itself",)),
        replace(NO, blanks={"minutes": "20"}),
    ],
)
def test_what_does_not_change_what_is_said_is_no_change_of_mind(same: Answer) -> None:
    assert lived((NO, MAY), (same, JUNE)) == (lived((NO, MAY))[0], same)


@pytest.mark.parametrize(
    "other", [replace(YES, conditions=("we talked",)), replace(YES, blanks={"minutes": "20"})]
)
def test_other_conditions_and_fillings_are_a_change_of_mind(other: Answer) -> None:
    past, now = lived((YES, MAY), (other, JUNE))
    assert [one.day for one in earlier(ITEM, past, now)] == [MAY]


def test_an_answer_that_was_taken_out_is_remembered_as_such() -> None:
    past, now = lived((NO, MAY), (None, JUNE))
    assert [one.choice for one in earlier(ITEM, past, now)] == [Choice.NO]
    found = moved(ITEM, past, now, MAY)
    assert found is not None
    assert (found.then.choice, found.now.choice, found.now.day) == (Choice.NO, None, JUNE)


def test_an_answer_from_before_days_were_kept_has_none() -> None:
    past = changed(ITEM, (), NO, YES, JUNE)
    assert [(one.choice, one.day) for one in past] == [(Choice.NO, None), (Choice.YES, JUNE)]
    assert changed(ITEM, (), NO, NO, JUNE) == (PastAnswer(Choice.NO),)


def test_looking_back_lays_what_stood_then_beside_what_stands_now() -> None:
    past, now = lived((NO, MAY), (UNKNOWN, JUNE), (YES, JULY))
    for day, then in ((MAY, Choice.NO), (date(2026, 6, 3), Choice.NO), (JUNE, Choice.UNKNOWN)):
        found = moved(ITEM, past, now, day)
        assert found is not None
        assert (found.then.choice, found.now.choice, found.now.day) == (then, Choice.YES, JULY)


def test_where_nothing_was_said_by_then_or_the_same_is_said_again_nothing_moved() -> None:
    past, now = lived((NO, MAY), (YES, JUNE), (NO, JULY))
    assert moved(ITEM, past, now, date(2026, 5, 3)) is None
    assert moved(ITEM, past, now, MAY) is None
    assert moved(ITEM, past, now, JUNE) is not None
    assert moved(ITEM, past, now, JULY) is None


def test_one_thing_is_forgotten_and_the_rest_stays() -> None:
    past, now = lived((NO, MAY), (UNKNOWN, JUNE), (YES, JULY))
    left = without(past, past[0])
    assert [one.choice for one in left] == [Choice.UNKNOWN, Choice.YES]
    assert without(left, past[0]) == left
    assert said_on(ITEM, left, now) == JULY


answers = st.none() | st.builds(
    Answer,
    item=st.just(ITEM.id),
    choice=st.none() | st.sampled_from(Choice),
    conditions=st.lists(st.sampled_from(["a", "b"]), max_size=2).map(tuple),
    note=st.text(max_size=3),
)


@given(st.lists(answers, max_size=8))
def test_no_history_repeats_itself_and_its_last_is_what_is_said_now(given_: list[Answer | None]) -> None:
    past, now = lived(*((one, MAY) for one in given_))
    assert all(one != other for one, other in pairwise(past))
    assert now is None or now.choice is None or past[-1].choice is now.choice
    assert len(earlier(ITEM, past, now)) == max(0, len(past) - 1) or not past
