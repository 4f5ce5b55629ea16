"""What every page of the first run has, and the pages that are only read: the first one is such a page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.shell.first_run.parts import space_of
from ui.shell.first_run.presenter import Place
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.page import Page
from ui.widgets.text import Prose

if TYPE_CHECKING:
    from trustapp.services.reading import Card as Guidance


AFTER_PAINT: Final = 50
"""Milliseconds after which a page that was shown has been painted."""


class StepPage(Page):
    """A page with Back at the start of its foot and the way on at its end."""

    next_requested = Signal()
    back_requested = Signal()

    def __init__(
        self,
        place: Place,
        title: str,
        subtitle: str = "",
        onward: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(None, title, subtitle, space_of(place), parent)
        self.place = place
        self.next_button = Button(onward or _("Continue"), "primary", space=space_of(place))
        self.next_button.clicked.connect(self.go_on)
        if place.may_go_back:
            back = Button(_("Back"), "secondary")
            back.clicked.connect(self.back_requested)
            self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next_button)
        self.show_foot(True)

    def go_on(self) -> None:
        """Announce the way on; pages with something to fill in look at it first."""
        self.next_requested.emit()

    def begin(self) -> None:
        """Put the focus where the person begins."""
        self.next_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The foot was made first, and comes last for the keyboard."""
        super().showEvent(event)
        # Not at once: a start would wait for the search.
        QTimer.singleShot(AFTER_PAINT, self, self._foot_after_content)

    def _foot_after_content(self) -> None:
        content: list[QWidget] = []
        foot: list[QWidget] = []
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            # Of a group of choices only the chosen one is reached by Tab, and another may be chosen later.
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus and self.isAncestorOf(one):
                (foot if self.in_foot(one) else content).append(one)
            one = one.nextInFocusChain()
        for before, after in pairwise([*content[-1:], *foot]):
            QWidget.setTabOrder(before, after)

    def add_texts(self, card: Guidance | None) -> Card:
        """The paragraphs of a text in a card."""
        box = Card(self)
        for number, paragraph in enumerate(card.body if card else ()):
            if number:
                box.body.addSpacing(12)
            box.body.addWidget(Prose(paragraph, "read", leading=1.6))
        self.content.addWidget(box)
        return box


class TextPage(StepPage):
    """A text to read, and the way on."""

    def __init__(self, place: Place, card: Guidance | None, parent: QWidget | None = None) -> None:
        super().__init__(place, card.title if card else "", parent=parent)
        self.add_texts(card)
        self.content.addStretch(1)
