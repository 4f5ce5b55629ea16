"""A disk that is full or cannot be written: what was there stays, and the person hears which it is."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import an_answer
from trustapp.domain.answers import Choice
from trustapp.domain.errors import UserError
from trustapp.storage.connection import integrity
from trustapp.storage.preferences import DeviceFile, DeviceValues
from trustapp.storage.space import PrivateSpace, SharedSpace

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 10 MiB, where the system lets this process have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # lazily: a failed test may hold a file open


def _fill(folder: Path, leave: int = 0) -> Path:
    """Take all room but so many bytes."""
    filler = folder / "filler"
    descriptor = os.open(filler, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    finally:
        os.close(descriptor)
    if leave:
        os.truncate(filler, filler.stat().st_size - leave)
    return filler


def test_a_full_table_space_rolls_back(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        tables.facts.set("before", b"1")
    connection = private._database._connection
    connection.set_authorizer(None)
    connection.execute("PRAGMA max_page_count = 1024").fetchall()
    private._database.trust()

    def too_much() -> None:
        with private.transaction() as tables:
            tables.answers.save(an_answer(Choice.NO))
            tables.facts.set("large", bytes(5 * MIB))

    with pytest.raises(UserError) as refused:
        too_much()
    assert refused.value.code == "storage.full"
    with private.transaction() as tables:
        assert tables.answers.get_all() == {}
        assert tables.facts.get("before") == b"1"
        tables.facts.set("after", b"2")


def test_on_a_full_disk_nothing_is_lost_and_all_is_well_once_there_is_room(
    small_disk: Path, key: memoryview
) -> None:
    path = small_disk / "p1.db"
    space = PrivateSpace.create(path, key)
    with space.transaction() as tables:
        tables.facts.set("before", b"1")
    space.close()
    space = PrivateSpace.open(path, key)
    filler = _fill(small_disk)

    codes = []
    for write in (
        lambda: _set(space, "small", b"x"),
        lambda: _set(space, "large", bytes(5 * MIB)),
        space.seal_at_rest,
        lambda: SharedSpace.create(small_disk / "shared.db", key),
        lambda: DeviceFile(small_disk / "device.toml").write(DeviceValues()),
    ):
        with pytest.raises(UserError) as refused:
            write()
        codes.append(refused.value.code)
    assert codes == ["storage.full"] * 5
    assert _get(space, "before") == b"1"
    assert _get(space, "small") is None
    space.close()
    assert sorted(one.name for one in small_disk.iterdir()) == ["filler", "p1.db"]
    assert integrity(path, key) == ()

    filler.unlink()
    space = PrivateSpace.open(path, key)
    assert _get(space, "before") == b"1"
    _set(space, "small", b"x")
    space.seal_at_rest()
    space.close()
    assert integrity(path, key) == ()


@pytest.mark.parametrize("leave", [4096, 64 * 1024, MIB, 2 * MIB, 4 * MIB, 4 * MIB + 65536])
def test_a_disk_that_fills_up_during_the_sealing_leaves_a_whole_file(
    small_disk: Path, key: memoryview, leave: int
) -> None:
    path = small_disk / "p1.db"
    space = PrivateSpace.create(path, key)
    _set(space, "before", b"1" * 100_000)
    space.close()
    space = PrivateSpace.open(path, key)
    _fill(small_disk, leave)
    try:
        space.seal_at_rest()
    except UserError as error:
        told = error.code
    else:
        told = ""
    assert told in ("", "storage.full")
    assert _get(space, "before") == b"1" * 100_000
    space.close()
    assert integrity(path, key) == ()
    space = PrivateSpace.open(path, key)
    assert _get(space, "before") == b"1" * 100_000
    space.close()


def _set(space: PrivateSpace, name: str, value: bytes) -> None:
    with space.transaction() as tables:
        tables.facts.set(name, value)


def _get(space: PrivateSpace, name: str) -> bytes | None:
    with space.transaction() as tables:
        return tables.facts.get(name)


_WITHOUT_PRIVILEGE = """
import ctypes, os, sys
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Even root minds the permissions of a file in a program that it starts without this privilege."""

_READ_ONLY = """
import json, sys
from pathlib import Path
from trustapp.domain.errors import UserError
from trustapp.storage.connection import integrity
from trustapp.storage.preferences import DeviceFile, DeviceValues
from trustapp.storage.space import PrivateSpace, SharedSpace
folder, key = Path(sys.argv[1]), memoryview(bytes(range(32)))
told = {}
def attempt(name, act):
    try:
        told[name] = repr(act())
    except UserError as error:
        told[name] = error.code
private, shared = PrivateSpace.open(folder / "p1.db", key), SharedSpace.open(folder / "shared.db", key)
def read():
    with private.transaction() as mine, shared.transaction() as ours:
        return mine.facts.get("before"), ours.events.all()
def write():
    with private.transaction() as tables:
        tables.facts.set("after", b"2")
def append():
    with shared.transaction() as tables:
        tables.events.append(2, b"two")
for name, act in {
    "read": read, "write": write, "append": append, "seal": private.seal_at_rest, "read again": read,
    "create": lambda: SharedSpace.create(folder / "more.db", key),
    "device": lambda: DeviceFile(folder / "device.toml").write(DeviceValues()),
}.items():
    attempt(name, act)
private.close(), shared.close()
attempt("check", lambda: integrity(folder / "p1.db", key))
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o400, 0o500), (0o400, 0o700), (0o600, 0o500)])
def test_what_cannot_be_written_can_be_read(
    tmp_path: Path, key: memoryview, file_mode: int, folder_mode: int
) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    private = PrivateSpace.create(folder / "p1.db", key)
    _set(private, "before", b"1")
    private.close()
    shared = SharedSpace.create(folder / "shared.db", key)
    with shared.transaction() as tables:
        tables.events.append(1, b"one")
    shared.close()
    DeviceFile(folder / "device.toml").write(DeviceValues())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.chmod(file_mode)
    folder.chmod(folder_mode)
    try:
        found = subprocess.run(
            [sys.executable, "-c", _WITHOUT_PRIVILEGE, "-c", _READ_ONLY, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        told = json.loads(found.stdout)
    finally:
        folder.chmod(0o700)
    content = "(b'1', [b'one'])"
    assert (told["read"], told["read again"], told["check"]) == (content, content, "()")
    refused = {name: told[name] for name in ("write", "append", "seal")}
    assert refused == dict.fromkeys(refused, "storage.read_only")
    if folder_mode == 0o500:
        assert (told["create"], told["device"]) == ("storage.read_only", "storage.read_only")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
