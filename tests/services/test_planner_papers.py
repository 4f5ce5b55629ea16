"""A planner on paper, from real households: what is planned and to come, and nothing of anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services.papers import NameStyle
from trustapp.services.planner_papers import PlannerPaper, PlannerPaperOptions, PlannerSheet

TODAY = date(2026, 5, 4)
DAILY = Plan(date(2026, 4, 1), "07:10", "UTC", "FREQ=DAILY")


def ritual(name: str, plan: Plan = DAILY, **more: Any) -> RitualWords:
    return RitualWords(RitualId(""), name, "We do it.", plan=plan, **more)


def agree(home: Home, words: RitualWords) -> RitualId:
    """One suggests it and the other says yes."""
    home.open(FIRST)
    made = home.services.rituals.suggest(words).value
    home.open(SECOND)
    home.services.rituals.say_yes(made)
    return made


def paper(home: Home, *, shared: bool = True, **more: Any) -> PlannerPaper:
    return home.services.planner_papers.paper(PlannerPaperOptions(shared, **more)).value


def told(home: Home, **more: Any) -> str:
    return paper(home, **more).document.html


def test_what_both_planned_is_on_paper_and_what_was_only_suggested_is_not(couple: Home) -> None:
    agree(couple, ritual("Tea together"))
    couple.services.rituals.suggest(ritual("A long walk"))
    html = told(couple)
    assert html.count("Tea together") == 7, "today is a Monday"
    assert "A long walk" not in html
    couple.open(FIRST)
    assert "A long walk" not in told(couple)


def test_touch_is_on_paper_only_where_it_is_asked_for(couple: Home) -> None:
    agree(couple, ritual("A hug with asking", touch=True))
    assert "A hug" not in told(couple)
    assert "A hug" in told(couple, touch=True)
    assert "A hug" not in told(couple, touch=True, neutral=True)
    assert "Time set aside" in told(couple, touch=True, neutral=True)
    assert "Time set aside" not in told(couple, neutral=True)


def test_what_rests_is_not_on_paper(couple: Home) -> None:
    agree(couple, ritual("Tea together"))
    couple.services.agreements.suspend()
    assert "Tea together" not in told(couple)


def test_a_time_that_was_left_out_and_days_that_are_over_leave_no_trace(couple: Home) -> None:
    made = agree(couple, ritual("Tea together"))
    couple.services.rituals.leave_out(made, date(2026, 5, 6))
    assert told(couple).count("Tea together") == 6
    couple.clock.on(days=3)
    assert told(couple).count("Tea together") == 4
    last = paper(couple, day=date(2026, 4, 27))
    assert "Tea together" not in last.document.html
    assert not last.earlier


def test_a_time_stands_where_its_plan_has_it_until_both_moved_it(couple: Home) -> None:
    plan = Plan(date(2026, 5, 6), "18:00", "UTC")
    made = agree(couple, ritual("Tea together", plan))
    couple.services.rituals.move(made, date(2026, 5, 6), date(2026, 5, 8), "19:30")
    for member in (FIRST, SECOND):
        couple.open(member)
        html = told(couple)
        assert "18:00" in html
        assert "19:30" not in html
    couple.open(FIRST)
    couple.services.rituals.agree_move(made, date(2026, 5, 6))
    assert "19:30" in told(couple)
    assert "18:00" not in told(couple)


def test_the_two_planners_have_papers_of_their_own(couple: Home) -> None:
    agree(couple, ritual("Tea together"))
    couple.services.own_rituals.put(ritual("A page for myself"))
    both, own = told(couple), told(couple, shared=False)
    assert "A page for myself" not in both
    assert "Tea together" not in own
    assert "A page for myself" in own
    assert "R and S" in both
    assert "R and S" not in own
    assert ">S. As on" in own
    assert "begins" not in own
    couple.open(FIRST)
    assert "A page for myself" not in told(couple, shared=False)


def test_one_person_alone_has_a_week_and_a_month(alone: Home) -> None:
    alone.services.own_rituals.put(ritual("A page for myself"))
    assert told(alone, shared=False).count("A page for myself") == 7
    month = paper(alone, shared=False, sheet=PlannerSheet.MONTH)
    assert (month.first, month.last, month.days) == (date(2026, 5, 1), date(2026, 5, 31), "May 2026")
    assert month.document.html.count("A page for myself") == 28, "from the 4th to the 31st"
    assert not month.earlier
    assert paper(alone, shared=False, sheet=PlannerSheet.MONTH, day=date(2026, 6, 9)).earlier


def test_names_on_paper_are_initials_at_first(couple: Home) -> None:
    agree(couple, ritual("Robin’s tea", who=FIRST))
    assert "R’s tea" in told(couple)
    assert "R begins" in told(couple)
    assert "Robin" not in told(couple)
    assert "Robin begins" in told(couple, names=NameStyle.NAMES)
    nobody = told(couple, names=NameStyle.NONE)
    assert "Robin" not in nobody
    assert "R and S" not in nobody


def test_paper_is_made_in_ones_own_sitting_alone(couple: Home) -> None:
    agree(couple, ritual("Tea together"))
    couple.together()
    for shared in (True, False):
        with pytest.raises(UserError) as refused:
            paper(couple, shared=shared)
        assert refused.value.code == "sitting.not_own"


def test_an_evening_of_closeness_is_never_on_paper(couple: Home) -> None:
    closeness = couple.services.closeness
    for member in (FIRST, SECOND):
        couple.open(member)
        closeness.step_up(1, WORDS[member])
    agree(couple, ritual("Lying side by side", Plan(TODAY + timedelta(days=2), "21:00", "UTC"), step=1))
    assert couple.services.rituals.span(TODAY, TODAY + timedelta(days=6)).value.occurrences
    for options in ({}, {"touch": True}, {"touch": True, "neutral": True}):
        html = told(couple, **options)
        assert "Lying" not in html
        assert "Time set aside" not in html
        assert "21:00" not in html


def test_where_it_is_kept_and_its_look_reach_the_paper(alone: Home) -> None:
    made = paper(alone, shared=False, large=True, kept_at="In my bag").document
    assert made.large
    assert made.foot == "In my bag"
    assert made.title == "Notes"
    assert replace(made, html="") != made
