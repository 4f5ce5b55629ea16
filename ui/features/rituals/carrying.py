"""Taking one time of a ritual to another day with the pointer, within the window alone.

It is not the system's drag and drop: that runs a loop of its own, in which somebody may lock or quit, and
tells every other program under the pointer that something is carried. Here nothing leaves the view.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from trustapp.services.ritual_views import Occurrence
from ui.widgets import look

EDGE: Final = 24
"""How near to an edge the pointer scrolls what scrolls there."""
_RIM: Final = 3

Land = Callable[[Occurrence, QPoint], tuple[date, str] | None]
"""The day and the new time, "" to keep its own, where something would land; None where nothing lands."""
Light = Callable[[Occurrence | None, QPoint], None]
"""Light the place where something would land; None: no place."""


def is_escape(event: QEvent) -> bool:
    """Whether a key asks, before any shortcut hears it, to be for what is carried: only Escape is."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.key() == Qt.Key.Key_Escape


class Hold:
    """Whether the pointer holds something that may be carried, and whether it carries it by now."""

    def __init__(self) -> None:
        self._from: QPoint | None = None
        self.carries = False

    @property
    def holds(self) -> bool:
        """Whether a movement of the pointer is for this."""
        return self.carries or self._from is not None

    def press(self, event: QMouseEvent, *, movable: bool) -> None:
        """The pointer went down on something."""
        held = movable and event.button() == Qt.MouseButton.LeftButton
        self._from, self.carries = (event.position().toPoint() if held else None), False

    def began(self, event: QMouseEvent) -> bool:
        """The pointer moved: whether it is only now far enough away to carry."""
        if self._from is None:
            return False
        way = (event.position().toPoint() - self._from).manhattanLength()
        if way < QApplication.startDragDistance():
            return False
        self._from, self.carries = None, True
        return True

    def let_go(self) -> bool:
        """It is held no longer; whether it had been carried."""
        was = self.carries
        self._from, self.carries = None, False
        return was


class _Picture(QWidget):
    """What is carried, under the pointer."""

    def __init__(self, picture: QPixmap, window: QWidget) -> None:
        super().__init__(window)
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(picture.deviceIndependentSize().toSize() + QSize(2 * _RIM, 2 * _RIM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """On a ground of its own: it is read over whatever lies under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("control"))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.drawPixmap(_RIM, _RIM, self._picture)


class Carrying(QObject):
    """Carries a time over the field of a view, and tells where it was put down."""

    put = Signal(object, object, str)
    """The key of the occurrence, its new day, its new time or "" to keep its own."""

    def __init__(self, view: QWidget, field: QWidget, land: Land, light: Light) -> None:
        super().__init__(view)
        self._view, self._field, self._land, self._light = view, field, land, light
        self._one: Occurrence | None = None
        self._picture: _Picture | None = None

    def take_up(self, one: Occurrence, picture: QPixmap) -> None:
        """Carry this from now on, with this picture of it under the pointer."""
        self.end()
        self._one = one
        self._picture = _Picture(picture, self._view.window())

    def carry_to(self, at: QPoint) -> None:
        """The pointer is there now, on the screen."""
        if self._one is None or self._picture is None:
            return
        self._scroll_to(at)
        place = self._view.window().mapFromGlobal(at)
        self._picture.move(place.x() - self._picture.width() // 2, place.y() + 10)
        self._picture.show()
        self._picture.raise_()
        self._light(self._one if self._is_seen(at) else None, self._field.mapFromGlobal(at))

    def put_down(self, at: QPoint) -> None:
        """It is let go there; on its own day and at its own time that is nothing."""
        one = self._one
        landed = (
            self._land(one, self._field.mapFromGlobal(at)) if one is not None and self._is_seen(at) else None
        )
        self.end()
        if one is not None and landed is not None and landed != (one.day, ""):
            self.put.emit(one.key, *landed)

    def end(self) -> None:
        """Nothing is carried any more, and nothing has moved."""
        self._one = None
        picture, self._picture = self._picture, None
        if picture is not None:
            picture.hide()
            picture.deleteLater()
            self._light(None, QPoint())

    def _is_seen(self, at: QPoint) -> bool:
        """Whether that place of the field is in sight: nothing is put down where nobody sees it land."""
        return self._field.visibleRegion().contains(self._field.mapFromGlobal(at))

    def _scroll_to(self, at: QPoint) -> None:
        around = self._field.parentWidget()
        while around is not None:
            held = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and held is not None:
                room = around.viewport().rect()
                place = around.viewport().mapFromGlobal(at)
                place.setX(min(max(place.x(), room.left()), room.right()))
                place.setY(min(max(place.y(), room.top()), room.bottom()))
                place = held.mapFrom(around.viewport(), place)
                around.ensureVisible(place.x(), place.y(), EDGE, EDGE)
            around = around.parentWidget()
