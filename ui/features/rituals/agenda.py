"""The agenda: from today on, one row for each time, under the days that they come on."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from trustapp.services.ritual_views import Occurrence, Span
from trustapp.words import _
from ui.features.rituals.agenda_rows import DAYS, OPENING, AgendaList, AgendaModel, RowPainter, rows_of
from ui.features.rituals.carrying import Carrying
from ui.features.rituals.spots import Key
from ui.widgets import look
from ui.widgets.announce import announce
from ui.widgets.boxes import EmptyState
from ui.widgets.layouts import vbox


class AgendaView(QWidget):
    """What comes from today on, as a list that scrolls by itself.

    Its signals and its methods are those of the week and the month.
    """

    day_chosen = Signal(object)
    occurrence_chosen = Signal(object)
    move_requested = Signal(object, object, str)
    open_requested = Signal(object)
    range_requested = Signal(int)

    def __init__(self, space: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self._silent = False
        self.model = AgendaModel(self)
        self.list = AgendaList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self.list, space))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.keyed.connect(self._keyed)
        self._carrying = Carrying(self, self.list.viewport(), self.list.land, self.list.light)
        self._carrying.put.connect(self.move_requested)
        self.list.taken_up.connect(self._taken_up)
        self.list.carried.connect(self._carrying.carry_to)
        self.list.put_down.connect(self._carrying.put_down)
        self.list.let_go.connect(self._carrying.end)
        self.list.doubleClicked.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._current)
        self._empty = EmptyState(
            "rituals", _("Nothing is planned from here on"), _("It can stay empty."), parent=self
        )
        self.list.setAccessibleName(_("Agenda"))
        self.list.setAccessibleDescription(_("Ctrl with an arrow moves what may be moved."))
        self.setFocusProxy(self.list)
        vbox((self.list, 1), self._empty, parent=self)
        self._empty.hide()
        look.follow(self)

    def restyle(self) -> None:
        """Rows follow the text."""
        self.list.setMinimumHeight(look.px(320))
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need rows of another height."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def show_span(self, span: Span) -> None:
        """Show what comes from today on; the chosen row stays chosen."""
        self._carrying.end()
        self._span = span
        self._silent = True
        self.model.set_rows(rows_of(span))
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            # Where the keyboard begins: otherwise coming to the list would choose something.
            no_choice = QItemSelectionModel.SelectionFlag.NoUpdate
            self.list.selectionModel().setCurrentIndex(self.model.index(1), no_choice)
        self._silent = False
        shown = self.model.rowCount() > 0
        self.list.setVisible(shown)
        self._empty.setVisible(not shown)

    def choose(self, day: date, key: Key | None = None) -> None:
        """Choose one time, or the first of a day, without telling anyone."""
        rows = self.model.rows()
        fitting = (
            place
            for place, row in enumerate(rows)
            if row.occurrence is not None and (row.occurrence.key == key if key else row.day >= day)
        )
        place = next(fitting, None)
        if place is None:
            return
        self._silent = True
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(place), chosen)
        self._silent = False

    @property
    def chosen(self) -> tuple[date, Key | None] | None:
        """The chosen day and time."""
        one = self._one(self.list.currentIndex())
        return (one.day, one.key) if one is not None else None

    def _one(self, index: QModelIndex) -> Occurrence | None:
        row = self.model.row_at(index)
        return row.occurrence if row is not None else None

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        one = self._one(index)
        if one is not None and not self._silent:
            self.occurrence_chosen.emit(one.key)

    def _open(self, index: QModelIndex) -> None:
        one = self._one(index)
        if one is not None:
            self.open_requested.emit(one.key)

    def _taken_up(self) -> None:
        one, box = self._one(self.list.currentIndex()), self.list.visualRect(self.list.currentIndex())
        if one is not None:
            box.setWidth(min(box.width(), look.px(360)))
            self._carrying.take_up(one, self.list.viewport().grab(box))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is carried from a page that is put away."""
        super().hideEvent(event)
        self._carrying.end()

    def _keyed(self, code: int, ctrl: bool) -> None:
        key, index = Qt.Key(code), self.list.currentIndex()
        one = self._one(index)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.range_requested.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in OPENING:
            self._open(index)
        elif one is not None and ctrl:
            step = DAYS[key]
            if self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                step = -step
            self._push(one, one.day + timedelta(days=step))

    def _push(self, one: Occurrence, day: date) -> None:
        if not one.movable:
            announce(self, _("This one stays where it is."))
        elif self._span is not None and day < self._span.today:
            announce(self, _("A day that has passed takes nothing in."))
        else:
            self.move_requested.emit(one.key, day, "")
