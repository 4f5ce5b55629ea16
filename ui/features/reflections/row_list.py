"""The list of reflections: rows of one height, fetched as they come into view."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from trustapp.words import _
from ui.features.reflections.lazy_rows import LazyRows
from ui.features.reflections.row_delegate import RowDelegate
from ui.widgets import look

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class RowList(QListView):
    """Arrows move, Return opens, Escape goes back to the search."""

    opened = Signal(str)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LazyRows(self)
        self.drawn = RowDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.drawn)
        self.setProperty("box", "rows")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Your reflections"))
        self.clicked.connect(self._open)
        look.follow(self)

    def restyle(self) -> None:
        """Rows follow the size of the text."""
        self.setFont(look.font("body"))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def mark_open(self, reflection: str, today: date | None = None) -> None:
        """Which of them lies open beside the list."""
        self.drawn.open_id = reflection
        if today is not None:
            self.drawn.today = today
        place = self.rows.place_of(reflection) if reflection else -1
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens what the keyboard is at."""
        if event.key() in _OPENS:
            event.accept()
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is always at a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.id)
