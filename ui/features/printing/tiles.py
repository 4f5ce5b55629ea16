"""One of several papers to choose from, with a small drawing of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.services.papers import Layout
from ui.widgets import look
from ui.widgets.painted import Painted, wrapped

_DRAWING: Final = 56
_NARROWEST: Final = 88
_SHEET: Final = QRectF(-15, 8, 30, 43)
_CARD: Final = QRectF(-21, 16, 42, 27)
_SHORT: Final = 13.0
_LONG: Final = 18.0

_LINES: Final[dict[Layout, tuple[tuple[float, float], ...]]] = {
    Layout.FULL: ((18, _SHORT), (24, _LONG), (30, _SHORT), (36, _LONG), (42, _SHORT)),
    Layout.ONE_PAGE: ((18, _SHORT), (24, _LONG), (30, _SHORT), (36, _LONG)),
    Layout.LIMITS: ((18, _LONG), (24, _LONG)),
    Layout.SESSION: ((22, _SHORT), (29, _SHORT), (36, _SHORT)),
}
"""How far down each line of a drawn sheet lies, and how long it is."""


class LayoutTile(Painted):
    """A tile of the printing page; put several in one button group, where arrows move and choose."""

    def __init__(self, text: str, layout: Layout, said: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "s", parent)
        self.layout_value = layout
        self.setCheckable(True)
        self.setAccessibleDescription(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        look.follow(self)

    def sizeHint(self) -> QSize:
        """Room for the drawing and for two lines of words."""
        width = max(_NARROWEST, look.px(_NARROWEST))
        return QSize(width, look.px(_DRAWING) + self._words_height(width) + 20)

    def minimumSizeHint(self) -> QSize:
        """Narrow; the words wrap."""
        return QSize(look.px(72), self.sizeHint().height())

    def _words_height(self, width: int) -> int:
        return max(look.line_height("small"), wrapped(self.text(), "small", width - 8, bold=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tile, drawing, words."""
        painter = self._begin()
        on = self.isChecked()
        edge = 1.0 if on else 0.5
        painter.setPen(look.pen(self._ink(self._space if on else "control"), 2 if on else 1))
        painter.setBrush(look.colour(self._ground() or (f"{self._space}_tint" if on else "card")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 10, 10)
        painter.save()
        painter.translate(self.width() / 2, 4)
        painter.scale(look.scale(), look.scale())
        painter.setPen(QPen(look.colour(self._ink(self._space if on else "ink2")), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._draw(painter)
        painter.restore()
        painter.setFont(look.font("small", bold=on))
        painter.setPen(look.colour(self._ink()))
        top = look.px(_DRAWING) + 4
        words = QRectF(4, top, self.width() - 8, self.height() - top - 8)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self.text()
        )

    def _draw(self, painter: QPainter) -> None:
        """The paper in lines, round the middle of the tile."""
        if self.layout_value is Layout.CARD:
            painter.drawRoundedRect(_CARD, 3, 3)
            painter.drawLine(QPointF(0, 16), QPointF(0, 43))
            for left in (-16, 6):
                for down in (25, 32):
                    painter.drawLine(QPointF(left, down), QPointF(left + 10, down))
            return
        if self.layout_value is Layout.FULL:
            painter.drawPolyline([QPointF(20, 13), QPointF(20, 56), QPointF(-10, 56)])
        painter.drawRect(_SHEET)
        start = -9.0
        if self.layout_value is Layout.SESSION:
            start = -4.0
            for below, _length in _LINES[Layout.SESSION]:
                painter.drawEllipse(QPointF(-9, below), 1.4, 1.4)
        for below, length in _LINES[self.layout_value]:
            painter.drawLine(QPointF(start, below), QPointF(start + min(length, 9 - start), below))
