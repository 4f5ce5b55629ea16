"""A letter to be read: one's own that is out or opened, one from the other, or one about to be sent."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from trustapp.domain.passages import Shape, blocks_of
from ui.widgets.boxes import Card, Rule
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class LetterSheet(Card):
    """Title, what it is, its words; under them what can be done."""

    def fill(
        self,
        title: str,
        sub: str,
        text: str,
        buttons: tuple[QWidget | None, ...],
        notes: tuple[str, ...] = (),
        question: str = "",
    ) -> None:
        """The same for whoever reads it."""
        clear(self.body)
        if title:
            self.body.addWidget(Prose(title, "title"))
        self.body.addWidget(PlainLabel(sub, "small", tone="2", wrap=True))
        column = vbox(12, gap=10)
        for words, bold in passages(text):
            column.addWidget(Prose(words, "read", bold=bold))
        self.body.addLayout(column)
        if notes:
            self.body.addLayout(vbox(16, Rule()))
        if question:
            self.body.addLayout(vbox(12, Prose(question, "read", bold=True)))
        for note in notes:
            self.body.addLayout(vbox(12, Prose(note, "body", tone="2")))
        self.body.addLayout(vbox(16, hbox(*buttons, gap=12)))


def passages(text: str) -> Iterator[tuple[str, bool]]:
    """The words block by block, and whether they stand out."""
    number = 0
    for block in blocks_of(text):
        number = number + 1 if block.shape is Shape.NUMBER else 0
        before = {Shape.BULLET: "• ", Shape.NUMBER: f"{number}. "}.get(block.shape, "")
        yield before + block.text, block.shape is Shape.HEADING
