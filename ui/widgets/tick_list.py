"""A list of ticks, of any length: a part of it is shown at once, and more when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button, Tick
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel

STEP = 40
"""How many lines are shown at once; more are added when they are asked for."""


class TickRow(NamedTuple):
    """One line: what it is known by, its words, smaller words under them, and the head over it."""

    key: Any
    text: str
    sub: str = ""
    group: str = ""


class _RowTick(Tick):
    """The tick of one line."""

    def __init__(self, row: TickRow, space: str) -> None:
        super().__init__(row.text, space=space, sub=row.sub)
        self.key = row.key


class TickList(QWidget):
    """A tick beside each line; ``further`` are the words of the button that shows more."""

    chosen = Signal(object)
    """The keys of all lines that are ticked now, as a frozenset."""

    def __init__(self, further: str, space: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._space = space
        self._rows: tuple[TickRow, ...] = ()
        self._keys: frozenset[Any] = frozenset()
        self._ticks: list[_RowTick] = []
        self._column = vbox(gap=2)
        self._further = Button(further, "quiet")
        self._further.clicked.connect(self._show_more)
        self._further.hide()
        vbox(self._column, hbox(self._further, None), parent=self)

    @property
    def keys(self) -> frozenset[Any]:
        """What is ticked now."""
        return self._keys

    def set_space(self, space: str) -> None:
        """Take the colour of another place."""
        self._space = space
        for tick in self._ticks:
            tick.set_space(space)

    def show_rows(self, rows: Sequence[TickRow], keys: Iterable[Any] | None = None) -> None:
        """These lines, with these ticked; without ``keys``, what was ticked and is still there stays so."""
        known = frozenset(row.key for row in rows)
        wanted = known.intersection(self._keys if keys is None else keys)
        if tuple(rows) == self._rows and self._ticks and wanted == self._keys:
            return
        self._rows, self._keys = tuple(rows), wanted
        self._ticks.clear()
        clear(self._column)
        self._show_more()

    def focus_first(self) -> None:
        """Begin at the first line."""
        if self._ticks:
            self._ticks[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_more(self) -> None:
        begin = len(self._ticks)
        for place, row in enumerate(self._rows[begin : begin + STEP], start=begin):
            if row.group and (not place or row.group != self._rows[place - 1].group):
                self._column.addSpacing(8)
                self._column.addWidget(PlainLabel(row.group, "small", tone="2", bold=True, wrap=True))
            tick = _RowTick(row, self._space)
            tick.setChecked(row.key in self._keys)
            tick.toggled.connect(self._turned)
            self._ticks.append(tick)
            self._column.addWidget(tick)
        self._further.setVisible(len(self._ticks) < len(self._rows))
        if begin:
            self._ticks[begin].setFocus()

    def _turned(self) -> None:
        not_shown = self._keys - {tick.key for tick in self._ticks}
        self._keys = not_shown | {tick.key for tick in self._ticks if tick.isChecked()}
        self.chosen.emit(self._keys)
