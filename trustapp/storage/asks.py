"""Questions from one person to the other; they never count and are never printed."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.ids import CategoryId, MemberId
from trustapp.domain.statements import Ask
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    id: str
    by: MemberId
    category: CategoryId
    title: str
    text: str


_ADD: Final = """
    INSERT INTO ask (id, giver, category, title, text) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        giver = excluded.giver, category = excluded.category, title = excluded.title, text = excluded.text
"""


class AskTable:
    """Open questions."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def all(self) -> list[Ask]:
        """Every question, the oldest first."""
        found = rows.read(
            self._database, _Row, "SELECT id, giver, category, title, text FROM ask ORDER BY place"
        )
        rows.require_distinct([row.id for row in found])
        return [Ask(*row) for row in found]

    def add(self, ask: Ask) -> None:
        """Keep a question. Codes: storage.full."""
        values = (ask.id, ask.by, ask.category, ask.title, ask.text)
        limits.ASKS.require_size(values)
        limits.ASKS.require_room(self._database)
        self._database.execute(_ADD, values)

    def delete(self, ask: str) -> None:
        """Its giver took the question back, or both are done with it."""
        self._database.execute("DELETE FROM ask WHERE id = ?", (ask,))
