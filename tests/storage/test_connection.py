"""The connection: engine, key, settings, and what its errors mean."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.storage.conftest import Raw
from trustapp.domain.errors import UserError
from trustapp.storage import engine, files
from trustapp.storage.connection import Database, _literal, integrity
from trustapp.storage.space import PrivateSpace, SharedSpace

WANTED = {
    "journal_mode": "delete",
    "synchronous": 3,
    "locking_mode": "exclusive",
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
    "cipher_log_level": "NONE",
    "cipher_use_hmac": "1",
    "cipher_page_size": "4096",
    "cipher_plaintext_header_size": "0",
}


def test_every_connection_to_a_file_is_set(
    tmp_path: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []
    plain = Database.__init__

    def watched(self: Database, connection: Any) -> None:
        plain(self, connection)
        if connection.execute("PRAGMA database_list").fetchone()[2]:
            answers = {name: connection.execute(f"PRAGMA {name}").fetchone() for name in WANTED}
            seen.append({name: row and row[0] for name, row in answers.items()})

    monkeypatch.setattr(Database, "__init__", watched)
    for kind in (PrivateSpace, SharedSpace):
        path = tmp_path / kind.__name__
        kind.create(path, key).close()
        kind.open(path, key).close()
        assert integrity(path, key) == ()
    assert len(seen) == 10  # two to make and open it, one to open it again, two to check it
    assert all(answers == WANTED for answers in seen)


def test_the_settings_still_hold_after_work_and_sealing(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        tables.facts.set("a", b"1")
    private.seal_at_rest()
    connection = private._database._connection
    connection.set_authorizer(None)
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED} == WANTED


@pytest.mark.parametrize("name", [name for name, _wanted, _answer in engine.SETTINGS])
def test_a_setting_that_is_not_taken_is_a_bug(name: str) -> None:
    class Deaf:
        """An engine that hears everything but one pragma."""

        def execute(self, statement: str) -> Any:
            answers = {setting: answer for setting, _wanted, answer in engine.SETTINGS} | {name: "other"}
            asked = statement.removeprefix("PRAGMA ").split(" ")[0]
            return dbapi2.connect(":memory:").execute("SELECT ?", (answers[asked],))

    with pytest.raises(RuntimeError, match=name):
        engine.configure(Deaf())


@pytest.mark.parametrize(
    ("sqlite", "sqlcipher"),
    [((3, 53, 3), (4, 19, 0)), ((3, 53, 4), (4, 18, 9)), ((3, 53, 4), ()), ((3, 60, 0), (5, 0, 0))],
)
def test_another_engine_is_refused(sqlite: tuple[int, ...], sqlcipher: tuple[int, ...]) -> None:
    with pytest.raises(UserError) as refused:
        engine.require(sqlite, sqlcipher)
    assert refused.value.code == "engine.old"


def test_the_engine_of_this_installation_is_accepted_and_named() -> None:
    sqlite, sqlcipher = engine.versions(dbapi2.connect(":memory:"))
    engine.require(sqlite, sqlcipher)
    assert sqlite >= (3, 53, 4)
    assert (4, 19, 0) <= sqlcipher < (5,)


def test_an_old_engine_opens_nothing(
    closed_private: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SQLITE_MINIMUM", (99, 0, 0))
    with pytest.raises(UserError) as refused:
        PrivateSpace.open(closed_private, key)
    assert refused.value.code == "engine.old"


def test_the_key_is_taken_raw_and_not_stretched(closed_private: Path, key: memoryview) -> None:
    connection = dbapi2.connect(str(closed_private))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    assert connection.execute("PRAGMA application_id").fetchone() == (0x54415031,)
    connection.close()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_a_bug(closed_private: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        PrivateSpace.open(closed_private, memoryview(bytes(length)))


def test_another_key_opens_nothing_and_says_nothing(
    closed_private: Path, other_key: memoryview, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UserError) as refused:
        PrivateSpace.open(closed_private, other_key)
    assert refused.value.code == "storage.damaged"
    assert capfd.readouterr() == ("", "")


def test_the_key_may_be_wiped_once_the_space_is_closed(closed_private: Path, key: memoryview) -> None:
    held = bytearray(key)
    space = PrivateSpace.open(closed_private, memoryview(held))
    space.seal_at_rest()
    space.close()
    held[:] = bytes(32)
    held.clear()  # raises BufferError while anybody still holds a view of it
    PrivateSpace.open(closed_private, key).close()


def test_no_copy_of_the_key_is_left_in_the_memory_it_was_written_into(key: memoryview) -> None:
    with _literal(key) as literal:
        held = literal.obj
        assert bytes(literal) == f"x'{key.hex()}'".encode()
    assert isinstance(held, bytearray)
    assert held == bytes(67)


def test_a_link_that_appears_after_the_look_is_not_followed(
    closed_private: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = closed_private.with_name("link.db")
    link.symlink_to(closed_private.name)
    monkeypatch.setattr(files, "check", lambda *_args: None)
    with pytest.raises(UserError) as refused:
        PrivateSpace.open(link, key)
    assert refused.value.code == "storage.refused"


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS other",
        "CREATE TABLE more (a)",
        "CREATE TEMP TABLE more (a)",
        "DROP TABLE fact",
        "CREATE TRIGGER t AFTER INSERT ON fact BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT 1",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA key = 'x'",
        "UPDATE sqlite_schema SET sql = ''",
        "SELECT load_extension('x')",
        "SELECT randomblob(9)",
        "ANALYZE",
    ],
)
def test_an_open_space_allows_its_rows_and_nothing_else(private: PrivateSpace, statement: str) -> None:
    with pytest.raises(RuntimeError, match="database: SQLITE_"):
        private._database.execute(statement)


def test_another_thread_is_refused(private: PrivateSpace) -> None:
    refused: list[BaseException] = []

    def use() -> None:
        try:
            with private.transaction():
                pass
        except Exception as error:
            refused.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert [type(error) for error in refused] == [RuntimeError]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (13, "storage.full"),
        (8, "storage.read_only"),
        (8 | 3 << 8, "storage.read_only"),
        (14, "storage.read_only"),
        (11, "storage.damaged"),
        (26, "storage.damaged"),
        (9, "storage.damaged"),
        (5, "storage.busy"),
        (6, "storage.busy"),
        (10, "storage.failed"),
        (10 | 4 << 8, "storage.failed"),
    ],
)
def test_the_engines_errors_have_codes(number: int, code: str) -> None:
    error = dbapi2.OperationalError("words of the engine")
    error.sqlite_errorcode = number
    with pytest.raises(UserError) as told:
        engine.explain(error, suspect=False)
    assert told.value.code == code
    assert told.value.values == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database or disk is full", "storage.full"),
        ("attempt to write a readonly database", "storage.read_only"),
    ],
)
def test_an_error_without_a_number_is_known_by_its_words(words: str, code: str) -> None:
    with pytest.raises(UserError) as told:
        engine.explain(dbapi2.OperationalError(words), suspect=False)
    assert told.value.code == code


def test_a_bug_is_told_without_content(private: PrivateSpace) -> None:
    with pytest.raises(RuntimeError) as told:
        private._database.execute("SELECT secret_word_of_somebody")
    assert "secret_word" not in str(told.value)


_HOLD = """
import sys
from pathlib import Path
from trustapp.storage.space import {kind}
space = {kind}.open(Path(sys.argv[1]), memoryview(bytes(range(32))))
print("open", flush=True)
sys.stdin.readline()
space.close()
"""


@pytest.mark.parametrize("kind", [PrivateSpace, SharedSpace])
def test_a_space_that_another_process_holds_is_busy(
    kind: type[PrivateSpace | SharedSpace], tmp_path: Path, key: memoryview
) -> None:
    path = tmp_path / "held.db"
    kind.create(path, key).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD.format(kind=kind.__name__), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for attempt in (kind.open, integrity):
            with pytest.raises(UserError) as refused:
                attempt(path, key)
            assert refused.value.code == "storage.busy"
        holder.communicate("\n")
    kind.open(path, key).close()


def test_integrity_names_what_each_check_finds(closed_shared: Path, key: memoryview, attack: Raw) -> None:
    connection = attack(closed_shared)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("INSERT INTO event VALUES (1, x'00')")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'bytes BLOB', 'bytes TEXT')")
    connection.close()
    problems = integrity(closed_shared, key)  # every page is signed well; only the rows do not fit
    assert any("event" in line for line in problems)

    data = bytearray(closed_shared.read_bytes())
    data[-100] ^= 1
    closed_shared.write_bytes(data)
    assert any("HMAC" in line for line in integrity(closed_shared, key))


def test_integrity_with_another_key_reads_nothing(closed_private: Path, other_key: memoryview) -> None:
    assert integrity(closed_private, other_key) == ("the file cannot be read with this key",)


def test_integrity_of_a_missing_file_says_so(tmp_path: Path, key: memoryview) -> None:
    with pytest.raises(UserError) as refused:
        integrity(tmp_path / "none.db", key)
    assert refused.value.code == "storage.missing"


def test_integrity_of_a_file_that_holds_nothing_says_so(tmp_path: Path, key: memoryview, attack: Raw) -> None:
    empty = tmp_path / "empty.db"
    empty.write_bytes(b"")
    assert integrity(empty, key) == ("the file holds no tables",)
    emptied = attack(tmp_path / "emptied.db")
    emptied.executescript("CREATE TABLE more (a); DROP TABLE more")
    emptied.close()
    assert integrity(tmp_path / "emptied.db", key) == ("the file holds no tables",)
