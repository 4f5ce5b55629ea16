"""The pictures of reflections: in the private space itself, so that nothing of them lies elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from trustapp.domain.errors import UserError
from trustapp.domain.pictures import MOST, MOST_EACH, Picture
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    data: bytes
    width: int
    height: int
    mime: str


class PictureTable:
    """Pictures as they were made anew; each belongs to one reflection and goes with it."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get(self, picture: str) -> Picture | None:
        """One picture, None where it is gone. Codes: storage.damaged."""
        found = rows.read(
            self._database, _Row, "SELECT bytes, width, height, mime FROM picture WHERE id = ?", (picture,)
        )
        return Picture(*found[0]) if found else None

    def add(self, reflection: int, picture: str, made: Picture) -> None:
        """Put a picture behind those of a reflection. Codes: picture.full, picture.too_many."""
        if self._number("SELECT count(*) FROM picture") >= MOST:
            raise UserError("picture.full", most=MOST)
        if self._number("SELECT count(*) FROM picture WHERE reflection = ?", reflection) >= MOST_EACH:
            raise UserError("picture.too_many", most=MOST_EACH)
        self._database.execute(
            "INSERT INTO picture (id, reflection, width, height, mime, bytes) VALUES (?, ?, ?, ?, ?, ?)",
            (picture, reflection, made.width, made.height, made.mime, made.data),
        )

    def delete(self, reflection: int, picture: str) -> None:
        """Take one out of its reflection."""
        self._database.execute("DELETE FROM picture WHERE id = ? AND reflection = ?", (picture, reflection))

    def left(self) -> int:
        """How many more there is room for."""
        return MOST - self._number("SELECT count(*) FROM picture")

    def _number(self, question: str, *values: int) -> int:
        return int(self._database.execute(question, values)[0][0])
