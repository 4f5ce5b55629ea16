"""Version 2 of the shared space: what may be erased again, so that it never lies in the ledger."""

from __future__ import annotations

from typing import Final

from trustapp.storage.connection import Database

_TABLE: Final = """CREATE TABLE slip (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        day TEXT,
        bytes BLOB NOT NULL
    ) STRICT"""


def upgrade(database: Database) -> None:
    """Add the table; nothing that is there changes."""
    database.execute(_TABLE)
