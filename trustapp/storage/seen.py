"""When this person's space first saw the exact words of a line: the wait for a still yes counts from it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    at: rows.Moment


class SeenTable:
    """Digests of words, each with the first time."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def first_seen(self, digest: str) -> datetime | None:
        """When these words were first seen here, None if they never were."""
        found = rows.read(self._database, _Row, "SELECT at FROM seen WHERE digest = ?", (digest,))
        return found[0].at if found else None

    def mark(self, digest: str, at: datetime) -> None:
        """Note the words as seen; the first time stays."""
        self._database.execute(
            "INSERT INTO seen (digest, at) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            (digest, rows.moment_of(at)),
        )
