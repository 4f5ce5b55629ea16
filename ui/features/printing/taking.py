"""Taking the agreement along as text: first where it is to lie, then the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.papers import Form
from trustapp.words import _
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.filing import choose_new_file
from ui.widgets.layouts import Flow
from ui.widgets.text import PlainLabel, Prose


class TakeAlong(Card):
    """Asks for the passphrase, because one's own words go with it that are kept off paper."""

    taken = Signal(str, str, str)
    """Where it is to lie, as what, and the passphrase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._place = Form.MARKDOWN, ""
        ways = QWidget(self)
        flow = Flow(ways, gap=8)
        markdown = Button(_("As Markdown…"), "secondary")
        markdown.clicked.connect(self._as_markdown)
        other = Button(_("As JSON…"), "secondary")
        other.clicked.connect(self._as_json)
        flow.addWidget(markdown)
        flow.addWidget(other)
        self.body.addWidget(PlainLabel(_("For another program"), "body", bold=True))
        self.body.addSpacing(4)
        self.body.addWidget(
            Prose(
                _(
                    "The agreement as text, with all that you may take: every word of your own, and what the "
                    "other allows on paper."
                ),
                "small",
                tone="2",
            )
        )
        self.body.addSpacing(12)
        self.body.addWidget(ways)

    def _as_markdown(self) -> None:
        self._begin(Form.MARKDOWN)

    def _as_json(self) -> None:
        self._begin(Form.JSON)

    def _begin(self, form: Form) -> None:
        self._form = form
        name = f"{_('Notes')}.{form.value}"
        choose_new_file(self.window(), _("Save as a file"), name, self.ask, suffix=form.value)

    def ask(self, place: str) -> PassphraseDialog:
        """Ask for the passphrase, and say what the file will hold."""
        self._place = place
        dialog = PassphraseDialog(
            self.window(),
            _("Save the agreement there?"),
            _(
                "The file {place} is not sealed: whoever finds it can read it. It holds every limit, need "
                "and offer of your own, also those that you keep off paper. Of the other it holds what they "
                "allow on paper."
            ).format(place=place),
            _("Save it"),
        )
        dialog.given.connect(self._give)
        dialog.open()
        return dialog

    def _give(self, passphrase: str) -> None:
        self.taken.emit(self._place, self._form.value, passphrase)
