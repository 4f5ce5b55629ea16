"""Leaving and taking my things: help first, then each step with what it does and what it cannot undo."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.services.leaving import Situation, Standing
from trustapp.words import _
from ui.features.leaving import words
from ui.features.leaving.parts import DeleteDialog, RemainsCard, StepCard
from ui.features.leaving.presenter import LeavingPresenter
from ui.widgets import folders
from ui.widgets.announce import announce
from ui.widgets.boxes import Tint
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class LeavingPage(Page):
    """Nothing is done by one press: each step says what it does, then asks for the passphrase."""

    KEY = "leaving"
    TITLE = _("Leaving and taking my things")

    def __init__(self, presenter: LeavingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Leaving and taking my things"), space="own", parent=parent)
        self._presenter = presenter
        self._place = ""
        self._export = StepCard(_("Take my things with me"), _("Save my things…"), parent=self)
        self._leave = StepCard(_("Leave the shared space"), _("Leave the shared space…"), parent=self)
        self._delete = StepCard(_("Delete my space"), _("Delete my space…"), "trash", parent=self)
        self._remains = RemainsCard(self)
        self._build_progress()
        self._export.show_words(words.export_words())
        self.content.addWidget(self._first_card())
        for card in (self._export, self._leave, self._delete, self._remains):
            self.content.addSpacing(20)
            self.content.addWidget(card)
        self.content.addStretch(1)
        self._leave.hide()
        self._export.requested.connect(self._choose_place)
        self._leave.requested.connect(self._ask_leave)
        self._delete.requested.connect(self._ask_delete)
        presenter.attach(self)

    def _first_card(self) -> Tint:
        card = Tint("n", self)
        card.body.addWidget(PlainLabel(_("Before anything here"), "read"))
        card.body.addSpacing(4)
        self._first = vbox(gap=8)
        card.body.addLayout(self._first)
        card.body.addSpacing(12)
        self._help = Button(_("Help and safety"), "secondary", icon="help")
        self._help.clicked.connect(self._presenter.help)
        card.body.addLayout(hbox(self._help, None))
        return card

    def _build_progress(self) -> None:
        self._progress = QWidget(self)
        self._how_far = Prose("", "small", tone="2")
        self._cancel = Button(_("Stop saving"), "quiet")
        self._cancel.clicked.connect(self._presenter.cancel)
        vbox(12, self._how_far, hbox(self._cancel, None), parent=self._progress)
        self._export.under.addWidget(self._progress)
        self._progress.hide()

    # -- what the presenter shows ------------------------------------------------------------------

    def show_situation(self, situation: Situation) -> None:
        """Each step as it stands now."""
        clear(self._first)
        for paragraph in words.first_words(situation):
            self._first.addWidget(Prose(paragraph, "body"))
        self._leave.setVisible(situation.standing is not Standing.ALONE)
        self._leave.button.setVisible(situation.standing in (Standing.COUPLE, Standing.STAYS))
        self._leave.show_words(words.leave_words(situation))
        self._delete.show_words(words.delete_words(situation))
        self._remains.show_remains(words.remains_words(situation), situation.remains)

    def scroll_to_remains(self) -> None:
        """Bring what remains on this computer into view."""
        self.scroll_to(self._remains)

    def show_progress(self, done: int, of: int) -> None:
        """How far the saving is."""
        self._how_far.setText(_("{done} of {of} files are written.").format(done=done, of=of))
        self._progress.show()
        self._export.button.setEnabled(False)

    def show_exported(self, folder: str) -> None:
        """Everything is written, and where it lies."""
        self._end_progress()
        text = _("Your things lie in {folder}. They are not sealed: whoever can open it can read them.")
        self.messages.inform(text.format(folder=folder))

    def show_cancelled(self) -> None:
        """Nothing of it is left."""
        self._end_progress()
        self.messages.inform(_("Stopped. What was written was removed again."))

    def _end_progress(self) -> None:
        self._progress.hide()
        self._export.button.setEnabled(True)

    # -- asking before each step -------------------------------------------------------------------

    def _choose_place(self) -> None:
        folders.choose(self, _("Where to put your things"), self._chosen)

    def _chosen(self, place: str) -> None:
        self._place = place
        dialog = PassphraseDialog(
            self,
            _("Save my things there?"),
            _(
                "A new folder is made in {place}. The files in it are not sealed: whoever can open it can "
                "read everything that you wrote here."
            ).format(place=place),
            _("Save them"),
            space="own",
        )
        dialog.given.connect(self._save)
        dialog.open()

    def _save(self, passphrase: str) -> None:
        announce(self, _("Saving"))
        self._presenter.export(self._place, passphrase)

    def _ask_leave(self) -> None:
        dialog = PassphraseDialog(
            self,
            _("Leave the shared space?"),
            _(
                "Your openings and offers end at once and for good, and there is no way back into this "
                "shared space. Your limits stay as last stated. Your own space stays. The other person "
                "will see that you left, and the day, but no time of day and no reason."
            ),
            _("Leave it"),
            space="own",
        )
        dialog.given.connect(self._presenter.leave)
        dialog.open()

    def _ask_delete(self) -> None:
        text = _(
            "This cannot be undone by anybody, with no passphrase and no recovery sheet. Your things are "
            "gone from here, also for you."
        )
        dialog = DeleteDialog(self, text)
        dialog.given.connect(self._presenter.delete)
        dialog.open()
