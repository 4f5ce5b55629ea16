"""The month: six weeks of days, each with a few names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from trustapp.services.ritual_views import Occurrence, Span, Standing
from trustapp.words import _
from ui.features.rituals import said
from ui.features.rituals.board import Board
from ui.features.rituals.days import GRID, WEEK, Band, by_day, days, month_grid, month_shown
from ui.features.rituals.ground import COLUMN, Ground, Spots
from ui.features.rituals.spots import DayHead, MoreSpot, OccurrenceCell, Spot, broken
from ui.widgets import dates, look
from ui.widgets.layouts import vbox
from ui.widgets.text import PlainLabel

NAMES: Final = 3
"""How many times a day shows before "and 2 more"."""
_WIDE: Final = 130
"""From this width of a day on, at the smallest text, there is room for the time before a name."""
_SIDE: Final = 7
_EDGE: Final = 3


class OccurrenceLine(OccurrenceCell):
    """One time of a ritual: time and name in two lines at most, the name alone where the day is narrow."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        self._column = 0
        super().__init__(space, parent)

    def fit(self, column: int) -> None:
        """Lay the words out for a column of this width."""
        if column != self._column:
            self._column = column
            self.updateGeometry()

    def _lines(self) -> tuple[str, ...]:
        if self.occurrence is None:
            return ()
        room = self._column - 2 * _SIDE - 2 * _EDGE
        return broken(said.name(self.occurrence), look.font("small"), room, 2, self._indent())

    def _indent(self) -> float:
        """The room for the time before the name, none in a narrow column."""
        if self.occurrence is None or not self.occurrence.time or self._column < look.px(_WIDE):
            return 0
        metrics = QFontMetricsF(look.font("small", bold=True))
        return metrics.horizontalAdvance(self.occurrence.time) + 7

    def sizeHint(self) -> QSize:
        """As many lines as the words need here."""
        lines = len(self._lines()) + bool(self.occurrence is not None and said.state(self.occurrence))
        return QSize(look.px(COLUMN), max(1, lines) * look.line_height("small") + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, time where there is room for it, name, how it stands."""
        if self.occurrence is None:
            return
        painter = self._begin()
        self._paint_ground(painter, 6)
        line, start, top = look.line_height("small"), float(_SIDE), 2.0
        rests = self.occurrence.standing is Standing.RESTS
        if indent := self._indent():
            ink, time = "ink2" if rests else self._space, self.occurrence.time
            self._draw_words(painter, QRectF(start, top, indent, line), time, "small", ink, bold=True)
            start += indent
        for words in self._lines():
            box = QRectF(start, top, self.width() - start - _SIDE + 2, line)
            self._draw_words(painter, box, words, "small", "ink2" if rests else "ink")
            top, start = top + line, float(_SIDE)
        if state := said.state(self.occurrence):
            box = QRectF(_SIDE, top, self.width() - 2 * _SIDE + 2, line)
            self._draw_words(painter, box, state, "small", "ink2")


class DayNumber(DayHead):
    """The head of a day in the month: its number, and "Today" beside that of today."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        self.inside = True
        super().__init__(space, parent)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(look.px(COLUMN), look.line_height("body") + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number; those of the neighbouring months are paler."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, -1), 6, 6)
        number, bold = str(self.day.day), self._today or self._chosen
        wide = QFontMetricsF(look.font("body", bold=bold)).horizontalAdvance(number) + 2
        ink = "ink" if self.inside and not self._past else "ink2"
        self._draw_words(painter, QRectF(7, 0, wide, self.height()), number, "body", ink, bold=bold)
        if self._today:
            room = QRectF(7 + wide + 6, 0, self.width() - wide - 17, self.height())
            self._draw_words(painter, room, _("Today"), "small", "ink2")


class _DayBox(QWidget):
    """One day: its number, up to three times, and how many more there are."""

    def __init__(self, space: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._space = space
        self.head = DayNumber(space, self)
        self._lines = [OccurrenceLine(space, self) for _place in range(NAMES)]
        self._more = MoreSpot(space, self)
        vbox(self.head, *self._lines, self._more, None, gap=2, margins=(_EDGE, _EDGE, _EDGE, 5), parent=self)

    def show_day(self, day: date, today: date, times: Sequence[Occurrence], *, inside: bool) -> list[Spot]:
        """Show this day; gives what the keyboard goes through."""
        self.head.inside = inside
        self.head.show_day(day, today)
        for place, line in enumerate(self._lines):
            if place < len(times):
                line.show_occurrence(times[place])
            line.setVisible(place < len(times))
        left = len(times) - NAMES
        self._more.setVisible(left > 0)
        spots: list[Spot] = [self.head, *self._lines[: len(times)]]
        if left > 0:
            self._more.show_more(day, left)
            spots.append(self._more)
        return spots

    def fit(self, column: int) -> None:
        """Lay the words out for a column of this width."""
        for line in self._lines:
            line.fit(column)

    def place_of(self, spot: Spot) -> int:
        """How many stand above it."""
        return ([self.head, *self._lines, self._more]).index(spot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A chosen day has its edge in the hue."""
        if self.head.is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(look.pen(self._space, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class MonthGround(Ground):
    """The names of the weekdays over six weeks."""

    def __init__(self, space: str) -> None:
        super().__init__(space)
        self._days: tuple[date, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._weekdays = [PlainLabel("", "small", "2", parent=self) for _column in range(WEEK)]
        for column, label in enumerate(self._weekdays):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setContentsMargins(2, 4, 2, 6)
            self._grid.addWidget(label, 0, column)
            self._grid.setColumnStretch(column, 1)
        self._boxes = [_DayBox(space, self) for _place in range(GRID)]
        for place, box in enumerate(self._boxes):
            self._grid.addWidget(box, 1 + place // WEEK, place % WEEK)
        look.follow(self)

    def restyle(self) -> None:
        """Columns and rows follow the text."""
        for column in range(WEEK):
            self._grid.setColumnMinimumWidth(column, look.px(COLUMN))
        for row in range(GRID // WEEK):
            self._grid.setRowMinimumHeight(1 + row, look.px(64))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the names elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for box in self._boxes:
            box.fit(max(self.width() // WEEK, look.px(COLUMN)))

    def show_days(self, span: Span) -> Spots:
        """The month in the middle of the span, with the days of its neighbours that fill the six weeks."""
        month = month_shown(span.first, span.last)
        first, last = month_grid(month, dates.first_weekday())
        self._days, self._today = days(first, last), span.today
        for label, day in zip(self._weekdays, self._days, strict=False):
            label.setText(dates.weekday(day, short=True))
        coming = by_day(span)
        return {
            day: box.show_day(day, span.today, coming.get(day, []), inside=day.month == month.month)
            for day, box in zip(self._days, self._boxes, strict=True)
        }

    def level(self, spot: Spot) -> int:
        """By place in the day."""
        box = spot.parentWidget()
        return box.place_of(spot) if isinstance(box, _DayBox) else 0

    def below(self) -> int:
        """The same day of the next week."""
        return WEEK

    def pushed(self, occurrence: Occurrence, step: int) -> tuple[date, str] | None:
        """A week earlier or later."""
        return occurrence.day + timedelta(days=step * WEEK), ""

    def target(self, at: QPoint) -> tuple[date, Band | None] | None:
        """The day at this place."""
        found = (day for day, box in zip(self._days, self._boxes, strict=True) if box.geometry().contains(at))
        day = next(found, None)
        return (day, None) if day is not None else None

    def box_of(self, day: date, _band: Band) -> QRect:
        """The whole day."""
        return self._boxes[self._days.index(day)].geometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Today lit, hairlines between weeks and days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._today in self._days:
            box = self._boxes[self._days.index(self._today)].geometry()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("card"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)
        for place in range(0, GRID, WEEK):
            self.paint_line(painter, self._boxes[place].y())
        self.paint_lit(painter)


class MonthView(Board):
    """A month, with the neighbouring days that fill its weeks; days that have passed are empty and quiet."""

    def __init__(self, space: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(MonthGround(space), parent)

    def show_span(self, span: Span) -> None:
        """Show the month in the middle of the span."""
        month = dates.month(month_shown(span.first, span.last))
        self.setAccessibleName(_("Month, {month}").format(month=month))
        super().show_span(span)
