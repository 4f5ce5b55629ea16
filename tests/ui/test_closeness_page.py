"""The page of graded closeness: what it asks of the services, and what it says of a night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.builders import FIRST, NAMES
from tests.ui.conftest import settle
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.closeness import ClosenessView, Night
from trustapp.services.reading import Card
from trustapp.services.ritual_views import CompanionView
from ui.features.closeness import words
from ui.features.closeness.page import ClosenessPage
from ui.features.closeness.presenter import ClosenessPresenter
from ui.shell.theme import Theme
from ui.widgets.scale import ScaleStep
from ui.widgets.text import PlainLabel, Prose

RITUAL = RitualId("a" * 32)
STEPS = ("Beside each other", "Hands", "Head", "Resting in arms", "Wider touch", "Open, as agreed")
TEXTS = {
    f"closeness_{name}": Card(name, name, ("First. Second.",))
    for name in ("what", "ceiling", "begins", "stop", "nothing_felt", "moving", "after")
}
NIGHT = Night(
    RITUAL, "Closeness, step 2: hands", date(2026, 5, 9), "20:00", 2, "Robin begins", None, None, 2,
    tonight=True, may_choose=True, may_begin=False, rests="",
)  # fmt: skip
VIEW = ClosenessView(
    STEPS, 2, 2, True, (NIGHT,), ((FIRST, "Not before breakfast."),), dict(NAMES), True, False, False,
    ("ritual.closeness_1", "", "", "", "", ""), ("Red.",), TEXTS,
)  # fmt: skip
COMPANION = CompanionView(RITUAL, NIGHT.day, "Hands", ("One",), 15, "", touch=True, ceiling=1, steps=STEPS)


class Everything:
    """Jobs, services and navigator in one: what was asked of them, in order."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.shown = VIEW
        self.refuse: UserError | None = None

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

    def view(self) -> Outcome[ClosenessView]:
        return Outcome(self.shown)

    def _ask(self, *what: Any) -> Outcome[Any]:
        self.asked.append(what)
        if self.refuse is not None:
            raise self.refuse
        return Outcome(None)

    def step_up(self, step: int, passphrase: str) -> Outcome[Any]:
        return self._ask("up", step, passphrase)

    def step_down(self, step: int) -> Outcome[Any]:
        return self._ask("down", step)

    def choose_ceiling(self, ritual: RitualId, step: int) -> Outcome[Any]:
        return self._ask("ceiling", ritual, step)

    def begin(self, ritual: RitualId) -> Outcome[Any]:
        self._ask("begin", ritual)
        return Outcome(COMPANION)

    def leave_out(self, ritual: RitualId, original: date) -> Outcome[Any]:
        return self._ask("out", ritual, original)

    def bring_back(self, ritual: RitualId, original: date) -> Outcome[Any]:
        return self._ask("back", ritual, original)

    def go_to(self, page: str, **place: Any) -> None:
        self.asked.append(("go", page, place))

    def run_companion(self, view: CompanionView) -> None:
        self.asked.append(("companion", view))


@pytest.fixture
def world() -> Everything:
    return Everything()


@pytest.fixture
def page(world: Everything, qtbot: QtBot, theme: Theme) -> ClosenessPage:
    made = ClosenessPage(ClosenessPresenter(world, world, world, world))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    return made


def show(page: ClosenessPage, world: Everything, **changed: Any) -> None:
    """The view with these parts changed; ``night`` are those of its evening."""
    night = changed.pop("night", {})
    world.shown = replace(VIEW, **{"nights": (replace(NIGHT, **night),), **changed})
    page.mark_stale()
    settle()


def said(page: ClosenessPage) -> str:
    found = [one for kind in (Prose, PlainLabel) for one in page.findChildren(kind)]
    return "\n".join(one.text() for one in found if one.isVisible())


def buttons(page: ClosenessPage) -> list[str]:
    return [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text()]


def press(page: ClosenessPage, text: str) -> None:
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == text and one.isVisible()]
    found[-1].click()
    settle()


def test_what_is_pressed_reaches_the_services(page: ClosenessPage, world: Everything) -> None:
    press(page, "Suggest an evening…")
    press(page, "None of this")
    press(page, "Not tonight")
    press(page, "Let this evening go")
    page._toast.undone.emit()
    press(page, "Help and safety")
    press(page, "Back to the planner")
    assert world.asked == [
        ("go", "ritual_form", {"planner": "shared", "template": "ritual.closeness_1"}),
        ("down", 0),
        ("ceiling", RITUAL, 0),
        ("out", RITUAL, NIGHT.day),
        ("back", RITUAL, NIGHT.day),
        ("go", "help", {}),
        ("go", "rituals", {}),
    ]


