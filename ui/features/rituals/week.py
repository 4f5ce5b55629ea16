"""The week: a column for each day, and bands for the parts of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from trustapp.services.ritual_views import Occurrence, Span
from trustapp.words import _
from ui.features.rituals import said
from ui.features.rituals.board import Board
from ui.features.rituals.days import TIMED, WEEK, Band, band_of, by_day, days, landing
from ui.features.rituals.ground import COLUMN, Ground, Spots
from ui.features.rituals.spots import DayHead, Key, MoreSpot, OccurrenceCell, Spot
from ui.widgets import dates, look
from ui.widgets.layouts import vbox
from ui.widgets.text import PlainLabel

FIRST: Final = 6
"""How many times of one part of a day are shown before "and 3 more"."""
FURTHER: Final = 24
_BANDS: Final = tuple(Band)
_GAP = 4


class _Slot(QWidget):
    """One part of one day: its times below one another, made once and used again."""

    def __init__(self, band: Band, space: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.band, self._space = band, space
        self.most = FIRST
        self._cells: list[OccurrenceCell] = []
        self._more: MoreSpot | None = None
        self._column = vbox(None, gap=_GAP, margins=(_GAP, 0, _GAP, 7), parent=self)

    def show_times(self, day: date, times: Sequence[Occurrence]) -> list[Spot]:
        """Show these; gives what the keyboard goes through."""
        shown = times[: self.most]
        while len(self._cells) < len(shown):
            cell = OccurrenceCell(self._space, self)
            self._column.insertWidget(len(self._cells), cell)
            self._cells.append(cell)
        for place, cell in enumerate(self._cells):
            if place < len(shown):
                cell.show_occurrence(shown[place])
            cell.setVisible(place < len(shown))
        spots: list[Spot] = [*self._cells[: len(shown)]]
        left = len(times) - len(shown)
        if left and self._more is None:
            self._more = MoreSpot(self._space, self)
            self._column.insertWidget(self._column.count() - 1, self._more)
        if self._more is not None:
            self._more.setVisible(left > 0)
            if left:
                self._more.show_more(day, left)
                self._more.raise_()  # a screen reader comes to it last
                spots.append(self._more)
        return spots

    def place_of(self, spot: Spot) -> int:
        """How many stand above it."""
        return self._column.indexOf(spot)


class WeekGround(Ground):
    """Heads, bands and slots."""

    def __init__(self, space: str) -> None:
        super().__init__(space)
        self._days: tuple[date, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._labels = {band: PlainLabel(said.band(band), "small", "2", parent=self) for band in _BANDS}
        self._heads: list[DayHead] = []
        self._slots: list[dict[Band, _Slot]] = []
        # In the order in which a screen reader comes to them: day by day.
        for column in range(WEEK):
            head = DayHead(space, self)
            self._grid.addWidget(head, 0, column)
            self._heads.append(head)
            self._slots.append({band: _Slot(band, space, self) for band in _BANDS})
            for row, band in enumerate(_BANDS):
                self._grid.addWidget(self._slots[column][band], 2 + 2 * row, column)
            self._grid.setColumnStretch(column, 1)
        for row, band in enumerate(_BANDS):
            self._labels[band].setContentsMargins(6, 4, 6, 3)
            self._grid.addWidget(self._labels[band], 1 + 2 * row, 0, 1, WEEK)
        look.follow(self)

    def restyle(self) -> None:
        """Columns follow the text."""
        for column in range(WEEK):
            self._grid.setColumnMinimumWidth(column, look.px(COLUMN))
        for row, band in enumerate(_BANDS):
            shown = not self._labels[band].isHidden()
            self._grid.setRowMinimumHeight(2 + 2 * row, look.px(28) if shown else 0)
        self.update()

    def show_days(self, span: Span) -> Spots:
        """Seven days; the band without a time is there only for what has none."""
        shown = days(span.first, span.last)[:WEEK]
        if shown != self._days:
            for slots in self._slots:
                for slot in slots.values():
                    slot.most = FIRST
        self._days, self._today = shown, span.today
        coming = by_day(span)
        of_day = {day: coming.get(day, []) for day in self._days}
        anytime = any(not one.time for times in of_day.values() for one in times)
        self._labels[Band.ANY].setVisible(anytime)
        made: dict[date, list[Spot]] = {}
        for column, (day, times) in enumerate(of_day.items()):
            self._heads[column].show_day(day, span.today)
            made[day] = [self._heads[column]]
            for band, slot in self._slots[column].items():
                slot.setVisible(anytime or band is not Band.ANY)
                made[day] += slot.show_times(day, [one for one in times if band_of(one.time) is band])
        self.restyle()
        return made

    def level(self, spot: Spot) -> int:
        """By band, and within it by place."""
        slot = spot.parentWidget()
        if not isinstance(slot, _Slot):
            return -1
        return 1000 * _BANDS.index(slot.band) + slot.place_of(spot)

    def below(self) -> int:
        """Nothing stands under a day of the week."""
        return 0

    def pushed(self, occurrence: Occurrence, step: int) -> tuple[date, str] | None:
        """Into the part of the day before or after."""
        band = band_of(occurrence.time)
        if band not in TIMED or not 0 <= TIMED.index(band) + step < len(TIMED):
            return None
        return occurrence.day, landing(occurrence, TIMED[TIMED.index(band) + step])[1]

    def unfold(self, spot: MoreSpot) -> bool:
        """Show more of that part of the day."""
        slot = spot.parentWidget()
        if not isinstance(slot, _Slot):
            return False
        slot.most += FURTHER
        return True

    def reveal(self, key: Key, span: Span) -> bool:
        """Unfold the part of the day that a time is in."""
        one = next((one for one in span.occurrences if one.key == key), None)
        if one is None or one.day not in self._days or one.day < span.today:
            return False
        band = band_of(one.time)
        slot = self._slots[self._days.index(one.day)][band]
        place = [other.key for other in span.on(one.day) if band_of(other.time) is band].index(key)
        if place < slot.most:
            return False
        slot.most = place + 1
        return True

    def target(self, at: QPoint) -> tuple[date, Band | None] | None:
        """The column, and the band from its label down."""
        for column, day in enumerate(self._days):
            head = self._heads[column].geometry()
            if not head.left() <= at.x() <= head.right():
                continue
            bands = [band for band in _BANDS if not self._labels[band].isHidden()]
            under = [band for band in bands if at.y() >= self._labels[band].y()]
            return day, under[-1] if under else None
        return None

    def box_of(self, day: date, band: Band) -> QRect:
        """The slot; the whole day where that part of it is not shown."""
        column = self._days.index(day)
        slot = self._slots[column][band]
        if slot.isHidden():
            head = self._heads[column].geometry()
            return QRect(head.x(), 0, head.width(), self.height())
        return slot.geometry().adjusted(0, -_GAP, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Today's column lit, hairlines over the bands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._today in self._days:
            head = self._heads[self._days.index(self._today)].geometry()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("card"))
            painter.drawRoundedRect(QRectF(head.x(), 0, head.width(), self.height()), 8, 8)
        for label in self._labels.values():
            if not label.isHidden():
                self.paint_line(painter, label.y())
        self.paint_lit(painter)


class WeekView(Board):
    """Seven days with what comes on them; days that have passed are empty and quiet."""

    def __init__(self, space: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(WeekGround(space), parent)

    def show_span(self, span: Span) -> None:
        """Show seven days from the first of the span."""
        self.setAccessibleName(_("Week, {days}").format(days=dates.span(span.first, span.last)))
        super().show_span(span)
