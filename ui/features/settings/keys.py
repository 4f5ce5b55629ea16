"""Cards for one's own keys: change the passphrase, make a new recovery sheet."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.openings import RecoverySheet, Strength
from trustapp.words import _
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox, vbox
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.text import PlainLabel, Prose

ASKED_GROUPS = 2


class PassphraseCard(Card):
    """The old passphrase, the new one twice."""

    strength_wanted = Signal(str)
    suggestion_wanted = Signal()
    change_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enough = False
        self._old = PassphraseEdit(_("Your passphrase now"))
        self._new = PassphraseEdit(_("The new one"), strength=True)
        self._again = PassphraseEdit(_("The new one, once more"))
        self._suggest = Button(_("Suggest other words"), "secondary", icon="swap")
        self._change = Button(_("Change my passphrase"), "secondary", icon="key")
        self._new.changed.connect(self._new_changed)
        self._suggest.clicked.connect(self.suggestion_wanted)
        self._change.clicked.connect(self._send)
        words = _(
            "There is no hint and no reset. If the passphrase and the recovery sheet are both lost, "
            "nobody can open your space."
        )
        self.body.addWidget(PlainLabel(_("Your passphrase"), "read"))
        self.body.addWidget(Prose(words, "small", tone="2"))
        self.body.addSpacing(12)
        for widget in (self._old, self._new):
            self.body.addWidget(widget)
            self.body.addSpacing(12)
        self.body.addLayout(hbox(self._suggest, None))
        self.body.addSpacing(12)
        self.body.addWidget(self._again)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self._change, None))

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._enough = strength.enough
        self._new.show_strength(strength.level, strength.enough, strength.problem)

    def show_suggestion(self, words: str) -> None:
        """Put a suggestion into the field, in clear, to be read and learned."""
        self._new.setText(words)
        self._new.set_visible_text(True)

    def clear(self) -> None:
        """Nothing stays in the fields."""
        for field in (self._old, self._new, self._again):
            field.setText("")

    def _new_changed(self) -> None:
        self._enough = False
        self.strength_wanted.emit(self._new.text())

    def _send(self) -> None:
        if not self._old.text():
            self._old.set_error(_("The passphrase that opens your space now."))
        elif not self._enough:
            self._new.set_error(_("Four or more words that do not belong together."))
        elif self._new.text() != self._again.text():
            self._again.set_error(_("The two entries differ."))
        else:
            self.change_requested.emit(self._old.text(), self._new.text())


class RecoveryCard(Card):
    """A new recovery sheet: shown once, copied by hand first, two groups typed back."""

    new_requested = Signal(str)
    confirm_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: RecoverySheet | None = None
        self._asked: list[int] = []
        self._new = Button(_("Make a new recovery sheet…"), "secondary", icon="key")
        self._new.clicked.connect(self._ask)
        words = _(
            "The sheet is the only other way into your space. Make it alone, and keep it where your "
            "partner does not find "
            "it. A new sheet makes the old one useless."
        )
        self.body.addWidget(PlainLabel(_("Your recovery sheet"), "read"))
        self.body.addWidget(Prose(words, "small", tone="2"))
        self.body.addSpacing(12)
        self.body.addLayout(hbox(self._new, None))
        self._shown = QWidget(self)
        self._groups = PlainLabel("", "read", wrap=True, selectable=False)
        self._groups.set_monospaced()
        self._fields = [Field(""), Field("")]
        self._done = Button(_("These are right"), "primary", space="own")
        self._print = Button(_("Print it"), "quiet", icon="print")
        self._done.clicked.connect(self._confirm)
        self._print.clicked.connect(self._ask_print)
        vbox(
            16, self._groups, 8,
            Prose(_("Copy the seven groups by hand. Then type two of them back."), "small", tone="2"),
            12, *self._fields, 12, hbox(self._print, None, self._done, gap=12), parent=self._shown, gap=4,
        )  # fmt: skip
        self.body.addWidget(self._shown)
        self._shown.hide()

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The seven groups, once."""
        self._sheet = sheet
        self._groups.setText("   ".join(sheet.groups))
        self._asked = sorted(secrets.SystemRandom().sample(range(len(sheet.groups)), ASKED_GROUPS))
        for place, field in zip(self._asked, self._fields, strict=True):
            field.set_label(_("Group {number}").format(number=place + 1))
            field.setText("")
        self._shown.show()
        self._fields[0].edit.setFocus()

    def show_confirmed(self, fits: bool) -> None:
        """Put the sheet away, or say that a group differs."""
        if fits:
            self._sheet = None
            self._groups.setText("")
            self._shown.hide()
            self._new.setFocus()
        else:
            self._fields[0].set_error(_("One of the two groups differs from the sheet."))

    def _ask(self) -> None:
        dialog = PassphraseDialog(
            self.window(),
            _("Make a new recovery sheet?"),
            _("The old sheet opens nothing afterwards. Are you alone at the screen?"),
            _("Make it"),
        )
        dialog.given.connect(self.new_requested)
        dialog.open()

    def _confirm(self) -> None:
        answers = {place: field.text() for place, field in zip(self._asked, self._fields, strict=True)}
        self.confirm_requested.emit(answers)

    def _ask_print(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet)
