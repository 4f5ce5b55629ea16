"""The lines in their groups: limits that stand, then each category, then drafts, then what has ended."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line, State
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import AgreementView
from trustapp.services.moves import Move
from trustapp.words import _
from ui.features.agreement.lines import QUIET_STATES, LineRow
from ui.widgets.boxes import Card, EmptyState, Rule
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel

Group = tuple[str, list[Line]]


class AgreementSheet(QWidget):
    """Rebuilt whole at each change; ended lines stay folded until somebody asks for them."""

    wished = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_ended = False
        self._view: AgreementView | None = None
        self.drafts: Card | None = None
        self._layout = vbox(parent=self, gap=16)

    def show_lines(self, view: AgreementView) -> None:
        """All lines of the agreement, in their groups."""
        self._view = view
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        standing, drafts, ended = _groups(view)
        if not standing and not drafts:
            self._layout.addWidget(self._empty())
        if standing:
            self._layout.addWidget(self._card(standing, numbered=True))
        self.drafts = None
        if drafts:
            self.drafts = self._card(
                [(_("Drafts: these words do not count yet. A no and a stop count always."), drafts)],
                numbered=False,
            )
            self._layout.addWidget(self.drafts)
        if ended:
            self._layout.addWidget(self._ended_button())
            if self._open_ended:
                self._layout.addWidget(self._card([(_("No longer standing"), ended)], numbered=False))
        self._layout.addStretch(1)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "agreement",
            _("Nothing stands here yet"),
            _(
                "It can stay empty. A limit can be stated at any moment, and what you open together "
                "appears here."
            ),
        )

    def _ended_button(self) -> QWidget:
        box = QWidget(self)
        words = _("Hide what has ended") if self._open_ended else _("Show what has ended")
        button = Button(words, "quiet", icon="withdraw")
        button.clicked.connect(self._turn_ended)
        hbox(button, None, parent=box)
        return box

    def _turn_ended(self) -> None:
        self._open_ended = not self._open_ended
        if self._view is not None:
            self.show_lines(self._view)

    def _card(self, groups: Iterable[Group], *, numbered: bool) -> Card:
        assert self._view is not None
        view, card, number = self._view, Card(self), 0
        hues: dict[str, str] = {member.id: member.hue.value for member in view.members}
        for place, (title, lines) in enumerate(groups):
            if place:
                card.body.addSpacing(16)
            card.body.addWidget(PlainLabel(title, "small", tone="s", bold=True))
            for row, line in enumerate(lines):
                if row:
                    card.body.addWidget(Rule())
                number += 1
                key = line.words.id if line.words is not None else line.rests_on[0]
                shown = LineRow(
                    number if numbered else 0, line, view.moves.get(key, Move()), view.members, hues, card
                )
                shown.wished.connect(self.wished)
                card.body.addWidget(shown)
        return card


def _groups(view: AgreementView) -> tuple[list[Group], list[Line], list[Line]]:
    titles = {category.id: category.title for category in view.categories}
    live = [one for one in view.agreement.lines if one.state in (State.STANDS, State.COUNTS, State.RESTS)]
    drafts = [one for one in view.agreement.lines if one.state is State.DRAFT]
    ended = [one for one in view.agreement.lines if one.state in QUIET_STATES]
    groups: list[Group] = []
    limits = [line for line in live if line.kind is LineKind.LIMIT]
    if limits:
        groups.append((_("Limits that stand"), limits))
    for category, title in titles.items():
        lines = [line for line in live if line.category == category and line.kind is not LineKind.LIMIT]
        if lines:
            groups.append((title, lines))
    return groups, drafts, ended
