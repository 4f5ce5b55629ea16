"""Small named values of one person's space: the services say what each name means."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

from trustapp.domain.errors import UserError
from trustapp.storage import rows
from trustapp.storage.connection import Database

T = TypeVar("T")


class _Row(NamedTuple):
    value: bytes


_SET: Final = (
    "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class FactTable:
    """Bytes by name."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none."""
        found = rows.read(self._database, _Row, "SELECT value FROM fact WHERE name = ?", (name,))
        return found[0].value if found else None

    def set(self, name: str, value: bytes) -> None:
        """Keep a value in place of the one before."""
        self._database.execute(_SET, (name, value))

    def value(self, name: str, kind: type[T]) -> T | None:
        """A value that ``keep`` kept, None where there is none. Codes: storage.damaged."""
        found = self.get(name)
        if found is None:
            return None
        try:
            text = found.decode()
        except UnicodeDecodeError:
            raise UserError("storage.damaged") from None
        return rows.value_of(text, kind)

    def keep(self, name: str, value: object) -> None:
        """Keep a value in place of the one before; an empty one leaves nothing behind."""
        if value:
            self.set(name, rows.text_of(value).encode())
        else:
            self.delete(name)

    def delete(self, name: str) -> None:
        """Forget a value; one that is not there is forgotten already."""
        self._database.execute("DELETE FROM fact WHERE name = ?", (name,))
