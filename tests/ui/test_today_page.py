"""The page of today: what is pressed, where it goes, and what the page never says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.letters import Kind, LetterRow
from trustapp.domain.reflections import Piece, Row
from trustapp.services.reading import Exercise
from trustapp.services.ritual_views import CompanionView, Occurrence, Standing
from trustapp.services.suggestions import Step
from trustapp.services.today import COMING, OWN, PARTS, SUGGESTED, TodayRow, TodayView
from ui.features.today.page import TodayPage
from ui.features.today.presenter import TodayPresenter
from ui.features.today.rows import TimeRow
from ui.shell.theme import Theme
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose

DAY = date(2026, 5, 12)
HUG = Occurrence(RitualId("a" * 32), DAY, DAY, "18:30", "Hug", 1, Standing.PLANNED, "Either begins")
WALK = Occurrence(RitualId("b" * 32), DAY, DAY, "", "Walk", 120, Standing.PLANNED)
NEAR = Occurrence(RitualId("c" * 32), DAY, DAY, "20:00", "Step 1", 15, Standing.PLANNED, closeness=True)
SUNDAY = Occurrence(RitualId("d" * 32), DAY, date(2026, 5, 17), "17:00", "Meeting", 45, Standing.PLANNED)
VIEW = TodayView(
    "Robin", datetime(2026, 5, 12, 19, 0), True, (TodayRow(HUG, False, True), TodayRow(WALK, True)),
    (TodayRow(SUNDAY, False),), True, date(2026, 7, 13),
)  # fmt: skip
EMPTY = replace(VIEW, today=(), coming=(), suggested=False, review=None)
WRITE = Step("a", "Write a line.", 3, "", "reflections", "helps", "What helped?")
WINDOW = Step("b", "Open a window.", 1, "Look at the furthest thing.", "", "", "")
PAPER = Step("c", "Read your boundaries.", 8, "", "own_sheet", "", "")
COMPANION = CompanionView(HUG.ritual, DAY, "Hug", ("One",), 1, "")


class Planner:
    """Either planner: what was asked of it."""

    def __init__(self, name: str, asked: list[tuple[Any, ...]]) -> None:
        self._name, self._asked = name, asked
        self.refuse: UserError | None = None

    def _ask(self, *what: Any) -> Outcome[None]:
        self._asked.append((self._name, *what))
        if self.refuse is not None:
            raise self.refuse
        return Outcome(None)

    def begin(self, ritual: RitualId, original: date, *, smaller: bool) -> Outcome[CompanionView]:
        self._ask("begin", ritual, smaller)
        return Outcome(COMPANION)

    def leave_out(self, ritual: RitualId, original: date) -> Outcome[None]:
        return self._ask("out", ritual, original)

    def bring_back(self, ritual: RitualId, original: date) -> Outcome[None]:
        return self._ask("back", ritual, original)


class World:
    """Jobs, navigator and the service of the page, with both planners beside."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.shown = VIEW
        self.both, self.own = Planner("both", self.asked), Planner("own", self.asked)
        self.reads = 0

    def run(
        self,
        work: Callable[[], Outcome[Any]],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        try:
            value = work().value
        except UserError as error:
            assert refused is not None
            refused(error)
            return
        if done is not None:
            done(value)

    def view(self) -> Outcome[TodayView]:
        self.reads += 1
        return Outcome(self.shown)

    def hide(self, parts: frozenset[str]) -> Outcome[None]:
        self.asked.append(("hide", parts))
        return Outcome(None)

    def go_to(self, page: str, **place: Any) -> None:
        self.asked.append(("go", page, place))

    def run_companion(self, view: CompanionView) -> None:
        self.asked.append(("companion", view))


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def page(world: World, qtbot: QtBot, theme: Theme) -> TodayPage:
    made = TodayPage(TodayPresenter(world, world.both, world.own, world, world))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    settle()
    return made


def show(page: TodayPage, world: World, view: TodayView) -> str:
    world.shown = view
    page.mark_stale()
    settle()
    return said(page)


def said(page: TodayPage) -> str:
    found = [one for kind in (Prose, PlainLabel) for one in page.findChildren(kind)]
    return "\n".join(one.text() for one in found if one.isVisible() and one.text())


def buttons(page: TodayPage) -> list[str]:
    return [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text()]


def press(page: TodayPage, text: str, nth: int = 0) -> None:
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == text and one.isVisible()]
    found[nth].click()
    settle()


