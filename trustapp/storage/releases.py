"""The sheet that a person released and that was not opened yet: what is needed to write its file anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from trustapp.domain.ids import CategoryId, RoundId
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    round: RoundId
    kek: bytes
    category: CategoryId


_SAVE: Final = """
    INSERT INTO released (only, round, kek, category) VALUES (1, ?, ?, ?)
    ON CONFLICT (only) DO UPDATE SET round = excluded.round, kek = excluded.kek, category = excluded.category
"""


@dataclass(frozen=True)
class ReleaseRecord:
    """The round, the key under which the sheet's file is written anew at each lock, and the category."""

    round: RoundId
    kek: bytes
    category: CategoryId


class ReleaseTable:
    """At most one release."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get(self) -> ReleaseRecord | None:
        """The release, if there is one."""
        found = rows.read(self._database, _Row, "SELECT round, kek, category FROM released")
        return ReleaseRecord(*found[0]) if found else None

    def save(self, record: ReleaseRecord) -> None:
        """Keep the release in place of the one before."""
        self._database.execute(_SAVE, (record.round, record.kek, record.category))

    def clear(self) -> None:
        """The sheet was opened, taken back, or is gone."""
        self._database.execute("DELETE FROM released")
