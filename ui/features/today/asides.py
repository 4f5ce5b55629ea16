"""Two quiet cards of today: how it is at this moment, of which nothing is kept, and what was written last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.reflections import Row
from trustapp.services.reading import Exercise
from trustapp.words import _
from ui.widgets import dates
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose

TOO_HIGH, TOO_LOW, TIRED = "too_high", "too_low", "tired"


class JustNowCard(Card):
    """Three answers, each with something small to do. What is chosen lives in these widgets alone."""

    def __init__(self, exercises: Sequence[Exercise], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercises = tuple(exercises)
        self._fitting: tuple[Exercise, ...] = ()
        self._place = 0
        kept = PlainLabel(_("nothing is kept"), "small", tone="2")
        self.body.addLayout(
            hbox((PlainLabel(_("How is it at this moment?"), "read", wrap=True), 1), kept, gap=12)
        )
        self.body.addSpacing(6)
        self._inside = vbox(gap=4)
        self.body.addLayout(self._inside)
        self._ask()

    def _ask(self) -> None:
        clear(self._inside)
        for state, name in _states():
            row = NamedRow(state, name, "", "right")
            row.chosen.connect(self._chosen)
            self._inside.addWidget(row)

    def _chosen(self, state: str) -> None:
        self._fitting = tuple(one for one in self._exercises if one.when == state)
        self._place = 0
        self._show()

    def _show(self) -> None:
        clear(self._inside)
        if self._fitting:
            one = self._fitting[self._place % len(self._fitting)]
            words: QWidget = PlainLabel(one.title, "body", wrap=True)
            steps = list(one.steps)
        else:
            words = PlainLabel(_("Being tired is a reason"), "body", wrap=True)
            steps = [
                _("What can wait, waits until another day."),
                _("Lie down, or sit with something warm, for as long as it is good."),
            ]
        self._inside.addWidget(words)
        for step in steps:
            self._inside.addWidget(Prose(step, "body", tone="2"))
        ways = QWidget()
        flow = Flow(ways)
        back = Button(_("Back"), "quiet")
        back.clicked.connect(self._back)
        if len(self._fitting) > 1:
            other = Button(_("Something else"), "secondary")
            other.clicked.connect(self._next)
            flow.addWidget(other)
        flow.addWidget(back)
        self._inside.addWidget(ways)
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        self._place += 1
        self._show()

    def _back(self) -> None:
        self._ask()
        for row in self.findChildren(NamedRow)[:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class RecentCard(Card):
    """What was written last, each a way to it."""

    opened = Signal(str)
    all_asked = Signal()

    def __init__(self, rows: Sequence[Row], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        everything = Button(_("All reflections"), "quiet")
        everything.clicked.connect(self.all_asked)
        title = PlainLabel(_("Recent reflections"), "read", wrap=True)
        self.body.addLayout(hbox((title, 1), everything, gap=12))
        for row in rows:
            self.body.addWidget(self._row(row, today))

    def _row(self, row: Row, today: date) -> NamedRow:
        day = dates.day_of_week(row.day) if row.day.year == today.year else dates.day(row.day)
        beginning = " ".join("".join(piece.text for piece in row.snippet).split())
        made = NamedRow(row.id, row.title or beginning or _("Without a title"), day, "right")
        made.chosen.connect(self.opened)
        return made


def _states() -> tuple[tuple[str, str], ...]:
    return ((TOO_HIGH, _("Too much")), (TOO_LOW, _("Far away or numb")), (TIRED, _("Only tired")))
