"""Small disks that can be full, and disks that cannot be written."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

STEP: Final = 4096
_SIZE: Final = 64
_FILLER: Final = "filler"


@cache
def may_mount() -> bool:
    """Whether a small disk can be made here; elsewhere a limit on the size of files stands in."""
    return sys.platform == "linux" and shutil.which("mount") is not None and os.geteuid() == 0 and _try_one()


def _try_one() -> bool:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="trustapp-drill-"))
    try:
        made = _mount(folder)
        if made:
            _unmount(folder)
        return made
    finally:
        folder.rmdir()


def _mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}m", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _unmount(folder: Path) -> None:
    # Lazily: a case that failed may hold a file open.
    subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own, in memory."""
    folder.mkdir()
    if not _mount(folder):
        raise RuntimeError("no small disk can be made here")
    try:
        yield folder
    finally:
        _unmount(folder)


def fill(disk: Path, leave: int) -> None:
    """Take all room of a small disk but so many bytes."""
    status = os.statvfs(disk)
    taken = max(0, status.f_bavail * status.f_frsize - leave)
    descriptor = os.open(disk / _FILLER, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    try:
        os.posix_fallocate(descriptor, 0, taken) if taken else None
        while not leave:  # what the count of free blocks does not tell
            os.write(descriptor, bytes(STEP))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    finally:
        os.close(descriptor)


def make_room(disk: Path) -> None:
    """Give the room back."""
    (disk / _FILLER).unlink(missing_ok=True)


def limit_files(size: int) -> None:
    """In this process no file may grow beyond so many bytes: writing more fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """The disk cannot be written meanwhile."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True, capture_output=True)
