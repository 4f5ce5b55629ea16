"""The items that a person wrote themselves, in the order in which they were added."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.answers import Item
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    item: ItemId
    category: CategoryId
    definition: str


_SAVE: Final = """
    INSERT INTO own_item (item, category, definition) VALUES (?, ?, ?)
    ON CONFLICT (item) DO UPDATE SET category = excluded.category, definition = excluded.definition
"""


class OwnItemTable:
    """Own items, kept whole as they were made."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def all(self) -> list[Item]:
        """Every own item, the oldest first."""
        found = rows.read(
            self._database, _Row, "SELECT item, category, definition FROM own_item ORDER BY place"
        )
        return [_item(row) for row in found]

    def save(self, item: Item) -> None:
        """Keep an item; a changed one keeps its place."""
        self._database.execute(_SAVE, (item.id, item.category, rows.text_of(item)))

    def delete(self, item: ItemId) -> None:
        """Remove an item; its answer is another table's."""
        self._database.execute("DELETE FROM own_item WHERE item = ?", (item,))


def _item(row: _Row) -> Item:
    found = rows.value_of(row.definition, Item)
    if (found.id, found.category) != (row.item, row.category):
        raise UserError("storage.damaged")
    return found
