"""The rows of the agenda: what they are, how they are painted, and the list that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from trustapp.services.ritual_views import Occurrence, Span, Standing
from trustapp.words import _
from ui.features.rituals import said
from ui.features.rituals.carrying import EDGE, Hold, is_escape
from ui.widgets import dates, look
from ui.widgets.record_model import RecordModel

_PAD = 20
_NARROW: Final = 560
"""Under this width, at the smallest text, who begins and how long it takes stand under the name."""
DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
OPENING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class AgendaRow:
    """The heading of a day, or one time on it."""

    day: date
    occurrence: Occurrence | None = None
    today: bool = False


def rows_of(span: Span) -> tuple[AgendaRow, ...]:
    """Every day from today on that something comes on, and what comes on it."""
    rows: list[AgendaRow] = []
    for one in sorted(span.occurrences, key=_when):
        if one.day < span.today:
            continue
        if not rows or rows[-1].day != one.day:
            rows.append(AgendaRow(one.day, today=one.day == span.today))
        rows.append(AgendaRow(one.day, one))
    return tuple(rows)


def _when(one: Occurrence) -> tuple[date, str]:
    return one.day, one.time


def _key_of(row: AgendaRow) -> object:
    return row.occurrence.key if row.occurrence is not None else row.day


def _heading(row: AgendaRow) -> str:
    words = dates.day_of_week(row.day)
    return _("{day}, today").format(day=words) if row.today else words


def _words_of(row: AgendaRow) -> str:
    return said.in_full(row.occurrence) if row.occurrence is not None else _heading(row)


def _itself(row: AgendaRow) -> AgendaRow:
    return row


ROW: Final = int(Qt.ItemDataRole.UserRole)


class AgendaModel(RecordModel[AgendaRow]):
    """The rows; the keyboard goes past the headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        roles = {
            int(Qt.ItemDataRole.DisplayRole): _words_of,
            int(Qt.ItemDataRole.AccessibleTextRole): _words_of,
            ROW: _itself,
        }
        super().__init__(_key_of, roles, parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is read and not chosen."""
        row = self.row_at(self.index(index.row()))
        if row is None or row.occurrence is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class AgendaList(QListView):
    """The list itself: arrows go from time to time, and the keys of the other views do the same here."""

    keyed = Signal(int, bool)
    taken_up = Signal()
    """The pointer carries the current row away; what follows is as with the cells of the week."""
    carried = Signal(QPoint)
    put_down = Signal(QPoint)
    let_go = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lit: date | None = None
        """The day on which what is carried would land."""
        self._hold = Hold()

    @property
    def is_narrow(self) -> bool:
        """Whether a row needs two lines."""
        return self.viewport().width() < look.px(_NARROW)

    def land(self, _one: Occurrence, at: QPoint) -> tuple[date, str] | None:
        """The day of the row at this place of the viewport."""
        row = self.indexAt(at).data(ROW)
        return (row.day, "") if isinstance(row, AgendaRow) else None

    def light(self, one: Occurrence | None, at: QPoint) -> None:
        """Light the day on which it would land; near an edge, scroll."""
        landed = self.land(one, at) if one is not None else None
        day = landed[0] if landed is not None else None
        if one is not None:
            bar, height = self.verticalScrollBar(), self.viewport().height()
            bar.setValue(bar.value() + (at.y() > height - EDGE) * EDGE - (at.y() < EDGE) * EDGE)
        if day != self.lit:
            self.lit = day
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row; what can be moved may be carried from here."""
        super().mousePressEvent(event)
        row = self.indexAt(event.position().toPoint()).data(ROW)
        one = row.occurrence if isinstance(row, AgendaRow) else None
        self._hold.press(event, movable=one is not None and one.movable)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough, and it is carried; otherwise a held pointer chooses nothing on its way."""
        if self._hold.began(event):
            self.taken_up.emit()
        if self._hold.carries:
            self.carried.emit(event.globalPosition().toPoint())
        elif not event.buttons():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is put down, or was only pressed."""
        carried = self._hold.let_go()
        super().mouseReleaseEvent(event)
        if carried:
            self.put_down.emit(event.globalPosition().toPoint())

    def event(self, event: QEvent) -> bool:
        """While something is carried, Escape is for this and leads nowhere else."""
        if self._hold.carries and is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space, Ctrl with an arrow and paging past an end are for the view, the rest for the list."""
        key = Qt.Key(event.key())
        if self._hold.carries:
            if key == Qt.Key.Key_Escape:
                self._hold.let_go()
                self.let_go.emit()
            return
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._at_an_end(key) or key in OPENING or (ctrl and key in DAYS):
            event.accept()
            if not (key in OPENING and event.isAutoRepeat()):
                self.keyed.emit(key.value, ctrl)
        else:
            super().keyPressEvent(event)

    def _at_an_end(self, key: Qt.Key) -> bool:
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
        return (key == Qt.Key.Key_PageDown and row >= last) or (key == Qt.Key.Key_PageUp and row <= 1)


class RowPainter(QStyledItemDelegate):
    """Paints a heading, or time, name, who begins and how long."""

    def __init__(self, view: AgendaList, space: str) -> None:
        super().__init__(view)
        self._list, self._space = view, space

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are level, so that thousands need not be measured."""
        lines = look.line_height("body")
        if self._list.is_narrow:
            lines += look.line_height("small")
        return QSize(0, max(look.height(48), lines + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = index.data(ROW)
        if not isinstance(row, AgendaRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if self._list.lit is not None:
            option.state &= ~QStyle.StateFlag.State_MouseOver
        if row.day == self._list.lit:
            painter.fillRect(box, look.colour(f"{self._space}_tint"))
            painter.fillRect(
                self._visual(QRectF(box.x(), box.y(), 4, box.height()), box), look.colour(self._space)
            )
        if row.occurrence is None:
            low = box.adjusted(_PAD, box.height() - look.line_height("read") - 10, -_PAD, 0)
            self._words(painter, low, _heading(row), "read")
        else:
            self._paint_ground(painter, box, option.state)
            self._paint_time(painter, box, row.occurrence)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        inner = box.adjusted(8, 2, -8, -2)
        rule = QRectF(box.x() + _PAD, box.y(), box.width() - 2 * _PAD, 1)
        painter.fillRect(rule, look.colour("line"))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(look.colour(f"{self._space}_tint"))
            painter.drawRoundedRect(inner, 8, 8)
            painter.setBrush(look.colour(self._space))
            bar = QRectF(inner.x() + 3, box.center().y() - 10, 3, 20)
            painter.drawRoundedRect(self._visual(bar, box), 1.5, 1.5)
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(inner, 8, 8)

    def _paint_time(self, painter: QPainter, box: QRectF, one: Occurrence) -> None:
        ink = "ink2" if one.standing is Standing.RESTS else "ink"
        wide = QFontMetricsF(look.font("small")).horizontalAdvance("00:00")
        words = max(wide, QFontMetricsF(look.font("small")).horizontalAdvance(_("Any time")))
        line, small = look.line_height("body"), look.line_height("small")
        side = ", ".join(part for part in (said.state(one), said.who_and_long(one)) if part)
        start, room = box.x() + _PAD + words + 20, box.width() - 2 * _PAD - words - 20
        narrow = self._list.is_narrow
        top = box.center().y() - (line + (small if narrow else 0)) / 2
        time = QRectF(box.x() + _PAD, top + (line - small) / 2 + 1, words + 2, small)
        self._words(painter, self._visual(time, box), one.time or _("Any time"), "small", "ink2")
        if narrow:
            self._words(
                painter, self._visual(QRectF(start, top, room, line), box), said.name(one), "body", ink
            )
            under = self._visual(QRectF(start, top + line, room, small), box)
            self._words(painter, under, side, "small", "ink2")
            return
        taken = min(QFontMetricsF(look.font("small")).horizontalAdvance(side) + 2, room / 2)
        name = self._visual(QRectF(start, top, room - taken - 16, line), box)
        self._words(painter, name, said.name(one), "body", ink)
        end = self._visual(QRectF(start + room - taken, time.y(), taken, small), box)
        self._words(painter, end, side, "small", "ink2")

    def _visual(self, inner: QRectF, box: QRectF) -> QRectF:
        if self._list.isRightToLeft():
            return QRectF(box.left() + box.right() - inner.right(), inner.y(), inner.width(), inner.height())
        return inner

    def _words(self, painter: QPainter, box: QRectF, text: str, role: str, colour: str = "ink") -> None:
        font = look.font(role)
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setLayoutDirection(self._list.layoutDirection())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fitting)
