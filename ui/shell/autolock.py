"""Locks when nobody is there: after a time without input, and when the computer slept in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

TICK_MILLISECONDS: Final = 1000
GAP_SECONDS: Final = 30
DEFAULT_MINUTES: Final = 3
MINUTES: Final = range(1, 16)


class AutoLock(QObject):
    """Cannot be switched off: it runs from its making, and a time out of bounds is put back into them."""

    due = Signal(str)
    """"idle" or "gap"; once until the next input."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._steady, self._wall = steady, wall
        self._seconds = DEFAULT_MINUTES * 60
        self._armed = False
        self._last_input = steady()
        self._last_wall = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def minutes(self) -> int:
        """After how many minutes without input it locks."""
        return self._seconds // 60

    def set_minutes(self, minutes: int) -> None:
        """Lock after this time; never longer than the longest that can be set."""
        self._seconds = min(max(minutes, MINUTES.start), MINUTES.stop - 1) * 60

    def arm(self) -> None:
        """A space is open: count from now."""
        self._armed = True
        self._last_input = self._steady()
        self._last_wall = self._wall()

    def disarm(self) -> None:
        """Everything is locked; there is nothing to count for."""
        self._armed = False

    def touched(self) -> None:
        """Somebody is there. What slept away before is noticed first."""
        self.tick()
        self._last_input = self._steady()

    def tick(self) -> None:
        """Look at both clocks: one stands still while the computer sleeps, the other does not."""
        wall = self._wall()
        gap = abs(wall - self._last_wall)
        self._last_wall = wall
        if not self._armed:
            return
        if gap > GAP_SECONDS:
            self._fall("gap")
        elif self._steady() - self._last_input >= self._seconds:
            self._fall("idle")

    def _fall(self, reason: str) -> None:
        self._armed = False
        self.due.emit(reason)
