"""A week and a month on real pages: one page where that is promised, and nothing gone for want of room."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.golden.papers import MEMBERS
from tests.ui.papers import Word, text_of, words_in
from trustapp.documents.naming import Naming
from trustapp.documents.planner import PlannedTime, PlannerStyle, month_context, month_of, week_context
from trustapp.documents.render import RenderedPaper, render_planner
from ui.widgets.paper import A4, LETTER, Paper, typeset

SIX_WEEKS = date(2026, 8, 1)
MONDAY = date(2026, 8, 3)
NAMING = Naming(MEMBERS, "initials")
SIZES = (A4, LETTER)


def every_day(
    first: date, last: date, number: int, name: str = "A walk without the subject"
) -> list[PlannedTime]:
    """So many times on every day, each with a name by which it can be found."""
    days = [first + timedelta(days=behind) for behind in range((last - first).days + 1)]
    clocks = [f"{place // 4 + 8:02}:{place % 4 * 15:02}" for place in range(number)]
    return [PlannedTime(day, clock, name, 5, "Robin begins") for day in days for clock in clocks]


def a_month(number: int, name: str = "A walk without the subject", *, large: bool = False) -> RenderedPaper:
    planned = every_day(*month_of(SIX_WEEKS), number, name)
    style = PlannerStyle("R and S", large=large, kept_at="On the fridge.")
    return render_planner(month_context(SIX_WEEKS, planned, SIX_WEEKS, NAMING, style))


def a_week(number: int, *, large: bool = False) -> RenderedPaper:
    planned = every_day(MONDAY, MONDAY + timedelta(days=6), number)
    style = PlannerStyle("R and S", large=large, kept_at="On the fridge.")
    return render_planner(week_context(MONDAY, planned, MONDAY, NAMING, style))


def saved(paper: Paper, folder: Path) -> Path:
    made = folder / "paper.pdf"
    paper.to_pdf(made)
    return made


def inside(word: Word, paper: Paper) -> bool:
    size = paper.size
    return (
        word.left > 20
        and word.right < size.width() - 20
        and word.top > 20
        and word.bottom < size.height() - 20
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [0, 1, 2, 5, 40])
def test_a_month_of_six_weeks_is_one_page(theme: object, tmp_path: Path, size: str, number: int) -> None:
    paper = typeset(a_month(number), size)
    assert paper.fits
    assert paper.page_count == 1
    found = words_in(saved(paper, tmp_path))
    assert [word for word in found if not inside(word, paper)] == []
    assert {word.text for word in found} >= {str(day) for day in range(1, 32)}


@pytest.mark.parametrize("size", SIZES)
def test_what_has_no_room_in_a_square_is_counted_on_the_paper(
    theme: object, tmp_path: Path, size: str
) -> None:
    [told] = text_of(saved(typeset(a_month(40), size), tmp_path))
    shown = len(re.findall(r"\d\d:\d\d", told))
    more = [int(number) for number in re.findall(r"and (\d+) more", told)]
    assert len(more) == 31
    assert shown + sum(more) == 31 * 40
    assert shown >= 31, "at least one of a day has room"


@pytest.mark.parametrize("name", ["W" * 60, "ひ" * 60, "x y " * 15, "ཧཱུྃ" * 15, "e" + "\u0301" * 59])
@pytest.mark.parametrize("size", SIZES)
def test_no_name_breaks_the_page_of_a_month(theme: object, tmp_path: Path, size: str, name: str) -> None:
    paper = typeset(a_month(40, name), size)
    assert paper.fits
    assert [word for word in words_in(saved(paper, tmp_path)) if not inside(word, paper)] == []


def test_a_calm_month_has_high_squares_and_a_full_one_still_says_all_it_can(theme: object) -> None:
    calm, full = typeset(a_month(1), A4), typeset(a_month(2), A4)
    assert calm.page_count == full.page_count == 1
    heights = [max(piece.part.height for piece in paper.pages[0]) for paper in (calm, full)]
    assert min(heights) > 700
    assert "more" not in full.page_text(0)
    assert full.page_text(0).count("A walk without the subject") == 62


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_a_usual_week_is_one_page(theme: object, size: str, large: bool) -> None:
    paper = typeset(a_week(1, large=large), size)
    assert paper.page_count == 1
    assert paper.page_text(0).count("A walk without the subject") == 7


def test_a_full_week_goes_on_and_leaves_nothing_out(theme: object, tmp_path: Path) -> None:
    paper = typeset(a_week(40), A4)
    assert paper.page_count > 1
    told = " ".join(text_of(saved(paper, tmp_path)))
    assert told.count("A walk without the subject") == 7 * 40
    assert "more" not in told
    assert told.count("3 to 9 August 2026") == paper.page_count, "the days stand on top of every page"


def test_a_month_in_large_print_leaves_nothing_out(theme: object, tmp_path: Path) -> None:
    paper = typeset(a_month(3, large=True), LETTER)
    told = " ".join(text_of(saved(paper, tmp_path)))
    assert paper.fits
    assert told.count("A walk without the subject") == 31 * 3


def test_the_file_tells_neither_a_program_nor_a_time_of_its_own(theme: object, tmp_path: Path) -> None:
    data = saved(typeset(a_week(1), A4), tmp_path).read_bytes()
    assert b"TrustApp" not in data
    assert b"/Title (\xfe\xff\x00N\x00o\x00t\x00e\x00s)" in data
