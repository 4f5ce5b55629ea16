"""Lifts that a person asked for and has not confirmed: they take two sittings and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from trustapp.domain.ids import StatementId
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    statement: StatementId
    asked: rows.Moment
    sitting: str


_SAVE: Final = """
    INSERT INTO lift (statement, asked, sitting) VALUES (?, ?, ?)
    ON CONFLICT (statement) DO UPDATE SET asked = excluded.asked, sitting = excluded.sitting
"""


@dataclass(frozen=True)
class LiftRequest:
    """When a lift was asked for, and in which sitting."""

    asked: datetime
    sitting: str


class LiftTable:
    """The open requests by the statement that they would lift."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def all(self) -> dict[StatementId, LiftRequest]:
        """Every open request."""
        found = rows.read(self._database, _Row, "SELECT statement, asked, sitting FROM lift")
        return {statement: LiftRequest(asked, sitting) for statement, asked, sitting in found}

    def save(self, statement: StatementId, request: LiftRequest) -> None:
        """Keep a request in place of the one before."""
        self._database.execute(_SAVE, (statement, rows.moment_of(request.asked), request.sitting))

    def delete(self, statement: StatementId) -> None:
        """The request was confirmed or taken back."""
        self._database.execute("DELETE FROM lift WHERE statement = ?", (statement,))
