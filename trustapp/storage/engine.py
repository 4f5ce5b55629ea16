"""What the database engine has to be, how every connection is set, and what its errors mean to a person.

The numbers of SQLite's interface stand here by name, so that ``connection`` stays the only import of
sqlcipher3.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, Final, NoReturn

from trustapp.domain.errors import UserError

SQLITE_MINIMUM: Final = (3, 53, 4)
SQLCIPHER_MINIMUM: Final = (4, 19, 0)
"""Older engines carry a bug that corrupts, or one that a hostile file can use."""

SQLCIPHER_NEXT: Final = (5, 0, 0)
"""A new major version changes the format of the file; it is tried and measured before it is let in."""

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096

QUIET: Final = ("cipher_log_level", "NONE", "NONE")
"""Set before the key: the engine's own log would tell on stderr what it found."""

SETTINGS: Final[tuple[tuple[str, str | None, object], ...]] = (
    ("cipher_page_size", None, str(PAGE_BYTES)),
    ("cipher_use_hmac", None, "1"),
    ("cipher_plaintext_header_size", None, "0"),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("temp_store", "2", 2),
    ("mmap_size", "0", 0),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
)
"""(pragma, what it is set to, what it then answers). What guards against a hostile schema comes before
the settings that make the engine read it."""

SCHEMA_STEPS: Final = 20_000
"""Steps of the engine's machine for reading a schema; ours takes a few hundred."""

_STEPS_AT_ONCE: Final = 1_000

_QUESTIONS: Final = frozenset({"page_count", "freelist_count"})
_FUNCTIONS: Final = frozenset({"count", "coalesce", "max", "min", "sum", "octet_length", "zeroblob"})
_TO_SEARCH_ASKS: Final = _QUESTIONS | {"data_version"}
_TO_SEARCH: Final = _FUNCTIONS | {"match", "substr"}
"""What finding words needs besides; the index of the words itself asks for ``data_version``."""


class _Action(IntEnum):
    """What SQLite asks its authorizer about."""

    DELETE = 9
    INSERT = 18
    PRAGMA = 19
    READ = 20
    SELECT = 21
    TRANSACTION = 22
    UPDATE = 23
    FUNCTION = 31


_ALLOW: Final = 0
_DENY: Final = 1

_WRITES: Final = frozenset({_Action.DELETE, _Action.INSERT, _Action.UPDATE})
_ROWS: Final = _WRITES | {_Action.READ, _Action.SELECT, _Action.TRANSACTION}


class _Result(IntEnum):
    """The primary result codes of SQLite that a person can do something about."""

    BUSY = 5
    LOCKED = 6
    READONLY = 8
    INTERRUPT = 9
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    PROTOCOL = 15
    FORMAT = 24
    NOTADB = 26


_MEANING: Final[dict[int, str]] = {
    _Result.FULL: "storage.full",
    _Result.READONLY: "storage.read_only",
    _Result.CANTOPEN: "storage.read_only",  # the file itself is open by then: it is the journal
    _Result.CORRUPT: "storage.damaged",
    _Result.NOTADB: "storage.damaged",
    _Result.FORMAT: "storage.damaged",
    _Result.INTERRUPT: "storage.damaged",  # only a budget interrupts
    _Result.BUSY: "storage.busy",
    _Result.LOCKED: "storage.busy",
    _Result.PROTOCOL: "storage.busy",
    _Result.IOERR: "storage.failed",
}


_TEXTS: Final[dict[str, int]] = {
    "database is locked": _Result.BUSY,
    "attempt to write a readonly database": _Result.READONLY,
    "disk I/O error": _Result.IOERR,
    "database disk image is malformed": _Result.CORRUPT,
    "database or disk is full": _Result.FULL,
    "unable to open database file": _Result.CANTOPEN,
    "file is not a database": _Result.NOTADB,
}
"""SQLite's own words for its results: setting a key tells them without the number."""


def require(sqlite: tuple[int, ...], sqlcipher: tuple[int, ...]) -> None:
    """Refuse to work with an engine other than the tested ones. Codes: engine.old."""
    if sqlite < SQLITE_MINIMUM or not SQLCIPHER_MINIMUM <= sqlcipher < SQLCIPHER_NEXT:
        raise UserError("engine.old", sqlite=_dotted(sqlite), sqlcipher=_dotted(sqlcipher))


def versions(connection: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The versions of SQLite and SQLCipher that really run; no SQLCipher at all reads as none."""
    sqlite = _numbers(connection.execute("SELECT sqlite_version()").fetchone()[0])
    row = connection.execute("PRAGMA cipher_version").fetchone()
    sqlcipher = _numbers(str(row[0]).split()[0]) if row else ()
    return sqlite, sqlcipher


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version) or "-"


def configure(connection: Any) -> None:
    """Set every pragma and hear it back; an engine that answers otherwise is a bug, not a choice."""
    for name, wanted, answer in SETTINGS:
        if wanted is not None:
            connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        require_setting(connection, name, answer)


def require_setting(connection: Any, name: str, answer: object) -> None:
    """Raise RuntimeError unless a pragma answers as it has to."""
    found = connection.execute(f"PRAGMA {name}").fetchone()
    if found is None or found[0] != answer:
        raise RuntimeError(f"the database engine did not take {name}")


def allow(
    action: int, first: str | None, second: str | None, _database: str | None, source: str | None
) -> int:
    """What a statement may do in an open space: rows of our tables, and nothing from a trigger or view."""
    return _allowed(action, first, second, source, _QUESTIONS, _FUNCTIONS)


def allow_search(
    action: int, first: str | None, second: str | None, _database: str | None, source: str | None
) -> int:
    """The same where words are looked for: in private spaces alone, whose files nobody else can write."""
    return _allowed(action, first, second, source, _TO_SEARCH_ASKS, _TO_SEARCH)


def _allowed(
    action: int,
    first: str | None,
    second: str | None,
    source: str | None,
    questions: frozenset[str],
    functions: frozenset[str],
) -> int:
    allowed = source is None and (
        (action in _ROWS and not (action in _WRITES and (first or "").lower().startswith("sqlite_")))
        or (action == _Action.PRAGMA and first in questions and second is None)
        or (action == _Action.FUNCTION and second in functions)
    )
    return _ALLOW if allowed else _DENY


@contextmanager
def budget(connection: Any, steps: int) -> Iterator[None]:
    """Bound the work that a hostile file can cause: the engine stops itself after so many steps."""
    left = steps // _STEPS_AT_ONCE

    def spend() -> int:
        nonlocal left
        left -= 1
        return 1 if left < 0 else 0

    connection.set_progress_handler(spend, _STEPS_AT_ONCE)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def explain(error: Exception, *, suspect: bool) -> NoReturn:
    """Turn the engine's error into one that a person can act on, or into a bug without any content.

    ``suspect``: the file was not yet found to be one of ours, so whatever it makes the engine say is
    its own fault.
    """
    code = getattr(error, "sqlite_errorcode", None)
    result = code & 0xFF if isinstance(code, int) else _TEXTS.get(str(error))
    meaning = _MEANING.get(result) if result is not None else None
    if meaning is not None:
        raise UserError(meaning) from error
    if suspect or (code is None and type(error).__name__ == "OperationalError"):
        # Bytes that are no text where text has to be: the binding quotes them, so its words end here.
        raise UserError("storage.damaged") from None
    raise RuntimeError(f"database: {getattr(error, 'sqlite_errorname', type(error).__name__)}") from error
