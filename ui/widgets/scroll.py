"""The base of everything that scrolls without a ground of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ClearScroll(QScrollArea):
    """Shows the ground behind it, has no edge, and gives what it holds its whole width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A viewport of ours, not the one Qt made: asked for that, the binding loads every class that
        # it might be, which takes a tenth of the whole start.
        self.setViewport(QWidget())

    def hold(self, held: QWidget) -> None:
        """Show this; the ground behind shows through it."""
        self.setWidget(held)
        held.setAutoFillBackground(False)  # setWidget sets it
