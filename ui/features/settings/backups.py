"""The card for copies of the files: where they lie, one elsewhere, a look at one, bringing one back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.copies import BackupView
from trustapp.words import _
from ui.widgets import dates
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.fields import Choice
from ui.widgets.filing import choose_file, choose_new_file
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.text import PlainLabel, Prose

ELSEWHERE = "elsewhere"
COPY_NAME = "copy-of-the-files.backup"


class BackupCard(Card):
    """What is done takes a while: a line says how far it is, and it can be stopped."""

    copy_requested = Signal(str)
    check_requested = Signal(str)
    restore_requested = Signal(str, str)
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self._any = False
        self._which = Choice(_("Which copy"))
        self._none = Prose(_("No copy is there yet: the first one is made when you lock."), "small", tone="2")
        self._folder = PlainLabel("", "small", wrap=True)
        self._copy = Button(_("Make a copy elsewhere…"), "secondary")
        self._check = Button(_("Check this copy now"), "secondary", icon="check")
        self._restore = Button(_("Bring it back…"), "secondary", icon="swap")
        self._how_far = PlainLabel("", "body")
        self._stop = Button(_("Stop"), "secondary")
        self._working = QWidget(self)
        hbox(self._how_far, None, self._stop, gap=12, margins=(0, 12, 0, 0), parent=self._working)
        self._build()
        self._copy.clicked.connect(self._ask_where)
        self._check.clicked.connect(self._begin_check)
        self._restore.clicked.connect(self._begin_restore)
        self._stop.clicked.connect(self.stop_requested)

    def _build(self) -> None:
        what = _(
            "When you lock, once a day, the program copies the closed files of everyone here, encrypted as "
            "they are. Copies of seven days, four weeks and six months stay. They lie beside the files:"
        )
        warning = _(
            "Whoever has a copy and a passphrase or recovery code of that time can open it. A disk that "
            "breaks takes these copies along, and whoever deletes files can delete them. So make one on "
            "another disk now and then, and keep it apart from your recovery sheet."
        )
        self._choosing = QWidget(self)
        row = Flow()
        for button in (self._check, self._restore):
            row.addWidget(button)
        vbox(self._which, 12, row, parent=self._choosing, gap=0)
        self.body.addWidget(PlainLabel(_("Copies of the files"), "read"))
        self.body.addWidget(Prose(what, "small", tone="2"))
        self.body.addWidget(self._folder)
        self.body.addSpacing(8)
        self.body.addWidget(Prose(warning, "small", tone="2"))
        self.body.addSpacing(12)
        self.body.addLayout(hbox(self._copy, None))
        self.body.addSpacing(16)
        for widget in (self._none, self._choosing, self._working):
            self.body.addWidget(widget)
        self._working.hide()

    # -- showing -----------------------------------------------------------------------------------

    def show_sets(self, view: BackupView) -> None:
        """The copies that are there."""
        found = [(str(one.path), self._words(one.day, one.size)) for one in view.sets]
        self._which.set_choices([*found, (ELSEWHERE, _("One that lies elsewhere…"))])
        if found and not self._any:
            self._which.setText(found[0][0])
        self._any = bool(found)
        self._folder.setText(str(view.folder))
        self._none.setVisible(not found)

    def _words(self, day: date, size: int) -> str:
        return _("{day}, {size} MB").format(day=dates.day(day), size=max(1, round(size / 1_000_000)))

    def show_progress(self, percent: int) -> None:
        """Something is being done."""
        for button in (self._copy, self._check, self._restore):
            button.setEnabled(False)
        self._how_far.setText(_("{percent} % done").format(percent=percent))
        self._working.show()

    def show_idle(self) -> None:
        """Nothing is being done."""
        for button in (self._copy, self._check, self._restore):
            button.setEnabled(True)
        self._working.hide()

    # -- asking ------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        choose_new_file(self.window(), _("Make a copy elsewhere"), COPY_NAME, self._copy_to)

    def _copy_to(self, path: str) -> None:
        self.copy_requested.emit(path)

    def _check_file(self, path: str) -> None:
        self.check_requested.emit(path)

    def _begin_check(self) -> None:
        if self._which.text() == ELSEWHERE:
            choose_file(self.window(), _("Check a copy"), self._check_file)
        else:
            self.check_requested.emit(self._which.text())

    def _begin_restore(self) -> None:
        if self._which.text() == ELSEWHERE:
            choose_file(self.window(), _("Bring a copy back"), self.ask_restore)
        else:
            self.ask_restore(self._which.text())

    def ask_restore(self, source: str) -> None:
        """Say what bringing back does, and ask for the passphrase."""
        self._source = source
        words = _(
            "Your own space and the shared one become what they were then. Your partner’s space stays as it "
            "is. Every limit, need, ending and suspension stands, also those said since; what was opened "
            "or lifted counts only when it is said again. Your passphrase stays the present one.\n\n"
            "A copy of how it is now is made first. Afterwards the space is locked."
        )
        title, act = _("Bring this copy back?"), _("Bring it back")
        dialog = PassphraseDialog(self.window(), title, words, act, space="own")
        dialog.given.connect(self._restore_given)
        dialog.open()

    def _restore_given(self, passphrase: str) -> None:
        self.restore_requested.emit(self._source, passphrase)
