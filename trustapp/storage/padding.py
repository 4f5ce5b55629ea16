"""The size of a private space at rest: 4, 8, 16 … MiB, so that it does not tell how much was written.

The padding is free pages inside the file. Writing takes from them, and secure_delete fills them with
zeros that are encrypted like everything else: a free page and a full one look alike.
"""

from __future__ import annotations

from typing import Final

from trustapp.storage.connection import Database
from trustapp.storage.engine import PAGE_BYTES

SMALLEST_BYTES: Final = 4 * 1024 * 1024
LARGEST_REWRITTEN_BYTES: Final = 16 * 1024 * 1024
"""Rewriting a larger file would keep the person waiting at the lock."""

_PER_PAGE: Final = 4012
"""Bytes of a long value that one page takes: 4,096 less the cipher's 80 and a pointer of 4."""

_ONE_PAGE: Final = 3900
"""A value that needs a page of its own and no other."""

_INSERT: Final = "INSERT INTO padding (bytes) VALUES (zeroblob(?))"


def size_for(used: int) -> int:
    """The size at rest of a file with so many bytes."""
    size = SMALLEST_BYTES
    while size < used:
        size *= 2
    return size


def pad(database: Database) -> int:
    """Fill the file up to its size at rest, and give that size in bytes."""
    return pad_to(database, size_for(_pages(database) * PAGE_BYTES))


def pad_to(database: Database, size: int) -> int:
    """Fill the file up to so many bytes, which are whole pages, and give them back."""
    wanted = size // PAGE_BYTES
    if _pages(database) < wanted:
        with database.transaction():
            _grow(database, wanted)
            database.execute("DELETE FROM padding")
    return size


def _grow(database: Database, wanted: int) -> None:
    """Take free and new pages until the file has as many as wanted: nearly all at once, the rest singly."""
    needed = wanted - _pages(database) + database.number("PRAGMA freelist_count")
    if needed > 2:
        database.execute(_INSERT, ((needed - 2) * _PER_PAGE,))
    while _pages(database) < wanted:
        database.execute(_INSERT, (_ONE_PAGE,))


def _pages(database: Database) -> int:
    return database.number("PRAGMA page_count")
