"""The process gives nothing away, and one program alone owns the vault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trustapp.domain.errors import UserError
from trustapp.vault.hardening import OwnerLock

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


@LINUX
def test_no_core_file_and_no_reading_of_memory() -> None:
    script = (
        "import resource, ctypes\n"
        "from trustapp.vault.hardening import harden_process\n"
        "harden_process()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"


def _code_of_acquiring(lock: OwnerLock) -> str:
    try:
        lock.acquire()
    except UserError as error:
        return error.code
    return ""


def test_one_owner_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    first, second = OwnerLock(folder), OwnerLock(folder)
    first.acquire()
    first.acquire()
    assert _code_of_acquiring(second) == "vault.in_use"
    first.release()
    first.release()
    assert _code_of_acquiring(second) == ""
    assert _code_of_acquiring(first) == "vault.in_use"
    second.release()
    with first:
        assert _code_of_acquiring(second) == "vault.in_use"
    assert (folder / "lock").stat().st_size == 0
    assert (folder.stat().st_mode & 0o777, (folder / "lock").stat().st_mode & 0o777) == (0o700, 0o600)


HOLD = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from trustapp.domain.errors import UserError\n"
    "from trustapp.vault.hardening import OwnerLock\n"
    "try:\n"
    "    OwnerLock(Path(sys.argv[1])).acquire()\n"
    "except UserError as error:\n"
    "    print(error.code, flush=True)\n"
    "else:\n"
    "    print('mine', flush=True)\n"
    "    time.sleep(60)\n"
)


def _start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)


@LINUX
def test_the_lock_goes_with_its_process_however_that_ends(tmp_path: Path) -> None:
    owner = _start(tmp_path)
    assert owner.stdout is not None
    assert owner.stdout.readline().strip() == "mine"
    others = [_start(tmp_path) for _ in range(4)]
    assert [other.communicate()[0].strip() for other in others] == ["vault.in_use"] * 4
    owner.kill()
    owner.communicate()
    lock = OwnerLock(tmp_path)
    lock.acquire()
    lock.release()


@pytest.mark.parametrize("thing", ["link", "pipe", "folder"])
def test_a_trick_in_place_of_the_lock_is_refused(tmp_path: Path, thing: str) -> None:
    path = tmp_path / "lock"
    if thing == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif thing == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert _code_of_acquiring(OwnerLock(tmp_path)) == "storage.refused"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert _code_of_acquiring(OwnerLock(tmp_path)) == "storage.read_only"
    tmp_path.chmod(0o700)
