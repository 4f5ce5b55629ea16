"""If someone may know the passphrase: every key made anew, with a new sheet that is copied before."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.rekeying import Stage
from trustapp.words import _
from ui.features.settings.keys_presenter import NewKeysPresenter
from ui.features.settings.new_passphrase import NewPassphrase
from ui.widgets.announce import announce
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.recovery_groups import ShownGroups, TypedBack, to_ask
from ui.widgets.text import PlainLabel, Prose

LOOK_MILLISECONDS = 200


class NewKeysCard(Card):
    """What it does and what it cannot; then passphrases, the new sheet, and two groups typed back."""

    finished = Signal(bool)
    """The new keys hold; False where some files still wait for theirs."""
    refused = Signal(object)
    print_requested = Signal(object)

    def __init__(self, presenter: NewKeysPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._sheet: RecoverySheet | None = None
        self._partner = Prose(
            _(
                "At their next opening your partner reads that you have new keys, and that everything said "
                "stands; not why. A sheet that you released for a meeting is taken back."
            ),
            "small",
            tone="2",
        )
        self._begin = Button(_("Make new keys…"), "secondary", icon="key")
        self._begin.clicked.connect(self._open_form)
        self._faces = (self._build_form(), self._build_sheet(), self._build_check(), self._build_work())
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._show(None)
        presenter.attach(self)

    # -- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        does = _(
            "Everything that is yours gets new keys: your space, your passphrase, your recovery sheet, your "
            "signature and the shared space. Afterwards the old passphrase, the old sheet and older key "
            "files open nothing new. What was said and agreed stays as it is."
        )
        cannot = _(
            "It cannot call back what was copied: a copy of these files that somebody took earlier still "
            "opens with the old passphrase, and shows what was in it then. And whoever watches this computer "
            "can learn a new passphrase too. “Help and safety” has words about a safer device."
        )
        time = _(
            "Take the time for it alone. You write down a new recovery sheet and type two of its groups "
            "back; before that nothing is changed."
        )
        self.body.addWidget(PlainLabel(_("If someone may know your passphrase"), "read"))
        for words in (does, cannot, time):
            self.body.addWidget(Prose(words, "small", tone="2"))
            self.body.addSpacing(8)
        self.body.addWidget(self._partner)
        self.body.addSpacing(8)
        self.body.addLayout(hbox(self._begin, None))
        for face in self._faces:
            self.body.addWidget(face)

    def _build_form(self) -> QWidget:
        face = QWidget(self)
        self._passphrase = NewPassphrase(self)
        self._passphrase.strength_wanted.connect(self._presenter.ask_strength)
        self._passphrase.suggestion_wanted.connect(self._presenter.suggest)
        onward = Button(_("Show me the new sheet"), "primary", space="own")
        onward.clicked.connect(self._send)
        vbox(
            self._passphrase, 16, hbox(self._later(), None, onward, gap=12), parent=face,
        )  # fmt: skip
        return face

    def _build_sheet(self) -> QWidget:
        face = QWidget(self)
        self._groups = ShownGroups(self)
        printing = Button(_("Print it"), "quiet", icon="print")
        printing.clicked.connect(self._print)
        self._copied = Button(_("I have copied it"), "primary", space="own")
        self._copied.clicked.connect(self._open_check)
        words = _(
            "Copy these seven groups by hand, in their order. They open your space once the new keys are "
            "made."
        )
        vbox(
            Prose(words, "body", tone="2"), 12, self._groups, 8, hbox(printing, None), 16,
            hbox(self._later(), None, self._copied, gap=12), parent=face,
        )  # fmt: skip
        return face

    def _build_check(self) -> QWidget:
        face = QWidget(self)
        self._typed = TypedBack()
        self._typed.submitted.connect(self._confirm)
        again = Button(_("Look at it again"), "quiet")
        again.clicked.connect(self._open_sheet)
        done = Button(_("Make the new keys"), "primary", space="own")
        done.clicked.connect(self._confirm)
        vbox(
            Prose(_("Now, from your paper: two of the groups."), "body", tone="2"), 12,
            self._typed, 12, hbox(again, None), 16,
            hbox(self._later(), None, done, gap=12), parent=face,
        )  # fmt: skip
        return face

    def _build_work(self) -> QWidget:
        face = QWidget(self)
        self._said = Prose("", "body")
        safe = _("It is safe if the power fails: whatever happens, one of the two passphrases opens.")
        vbox(self._said, 4, Prose(safe, "small", tone="2"), parent=face)
        return face

    def _later(self) -> Button:
        """Leave everything as it is."""
        button = Button(_("Not now"), "secondary")
        button.clicked.connect(self._leave)
        return button

    # -- faces -------------------------------------------------------------------------------------

    def _show(self, face: QWidget | None) -> None:
        self._begin.setVisible(face is None)
        for one in self._faces:
            one.setVisible(one is face)

    def set_couple(self, couple: bool) -> None:
        """Whether there is a partner who will read of it."""
        self._partner.setVisible(couple)

    def _open_form(self) -> None:
        self._show(self._faces[0])
        self._passphrase.setFocus()

    def _open_sheet(self) -> None:
        self._show(self._faces[1])
        self._copied.setFocus()

    def _open_check(self) -> None:
        self._show(self._faces[2])
        self._typed.begin()

    def _leave(self) -> None:
        self._presenter.forget()
        self._clear()
        self._begin.setFocus()

    def _clear(self) -> None:
        """Nothing that was typed or shown stays."""
        self._sheet = None
        self._passphrase.clear()
        self._typed.clear()
        self._groups.show_groups(())
        self._show(None)

    # -- what the presenter found ------------------------------------------------------------------

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._passphrase.show_strength(strength)

    def show_suggestion(self, words: str) -> None:
        """Five words, to be read and learned."""
        self._passphrase.show_suggestion(words)

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The seven groups, to be copied before anything is changed."""
        self._sheet = sheet
        self._groups.show_groups(sheet.groups)
        self._typed.ask(to_ask(len(sheet.groups)))
        self._open_sheet()

    def show_differs(self) -> None:
        """One of the two is not as on the sheet."""
        self._typed.show_differs()

    def show_working(self) -> None:
        """The keys are being made; nothing can be pressed here meanwhile."""
        self._show(self._faces[3])
        self.show_stage(Stage.KEYS)
        self._timer.start()

    def show_stage(self, stage: Stage) -> None:
        """How far it has come."""
        words = {
            Stage.KEYS: _("Drawing the new keys…"),
            Stage.SPACE: _("Writing your space under its new key…"),
            Stage.SHARED: _("Bringing the rest over to the new keys…"),
        }.get(stage)
        if words is not None and words != self._said.text():
            self._said.setText(words)
            announce(self, words)

    def show_done(self, finished: bool) -> None:
        """The new passphrase and the new sheet hold."""
        self._timer.stop()
        self._clear()
        self._begin.setFocus()
        self.finished.emit(finished)

    def show_error(self, error: UserError) -> None:
        """What was refused; everything is as it was, and can be tried again from where it was."""
        self._timer.stop()
        if self._faces[3].isVisibleTo(self):
            self._clear()
        if error.code == "passphrase.wrong":
            self._passphrase.show_wrong()
        else:
            self.refused.emit(error)

    # -- wishes ------------------------------------------------------------------------------------

    def _look(self) -> None:
        self.show_stage(self._presenter.stage())

    def _send(self) -> None:
        given = self._passphrase.given()
        if given is not None:
            self._presenter.begin(*given)

    def _confirm(self) -> None:
        self._presenter.confirm(self._typed.answers())

    def _print(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet)
