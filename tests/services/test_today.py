"""The page of today on real spaces: what comes, and nothing of what was, what waits or what rests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.homes import WORDS, Home
from tests.services.test_closeness import plan as plan_evening
from tests.services.test_closeness import say_steps
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, RitualId
from trustapp.domain.reflections import Reflection
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.domain.statements import LineKind
from trustapp.domain.triggers import HardDay
from trustapp.services.agreements import NewDraft
from trustapp.services.today import (
    BOTH,
    COMING,
    HARD,
    JUST_NOW,
    OWN,
    PARTS,
    RECENT,
    SUGGESTED,
    TodayView,
)


def words(name: str, day: date, time: str = "", rule: str = "", smaller: str = "") -> RitualWords:
    return RitualWords(RitualId(""), name, "We do it.", smaller=smaller, plan=Plan(day, time, "UTC", rule))


def of_both(home: Home, made: RitualWords) -> RitualId:
    home.open(FIRST)
    ritual = home.services.rituals.suggest(made).value
    home.open(SECOND)
    home.services.rituals.say_yes(ritual)
    return ritual


def view(home: Home) -> TodayView:
    return home.services.today.view().value


def today(home: Home) -> list[tuple[str, bool]]:
    return [(row.one.name, row.own) for row in view(home).today]


def test_what_both_planned_and_what_is_ones_own_come_in_the_order_of_the_day(couple: Home) -> None:
    day = couple.clock().date()
    of_both(couple, words("Evening", day, "21:00", "FREQ=DAILY", smaller="One breath."))
    of_both(couple, words("Morning", day, "07:10", "FREQ=DAILY"))
    couple.open(FIRST)
    couple.services.own_rituals.put(words("A walk", day, "12:00", "FREQ=DAILY"))
    assert today(couple) == [("Morning", False), ("A walk", True), ("Evening", False)]
    assert [row.smaller for row in view(couple).today] == [False, False, True]
    couple.open(SECOND)
    assert today(couple) == [("Morning", False), ("Evening", False)], "what is one's own stays one's own"


def test_what_is_left_out_is_gone_for_both_and_comes_again_tomorrow(couple: Home) -> None:
    day = couple.clock().date()
    ritual = of_both(couple, words("Evening", day, "21:00", "FREQ=DAILY"))
    couple.services.rituals.leave_out(ritual, day)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert (today(couple), view(couple).coming) == ([], ()), "nor does its next time tell of it"
    couple.clock.on(days=1)
    couple.open(FIRST)
    assert today(couple) == [("Evening", False)]


def test_what_comes_up_is_the_next_time_of_what_does_not_come_today(couple: Home) -> None:
    day = couple.clock().date()
    of_both(couple, words("Daily", day, "21:00", "FREQ=DAILY"))
    of_both(couple, words("Every other day", day + timedelta(days=1), "", "FREQ=DAILY;INTERVAL=2"))
    of_both(couple, words("Far", day + timedelta(days=8)))
    coming = [(row.one.name, row.one.day) for row in view(couple).coming]
    assert coming == [("Every other day", day + timedelta(days=1))]


def test_a_suggestion_is_one_word_and_is_never_listed(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.rituals.suggest(words("Evening", couple.clock().date(), "21:00", "FREQ=DAILY"))
    assert (view(couple).suggested, today(couple)) == (False, []), "whoever suggested it has nothing to do"
    couple.open(SECOND)
    assert (view(couple).suggested, today(couple), view(couple).coming) == (True, [], ())


def test_another_time_that_was_suggested_is_the_same_word(couple: Home) -> None:
    day = couple.clock().date()
    ritual = of_both(couple, words("Evening", day, "21:00"))
    couple.services.rituals.move(ritual, day, day + timedelta(days=2), "20:00")
    couple.open(FIRST)
    assert (view(couple).suggested, today(couple), view(couple).coming) == (True, [], ())
    couple.services.rituals.agree_move(ritual, day)
    assert [row.one.day for row in view(couple).coming] == [day + timedelta(days=2)]
    assert today(couple) == []


def test_what_rests_is_not_there(couple: Home) -> None:
    of_both(couple, words("Evening", couple.clock().date(), "21:00", "FREQ=DAILY"))
    couple.services.own_rituals.put(words("A walk", couple.clock().date()))
    couple.services.agreements.suspend()
    assert today(couple) == [("A walk", True)]


def test_an_evening_of_closeness_stands_on_its_day_and_is_not_announced(couple: Home) -> None:
    say_steps(couple, 1)
    plan_evening(couple, 1, days=1)
    assert (today(couple), view(couple).coming) == ([], ())
    couple.clock.on(days=1)
    couple.open(FIRST)
    (row,) = view(couple).today
    assert (row.one.closeness, row.smaller) == (True, False)


def test_the_day_on_which_the_agreement_is_read_again(couple: Home) -> None:
    day = couple.clock().date() + timedelta(days=60)
    couple.open(FIRST)
    assert view(couple).review is None
    draft = NewDraft(LineKind.OPENING, CategoryId("touch"), "Hands", "We may hold hands.", day)
    line = couple.services.agreements.draft(draft).value.id
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.mark_seen((line,))
    couple.clock.on(hours=25)
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.still_yes(line, WORDS[member], paper=False)
    assert view(couple).review == day


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_hidden_by_the_one_who_hides_it_alone(couple: Home, part: str) -> None:
    day = couple.clock().date()
    of_both(couple, words("Evening", day, "21:00", "FREQ=DAILY"))
    of_both(couple, words("Sunday", day + timedelta(days=3)))
    couple.open(FIRST)
    couple.services.rituals.suggest(words("Reading", day))
    couple.open(SECOND)
    couple.services.own_rituals.put(words("A walk", day, "12:00"))
    couple.services.reflections.put(Reflection("", day, title="After the walk"))
    couple.services.today.hide({part})
    for _time in range(2):
        found = view(couple)
        shown = {row.one.name for row in (*found.today, *found.coming)}
        assert ("Evening" in shown) is (part != BOTH)
        assert ("A walk" in shown) is (part != OWN)
        assert ("Sunday" in shown) is (part not in (COMING, BOTH))
        assert found.suggested is (part != SUGGESTED)
        assert bool(found.exercises) is (part != JUST_NOW)
        assert [row.title for row in found.recent] == (["After the walk"] if part != RECENT else [])
        assert found.hidden == {part}
        couple.open(SECOND)
    couple.open(FIRST)
    assert view(couple).hidden == frozenset()
    assert view(couple).recent == ()


def test_a_part_that_there_is_not_is_refused(couple: Home) -> None:
    couple.open(FIRST)
    with pytest.raises(UserError) as caught:
        couple.services.today.hide({"streak"})
    assert caught.value.code == "settings.out_of_range"


def test_alone_there_is_only_what_is_ones_own(alone: Home) -> None:
    alone.services.own_rituals.put(words("A walk", alone.clock().date()))
    found = view(alone)
    assert (found.name, found.couple, found.suggested, found.review) == ("Robin", False, False, None)
    assert today(alone) == [("A walk", True)]


def test_together_nobody_has_a_today(couple: Home) -> None:
    couple.together()
    with pytest.raises(UserError) as caught:
        couple.services.today.view()
    assert caught.value.code == "sitting.not_own"


def test_where_the_shared_file_cannot_be_read_ones_own_is_there_all_the_same(couple: Home) -> None:
    day = couple.clock().date()
    of_both(couple, words("Evening", day, "21:00", "FREQ=DAILY"))
    couple.services.own_rituals.put(words("A walk", day))
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(b"not a database at all" * 400)
    couple.open(SECOND)
    assert today(couple) == [("A walk", True)]


def test_a_hard_day_shows_its_plan_to_its_owner_alone_and_can_be_hidden(couple: Home) -> None:
    couple.open(FIRST)
    today = couple.clock().date()
    near = today + timedelta(days=7)
    for name, day in (("Today", today), ("Near", near), ("Far", today + timedelta(days=8))):
        couple.services.triggers.put_day(HardDay("", name, day.month, day.day, "Walk early."))
    assert [(one.name, day) for one, day in couple.services.today.view().value.hard] == [
        ("Today", today),
        ("Near", near),
    ]
    couple.services.today.hide({HARD})
    assert couple.services.today.view().value.hard == ()
    couple.open(SECOND)
    assert couple.services.today.view().value.hard == ()
