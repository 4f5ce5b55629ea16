"""When the partner has lost passphrase and recovery sheet: inviting them to begin anew, and closing that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.beginning_anew import Anew, Stage
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class AnewCard(QWidget):
    """A part of the card about the partner. What it does is said before the passphrase is asked for."""

    invite_requested = Signal(str)
    withdraw_requested = Signal()

    def __init__(self, anew: Anew, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = anew.member.name if anew.member is not None else ""
        is_open = anew.stage is Stage.OPEN
        title = _("If {name} has lost passphrase and recovery sheet").format(name=self._name)
        if is_open:
            title = _("An invitation to begin anew is open")
        words = _open_words(self._name) if is_open else _closed_words(self._name)
        self.button = Button(_("Invite {name} to begin anew…").format(name=self._name), "secondary")
        if is_open:
            self.button.setText(_("Close the invitation"))
        self.button.clicked.connect(self.withdraw_requested if is_open else self._ask)
        vbox(
            PlainLabel(title, "body", bold=True),
            4,
            Prose(words, "small", tone="2"),
            12,
            hbox(self.button, None),
            parent=self,
        )

    def _ask(self) -> None:
        dialog = PassphraseDialog(
            self,
            _("Invite {name} to begin anew?").format(name=self._name),
            _(
                "Every opening, and every offer of yours, ends at once and for good. {name}’s limits and "
                "needs stay as last stated; neither of you can lift them. Your space closes, and whoever "
                "begins anew sets up alone, with a key of their own. Not for use together where there is "
                "fear, threats, force or control."
            ).format(name=self._name),
            _("Invite and hand over"),
            space="s",
        )
        dialog.given.connect(self.invite_requested)
        dialog.open()


def _closed_words(name: str) -> str:
    return _(
        "With both lost, nobody can open that space again, and no key of yours helps. {name} can begin anew, "
        "as a new member with another name here. Limits and needs from before stay as last stated: only the "
        "lost key could lift them. The old files stay where they are. If {name} opens with the old key after "
        "all before anybody has joined, the invitation closes."
    ).format(name=name)


def _open_words(name: str) -> str:
    return _(
        "Whoever begins anew in {name}’s place can join on this computer, from the unlock page. When you "
        "next open your space after that, their keys are taken up, and five words are shown that both of you "
        "can compare. Closing the invitation brings back nothing that was ended."
    ).format(name=name)
