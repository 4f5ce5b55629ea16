"""Dialogs before what cannot be undone, and for the passphrase; opened, never executed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.text import Prose

WIDTH = 480


class CalmDialog(QDialog):
    """A title, a few sentences, and the choices at the end; Esc is the safe choice."""

    help_requested = Signal()

    def __init__(self, parent: QWidget | None, title: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(look.NEUTRAL_TITLE)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setProperty("box", "dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(look.px(WIDTH), 880))
        self._title = Prose(title, "title", leading=1.4)
        self._text = Prose(text, "body", tone="2")
        if not text:
            self._text.hide()
        self.column: QVBoxLayout = vbox(self._title, 8, self._text, parent=self, margins=(28, 24, 28, 24))

    def add_sayings(self, sayings: Sequence[str]) -> None:
        """Words that the person may say to the other; nothing is done with them here."""
        if not sayings:
            return
        self.column.addSpacing(16)
        self.column.addWidget(
            Prose(_("Words that you may say to the other, or leave unsaid:"), "small", tone="2")
        )
        for saying in sayings:
            self.column.addSpacing(6)
            self.column.addWidget(Prose(_("“{words}”").format(words=saying), "body", italic=True))

    def add_choices(self, *buttons: QWidget) -> None:
        """The choices, the safe one first."""
        self.column.addSpacing(20)
        self.column.addStretch(1)
        self._choices = hbox(None, *buttons, gap=12)
        self.column.addLayout(self._choices)

    def offer_help(self, on_help: Callable[[], object]) -> None:
        """A way to “Help and safety” beside the choices; nothing is done on the way there."""
        button = Button(_("Help and safety"), "quiet", icon="help")
        self.help_requested.connect(on_help)
        button.clicked.connect(self._leave_for_help)
        self._choices.insertWidget(0, button)

    def _leave_for_help(self) -> None:
        self.reject()
        self.help_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Grow to the height that the words need."""
        super().showEvent(event)
        width = max(self.width(), self.minimumWidth())
        height = self.heightForWidth(width)
        if height > 0:
            self.resize(width, max(height, self.minimumSizeHint().height()))


class AskDialog(CalmDialog):
    """Two choices; the first focus is on the one that changes nothing."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        act: str,
        safe: str,
        space: str = "n",
        sayings: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, title, text)
        self.add_sayings(sayings)
        self.safe_button = Button(safe, "secondary")
        self.act_button = Button(act, "primary", space)
        self.safe_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self.accept)
        self.add_choices(self.safe_button, self.act_button)
        self.safe_button.setFocus()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    act: str,
    safe: str | None = None,
    space: str = "n",
    on_act: Callable[[], object] | None = None,
    on_help: Callable[[], object] | None = None,
    sayings: Sequence[str] = (),
) -> AskDialog:
    """Ask before something that cannot be undone; ``on_act`` is a bound method, called if it is done.

    ``on_help`` is one too; where it is given, the way to help stands beside the choices.
    ``sayings`` are words that may be said to the other.
    """
    dialog = AskDialog(parent, title, text, act, safe or _("Leave it as it is"), space, sayings)
    if on_help is not None:
        dialog.offer_help(on_help)
    if on_act is not None:
        dialog.accepted.connect(on_act)
    dialog.open()
    return dialog


class NoticeDialog(CalmDialog):
    """Something to read and put away."""

    def __init__(self, parent: QWidget | None, title: str, text: str, close: str | None = None) -> None:
        super().__init__(parent, title, text)
        self.close_button = Button(close or _("Close"), "secondary")
        self.close_button.clicked.connect(self.accept)
        self.add_choices(self.close_button)
        self.close_button.setFocus()


class PassphraseDialog(CalmDialog):
    """Asks for the passphrase of the person who sits here; ``extra`` stands above the field."""

    given = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        act: str,
        extra: QWidget | None = None,
        space: str = "s",
        sayings: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, title, text)
        self.add_sayings(sayings)
        if extra is not None:
            self.column.addSpacing(16)
            self.column.addWidget(extra)
        self.edit = PassphraseEdit(_("Your passphrase"))
        self.column.addSpacing(16)
        self.column.addWidget(self.edit)
        self.safe_button = Button(_("Leave it as it is"), "secondary")
        self.act_button = Button(act, "primary", space)
        self.safe_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._submit)
        self.edit.submitted.connect(self._submit)
        self.add_choices(self.safe_button, self.act_button)
        self.edit.setFocus()

    def _submit(self) -> None:
        passphrase = self.edit.text()
        if not passphrase:
            self.edit.set_error(_("Your passphrase, as you chose it."))
            return
        self.edit.setText("")
        self.given.emit(passphrase)
        self.accept()
