"""Under the day: what was suggested, what waits for an occasion, what is planned, and what rests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import PlannerView, RitualDetail, Standing
from trustapp.words import _
from ui.features.rituals import day_card, words
from ui.features.rituals.day_card import WayButton
from ui.widgets.boxes import Card, Rule
from ui.widgets.further import Rows
from ui.widgets.layouts import Flow, clear, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose


class RitualRow(QWidget):
    """A ritual by itself, whatever the day."""

    done = Signal(str, str)

    def __init__(self, detail: RitualDetail, view: PlannerView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ritual = detail.words.id
        about = words.about(detail.begins, detail.words.minutes)
        column = vbox(Prose(detail.words.name, "body", bold=True), gap=2, margins=(0, 10, 0, 10), parent=self)
        column.addWidget(Prose(detail.rule, "body", tone="2"))
        if about:
            column.addWidget(Prose(about, "small", tone="2"))
        if detail.standing is Standing.ASKED_ME and detail.words.replaces is not None:
            column.addWidget(Prose(words.instead(), "body", tone="2"))
        holder = QWidget(self)
        flow = Flow(holder, gap=8)
        equal = []
        for way, text, kind in _ways(detail, view):
            button = WayButton(way, text, kind, detail.words.name)
            button.chosen.connect(self._choose)
            flow.addWidget(button)
            if way != day_card.OPEN:
                equal.append(button)
        day_card.even_out(equal)
        column.addSpacing(4)
        column.addWidget(holder)

    def _choose(self, way: str) -> None:
        self.done.emit(way, self._ritual)


def _ways(detail: RitualDetail, view: PlannerView) -> list[tuple[str, str, str]]:
    whole = (day_card.OPEN, _("Read it all"), "quiet")
    if detail.standing is Standing.ASKED_ME and view.own_sitting:
        return [(day_card.YES, _("Yes"), "secondary"), (day_card.NOT_NOW, _("Not now"), "secondary"), whole]
    if detail.standing is Standing.ASKED_THEM and view.own_sitting:
        return [(day_card.NOT_NOW, _("Take it back"), "secondary"), whole]
    if detail.standing is Standing.PLANNED and detail.words.plan is None:
        found = [(day_card.BEGIN, _("Begin"), "secondary")]
        if detail.words.smaller:
            found.append((day_card.SMALLER, _("Make it smaller"), "secondary"))
        return [*found, whole]
    return [whole]


class RitualsCard(Card):
    """Everything that is there, in groups; a group that is empty is not there."""

    done = Signal(str, str)

    def __init__(self, *, shared: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shared = shared
        self._groups = 0

    def show_rituals(self, view: PlannerView) -> None:
        """Suggestions first, then what waits for an occasion, what is planned, what rests."""
        clear(self.body)
        self._groups = 0
        by = {standing: [one for one in view.rituals if one.standing is standing] for standing in Standing}
        planned = by[Standing.PLANNED]
        self._add(_("Suggested to you"), by[Standing.ASKED_ME] if view.own_sitting else [], view)
        self._add(_("Suggested by you"), by[Standing.ASKED_THEM] if view.own_sitting else [], view)
        self._add(_("For an occasion"), [one for one in planned if one.words.plan is None], view)
        self._add(_("Planned"), [one for one in planned if one.words.plan is not None], view)
        self._add(_("At rest"), by[Standing.RESTS], view)

    def has_any(self) -> bool:
        """Whether anything is there."""
        return self._groups > 0

    def _add(self, title: str, details: Sequence[RitualDetail], view: PlannerView) -> None:
        if not details:
            return
        if self._groups:
            self.body.addSpacing(12)
        self._groups += 1
        self.body.addWidget(PlainLabel(title, "read", wrap=True))
        self.body.addWidget(Rows([partial(self._row, one, view) for one in details]))

    def _row(self, detail: RitualDetail, view: PlannerView) -> tuple[QWidget, ...]:
        if len(_ways(detail, view)) == 1:
            # Nothing to press but the way to all of its words: the row itself is that way.
            link = NamedRow(detail.words.id, detail.words.name, _sub(detail), "right")
            link.chosen.connect(self._open)
            return (link,)
        row = RitualRow(detail, view)
        row.done.connect(self._do)
        return Rule(), row

    def _open(self, ritual: str) -> None:
        self.done.emit(day_card.OPEN, ritual)

    def _do(self, way: str, ritual: RitualId) -> None:
        self.done.emit(way, ritual)


def _sub(detail: RitualDetail) -> str:
    if detail.standing is Standing.RESTS:
        return words.why_it_rests(detail.rests)
    about = words.about(detail.begins, detail.words.minutes)
    return " · ".join(part for part in (detail.rule, about) if part)
