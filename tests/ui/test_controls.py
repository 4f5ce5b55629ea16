"""Controls: what the keyboard does, what they announce, and that each of them has a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.theme import Theme
from ui.widgets import look
from ui.widgets.boxes import Banner, Chip, EmptyState, IdentityChip
from ui.widgets.buttons import Button, LinkRow, NavItem, OneOf, PauseButton, Pick, Tick, Tile
from ui.widgets.dialogs import AskDialog, NoticeDialog, PassphraseDialog
from ui.widgets.fields import Choice, Field, TextArea
from ui.widgets.messages import MessageBar
from ui.widgets.page import Page
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.scale import ChoiceScale
from ui.widgets.steps import StepRow

STEPS = [("yes", "Yes, freely", "check"), ("if", "Yes, if…", "yesif"), ("no", "No", "no")]


@pytest.fixture
def scale(qtbot: QtBot, theme: Theme) -> ChoiceScale:
    made = ChoiceScale("a")
    qtbot.addWidget(made)
    made.set_steps(STEPS)
    made.show()
    return made


def focused(scale: ChoiceScale) -> QWidget:
    return next(step for step in scale.steps() if step.focusPolicy() == Qt.FocusPolicy.StrongFocus)


def test_arrows_move_without_choosing(scale: ChoiceScale) -> None:
    QTest.keyClick(scale.steps()[0], Qt.Key.Key_Right)
    assert focused(scale) is scale.steps()[1]
    assert scale.value() is None
    QTest.keyClick(scale.steps()[1], Qt.Key.Key_Left)
    QTest.keyClick(scale.steps()[0], Qt.Key.Key_Up)
    assert focused(scale) is scale.steps()[2]
    assert scale.value() is None


def test_space_chooses_and_delete_takes_it_back(scale: ChoiceScale, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scale.chosen) as chosen:
        QTest.keyClick(scale.steps()[1], Qt.Key.Key_Space)
    assert chosen.args == ["if"]
    assert scale.value() == "if"
    with qtbot.waitSignal(scale.cleared):
        QTest.keyClick(scale.steps()[1], Qt.Key.Key_Delete)
    assert scale.value() is None
    with qtbot.assertNotEmitted(scale.cleared):
        QTest.keyClick(scale.steps()[1], Qt.Key.Key_Delete)


def test_in_a_line_of_reading_from_the_right_arrows_are_turned_round(scale: ChoiceScale) -> None:
    scale.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(scale.steps()[0], Qt.Key.Key_Left)
    assert focused(scale) is scale.steps()[1]


def test_set_value_is_silent_and_can_empty_the_scale(scale: ChoiceScale, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(scale.chosen), qtbot.assertNotEmitted(scale.cleared):
        scale.set_value("no")
        assert scale.value() == "no"
        scale.set_value(None)
    assert scale.value() is None


def test_a_scale_is_one_stop_for_tab(scale: ChoiceScale) -> None:
    scale.set_value("no")
    stops = [step for step in scale.steps() if step.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [step.value for step in stops] == ["no"]


def test_a_click_chooses_one_step_only(scale: ChoiceScale) -> None:
    for step in scale.steps():
        step.click()
    assert [step.isChecked() for step in scale.steps()] == [False, False, True]


def test_space_turns_a_tick(qtbot: QtBot, theme: Theme) -> None:
    tick = Tick("It may stand on paper", note="you can change it at any time")
    qtbot.addWidget(tick)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert not tick.isChecked()


def test_one_of_is_chosen_by_space_and_left_by_an_arrow(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    group = QButtonGroup(holder)
    choices = [OneOf(words) for words in ("Initials", "Names", "None")]
    for place, choice in enumerate(choices):
        group.addButton(choice, place)
        layout.addWidget(choice)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    choices[0].setFocus()
    QTest.keyClick(choices[0], Qt.Key.Key_Space)
    assert group.checkedId() == 0
    QTest.keyClick(choices[0], Qt.Key.Key_Down)
    assert group.checkedId() == 1


WIDGETS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Keep"),
    "pick": lambda: Pick("only at home"),
    "tick": lambda: Tick("Chosen"),
    "one of": lambda: OneOf("One of these", note="a note"),
    "link row": lambda: LinkRow("Earlier versions"),
    "tile": lambda: Tile("Robin", "Private space", "a"),
    "nav item": lambda: NavItem("My answers", "answers"),
    "pause": lambda: PauseButton("Pause"),
    "field": lambda: Field("Your name"),
    "password": lambda: Field("Four words", password=True),
    "text area": lambda: TextArea("A note"),
    "choice": lambda: Choice("Light or dark", [("a", "Light")]),
    "passphrase": lambda: PassphraseEdit("Your passphrase", strength=True),
    "banner": lambda: Banner("s", "info", "A fact.", "More.", "Do it"),
    "empty": lambda: EmptyState("reflections", "Nothing yet", "It can stay empty.", "Write"),
    "message bar": MessageBar,
    "ask": lambda: AskDialog(None, "End it?", "At once.", "End it", "Leave it"),
    "notice": lambda: NoticeDialog(None, "A notice", "To read."),
    "passphrase dialog": lambda: PassphraseDialog(None, "Go on?", "Your part.", "Go on"),
    "page": lambda: Page(None, "A page", space="s"),
}


@pytest.mark.parametrize("kind", WIDGETS)
def test_everything_that_takes_the_focus_has_a_name(kind: str, qtbot: QtBot, theme: Theme) -> None:
    made = WIDGETS[kind]()
    qtbot.addWidget(made)
    for widget in (made, *made.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _inner(widget):
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{kind}: {type(widget).__name__} has no name"


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes within its own widgets."""
    return widget.objectName().startswith("qt_") or type(widget).__module__.startswith("PySide6")


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize(
    "kind", ["button", "pick", "tick", "one of", "link row", "nav item", "pause", "field", "choice"]
)
def test_targets_are_large_and_grow_with_the_text(
    kind: str, percent: int, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply("light", percent)
    made = WIDGETS[kind]()
    qtbot.addWidget(made)
    made.resize(320, made.heightForWidth(320) if made.hasHeightForWidth() else made.sizeHint().height())
    made.show()
    line = look.line_height("body")
    for widget in (made, *made.findChildren(QWidget)):
        pressed = isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if pressed and not _inner(widget):
            assert widget.height() >= max(40, line + 10)


def test_marks_and_words_tell_whose_page_it_is(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    assert IdentityChip("a", holder).text() == "Only you can see this"
    assert IdentityChip("s", holder).text() == "Both of you see this"
    assert IdentityChip("n", holder).isHidden()


@pytest.mark.parametrize("make", [lambda: Chip("In force", "s", icon="check"), lambda: StepRow("Read")])
def test_words_stand_beside_their_sign_where_reading_runs_from_the_right(
    make: Callable[[], QWidget], qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    made = make()
    qtbot.addWidget(made)
    made.resize(240, 40)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    picture = made.grab().toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    rows = range(14, 26)
    ink = [x for x in range(12, 228) if len({picture.pixel(x, y) for y in rows}) > 1]
    assert ink
    assert min(ink) > 120, "the words are at the end where reading begins"


def test_a_step_says_where_one_is(qtbot: QtBot, theme: Theme) -> None:
    step = StepRow("Read")
    qtbot.addWidget(step)
    step.set_state("now")
    assert step.accessibleName() == "Read, now"
    step.set_state("done")
    assert step.accessibleName() == "Read, done"


def test_a_field_says_its_error_and_forgets_it_when_typed_in(qtbot: QtBot, theme: Theme) -> None:
    made = Field("Your name", hint="Or initials.")
    qtbot.addWidget(made)
    made.set_error("A name or initials.")
    assert made.error == "A name or initials."
    assert made.edit.accessibleDescription() == "A name or initials."
    QTest.keyClicks(made.edit, "R")
    assert made.error == ""
    assert made.edit.accessibleDescription() == "Or initials."
    with qtbot.waitSignal(made.submitted):
        QTest.keyClick(made.edit, Qt.Key.Key_Return)


def test_a_choice_gives_keys_and_keeps_what_was_chosen(qtbot: QtBot, theme: Theme) -> None:
    made = Choice("Where it belongs", [("touch", "Touch"), ("words", "Words")])
    qtbot.addWidget(made)
    made.setText("words")
    with qtbot.assertNotEmitted(made.changed):
        made.set_choices([("home", "At home"), ("words", "Words")])
    assert made.text() == "words"
    made.setText("nothing of the kind")
    assert made.text() == "words"


def test_the_example_in_a_text_area_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    made = TextArea("A note", "for example: this")
    qtbot.addWidget(made)
    made.show()
    theme.apply("light", 150)
    assert made.edit.viewport().font().pixelSize() == look.font("body").pixelSize()


def test_tab_leaves_a_text_area(qtbot: QtBot, theme: Theme) -> None:
    made = TextArea("A note")
    qtbot.addWidget(made)
    QTest.keyClick(made.edit, Qt.Key.Key_Tab)
    assert made.text() == ""


def test_the_eye_shows_and_hides_and_is_named_for_what_it_does(qtbot: QtBot, theme: Theme) -> None:
    made = PassphraseEdit("Your passphrase")
    qtbot.addWidget(made)
    made.setText("lantern oak seventh river")
    eye = next(one for one in made.findChildren(Button) if one.accessibleName())
    assert eye.accessibleName() == "Show the passphrase"
    eye.click()
    assert made.shown
    assert eye.accessibleName() == "Hide the passphrase"
    made.clear()
    assert not made.shown
    assert made.text() == ""


@pytest.mark.parametrize("problem", ["short", "guessable", "names", "labels", ""])
def test_strength_is_said_in_words(problem: str, qtbot: QtBot, theme: Theme) -> None:
    made = PassphraseEdit("Your passphrase", strength=True)
    qtbot.addWidget(made)
    made.setText("lantern")
    said = []
    for enough in (False, True):
        made.show_strength(4 if enough else 1, enough, "" if enough else problem)
        said.append(made._bar.accessibleName())
    assert all(said)
    assert said[0] != said[1]


def test_a_dialog_begins_with_the_safe_choice_and_escape_is_safe(qtbot: QtBot, theme: Theme) -> None:
    done: list[str] = []
    dialog = AskDialog(None, "End it?", "At once.", "End it", "Leave it as it is")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.accepted.connect(lambda: done.append("acted"))
    dialog.open()
    assert dialog.focusWidget() is dialog.safe_button
    assert dialog.windowTitle() == "Notes"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []
    assert not dialog.isVisible()


def test_a_passphrase_dialog_gives_once_and_keeps_nothing(qtbot: QtBot, theme: Theme) -> None:
    given: list[str] = []
    dialog = PassphraseDialog(None, "Go on?", "Your part.", "Go on")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.given.connect(given.append)
    dialog.open()
    dialog.act_button.click()
    assert given == []
    assert dialog.edit.field.error
    dialog.edit.setText("lantern oak")
    QTest.keyClick(dialog.edit.edit, Qt.Key.Key_Return)
    assert given == ["lantern oak"]
    assert dialog.edit.text() == ""


def test_a_chip_tells_its_words(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("Draft", icon="edit")
    qtbot.addWidget(chip)
    short = chip.sizeHint().width()
    chip.set_text("No longer standing")
    assert chip.text() == "No longer standing"
    assert chip.sizeHint().width() > short


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [Button, Tick, NavItem])
def test_enter_presses_what_has_the_focus_as_space_does(
    qtbot: QtBot, theme: Theme, kind: type[QAbstractButton], key: Qt.Key
) -> None:
    button = NavItem("Words", "help") if kind is NavItem else kind("Words")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
