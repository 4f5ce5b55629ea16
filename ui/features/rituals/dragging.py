"""Taking one time of a ritual to another day with the pointer, and nothing private on the way.

What is carried is a token that means something in this process only: no other program can read from it what
is planned, and what another program carries is never taken for one of these.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from trustapp.services.ritual_views import Occurrence
from ui.widgets import icons, look

MIME: Final = "application/x-trustapp-occurrence"

_carried: dict[bytes, Occurrence] = {}
"""What is being carried now, by its token; one at most."""


def take_up(occurrence: Occurrence) -> QMimeData:
    """What a drag carries for one time of a ritual; whatever was carried before is let go."""
    token = secrets.token_hex(16).encode()
    _carried.clear()
    _carried[token] = occurrence
    data = QMimeData()
    data.setData(MIME, token)
    return data


def let_go() -> None:
    """Nothing is carried any more: its token opens nothing from now on."""
    _carried.clear()


def carried(data: QMimeData) -> Occurrence | None:
    """What a drag carries, None if it is nothing of ours."""
    return _carried.get(bytes(data.data(MIME).data())) if data.hasFormat(MIME) else None


class Carrying(QObject):
    """Lets the pointer carry a time for one view, and tells where it was put when the carrying has ended."""

    put = Signal(object, object, str)
    """The key of the occurrence, its new day, its new time or "" to keep its own."""

    def __init__(self, view: QWidget, space: str) -> None:
        super().__init__(view)
        self._view, self._space = view, space
        self._under_way = False
        self._landed: tuple[object, date, str] | None = None

    def carry(self, occurrence: Occurrence) -> None:
        """Carry it until it is put down; Escape, or the page being put away, ends that."""
        drag = QDrag(self._view)
        drag.setMimeData(take_up(occurrence))
        picture = _picture(occurrence, self._view, self._space)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(picture.deviceIndependentSize().toSize().width() // 2, look.px(12)))
        self._under_way, self._landed = True, None
        try:
            drag.exec(Qt.DropAction.MoveAction)
        finally:
            let_go()
            self._under_way = False
        self._tell()

    def drop(self, occurrence: Occurrence, day: date, time: str = "") -> None:
        """It was put down here; on its own day and at its own time that is nothing."""
        if not occurrence.movable or (day, time) == (occurrence.day, ""):
            return
        self._landed = (occurrence.key, day, time)
        if not self._under_way:
            self._tell()

    def _tell(self) -> None:
        """Not before Qt has let go of the pointer: what this leads to may ask something."""
        landed, self._landed = self._landed, None
        if landed is not None:
            self.put.emit(*landed)

    def end(self) -> None:
        """Nothing is carried from a page that is put away."""
        if self._under_way:
            QDrag.cancel()


def _picture(occurrence: Occurrence, source: QWidget, space: str) -> QPixmap:
    """Its time in the tint of the place: over other windows, too, this says nothing of what it is."""
    font = look.font("small", bold=True)
    size, words = look.px(18), QFontMetricsF(font).horizontalAdvance(occurrence.time)
    width, height = round(words) + (size + 24 if not words else 24), look.line_height("small") + 16
    ratio = source.devicePixelRatio()
    canvas = QPixmap(round(width * ratio), round(height * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.pen(space, 2))
    painter.setBrush(look.colour(f"{space}_tint"))
    box = QRectF(1, 1, width - 2, height - 2)
    painter.drawRoundedRect(box, 8, 8)
    painter.setFont(font)
    painter.setPen(look.colour(space))
    if occurrence.time:
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), occurrence.time)
    else:
        painter.drawPixmap(
            round((width - size) / 2), round((height - size) / 2), icons.pixmap("rituals", space, size)
        )
    painter.end()
    return canvas
