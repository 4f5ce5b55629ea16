"""A circle to breathe with: four in, six out; it stands still where nothing is to move."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import look

IN_SECONDS: Final = 4.0
OUT_SECONDS: Final = 6.0
_FRAME: Final = 33
_STILL_FRAME: Final = 1000
_LEAST, _MOST = 0.86, 1.0
_RINGS: Final = ((0.98, 0.35), (0.82, 0.6), (0.635, 1.0))
"""(radius as a part of the whole, how much of the tint)"""
_DISC: Final = 0.467
_LARGEST_DISC: Final = 0.6


class BreathingCircle(QWidget):
    """Three soft rings, an arc for the phase and two lines of words; it runs only while it is seen."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._begun = clock()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMaximumSize(480, 480)
        self.setAccessibleName(_("A circle to breathe with"))
        self.setAccessibleDescription(_("Breathe in slowly, to four; breathe out slowly, to six."))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.update)

    def phase(self) -> tuple[bool, float]:
        """Whether one breathes in now, and how much of that is done, from 0 to 1."""
        at = (self._clock() - self._begun) % (IN_SECONDS + OUT_SECONDS)
        if at < IN_SECONDS:
            return True, at / IN_SECONDS
        return False, (at - IN_SECONDS) / OUT_SECONDS

    def words(self) -> tuple[str, str]:
        """What the circle says now."""
        breathes_in, _part = self.phase()
        if breathes_in:
            return _("Breathe in"), _("slowly, to four")
        return _("Breathe out"), _("slowly, to six")

    def extent(self) -> float:
        """How large the soft rings are now; always the same where less motion is wanted."""
        if look.LOOK.reduced_motion:
            return _MOST
        breathes_in, part = self.phase()
        eased = (1 - math.cos(part * math.pi)) / 2
        grown = eased if breathes_in else 1 - eased
        return _LEAST + (_MOST - _LEAST) * grown

    def sizeHint(self) -> QSize:
        """As large as there is room for."""
        return QSize(480, 480)

    def minimumSizeHint(self) -> QSize:
        """Large enough for its words."""
        words = QFontMetricsF(look.font("title")).horizontalAdvance(_("Breathe out"))
        size = max(220, round((words + 24) / _LARGEST_DISC))
        return QSize(size, size)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a breath in."""
        super().showEvent(event)
        self._begun = self._clock()
        self._timer.start(_STILL_FRAME if look.LOOK.reduced_motion else _FRAME)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs on a hidden page."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rings, disc, arc, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = min(self.width(), self.height()) / 2
        centre = QPointF(self.width() / 2, self.height() / 2)
        extent = self.extent()
        painter.setPen(Qt.PenStyle.NoPen)
        for radius, strength in _RINGS:
            tint = look.colour("s_tint")
            tint.setAlphaF(strength)
            painter.setBrush(tint)
            painter.drawEllipse(centre, whole * radius * extent, whole * radius * extent)
        words = QFontMetricsF(look.font("title")).horizontalAdvance(self.words()[0])
        disc = max(whole * _DISC, min(whole * _LARGEST_DISC, words / 2 + 20))
        painter.setBrush(look.colour("card"))
        painter.setPen(look.pen("s_line"))
        painter.drawEllipse(centre, disc, disc)
        self._paint_arc(painter, centre, whole * _RINGS[-1][0])
        self._paint_words(painter, centre, disc)

    def _paint_arc(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        breathes_in, part = self.phase()
        if look.LOOK.reduced_motion:
            seconds = IN_SECONDS if breathes_in else OUT_SECONDS
            part = math.floor(part * seconds + 1) / seconds
        pen = QPen(look.colour("s"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(box, 90 * 16, round(-360 * 16 * part))

    def _paint_words(self, painter: QPainter, centre: QPointF, disc: float) -> None:
        title, line = self.words()
        top = centre.y() - (look.line_height("title") + look.line_height("body")) / 2
        for text, role, colour in ((title, "title", "ink"), (line, "body", "ink2")):
            height = look.line_height(role)
            painter.setFont(look.font(role))
            painter.setPen(look.colour(colour))
            box = QRectF(centre.x() - 2 * disc, top, 4 * disc, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            top += height
