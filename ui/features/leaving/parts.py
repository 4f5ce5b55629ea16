"""The parts of the page for leaving: a step with its words, and the question before a deletion."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.remains import Remain
from trustapp.words import _
from ui.features.leaving.words import remain_words, whose_words
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.fields import Field
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class StepCard(Card):
    """One thing that can be done: its title, what it does, and the button."""

    requested = Signal()

    def __init__(self, title: str, act: str, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = vbox(gap=8)
        self.button = Button(act, "secondary", icon=icon)
        self.button.clicked.connect(self.requested)
        self.under = vbox()
        self.body.addWidget(PlainLabel(title, "read"))
        self.body.addSpacing(4)
        self.body.addLayout(self._words)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self.button, None))
        self.body.addLayout(self.under)

    def show_words(self, paragraphs: Iterable[str]) -> None:
        """What it does, before it is done."""
        clear(self._words)
        for words in paragraphs:
            self._words.addWidget(Prose(words, "body", tone="2"))


class RemainsCard(Card):
    """Every file that lies on this computer, by what it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = Prose("", "body", tone="2")
        self._rows = vbox()
        self.body.addWidget(PlainLabel(_("What remains on this computer"), "read"))
        self.body.addSpacing(4)
        self.body.addWidget(self._where)
        self.body.addSpacing(8)
        self.body.addLayout(self._rows)

    def show_remains(self, where: str, remains: Iterable[Remain]) -> None:
        """The files as they lie there now."""
        self._where.setText(where)
        clear(self._rows)
        for one in remains:
            self._rows.addWidget(Rule())
            self._rows.addWidget(_row(one, self))


def _row(remain: Remain, parent: QWidget) -> QWidget:
    row = QWidget(parent)
    words = vbox(
        PlainLabel(remain.name, "body", wrap=True),
        Prose(remain_words(remain), "small", tone="2"),
        gap=2,
    )
    size = PlainLabel(whose_words(remain), "small", tone="2")
    hbox((words, 1), size, gap=16, margins=(0, 8, 0, 8), parent=row)
    return row


class DeleteDialog(PassphraseDialog):
    """A word and the passphrase: nobody deletes a space by a slip."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        self.word = _("delete")
        asks = _("Type the word “{word}” to say that you mean it").format(word=self.word)
        self.field = Field(asks)
        super().__init__(parent, _("Delete my space?"), text, _("Delete it for good"), self.field, "own")
        self.field.setFocus()

    def _submit(self) -> None:
        if self.field.text().strip().casefold() != self.word.casefold():
            self.field.set_error(_("The word “{word}” is missing.").format(word=self.word))
            self.field.setFocus()
            return
        super()._submit()
