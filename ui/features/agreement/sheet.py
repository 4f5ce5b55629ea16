"""The lines in their groups: limits that stand, then each category, then drafts, then what has ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line, State
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import AgreementView
from trustapp.words import _
from ui.features.agreement.lines import QUIET_STATES
from ui.features.agreement.pile import Group, LinePile
from ui.widgets.boxes import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox


class AgreementSheet(QWidget):
    """Three cards of lines; ended ones stay folded until somebody asks for them."""

    wished = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_ended = False
        self._view: AgreementView | None = None
        self._nothing = self._empty()
        self._standing = LinePile(self, numbered=True)
        self.drafts = LinePile(self, numbered=False)
        self._fold = Button(_("Show what has ended"), "quiet", icon="withdraw")
        self._fold.clicked.connect(self._turn_ended)
        self._ended = LinePile(self, numbered=False)
        fold = hbox(self._fold, None)
        vbox(self._nothing, self._standing, self.drafts, fold, self._ended, None, parent=self, gap=16)
        for pile in (self._standing, self.drafts, self._ended):
            pile.wished.connect(self.wished)

    def show_lines(self, view: AgreementView) -> None:
        """All lines of the agreement, in their groups."""
        self._view = view
        standing, drafts, ended = _groups(view)
        draft_title = _("Drafts: these words do not count yet. A no and a stop count always.")
        self._nothing.setVisible(not standing and not drafts)
        self._show(self._standing, standing)
        self._show(self.drafts, [(draft_title, drafts)] if drafts else [])
        self._fold.setVisible(bool(ended))
        self._fold.setText(_("Hide what has ended") if self._open_ended else _("Show what has ended"))
        self._show(self._ended, [(_("No longer standing"), ended)] if ended and self._open_ended else [])

    def _show(self, pile: LinePile, groups: list[Group]) -> None:
        assert self._view is not None
        pile.show_groups(groups, self._view)
        pile.setVisible(bool(groups))

    def _empty(self) -> EmptyState:
        return EmptyState(
            "agreement",
            _("Nothing stands here yet"),
            _(
                "It can stay empty. A limit can be stated at any moment, and what you open together "
                "appears here."
            ),
        )

    def _turn_ended(self) -> None:
        self._open_ended = not self._open_ended
        if self._view is not None:
            self.show_lines(self._view)


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
