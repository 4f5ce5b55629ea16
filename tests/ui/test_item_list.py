"""The list of a category: one stop for Tab, arrows within, Space opens; what is shown now is said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.builders import an_item
from trustapp.domain.answers import Answer, Blank, BlankType, Choice
from trustapp.services.answers import AnsweredItem
from ui.features.answers.item_card import _fills_in
from ui.features.answers.item_list import ItemList
from ui.shell.theme import Theme


def test_arrows_go_through_the_list_and_space_opens(qtbot: QtBot, theme: Theme) -> None:
    shown = ItemList()
    qtbot.addWidget(shown)
    items = [an_item(item=f"touch.{number}", title=f"Item {number}") for number in range(3)]
    shown.show_items(tuple(AnsweredItem(item, Answer(item.id), ()) for item in items))
    shown.mark_current(1)
    shown.show()
    rows = shown.findChildren(QAbstractButton)
    stops = [row.text() for row in rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["Item 1"]
    assert [row.accessibleDescription() for row in rows] == ["", "shown now", ""]
    assert not any(row.isCheckable() for row in rows), "a row is no box to tick"
    rows[1].setFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Down)
    assert shown.focusWidget() is rows[2]
    with qtbot.waitSignal(shown.item_requested) as asked:
        qtbot.keyClick(rows[2], Qt.Key.Key_Space)
    assert asked.args == [2]


def test_rows_are_used_again_and_say_what_is_kept_now(qtbot: QtBot, theme: Theme) -> None:
    shown = ItemList()
    qtbot.addWidget(shown)
    items = [an_item(item=f"touch.{number}", title=f"Item {number}") for number in range(3)]
    shown.show_items(tuple(AnsweredItem(item, None, ()) for item in items))
    shown.mark_current(0)
    rows = shown.findChildren(QAbstractButton)
    kept = AnsweredItem(items[1], Answer(items[1].id, Choice.NO), ())
    shown.show_items((AnsweredItem(items[0], None, ()), kept))
    shown.mark_current(1)
    again = [row for row in shown.findChildren(QAbstractButton) if not row.isHidden()]
    assert again == rows[:2], "a list of thousands is not built anew after each answer"
    assert [row.accessibleName() for row in again] == ["Item 0", "Item 1, kept"]
    assert [row.accessibleDescription() for row in again] == ["", "shown now"]
    shown.show_items(tuple(AnsweredItem(item, None, ()) for item in items))
    assert [row.accessibleName() for row in shown._rows] == ["Item 0", "Item 1", "Item 2"]


def test_a_plain_no_has_nothing_to_fill_in() -> None:
    where = Blank("where", BlankType.TEXT, "Where")
    item = an_item(wording={Choice.YES: "We may kiss, {where}.", Choice.NO: "No kissing."}, blanks=(where,))
    assert _fills_in(item, Choice.YES)
    assert _fills_in(item, Choice.YES_IF)
    assert not _fills_in(item, Choice.NO)
    assert not _fills_in(item, Choice.UNKNOWN)
