"""A week and a month on paper: what stands on them, and what never does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.documents.test_render import HOSTILE, Tags
from tests.golden.papers import MEMBERS, the_month, the_week
from trustapp.documents.naming import Naming
from trustapp.documents.planner import (
    PaperPlanner,
    PlannedTime,
    PlannerStyle,
    month_context,
    month_of,
    shorter,
    week_context,
    week_of,
)
from trustapp.documents.render import render_planner

TODAY = date(2026, 5, 20)
INITIALS = Naming(MEMBERS, "initials")


def times(day: date, number: int, name: str = "Tea") -> list[PlannedTime]:
    return [PlannedTime(day, f"{hour:02}:00", f"{name}{hour}") for hour in range(number)]


def month(
    planned: list[PlannedTime], today: date = TODAY, *, starts: int = 0, large: bool = False
) -> PaperPlanner:
    return month_context(today, planned, today, INITIALS, PlannerStyle(large=large), starts=starts)


def said(paper: PaperPlanner) -> list[str]:
    return [one.name for day in paper.days for one in day.times]


def test_days_that_are_over_hold_nothing_and_keep_their_square() -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    planned = [PlannedTime(day, "", day.isoformat()) for day in (yesterday, TODAY, tomorrow)]
    for paper in (
        month(planned),
        week_context(date(2026, 5, 18), planned, TODAY, INITIALS, PlannerStyle()),
        month(planned, large=True),
    ):
        assert said(paper) == [TODAY.isoformat(), tomorrow.isoformat()]
    assert [day.number for day in month(planned).days if day.inside] == list(range(1, 32))


def test_a_past_month_is_empty_squares() -> None:
    planned = [PlannedTime(date(2026, 4, day), "", "Tea") for day in range(1, 31)]
    paper = month_context(date(2026, 4, 1), planned, TODAY, INITIALS, PlannerStyle())
    assert said(paper) == []
    assert len([day for day in paper.days if day.inside]) == 30


@pytest.mark.parametrize(
    ("day", "starts", "weeks"),
    [
        (date(2026, 8, 1), 0, 6),  # a Saturday and 31 days
        (date(2026, 8, 1), 6, 6),
        (date(2026, 2, 1), 6, 4),  # begins on a Sunday and has 28 days
        (date(2026, 2, 1), 0, 5),
        (date(1, 1, 1), 0, 5),
        (date(9999, 12, 1), 0, 5),
    ],
)
def test_every_day_of_a_month_has_its_square_under_its_weekday(day: date, starts: int, weeks: int) -> None:
    paper = month_context(day, [], day, INITIALS, PlannerStyle(), starts=starts)
    assert len(paper.weeks) == weeks
    assert all(len(week) == 7 for week in paper.weeks)
    for week in paper.weeks:
        for head, square in zip(paper.heads, week, strict=True):
            assert not square.inside or square.weekday == head
    assert [one.number for one in paper.days if one.inside] == list(range(1, month_of(day)[1].day + 1))


def test_a_week_begins_where_weeks_begin_here_and_ends_with_the_calendar() -> None:
    assert week_of(TODAY) == (date(2026, 5, 18), date(2026, 5, 24))
    assert week_of(TODAY, 6) == (date(2026, 5, 17), date(2026, 5, 23))
    assert week_of(date(1, 1, 1), 6) == (date(1, 1, 1), date(1, 1, 7))
    first, last = week_of(date.max)
    assert (first, last) == (date(9999, 12, 27), date.max)
    assert len(week_context(first, [], TODAY, INITIALS, PlannerStyle()).days) == 5


def test_a_title_names_the_days_of_the_week() -> None:
    def titled(first: date) -> str:
        return week_context(first, [], TODAY, INITIALS, PlannerStyle()).title

    assert titled(date(2026, 5, 11)) == "11 to 17 May 2026"
    assert titled(date(2026, 4, 27)) == "27 April to 3 May 2026"
    assert titled(date(2026, 12, 28)) == "28 December 2026 to 3 January 2027"


def test_what_has_no_room_is_counted_never_silent() -> None:
    paper = month(times(TODAY, 20))
    for most in (12, 5, 1):
        day = next(day for day in shorter(paper, most, 60).days if day.number == 20)
        assert len(day.times) == most
        assert day.further == f"and {20 - most} more"
    none = next(day for day in shorter(paper, 0, 0).days if day.number == 20)
    assert (none.times, none.further) == ((), "20 times")
    assert shorter(paper, 20, 60) == paper


def test_a_long_name_is_cut_with_a_sign_of_it() -> None:
    paper = shorter(month([PlannedTime(TODAY, "", "x" * 60)]), 3, 22)
    assert said(paper) == ["x" * 21 + "…"]


def test_names_become_initials_also_inside_of_words_and_in_who_begins() -> None:
    html = the_week("initials").html
    assert "R’s walk" in html
    assert "R begins, 40 minutes" in html
    assert "Robin" not in html
    assert "Robin’s walk" in the_week("names").html
    nobody = the_week("none").html
    assert "Robin" not in nobody
    assert "R and S" not in nobody


def test_a_neutral_paper_tells_nothing_but_that_time_is_set_aside() -> None:
    for paper in (the_week("none", neutral=True), the_month(neutral=True)):
        told = " ".join(Tags(paper.html).words)
        assert "Time set aside" in told
        for word in ("breaths", "walk", "begins", "minute", "yes", "has to be", "without a reason"):
            assert word not in told


def test_a_neutral_paper_does_not_say_the_same_twice() -> None:
    planned = times(TODAY, 3)
    style = PlannerStyle(neutral=True, times=False)
    paper = week_context(date(2026, 5, 18), planned, TODAY, INITIALS, style)
    assert said(paper) == ["Time set aside"]
    timed = week_context(date(2026, 5, 18), planned, TODAY, INITIALS, PlannerStyle(neutral=True))
    assert len(said(timed)) == 3


def test_without_times_of_day_there_is_none() -> None:
    assert "21:30" in the_week().html
    assert "21:30" not in the_week(times=False).html
    assert "21:30" not in the_month(times=False).html
    assert ":" not in " ".join(Tags(the_month(large=True, times=False).html).words)


def test_alone_nobody_says_yes() -> None:
    assert "is not a yes" in the_week().html
    assert "yes" not in the_week(alone=True).html


def test_a_month_in_large_print_is_a_list_of_the_days_that_hold_something() -> None:
    paper = month(times(TODAY, 2), large=True)
    assert not paper.grid
    assert [day.number for day in paper.days] == [20]
    assert "Nothing is planned for these days." in render_planner(month([], large=True)).html


@pytest.mark.parametrize("large", [False, True])
def test_words_of_people_stay_words(large: bool) -> None:
    planned = [PlannedTime(TODAY, "07:10", HOSTILE, 3, HOSTILE)]
    style = PlannerStyle(HOSTILE, large=large, kept_at=HOSTILE)
    for paper in (
        render_planner(month_context(TODAY, planned, TODAY, INITIALS, style)),
        render_planner(week_context(date(2026, 5, 18), planned, TODAY, INITIALS, style)),
    ):
        for html in (paper.html, *paper.shorter):
            assert Tags(html).tags <= {"html", "body", "p", "table", "tr", "td"}
        assert HOSTILE in " ".join(Tags(paper.html).words)
        assert paper.foot == HOSTILE
        assert paper.title == "Notes"


def test_nothing_private_is_in_what_python_shows_of_it() -> None:
    paper = month([PlannedTime(TODAY, "", "Tea alone", 3)])
    assert "Tea alone" not in repr(paper) + repr(render_planner(paper))
