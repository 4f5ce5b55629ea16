"""Version 1 of the shared space: the ledger, and the drafts, questions and rounds that never count."""

from __future__ import annotations

from typing import Final

from trustapp.storage.connection import Database

_TABLES: Final = (
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        bytes BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE draft (
        place INTEGER PRIMARY KEY,
        line TEXT NOT NULL UNIQUE,
        words TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE ask (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        giver TEXT NOT NULL,
        category TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE talk_first (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        category TEXT NOT NULL,
        title TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE round (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        category TEXT NOT NULL,
        begun TEXT NOT NULL,
        opened TEXT
    ) STRICT""",
)


def upgrade(database: Database) -> None:
    """Make the tables in an empty file."""
    for table in _TABLES:
        database.execute(table)
