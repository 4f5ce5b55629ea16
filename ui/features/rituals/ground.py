"""What the days of a calendar stand on: it knows where each is, and takes in what is carried over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from trustapp.services.ritual_views import Occurrence, Span
from ui.features.rituals.days import Band, landing
from ui.features.rituals.spots import Key, MoreSpot, Spot
from ui.widgets import look

COLUMN: Final = 78
"""The narrowest column, at the smallest text: narrower ones would break most words."""

Spots = Mapping[date, Sequence[Spot]]
"""Of each day, in the order in which the arrows go: its head first."""


class Ground(QWidget):
    """Where the days stand; it knows which is where, and lights where what is carried would land."""

    laid_out = Signal()

    def __init__(self, space: str) -> None:
        super().__init__()
        self._space = space
        self._lit: QRect | None = None
        self._today = date.min
        self.setProperty("ground", "clear")

    # -- what a calendar says of itself ------------------------------------------------------------

    def show_days(self, span: Span) -> Spots:
        """Show these days; gives the spots that the keyboard goes through."""
        raise NotImplementedError

    def level(self, spot: Spot) -> int:
        """How far down in its day a spot is, to find the one beside it."""
        raise NotImplementedError

    def below(self) -> int:
        """How many days further the one under a day is; 0 where none is."""
        raise NotImplementedError

    def pushed(self, occurrence: Occurrence, step: int) -> tuple[date, str] | None:
        """Where Ctrl with Up (-1) or Down (1) puts it: the day, and the new time or "" to keep its own."""
        raise NotImplementedError

    def unfold(self, _spot: MoreSpot) -> bool:
        """Show more of those that there was no room for; False where the day itself does."""
        return False

    def reveal(self, _key: Key, _span: Span) -> bool:
        """Make room for a time that is not shown; True if the days are to be shown again for it."""
        return False

    def target(self, at: QPoint) -> tuple[date, Band | None] | None:
        """The day, and the part of it, at a place of the ground."""
        raise NotImplementedError

    def box_of(self, day: date, band: Band) -> QRect:
        """Where something lands on that day."""
        raise NotImplementedError

    # -- what is carried over it -------------------------------------------------------------------

    def land(self, occurrence: Occurrence, at: QPoint) -> tuple[date, str] | None:
        """Where it would land; a day that has passed takes nothing in."""
        target = self.target(at)
        if target is None or target[0] < self._today:
            return None
        return target[0], landing(occurrence, target[1])[1]

    def light(self, occurrence: Occurrence | None, at: QPoint) -> None:
        """Light the place where it would land."""
        target = self.target(at) if occurrence is not None else None
        box = None
        if occurrence is not None and target is not None and target[0] >= self._today:
            box = self.box_of(target[0], landing(occurrence, target[1])[0])
        if box != self._lit:
            self._lit = box
            self.update()

    def paint_lit(self, painter: QPainter) -> None:
        """The place where what is carried would land."""
        if self._lit is not None:
            painter.setPen(look.pen(self._space, 2))
            painter.setBrush(look.colour(f"{self._space}_tint"))
            painter.drawRoundedRect(QRectF(self._lit).adjusted(2, 2, -2, -2), 8, 8)

    def paint_line(self, painter: QPainter, top: int) -> None:
        """A hairline from end to end."""
        painter.fillRect(QRect(0, top, self.width(), 1), look.colour("line"))

    def event(self, event: QEvent) -> bool:
        """Its height may be another one now."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return done
