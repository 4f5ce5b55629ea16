"""The reading parts of the page: texts, what stands, and what is read afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from trustapp.services.closeness import ClosenessView
from trustapp.services.reading import Card as Text
from trustapp.words import _
from ui.widgets import look
from ui.widgets.boxes import Card, Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.further import Rows
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose

_COLUMN = 380
"""The least width of a column beside another, at the text size of the design."""


class _Beside(QWidget):
    """Two cards beside one another, or under one another where there is no room for both."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for card in (first, second):
            policy = card.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            card.setSizePolicy(policy)
        self._row = hbox((first, 1), (second, 1), gap=20, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As the width allows."""
        super().resizeEvent(event)
        two = self.width() >= 2 * look.px(_COLUMN) + 20
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if two else down)


def beside(first: QWidget, second: QWidget) -> QWidget:
    """Two cards in one row."""
    return _Beside(first, second)


def stacked(first: QWidget, second: QWidget) -> QWidget:
    """Two cards, one under the other; the second takes what room there is."""
    column = QWidget()
    vbox(first, (second, 1), gap=20, parent=column)
    return column


class TextCard(Card):
    """A text to read; ``first`` are the couple's own words for it, which stand above."""

    def __init__(self, text: Text, first: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(PlainLabel(text.title, "read", wrap=True))
        for line in first:
            self.body.addSpacing(8)
            self.body.addWidget(Prose(line, "body", bold=True))
        if first:
            self.body.addSpacing(12)
            self.body.addWidget(Rule())
            self.body.addSpacing(4)
        for paragraph in text.body:
            self.body.addSpacing(8)
            self.body.addWidget(Prose(paragraph, "body"))
        self.body.addStretch(1)


class StandingCard(Card):
    """The limits and needs of both about touch, and whose each is."""

    def __init__(self, view: ClosenessView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(PlainLabel(_("What stands, whatever is planned"), "read", wrap=True))
        self.body.addSpacing(4)
        rows = [_Stands(view, owner, text) for owner, text in view.limits]
        self.body.addWidget(Rows([one.make for one in rows], self))
        if not rows:
            none = _("No limit and no need about touch is written down.")
            self.body.addWidget(Prose(none, "body", tone="2"))
        self.body.addSpacing(12)
        always = _(
            "A sign is never a yes to touch, and neither is a colour or a silence. What nobody has said in "
            "words is not thereby allowed."
        )
        self.body.addWidget(Prose(always, "body"))
        self.body.addStretch(1)


class _Stands:
    """Makes the row of one limit or need when it is looked at."""

    def __init__(self, view: ClosenessView, owner: object, text: str) -> None:
        self._name = next((name for member, name in view.names.items() if member == owner), "")
        self._text = text

    def make(self) -> Sequence[QWidget]:
        row = QWidget()
        column = vbox(Prose(self._text, "body"), gap=2, margins=(0, 10, 0, 10), parent=row)
        if self._name:
            column.addWidget(PlainLabel(self._name, "small", tone="2"))
        return row, Rule()


class AfterCard(Tint):
    """Read afterwards, each alone; help is always beside it."""

    help_requested = Signal()

    def __init__(self, text: Text, parent: QWidget | None = None) -> None:
        super().__init__("s", parent)
        first, _stop, rest = text.body[0].partition(". ")
        self.body.addWidget(PlainLabel(text.title, "small", tone="s", bold=True, wrap=True))
        self.body.addSpacing(6)
        button = Button(_("Help and safety"), "secondary", icon="help")
        button.clicked.connect(self.help_requested)
        self.body.addLayout(hbox((Prose(f"{first}.", "read", bold=True), 1), button, gap=16))
        for paragraph in (rest, *text.body[1:]):
            self.body.addSpacing(8)
            self.body.addWidget(Prose(paragraph, "body"))
