"""Graded closeness on real spaces: what each says alone, what both see of it, and what nobody can make up."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from tests.clocks import Clock
from tests.homes import WORDS, Home
from tests.services.test_stated_again import as_sasha_with_another_program, house_of
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId, RitualId, StatementId
from trustapp.domain.rituals import STEPS, Ceiling, Plan
from trustapp.domain.statements import Limit, StepUp
from trustapp.services import slip_rows
from trustapp.services.agreements import NewLimit
from trustapp.services.closeness import ClosenessView, Night
from trustapp.services.household import Household
from trustapp.vault import ledger, slips

BOTH = (FIRST, SECOND)


def say_steps(home: Home, *steps: int) -> None:
    """Each says these steps, alone; nobody says two on one day."""
    for step in steps:
        for member in BOTH:
            home.clock.on(days=1)
            home.open(member)
            home.services.closeness.step_up(step, WORDS[member])


def plan(home: Home, step: int, days: int = 0) -> RitualId:
    """An evening of this step, suggested by Robin and agreed to by Sasha; it is Sasha's sitting then."""
    home.open(FIRST)
    template = next(one for one in home.services.rituals.templates().value if one.step == step)
    day = home.clock().date() + timedelta(days=days)
    words = template.words(RitualId(""), Plan(day, "20:00", "UTC"))
    ritual = home.services.rituals.suggest(words).value
    home.open(SECOND)
    home.services.rituals.say_yes(ritual)
    return ritual


def suggest(home: Home, step: int, days: int = 0) -> RitualId:
    """An evening of this step, suggested by whoever sits here."""
    template = next(one for one in home.services.rituals.templates().value if one.step == step)
    day = home.clock().date() + timedelta(days=days)
    return home.services.rituals.suggest(template.words(RitualId(""), Plan(day, "20:00", "UTC"))).value


def choose(home: Home, ritual: RitualId, robin: int, sasha: int) -> None:
    for member, step in ((FIRST, robin), (SECOND, sasha)):
        home.open(member)
        home.services.closeness.choose_ceiling(ritual, step)


def view(home: Home) -> ClosenessView:
    return home.services.closeness.view().value


def night(home: Home) -> Night:
    (found,) = view(home).nights
    return found


def refused(code: str, call: Callable[[], object]) -> None:
    with pytest.raises(UserError) as caught:
        call()
    assert caught.value.code == code


@pytest.fixture
def evening(couple: Home) -> tuple[Home, RitualId]:
    """Both have said two steps, and an evening of the second is planned for today."""
    say_steps(couple, 1, 2)
    couple.clock.on(days=1)
    return couple, plan(couple, 2)


# -- the steps ------------------------------------------------------------------------------------------


def test_nothing_is_suggested_before_both_have_said_a_step(couple: Home) -> None:
    couple.open(FIRST)
    found = view(couple)
    assert (found.mine, found.both, found.may_step_up) == (0, 0, True)
    assert found.templates == ("",) * STEPS
    couple.services.closeness.step_up(1, WORDS[FIRST])
    found = view(couple)
    assert (found.mine, found.both, found.may_step_up) == (1, 0, False)
    assert found.templates == ("",) * STEPS


def test_the_page_of_one_looks_the_same_whether_or_not_the_other_has_said_the_next_step(couple: Home) -> None:
    couple.open(SECOND)
    before = view(couple)
    couple.open(FIRST)
    couple.services.closeness.step_up(1, WORDS[FIRST])
    couple.open(SECOND)
    assert view(couple) == before
    couple.together(SECOND)
    assert (view(couple).mine, view(couple).both) == (None, 0)


def test_both_stand_on_a_step_when_each_has_said_it_on_a_day_of_their_own(couple: Home) -> None:
    say_steps(couple, 1)
    found = view(couple)
    assert (found.mine, found.both) == (1, 1)
    assert found.templates[0] == "ritual.closeness_1"
    assert found.templates[1:] == ("",) * (STEPS - 1)
    assert found.steps[0] == "Beside each other"
    refused("closeness.another_day", lambda: couple.services.closeness.step_up(2, WORDS[SECOND]))
    couple.clock.on(days=1)
    refused("closeness.step", lambda: couple.services.closeness.step_up(3, WORDS[SECOND]))
    refused("passphrase.wrong", lambda: couple.services.closeness.step_up(2, "not this one at all"))
    couple.services.closeness.step_up(2, WORDS[SECOND])
    assert view(couple).both == 1


def test_no_step_is_said_on_the_day_of_an_evening(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 2)
    home.services.closeness.begin(ritual)
    refused("closeness.another_day", lambda: home.services.closeness.step_up(3, WORDS[SECOND]))
    assert not view(home).may_step_up


