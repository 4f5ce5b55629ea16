"""Acceptance 26: two hundred strings of markup in every field of every page are words and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from tests.homes import ROBIN
from tests.journeys.door import Door
from trustapp.domain.answers import Choice, Kind, Release
from trustapp.domain.ids import FIRST, CategoryId
from trustapp.domain.own_sheet import Part
from trustapp.services.agreements import NewLimit
from ui.features.answers.page import AnswersPage
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.first_run.pages import AdultPage, NamePage, PassphrasePage
from ui.shell.first_run.sheet_page import SheetPage
from ui.shell.first_run.step_page import StepPage
from ui.shell.unlock import UnlockPage
from ui.widgets.passage_edit import PassageEdit

ELEMENTS = (
    "<b>{}</b>", "<img src='file:///{}.png'>", "<img src=//{}/a.png>", "<a href='file:///{}'>x</a>",
    "<script>{}</script>", "<style>@import '{}';</style>", "<table><tr><td>{}", "<br>{}<br/>", "<!-- {} -->",
    "<?xml version='1.0'?>{}", "<!DOCTYPE html>{}", "<object data='{}'/>", "<iframe src='{}'>",
    "<font size=9>{}</font>", "<body background='{}'>", "<svg onload='{}'>", "&lt;{}&gt;", "&#60;{}&#62;",
    "<qt>{}</qt>", "![{}](file:///a.png)",
)  # fmt: skip
WORDS = ("one", "etc/passwd", "a b", "\u202e", "&amp;", '"x"', "'y'", "{{name}}", "%s", "ä")
STRINGS = tuple(element.format(word) for element in ELEMENTS for word in WORDS)
FURTHER = "Show the next lines"
TEN = [STRINGS[place : place + 10] for place in range(0, len(STRINGS), 10)]


AnyField = QLineEdit | QPlainTextEdit | PassageEdit


def fields(window: QWidget) -> Iterator[AnyField]:
    """The fields that can be typed in now, also those of a dialog in front."""
    for top in (
        window,
        *(one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()),
    ):
        for field in (
            *top.findChildren(QLineEdit),
            *top.findChildren(QPlainTextEdit),
            *top.findChildren(PassageEdit),
        ):
            if field.isVisible() and not field.isReadOnly():
                yield field


def content(field: AnyField) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


class Typist:
    """Types every string into every field that is shown, and sees that nothing makes markup of it."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.filled: dict[str, int] = {}

    def fill(self, page: str) -> None:
        found = list(fields(self._door.app.window))
        for field in found:
            before = content(field)
            for text in STRINGS:
                field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)
                assert content(field) == text[: field.maxLength()] if isinstance(field, QLineEdit) else text
            self._door.settle()
            self.plain()
            field.setText(before) if isinstance(field, QLineEdit) else field.setPlainText(before)
        self.filled[page] = len(found)

    def plain(self) -> None:
        """Nothing that is shown could read markup."""
        for top in QApplication.topLevelWidgets():
            # The one that has looks takes words alone: what is pasted into it is tried in its own tests.
            rich = [one for one in top.findChildren(QTextEdit) if not isinstance(one, PassageEdit)]
            assert rich == []
            guessing = [
                one for one in top.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText
            ]
            assert [type(one).__name__ for one in guessing if one.text()] == []


def test_there_are_two_hundred() -> None:
    assert len(set(STRINGS)) == 200
    assert max(len(text) for text in STRINGS) <= 60


def test_every_field_of_the_first_run_takes_them_as_words(door: Door) -> None:
    typist, flow = Typist(door), door.app.window.gate
    assert isinstance(flow, FirstRunFlow)
    while isinstance(page := flow.page, StepPage) and door.app.frame is None:
        if isinstance(page, AdultPage):
            page.tick()
        elif isinstance(page, NamePage):
            typist.fill("name")
            page.fill("Robin")
        elif isinstance(page, PassphrasePage):
            typist.fill("passphrase")
            page.fill(ROBIN)
        elif isinstance(page, SheetPage):
            page.go_on()
            typist.fill("two groups")
            page.fill_from_sheet()
        page.go_on()
        door.settle()
    assert typist.filled == {"name": 1, "passphrase": 2, "two groups": 2}


def test_every_field_of_every_page_takes_them_as_words(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    typist = Typist(door)
    door.unlock(FIRST)
    door.go("answers")
    answers = door.page
    assert isinstance(answers, AnswersPage)
    typist.fill("searching")
    answers.open_at(category="touch", item="touch.places")
    answers._presenter.choose(Choice.ONLY_WHEN)
    answers._panel._card._set_release(Release.OPEN)
    door.settle()
    typist.fill("an answer")
    answers.open_own_form()
    door.settle()
    typist.fill("an own item")
    door.go("agreement")
    for words in ("State a limit", "Draft a line"):
        door.press(words)
        typist.fill(words)
        door.press("Leave it")
    door.services.own_sheet.put(Part.WILL_NOT, "Not in the car.")
    door.go("own_sheet")
    typist.fill("own boundaries")
    for words, name in (("Change…", "a line of one's own"), ("State it to both…", "stating it")):
        door.press(words)
        typist.fill(name)
        door.press("Leave it")
    for page in ("crossed", "print", "settings"):
        door.go(page)
        typist.fill(page)
    for page, button in (("triggers", "Add one"), ("letters", "Write one")):
        door.go(page)
        door.press(button)
        typist.fill(page)
    door.go("basket")
    typist.fill("basket")
    door.go("reflections")
    typist.fill("looking for one")
    door.press("New reflection")
    typist.fill("beginning one")
    door.press("An empty page")
    typist.fill("a reflection")
    door.go("closeness")
    door.press("Say the next step: beside each other…")
    typist.fill("saying a step")
    door.press("Leave it as it is")
    door.together()
    door.press("We choose this")
    typist.fill("tickets")
    door.lock()
    gate = door.app.window.gate
    assert isinstance(gate, UnlockPage)
    gate._pick(FIRST)
    door.settle()
    typist.fill("unlock")
    gate.show_recovery(FIRST)
    door.settle()
    typist.fill("recovery")
    assert typist.filled == {
        "searching": 1,
        "an answer": 3,
        "an own item": 2,
        "State a limit": 2,
        "Draft a line": 4,
        "own boundaries": 3,
        "a line of one's own": 4,
        "stating it": 4,
        "crossed": 1,
        "print": 1,
        "settings": 3,
        "triggers": 6,
        "letters": 2,
        "basket": 1,
        "looking for one": 1,
        "beginning one": 2,
        "a reflection": 3,
        "saying a step": 2,
        "tickets": 2,
        "unlock": 1,
        "recovery": 9,
    }


def test_what_was_typed_is_shown_letter_by_letter(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    touch = CategoryId("touch")
    for place, ten in enumerate(TEN):
        limit = NewLimit(touch, ten[place % 10], "\n".join(ten), Kind.MINE)
        door.services.agreements.state_limit(limit)
    for text in STRINGS[:60]:
        door.services.own_sheet.put(Part.WILL_SAY, text)
    door.go("own_sheet")
    shown = door.words()
    assert [text for text in STRINGS[:60] if text.replace("\u202e", "") not in shown] == []
    door.go("agreement")
    while further := [one for one in door.app.window.findChildren(QPushButton) if one.text() == FURTHER]:
        further[-1].click()
        door.settle()
    shown = door.words()
    assert [text for text in STRINGS if text.replace("\u202e", "") not in shown] == []
