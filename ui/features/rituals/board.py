"""What the week and the month share: one stop for Tab, arrows within, times that go to other days."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from trustapp.services.ritual_views import Occurrence, Span
from trustapp.words import _
from ui.features.rituals.carrying import Carrying
from ui.features.rituals.days import WEEK
from ui.features.rituals.ground import Ground, Spots
from ui.features.rituals.spots import Key, MoreSpot, OccurrenceCell, Spot
from ui.widgets.announce import announce
from ui.widgets.layouts import vbox
from ui.widgets.scroll import ClearScroll


class Board(QWidget):
    """A calendar of days. It shows a span and tells what was wished; it changes nothing by itself.

    One stop for Tab; arrows go by day and by time, Home and End to the ends of the week, Page Up and Page
    Down ask for the days before and after, Enter and Space open, Ctrl with an arrow moves the chosen time.
    """

    day_chosen = Signal(object)
    """A date."""
    occurrence_chosen = Signal(object)
    """The key of an occurrence."""
    move_requested = Signal(object, object, str)
    """A key, the new day, and the new time or "" to keep its own."""
    open_requested = Signal(object)
    """The key of an occurrence."""
    range_requested = Signal(int)
    """-1: the days before these, 1: the ones after them."""

    def __init__(self, ground: Ground, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._span: Span | None = None
        self._spots: Spots = {}
        self._known: set[Spot] = set()
        self._at: Spot | None = None
        self._chosen: tuple[date, Key | None] | None = None
        self._carrying = Carrying(self, ground, ground.land, ground.light)
        self._carrying.put.connect(self.move_requested)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._scroll = ClearScroll(self)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.hold(ground)
        ground.laid_out.connect(self._fit)
        self.setAccessibleDescription(_("Ctrl with an arrow moves what may be moved."))
        vbox(self._scroll, parent=self)

    # -- what is shown -----------------------------------------------------------------------------

    def show_span(self, span: Span) -> None:
        """Show these days; the chosen time stays chosen where it moved to, and keeps the keyboard."""
        self._carrying.end()
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        before, was = self._at, list(self._spots)
        place = (before.day, before.key) if before is not None else None
        self._span = span
        self._spots = self._ground.show_days(span)
        self._adopt()
        self._mark()
        spot = self._find(*place) if place else None
        if spot is None and place is not None and inside:
            # The days before or after these: the keyboard comes to the same place among them.
            row = min(was.index(place[0]), len(self._spots) - 1)
            spot = list(self._spots.values())[row][0]
        self._rove(spot)
        if inside and self._at is not None:
            self._at.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def choose(self, day: date, key: Key | None = None) -> None:
        """Choose a day, or one time on it, without telling anyone."""
        if key is not None and self._span is not None and self._ground.reveal(key, self._span):
            self.show_span(self._span)
        focus, at = QApplication.focusWidget(), self._at
        inside = focus is not None and self.isAncestorOf(focus)
        if key is None and at is not None and inside and at.day == day:
            # The keyboard is at one time of this day: it does not leave it for the head of the day.
            key = at.key
        self._chosen = (day, key)
        self._mark()
        self._rove(self._find(day, key))
        if inside and self._at is not None:
            self._at.setFocus(Qt.FocusReason.OtherFocusReason)
        self._seek()

    @property
    def chosen(self) -> tuple[date, Key | None] | None:
        """The chosen day, and the time on it where one is chosen."""
        return self._chosen

    def spots(self, day: date) -> tuple[Spot, ...]:
        """What stands on a day, its head first."""
        return tuple(self._spots.get(day, ()))

    def _all(self) -> list[Spot]:
        return [spot for spots in self._spots.values() for spot in spots]

    def _adopt(self) -> None:
        for spot in self._all():
            if spot in self._known:
                continue
            self._known.add(spot)
            spot.clicked.connect(self._clicked)
            spot.keyed.connect(self._keyed)
            spot.asked.connect(self._asked)
            if isinstance(spot, OccurrenceCell):
                spot.taken_up.connect(self._taken_up)
                spot.carried.connect(self._carrying.carry_to)
                spot.put_down.connect(self._carrying.put_down)
                spot.let_go.connect(self._carrying.end)

    def _find(self, day: date, key: Key | None) -> Spot | None:
        if key is not None:
            found = next((spot for spot in self._all() if spot.key == key), None)
            if found is not None:
                return found
        heads = self._spots.get(day, ())
        return heads[0] if heads else None

    def _mark(self) -> None:
        found = self._find(*self._chosen) if self._chosen else None
        if found is not None:
            self._chosen = (found.day, found.key)
        for spot in self._all():
            spot.set_chosen(spot is found)
        self._ground.update()

    # -- one stop for Tab --------------------------------------------------------------------------

    def _rove(self, spot: Spot | None = None) -> None:
        spot = spot or (self._find(*self._chosen) if self._chosen else None) or self._first()
        if self._at is not None and self._at is not spot:
            self._at.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._at = spot
        if spot is not None:
            spot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocusProxy(spot)

    def _first(self) -> Spot | None:
        today = self._span.today if self._span is not None else date.min
        days = list(self._spots)
        return next((self._spots[day][0] for day in days if day >= today), None) or (
            self._spots[days[0]][0] if days else None
        )

    def _go(self, spot: Spot) -> None:
        self._rove(spot)
        spot.setFocus(Qt.FocusReason.TabFocusReason)
        self._seek()
        if not isinstance(spot, MoreSpot):
            self._take(spot)

    def _take(self, spot: Spot) -> None:
        """Choose it and tell."""
        self._chosen = (spot.day, spot.key)
        self._mark()
        if spot.key is not None:
            self.occurrence_chosen.emit(spot.key)
        else:
            self.day_chosen.emit(spot.day)

    def _clicked(self) -> None:
        spot = self.sender()
        if isinstance(spot, Spot):
            self._rove(spot)
            self._press(spot)

    def _asked(self) -> None:
        spot = self.sender()
        if not isinstance(spot, Spot):
            return
        if spot.key is not None:
            self.open_requested.emit(spot.key)
        else:
            self._press(spot)

    def _press(self, spot: Spot) -> None:
        if isinstance(spot, MoreSpot) and self._span is not None and self._ground.unfold(spot):
            place = self._spots[spot.day].index(spot)
            self.show_span(self._span)
            self._go(self._spots[spot.day][place])
        else:
            self._take(spot)

    # -- keys --------------------------------------------------------------------------------------

    def _keyed(self, code: int, ctrl: bool) -> None:
        spot, key = self.sender(), Qt.Key(code)
        if not isinstance(spot, Spot):
            return
        if self.isRightToLeft():
            key = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}.get(key, key)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.range_requested.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif ctrl:
            self._push(spot, key)
        elif (found := self._beside(spot, key)) is not None and found is not spot:
            self._go(found)

    def _beside(self, spot: Spot, key: Qt.Key) -> Spot | None:
        days = list(self._spots)
        row = days.index(spot.day)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._under(spot, 1 if key == Qt.Key.Key_Down else -1)
        first = row - row % WEEK
        wanted = {
            Qt.Key.Key_Left: row - 1,
            Qt.Key.Key_Right: row + 1,
            Qt.Key.Key_Home: first,
            Qt.Key.Key_End: first + WEEK - 1,
        }.get(key)
        if wanted is None or not 0 <= wanted < len(days):
            return None
        spots = self._spots[days[wanted]]
        if spot is self._spots[spot.day][0] or len(spots) == 1:
            return spots[0]
        level = self._ground.level(spot)
        return min(spots[1:], key=lambda one: abs(self._ground.level(one) - level))

    def _under(self, spot: Spot, step: int) -> Spot | None:
        spots = self._spots[spot.day]
        place = list(spots).index(spot) + step
        if 0 <= place < len(spots):
            return spots[place]
        beside = self._spots.get(spot.day + timedelta(days=step * self._ground.below()), ())
        if not beside or beside is spots:
            return None
        return beside[0] if step > 0 else beside[-1]

    def _push(self, spot: Spot, key: Qt.Key) -> None:
        """The keyboard's way of carrying."""
        if not isinstance(spot, OccurrenceCell) or spot.occurrence is None:
            return
        if not spot.occurrence.movable:
            announce(self, _("This one stays where it is."))
            return
        one = spot.occurrence
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._move(one, one.day + timedelta(days=step), "")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            pushed = self._ground.pushed(one, 1 if key == Qt.Key.Key_Down else -1)
            if pushed is not None:
                self._move(one, *pushed)

    def _move(self, one: Occurrence, day: date, time: str) -> None:
        if self._span is not None and day < self._span.today:
            announce(self, _("A day that has passed takes nothing in."))
        elif (day, time) != (one.day, ""):
            self.move_requested.emit(one.key, day, time)

    def _taken_up(self) -> None:
        cell = self.sender()
        if isinstance(cell, OccurrenceCell) and cell.occurrence is not None:
            self._carrying.take_up(cell.occurrence, cell.grab())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is carried from a page that is put away."""
        super().hideEvent(event)
        self._carrying.end()

    # -- measures ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """A narrow place begins at the chosen day, or at today."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._seek)

    def _seek(self) -> None:
        if self._at is not None and self.isVisible():
            self._scroll.ensureWidgetVisible(self._at, 8, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow place shows it by scrolling sideways, which takes a bar."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._ground.layout()
        if layout is None:
            return
        hint = layout.minimumSize()
        bar = self._scroll.horizontalScrollBar().sizeHint().height() if hint.width() > self.width() else 0
        height = hint.height() + bar
        if self._scroll.minimumHeight() != height:
            self._scroll.setFixedHeight(height)
