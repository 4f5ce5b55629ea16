"""What a person said of each item before: kept among the facts of their space, one for each item."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId
from trustapp.domain.past import Past, PastAnswer
from trustapp.storage import rows
from trustapp.storage.connection import Database

_PREFIX: Final = "past/"
_BEHIND: Final = "past0"
"""The first name behind all that begin with the prefix."""

_GET: Final = "SELECT name, value FROM fact WHERE name = ?"
_ALL: Final = "SELECT name, value FROM fact WHERE name >= ? AND name < ? ORDER BY name"
_SET: Final = (
    "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class _Row(NamedTuple):
    name: str
    value: bytes


class PastTable:
    """The past of each item that has one."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get(self, item: ItemId) -> Past:
        """Everything that was said of an item, the oldest first."""
        found = rows.read(self._database, _Row, _GET, (_PREFIX + item,))
        return _past(found[0]) if found else ()

    def all(self) -> dict[ItemId, Past]:
        """The past of every item, by its id."""
        found = rows.read(self._database, _Row, _ALL, (_PREFIX, _BEHIND))
        return {ItemId(row.name.removeprefix(_PREFIX)): _past(row) for row in found}

    def save(self, item: ItemId, past: Past) -> None:
        """Keep the past of an item in place of the one before; an empty one leaves nothing behind."""
        if past:
            self._database.execute(_SET, (_PREFIX + item, rows.text_of(past).encode()))
        else:
            self._database.execute("DELETE FROM fact WHERE name = ?", (_PREFIX + item,))


def _past(row: _Row) -> Past:
    try:
        text = row.value.decode()
    except UnicodeDecodeError:
        raise UserError("storage.damaged") from None
    return rows.value_of(text, tuple[PastAnswer, ...])
