"""The planner on paper, as a person prints it: which days, what is said of them, and where it is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.door import Door, key
from tests.journeys.test_for_everyone import tab_to
from tests.ui.papers import text_of
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from ui.features.planner_print.page import PlannerPrintPage
from ui.widgets.boxes import IdentityChip

DAILY = Plan(date(2026, 5, 1), "07:10", "UTC", "FREQ=DAILY")
MARKUP = "<b>Tea</b> & {{ talk }}"


def words(name: str, **more: object) -> RitualWords:
    return RitualWords(RitualId(""), name, "We do it.", plan=DAILY, **more)  # type: ignore[arg-type]


def plan(door: Door, *rituals: RitualWords) -> None:
    """The first suggests them, the second says yes, and the first sits there again."""
    made = [door.services.rituals.suggest(one).value for one in rituals]
    door.unlock(SECOND)
    for one in made:
        door.services.rituals.say_yes(one)
    door.unlock(FIRST)


def printing(door: Door, **place: str) -> PlannerPrintPage:
    door.app.go_to("planner_print", **place)
    door.settle()
    page = door.page
    assert isinstance(page, PlannerPrintPage)
    return page


def shown(page: PlannerPrintPage) -> str:
    assert page._paper is not None
    return "\n".join(page._paper.page_text(index) for index in range(page._paper.page_count))


def named(page: PlannerPrintPage, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name)


def whose(page: PlannerPrintPage) -> str:
    return page.findChildren(IdentityChip)[0].text()


def test_the_week_and_the_month_are_printed_with_what_is_chosen_and_nothing_else(
    home: Door, tmp_path: Path
) -> None:
    plan(home, words(MARKUP), words("A hug with asking", touch=True))
    page = printing(home, planner="shared", kind="week", first="2026-05-04")
    assert shown(page).count(MARKUP) == 7
    assert "A hug" not in shown(page)
    assert "R and S. As on" in shown(page)
    home.press("Also what has touch in it")
    assert shown(page).count("A hug with asking") == 7
    home.press("Month")
    assert "May 2026" in shown(page)
    assert shown(page).count("A hug with asking") == 28
    home.press("Time set aside")
    home.press("Without times of day")
    home.press("None")
    page.options.look.kept.setText("On the <i>fridge</i>")
    page.options.look.kept.submitted.emit()
    home.settle()
    assert shown(page).count("Time set aside") == 28, "the same words once a day"
    for word in ("Tea", "hug", "07:10", "R and S"):
        assert word not in shown(page)
    assert page._paper is not None
    made = tmp_path / "paper.pdf"
    page._paper.to_pdf(made)
    assert "On the <i>fridge</i>" in text_of(made)[0]
    assert b"Robin" not in made.read_bytes()


def test_from_the_planner_onto_paper_with_keys_alone(home: Door) -> None:
    plan(home, words("Tea together"))
    home.app.window.activateWindow()
    home.go("rituals")
    key(tab_to(home.page, "Print…"), Qt.Key.Key_Space)
    home.settle()
    page = home.page
    assert isinstance(page, PlannerPrintPage)
    assert page._presenter.options.shared
    key(tab_to(page, "Week"), Qt.Key.Key_Right)
    home.settle()
    assert "May 2026" in home.words()
    key(tab_to(page, "The days after"), Qt.Key.Key_Space)
    home.settle()
    assert shown(page).count("Tea together") == 30
    key(tab_to(page, "Names of the rituals"), Qt.Key.Key_Down)
    home.settle()
    assert "Tea together" not in shown(page)
    key(tab_to(page, "Back to the planner"), Qt.Key.Key_Space)
    home.settle()
    assert home.page.KEY == "rituals"


def test_from_ones_own_planner_comes_the_paper_of_ones_own(home: Door) -> None:
    home.services.own_rituals.put(words("A page for myself"))
    home.go("own_rituals")
    home.press("Print…")
    page = home.page
    assert isinstance(page, PlannerPrintPage)
    assert "A page for myself" in shown(page)
    home.press("Back to the planner")
    assert home.page.KEY == "own_rituals"


def test_days_before_this_week_cannot_be_gone_to_and_later_ones_can(home: Door) -> None:
    plan(home, words("Tea together"))
    page = printing(home, planner="shared", kind="week", first="2026-05-04")
    assert not named(page, "The days before").isEnabled()
    named(page, "The days after").click()
    home.settle()
    assert "11 to 17 May 2026" in home.words()
    assert shown(page).count("Tea together") == 7
    assert named(page, "The days before").isEnabled()
    home.press("Month")
    assert "May 2026" in shown(page)
    named(page, "The days after").click()
    home.settle()
    assert shown(page).count("Tea together") == 30


def test_each_planner_has_its_own_paper_and_says_whose_it_is(home: Door) -> None:
    plan(home, words("Tea together"))
    home.services.own_rituals.put(words("A page for myself"))
    page = printing(home, planner="own", kind="week", first="2026-05-04")
    assert "A page for myself" in shown(page)
    assert "Tea together" not in shown(page)
    assert page.space == "a"
    assert whose(page) == "Only you can see this"
    assert "An evening of closeness" not in home.words()
    page = printing(home, planner="shared")
    assert "Tea together" in shown(page)
    assert page.space == "s"
    assert whose(page) == "Both of you see this"


def test_a_place_that_means_nothing_shows_this_week(home: Door) -> None:
    page = printing(home, planner="?", kind="agenda", first="soon")
    assert "4 May 2026" in shown(page)


def test_a_change_of_the_planner_is_on_the_paper_at_once(home: Door) -> None:
    plan(home, words("Tea together"))
    page = printing(home, planner="shared", kind="week", first="2026-05-04")
    home.services.agreements.suspend()
    page.mark_stale()
    home.settle()
    assert "Tea together" not in shown(page)


def test_together_nothing_of_a_planner_is_printed(home: Door) -> None:
    home.together()
    assert home.app.frame is not None
    assert not home.app.frame.has("planner_print")


def test_alone_the_page_is_of_ones_own_planner(door: Door) -> None:
    door.set_up(("Robin",))
    door.services.own_rituals.put(words("A page for myself"))
    page = printing(door)
    assert page.space == "a"
    assert "A page for myself" in shown(page)
    assert whose(page) == "Only you can see this"
