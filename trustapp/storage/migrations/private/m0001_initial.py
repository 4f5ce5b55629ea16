"""Version 1 of a private space: answers, what was seen, what waits, and the witness of the ledger."""

from __future__ import annotations

from typing import Final

from trustapp.storage.connection import Database

_TABLES: Final = (
    """CREATE TABLE answer (
        item TEXT NOT NULL PRIMARY KEY,
        choice TEXT,
        conditions TEXT NOT NULL,
        blanks TEXT NOT NULL,
        note TEXT NOT NULL,
        released_note TEXT NOT NULL,
        "release" TEXT NOT NULL,
        paper INTEGER NOT NULL CHECK (paper IN (0, 1))
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE own_item (
        place INTEGER PRIMARY KEY,
        item TEXT NOT NULL UNIQUE,
        category TEXT NOT NULL,
        definition TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE seen (
        digest TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lift (
        statement TEXT NOT NULL PRIMARY KEY,
        asked TEXT NOT NULL,
        sitting TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE released (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        round TEXT NOT NULL,
        kek BLOB NOT NULL,
        category TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE witness (
        seq INTEGER PRIMARY KEY,
        bytes BLOB NOT NULL,
        seen TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE outbox (
        place INTEGER PRIMARY KEY,
        statement TEXT NOT NULL UNIQUE,
        bytes BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE preference (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE fact (
        name TEXT NOT NULL PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE padding (
        bytes BLOB NOT NULL
    ) STRICT""",
)


def upgrade(database: Database) -> None:
    """Make the tables in an empty file."""
    for table in _TABLES:
        database.execute(table)
