"""When something typed asks to be kept: soon after the first key, and again after a while."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

KEEP_AFTER = 1_500
"""Milliseconds from the first key that is not kept yet."""
AGAIN_AFTER = 4_000
"""Milliseconds after which something that could not be kept is tried again."""


class KeepSoon(QTimer):
    """Somebody who writes on and on is heard all the same: a further key does not put it off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)

    def typed(self) -> None:
        """Something is there to be kept."""
        if not self.isActive() or self.interval() == AGAIN_AFTER:
            self.start(KEEP_AFTER)

    def again(self) -> None:
        """It could not be kept now."""
        self.start(AGAIN_AFTER)
