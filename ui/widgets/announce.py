"""Says aloud, through a screen reader, what appeared on the screen by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have these words read out, wherever the focus is."""
    # Not at the top: the binding makes all of QAccessible then, and nothing is announced at a start.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
