"""Titles that one or both brought to talk about first; they carry no name.

A time to talk lies in a row of its own behind its title's, under the title's id and ``/when``: an earlier
program shows it as one more title, and needs no other table.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.ids import CategoryId
from trustapp.domain.statements import TalkFirst
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database

_WHEN: Final = "/when"


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
        times = {row.id: row.title for row in found if row.id.endswith(_WHEN)}
        return [TalkFirst(*row, times.get(row.id + _WHEN, "")) for row in found if row.id not in times]

    def add(self, title: TalkFirst) -> None:
        """Keep a title, with its time if it has one. Codes: storage.full."""
        self._add(title.id, title.category, title.title)
        if title.when:
            self.set_when(title)

    def set_when(self, title: TalkFirst) -> None:
        """Keep the time of a title in place of the one before; none takes it away. Codes: storage.full."""
        if title.when:
            self._add(title.id + _WHEN, title.category, title.when)
        else:
            self._database.execute("DELETE FROM talk_first WHERE id = ?", (title.id + _WHEN,))

    def _add(self, *values: str) -> None:
        limits.TITLES.require_size(values)
        limits.TITLES.require_room(self._database)
        self._database.execute(_ADD, values)

    def delete(self, title: str) -> None:
        """It was talked about; its time goes with it."""
        self._database.execute("DELETE FROM talk_first WHERE id IN (?, ?)", (title, title + _WHEN))
