"""Rounds: the categories that both chose to open, and the day of each reveal."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from trustapp.domain.ids import CategoryId, RoundId
from trustapp.domain.statements import Round
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    id: RoundId
    category: CategoryId
    begun: date
    opened: date | None


_SAVE: Final = """
    INSERT INTO round (id, category, begun, opened) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        category = excluded.category, begun = excluded.begun, opened = excluded.opened
"""


class RoundTable:
    """Every round, open or past."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def all(self) -> list[Round]:
        """Every round, the oldest first."""
        found = rows.read(
            self._database, _Row, "SELECT id, category, begun, opened FROM round ORDER BY place"
        )
        rows.require_distinct([row.id for row in found])
        return [Round(*row) for row in found]

    def save(self, one: Round) -> None:
        """Keep a round; a changed one keeps its place. Codes: storage.full."""
        opened = one.opened.isoformat() if one.opened is not None else None
        values = (one.id, one.category, one.begun.isoformat(), opened)
        limits.ROUNDS.require_size(values)
        limits.ROUNDS.require_room(self._database)
        self._database.execute(_SAVE, values)

    def delete(self, round_id: RoundId) -> None:
        """Both gave the round up."""
        self._database.execute("DELETE FROM round WHERE id = ?", (round_id,))
