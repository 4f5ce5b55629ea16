"""The parts of the page: what belongs to a stage, and cards that open where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from trustapp.services.paths import Stage
from trustapp.services.reading import Card as Reading
from trustapp.words import _
from ui.widgets.boxes import Card, Rule, Tint
from ui.widgets.layouts import vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose


class StageCard(Card):
    """What a stage of a path holds."""

    def __init__(self, title: str, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(PlainLabel(title, "read", wrap=True))
        self.body.addSpacing(8)
        self.body.addWidget(Prose(stage.about, "read"))
        for head, lines in (
            (_("What belongs to it"), stage.belongs),
            (_("What can wait"), stage.not_yet),
            (_("How you may notice that it changes"), stage.tell),
        ):
            self.body.addSpacing(16)
            self.body.addWidget(PlainLabel(head, "body", bold=True, wrap=True))
            self.body.addSpacing(2)
            for line in lines:
                self.body.addSpacing(4)
                self.body.addWidget(Prose(line, "body"))


def words_to(head: str, paragraphs: Sequence[str]) -> Tint:
    """What is said to one of the two."""
    tint = Tint("own")
    tint.body.addWidget(PlainLabel(head, "body", tone="own", bold=True, wrap=True))
    for text in paragraphs:
        tint.body.addSpacing(8)
        tint.body.addWidget(Prose(text, "body"))
    return tint


class ReadingCard(Card):
    """Titles; the one that is chosen opens under its title, and closes again."""

    def __init__(self, head: str, cards: Sequence[Reading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(PlainLabel(head, "read", wrap=True))
        self.body.addSpacing(4)
        for one in cards:
            row, text = NamedRow(one.id, one.title, "", "down"), _Text(one.body)
            row.chosen.connect(text.turn)
            self.body.addWidget(row)
            self.body.addWidget(text)


class _Text(QWidget):
    """The text of one card, closed at first."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__()
        column = vbox(gap=8, margins=(0, 8, 0, 16), parent=self)
        for text in paragraphs:
            column.addWidget(Prose(text, "body"))
        column.addWidget(Rule())
        self.hide()

    def turn(self, _card: str) -> None:
        """Open where it was closed, and closed where it was open."""
        self.setVisible(self.isHidden())
