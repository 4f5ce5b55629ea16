"""A new passphrase in the place of the one of now; both ways to it share this part."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.openings import Strength
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.passphrase_edit import PassphraseEdit


class NewPassphrase(QWidget):
    """The passphrase now, the new one with its strength, and the new one once more."""

    strength_wanted = Signal(str)
    suggestion_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enough = False
        self.old = PassphraseEdit(_("Your passphrase now"))
        self.new = PassphraseEdit(_("The new one"), strength=True)
        self.again = PassphraseEdit(_("The new one, once more"))
        suggest = Button(_("Suggest other words"), "secondary", icon="swap")
        self.new.changed.connect(self._new_changed)
        suggest.clicked.connect(self.suggestion_wanted)
        vbox(self.old, 12, self.new, 12, hbox(suggest, None), 12, self.again, parent=self)
        self.setFocusProxy(self.old)

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._enough = strength.enough
        self.new.show_strength(strength.level, strength.enough, strength.problem)

    def show_suggestion(self, words: str) -> None:
        """Put a suggestion into the field, in clear, to be read and learned."""
        self.new.setText(words)
        self.new.set_visible_text(True)

    def show_wrong(self) -> None:
        """The passphrase of now is another one."""
        self.old.set_error(_("That does not open it. Perhaps a word or a space is different."))

    def clear(self) -> None:
        """Nothing stays in the fields."""
        self._enough = False
        for edit in (self.old, self.new, self.again):
            edit.setText("")

    def given(self) -> tuple[str, str] | None:
        """The old one and the new one; None where something is missing, which the field then says."""
        if not self.old.text():
            self.old.set_error(_("The passphrase that opens your space now."))
        elif not self._enough:
            self.new.set_error(_("Four or more words that do not belong together."))
        elif self.new.text() != self.again.text():
            self.again.set_error(_("The two entries differ."))
        else:
            return self.old.text(), self.new.text()
        return None

    def _new_changed(self) -> None:
        self._enough = False
        self.strength_wanted.emit(self.new.text())