def test_beginning_shows_the_quiet_page(page: ClosenessPage, world: Everything) -> None:
    show(page, world, night={"mine": 2, "ceiling": 1, "may_begin": True, "most": 1})
    press(page, "Begin")
    assert world.asked == [("begin", RITUAL), ("companion", COMPANION)]


def test_what_begins_and_what_lets_go_are_of_one_size(page: ClosenessPage, world: Everything) -> None:
    show(page, world, night={"mine": 2, "ceiling": 1, "may_begin": True, "most": 1})
    ways = [
        one for one in page.findChildren(QAbstractButton) if one.text() in ("Begin", "Let this evening go")
    ]
    assert len({one.size().toTuple() for one in ways if one.isVisible()}) == 1


@pytest.mark.parametrize("width", [560, 760, 1000, 1300])
def test_not_tonight_stands_first_and_every_tile_is_of_one_size(
    page: ClosenessPage, world: Everything, qtbot: QtBot, width: int
) -> None:
    show(page, world, night={"step": 6, "most": 6}, both=6, mine=6, may_step_up=False)
    page.resize(width, 900)
    qtbot.wait(1)
    tiles = [one for one in page.findChildren(ScaleStep) if one.isVisible()]
    assert [one.text() for one in tiles] == ["Not tonight", *STEPS]
    assert len({one.size().toTuple() for one in tiles}) == 1
    assert len({(one.x(), one.y()) for one in tiles}) == len(tiles)


@pytest.mark.parametrize("mine", [None, 0, 1, 2])
def test_until_both_have_chosen_one_sentence_stands_there_whoever_has(
    page: ClosenessPage, world: Everything, mine: int | None
) -> None:
    show(page, world, night={"mine": mine})
    assert "How far it goes at the most stands here once each of you has chosen, alone." in said(page)
    assert "Begin" not in buttons(page)


def test_a_ceiling_of_none_is_a_full_answer(page: ClosenessPage, world: Everything) -> None:
    show(page, world, night={"mine": 2, "ceiling": 0, "most": 0})
    assert "Not tonight." in said(page)
    assert "neither of you is asked whose it was" in said(page)


def test_an_evening_of_another_day_says_so(page: ClosenessPage, world: Everything) -> None:
    show(page, world, night={"tonight": False, "mine": 1, "ceiling": 1, "most": 1})
    assert "That evening: no further than “beside each other”." in said(page)
    assert "Not that evening" in buttons(page)


def test_a_refusal_shows_the_choice_as_it_was(page: ClosenessPage, world: Everything) -> None:
    show(page, world, night={"mine": 1})
    world.refuse = UserError("closeness.began")
    press(page, "Hands")
    tiles = [one for one in page.findChildren(ScaleStep) if one.isVisible()]
    assert [one.text() for one in tiles if one.isChecked()] == ["Beside each other"]
    assert "Nothing is taken up again tonight." in page.messages.text


@pytest.mark.parametrize("code", ["suspended", "limit", "ended", "doubt", "step"])
def test_an_evening_that_rests_says_why_and_offers_nothing_but_to_let_it_go(
    page: ClosenessPage, world: Everything, code: str
) -> None:
    show(page, world, night={"rests": code, "may_choose": False})
    assert words.why_it_rests(code) in said(page)
    assert not [one for one in page.findChildren(ScaleStep) if one.isVisible()]
    assert "Let this evening go" in buttons(page)


def test_a_step_with_a_limit_on_it_is_not_suggested(page: ClosenessPage) -> None:
    assert buttons(page).count("Suggest an evening…") == 1
    assert said(page).count(words.limited()) == 1, "the second step, which both have said"


def test_after_an_evening_help_is_beside_the_sentence_and_nothing_begins(
    page: ClosenessPage, world: Everything
) -> None:
    show(page, world, stopped_tonight=True, may_step_up=False, night={"may_choose": False})
    assert "Nothing is taken up again tonight." in said(page)
    assert "Let this evening go" not in buttons(page)
    assert "First." in said(page)
    assert "Help and safety" in buttons(page)


def test_in_together_nothing_of_one_person_shows(page: ClosenessPage, world: Everything) -> None:
    show(page, world, mine=None, own_sitting=False, may_step_up=False, night={"may_choose": False})
    assert buttons(page) == ["Let this evening go", "Help and safety", "Back to the planner"]
    assert "A step further, and a step back, is said alone" in said(page)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"mine": 3}, "You have said “head”."),
        ({"mine": 6, "both": 6}, "there are sex therapists"),
        ({"rests": True}, "While this rests"),
        ({}, "A further step is said on a day of its own."),
    ],
)
def test_where_no_next_step_is_said_the_page_says_why(changed: dict[str, Any], expected: str) -> None:
    assert expected in words.next_step(replace(VIEW, may_step_up=False, **changed))