def test_it_greets_by_name_and_day_and_says_what_comes(page: TodayPage) -> None:
    assert page.title == "Good evening, Robin"
    words = said(page)
    for part in ("Tuesday 12 May", "Hug", "Either begins, 1 minute", "Any time", "2 hours", "Sun 17:00"):
        assert part in words, part
    for part in ("13 July 2026", "Read our agreement again", "Both of you", "Only you"):
        assert part in words, part
    assert "!" not in page.title + words


@pytest.mark.parametrize(
    ("hour", "hello"),
    [
        (6, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (18, "Good evening"),
        (2, "Good evening"),
    ],
)
def test_the_greeting_follows_the_hour(page: TodayPage, world: World, hour: int, hello: str) -> None:
    show(page, world, replace(VIEW, now=VIEW.now.replace(hour=hour)))
    assert page.title == f"{hello}, Robin"


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (23, True), (5, True), (6, False)])
def test_at_night_nothing_has_to_be_decided(page: TodayPage, world: World, hour: int, night: bool) -> None:
    words = show(page, world, replace(VIEW, now=VIEW.now.replace(hour=hour)))
    assert ("Tonight nothing has to be decided, answered or forgiven." in words) is night


def test_each_time_goes_to_the_planner_that_it_belongs_to(page: TodayPage, world: World) -> None:
    press(page, "Begin")
    press(page, "Make it smaller")
    press(page, "Begin", nth=1)
    press(page, "Not today", nth=1)
    page._toast.undone.emit()
    assert world.asked == [
        ("both", "begin", HUG.ritual, False), ("companion", COMPANION),
        ("both", "begin", HUG.ritual, True), ("companion", COMPANION),
        ("own", "begin", WALK.ritual, False), ("companion", COMPANION),
        ("own", "out", WALK.ritual, DAY), ("own", "back", WALK.ritual, DAY),
    ]  # fmt: skip
    page._toast.undone.emit()
    assert len(world.asked) == 8, "what was brought back is brought back once"


def test_what_was_refused_is_said_and_leaves_nothing_to_undo(page: TodayPage, world: World) -> None:
    world.both.refuse = UserError("ritual.gone")
    press(page, "Not today")
    assert "not on the page any more" in page.messages.text
    assert not page._toast.text
    page._toast.undone.emit()
    assert [one[1] for one in world.asked] == ["out"]


@pytest.mark.parametrize("width", [520, 1000])
def test_to_begin_to_make_it_smaller_and_not_today_are_of_one_size(page: TodayPage, width: int) -> None:
    page.resize(width, 900)
    settle()
    row = next(one for one in page.findChildren(TimeRow) if one.isVisible())
    ways = [one for one in row.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.text() for one in ways] == ["Begin", "Make it smaller", "Not today"]
    assert len({one.size().toTuple() for one in ways}) == 1
    assert len({one.property("kind") for one in ways}) == 1


def test_what_has_no_small_form_offers_none(page: TodayPage, world: World) -> None:
    show(page, world, replace(VIEW, today=(TodayRow(WALK, True),)))
    assert "Make it smaller" not in buttons(page)


def test_an_evening_of_closeness_leads_to_its_page_and_never_begins_here(
    page: TodayPage, world: World
) -> None:
    show(page, world, replace(VIEW, today=(TodayRow(NEAR, False),)))
    assert "Begin" not in buttons(page)
    press(page, "Read its page")
    press(page, "Not today")
    assert world.asked == [("go", "closeness", {}), ("both", "out", NEAR.ritual, DAY)]


def test_a_screen_reader_hears_which_ritual_a_button_is_about(page: TodayPage) -> None:
    names = [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.text() == "Not today"]
    assert names == ["Not today: Hug", "Not today: Walk"]


