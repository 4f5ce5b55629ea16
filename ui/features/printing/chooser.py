"""Choosing, one by one and alone, what goes onto the sheet for a session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.papers import LineChoice
from trustapp.words import _
from ui.widgets.buttons import Button, Tick
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel, Prose

STEP = 40
"""How many lines are shown at once; more are added when they are asked for."""


class _LineTick(Tick):
    """The tick of one line."""

    def __init__(self, choice: LineChoice) -> None:
        brings = _("with what belongs to it") if choice.brings else ""
        sub = " · ".join(part for part in (choice.whose, brings) if part)
        super().__init__(choice.text, space="s", sub=sub)
        self.key = choice.key


class LineChooser(ClearScroll):
    """A tick beside each line that may be taken. Nothing is ticked before the person does it."""

    chosen = Signal(object)
    """The keys of all lines that are ticked now, as a frozenset."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: tuple[LineChoice, ...] = ()
        self._keys: frozenset[str] = frozenset()
        self._ticks: list[_LineTick] = []
        holder = QWidget()
        holder.setProperty("ground", "clear")
        self._rows = vbox(gap=2)
        self._further = Button(_("Show the next lines"), "quiet")
        self._further.clicked.connect(self._show_more)
        intro = Prose(
            _(
                "Nothing is chosen before you choose it, and the sheet does not show what you left out. "
                "Here are your own limits, needs and offers, and the lines of both of you that both allow on "
                "paper. Choosing one of your own allows it on this one paper. A line brings the limits and "
                "needs that belong to it."
            ),
            "small",
            tone="2",
        )
        self._none = Prose(_("There is no line yet that you could choose."), "body", tone="2")
        vbox(
            PlainLabel(_("Which lines do you take?"), "body", bold=True),
            6,
            intro,
            12,
            self._none,
            self._rows,
            hbox(self._further, None),
            None,
            margins=(24, 16, 24, 16),
            parent=holder,
        )
        self.hold(holder)

    @property
    def keys(self) -> frozenset[str]:
        """What is ticked now."""
        return self._keys

    def show_choices(self, choices: Sequence[LineChoice]) -> None:
        """These lines; what was ticked and is still among them stays so."""
        if tuple(choices) == self._choices and self._ticks:
            return
        self._choices = tuple(choices)
        self._keys &= {one.key for one in choices}
        self._ticks.clear()
        clear(self._rows)
        self._none.setVisible(not choices)
        self._show_more()

    def focus_first(self) -> None:
        """Begin at the first line."""
        if self._ticks:
            self._ticks[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_more(self) -> None:
        begin = len(self._ticks)
        for place, one in enumerate(self._choices[begin : begin + STEP], start=begin):
            if not place or one.group != self._choices[place - 1].group:
                self._rows.addSpacing(8)
                self._rows.addWidget(PlainLabel(one.group, "small", tone="2", bold=True, wrap=True))
            tick = _LineTick(one)
            tick.setChecked(one.key in self._keys)
            tick.toggled.connect(self._turned)
            self._ticks.append(tick)
            self._rows.addWidget(tick)
        self._further.setVisible(len(self._ticks) < len(self._choices))
        if begin:
            self._ticks[begin].setFocus()

    def _turned(self) -> None:
        not_shown = self._keys - {tick.key for tick in self._ticks}
        self._keys = not_shown | {tick.key for tick in self._ticks if tick.isChecked()}
        self.chosen.emit(self._keys)
