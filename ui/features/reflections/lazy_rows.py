"""A list of any length of which only what somebody looks at is fetched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from trustapp.domain.reflections import Row
from trustapp.words import _
from ui.features.reflections import words

WINDOW: Final = 60
"""How many rows are fetched at a time, more than a large screen shows."""
KEPT: Final = 40
"""How many windows are remembered."""
ROW: Final = int(Qt.ItemDataRole.UserRole)

Index = QModelIndex | QPersistentModelIndex


class LazyRows(QAbstractListModel):
    """Rows come in windows when they are first drawn; until then a row stands empty in its place."""

    window_wanted = Signal(int, int)
    """From which row on, and how many."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._windows: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._asked: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    # -- what Qt asks ------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are; rows have no children."""
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, or what is read of it; asking for one that is not there yet fetches it."""
        if not index.isValid() or index.row() >= self._count:
            return None
        if role == ROW:
            return self.row_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row_at(index.row())
            return words.said(row) if row is not None else _("is coming")
        return None

    # -- rows --------------------------------------------------------------------------------------

    def row_at(self, place: int) -> Row | None:
        """The row at a place, None while it is not there yet; then it is fetched."""
        window, within = divmod(place, WINDOW)
        rows = self._windows.get(window)
        if rows is None or window in self._stale:
            self._want(window)
        return rows[within] if rows is not None and within < len(rows) else None

    def place_of(self, reflection: str) -> int:
        """Where a reflection stands among the rows that are there, -1 where it is not."""
        for window, rows in self._windows.items():
            for within, row in enumerate(rows):
                if row.id == reflection:
                    return window * WINDOW + within
        return -1

    def begin(self, count: int, first: Sequence[Row]) -> None:
        """Another list, of which the first rows are there already."""
        self.beginResetModel()
        self._forget()
        self._count = count
        self._windows[0] = tuple(first)
        self.endResetModel()

    def renew(self, count: int, first: Sequence[Row]) -> None:
        """The same list as it is now: what is seen stays until its rows have come anew."""
        self._wanted, self._asked = [], None
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self._stale = set(self._windows)
        self.show_window(0, first)
        if self._count > WINDOW:
            self.dataChanged.emit(self.index(WINDOW), self.index(self._count - 1))

    def show_window(self, offset: int, rows: Sequence[Row]) -> None:
        """Rows that were asked for are here."""
        window = offset // WINDOW
        self._asked = None
        self._windows[window] = tuple(rows)
        self._windows.move_to_end(window)
        self._stale.discard(window)
        while len(self._windows) > KEPT:
            gone, _rows = self._windows.popitem(last=False)
            self._stale.discard(gone)
        last = min(offset + WINDOW, self._count) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset), self.index(last))
        if self._wanted:
            self._soon.start(0)

    def give_up(self) -> None:
        """What was asked for did not come; it is asked for again when it is looked at again."""
        self._asked = None

    def _forget(self) -> None:
        self._windows.clear()
        self._stale.clear()
        self._wanted, self._asked = [], None

    def _want(self, window: int) -> None:
        if window == self._asked or (self._wanted and self._wanted[-1] == window):
            return
        # What was passed while scrolling is let go: only the last places are still looked at.
        self._wanted = [*(one for one in self._wanted if one != window), window][-3:]
        if self._asked is None and not self._soon.isActive():
            self._soon.start(0)

    def _ask(self) -> None:
        """The last wanted first, one at a time: nobody waits for what is out of sight again."""
        if self._asked is None and self._wanted:
            self._asked = self._wanted.pop()
            self.window_wanted.emit(self._asked * WINDOW, WINDOW)
