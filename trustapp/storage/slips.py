"""What both see for a day, and notes: rows that are erased again (docs/rituals.md)."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from trustapp.storage import limits, rows
from trustapp.storage.connection import Database

TOLD: Final = "told/"
"""How the id of what somebody tells of their triggers begins."""
PASSAGE: Final = "passage/"
"""How the id of a passage begins that somebody lets the other read."""
NOTE: Final = "note/"
"""How the id of a note begins; every other row is gone when its day is over."""

LETTER: Final = "letter/"
"""How the id of the row begins that holds somebody's sealed letter; their id follows."""

BEGUN: Final = "begun/"
"""How the id of the row begins which says that an evening of graded closeness began."""


class Slip(NamedTuple):
    """One row: ``day`` is the last day on which it matters, None for a note."""

    id: str
    day: str | None
    data: bytes


_PUT: Final = """
    INSERT INTO slip (id, day, bytes) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET day = excluded.day, bytes = excluded.bytes
"""
_READ: Final = "SELECT id, day, bytes FROM slip WHERE day IS {} NULL ORDER BY place"

_ONE: Final = "SELECT id, day, bytes FROM slip WHERE id = ? AND day IS NULL"


class SlipTable:
    """Rows by id. Either partner can write them with another program: who reads one checks what it says."""

    def __init__(self, database: Database) -> None:
        """Work on an open shared space."""
        self._database = database

    def passing(self) -> list[Slip]:
        """Everything that is gone when its day is over."""
        return self._read("NOT")

    def notes(self) -> list[Slip]:
        """Every note, the oldest first."""
        return self._read("")

    def _read(self, which: str) -> list[Slip]:
        found = rows.read(self._database, Slip, _READ.format(which))
        rows.require_distinct([row.id for row in found])
        return found

    def get(self, slip: str) -> bytes | None:
        """The bytes of a row without a day, None where there is none."""
        found = rows.read(self._database, Slip, _ONE, (slip,))
        return found[0].data if len(found) == 1 else None

    def put(self, slip: str, day: date | None, data: bytes = b"") -> None:
        """Keep a row in place of the one before. Codes: storage.full."""
        limits.SLIPS.require_size((slip, data))
        if not self._database.execute("SELECT 1 FROM slip WHERE id = ?", (slip,)):
            limits.SLIPS.require_room(self._database)
        self._database.execute(_PUT, (slip, day.isoformat() if day is not None else None, data))

    def delete(self, slip: str) -> None:
        """Erase a row; one that is not there is erased already."""
        self._database.execute("DELETE FROM slip WHERE id = ?", (slip,))

    def forget_before(self, day: date) -> None:
        """Erase what was over before this day."""
        self._database.execute("DELETE FROM slip WHERE day < ?", (day.isoformat(),))
