"""Rows that are made as somebody comes to them: whoever writes the shared file may put thousands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import vbox

AT_ONCE: Final = 24
"""How many rows are made at a time, more than a large screen shows."""

Made = Callable[[], Sequence[QWidget]]
"""Makes the widgets of one row."""


class Further(Button):
    """The way to the next rows; where it comes into sight it need not be pressed."""

    reached = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Being painted is being in sight, if it still is when everything has found its place."""
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if not self.visibleRegion().isEmpty():
            self.reached.emit()


class Rows(QWidget):
    """As many of the rows as are looked at, and at their end the way to the next ones."""

    def __init__(self, rows: Sequence[Made], parent: QWidget | None = None, *, gap: int = 0) -> None:
        super().__init__(parent)
        self._rows, self._made = rows, 0
        self._layout = vbox(gap=gap, parent=self)
        self._further = Further(_("Show the next lines"), "quiet", icon="down")
        self._further.clicked.connect(self._more)
        self._further.reached.connect(self._more)
        self._layout.addWidget(self._further)
        self._more()

    def _more(self) -> None:
        """The next ones, before the button, which keeps the keyboard as long as there are more."""
        for make in self._rows[self._made : self._made + AT_ONCE]:
            for widget in make():
                self._layout.insertWidget(self._layout.count() - 1, widget)
        self._made = min(self._made + AT_ONCE, len(self._rows))
        self._further.setVisible(self._made < len(self._rows))
