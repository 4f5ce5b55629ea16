"""A row with a name and a line under it, that leads to something."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import look
from ui.widgets.painted import Painted, wrapped

_WIDTH = 240


class NamedRow(Painted):
    """The name in as many lines as it needs, a quiet line under it, and an icon at its end."""

    chosen = Signal(str)
    """What it stands for."""

    def __init__(
        self, stands_for: str, name: str, sub: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "n", parent)
        self._stands_for, self._sub, self._icon = stands_for, sub, icon
        self.setAccessibleDescription(sub)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._choose)
        look.follow(self)

    def _room(self, width: int) -> int:
        return max(60, width - look.px(20) - 20)

    def _heights(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        return wrapped(self.text(), "body", room), wrapped(self._sub, "small", room) if self._sub else 0

    def heightForWidth(self, width: int) -> int:
        """The name and the line under it."""
        return max(look.height(48), sum(self._heights(width)) + 22)

    def sizeHint(self) -> QSize:
        """As narrow as a drawer; it grows."""
        width = look.px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the words wrap."""
        return QSize(look.px(120), look.height(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, name, line, icon, hairline."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-2, 1, 2, -2), 8, 8)
        room = self._room(self.width())
        name, sub = self._heights(self.width())
        top = (self.height() - name - sub) / 2
        self._paragraph(painter, QRectF(0, top, room, name), self.text(), "body", "ink")
        self._paragraph(painter, QRectF(0, top + name, room, sub), self._sub, "small", "ink2")
        size = look.px(20)
        end = self.width() - size - 4
        self._draw_pixmap(painter, end, (self.height() - size) / 2, self._icon, "ink", size)
        painter.setPen(look.pen("line"))
        y = self.height() - 0.5
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _choose(self) -> None:
        self.chosen.emit(self._stands_for)
