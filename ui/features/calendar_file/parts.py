"""The two halves of the page: out into a file, and in from one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import RitualId
from trustapp.services.calendar_files import FileChoice, FileView, Known
from trustapp.words import _
from ui.features.calendar_file import words
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.paper_look import pills
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.tick_list import TickList, TickRow


class OutCard(Card):
    """What goes into a file, and what it is called there."""

    save_requested = Signal()

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: frozenset[RitualId] = frozenset()
        self.body.addWidget(PlainLabel(_("Into a file for another calendar"), "read"))
        self.body.addSpacing(4)
        told = _(
            "Other calendars open such a file. It is not encrypted: whoever can open that calendar sees what "
            "is in it, and so does the service that keeps it. Nothing of the days before today goes into it, "
            "and of a ritual only when it comes and, if you choose that, its name."
        )
        self.body.addWidget(Prose(told, "body", tone="2"))
        self._nothing = Prose(_("There is nothing planned that could go into a file."), "body")
        self._list = TickList(_("Show the next ones"), space)
        self._list.chosen.connect(self._turned)
        self._rest = QWidget(self)
        row = QWidget(self)
        self._called, called = pills((_("Time set aside"), _("Its own name")), row, space)
        self.save_button = Button(_("Save as a file…"), "primary", space=space)
        self.save_button.clicked.connect(self.save_requested)
        vbox(
            PlainLabel(_("What goes into it"), "body", bold=True),
            4,
            self._list,
            16,
            PlainLabel(_("What each is called there"), "body", bold=True),
            4,
            row,
            20,
            hbox(self.save_button, None),
            parent=self._rest,
        )
        self.body.addSpacing(16)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._rest)
        self._pills = called

    @property
    def chosen(self) -> frozenset[RitualId]:
        """What goes into the file."""
        return self._list.keys

    @property
    def titles(self) -> bool:
        """Whether the real names go with it."""
        return self._called.checkedId() == 1

    def forget(self) -> None:
        """Of another planner: nothing was chosen there."""
        self._seen = frozenset()
        self._called.button(0).setChecked(True)

    def show_choices(self, choices: tuple[FileChoice, ...]) -> None:
        """These may go into it: all of them at first, but nothing that has touch in it."""
        known = frozenset(one.ritual for one in choices)
        added = frozenset(one.ritual for one in choices if not one.touch) - self._seen
        self._seen = known
        rows = [TickRow(one.ritual, one.name, _sub(one)) for one in choices]
        self._list.show_rows(rows, self._list.keys | added)
        self._nothing.setVisible(not choices)
        self._rest.setVisible(bool(choices))
        self._turned()

    def _turned(self) -> None:
        self.save_button.setEnabled(bool(self._list.keys))

    def set_space(self, space: str) -> None:
        """The colours of the planner that it is of."""
        self._list.set_space(space)
        self.save_button.set_space(space)
        for pill in self._pills:
            pill.set_space(space)


class InCard(Card):
    """A file that was opened, and what of it is new."""

    open_requested = Signal()
    take_requested = Signal()

    def __init__(self, space: str, *, shared: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = Prose(words.into_words(shared=shared), "body", tone="2")
        self.open_button = Button(_("Open a file…"), "secondary")
        self.open_button.clicked.connect(self.open_requested)
        self._list = TickList(_("Show the next ones"), space)
        self._list.chosen.connect(self._turned)
        self.take_button = Button(words.take_words(shared=shared), "secondary")
        self.take_button.clicked.connect(self.take_requested)
        self._new, self._unread, self._found = QWidget(self), QWidget(self), QWidget(self)
        self._rest = Prose("", "body", tone="2")
        self._why = vbox(gap=4)
        vbox(
            PlainLabel(_("New in this file"), "body", bold=True),
            4,
            self._list,
            16,
            hbox(self.take_button, None),
            16,
            parent=self._new,
        )
        vbox(PlainLabel(_("Not read, or not wholly"), "body", bold=True), 4, self._why, parent=self._unread)
        vbox(20, self._new, self._rest, 16, self._unread, parent=self._found)
        self.body.addWidget(PlainLabel(_("From a file of another calendar"), "read"))
        self.body.addSpacing(4)
        self.body.addWidget(self._told)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self.open_button, None))
        self.body.addWidget(self._found)
        self._found.hide()

    @property
    def chosen(self) -> frozenset[int]:
        """What is to be taken in."""
        return self._list.keys

    def show_file(self, found: FileView | None) -> None:
        """What the file holds; None puts it away.

        For one's own planner all of it is ticked at first; a suggestion is a question, so each is chosen.
        """
        self._found.setVisible(found is not None)
        if found is None:
            return
        new = [one for one in found.events if one.known is Known.NEW]
        ticked = [] if found.shared else [one.key for one in new]
        self._list.show_rows([TickRow(one.key, one.name, one.when) for one in new], ticked)
        self._new.setVisible(bool(new))
        self.take_button.setText(words.take_words(shared=found.shared))
        rest = words.rest_words(found)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        clear(self._why)
        for sentence in words.unread_words(found.unread):
            self._why.addWidget(Prose(sentence, "small", tone="2"))
        self._unread.setVisible(bool(found.unread))
        self._turned()

    def focus_found(self) -> None:
        """Begin at the first line of what is new."""
        self._list.focus_first()

    def _turned(self) -> None:
        self.take_button.setEnabled(bool(self._list.keys))

    def show_planner(self, space: str, *, shared: bool) -> None:
        """Of this planner."""
        self._told.setText(words.into_words(shared=shared))
        self._list.set_space(space)


def _sub(choice: FileChoice) -> str:
    return " · ".join(part for part in (choice.when, _("with touch") if choice.touch else "") if part)
