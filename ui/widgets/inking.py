"""Ink on paper: pieces of set type, marks for scissors, and small words at the edges of a sheet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextOption,
)

from ui.widgets.sheets import Sheet
from ui.widgets.typesetting import UNITS, Piece, plain_font

INK: Final = QColor("#1F1B19")
GREY: Final = QColor("#57504A")
HAIR: Final = QColor("#C4BBAF")
_HAIRLINE: Final = 0.4
_MARK_WIDTH: Final = 0.3
_DASHES: Final = (8.0, 6.0)


def paint_marks(painter: QPainter, sheet: Sheet) -> None:
    """Where to cut, and in dashes where to fold."""
    pen = QPen(GREY, _MARK_WIDTH)
    painter.setPen(pen)
    painter.drawLines(list(sheet.cuts))
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.drawLines(list(sheet.folds))


def paint_piece(painter: QPainter, piece: Piece, corner: QPointF) -> None:
    """Draw a part, or the slice of it that belongs to this page."""
    painter.save()
    painter.translate(corner)
    painter.scale(1 / UNITS, 1 / UNITS)
    painter.translate(0, piece.top - piece.begin)
    if piece.whole:
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, INK)
        piece.part.document.documentLayout().draw(painter, context)
    else:
        _paint_slice(painter, piece)
    painter.restore()


def _paint_slice(painter: QPainter, piece: Piece) -> None:
    """Draw the lines of a slice, and a hairline under the last one."""
    painter.setPen(INK)
    for line in piece.lines:
        line.draw(painter)
    if piece.end == piece.part.height:
        painter.setPen(QPen(HAIR, _HAIRLINE * UNITS))
        painter.drawLine(QPointF(0, piece.end), QPointF(piece.part.document.textWidth(), piece.end))


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    points: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write small grey words of a person or of ours as plain text, two lines at most."""
    font = plain_font("Noto Sans", "sans-serif", points=points)
    lines = max(1, int(box.height() // (1.4 * points)))
    room = box.width() * UNITS * (lines - 0.15)
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.save()
    painter.scale(1 / UNITS, 1 / UNITS)
    painter.setFont(font)
    painter.setPen(GREY)
    corner = QPointF(box.x() * UNITS, box.y() * UNITS)
    painter.drawText(QRectF(corner, box.size() * UNITS), fitting, option)
    painter.restore()
