"""The recovery sheet: shown once, copied by hand first, printed second, two groups typed back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.openings import RecoverySheet
from trustapp.words import _
from ui.shell.first_run.presenter import Place
from ui.shell.first_run.step_page import StepPage
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.recovery_groups import ShownGroups, TypedBack
from ui.widgets.text import Prose


class SheetPage(StepPage):
    """Two faces: the groups to copy, then two empty fields."""

    confirm_requested = Signal(object)
    print_requested = Signal(object)
    later_requested = Signal()

    def __init__(self, place: Place) -> None:
        super().__init__(
            place,
            _("Your recovery sheet"),
            _("The only other way in, for you alone. It is shown this once."),
            onward=_("I have copied it"),
        )
        self._sheet: RecoverySheet | None = None
        self._later = Button(_("Do this later, alone"), "quiet")
        self._later.clicked.connect(self.later_requested)
        self.foot.insertWidget(0, self._later)
        self._copy = self._build_copy()
        self._confirm = self._build_confirm()
        self.content.addWidget(self._copy)
        self.content.addWidget(self._confirm)
        self.content.addSpacing(16)
        words = _(
            "Keep it where your partner does not find it: not in a shared drawer, not in a photograph, "
            "not beside this "
            "computer. If you make it later, in the settings, until then only your passphrase opens your "
            "space."
        )
        self.content.addWidget(Prose(words, "small", tone="2"))
        self.content.addStretch(1)
        self._confirm.hide()

    def _build_copy(self) -> Card:
        box = Card(self)
        box.body.addWidget(Prose(_("Copy these seven groups by hand, in their order."), "body", tone="2"))
        box.body.addSpacing(12)
        self._shown = ShownGroups(self)
        box.body.addWidget(self._shown)
        box.body.addSpacing(12)
        printing = Button(_("Print it"), "quiet", icon="print")
        printing.clicked.connect(self._print)
        box.body.addLayout(hbox(printing, None))
        return box

    def _build_confirm(self) -> QWidget:
        box = Card(self)
        box.body.addWidget(Prose(_("Now, from your paper: two of the groups."), "body", tone="2"))
        box.body.addSpacing(12)
        self._typed = TypedBack()
        self._typed.submitted.connect(self.go_on)
        box.body.addWidget(self._typed)
        box.body.addSpacing(12)
        again = Button(_("Look at it again"), "quiet")
        again.clicked.connect(self._show_groups)
        box.body.addLayout(hbox(again, None))
        holder = QWidget(self)
        vbox(box, parent=holder)
        return holder

    def show_sheet(self, sheet: RecoverySheet, asked: tuple[int, ...]) -> None:
        """The seven groups, once."""
        self._sheet = sheet
        self._shown.show_groups(sheet.groups)
        self._typed.ask(asked)

    def fill_from_sheet(self) -> None:
        """Type the two groups back as they stand on the sheet."""
        if self._sheet is not None:
            self._typed.fill(self._sheet.groups)

    def show_groups_differ(self) -> None:
        """One of the two is not as on the sheet."""
        self._typed.show_differs()

    def go_on(self) -> None:
        """From the groups to the fields, from the fields to the comparison."""
        if not self._confirm.isVisible():
            self._copy.hide()
            self._confirm.show()
            self.next_button.setText(_("These are right"))
            self._typed.begin()
            return
        self.confirm_requested.emit(self._typed.answers())

    def _show_groups(self) -> None:
        self._confirm.hide()
        self._copy.show()
        self.next_button.setText(_("I have copied it"))
        self.next_button.setFocus()

    def _print(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet)
