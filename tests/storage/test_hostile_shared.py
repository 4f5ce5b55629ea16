"""shared.db as the other partner can write it without this program: refused before anything is read."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.storage.conftest import Raw
from trustapp.domain.errors import UserError
from trustapp.storage import limits, schema
from trustapp.storage.connection import Database
from trustapp.storage.space import SharedSpace, SharedTables

ROOT = Path(__file__).resolve().parents[2]


def _refused(path: Path, key: memoryview) -> str:
    """The code with which the file is refused, whether it is opened or only read."""
    before, codes = path.read_bytes(), set()
    for attempt in (SharedSpace.open, SharedSpace.events_at_rest):
        with pytest.raises(UserError) as refused:
            attempt(path, key)
        codes.add(refused.value.code)
        assert path.read_bytes() == before
        assert [one.name for one in path.parent.iterdir()] == [path.name]
    [code] = codes
    return code


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (a)",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
        "CREATE VIEW v AS SELECT * FROM event",
        "CREATE VIRTUAL TABLE v USING fts5 (a)",
        "CREATE VIRTUAL TABLE v USING rtree (a, b, c)",
        "CREATE INDEX i ON event (bytes)",
        "CREATE INDEX i ON event (length(bytes))",
        "ALTER TABLE event ADD COLUMN more TEXT",
        "ALTER TABLE event ADD COLUMN more TEXT GENERATED ALWAYS AS ('x') VIRTUAL",
        "ALTER TABLE draft RENAME COLUMN words TO other",
        "ALTER TABLE ask RENAME TO question",
        "DROP TABLE talk_first",
        "ANALYZE",
        "DROP TABLE event; CREATE VIEW event AS SELECT 1 AS seq, x'00' AS bytes",
        "DROP TABLE event; CREATE TABLE event (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    ],
)
def test_a_schema_that_differs_is_refused(
    closed_shared: Path, key: memoryview, attack: Raw, statement: str
) -> None:
    connection = attack(closed_shared)
    connection.executescript(statement)
    connection.close()
    assert _refused(closed_shared, key) == "storage.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'event'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'BLOB', 'TEXT') WHERE name = 'event'",
        "UPDATE sqlite_schema SET sql = lower(sql) WHERE name = 'event'",
        "UPDATE sqlite_schema SET sql = NULL WHERE name = 'event'",
        "UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'draft'",
        "UPDATE sqlite_schema SET type = 'view' WHERE name = 'event'",
        "UPDATE sqlite_schema SET tbl_name = 'other' WHERE name = 'event'",
        "DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_draft_1'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'event'",
        "DELETE FROM sqlite_schema",
    ],
)
def test_a_schema_edited_by_hand_is_refused(
    closed_shared: Path, key: memoryview, attack: Raw, statement: str
) -> None:
    connection = attack(closed_shared)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(statement)
    connection.close()
    assert _refused(closed_shared, key) == "storage.damaged"


def test_a_schema_of_another_length_is_refused_unfetched(
    closed_shared: Path, key: memoryview, attack: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = attack(closed_shared)
    connection.execute("CREATE TABLE more (a)")
    connection.close()
    schema.objects_of(schema.SHARED, 1)  # what is expected is known: whatever is fetched now is the file's
    fetched: list[Database] = []
    monkeypatch.setattr(schema, "_objects", fetched.append)
    assert _refused(closed_shared, key) == "storage.damaged"
    assert fetched == []


@pytest.mark.parametrize("pragma", ["application_id = 0", "application_id = 1413566513", "user_version = 0"])
def test_another_mark_is_refused(closed_shared: Path, key: memoryview, attack: Raw, pragma: str) -> None:
    connection = attack(closed_shared)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    assert _refused(closed_shared, key) == "storage.damaged"


def test_a_journal_mode_of_another_kind_is_not_kept(
    closed_shared: Path, key: memoryview, attack: Raw
) -> None:
    connection = attack(closed_shared)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()
    space = SharedSpace.open(closed_shared, key)
    with space.transaction() as tables:
        tables.events.append(1, b"one")
    names = sorted(path.name for path in closed_shared.parent.iterdir())
    space.close()
    assert names == ["shared.db", "shared.db-journal"]


def _big_event(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (1, zeroblob(?))", (limits.EVENTS.each + 1,))


def _huge_event(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (1, zeroblob(50000000))")


def _big_draft(connection: Any) -> None:
    connection.execute("INSERT INTO draft VALUES (1, 'l', ?)", ("x" * (limits.DRAFTS.each + 1),))


def _wide_draft(connection: Any) -> None:
    connection.execute("INSERT INTO draft VALUES (1, 'l', ?)", ("ä" * (limits.DRAFTS.each - 1),))


def _big_ask(connection: Any) -> None:
    connection.execute("INSERT INTO ask VALUES (1, 'i', 'p1', 'c', 't', ?)", ("x" * 9000,))


def _big_title_beside_a_small_one(connection: Any) -> None:
    connection.execute("INSERT INTO talk_first VALUES (1, 'a', 'c', 't'), (2, 'b', 'c', ?)", ("x" * 9000,))


def _many_rounds(connection: Any) -> None:
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)"
        " INSERT INTO round SELECT i, i || '', 'c', '2026-05-12', NULL FROM n"
    )


def _million_events(connection: Any) -> None:
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
        " INSERT INTO event SELECT i, x'00' FROM n"
    )


def _gap(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (1, x'00'), (3, x'00')")


def _late_start(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (2, x'00'), (3, x'00')")


def _zero_and_two(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (0, x'00'), (2, x'00')")


def _negative(connection: Any) -> None:
    connection.execute("INSERT INTO event VALUES (-1, x'00'), (1, x'00')")


@pytest.mark.parametrize(
    "write",
    [
        _big_event, _huge_event, _big_draft, _wide_draft, _big_ask, _big_title_beside_a_small_one,
        _many_rounds, _million_events, _gap, _late_start, _zero_and_two, _negative,
    ],
)  # fmt: skip
def test_rows_beyond_the_limits_are_refused(
    closed_shared: Path, key: memoryview, attack: Raw, write: Callable[[Any], None]
) -> None:
    connection = attack(closed_shared)
    write(connection)
    connection.close()
    assert _refused(closed_shared, key) == "storage.damaged"


def test_a_file_beyond_its_size_is_refused_unread(
    closed_shared: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SharedSpace, "_largest", closed_shared.stat().st_size - 1)
    assert _refused(closed_shared, key) == "storage.damaged"


def test_the_file_never_grows_beyond_its_size(
    closed_shared: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_PAGES", closed_shared.stat().st_size // 4096 + 4)
    space = SharedSpace.open(closed_shared, key)
    with pytest.raises(UserError) as refused, space.transaction() as tables:
        tables.events.append(1, b"x" * 60_000)
    assert refused.value.code == "storage.full"
    with space.transaction() as tables:
        assert tables.events.all() == []
        tables.events.append(1, b"small")
    space.close()


def test_what_a_row_holds_is_not_told_with_the_damage(
    closed_shared: Path, key: memoryview, attack: Raw
) -> None:
    connection = attack(closed_shared)
    connection.execute("INSERT INTO ask VALUES (1, 'a', 'p1', 'c', 't', CAST(? AS TEXT))", (b"secret \xff",))
    connection.execute("INSERT INTO round VALUES (1, 'r', 'c', 'secret day', NULL)")
    connection.close()
    space = SharedSpace.open(closed_shared, key)
    for name in ("asks", "rounds"):
        with pytest.raises(UserError) as refused, space.transaction() as tables:
            getattr(tables, name).all()
        told = "".join(traceback.format_exception(refused.value))
        assert "storage.damaged" in told
        assert "secret" not in told
    space.close()


def _reading_refused(path: Path, key: memoryview) -> str:
    """The code with which reading every table of a file that opens is refused."""

    def read_all(tables: SharedTables) -> None:
        for table in (tables.drafts, tables.rounds, tables.asks, tables.titles, tables.events):
            table.all()

    space = SharedSpace.open(path, key)
    with pytest.raises(UserError) as refused, space.transaction() as tables:
        read_all(tables)
    space.close()
    return refused.value.code


_WORDS = '{"id":"line","kind":"opening","category":"c","title":"t","text":"t"%s}'


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("line", "{}"),
        ("line", "no json"),
        ("other", _WORDS % ""),
        ("line", _WORDS % ',"protects":1'),
        ("line", _WORDS % ',"until":"soon"'),
        ("line", _WORDS % ',"conditions":{"by":"p1"}'),
        ("line", "[" * 60_000),
    ],
)
def test_a_row_that_holds_no_draft_is_left_out(
    closed_shared: Path, key: memoryview, attack: Raw, line: str, words: str
) -> None:
    """No draft counts for anything, so that leaving one out opens nothing and keeps nobody out."""
    connection = attack(closed_shared)
    connection.execute("INSERT INTO draft VALUES (1, ?, ?)", (line, words))
    connection.execute(
        "INSERT INTO draft VALUES (2, 'line-2', ?)", ((_WORDS % "").replace("line", "line-2"),)
    )
    connection.close()
    space = SharedSpace.open(closed_shared, key)
    with space.transaction() as tables:
        assert [one.id for one in tables.drafts.all()] == ["line-2"]
    space.close()


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("INSERT INTO round VALUES (1, 'r', 'c', ?, NULL)", "12 May"),
        ("INSERT INTO round VALUES (1, 'r', 'c', '2026-05-12', ?)", ""),
        ("INSERT INTO ask VALUES (1, 'a', 'p1', 'c', 't', CAST(? AS TEXT))", b"\xff\xfe"),
    ],
)
def test_a_row_that_is_not_what_it_has_to_be_is_damage(
    closed_shared: Path, key: memoryview, attack: Raw, statement: str, value: str | bytes
) -> None:
    connection = attack(closed_shared)
    connection.execute(statement, (value,))
    connection.close()
    assert _reading_refused(closed_shared, key) == "storage.damaged"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("draft", "'line', '" + _WORDS % "" + "'"),
        ("talk_first", "'i', 'c', 't'"),
        ("ask", "'i','p1','c','t','t'"),
    ],
)
def test_an_id_that_stands_twice_is_damage(
    closed_shared: Path, key: memoryview, attack: Raw, table: str, row: str
) -> None:
    connection = attack(closed_shared)
    connection.execute("PRAGMA writable_schema = ON")
    index = f"sqlite_autoindex_{table}_1"
    kept = connection.execute("SELECT * FROM sqlite_schema ORDER BY rowid").fetchall()
    text = next(sql for _type, name, _table, _page, sql in kept if name == table)
    connection.execute("DELETE FROM sqlite_schema WHERE name = ?", (index,))
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' UNIQUE', '') WHERE name = ?", (table,))
    connection.close()
    connection = attack(closed_shared)
    connection.execute(f"INSERT INTO {table} VALUES (1, {row}), (2, {row})")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_schema")
    connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", kept)
    connection.close()
    assert text in {sql for *_others, sql in schema.objects_of(schema.SHARED, 1)}
    assert _reading_refused(closed_shared, key) == "storage.damaged"


_MEASURE = """
import resource, sys
from pathlib import Path
from trustapp.domain.errors import UserError
from trustapp.storage.space import SharedSpace
key = memoryview(bytes(range(32)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    SharedSpace.open(Path(sys.argv[1]), key)
except UserError as error:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(error.code, used.ru_maxrss - before, used.ru_utime + used.ru_stime)
"""


def _many_tables(connection: Any) -> None:
    connection.execute("BEGIN")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        " INSERT INTO sqlite_schema SELECT 'table', 't' || i, 't' || i, 2,"
        " 'CREATE TABLE t' || i || ' (a, b, c, d, e, f)' FROM n"
    )
    connection.execute("COMMIT")


def _long_schema(connection: Any) -> None:
    connection.execute("CREATE TABLE more (a /* " + "x" * 30_000_000 + " */)")


def _wide_schema(connection: Any) -> None:
    for table in range(500):
        connection.execute(f"CREATE TABLE more{table} (" + ",".join(f"column{n}" for n in range(1900)) + ")")


def _deep_views(connection: Any) -> None:
    connection.execute("CREATE VIEW v0 AS SELECT 1 AS a")
    for depth in range(1, 60):
        connection.execute(
            f"CREATE VIEW v{depth} AS SELECT a FROM v{depth - 1} UNION SELECT a FROM v{depth - 1}"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="measured with getrusage")
@pytest.mark.parametrize(
    "write", [_million_events, _huge_event, _many_tables, _long_schema, _wide_schema, _deep_views]
)
def test_refusing_takes_little_memory_and_work(
    closed_shared: Path, attack: Raw, write: Callable[[Any], None]
) -> None:
    connection = attack(closed_shared)
    write(connection)
    connection.close()
    assert closed_shared.stat().st_size <= limits.LARGEST_FILE  # else it would be refused by its size alone
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(closed_shared)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    code, kibibytes, seconds = told.stdout.split()
    assert code == "storage.damaged"
    assert int(kibibytes) < 200 * 1024
    assert float(seconds) < 2  # of the processor, not of the clock
