"""Everything that is pressed: the button itself, and the names under which pages find the others."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets import icons, look
from ui.widgets.choices import OneOf, Pick, Tick
from ui.widgets.keys import pressed_by_enter
from ui.widgets.rows import LinkRow, NavItem, PauseButton, Tile
from ui.widgets.text import set_property

__all__ = ["Button", "LinkRow", "NavItem", "OneOf", "PauseButton", "Pick", "Tick", "Tile"]

_ICON = 20


class Button(QPushButton):
    """A button with words: "primary" once on a page, else "secondary"; "quiet" for stepping back."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        space: str = "n",
        icon: str | None = None,
        *,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._kind, self._space, self._icon, self._tall = kind, space, icon, tall
        self.setProperty("kind", kind)
        if not text:
            self.setProperty("lone", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        look.follow(self)

    def restyle(self) -> None:
        """Take font, height, colour and icon of the present look."""
        set_property(self, "space", look.space(self._space))
        self.setFont(look.font("body", bold=self._kind == "primary"))
        height = look.height(48 if self._tall else 40)
        self.setMinimumHeight(height)
        if not self.text():
            self.setFixedWidth(height)
        if self._icon:
            size = look.px(_ICON)
            gap = 8 if self.text() else 0
            colour = "on_fill" if self._kind == "primary" else "ink"
            self.setIcon(icons.icon(self._icon, colour, size, gap))
            self.setIconSize(QSize(size + gap, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def set_space(self, space: str) -> None:
        """Take the colour of another place."""
        self._space = space
        self.restyle()

    def set_icon(self, icon: str | None) -> None:
        """Carry another icon."""
        self._icon = icon
        self.restyle()
