"""The events of the ledger as bytes; what they say is read by ``trustapp.vault.ledger``."""

from __future__ import annotations

from typing import NamedTuple

from trustapp.domain.errors import UserError
from trustapp.storage import limits, rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    data: bytes


class EventTable:
    """Events 1, 2, 3 …; nothing is changed or taken out."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def all(self) -> list[bytes]:
        """The bytes of every event, in order."""
        return [row.data for row in rows.read(self._database, _Row, "SELECT bytes FROM event ORDER BY seq")]

    def append(self, seq: int, data: bytes) -> None:
        """Add the event that follows the last one. Codes: storage.full."""
        if seq > limits.EVENTS.rows:
            raise UserError("storage.full")
        limits.EVENTS.require_size((data,))
        if seq != self._database.number("SELECT coalesce(max(seq), 0) FROM event") + 1:
            raise ValueError("an event follows the last one")
        self._database.execute("INSERT INTO event (seq, bytes) VALUES (?, ?)", (seq, data))
