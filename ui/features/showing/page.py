"""What the other may read: exactly this passage, and those that are out already."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.shown import Passage
from trustapp.words import _
from ui.features.showing.presenter import ShowingPresenter
from ui.widgets import dates
from ui.widgets.boxes import Card, Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.further import Rows
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class ShowingPage(Page):
    """The passage that is looked at first, then what is out."""

    KEY = "showing"
    TITLE = _("One passage to read")

    def __init__(self, presenter: ShowingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("One passage to read"), space="own", parent=parent)
        self._presenter = presenter
        self._asked, self._out = vbox(), vbox()
        self.content.addLayout(vbox(self._asked, self._out, gap=16))
        self.content.addStretch(1)
        back = Button(_("Back to the reflections"))
        back.clicked.connect(presenter.leave)
        self.set_foot(back)
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """``text``: the words that were chosen."""
        if "text" in place:
            clear(self._asked)
            self._presenter.offer(str(place["text"]))

    # -- what the presenter shows ------------------------------------------------------------------

    def show_preview(self, passage: Passage) -> None:
        """Exactly what the other will see."""
        self.messages.clear()
        clear(self._asked)
        name = self._presenter.other
        card = Tint("s")
        card.body.addWidget(
            PlainLabel(_("{name} will see exactly this").format(name=name), "body", tone="s", bold=True)
        )
        card.body.addSpacing(10)
        card.body.addWidget(Prose(passage.text, "read"))
        card.body.addSpacing(12)
        note = _(
            "It is a copy: your reflection stays closed, and what you change there does not change it. You "
            "can take it back at any time. By then it may have been read, and nobody can say whether it was."
        )
        card.body.addWidget(Prose(note, "small", tone="2"))
        ways = QWidget()
        flow = Flow(ways, gap=12)
        leave = Button(_("Not now"))
        leave.clicked.connect(self._presenter.leave)
        act = Button(_("Let {name} read it").format(name=name), "primary", "s")
        act.clicked.connect(self._presenter.show)
        flow.addWidget(leave)
        flow.addWidget(act)
        card.body.addSpacing(16)
        card.body.addWidget(ways)
        self._asked.addWidget(card)
        leave.setFocus()

    def show_mine(self, passages: tuple[Passage, ...]) -> None:
        """What can be read now, each with its way back."""
        clear(self._out)
        card = Card()
        head = _("What {name} can read now").format(name=self._presenter.other)
        card.body.addWidget(PlainLabel(head, "read", wrap=True))
        card.body.addSpacing(4)
        if passages:
            card.body.addWidget(Rows([partial(self._row, one) for one in passages]))
        else:
            nothing = _("No passage. Choose words in a reflection to show them, or leave it so.")
            card.body.addWidget(Prose(nothing, "body", tone="2"))
        self._out.addWidget(card)

    def _row(self, passage: Passage) -> tuple[QWidget, ...]:
        row = _Out(passage)
        row.taken_back.connect(self._presenter.take_back)
        return Rule(), row

    def show_shown(self) -> None:
        """It is out."""
        clear(self._asked)
        self.messages.inform(_("It can be read now, on the page “What helps”."))

    def show_taken_back(self) -> None:
        """It is gone from the shared space."""
        self.messages.inform(_("It is taken back. It may have been read before."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)


class _Out(QWidget):
    """One passage that is out."""

    taken_back = Signal(str)

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        self._id = passage.id
        day = dates.day(date.fromisoformat(passage.day))
        back = Button(_("Take it back"), "quiet")
        back.setAccessibleName(_("{action}: {name}").format(action=back.text(), name=passage.text[:60]))
        back.clicked.connect(self._take_back)
        column = vbox(gap=4, margins=(0, 12, 0, 12), parent=self)
        column.addLayout(hbox((PlainLabel(day, "small", tone="2"), 1), back, gap=12))
        column.addWidget(Prose(passage.text, "body"))

    def _take_back(self) -> None:
        self.taken_back.emit(self._id)
