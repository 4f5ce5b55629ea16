"""Making the process itself a harder place to take keys from, and one program alone the vault's owner."""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.vault import files

LOCK_NAME: Final = "lock"
_PR_SET_DUMPABLE: Final = 4


def harden_process() -> None:
    """No core files, and no reading of this process's memory by others of the same account.

    On Linux both; on macOS core files only (untested); Windows writes none by itself and has no
    such switch for one's own account (untested).
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class OwnerLock:
    """The operating system's lock on the file ``lock``: it goes with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the vault for this process; makes the folder. Codes: vault.in_use, storage.*."""
        if self._descriptor is not None:
            return
        files.make_folder(self._folder)
        flags = os.O_RDWR | os.O_CREAT | files.SAFE
        try:
            descriptor = os.open(self._folder / LOCK_NAME, flags, files.FILE_MODE)
        except OSError as error:
            files.explain(error)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UserError("storage.refused")
            if not _take(descriptor):
                raise UserError("vault.in_use")
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the vault free; the file stays."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> OwnerLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _take(descriptor: int) -> bool:
    if sys.platform == "win32":  # untested: written for Windows, never run there
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
