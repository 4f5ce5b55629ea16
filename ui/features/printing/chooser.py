"""Choosing, one by one and alone, what goes onto the sheet for a session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.papers import LineChoice
from trustapp.words import _
from ui.widgets.layouts import vbox
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.tick_list import TickList, TickRow


class LineChooser(ClearScroll):
    """A tick beside each line that may be taken. Nothing is ticked before the person does it."""

    chosen = Signal(object)
    """The keys of all lines that are ticked now, as a frozenset."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        self._list = TickList(_("Show the next lines"))
        self._list.chosen.connect(self.chosen)
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
            self._list,
            None,
            margins=(24, 16, 24, 16),
            parent=holder,
        )
        self.hold(holder)

    @property
    def keys(self) -> frozenset[str]:
        """What is ticked now."""
        return self._list.keys

    def show_choices(self, choices: Sequence[LineChoice]) -> None:
        """These lines; what was ticked and is still among them stays so."""
        self._none.setVisible(not choices)
        self._list.show_rows([TickRow(one.key, one.text, _sub(one), one.group) for one in choices])

    def focus_first(self) -> None:
        """Begin at the first line."""
        self._list.focus_first()


def _sub(choice: LineChoice) -> str:
    brings = _("with what belongs to it") if choice.brings else ""
    return " · ".join(part for part in (choice.whose, brings) if part)
