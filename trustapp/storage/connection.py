"""One encrypted database file, open: keyed, set, and with errors that a person can act on.

The connection belongs to the thread that made it. While it is open, nothing else in this process may
open the file, not even to read it: closing that other handle would drop the locks (docs/storage-format.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from trustapp.domain.errors import UserError
from trustapp.storage import engine, files

Value = str | int | bytes | None
Row = tuple[Any, ...]

_READ_ONLY: Final = 0x00000001
_READ_WRITE: Final = 0x00000002
_NO_FOLLOW: Final = 0x01000000
_SECONDS_TO_WAIT: Final = 1.0
"""A process that is being replaced may hold the lock for a moment longer."""

_HEX: Final = b"0123456789abcdef"

_CHECKS: Final = ("cipher_integrity_check", "integrity_check")
_PROBLEMS_SHOWN: Final = 20
_UNREADABLE: Final = "the file cannot be read with this key"
_EMPTY: Final = "the file holds no tables"


class Database:
    """An open connection. Every statement goes through ``execute``, which gives all rows at once."""

    def __init__(self, connection: Any) -> None:
        """Wrap a connection; use ``open`` or ``memory`` instead."""
        self._connection = connection
        self._suspect = True
        self._is_open = True

    @classmethod
    def open(
        cls, path: Path, key: memoryview, largest: int | None = None, *, writable: bool = True
    ) -> Database:
        """Open a file that is there, with its raw key, and set everything that has to be set.

        Not ``writable``: nothing on the disk changes; a journal that would have to be played back first is
        refused with storage.read_only.
        Codes: storage.*, engine.old. A wrong key reads as storage.damaged: the two look the same.
        """
        _require_engine()
        path = files.real(path)
        files.check(path, largest)
        flags = _NO_FOLLOW | (_READ_WRITE if writable else _READ_ONLY)
        try:
            connection = dbapi2.connect(
                str(path), timeout=_SECONDS_TO_WAIT, isolation_level=None, flags=flags
            )
        except dbapi2.Error as error:
            raise UserError("storage.refused") from error
        try:
            _prepare(connection, key)
        except dbapi2.Error as error:
            connection.close()
            engine.explain(error, suspect=True)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    @classmethod
    def memory(cls) -> Database:
        """A database without a file, to make a schema in and look at it."""
        return cls(dbapi2.connect(":memory:", isolation_level=None))

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one statement and give all its rows."""
        try:
            return list(self._connection.execute(statement, values).fetchall())
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)

    def each(self, statement: str) -> Iterator[Row]:
        """The rows of a question one after the other, where all of them at once are too much."""
        try:
            yield from self._connection.execute(statement)
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)

    def execute_each(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement for every row of values."""
        try:
            self._connection.executemany(statement, rows)
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)

    def number(self, statement: str) -> int:
        """The one number that a question answers."""
        return int(self.execute(statement)[0][0])

    @property
    def writes(self) -> int:
        """How many rows were written or taken out since it was opened: the same number, the same rows."""
        return int(self._connection.total_changes)

    @contextmanager
    def transaction(self, how: str = "IMMEDIATE") -> Iterator[None]:
        """Everything within happens or nothing does."""
        if self._is_open and self._connection.in_transaction:
            raise RuntimeError("a transaction is open already")
        self.execute(f"BEGIN {how}")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # The engine may have rolled back by itself; what made it do so is what the person hears.
            with suppress(dbapi2.Error):
                self._connection.rollback()
            raise

    @contextmanager
    def budget(self, steps: int) -> Iterator[None]:
        """Bound the work of what runs within; beyond it the file counts as damaged."""
        with engine.budget(self._connection, steps):
            yield

    def trust(self, *, search: bool = False) -> None:
        """The file was found to be one of ours: from now on only its rows are read and written.

        ``search``: words are looked for in it as well.
        """
        self._suspect = False
        self._connection.set_authorizer(engine.allow_search if search else engine.allow)

    def limit_pages(self, pages: int) -> None:
        """Never let the file grow beyond so many pages: more reads as a full disk."""
        self.execute(f"PRAGMA max_page_count = {pages:d}")

    def rekey(self, key: memoryview) -> None:
        """Write every page anew under the same key."""
        try:
            with _literal(key) as literal:
                self._connection.reset_key(literal)
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)

    def export(self, path: Path, key: memoryview, marks: Mapping[str, int]) -> None:
        """Copy everything into an empty file under another key; ``marks`` are pragmas that a copy loses.

        Codes: storage.*.
        """
        try:
            with _literal(key) as literal:
                self._connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(path), literal))
            for name, wanted in (
                ("secure_delete", "ON"),
                ("journal_mode", "DELETE"),
                ("synchronous", "EXTRA"),
            ):
                self._connection.execute(f"PRAGMA fresh.{name} = {wanted}").fetchall()
            with self.transaction():
                self._connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
                for name, number in marks.items():
                    self._connection.execute(f"PRAGMA fresh.{name} = {number:d}")
            self._connection.execute("DETACH DATABASE fresh")
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._is_open = False
        try:
            self._connection.close()
        except dbapi2.Error as error:
            engine.explain(error, suspect=self._suspect)


def _require_engine() -> None:
    """Ask a database in memory which engine this is. Codes: engine.old.

    Of a file even a question without a table reads the schema, before the key and without a budget.
    """
    connection = dbapi2.connect(":memory:")
    try:
        engine.require(*engine.versions(connection))
    finally:
        connection.close()


def _prepare(connection: Any, key: memoryview) -> None:
    name, wanted, answer = engine.QUIET
    connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
    engine.require_setting(connection, name, answer)
    with _literal(key) as literal:
        connection.set_key(literal)
    with engine.budget(connection, engine.SCHEMA_STEPS):
        engine.configure(connection)


@contextmanager
def _literal(key: memoryview) -> Iterator[memoryview]:
    """The key as SQLCipher takes a raw one: ``x'…'`` with 64 hex digits, wiped afterwards.

    Anything of another length, the 32 bytes themselves included, it would stretch like a passphrase.
    """
    if key.nbytes != engine.KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    text = bytearray(2 * engine.KEY_BYTES + 3)
    try:
        text[0:2], text[-1:] = b"x'", b"'"
        for place, byte in enumerate(key.cast("B")):
            text[2 + 2 * place] = _HEX[byte >> 4]
            text[3 + 2 * place] = _HEX[byte & 15]
        with memoryview(text) as view:
            yield view
    finally:
        text[:] = bytes(len(text))


def integrity(path: Path, key: memoryview) -> tuple[str, ...]:
    """What both checks of the engine find, each on a connection of its own; empty when all is well.

    One looks at the signature of every page, the other at tables and rows: each misses what the other
    finds. A file without any table passes both and is a problem: no space of ours is empty, and to an
    empty file any key fits. The file has to be closed. What is told names pages and tables, never content.
    Codes: storage.missing, storage.refused, storage.busy, storage.failed, engine.old.
    """
    problems: dict[str, None] = {}
    for check in _CHECKS:
        try:
            problems.update(dict.fromkeys(_run_check(check, path, key)))
        except UserError as error:
            if error.code != "storage.damaged":
                raise
            problems[_UNREADABLE] = None
    return tuple(problems)


def _run_check(check: str, path: Path, key: memoryview) -> list[str]:
    database = Database.open(path, key)
    try:
        with database.budget(engine.SCHEMA_STEPS):
            tables = database.number("SELECT count(*) FROM sqlite_schema")
        if not tables:
            return [_EMPTY]
        found = [str(row[0]) for row in database.execute(f"PRAGMA {check}({_PROBLEMS_SHOWN})")]
    finally:
        database.close()
    return [line for line in found if line != "ok"]
