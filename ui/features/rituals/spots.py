"""What the keyboard and the pointer can come to in a calendar: a day, one time of a ritual, and "more"."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import Occurrence, Standing
from trustapp.words import _
from ui.features.rituals import said
from ui.features.rituals.carrying import Hold, is_escape
from ui.widgets import dates, look
from ui.widgets.painted import Painted

Key = tuple[RitualId, date]

MOVING_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_OPENING: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
PAD: Final = 9
NAME_LINES: Final = 3


class Spot(Painted):
    """One place of a calendar; its board gives it the keyboard and hears what is wished of it."""

    keyed = Signal(int, bool)
    """A key that moves, and whether Ctrl was held."""
    asked = Signal()
    """Open it: Enter, Space, or a second click."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        super().__init__("", space, parent)
        self.day = date.min
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.follow(self)

    @property
    def key(self) -> Key | None:
        """What names the time of a ritual that stands here; None on any other spot."""
        return None

    @property
    def is_chosen(self) -> bool:
        """Whether it is the chosen one."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the chosen one; a screen reader says so."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setAccessibleDescription(_("chosen") if chosen else "")
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The board knows where a key leads; Enter and Space open."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in MOVING_KEYS and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
        ):
            event.accept()
            self.keyed.emit(key.value, held == Qt.KeyboardModifier.ControlModifier)
        elif key in _OPENING:
            event.accept()
            if not event.isAutoRepeat():
                self.asked.emit()
        else:
            # Not to the button: it would take Left and Right for itself.
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its column, as high as its words."""
        return QSize(0, self.sizeHint().height())

    def _outline(self, painter: QPainter, radius: float, *, dashed: bool = False, line: str = "") -> None:
        """The ground and the edge: 2 px in the hue when it is chosen."""
        edge = 1.0 if self._chosen else 0.5
        pen = look.pen(
            self._space if self._chosen else line or f"{self._space}_line", 2 if self._chosen else 1
        )
        if dashed:
            pen.setDashPattern([3, 2.5] if self._chosen else [4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)


class DayHead(Spot):
    """The head of a day in the week: its name and number, "Today" over today; pressing it chooses the day."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        self._today = self._past = False
        super().__init__(space, parent)

    def show_day(self, day: date, today: date) -> None:
        """Stand for this day."""
        self.day, self._today, self._past = day, day == today, day < today
        name = dates.day_of_week(day)
        self.setAccessibleName(_("{day}, today").format(day=name) if self._today else name)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(look.px(80), look.line_height("small") + look.line_height("body") + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name over number, and a bar under a chosen day."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 2, -4, -4), 8, 8)
        name = _("Today") if self._today else dates.weekday(self.day, short=True)
        small, line = look.line_height("small"), look.line_height("body")
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        room = self.width() - 4
        name = QFontMetricsF(look.font("small")).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(0, 3, self.width(), small), centre, name)
        painter.setFont(look.font("body", bold=self._today))
        painter.setPen(look.colour("ink2" if self._past else "ink"))
        painter.drawText(QRectF(0, small + 3, self.width(), line), centre, str(self.day.day))
        if self._chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._space))
            wide = look.px(28)
            painter.drawRoundedRect(QRectF((self.width() - wide) / 2, self.height() - 5, wide, 3), 1.5, 1.5)


class OccurrenceCell(Spot):
    """One time of a ritual. What is suggested has a broken edge, what rests a bar alone; both say it."""

    taken_up = Signal()
    """The pointer carries it away; what follows is where it is and where it is put down, on the screen."""
    carried = Signal(QPoint)
    put_down = Signal(QPoint)
    let_go = Signal()
    """Escape: it stays where it was."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        self.occurrence: Occurrence | None = None
        self._hold = Hold()
        super().__init__(space, parent)

    @property
    def key(self) -> Key | None:
        """What names this time among all others."""
        return self.occurrence.key if self.occurrence is not None else None

    def show_occurrence(self, occurrence: Occurrence) -> None:
        """Stand for this time."""
        self.occurrence, self.day = occurrence, occurrence.day
        self._hold.let_go()
        self.setAccessibleName(said.in_full(occurrence))
        self.setCursor(Qt.CursorShape.OpenHandCursor if occurrence.movable else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Time, state where there is one, and room for three lines of the name: all of a row are level."""
        lines = NAME_LINES + 1
        if self.occurrence is not None:
            lines += bool(said.state(self.occurrence)) - (not self.occurrence.time)
        return QSize(look.px(80), lines * look.line_height("small") + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, time in bold, how it stands, the name."""
        if self.occurrence is None:
            return
        painter = self._begin()
        self._paint_ground(painter, 8)
        line, room = look.line_height("small"), self.width() - 2 * PAD
        rests = self.occurrence.standing is Standing.RESTS
        top = 6.0
        for words, bold, ink in (
            (self.occurrence.time, True, "ink2" if rests else self._space),
            (said.state(self.occurrence), False, "ink2"),
        ):
            if words:
                self._draw_words(painter, QRectF(PAD, top, room, line), words, "small", ink, bold=bold)
                top += line
        for words in broken(said.name(self.occurrence), look.font("small"), room, NAME_LINES):
            self._draw_words(
                painter, QRectF(PAD, top, room, line), words, "small", "ink2" if rests else "ink"
            )
            top += line

    def _paint_ground(self, painter: QPainter, radius: float) -> None:
        if self.occurrence is None:
            return
        hovered = "control" if self.underMouse() else ""
        if self.occurrence.standing is Standing.PLANNED:
            painter.setBrush(look.colour(f"{self._space}_tint"))
            self._outline(painter, radius, line=hovered)
        elif self.occurrence.standing is Standing.RESTS:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._chosen or hovered:
                self._outline(painter, radius, line=hovered)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("control"))
            painter.drawRoundedRect(self._visual(QRectF(1, 4, 3, self.height() - 8)), 1.5, 1.5)
        else:
            painter.setBrush(look.colour("card"))
            self._outline(painter, radius, dashed=True, line="control")

    # -- the pointer -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold it: what can be moved may be carried from here."""
        super().mousePressEvent(event)
        self._hold.press(event, movable=self.occurrence is not None and self.occurrence.movable)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough, and it is carried."""
        if not self._hold.holds:
            super().mouseMoveEvent(event)
            return
        if self._hold.began(event):
            self.setDown(False)
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # to hear Escape
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.taken_up.emit()
        if self._hold.carries:
            self.carried.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is put down, or was only pressed."""
        carried = self._hold.let_go()
        super().mouseReleaseEvent(event)
        if carried:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.put_down.emit(event.globalPosition().toPoint())

    def event(self, event: QEvent) -> bool:
        """While it is carried, Escape is for this and leads nowhere else."""
        if self._hold.carries and is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While it is carried, Escape lets go of it and no other key does anything."""
        if not self._hold.carries:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._hold.let_go()
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click opens it."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()


class MoreSpot(Spot):
    """Stands for those of a day that there is no room for."""

    def show_more(self, day: date, number: int) -> None:
        """Say how many there are, in words."""
        self.day = day
        self.setText(said.more(number))
        self.setAccessibleName(f"{dates.day_of_week(day)}, {said.more(number)}")

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(look.px(80), look.line_height("small") + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        box = QRectF(self.rect()).adjusted(6, 0, -4, 0)
        self._draw_words(painter, box, self.text(), "small", "ink2")


def broken(text: str, font: QFont, width: float, most: int, indent: float = 0) -> tuple[str, ...]:
    """The words in at most so many lines; the last holds all the rest, to be elided where it is drawn.

    The first line is shorter by ``indent``.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width - (0 if starts else indent)))
        starts.append(2 * line.textStart())
    layout.endLayout()
    # Qt counts in units of UTF-16.
    units = text.encode("utf-16-le")
    ends = [*starts[1:], len(units)]
    return tuple(
        units[start:end].decode("utf-16-le").strip() for start, end in zip(starts, ends, strict=True)
    )
