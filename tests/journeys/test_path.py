"""My path: chosen, moved along by one's own word, left; and what of it shows on other pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.door import Door
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.paths import Chosen
from trustapp.services.paths import PathService
from ui.features.path.page import PathPage
from ui.widgets.buttons import OneOf


def page_of(door: Door) -> PathPage:
    door.go("path")
    page = door.page
    assert isinstance(page, PathPage)
    return page


def kept(door: Door) -> Chosen:
    return door.services.paths.chosen().value


def test_a_path_is_chosen_moved_along_and_left_and_the_other_sees_nothing(home: Door) -> None:
    page_of(home)
    assert "Where you are on it is your own word" in home.words()
    home.press("After betrayal")
    words = home.words()
    for part in (
        "Whom the texts speak to",
        "Where I am, in my own word",
        "What belongs to it",
        "What can wait",
    ):
        assert part in words, part
    assert "To the one who was hurt" not in words
    home.press("I was hurt")
    assert "To the one who was hurt" in home.words()
    assert "To the one who broke the trust" not in home.words()
    home.press("Both is true of me")
    assert "To the one who broke the trust" in home.words()
    home.press("Reconnect")
    assert kept(home) == Chosen("betrayal", "both", "reconnect")
    home.press("Steady")
    assert kept(home).stage == "steady", "back is a way as well"
    home.unlock(SECOND)
    page_of(home)
    assert "Which one is near to yours?" in home.words()
    assert kept(home) == Chosen()
    home.unlock(FIRST)
    page_of(home)
    home.press("Leave the path…")
    home.press("Stay")
    assert kept(home).path == "betrayal"
    home.press("Leave the path…")
    home.press("Leave it")
    assert kept(home) == Chosen()
    assert "Which one is near to yours?" in home.words()


def test_another_path_keeps_the_stage_and_can_be_looked_at_without_choosing(home: Door) -> None:
    page_of(home)
    home.press("After infidelity")
    home.press("Understand")
    home.press("Another path")
    assert kept(home) == Chosen("infidelity", "neither", "understand"), "to look is not to choose"
    home.press("Back")
    assert "What belongs to it" in home.words()
    home.press("Another path")
    home.press("After relational trauma")
    assert kept(home) == Chosen("trauma", "neither", "understand")
    home.press("Help and safety")
    assert home.app.frame is not None
    assert "People to talk to" in home.words()


def test_cards_open_where_they_stand_and_close_again(home: Door) -> None:
    page_of(home)
    words = "All of this can be walked alone"
    assert words not in home.words()
    home.press("A path for one")
    assert words in home.words()
    home.press("A path for one")
    assert words not in home.words()


def test_the_keyboard_stays_on_what_was_chosen(home: Door, qtbot: QtBot) -> None:
    page = page_of(home)
    home.app.window.activateWindow()
    home.press("After betrayal")
    one = next(one for one in page.findChildren(OneOf) if one.text() == "Steady" and one.isVisible())
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Down)
    home.settle()
    assert kept(home).stage == "understand"
    focus = home.app.window.focusWidget()
    assert isinstance(focus, OneOf)
    assert focus.text() == "Understand"
    assert focus.isChecked()


def test_the_stage_chooses_steps_and_questions(home: Door) -> None:
    service = home.services.paths
    service.choose("infidelity", "broke")
    service.move("understand")
    home.unlock(FIRST)
    assert "One small step, if you like" in home.words()
    titles = {one.title for one in home.services.suggestions.steps(night=False).value}
    assert "Write what you did, in three sentences without “but”." in titles
    page_of(home)
    home.press("Questions to write about")
    assert "for your stage" in home.described()


def test_what_was_chosen_is_kept_when_a_step_is_begun_and_left(home: Door) -> None:
    home.press("Not today")
    assert "One small step" not in home.words()
    home.unlock(FIRST)
    assert "One small step" in home.words(), "that it was left is kept nowhere"


def test_what_could_not_be_kept_is_not_shown_as_chosen(home: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(home)
    with monkeypatch.context() as broken:
        broken.setattr(PathService, "choose", refuse)
        home.press("After betrayal")
    assert page.messages.text
    assert "Which one is near to yours?" in home.words()
    home.press("After betrayal")
    with monkeypatch.context() as broken:
        broken.setattr(PathService, "move", refuse)
        home.press("Reconnect")
    marked = [one.text() for one in page.findChildren(OneOf) if one.isVisible() and one.isChecked()]
    assert "Steady" in marked
    assert "Reconnect" not in marked
    assert kept(home).stage == "steady"


def refuse(*_given: object) -> None:
    raise UserError("storage.full")
