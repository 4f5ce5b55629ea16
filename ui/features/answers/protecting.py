"""Under the releases: whether a No or a need protects anywhere, and the way to state it at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.answers import Preview
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import Prose


class Protecting(QWidget):
    """Hidden where there is nothing to protect."""

    state_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Prose("", "small", tone="own", bold=True)
        self._state = Button(_("State it now…"), "secondary", icon="shield")
        self._state.clicked.connect(self.state_requested)
        self._other = Prose(
            _(
                "A limit or need of yours about this stands in other words, in “Our agreement”. Another "
                "answer here does not lift it."
            ),
            "small",
            tone="2",
        )
        vbox(self._words, hbox(self._state, None), self._other, gap=8, margins=(0, 6, 0, 6), parent=self)
        self.hide()

    def show_preview(self, preview: Preview) -> None:
        """Where the answer on the screen protects, now."""
        words = ""
        if preview.stands:
            words = _("This stands, as yours, in “Our agreement”.")
        elif preview.hint_limit:
            words = _("A no here is not shown. You can state it as a limit.")
        elif preview.protects_nowhere_yet:
            words = _("This protects you nowhere yet. Released, it stands from the moment you two open it.")
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._state.setVisible(bool(words) and not preview.stands)
        self._other.setVisible(preview.other_stands)
        self.setVisible(bool(words) or preview.other_stands)