def test_a_suggestion_is_one_line_that_leads_to_the_planner(page: TodayPage, world: World) -> None:
    assert said(page).count("suggested") == 1
    press(page, "To the planner")
    press(page, "All rituals")
    press(page, "Our agreement")
    assert world.asked == [("go", "rituals", {}), ("go", "rituals", {}), ("go", "agreement", {})]
    assert "suggested" not in show(page, world, replace(VIEW, suggested=False))


def test_alone_everything_leads_to_ones_own_planner(page: TodayPage, world: World) -> None:
    alone = replace(VIEW, couple=False, suggested=False, review=None, today=(TodayRow(WALK, True),))
    words = show(page, world, replace(alone, coming=(TodayRow(SUNDAY, True),)))
    assert "Both of you" not in words
    press(page, "All rituals")
    assert world.asked == [("go", "own_rituals", {})]
    press(page, "What this page shows…")
    assert "What you two planned" not in buttons(page)


def test_an_empty_day_is_fine(page: TodayPage, world: World) -> None:
    words = show(page, world, EMPTY)
    assert "Nothing is planned for today." in words
    assert "An empty day is fine." in words
    assert "Coming up" not in words
    words = show(page, world, replace(EMPTY, hidden=frozenset(PARTS)))
    assert "You chose it so, and it can stay so." in words


def test_each_part_can_be_hidden_and_put_back(page: TodayPage, world: World) -> None:
    assert "What comes up" not in buttons(page)
    press(page, "What this page shows…")
    press(page, "What comes up")
    assert world.asked == [("hide", frozenset({COMING}))]
    show(page, world, replace(VIEW, hidden=frozenset({COMING, SUGGESTED})))
    press(page, "What comes up")
    press(page, "What you planned for yourself")
    assert world.asked[1:] == [("hide", frozenset({SUGGESTED})), ("hide", frozenset({SUGGESTED, OWN}))]
    press(page, "What this page shows…")
    assert "What comes up" not in buttons(page)


def test_it_asks_anew_whenever_somebody_comes_to_it(page: TodayPage, world: World) -> None:
    before = world.reads
    page.hide()
    page.show()
    assert world.reads == before + 1, "another day may have begun"


def test_after_something_is_left_out_the_keyboard_is_on_the_page(page: TodayPage, world: World) -> None:
    page.activateWindow()
    settle()
    button = next(one for one in page.findChildren(QAbstractButton) if one.text() == "Not today")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    show(page, world, EMPTY)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is page or page.isAncestorOf(focus)


BREATH = Exercise("breath", "A longer breath out", "too_high", ("Breathe in.", "Breathe out."))
WATER = Exercise("water", "Cold water", "too_high", ("Let it run.",))
ROOM = Exercise("room", "Name the room", "too_low", ("Say where you are.",))
WITH_MOMENT = replace(EMPTY, exercises=(BREATH, WATER, ROOM))
WRITTEN = Row("r1", DAY, "21:10", "After the <b>walk</b>", (Piece("We did not talk"),))
UNTITLED = Row("r2", date(2025, 5, 3), "", "", (Piece("Twenty "), Piece("minutes")))


def press_row(page: TodayPage, name: str) -> None:
    row = next(one for one in page.findChildren(NamedRow) if one.text() == name)
    row.click()
    settle()


def press_button(page: TodayPage, name: str) -> None:
    button = next(one for one in page.findChildren(QAbstractButton) if one.text() == name)
    button.click()
    settle()


def test_how_it_is_at_this_moment_gives_something_small_and_tells_nobody(
    page: TodayPage, world: World
) -> None:
    show(page, world, WITH_MOMENT)
    asked = list(world.asked)
    press_row(page, "Too much")
    assert "A longer breath out" in said(page)
    press_button(page, "Something else")
    assert "Cold water" in said(page)
    press_button(page, "Something else")
    assert "A longer breath out" in said(page)
    press_button(page, "Back")
    press_row(page, "Far away or numb")
    assert "Name the room" in said(page)
    assert "Something else" not in buttons(page)
    press_button(page, "Back")
    press_row(page, "Only tired")
    assert "Being tired is a reason" in said(page)
    assert world.asked == asked
    assert "Being tired" not in show(page, world, WITH_MOMENT)


