"""An evening that is planned: how far it goes, one's own ceiling, beginning, and letting it be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.closeness import ClosenessView, Night
from trustapp.words import _
from ui.features.closeness import words
from ui.widgets import look
from ui.widgets.boxes import Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.scale import ChoiceScale
from ui.widgets.text import PlainLabel, Prose


class EveningCard(Tint):
    """One evening; what it shows before both have chosen is the same whoever has."""

    chosen = Signal(str, int)
    """One's own ceiling for this ritual, 0 for not tonight."""
    begun = Signal(str)
    left_out = Signal(str)

    def __init__(self, night: Night, view: ClosenessView, parent: QWidget | None = None) -> None:
        super().__init__("s", parent)
        self._night = night
        self._tiles: ChoiceScale | None = None
        column = self.body
        column.addWidget(PlainLabel(words.when(night), "small", tone="s", bold=True, wrap=True))
        column.addSpacing(4)
        column.addWidget(Prose(night.name, "body", tone="2"))
        column.addSpacing(8)
        self._say_how_far(view)
        if night.may_choose:
            self._offer_tiles(view)
        self._offer_ways()

    def _say_how_far(self, view: ClosenessView) -> None:
        night = self._night
        if night.rests:
            self.body.addWidget(Prose(words.why_it_rests(night.rests), "read"))
            return
        role = "read" if night.ceiling is None else "title"
        self.body.addWidget(Prose(words.result(night, view.steps), role, leading=1.4))
        if beside := words.beside_result(night):
            self.body.addSpacing(4)
            self.body.addWidget(Prose(beside, "body", tone="2"))

    def _offer_tiles(self, view: ClosenessView) -> None:
        night = self._night
        heading = _("For me, tonight, no further than") if night.tonight else _("For me, no further than")
        tiles = self._tiles = ChoiceScale("s", self, rows=True)
        tiles.setAccessibleName(heading)
        none = _("Not tonight") if night.tonight else _("Not that evening")
        offered = (none, *view.steps[: night.step])
        tiles.set_steps([(str(step), text, None) for step, text in enumerate(offered)])
        tiles.set_value(str(night.mine) if night.mine is not None else None)
        for step, tile in enumerate(tiles.steps()):
            tile.setObjectName(f"ceiling/{night.ritual}/{step}")
            tile.setEnabled(step <= night.most or step == night.mine)
        tiles.chosen.connect(self._choose)
        tiles.cleared.connect(self._as_it_was)
        column = self.body
        column.addSpacing(16)
        column.addWidget(Rule())
        column.addSpacing(14)
        column.addWidget(PlainLabel(heading, "body", bold=True, wrap=True))
        column.addSpacing(8)
        column.addWidget(tiles)
        column.addSpacing(8)
        column.addWidget(Prose(words.what_the_other_sees(night), "small", tone="2"))

    def _offer_ways(self) -> None:
        """Beginning and leaving it be are equal in size and in weight: neither is the button to press."""
        night, row = self._night, QWidget(self)
        ways = Flow(row, gap=12)
        if night.may_begin:
            begin = _Way(_("Begin"), "secondary", "s")
            begin.setObjectName(f"begin/{night.ritual}")
            begin.clicked.connect(self._begin)
            ways.addWidget(begin)
        leave = _Way(_("Let this evening go"), "secondary")
        gone = _("It goes from both your pages at once, without a name and without a reason.")
        leave.setAccessibleDescription(gone)
        leave.clicked.connect(self._leave_out)
        ways.addWidget(leave)
        self.body.addSpacing(18)
        self.body.addWidget(row)
        self.body.addSpacing(4)
        self.body.addWidget(Prose(gone, "small", tone="2"))

    def _choose(self, step: str) -> None:
        self.chosen.emit(self._night.ritual, int(step))

    def _as_it_was(self) -> None:
        """A choice is changed and never taken back to none: that would tell that there had been one."""
        if self._tiles is not None and self._night.mine is not None:
            self._tiles.set_value(str(self._night.mine))

    def _begin(self) -> None:
        self.begun.emit(self._night.ritual)

    def _leave_out(self) -> None:
        self.left_out.emit(self._night.ritual)


class _Way(Button):
    """One of the ways on: all are of one size."""

    def restyle(self) -> None:
        """As wide as the widest of them."""
        super().restyle()
        self.setMinimumWidth(look.px(170))
