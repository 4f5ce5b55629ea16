"""The events of a shared file that cannot be written: read by the rules of opening, writing nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.conftest import Raw
from trustapp.domain.errors import UserError
from trustapp.storage import files
from trustapp.storage.connection import Database
from trustapp.storage.schema import SHARED, Kind
from trustapp.storage.space import SharedSpace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def written(closed_shared: Path, key: memoryview) -> Path:
    """A closed shared space with two events."""
    space = SharedSpace.open(closed_shared, key)
    with space.transaction() as tables:
        tables.events.append(1, b"one")
        tables.events.append(2, b"two")
    space.close()
    return closed_shared


def _folder(path: Path) -> dict[str, tuple[bytes, int]]:
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in path.parent.iterdir()}


def _code(path: Path, key: memoryview) -> str:
    """The code with which reading is refused; nothing on the disk changes by it."""
    before = _folder(path)
    with pytest.raises(UserError) as refused:
        SharedSpace.events_at_rest(path, key)
    assert _folder(path) == before
    return refused.value.code


def test_every_event_is_read_and_nothing_is_written(written: Path, key: memoryview) -> None:
    before = _folder(written)
    assert SharedSpace.events_at_rest(written, key) == [b"one", b"two"]
    assert _folder(written) == before


def test_a_file_without_the_right_to_write_it_is_read(written: Path, key: memoryview, tmp_path: Path) -> None:
    written.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert SharedSpace.events_at_rest(written, key) == [b"one", b"two"]
    finally:
        tmp_path.chmod(0o700)


def test_no_statement_can_write_there(written: Path, key: memoryview) -> None:
    database = Database.open(written, key, writable=False)
    for statement in ("INSERT INTO event VALUES (3, x'00')", "DELETE FROM event", "DROP TABLE draft"):
        with pytest.raises(UserError, match=r"storage\.read_only"):
            database.execute(statement)
    database.close()


def test_another_key_reads_nothing(written: Path, other_key: memoryview) -> None:
    assert _code(written, other_key) == "storage.damaged"


_HALF = """
import os, sys
from trustapp.storage.connection import Database
from pathlib import Path
database = Database.open(Path(sys.argv[1]), memoryview(bytes(range(32))))
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for seq in range(3, 400):
    database.execute("INSERT INTO event VALUES (?, zeroblob(4000))", (seq,))
os._exit(0)
"""


def test_a_journal_that_has_to_be_played_back_keeps_the_file_unread(written: Path, key: memoryview) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", _HALF, str(written)], check=True, env=environment)
    assert files.beside(written, files.JOURNAL).stat().st_size > 512
    assert _code(written, key) == "storage.read_only"
    space = SharedSpace.open(written, key)  # as soon as it may be written the journal is played back
    with space.transaction() as tables:
        assert tables.events.all() == [b"one", b"two"]
    space.close()


def test_a_journal_that_was_finished_keeps_nothing_back(written: Path, key: memoryview) -> None:
    files.beside(written, files.JOURNAL).write_bytes(bytes(4096))
    before = _folder(written)
    assert SharedSpace.events_at_rest(written, key) == [b"one", b"two"]
    assert _folder(written) == before


def test_the_journal_of_another_mode_keeps_the_file_unread(
    written: Path, key: memoryview, attack: Raw
) -> None:
    connection = attack(written)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()
    assert _code(written, key) == "storage.failed"
    files.beside(written, "-wal").write_bytes(b"old pages")
    assert _code(written, key) == "storage.refused"


def test_a_link_a_folder_and_a_huge_file_are_refused(written: Path, key: memoryview, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copyfile(written, elsewhere / "other.db")
    (elsewhere / "shared.db").symlink_to(elsewhere / "other.db")
    assert _code(elsewhere / "shared.db", key) == "storage.refused"
    with pytest.raises(UserError, match=r"storage\.refused"):
        SharedSpace.events_at_rest(elsewhere, key)
    with written.open("r+b") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(UserError, match=r"storage\.damaged"):
        SharedSpace.events_at_rest(written, key)


def test_a_file_that_another_program_writes_is_busy(written: Path, key: memoryview) -> None:
    """What it is writing is neither the old nor the new."""
    command = [sys.executable, "-c", _HOLD, str(written)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert _code(written, key) == "storage.busy"
        holder.stdin.close()


_HOLD = """
import fcntl, sys
held = open(sys.argv[1], "r+b")
fcntl.lockf(held, fcntl.LOCK_EX, 512, 0x40000000)
print("held", flush=True)
sys.stdin.read()
"""


def _places(database: Database) -> None:
    database.execute("ALTER TABLE round ADD COLUMN place_of TEXT NOT NULL DEFAULT ''")


def test_an_older_version_is_read_as_it_is_and_a_newer_one_is_left_alone(
    written: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _folder(written)
    with monkeypatch.context() as patch:
        later = Kind(SHARED.name, SHARED.application_id, (*SHARED.migrations, _places))
        patch.setattr(SharedSpace, "KIND", later)
        assert SharedSpace.events_at_rest(written, key) == [b"one", b"two"]
        assert _folder(written) == before
        SharedSpace.open(written, key).close()
    assert _code(written, key) == "vault.newer"


def test_events_with_a_gap_or_of_an_older_version_that_are_too_long_are_refused(
    written: Path, key: memoryview, attack: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = attack(written)
    connection.execute("INSERT INTO event VALUES (4, x'00')")
    connection.close()
    assert _code(written, key) == "storage.damaged"
    connection = attack(written)
    connection.execute("UPDATE event SET seq = 3, bytes = zeroblob(70000) WHERE seq = 4")
    connection.close()
    later = Kind(SHARED.name, SHARED.application_id, (*SHARED.migrations, _places))
    monkeypatch.setattr(SharedSpace, "KIND", later)
    assert _code(written, key) == "storage.damaged"
