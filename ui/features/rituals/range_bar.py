"""Over the views of the planner: which days are shown, the ways to others, and how they are shown."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from trustapp.words import _
from ui.features.rituals.days import month_shown
from ui.widgets import dates, look
from ui.widgets.buttons import Button
from ui.widgets.choices import Pick
from ui.widgets.layouts import Flow
from ui.widgets.text import PlainLabel


class Kind(StrEnum):
    """How the days are shown."""

    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


def range_words(kind: Kind, first: date, last: date) -> str:
    """Which days are shown: 11 to 17 May 2026, May 2026, From 12 May 2026."""
    if kind is Kind.MONTH:
        return dates.month(month_shown(first, last))
    if kind is Kind.AGENDA:
        return _("From {day}").format(day=dates.day(first))
    return dates.span(first, last)


class RangeBar(QWidget):
    """Before, after and today; the days in words; week, month or agenda."""

    moved = Signal(int)
    """-1: the days before these, 1: the ones after them."""
    today_requested = Signal()
    kind_chosen = Signal(str)
    """A ``Kind``; only by a person, not by ``show_kind``."""

    def __init__(self, space: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = QWidget(self)
        self.before, self.after = Button("", icon="left"), Button("", icon="right")
        self.today = Button(_("Today"))
        self.words = PlainLabel("", "read")
        ways = Flow(self._ways, gap=8)
        for way in (self.before, self.after, self.today, self.words):
            ways.addWidget(way)
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.today.clicked.connect(self.today_requested)
        self._choice = QWidget(self)
        self._choice.setAccessibleName(_("How the days are shown"))
        row = Flow(self._choice, gap=8)
        self.picks: dict[Kind, Pick] = {}
        for kind, words in ((Kind.WEEK, _("Week")), (Kind.MONTH, _("Month")), (Kind.AGENDA, _("Agenda"))):
            pick = Pick(words, space, parent=self._choice)
            # One of several: a screen reader reads them so, and arrows go from one to the next.
            pick.setAutoExclusive(True)
            pick.clicked.connect(self._picked)
            row.addWidget(pick)
            self.picks[kind] = pick
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._ways, 0, 0)
        self._grid.addWidget(self._choice, 0, 1)
        self._below = False
        self.show_kind(Kind.WEEK)
        look.follow(self)

    def restyle(self) -> None:
        """The words stand level with the buttons."""
        self.words.setMinimumHeight(look.height(40))

    def minimumSizeHint(self) -> QSize:
        """As narrow as either half."""
        halves = [half.minimumSizeHint() for half in (self._ways, self._choice)]
        return QSize(max(half.width() for half in halves), sum(half.height() for half in halves))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the choice stands under the days."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        both = self._ways.sizeHint().width() + self._choice.sizeHint().width() + 16
        if (both > self.width()) != self._below:
            self._below = not self._below
            self._grid.removeWidget(self._choice)
            self._grid.addWidget(self._choice, *((1, 0, 1, 2) if self._below else (0, 1)))

    def show_kind(self, kind: Kind) -> None:
        """Mark how the days are shown, and say of the arrows where they lead."""
        self.picks[kind].setChecked(True)
        before, after = {
            Kind.WEEK: (_("The week before"), _("The week after")),
            Kind.MONTH: (_("The month before"), _("The month after")),
            Kind.AGENDA: (_("Earlier days"), _("Later days")),
        }[kind]
        self.before.setAccessibleName(before)
        self.after.setAccessibleName(after)

    def show_range(self, kind: Kind, first: date, last: date) -> None:
        """Say which days are shown, and how."""
        self.show_kind(kind)
        self.words.setText(range_words(kind, first, last))
        self._arrange()

    @property
    def kind(self) -> Kind:
        """How the days are shown now."""
        return next(kind for kind, pick in self.picks.items() if pick.isChecked())

    def _picked(self) -> None:
        self.show_kind(self.kind)
        self.kind_chosen.emit(self.kind.value)

    def _go_back(self) -> None:
        self.moved.emit(-1)

    def _go_on(self) -> None:
        self.moved.emit(1)
