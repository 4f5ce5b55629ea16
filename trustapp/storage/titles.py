"""Titles that one or both brought to talk about first; they carry no name."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.ids import CategoryId
from trustapp.domain.statements import TalkFirst
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    id: str
    category: CategoryId
    title: str


_ADD: Final = """
    INSERT INTO talk_first (id, category, title) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET category = excluded.category, title = excluded.title
"""


class TitleTable:
    """Titles to talk about."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def all(self) -> list[TalkFirst]:
        """Every title, in the order in which the reveal showed them."""
        found = rows.read(self._database, _Row, "SELECT id, category, title FROM talk_first ORDER BY place")
        rows.require_distinct([row.id for row in found])
        return [TalkFirst(*row) for row in found]

    def add(self, title: TalkFirst) -> None:
        """Keep a title. Codes: storage.full."""
        values = (title.id, title.category, title.title)
        limits.TITLES.require_size(values)
        limits.TITLES.require_room(self._database)
        self._database.execute(_ADD, values)

    def delete(self, title: str) -> None:
        """It was talked about."""
        self._database.execute("DELETE FROM talk_first WHERE id = ?", (title,))
