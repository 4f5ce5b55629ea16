"""How a row of the list is drawn: day, title, snippet; what was found is heavier and has a ground."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from trustapp.domain.reflections import Piece, Row
from trustapp.words import _
from ui.features.reflections import words
from ui.features.reflections.lazy_rows import ROW
from ui.widgets import look
from ui.widgets.text import in_order

_SIDE = 20
_END = 14
_BEFORE = 22
"""Letters of a snippet before the first hit."""


def row_height() -> int:
    """The height of every row."""
    return 2 * look.line_height("small") + look.line_height("body") + look.px(14) + 18


class RowDelegate(QStyledItemDelegate):
    """Draws plain words alone: nothing that somebody wrote is taken for markup."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.open_id = ""
        self.today: date | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows have one height."""
        return QSize(look.px(200), row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, bar, and three lines."""
        row = index.data(ROW)
        box = QRectF(option.rect).adjusted(1, 2, -1, -2)
        state = option.state
        is_open = isinstance(row, Row) and row.id == self.open_id
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, state, is_open=is_open, mirrored=mirrored)
        left, right = (_END, _SIDE) if mirrored else (_SIDE, _END)
        room = box.adjusted(left, 0, -right, 0)
        if isinstance(row, Row):
            self._lines(painter, room, row, is_open=is_open, mirrored=mirrored)
        else:
            self._waiting(painter, room)
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, is_open: bool, mirrored: bool
    ) -> None:
        if is_open:
            painter.setPen(look.pen("own_line"))
            painter.setBrush(look.colour("own_tint"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("own"))
            x = box.right() - 8 if mirrored else box.left() + 5
            painter.drawRoundedRect(QRectF(x, box.top() + 14, 3, box.height() - 28), 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.pen("ink", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)

    def _lines(self, painter: QPainter, room: QRectF, row: Row, *, is_open: bool, mirrored: bool) -> None:
        small, body = look.line_height("small"), look.line_height("body")
        gap = look.px(5)
        top = room.top() + (room.height() - 2 * small - body - 2 * gap) / 2
        day = words.when(row.day, row.time, self.today)
        if row.pinned:
            day = _("Pinned · {day}").format(day=day)
        line = QRectF(room.left(), top, room.width(), small)
        _line(painter, line, (Piece(day),), "small", "ink2", mirrored=mirrored)
        line = QRectF(room.left(), top + small + gap, room.width(), body)
        _line(painter, line, (Piece(words.title(row)),), "body", "ink", bold=is_open, mirrored=mirrored)
        line = QRectF(room.left(), top + small + body + 2 * gap, room.width(), small)
        ground = "card" if is_open else "own_tint"
        _line(painter, line, near_hit(row.snippet), "small", "ink2", mirrored=mirrored, ground=ground)

    @staticmethod
    def _waiting(painter: QPainter, room: QRectF) -> None:
        """Where the lines of a row will be."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        for part, width in ((0.22, 0.3), (0.48, 0.55), (0.74, 0.85)):
            y = room.top() + room.height() * part
            painter.drawRoundedRect(QRectF(room.left(), y, room.width() * width, look.px(6)), 3, 3)


def near_hit(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The snippet from shortly before what was found, so that a narrow list shows it."""
    if len(pieces) < 2 or pieces[0].hit or len(pieces[0].text) <= _BEFORE:
        return pieces
    tail = pieces[0].text[-_BEFORE:]
    _cut, space, whole = tail.partition(" ")
    return (Piece("…" + (whole if space else tail)), *pieces[1:])


def _line(
    painter: QPainter,
    box: QRectF,
    pieces: tuple[Piece, ...],
    role: str,
    colour: str,
    *,
    mirrored: bool,
    bold: bool = False,
    ground: str = "own_tint",
) -> None:
    """One line of plain pieces, cut at its end with three dots."""
    text, formats = "", []
    for piece in pieces:
        shown = in_order(" ".join(piece.text.split("\n")))
        if piece.hit:
            formats.append(_hit(_units(text), _units(shown), ground))
        text += shown
    font = look.font(role, bold=bold)
    metrics = QFontMetricsF(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    turned = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(turned)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.setCacheEnabled(False)
    dots = metrics.horizontalAdvance("…")
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width())
    cut = line.textLength() < _units(text)
    if cut:
        line.setLineWidth(max(1.0, box.width() - dots))
    layout.endLayout()
    painter.setPen(look.colour(colour))
    shift = dots if cut and mirrored else 0.0
    place = QPointF(box.left() + shift, box.top())
    line.draw(painter, place)
    if cut:
        painter.setFont(font)
        x = box.left() if mirrored else box.left() + line.naturalTextWidth()
        painter.drawText(QPointF(x, box.top() + metrics.ascent()), "…")


def _hit(start: int, length: int, ground: str) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    look_of_hit = QTextCharFormat()
    look_of_hit.setFontWeight(QFont.Weight.Bold.value)
    look_of_hit.setForeground(look.colour("ink"))
    look_of_hit.setBackground(look.colour(ground))
    made.start, made.length, made.format = start, length, look_of_hit
    return made


def _units(text: str) -> int:
    """How long a text is as the toolkit counts."""
    return len(text) + sum(one > "\uffff" for one in text)
