"""Write and let go: words that are kept nowhere. This page asks no service for anything."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from trustapp.domain.changes import Topic
from trustapp.words import _
from ui.ports import Navigator
from ui.widgets import look
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.page import Page
from ui.widgets.text import Prose


class LetGoPresenter:
    """It has nothing to keep, so it keeps nothing: there is no ``unfinished`` here."""

    TOPICS: frozenset[Topic] = frozenset()

    def __init__(self, navigator: Navigator) -> None:
        self._navigator = navigator

    def refresh(self) -> None:
        """Nothing is asked for."""

    def back(self) -> None:
        """To the reflections."""
        self._navigator.go_to("reflections")


class LetGoPage(Page):
    """One large field; whoever goes away from it, or locks, finds it empty."""

    KEY = "let_go"
    TITLE = _("Write and let go")

    def __init__(self, presenter: LetGoPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Write and let go"), space="own", parent=parent)
        self._presenter = presenter
        about = _(
            "What you write here is kept nowhere: not on the disk, not by a lock, and not when you go to "
            "another page. Let it go whenever you like. It cannot be brought back."
        )
        self._said = Prose("", "read")
        self._said.hide()
        card = Card()
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(_("Words that are kept nowhere"))
        self.edit.setAccessibleDescription(about)
        self.edit.setPlaceholderText(_("Begin anywhere."))
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._typed)
        card.body.addWidget(self.edit, 1)
        self.content.addWidget(Prose(about, "body", tone="2"))
        self.content.addSpacing(16)
        self.content.addWidget(card, 1)
        self.content.addSpacing(8)
        self.content.addWidget(self._said)
        back = Button(_("Back"), "quiet", icon="left")
        self.go_button = Button(_("Let it go"), "primary", "own")
        back.clicked.connect(presenter.back)
        self.go_button.clicked.connect(self.let_go)
        self.set_foot(back, self.go_button)
        look.follow(self)

    def restyle(self) -> None:
        """The field follows the size of the text."""
        self.edit.setFont(look.font("read"))
        self.edit.setMinimumHeight(look.px(160))

    def let_go(self) -> None:
        """Nothing of it is left, not even to undo."""
        self._forget()
        self._said.setText(_("It is gone. You do not have to carry it on paper."))
        self._said.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.edit.clear()
        # A new stack of what can be undone: the old one holds the words.
        self.edit.document().clearUndoRedoStacks()

    def _typed(self) -> None:
        if not self.edit.document().isEmpty():
            self._said.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, a lock or the end: it is gone. A window put away for a moment is not the end."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()

    def open_at(self, **place: Any) -> None:
        """There is one place."""
