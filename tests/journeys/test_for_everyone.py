"""Keys alone, names for screen readers, and words that are shown as they were typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QWidget

from tests.homes import ROBIN
from tests.journeys.door import Door, key
from trustapp.domain.answers import Choice, Kind, Shape
from trustapp.domain.ids import FIRST, CategoryId
from trustapp.services.answers import OwnItem
from ui.features.agreement.page import AgreementPage
from ui.features.answers.page import AnswersPage
from ui.features.answers.words import steps
from ui.shell.unlock import UnlockPage
from ui.widgets.scale import ChoiceScale


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(window: QWidget, wanted: str) -> QWidget:
    """Tab on until the focus is on what has this accessible name."""
    for _step in range(80):
        interface = QAccessible.queryAccessibleInterface(focus())
        if interface is not None and interface.text(QAccessible.Text.Name) == wanted:
            return focus()
        key(focus(), Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted!r} is not reached by Tab")


def test_a_category_is_answered_with_keys_alone(home: Door) -> None:
    home.go("answers")
    home.app.window.activateWindow()
    home.settle()
    page = home.page
    assert isinstance(page, AnswersPage)
    key(tab_to(page, "Open Touch: asking, places, pace"), Qt.Key.Key_Space)
    home.settle()
    category = home.services.answers.category(CategoryId("touch")).value
    for entry in category.items:
        wanted = steps(entry.item)[1][0]
        scale = page.findChild(ChoiceScale)
        assert scale is not None
        assert scale.isAncestorOf(focus()), "a new item begins on its scale"
        key(focus(), Qt.Key.Key_Right)
        key(focus(), Qt.Key.Key_Space)
        answer = page._presenter.answer
        assert answer is not None
        assert answer.choice == Choice(wanted)
        last = entry is category.items[-1]
        key(tab_to(page, "Keep and close" if last else "Keep and go on"), Qt.Key.Key_Space)
        home.settle()
    kept = home.services.answers.category(CategoryId("touch")).value.items
    assert all(one.answer is not None and one.answer.choice is not None for one in kept)


def test_a_space_is_opened_with_keys_alone(home: Door) -> None:
    home.lock()
    home.app.window.activateWindow()
    home.settle()
    gate = home.app.window.gate
    assert isinstance(gate, UnlockPage)
    key(tab_to(gate, "Robin"), Qt.Key.Key_Space)
    home.settle()
    QTest.keyClicks(focus(), ROBIN)
    key(focus(), Qt.Key.Key_Return)
    home.settle()
    assert home.app.frame is not None


def unnamed(window: QWidget) -> list[str]:
    """Visible widgets that take the focus and that a screen reader could not name."""
    found = []
    for widget in window.findChildren(QWidget):
        silent = isinstance(widget, QScrollBar) or type(widget) is QAbstractScrollArea
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or silent:
            continue
        if widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name(home: Door) -> None:
    window = home.app.window
    for page in ("today", "answers", "release", "agreement", "print", "settings"):
        home.go(page)
        assert unnamed(window) == [], page
    home.app.show_help()
    home.settle()
    assert unnamed(window) == [], "help"
    home.go("crossed")
    assert unnamed(window) == [], "crossed"
    own = (
        "reflections",
        "journal_files",
        "showing",
        "basket",
        "basket_print",
        "let_go",
        "triggers",
        "letters",
    )
    for page in ("review", "closeness", "planner_print", "calendar_file", "path", "told", *own):
        home.go(page)
        assert unnamed(window) == [], page
    home.go("showing")
    home.app.go_to("showing", text="Some words.")
    home.settle()
    assert unnamed(window) == [], "a passage"
    home.go("reflections")
    home.press("New reflection")
    assert unnamed(window) == [], "beginning"
    home.press("An empty page")
    assert unnamed(window) == [], "a reflection"
    for page, button in (("triggers", "Add one"), ("letters", "Write one"), ("path", "After betrayal")):
        home.go(page)
        home.press(button)
        assert unnamed(window) == [], button
    home.go("answers")
    answers = home.page
    assert isinstance(answers, AnswersPage)
    for item in ("touch.ask_first", "touch.places", "touch.massage"):
        answers.open_at(category="touch", item=item)
        entry = answers._panel._card._entry
        assert entry is not None
        answers._presenter.choose(Choice(steps(entry.item)[1][0]))
        home.settle()
        assert unnamed(window) == [], item
    answers.open_own_form()
    assert unnamed(window) == [], "own item"
    home.go("agreement")
    for words in ("State a limit", "Draft a line"):
        home.press(words)
        assert unnamed(window) == [], words
        home.press("Leave it")
    home.app.pause()
    home.settle()
    assert unnamed(window) == [], "pause"
    home.app.window.end_pause()
    home.together()
    assert unnamed(window) == [], "together"
    home.press("We choose this")
    assert unnamed(window) == [], "tickets"
    home.lock()
    assert unnamed(window) == [], "unlock"
    gate = window.gate
    assert isinstance(gate, UnlockPage)
    gate.show_recovery(FIRST)
    home.settle()
    assert unnamed(window) == [], "recovery"


def test_every_step_of_the_first_run_has_names(door: Door) -> None:
    from ui.shell.first_run.flow import FirstRunFlow
    from ui.shell.first_run.pages import AdultPage, NamePage, PassphrasePage
    from ui.shell.first_run.sheet_page import SheetPage
    from ui.shell.first_run.step_page import StepPage

    flow = door.app.window.gate
    assert isinstance(flow, FirstRunFlow)
    while isinstance(page := flow.page, StepPage) and door.app.frame is None:
        assert unnamed(door.app.window) == [], page.place.step
        if isinstance(page, AdultPage):
            page.tick()
        elif isinstance(page, NamePage):
            page.fill("Robin")
        elif isinstance(page, PassphrasePage):
            page.fill(ROBIN)
        elif isinstance(page, SheetPage):
            page.go_on()
            assert unnamed(door.app.window) == [], "two groups"
            page.fill_from_sheet()
        page.go_on()
        door.settle()


HTML = "<b>bold</b><img src='file:///etc/passwd'>&amp;<script>x</script>"


def test_what_was_typed_is_shown_as_it_was_typed(home: Door, tmp_path: Path) -> None:
    short = "<i>x</i>&amp;"
    item = home.services.answers.add_own(
        OwnItem(CategoryId("touch"), Kind.OURS, Shape.SAFEGUARD, None, short, HTML)
    ).value
    home.go("answers")
    answers = home.page
    assert isinstance(answers, AnswersPage)
    answers.open_at(category="touch", item=item.id)
    answers._presenter.choose(Choice.ONLY_WHEN)
    answers._panel._card._set_conditions((HTML,))
    home.settle()
    assert HTML in home.words()
    assert short in home.words()
    home.go("agreement")
    page = home.page
    assert isinstance(page, AgreementPage)
    home.press("State a limit")
    page._limit_form._title.setText(short)
    page._limit_form._text.setText(HTML)
    page._limit_form._paper.setChecked(True)
    home.press("State it")
    assert HTML in home.words()
    home.press("Draft a line")
    page._draft_form._title.setText(short)
    page._draft_form._text.setText(HTML)
    home.press("Keep as a draft")
    assert home.words().count(HTML) >= 2
