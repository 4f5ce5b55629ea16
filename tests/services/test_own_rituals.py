"""The planner of one person: private, for somebody alone and for one of two."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.homes import Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services.ritual_views import Occurrence, Standing

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)
WORDS = RitualWords(
    RitualId(""), "Six slow breaths", "I breathe.", plan=Plan(TODAY, "07:10", "UTC", "FREQ=DAILY")
)


def week(home: Home) -> tuple[Occurrence, ...]:
    return home.services.own_rituals.span(TODAY, TODAY + 6 * DAY).value.occurrences


def test_one_person_alone_plans_without_anybodys_yes(alone: Home) -> None:
    ritual = alone.services.own_rituals.put(WORDS).value
    assert len(week(alone)) == 7
    assert {(one.standing, one.begins, one.movable) for one in week(alone)} == {(Standing.PLANNED, "", True)}
    assert alone.services.own_rituals.detail(ritual).value.rule == "Every day at 07:10"
    with pytest.raises(UserError):
        alone.services.rituals.view()


def test_it_is_changed_left_out_moved_and_ended(alone: Home) -> None:
    service = alone.services.own_rituals
    ritual = service.put(WORDS).value
    service.put(replace(WORDS, id=ritual, name="Ten slow breaths"))
    assert [one.words.name for one in service.view().value.rituals] == ["Ten slow breaths"]
    service.leave_out(ritual, TODAY)
    service.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "21:00")
    assert [(one.day, one.time) for one in week(alone)][:2] == [
        (TODAY + 2 * DAY, "07:10"),
        (TODAY + 2 * DAY, "21:00"),
    ]
    service.bring_back(ritual, TODAY)
    service.take_move_back(ritual, TODAY + DAY)
    assert [one.day for one in week(alone)] == [TODAY + step * DAY for step in range(7)]
    service.end(ritual)
    assert (week(alone), service.view().value.rituals) == ((), ())
    with pytest.raises(UserError, match=r"ritual\.gone"):
        service.begin(ritual, TODAY, smaller=False)


def test_of_a_day_that_is_over_nothing_is_kept(alone: Home) -> None:
    service = alone.services.own_rituals
    ritual = service.put(WORDS).value
    service.leave_out(ritual, TODAY)
    alone.clock.on(days=1)
    alone.open(FIRST)
    house = service._household
    with house.private.transaction() as tables:
        assert tables.own_rituals.times().out == ()
    assert TODAY not in [one.day for one in week(alone)]


def test_the_other_never_sees_it_and_together_it_is_not_there(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.own_rituals.put(WORDS)
    couple.open(SECOND)
    assert week(couple) == ()
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        week(couple)


def test_together_nothing_of_ones_own_plans_is_kept_in_memory(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.own_rituals.put(
        replace(WORDS, plan=Plan(TODAY, "03:33", "UTC", "FREQ=DAILY;INTERVAL=17"))
    )
    assert len(week(couple)) == 1
    couple.together()
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, Plan) and one.time == "03:33"] == []


def test_a_left_out_time_of_ones_own_makes_no_row_in_the_shared_file(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.own_rituals
    ritual = service.put(WORDS).value
    service.leave_out(ritual, TODAY)
    service.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "21:00")
    couple.open(FIRST)
    with service._household.shared.transaction() as tables:
        assert tables.slips.passing() == []


def test_closeness_is_never_for_one_alone(alone: Home) -> None:
    ritual = alone.services.own_rituals.put(replace(WORDS, step=1, plan=Plan(TODAY))).value
    assert alone.services.own_rituals.detail(ritual).value.words.step == 0
