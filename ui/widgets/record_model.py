"""One honest list model for every list: new rows become exact inserts, moves, removals and changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractListModel, Generic[Row]):
    """Rows of frozen values, told apart by ``key``; ``roles`` says what a delegate or view asks for.

    >>> model = RecordModel(key=by_id, roles={Qt.ItemDataRole.DisplayRole: title_of})
    """

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        roles: Mapping[int, Callable[[Row], Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._roles = {int(role): read for role, read in roles.items()}
        self._rows: list[Row] = []

    # -- what Qt asks ------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a role of a row reads."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        read = self._roles.get(int(role))
        return read(self._rows[index.row()]) if read is not None else None

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's own names; delegates ask by number."""
        return super().roleNames()

    # -- rows --------------------------------------------------------------------------------------

    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return tuple(self._rows)

    def row_at(self, index: Index) -> Row | None:
        """The row behind an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; views keep selection and place for every row that stays."""
        keys = [self._key(row) for row in rows]
        if len(set(keys)) != len(keys):
            raise ValueError("two rows have the same key")
        self._remove_missing(set(keys))
        for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
            found = self._find(key, place)
            if found is None:
                self._insert(place, row)
                continue
            if found != place:
                self._move(found, place)
            self._change(place, row)

    def _remove_missing(self, wanted: set[Hashable]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._key(self._rows[last]) in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._key(self._rows[first - 1]) not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _find(self, key: Hashable, start: int) -> int | None:
        places = range(start, len(self._rows))
        return next((place for place in places if self._key(self._rows[place]) == key), None)

    def _insert(self, place: int, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _move(self, source: int, place: int) -> None:
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), place)
        self._rows.insert(place, self._rows.pop(source))
        self.endMoveRows()

    def _change(self, place: int, row: Row) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)
