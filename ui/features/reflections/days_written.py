"""A month, with a mark at the days that something was written about. Nothing is counted."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from trustapp.words import _
from ui.widgets import dates, look
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.painted import Painted
from ui.widgets.text import PlainLabel, set_tip

_CELLS = 42


class _Day(Painted):
    """One day: its number, a mark under it where something is written, chosen or not."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "own", parent)
        self.day = date.min
        self.written = False
        self.clicked.connect(self._choose)
        look.follow(self)

    def show_day(self, day: date, *, inside: bool, written: bool, chosen: bool) -> None:
        """Another day."""
        self.day, self.written = day, written
        super().setText(str(day.day))
        name = dates.day(day)
        self.setAccessibleName(_("{day}, something is written").format(day=name) if written else name)
        self.set_current(chosen, _("the list shows this day") if chosen else "")
        self.setEnabled(inside)

    def sizeHint(self) -> QSize:
        """A small target in a grid of seven."""
        return QSize(look.px(36), look.px(36))

    def minimumSizeHint(self) -> QSize:
        """It may become narrower."""
        return QSize(look.px(24), look.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, number, mark."""
        painter = self._begin()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.is_current:
            painter.setPen(look.pen("own", 2))
            painter.setBrush(look.colour("own_tint"))
            painter.drawRoundedRect(box, 8, 8)
        elif ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(box, 8, 8)
        painter.setFont(look.font("small", bold=self.written))
        painter.setPen(look.colour(self._ink("ink" if self.written else "ink2")))
        painter.drawText(box.adjusted(0, -4, 0, -4), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.written and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("own"))
            painter.drawEllipse(QPointF(box.center().x(), box.bottom() - 6), 2.5, 2.5)

    def _choose(self) -> None:
        self.chosen.emit(self.day)


class DaysWritten(QWidget):
    """The month, and the way to the ones beside it."""

    month_wanted = Signal(int, int)
    day_chosen = Signal(object)
    """A day, or None where the chosen one was pressed again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date.today().replace(day=1)
        self._written: frozenset[date] = frozenset()
        self._chosen: date | None = None
        self._name = PlainLabel("", "body", bold=True)
        before, after = Button("", "quiet", icon="left"), Button("", "quiet", icon="right")
        for button, words in ((before, _("The month before")), (after, _("The month after"))):
            button.setAccessibleName(words)
            set_tip(button, words)
        before.clicked.connect(self._before)
        after.clicked.connect(self._after)
        grid = QGridLayout()
        grid.setSpacing(0)
        for column in range(7):
            weekday = date(2024, 1, 1) + timedelta(days=column + dates.first_weekday())
            label = PlainLabel(dates.weekday(weekday, short=True)[:2], "small", tone="2")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, 0, column)
        self._days = [_Day(self) for _place in range(_CELLS)]
        for place, day in enumerate(self._days):
            day.chosen.connect(self._choose)
            grid.addWidget(day, 1 + place // 7, place % 7)
        vbox(hbox(before, None, self._name, None, after), 4, grid, parent=self)
        self._fill()

    def begin(self, today: date) -> None:
        """The month of this day, unless another was gone to."""
        self._first = today.replace(day=1)
        self._fill()
        self.month_wanted.emit(self._first.year, self._first.month)

    def show_days(self, year: int, month: int, days: frozenset[date]) -> None:
        """The days of this month that something is written about."""
        if (year, month) == (self._first.year, self._first.month):
            self._written = days
            self._fill()

    def mark(self, day: date | None) -> None:
        """Which day the list shows, None for all."""
        self._chosen = day
        self._fill()

    def _fill(self) -> None:
        self._name.setText(dates.month(self._first))
        start = self._first - timedelta(days=(self._first.weekday() - dates.first_weekday()) % 7)
        for place, cell in enumerate(self._days):
            day = start + timedelta(days=place)
            inside = day.month == self._first.month
            cell.show_day(day, inside=inside, written=day in self._written, chosen=day == self._chosen)
            cell.update()

    def _before(self) -> None:
        self._go(self._first - timedelta(days=1))

    def _after(self) -> None:
        self._go(self._first + timedelta(days=31))

    def _go(self, day: date) -> None:
        self._written = frozenset()
        self.begin(day)

    def _choose(self, day: date) -> None:
        self.day_chosen.emit(None if day == self._chosen else day)
