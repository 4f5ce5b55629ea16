"""After an evening: a calm page, whether somebody stopped it or it came to its end."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.shell.kept import STOPPED, KeptCompanion
from ui.widgets import look
from ui.widgets.boxes import Tint
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import Prose


class EndPage(QWidget):
    """What was, and the ways on; after closeness always with help beside."""

    help_requested = Signal()
    note_requested = Signal()
    left = Signal()

    def __init__(self, kept: KeptCompanion, *, keys: bool, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = _words(kept)
        self.help: Button | None = None
        column = QWidget()
        column.setProperty("ground", "clear")
        layout = vbox(None, parent=column, margins=(8, 24, 8, 24))
        layout.addWidget(Prose(_title(kept), "display", leading=1.3))
        layout.addSpacing(12)
        layout.addWidget(Prose(self._words, "read", leading=1.55))
        if kept.closeness:
            layout.addSpacing(24)
            layout.addWidget(self._after_closeness())
        self._note = self._build_note(kept)
        self._note.setVisible(keys and own)
        layout.addWidget(self._note)
        self.leave = Button(_leaving(keys=keys), "secondary", tall=True)
        self.leave.clicked.connect(self.left)
        layout.addSpacing(28)
        layout.addLayout(hbox(self.leave, None))
        layout.addStretch(1)
        self._scroll = ClearScroll(self)
        self._holder = QWidget()
        self._holder.setProperty("ground", "clear")
        self._column = column
        hbox(None, (column, 1000), None, parent=self._holder)
        self._scroll.hold(self._holder)
        vbox((self._scroll, 1), parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """A column that reads well."""
        self._column.setMaximumWidth(look.px(600))

    def _after_closeness(self) -> QWidget:
        box = Tint("s", self)
        said = Prose(_("If you could not stop, it was not a yes."), "read", bold=True)
        self.help = Button(_("Help and safety"), "secondary", icon="help")
        self.help.clicked.connect(self.help_requested)
        row = hbox((said, 1), self.help, gap=16)
        row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        box.body.addLayout(row)
        return box

    def _build_note(self, kept: KeptCompanion) -> QWidget:
        note = QWidget(self)
        words = _("If you like, you can write down how it was. It is private first.")
        if kept.shared:
            words = _("If you like, you can write down how it was: each alone, and private first.")
        self.note = Button(_("Write a note"), "secondary", icon="edit")
        self.note.clicked.connect(self.note_requested)
        row = QWidget(note)
        Flow(row).addWidget(self.note)
        vbox(24, Prose(words, "body", tone="2"), 8, row, parent=note)
        return note

    def stand_keyless(self) -> None:
        """Nothing of a space is behind it any more."""
        self._note.hide()
        self.leave.setText(_leaving(keys=False))

    @property
    def said(self) -> str:
        """Everything of it as a screen reader says it when it appears."""
        return " ".join(one.text() for one in self._column.findChildren(Prose) if not one.isHidden())

    @property
    def last(self) -> QWidget:
        """What the keyboard comes to last."""
        return self.leave

    def focus_first(self) -> None:
        """To help where closeness was: nobody leaves the page by one press too many."""
        (self.help or self.leave).setFocus(Qt.FocusReason.OtherFocusReason)


def _leaving(*, keys: bool) -> str:
    return _("Back to the pages") if keys else _("To the first page")


def _title(kept: KeptCompanion) -> str:
    return _("Stopped") if kept.ended == STOPPED else kept.name


def _words(kept: KeptCompanion) -> str:
    if kept.ended == STOPPED:
        stopped = _("No reason is needed, and nothing has to be taken up again.")
        if kept.closeness:
            stopped = _("No reason is needed. Nothing is taken up again this evening.")
        return f"{kept.told} {stopped}" if kept.told else stopped
    return _("It has come to its end. Nothing has to be said about it now.")