def test_a_step_down_by_one_counts_at_once_and_rests_what_is_planned_above_it(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    choose(home, ritual, 2, 2)
    assert night(home).may_begin
    home.services.closeness.step_down(1)
    assert (night(home).rests, night(home).may_begin, night(home).may_choose) == ("step", False, False)
    refused("ritual.rests", lambda: home.services.closeness.begin(ritual))
    refused("ritual.rests", lambda: home.services.closeness.choose_ceiling(ritual, 1))
    home.open(FIRST)
    assert view(home).both == 1
    assert view(home).mine == 2
    refused("closeness.first", lambda: plan(home, 2, days=3))


def test_one_evening_at_a_time_is_suggested_so_that_single_ones_make_no_series(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    refused("closeness.one", lambda: plan(home, 1, days=1))
    home.open(SECOND)
    refused("closeness.one", lambda: suggest(home, 2, days=1))
    home.services.rituals.leave_out(ritual, home.clock().date())
    assert suggest(home, 1, days=1)
    refused("closeness.one", lambda: suggest(home, 1, days=2))


def test_after_an_evening_of_today_no_other_is_suggested_that_day(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 2)
    home.services.closeness.begin(ritual)
    refused("closeness.one", lambda: suggest(home, 1, days=1))
    home.clock.on(days=1)
    home.open(SECOND)
    assert suggest(home, 1)


def test_a_not_now_to_a_step_is_not_answered_with_a_further_one(couple: Home) -> None:
    say_steps(couple, 1, 2, 3)
    couple.open(FIRST)
    ritual = suggest(couple, 2, days=1)
    couple.open(SECOND)
    couple.services.rituals.end(ritual)
    couple.open(FIRST)
    for step in (2, 3):
        refused("ritual.not_now", partial(suggest, couple, step, 1))
    assert suggest(couple, 1, days=1)
    couple.services.rituals.end(couple.services.rituals.view().value.rituals[0].words.id)
    couple.open(SECOND)
    assert suggest(couple, 3, days=1), "who said it sets the pace"


# -- the ceiling of an evening --------------------------------------------------------------------------


@pytest.mark.parametrize("sasha", [None, 0, 1, 2])
def test_until_both_have_chosen_nothing_tells_whether_the_other_has(
    evening: tuple[Home, RitualId], sasha: int | None
) -> None:
    home, ritual = evening
    home.open(FIRST)
    before = view(home)
    home.open(SECOND)
    if sasha is not None:
        home.services.closeness.choose_ceiling(ritual, sasha)
    home.open(FIRST)
    assert view(home) == before
    assert (night(home).ceiling, night(home).may_begin) == (None, False)
    refused("closeness.not_yet", lambda: home.services.closeness.begin(ritual))


@pytest.mark.parametrize(("robin", "sasha", "lower"), [(2, 1, 1), (1, 2, 1), (2, 2, 2), (0, 2, 0), (2, 0, 0)])
def test_the_lower_of_the_two_counts_for_either_and_together(
    evening: tuple[Home, RitualId], robin: int, sasha: int, lower: int
) -> None:
    home, ritual = evening
    choose(home, ritual, robin, sasha)
    for member in BOTH:
        home.open(member)
        assert (night(home).ceiling, night(home).may_begin) == (lower, lower > 0)
    home.together()
    assert (night(home).ceiling, night(home).mine, night(home).may_begin) == (lower, None, lower > 0)
    if not lower:
        refused("closeness.not_yet", lambda: home.services.closeness.begin(ritual))


def test_once_both_have_chosen_it_only_goes_down(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    home.open(FIRST)
    home.services.closeness.choose_ceiling(ritual, 1)
    home.services.closeness.choose_ceiling(ritual, 2)
    home.services.closeness.choose_ceiling(ritual, 1)
    home.open(SECOND)
    home.services.closeness.choose_ceiling(ritual, 2)
    assert night(home).most == 1
    home.open(FIRST)
    refused("closeness.lower", lambda: home.services.closeness.choose_ceiling(ritual, 2))
    home.services.closeness.choose_ceiling(ritual, 0)
    home.open(SECOND)
    assert night(home).ceiling == 0


def test_a_ceiling_above_the_plan_is_refused(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    for step in (-1, 3, 6):
        refused("closeness.step", lambda step=step: home.services.closeness.choose_ceiling(ritual, step))


def test_it_begins_under_the_lower_ceiling_and_never_again_that_evening(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    choose(home, ritual, 2, 1)
    shown = home.services.closeness.begin(ritual).value
    assert (shown.ceiling, shown.touch, len(shown.steps)) == (1, True, STEPS)
    assert view(home).stopped_tonight
    for member in BOTH:
        home.open(member)
        refused("closeness.began", lambda: home.services.closeness.begin(ritual))
        refused("closeness.began", lambda: home.services.closeness.choose_ceiling(ritual, 1))
    home.clock.on(hours=6)
    refused("ritual.gone", lambda: home.services.closeness.begin(ritual))
    assert view(home).nights == ()


def test_an_evening_on_another_day_does_not_begin(couple: Home) -> None:
    say_steps(couple, 1)
    ritual = plan(couple, 1, days=2)
    choose(couple, ritual, 1, 1)
    assert (night(couple).tonight, night(couple).may_begin) == (False, False)
    refused("closeness.not_yet", lambda: couple.services.closeness.begin(ritual))


def test_an_evening_that_somebody_left_out_is_not_there_any_more(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 1)
    home.together()
    home.services.rituals.leave_out(ritual, home.clock().date())
    for member in BOTH:
        home.open(member)
        assert view(home).nights == ()
        refused("ritual.gone", lambda: home.services.closeness.begin(ritual))
        refused("ritual.gone", lambda: home.services.closeness.choose_ceiling(ritual, 1))


# -- what rests it --------------------------------------------------------------------------------------


def test_a_limit_on_an_item_rests_the_evening_and_its_template(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 2, 2)
    house = house_of(home)
    item = next(one for one in house.catalogues.rituals if one.step == 2).items[-2]
    home.open(FIRST)
    house_of(home).say(
        Limit(
            house_of(home).new_id(),
            FIRST,
            CategoryId("affection"),
            "Hands",
            "Not the hands.",
            Kind.OURS,
            item,
        )
    )
    for member in BOTH:
        home.open(member)
        assert (night(home).rests, night(home).may_begin) == ("limit", False)
        assert view(home).templates[1] == ""
        refused("ritual.rests", lambda: home.services.closeness.begin(ritual))


def test_limits_and_needs_about_touch_stand_there_with_whose_they_are(couple: Home) -> None:
    couple.open(SECOND)
    limit = NewLimit(CategoryId("touch"), "Mornings", "Not before breakfast.", Kind.MINE)
    couple.services.agreements.state_limit(limit)
    couple.open(FIRST)
    assert view(couple).limits == ((SECOND, "Not before breakfast."),)


def test_a_suspension_and_a_ledger_that_does_not_verify_rest_everything(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 1)
    home.services.agreements.suspend()
    assert (view(home).rests, night(home).rests, night(home).may_begin) == (True, "suspended", False)
    refused("ritual.rests", lambda: home.services.closeness.step_up(3, WORDS[SECOND]))
    home.services.closeness.step_down(0)
    assert view(home).mine == 0


def test_a_ledger_that_does_not_verify_rests_everything(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 1)
    house = house_of(home)
    with house.shared.transaction():
        house.shared._database.execute("UPDATE event SET bytes = X'00' WHERE seq = 1")
    house.forget_reading()
    assert (view(home).rests, view(home).may_step_up) == (True, False)
    assert all(one.rests and not one.may_begin for one in view(home).nights)
    with pytest.raises(UserError):
        home.services.closeness.begin(ritual)


# -- together -------------------------------------------------------------------------------------------


def test_together_nobody_steps_up_or_chooses(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    home.together()
    assert not view(home).own_sitting
    assert not view(home).may_step_up
    assert not night(home).may_choose
    refused("sitting.not_own", lambda: home.services.closeness.step_up(3, WORDS[FIRST]))
    refused("sitting.not_own", lambda: home.services.closeness.choose_ceiling(ritual, 1))


def test_together_it_begins_when_each_has_chosen_alone(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    choose(home, ritual, 2, 1)
    home.together()
    assert home.services.closeness.begin(ritual).value.ceiling == 1
    refused("closeness.began", lambda: home.services.closeness.begin(ritual))


# -- the other with a program of their own --------------------------------------------------------------


def put_row(home: Home, by: MemberId, ceiling: Ceiling) -> bytes:
    """Sasha writes a ceiling into the row of ``by``, signed with the only key that Sasha has."""
    house = house_of(home)
    data = slips.sign(house.keys(), ceiling)
    row = slip_rows.ceiling_id(by, ceiling.ritual, ceiling.day)
    with house.shared.transaction() as tables:
        tables.slips.put(row, ceiling.day, data)
    return data


def test_a_ceiling_in_the_others_name_counts_for_nothing(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    today = home.clock().date()
    home.services.closeness.choose_ceiling(ritual, 2)
    mine = put_row(home, FIRST, Ceiling(ritual, today, 2))
    assert night(home).ceiling is None
    house = house_of(home)
    renamed = mine.replace(b'"by":"p2"', b'"by":"p1"')
    assert renamed != mine
    with house.shared.transaction() as tables:
        tables.slips.put(slip_rows.ceiling_id(FIRST, ritual, today), today, renamed)
    assert night(home).ceiling is None
    home.together()
    assert night(home).ceiling is None
    home.open(FIRST)
    assert (night(home).mine, night(home).ceiling) == (None, None)


def test_ones_own_ceiling_is_put_back_where_the_row_was_taken_out_or_an_older_one_put_in(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    today = home.clock().date()
    row = slip_rows.ceiling_id(FIRST, ritual, today)
    home.open(FIRST)
    home.services.closeness.choose_ceiling(ritual, 2)
    old = next(one.data for one in _rows(house_of(home)) if one.id == row)
    home.services.closeness.choose_ceiling(ritual, 1)
    home.open(SECOND)
    home.services.closeness.choose_ceiling(ritual, 2)
    for change in (lambda tables: tables.slips.delete(row), lambda tables: tables.slips.put(row, today, old)):
        home.open(SECOND)
        with house_of(home).shared.transaction() as tables:
            change(tables)
        home.open(FIRST)
        assert (night(home).mine, night(home).ceiling) == (1, 1)
        home.together(SECOND)
        assert night(home).ceiling == 1


def _rows(house: Household) -> list:
    with house.shared.transaction() as tables:
        return tables.slips.passing()


def test_a_ceiling_of_another_evening_is_none_of_this_one(evening: tuple[Home, RitualId]) -> None:
    home, ritual = evening
    today = home.clock().date()
    home.open(FIRST)
    house = house_of(home)
    elsewhere = slips.sign(house.keys(), Ceiling(RitualId("f" * 32), today, 2))
    yesterday = slips.sign(house.keys(), Ceiling(ritual, today - timedelta(days=1), 2))
    home.open(SECOND)
    home.services.closeness.choose_ceiling(ritual, 2)
    for data in (elsewhere, yesterday, b"", b"{}", b"\xff" * 40):
        with house_of(home).shared.transaction() as tables:
            tables.slips.put(slip_rows.ceiling_id(FIRST, ritual, today), today, data)
        assert night(home).ceiling is None


def test_an_evening_that_began_stays_begun_for_whoever_began_it_though_the_row_is_taken_out(
    evening: tuple[Home, RitualId],
) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 1)
    home.open(FIRST)
    home.services.closeness.begin(ritual)
    home.open(SECOND)
    with house_of(home).shared.transaction() as tables:
        tables.slips.delete(slip_rows.begun_id(home.clock().date()))
    refused("closeness.began", lambda: home.services.closeness.begin(ritual))
    home.open(FIRST)
    refused("closeness.began", lambda: home.services.closeness.begin(ritual))
    home.together(SECOND)
    refused("closeness.began", lambda: home.services.closeness.begin(ritual))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-40", "", "x" * 50])
def test_no_row_about_an_evening_that_began_keeps_anybody_from_opening(couple: Home, day: str) -> None:
    couple.open(SECOND)
    with house_of(couple).shared.transaction() as tables:
        tables.slips.put(f"begun/{day}", couple.clock().date())
    couple.open(FIRST)
    assert not view(couple).stopped_tonight


def test_a_step_in_the_others_name_is_not_said(couple: Home) -> None:
    couple.open(SECOND)
    couple.services.closeness.step_up(1, WORDS[SECOND])

    def forge(house: Household) -> None:
        for signature in (None, b"as it is"):
            forged = StepUp(StatementId(secrets.token_hex(16)), FIRST, 1)
            mine = ledger.sign(house.keys(), replace(forged, by=SECOND), house.reading().head, house.stamp())
            kept = mine.signature if signature else None
            house.append([replace(mine, statement=forged, signature=kept)])

    as_sasha_with_another_program(couple, forge)
    for member in BOTH:
        couple.open(member)
        assert view(couple).both == 0
    couple.open(FIRST)
    assert view(couple).mine == 0


def test_a_step_far_above_the_next_one_counts_as_the_next_one(couple: Home) -> None:
    def forge(house: Household) -> None:
        said = StepUp(house.new_id(), SECOND, STEPS)
        house.append([ledger.sign(house.keys(), said, house.reading().head, house.stamp())])

    as_sasha_with_another_program(couple, forge)
    couple.open(SECOND)
    assert (view(couple).mine, view(couple).both) == (1, 0)


def test_a_clock_that_was_set_back_begins_nothing_again(evening: tuple[Home, RitualId], clock: Clock) -> None:
    home, ritual = evening
    choose(home, ritual, 1, 1)
    home.services.closeness.begin(ritual)
    clock.on(days=-3)
    home.open(SECOND)
    assert view(home).rests
    refused("ritual.rests", lambda: home.services.closeness.begin(ritual))
