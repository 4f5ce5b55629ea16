"""What protects its owner nowhere yet: shown to them alone, and stated at once if they want."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.kept_back import KeptAnswer
from trustapp.words import _
from ui.widgets.boxes import Tint
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox
from ui.widgets.text import PlainLabel, Prose


class KeptRow(QWidget):
    """One No or need: look at it, or state it now."""

    opened = Signal(str, str)
    state_requested = Signal(str)

    def __init__(self, kept: KeptAnswer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        look = Button(_("Look at it"), "quiet")
        look.setAccessibleName(_("Look at {title}").format(title=kept.title))
        look.clicked.connect(self._open)
        state = Button(_("State it now…"), "secondary", icon="shield")
        state.setAccessibleName(_("State now: {title}").format(title=kept.title))
        state.clicked.connect(self._state)
        title = Prose(kept.title, "body")
        row = hbox((title, 1), look, state, gap=8, parent=self)
        row.setAlignment(title, Qt.AlignmentFlag.AlignVCenter)

    def _open(self) -> None:
        self.opened.emit(self._kept.category, self._kept.item)

    def _state(self) -> None:
        self.state_requested.emit(self._kept.item)


class KeptCard(Tint):
    """All of it, category by category."""

    opened = Signal(str, str)
    state_requested = Signal(str)

    def __init__(self, kept: tuple[KeptAnswer, ...], parent: QWidget | None = None) -> None:
        super().__init__("own", parent)
        self.body.addWidget(PlainLabel(_("This protects you nowhere yet"), "read"))
        words = _(
            "You said no here, or named a need, and have not stated it. You can leave it so; the other "
            "then does not know of it. Only you see this. To state one you need no sheet and nobody’s "
            "answer."
        )
        self.body.addWidget(Prose(words, "small", tone="2"))
        for where, group in groupby(kept, attrgetter("where")):
            self.body.addSpacing(10)
            self.body.addWidget(PlainLabel(where, "small", tone="2", wrap=True))
            for one in group:
                row = KeptRow(one, self)
                row.opened.connect(self.opened)
                row.state_requested.connect(self.state_requested)
                self.body.addSpacing(6)
                self.body.addWidget(row)
