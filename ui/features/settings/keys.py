"""Cards for one's own keys: change the passphrase, make a new recovery sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.openings import RecoverySheet, Strength
from trustapp.words import _
from ui.features.settings.new_passphrase import NewPassphrase
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.layouts import hbox, vbox
from ui.widgets.recovery_groups import ShownGroups, TypedBack, to_ask
from ui.widgets.text import PlainLabel, Prose


class PassphraseCard(Card):
    """The old passphrase, the new one twice."""

    strength_wanted = Signal(str)
    suggestion_wanted = Signal()
    change_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = NewPassphrase(self)
        self._change = Button(_("Change my passphrase"), "secondary", icon="key")
        self._form.strength_wanted.connect(self.strength_wanted)
        self._form.suggestion_wanted.connect(self.suggestion_wanted)
        self._change.clicked.connect(self._send)
        words = _(
            "There is no hint and no reset. If the passphrase and the recovery sheet are both lost, "
            "nobody can open your space."
        )
        self.body.addWidget(PlainLabel(_("Your passphrase"), "read"))
        self.body.addWidget(Prose(words, "small", tone="2"))
        self.body.addSpacing(12)
        self.body.addWidget(self._form)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self._change, None))

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._form.show_strength(strength)

    def show_suggestion(self, words: str) -> None:
        """Five words, to be read and learned."""
        self._form.show_suggestion(words)

    def clear(self) -> None:
        """Nothing stays in the fields."""
        self._form.clear()

    def _send(self) -> None:
        given = self._form.given()
        if given is not None:
            self.change_requested.emit(*given)


class RecoveryCard(Card):
    """A new recovery sheet: shown once, copied by hand first, two groups typed back."""

    new_requested = Signal(str)
    confirm_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: RecoverySheet | None = None
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
        self._groups = ShownGroups()
        self._typed = TypedBack()
        self._typed.submitted.connect(self._confirm)
        self._done = Button(_("These are right"), "primary", space="own")
        self._print = Button(_("Print it"), "quiet", icon="print")
        self._done.clicked.connect(self._confirm)
        self._print.clicked.connect(self._ask_print)
        vbox(
            16, self._groups, 8,
            Prose(_("Copy the seven groups by hand. Then type two of them back."), "small", tone="2"),
            12, self._typed, 12, hbox(self._print, None, self._done, gap=12), parent=self._shown, gap=4,
        )  # fmt: skip
        self.body.addWidget(self._shown)
        self._shown.hide()

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The seven groups, once."""
        self._sheet = sheet
        self._groups.show_groups(sheet.groups)
        self._typed.ask(to_ask(len(sheet.groups)))
        self._shown.show()
        self._typed.begin()

    def show_confirmed(self, fits: bool) -> None:
        """Put the sheet away, or say that a group differs."""
        if fits:
            self._sheet = None
            self._groups.show_groups(())
            self._shown.hide()
            self._new.setFocus()
        else:
            self._typed.show_differs()

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
        self.confirm_requested.emit(self._typed.answers())

    def _ask_print(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet)
