"""One's own sheet of boundaries, by the keyboard, through a lock, and one line of it said to both."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.own_sheet import Part
from ui.features.own_sheet.page import OwnSheetPage
from ui.features.own_sheet.printing import OwnSheetPrintPage
from ui.widgets.buttons import Button
from ui.widgets.text import Prose

MARKUP = "I will <b>rest</b> & read."


def page_of(door: Door) -> OwnSheetPage:
    door.go("own_sheet")
    page = door.page
    assert isinstance(page, OwnSheetPage)
    return page


def lines(page: OwnSheetPage) -> list[str]:
    return [one.text() for one in page.findChildren(Prose) if one.text() in KNOWN and one.isVisible()]


KNOWN = {MARKUP, "I will walk.", "I will walk at noon.", "Not in the car.", "Not while I sleep."}


def type_into(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_a_sheet_is_written_with_the_keyboard_alone(door: Door) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    door.app.window.activateWindow()
    door.settle()
    page._parts[Part.WILL].text.edit.setFocus()
    for words in (MARKUP, "I will walk."):
        type_into(words)
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Return)
        door.settle()
    assert lines(page) == [MARKUP, "I will walk."]
    assert page._parts[Part.WILL].typed() == "", "the next line can be typed"
    assert QApplication.focusWidget() is page._parts[Part.WILL].text.edit

    row = page._parts[Part.WILL].row(door.services.own_sheet.view().value.lines[1].id)
    assert row is not None
    row.button.setFocus()
    press(Qt.Key.Key_Return)
    door.settle()
    focus = QApplication.focusWidget()
    QTest.keyClick(focus, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(focus, Qt.Key.Key_Backspace)
    type_into(" at noon.")
    door.press("Keep these words")
    assert lines(page) == [MARKUP, "I will walk at noon."]
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert focus.accessibleName() == "Change: I will walk at noon."


def test_what_is_half_typed_is_kept_when_a_lock_comes(door: Door) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    page._put(Part.WILL, "I will walk.")
    door.settle()
    door.press("Change…")
    assert page._editor is not None
    page._editor.text.setText("I will walk at noon.")
    page._parts[Part.WILL_NOT].text.setText("Not in the car.")
    door.app.hide_and_lock()
    door.settle()
    door.unlock(FIRST)
    assert lines(page_of(door)) == ["I will walk at noon.", "Not in the car."]


def test_taking_a_line_off_is_asked_for(door: Door) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    page._put(Part.WILL, "I will walk.")
    door.settle()
    door.press("Change…")
    door.press("Take it off the sheet…")
    door.press("Leave it as it is")
    assert lines(page) == ["I will walk."]
    door.press("Take it off the sheet…")
    door.press("Take it off")
    assert lines(page) == []


def test_alone_nothing_can_be_stated_and_with_two_one_line_is_said_to_both(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    page = page_of(door)
    page._put(Part.WILL_NOT, "Not in the car.")
    page._put(Part.WILL_NOT, "Not while I sleep.")
    door.settle()
    door.press("State it to both…", 1)
    assert page._form is not None
    door.press("State it")
    assert "so that both of you find it" in door.words(), "a limit has a title"
    page._form._title.setText("While I sleep")
    door.press("State it")
    assert "You have stated this as a limit" in door.words()
    door.unlock(SECOND)
    door.go("agreement")
    assert "Not while I sleep." in door.words()
    assert "Not in the car." not in door.words()
    assert lines(page_of(door)) == []


def test_the_sheet_is_printed_alone_and_holds_nothing_that_leads_to_anybody_where_that_is_wished(
    door: Door, tmp_path: Path
) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    page._put(Part.WILL_SAY, MARKUP)
    door.settle()
    door.press("Print my sheet…")
    printing = door.page
    assert isinstance(printing, OwnSheetPrintPage)
    assert printing._paper is not None
    shown = printing._paper.page_text(0)
    assert MARKUP in shown
    assert "R. As on" in shown
    printing._initials.click()
    printing._wanted.letter_tick.click()
    printing._wanted.kept.setText("in my <i>bag</i>")
    printing._wanted.kept.submitted.emit()
    door.settle()
    assert printing._paper.size.width() > printing._paper.size.height() * 0.75, "Letter is wider than A4"
    shown = printing._paper.page_text(0)
    assert "R. As on" not in shown
    assert "in my <i>bag</i>" in shown
    made = tmp_path / "paper.pdf"
    printing._paper.to_pdf(made)
    data = made.read_bytes()
    assert data.startswith(b"%PDF")
    assert b"Robin" not in data
    door.press("Back to my boundaries")
    assert isinstance(door.page, OwnSheetPage)
