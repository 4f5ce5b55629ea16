"""Two cards beside one another where there is room, below one another where there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.widgets import look
from ui.widgets.layouts import hbox

_ROOM = 860
"""The least width, at the text size of the design, at which both stand beside one another."""
_GAP = 24


class Beside(QWidget):
    """The first takes two parts of the width, the second one."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = hbox((first, 2), (second, 1), gap=_GAP, parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """Larger words need more room."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across = self.width() >= look.px(_ROOM)
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.LeftToRight if across else ways.TopToBottom)
