"""If someone may know the passphrase: every key made anew, with a new sheet that is copied before."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.rekeying import Stage
from trustapp.words import _
from ui.features.settings.keys_presenter import NewKeysPresenter
from ui.widgets.announce import announce
from ui.widgets.boxes import Card, Sunk
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox, vbox
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.text import PlainLabel, Prose

ASKED = 2
FIRST_ROW = 4
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
        self._enough = False
        self._sheet: RecoverySheet | None = None
        self._asked: list[int] = []
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
        self._old = PassphraseEdit(_("Your passphrase now"))
        self._new = PassphraseEdit(_("The new one"), strength=True)
        self._again = PassphraseEdit(_("The new one, once more"))
        self._new.changed.connect(self._new_changed)
        suggest = Button(_("Suggest other words"), "secondary", icon="swap")
        suggest.clicked.connect(self._presenter.suggest)
        onward = Button(_("Show me the new sheet"), "primary", space="own")
        onward.clicked.connect(self._send)
        vbox(
            self._old, 12, self._new, 12, hbox(suggest, None), 12, self._again, 16,
            hbox(self._later(), None, onward, gap=12), parent=face,
        )  # fmt: skip
        return face

    def _build_sheet(self) -> QWidget:
        face = QWidget(self)
        paper = Sunk(self)
        self._rows = (PlainLabel("", "title"), PlainLabel("", "title"))
        for row in self._rows:
            row.set_monospaced()
            paper.body.addWidget(row)
            paper.body.addSpacing(8)
        printing = Button(_("Print it"), "quiet", icon="print")
        printing.clicked.connect(self._print)
        self._copied = Button(_("I have copied it"), "primary", space="own")
        self._copied.clicked.connect(self._open_check)
        words = _(
            "Copy these seven groups by hand, in their order. They open your space once the new keys are "
            "made."
        )
        vbox(
            Prose(words, "body", tone="2"), 12, paper, 8, hbox(printing, None), 16,
            hbox(self._later(), None, self._copied, gap=12), parent=face,
        )  # fmt: skip
        return face

    def _build_check(self) -> QWidget:
        face = QWidget(self)
        self._typed = (Field(""), Field(""))
        again = Button(_("Look at it again"), "quiet")
        again.clicked.connect(self._open_sheet)
        done = Button(_("Make the new keys"), "primary", space="own")
        done.clicked.connect(self._confirm)
        for field in self._typed:
            field.submitted.connect(self._confirm)
        vbox(
            Prose(_("Now, from your paper: two of the groups."), "body", tone="2"), 12,
            self._typed[0], 12, self._typed[1], 12, hbox(again, None), 16,
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
        self._old.setFocus()

    def _open_sheet(self) -> None:
        self._show(self._faces[1])
        self._copied.setFocus()

    def _open_check(self) -> None:
        self._show(self._faces[2])
        self._typed[0].edit.setFocus()

    def _leave(self) -> None:
        self._presenter.forget()
        self._clear()
        self._begin.setFocus()

    def _clear(self) -> None:
        """Nothing that was typed or shown stays."""
        self._sheet, self._enough = None, False
        for edit in (self._old, self._new, self._again):
            edit.setText("")
        for field in self._typed:
            field.setText("")
        for row in self._rows:
            row.setText("")
        self._show(None)

    # -- what the presenter found ------------------------------------------------------------------

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._enough = strength.enough
        self._new.show_strength(strength.level, strength.enough, strength.problem)

    def show_suggestion(self, words: str) -> None:
        """Put a suggestion into the field, in clear, to be read and learned."""
        self._new.setText(words)
        self._new.set_visible_text(True)

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The seven groups, to be copied before anything is changed."""
        self._sheet = sheet
        for row, groups in zip(self._rows, (sheet.groups[:FIRST_ROW], sheet.groups[FIRST_ROW:]), strict=True):
            row.setText("   ".join(groups))
            row.setAccessibleName(", ".join(groups))
        self._asked = sorted(secrets.SystemRandom().sample(range(len(sheet.groups)), ASKED))
        for place, field in zip(self._asked, self._typed, strict=True):
            field.set_label(_("Group {number}").format(number=place + 1))
            field.setText("")
        self._open_sheet()

    def show_differs(self) -> None:
        """One of the two is not as on the sheet."""
        self._typed[0].set_error(_("One of the two groups differs from the sheet."))
        self._typed[0].edit.setFocus()

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
            self._old.set_error(_("That does not open it. Perhaps a word or a space is different."))
        else:
            self.refused.emit(error)

    # -- wishes ------------------------------------------------------------------------------------

    def _look(self) -> None:
        self.show_stage(self._presenter.stage())

    def _new_changed(self) -> None:
        self._enough = False
        self._presenter.ask_strength(self._new.text())

    def _send(self) -> None:
        if not self._old.text():
            self._old.set_error(_("The passphrase that opens your space now."))
        elif not self._enough:
            self._new.set_error(_("Four or more words that do not belong together."))
        elif self._new.text() != self._again.text():
            self._again.set_error(_("The two entries differ."))
        else:
            self._presenter.begin(self._old.text(), self._new.text())

    def _confirm(self) -> None:
        answers = {place: field.text() for place, field in zip(self._asked, self._typed, strict=True)}
        self._presenter.confirm(answers)

    def _print(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet)
