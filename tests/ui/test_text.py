"""Words on the screen: plain, wrapped, and as high as their width needs."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, Qt, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.theme import Theme
from ui.widgets.buttons import Button, Pick
from ui.widgets.layouts import Flow, clear, grid_of, hbox, vbox
from ui.widgets.text import PlainLabel, Prose, set_tip

LONG = "A sentence that goes on for a while, so that it needs more than one line in a narrow column."


def test_what_people_write_is_never_read_as_markup(qtbot: QtBot, theme: Theme) -> None:
    for made in (PlainLabel("<b>no</b>"), Prose("<img src='file:///etc/passwd'>")):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText
        assert "<" in made.text()


def test_a_tooltip_is_read_as_words_too(qtbot: QtBot, theme: Theme) -> None:
    """A name comes out of a file that the partner can write."""
    widget = QWidget()
    qtbot.addWidget(widget)
    for words in ("<img src=/etc/passwd>", "a <b>bold</b> & name", "Robin & Sasha", "3 < 4"):
        set_tip(widget, words)
        shown = QTextDocument()
        tip = widget.toolTip()
        shown.setHtml(tip) if Qt.mightBeRichText(tip) else shown.setPlainText(tip)
        assert shown.toPlainText() == words


def test_prose_grows_as_it_gets_narrower(qtbot: QtBot, theme: Theme) -> None:
    prose = Prose(LONG)
    qtbot.addWidget(prose)
    heights = [prose.heightForWidth(width) for width in (800, 400, 200)]
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
    prose.setText("Short")
    assert prose.heightForWidth(200) <= heights[0]


def test_a_paragraph_is_a_line_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    one, two = Prose("a"), Prose("a\nb")
    for prose in (one, two):
        qtbot.addWidget(prose)
    assert two.heightForWidth(300) == 2 * one.heightForWidth(300)


def test_prose_is_text_for_a_screen_reader(qtbot: QtBot, theme: Theme) -> None:
    prose = Prose(LONG)
    qtbot.addWidget(prose)
    found = QAccessible.queryAccessibleInterface(prose)
    assert found.role() is QAccessible.Role.StaticText
    assert found.text(QAccessible.Text.Name) == LONG


def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, gap=8)
    picks = [Pick(f"condition {number}", parent=holder) for number in range(4)]
    for pick in picks:
        flow.addWidget(pick)
    wide = flow.heightForWidth(2000)
    assert flow.heightForWidth(picks[0].sizeHint().width() + 10) >= 4 * wide
    holder.resize(picks[0].sizeHint().width() + 10, 400)
    holder.show()
    assert [pick.x() for pick in picks] == [0, 0, 0, 0]
    tops = [pick.y() for pick in picks]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4


def test_a_flow_begins_at_the_right_where_one_reads_from_there(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = Flow(holder)
    pick = Pick("only at home", parent=holder)
    flow.addWidget(pick)
    holder.resize(600, 100)
    holder.show()
    assert pick.geometry().right() == holder.rect().right()


def test_a_long_pill_wraps_instead_of_losing_its_end(qtbot: QtBot, theme: Theme) -> None:
    pick = Pick(LONG)
    qtbot.addWidget(pick)
    assert pick.heightForWidth(200) > 2 * pick.heightForWidth(2000)


def test_clear_empties_a_layout_and_what_is_in_it(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    inner = QLabel("inner")
    layout = vbox(QLabel("one"), hbox(inner, 8, None), 12, parent=holder)
    clear(layout)
    assert layout.count() == 0
    assert inner.isHidden()


def test_a_grid_has_columns_of_one_width(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    widgets = [Prose("short"), Prose(LONG), Prose("middle of the road")]
    grid_of(widgets, columns=2, gap=20, parent=holder)
    holder.resize(620, 300)
    holder.show()
    assert widgets[0].width() == widgets[1].width() == widgets[2].width()


def test_a_widget_that_is_made_shows_no_window_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    from PySide6.QtWidgets import QApplication

    from tests.ui.test_controls import WIDGETS

    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    made = [make() for make in WIDGETS.values()]
    for widget in made:
        qtbot.addWidget(widget)
    shown = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} - before
    assert shown == set()


def test_a_primary_button_is_bold_and_an_icon_button_square(qtbot: QtBot, theme: Theme) -> None:
    primary, lone = Button("Keep", "primary"), Button("", "quiet", icon="show")
    for button in (primary, lone):
        qtbot.addWidget(button)
    assert primary.font().bold()
    assert lone.minimumHeight() == lone.minimumWidth() == lone.maximumWidth()


def test_no_sign_turns_the_words_of_a_person_round(qtbot: QtBot, theme: Theme) -> None:
    turned = "We may \u202eton\u202c\u2066 kiss\u2069."
    for label in (PlainLabel(turned), Prose(turned)):
        qtbot.addWidget(label)
        assert label.text() == "We may ton kiss."
        label.setText(turned)
        assert label.text() == "We may ton kiss."
        label.setText("שלום")
        assert label.text() == "שלום"
