"""What is shown where the folder cannot be opened: why, what helps, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.words import _
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.messages import text_for
from ui.widgets.text import Prose


class ShutPage(QWidget):
    """Nothing is lost and nothing is opened; help is as near as everywhere."""

    again_requested = Signal()
    help_requested = Signal()
    close_requested = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = Card(self)
        card.setMaximumWidth(640)
        card.body.addWidget(Prose(_("This cannot be opened now"), "title", leading=1.4))
        card.body.addSpacing(8)
        card.body.addWidget(Prose(words, "body", tone="2"))
        card.body.addSpacing(24)
        self.help_button = Button(_("Help and safety"), "quiet", icon="help")
        self.close_button = Button(_("Close"), "secondary")
        self.again_button = Button(_("Try again"), "primary")
        card.body.addLayout(hbox(self.help_button, None, self.close_button, self.again_button, gap=12))
        self.help_button.clicked.connect(self.help_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.again_button.clicked.connect(self.again_requested)
        vbox(None, hbox(None, (card, 6), None), None, margins=(32, 32, 32, 32), parent=self)

    @classmethod
    def of(cls, error: UserError, parent: QWidget | None = None) -> ShutPage:
        """The page for an error that a person can act on."""
        return cls(text_for(error), parent)
