"""The schemas: one kind of space each, and the comparison of a file's schema with the expected text.

What a version looks like is not written twice: the expected text is what the migrations make in an
empty database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.storage.connection import Database
from trustapp.storage.migrations.private import MIGRATIONS as PRIVATE_MIGRATIONS
from trustapp.storage.migrations.shared import MIGRATIONS as SHARED_MIGRATIONS

Upgrade = Callable[[Database], None]

_OBJECTS: Final = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name, type"
_SIZES: Final = "SELECT count(*), coalesce(sum(octet_length(sql)), 0) FROM sqlite_schema"
_PLACES: Final = "SELECT count(*) FROM sqlite_schema GROUP BY rootpage HAVING count(*) > 1"

Objects = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Kind:
    """A kind of space: the mark in its file, and the migrations from nothing to now."""

    name: str
    application_id: int
    migrations: Sequence[Upgrade]

    @property
    def version(self) -> int:
        """The version that this program writes."""
        return len(self.migrations)


PRIVATE: Final = Kind("private", 0x54415031, PRIVATE_MIGRATIONS)
SHARED: Final = Kind("shared", 0x54415331, SHARED_MIGRATIONS)


def make(database: Database, kind: Kind) -> None:
    """Make an empty database into a space of this kind; the caller holds the transaction."""
    database.execute(f"PRAGMA application_id = {kind.application_id:d}")
    upgrade(database, kind, 0)


def upgrade(database: Database, kind: Kind, version: int) -> None:
    """Run the migrations after ``version``; the caller holds the transaction."""
    for step in kind.migrations[version:]:
        step(database)
    database.execute(f"PRAGMA user_version = {kind.version:d}")


def version_of(database: Database, kind: Kind) -> int:
    """The version of a file of this kind, read from its first page without reading its schema.

    Codes: storage.damaged, vault.newer.
    """
    mark, version = (database.number(f"PRAGMA {name}") for name in ("application_id", "user_version"))
    if mark != kind.application_id or version < 1:
        raise UserError("storage.damaged")
    if version > kind.version:
        raise UserError("vault.newer")
    return version


def compare(database: Database, kind: Kind, version: int) -> None:
    """Refuse a schema that is not the expected one to the letter: no table, trigger or view more or less.

    The sizes are compared first, so that a huge text is never fetched. Codes: storage.damaged.
    """
    expected = objects_of(kind, version)
    sizes = (len(expected), sum(len(sql.encode()) for *_others, sql in expected))
    if database.execute(_SIZES) != [sizes] or database.execute(_PLACES):
        raise UserError("storage.damaged")
    if _objects(database) != expected:
        raise UserError("storage.damaged")


@cache
def objects_of(kind: Kind, version: int) -> Objects:
    """Everything that the schema of a version holds, as the engine writes it down."""
    database = Database.memory()
    try:
        for step in kind.migrations[:version]:
            step(database)
        return _objects(database)
    finally:
        database.close()


def _objects(database: Database) -> Objects:
    return tuple(tuple(row) for row in database.execute(_OBJECTS))
