"""The bin: what was thrown away, for thirty days."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.reflections import Row
from trustapp.words import _
from ui.features.reflections import words
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.further import Rows
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class Bin(Card):
    """Each with the way back and the way out."""

    back_requested = Signal(str)
    delete_requested = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self.leave = Button(_("Back to the list"), "quiet", icon="left")
        self.leave.clicked.connect(self.left)
        self._rows = QWidget()
        self._box = vbox(parent=self._rows)
        self.body.addLayout(hbox(self.leave, None))
        self.body.addSpacing(8)
        self.body.addWidget(PlainLabel(_("Thrown away"), "title", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(Prose(words.about_bin(), "body", tone="2"))
        self.body.addSpacing(12)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """What lies in it."""
        clear(self._box)
        if rows:
            self._box.addWidget(Rows([partial(self._row, row) for row in rows], gap=8))
        else:
            self._box.addWidget(Prose(_("Nothing lies here."), "body", tone="2"))

    def _row(self, row: Row) -> tuple[QWidget, ...]:
        box, acts = QWidget(), QWidget()
        name = words.title(row)
        flow = Flow(acts)
        for button, said, slot in (
            (Button(_("Bring it back")), _("Bring back: {title}"), self._back),
            (Button(_("Delete for good…"), "quiet", icon="trash"), _("Delete for good: {title}"), self._ask),
        ):
            button.setAccessibleName(said.format(title=name))
            button.setProperty("reflection", row.id)
            button.clicked.connect(slot)
            flow.addWidget(button)
        day = PlainLabel(words.when(row.day, row.time), "small", tone="2")
        vbox(day, PlainLabel(name, "body", bold=True, wrap=True), 4, acts, 8, parent=box)
        return (box,)

    def _of_sender(self) -> str:
        sender = self.sender()
        return str(sender.property("reflection"))

    def _back(self) -> None:
        self.back_requested.emit(self._of_sender())

    def _ask(self) -> None:
        self._asked = self._of_sender()
        ask(
            self,
            _("Delete this for good?"),
            _("It cannot be undone. Copies that were made before it still hold it."),
            _("Delete it for good"),
            on_act=self._delete,
        )

    def _delete(self) -> None:
        self.delete_requested.emit(self._asked)