def test_what_was_written_last_leads_to_it(page: TodayPage, world: World) -> None:
    show(page, world, replace(EMPTY, recent=(WRITTEN, UNTITLED)))
    press_row(page, "After the <b>walk</b>")
    press_row(page, "Twenty minutes")
    press_button(page, "All reflections")
    assert world.asked[-3:] == [
        ("go", "reflections", {"open": "r1"}),
        ("go", "reflections", {"open": "r2"}),
        ("go", "reflections", {}),
    ]


def test_neither_is_there_where_it_is_hidden_or_empty(page: TodayPage, world: World) -> None:
    text = show(page, world, EMPTY)
    assert "at this moment" not in text.replace("How it is at this moment", "")
    assert "Recent reflections" not in text


def test_a_small_step_leads_to_its_page_or_is_told_where_it_stands(page: TodayPage, world: World) -> None:
    words = show(page, world, replace(EMPTY, steps=(WRITE, WINDOW, PAPER)))
    assert "One small step, if you like" in words
    assert "about 3 minutes" in words
    press(page, "Begin")
    press(page, "Another idea")
    words = said(page)
    assert "Open a window." in words
    assert "about 1 minute" in words
    assert "furthest" not in words
    press(page, "Begin")
    assert "Look at the furthest thing." in said(page)
    assert "Begin" not in buttons(page)
    press(page, "Another idea")
    assert "furthest" not in said(page)
    press(page, "Begin")
    press(page, "Another idea")
    assert "Write a line." in said(page), "after the last comes the first"
    assert world.asked == [
        ("go", "reflections", {"prompt": "What helped?", "kind": "helps"}), ("go", "own_sheet", {}),
    ]  # fmt: skip


def test_a_step_that_is_left_stays_away_for_the_day_and_nothing_is_asked(
    page: TodayPage, world: World
) -> None:
    view = replace(EMPTY, steps=(WRITE, WINDOW))
    show(page, world, view)
    press(page, "Not today")
    assert "One small step" not in said(page)
    assert "One small step" not in show(page, world, view)
    assert world.asked == [], "nothing of it is kept"
    later = replace(view, now=view.now.replace(day=13))
    assert "One small step" in show(page, world, later)


def test_at_night_the_step_and_what_need_not_be_stand_together(page: TodayPage, world: World) -> None:
    words = show(page, world, replace(EMPTY, now=VIEW.now.replace(hour=23), steps=(WINDOW,)))
    assert words.count("Tonight nothing has to be decided") == 1
    assert "Open a window." in words
    press(page, "Not today")
    assert said(page).count("Tonight nothing has to be decided") == 1


def test_a_screen_reader_hears_which_step_a_button_is_of(page: TodayPage, world: World) -> None:
    show(page, world, replace(EMPTY, steps=(WRITE, WINDOW)))
    names = [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert {"Begin: Write a line.", "Not today: Write a line."} <= set(names)
    press(page, "Another idea")
    names = [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert {"Begin: Open a window.", "Not today: Open a window."} <= set(names)


def test_that_a_letter_is_there_is_told_with_its_kind_and_nothing_more(page: TodayPage, world: World) -> None:
    due = LetterRow("x", Kind.MYSELF, "After a <b>year</b>", DAY, DAY)
    words = show(page, world, replace(EMPTY, letter=Kind.THANKS, due=(due,)))
    assert "There is a letter for you: Thanks." in words
    assert "After a <b>year</b>" in words
    press(page, "To the letters")
    assert world.asked == [("go", "letters", {})]
    assert "letter" not in show(page, world, EMPTY)


@pytest.mark.parametrize(("width", "beside"), [(1000, True), (620, False)])
def test_what_comes_up_and_how_it_is_stand_beside_one_another_where_there_is_room(
    page: TodayPage, world: World, width: int, beside: bool
) -> None:
    page.resize(width, 900)
    exercise = Exercise("e", "Feet", "too_high", ("Stand.",))
    show(page, world, replace(VIEW, exercises=(exercise,)))
    labels = {one.text(): one for one in page.findChildren(PlainLabel) if one.isVisible()}
    first, second = labels["Coming up"], labels["How is it at this moment?"]
    tops = [one.mapTo(page, one.rect().topLeft()).y() for one in (first, second)]
    assert (abs(tops[0] - tops[1]) < 60) is beside
