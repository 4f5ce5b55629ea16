"""What a person said and the ledger does not hold yet, in the order in which it was said."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.ids import StatementId
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    data: bytes


_ADD: Final = """
    INSERT INTO outbox (statement, bytes) VALUES (?, ?)
    ON CONFLICT (statement) DO UPDATE SET bytes = excluded.bytes
"""


class OutboxTable:
    """Signed statements that wait."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def all(self) -> list[bytes]:
        """Every statement that waits, the oldest first."""
        return [
            row.data for row in rows.read(self._database, _Row, "SELECT bytes FROM outbox ORDER BY place")
        ]

    def add(self, statement: StatementId, data: bytes) -> None:
        """Keep a statement until the ledger holds it; the same id keeps its place."""
        self._database.execute(_ADD, (statement, data))

    def remove(self, statement: StatementId) -> None:
        """The ledger was read back with it."""
        self._database.execute("DELETE FROM outbox WHERE statement = ?", (statement,))
