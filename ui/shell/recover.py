"""A forgotten passphrase: the seven groups, a new passphrase, and a new sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services.openings import Opened, RecoverySheet, Strength
from trustapp.words import _
from ui.ports import Jobs
from ui.shell.recovery_paper import RecoveryPrint
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox
from ui.widgets.page import Page
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.recovery_groups import ShownGroups, TypedBack, to_ask
from ui.widgets.text import Prose

if TYPE_CHECKING:
    from trustapp.bootstrap import Services

GROUPS = 7
COLUMNS = 4


class RecoverPanel(Page):
    """One page with three faces: the code and a new passphrase, the new sheet, two groups typed back."""

    finished = Signal(object)
    closed = Signal()

    def __init__(
        self, services: Services, jobs: Jobs, member: MemberId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            None,
            _("Open with the recovery sheet"),
            _("{name}’s space only. Afterwards there is a new passphrase and a new sheet.").format(name=name),
            space="own",
            parent=parent,
        )
        self._vault, self._jobs, self._member, self._name = services.vault, jobs, member, name
        self._enough = False
        self._sheet: RecoverySheet | None = None
        self._groups = [Field(_("Group {number}").format(number=place + 1)) for place in range(GROUPS)]
        self._new = PassphraseEdit(_("A new passphrase"), strength=True)
        self._again = PassphraseEdit(_("Once more"))
        self._code_face = self._build_code()
        self._sheet_face = self._build_sheet()
        self._check_face = self._build_check()
        for face in (self._code_face, self._sheet_face, self._check_face):
            self.content.addWidget(face)
        self.content.addStretch(1)
        self._cancel = Button(_("Back"), "secondary")
        self._next = Button(_("Open"), "primary", space="own")
        self._cancel.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self.foot.addWidget(self._cancel)
        self.foot.addStretch(1)
        self.foot.addWidget(self._next)
        self._printer = RecoveryPrint(self, services.papers, jobs)
        self._show(self._code_face)

    # -- building ----------------------------------------------------------------------------------

    def _build_code(self) -> Card:
        box = Card(self)
        box.body.addWidget(Prose(_("The seven groups, as they stand on your sheet."), "body", tone="2"))
        box.body.addSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, field in enumerate(self._groups):
            field.changed.connect(self._groups_changed)
            grid.addWidget(field, place // COLUMNS, place % COLUMNS)
        box.body.addLayout(grid)
        box.body.addSpacing(16)
        self._new.changed.connect(self._passphrase_changed)
        box.body.addWidget(self._new)
        suggest = Button(_("Suggest words"), "secondary", icon="swap")
        suggest.clicked.connect(self._suggest)
        box.body.addSpacing(8)
        box.body.addLayout(hbox(suggest, None))
        box.body.addSpacing(12)
        box.body.addWidget(self._again)
        return box

    def _build_sheet(self) -> Card:
        box = Card(self)
        box.body.addWidget(
            Prose(_("Your space is open. This is your new sheet; the old one opens nothing."), "body")
        )
        box.body.addSpacing(12)
        self._shown = ShownGroups(self)
        box.body.addWidget(self._shown)
        box.body.addSpacing(8)
        printing = Button(_("Print it"), "quiet", icon="print")
        printing.clicked.connect(self._print)
        box.body.addLayout(hbox(printing, None))
        return box

    def _build_check(self) -> Card:
        box = Card(self)
        box.body.addWidget(Prose(_("From your paper: two of the groups."), "body", tone="2"))
        box.body.addSpacing(12)
        self._typed = TypedBack()
        self._typed.submitted.connect(self._go_on)
        box.body.addWidget(self._typed)
        return box

    def _show(self, face: Card) -> None:
        for one in (self._code_face, self._sheet_face, self._check_face):
            one.setVisible(one is face)
        self._face = face

    def begin(self) -> None:
        """Put the focus into the first group."""
        self._groups[0].edit.setFocus()

    # -- the code ----------------------------------------------------------------------------------

    def _code(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self._groups)

    def _groups_changed(self) -> None:
        self._jobs.run(partial(self._vault.check_code, self._code()), self._checked)

    def _checked(self, wrong: tuple[int, ...]) -> None:
        for place, field in enumerate(self._groups):
            typed = field.text().replace(" ", "").replace("-", "")
            whole = len(typed) >= len("XXXXX")
            field.set_error(_("This group does not fit.") if place in wrong and whole else "")

    def _passphrase_changed(self) -> None:
        self._enough = False
        work = partial(self._vault.strength, self._new.text(), (self._name,))
        self._jobs.run(work, self._got_strength)

    def _got_strength(self, strength: Strength) -> None:
        self._enough = strength.enough
        self._new.show_strength(strength.level, strength.enough, strength.problem)

    def _suggest(self) -> None:
        self._jobs.run(self._vault.suggest_passphrase, self._suggested)

    def _suggested(self, words: str) -> None:
        self._new.setText(words)
        self._new.set_visible_text(True)

    # -- going on ----------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._face is self._code_face:
            self._recover()
        elif self._face is self._sheet_face:
            self._ask_groups()
        else:
            work = partial(self._vault.confirm_recovery, self._typed.answers())
            self._jobs.run(work, self._confirmed, self.show_error)

    def _recover(self) -> None:
        if not self._enough:
            self._new.set_error(_("Four or more words that do not belong together."))
        elif self._new.text() != self._again.text():
            self._again.set_error(_("The two entries differ."))
        else:
            self.messages.clear()
            self._working(True)
            work = partial(self._vault.recover, self._member, self._code(), self._new.text())
            self._jobs.run(work, self._recovered, self._not_recovered)

    def _working(self, working: bool) -> None:
        self._next.setEnabled(not working)
        self._next.setText(_("Opening…") if working else _("Open"))

    def _not_recovered(self, error: UserError) -> None:
        self._working(False)
        self.show_error(error)

    def _recovered(self, sheet: RecoverySheet) -> None:
        self._working(False)
        for field in (self._new, self._again):
            field.clear()
        for group in self._groups:
            group.setText("")
        self._sheet = sheet
        self._shown.show_groups(sheet.groups)
        self._show_sheet()

    def _show_sheet(self) -> None:
        """The space is open already: from here the way leads on, not out."""
        self._cancel.hide()
        self._next.setText(_("I have copied it"))
        self._show(self._sheet_face)
        self._next.setFocus()

    def _go_back(self) -> None:
        if self._face is self._check_face:
            self._typed.clear()
            self._show_sheet()
        else:
            self.closed.emit()

    def _ask_groups(self) -> None:
        self._typed.ask(to_ask(GROUPS))
        self._next.setText(_("These are right"))
        self._cancel.setText(_("Look at it again"))
        self._cancel.show()
        self._show(self._check_face)
        self._typed.begin()

    def _confirmed(self, fits: bool) -> None:
        if not fits:
            self._show_sheet()
            self.messages.warn(_("One of the two groups differs from the sheet. Here it is once more."))
            return
        self._jobs.run(self._vault.finish_setup, self._done, self.show_error)

    def _done(self, _nothing: None) -> None:
        sitting = self._vault.sitting()
        if sitting is not None:
            self.finished.emit(Opened(sitting, 0, None))

    def _print(self) -> None:
        if self._sheet is not None:
            self._printer.print(self._sheet)
