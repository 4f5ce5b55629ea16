"""Drafts: words that nobody agreed to yet, or that somebody did; the ledger alone says which."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId
from trustapp.domain.statements import LineWords
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    line: LineId
    words: str


_SAVE: Final = """
    INSERT INTO draft (line, words) VALUES (?, ?)
    ON CONFLICT (line) DO UPDATE SET words = excluded.words
"""


class DraftTable:
    """The words of each drafted line, kept whole."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def all(self) -> list[LineWords]:
        """Every draft, the oldest first. A row that holds none is left out: no draft counts for anything."""
        found = rows.read(self._database, _Row, "SELECT line, words FROM draft ORDER BY place")
        rows.require_distinct([line for line, _words in found])
        return [words for row in found if (words := _words_of(row)) is not None]

    def save(self, words: LineWords) -> None:
        """Keep words; a changed draft keeps its place. Codes: storage.full."""
        text = rows.text_of(words)
        limits.DRAFTS.require_size((words.id, text))
        limits.DRAFTS.require_room(self._database)
        self._database.execute(_SAVE, (words.id, text))

    def delete(self, line: LineId) -> None:
        """Take a draft away."""
        self._database.execute("DELETE FROM draft WHERE line = ?", (line,))


def _words_of(row: _Row) -> LineWords | None:
    try:
        words = rows.value_of(row.words, LineWords)
    except UserError:
        return None
    return words if words.id == row.line else None
