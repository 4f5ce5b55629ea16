"""Tab goes through a page as it is read, whenever its parts were made."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.fields import Field
from ui.widgets.reading_order import next_stop, stops


def test_what_was_made_last_and_stands_first_comes_first(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outer = QVBoxLayout(window)
    last, field = QPushButton("last"), Field("A field")
    outer.addWidget(field)
    outer.addWidget(last)
    area = QScrollArea()
    inside = QWidget()
    inner = QVBoxLayout(inside)
    area.setWidget(inside)
    outer.insertWidget(0, area)
    second, first, hidden, off = QLineEdit(), QPushButton("first"), QPushButton("hidden"), QPushButton("off")
    for widget in (second, hidden, off):
        inner.addWidget(widget)
    inner.insertWidget(0, first)
    hidden.hide()
    off.setEnabled(False)
    assert stops(window) == [], "nothing is reached in a window that is not seen"
    window.show()
    found = [one for one in stops(window) if one is not area]
    assert found == [first, second, field.edit, last]


def test_round_at_the_ends_and_from_outside_to_either_end(qtbot: QtBot) -> None:
    one, two, three = (QPushButton(name) for name in ("one", "two", "three"))
    for button in (one, two, three):
        qtbot.addWidget(button)
    order: list[QWidget] = [one, two]
    assert next_stop(order, one, forward=True) is two
    assert next_stop(order, two, forward=True) is one
    assert next_stop(order, one, forward=False) is two
    assert next_stop(order, three, forward=True) is one
    assert next_stop(order, None, forward=False) is two
    assert next_stop([], one, forward=True) is None
