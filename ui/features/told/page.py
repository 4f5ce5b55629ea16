"""What helps: what each let the other read of what sets them off, and passages that they chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import MemberId
from trustapp.domain.shown import Passage
from trustapp.domain.triggers import Told
from trustapp.words import _
from ui.features.told.presenter import ToldPresenter
from ui.widgets import dates
from ui.widgets.boxes import Card, EmptyState, Rule
from ui.widgets.buttons import Button
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class ToldPage(Page):
    """To read, before it is needed; nobody is held to it."""

    KEY = "told"
    TITLE = _("What helps")

    def __init__(self, presenter: ToldPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("What helps"), space="s", parent=parent)
        self._presenter = presenter
        self._empty: EmptyState | None = None
        self._body, self._passages = vbox(gap=16), vbox(gap=16)
        self.content.addLayout(vbox(self._body, self._passages, gap=16))
        self.content.addStretch(1)
        presenter.attach(self)

    def show_told(self, told: tuple[Told, ...], names: Mapping[MemberId, str], *, own: bool) -> None:
        """Whose it is, and the parts that they let be read."""
        clear(self._body)
        self._empty = None
        if own:
            mine = Button(_("My triggers"), "secondary")
            mine.clicked.connect(self._presenter.mine)
            passages = Button(_("My passages"), "secondary")
            passages.clicked.connect(self._presenter.showing)
            self.set_foot(mine, passages)
        self._body.addWidget(
            Prose(
                _(
                    "These are wishes and no rules: whoever reads them does what they can, and may say that "
                    "they cannot. A stop counts whether it stands here or not."
                ),
                "body",
                tone="2",
            )
        )
        any_told = False
        for member, name in names.items():
            of_one = [one for one in told if one.by == member]
            if of_one:
                any_told = True
                self._body.addWidget(_card(name, of_one))
        if not any_told:
            self._empty = EmptyState(
                "shield",
                _("Nothing is written here"),
                _("Each of you can let the other read what helps, from their own space. Nobody has to."),
            )
            self._body.addWidget(self._empty)

    def show_passages(self, passages: tuple[Passage, ...], names: Mapping[MemberId, str]) -> None:
        """Words that each chose to let be read, as copies; nothing is there where nobody did."""
        clear(self._passages)
        if self._empty is not None:
            self._empty.setVisible(not passages)
        for member, name in names.items():
            of_one = [one for one in passages if one.by == member]
            if of_one:
                card = Card()
                head = _("Passages from {name}").format(name=name)
                card.body.addWidget(PlainLabel(head, "read", wrap=True))
                card.body.addWidget(Rows([partial(_passage, one) for one in of_one]))
                self._passages.addWidget(card)


def _passage(passage: Passage) -> tuple[QWidget, ...]:
    holder = QWidget()
    day = PlainLabel(dates.day(date.fromisoformat(passage.day)), "small", tone="2")
    vbox(day, Prose(passage.text, "body"), gap=4, margins=(0, 12, 0, 12), parent=holder)
    return Rule(), holder


def _card(name: str, of_one: list[Told]) -> Card:
    card = Card()
    card.body.addWidget(PlainLabel(name, "read", wrap=True))
    card.body.addWidget(Rows([partial(_row, one) for one in of_one]))
    return card


def _row(told: Told) -> tuple[QWidget, ...]:
    holder = QWidget()
    column = vbox(Prose(told.name, "body", bold=True), gap=2, margins=(0, 12, 0, 12), parent=holder)
    for heading, lines in _parts(told):
        if lines:
            column.addSpacing(6)
            column.addWidget(PlainLabel(heading, "small", tone="2", wrap=True))
            for line in lines:
                column.addWidget(Prose(line, "body"))
    return Rule(), holder


def _parts(told: Told) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("Early signs"), told.signs),
        (_("What helps"), told.helps),
        (_("What does not help"), told.helps_not),
        (_("What they would like the other to do, or not to do"), told.please),
    )
