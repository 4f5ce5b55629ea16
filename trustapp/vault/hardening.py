"""Making the process itself a harder place to take keys from, and one program alone the vault's owner."""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from trustapp import places
from trustapp.domain.errors import UserError
from trustapp.vault import files

LOCK_NAME: Final = "lock"

PRIVATE_UMASK: Final = 0o077
"""Whatever is written is for its owner alone, unless its writer says otherwise."""

_PR_SET_DUMPABLE: Final = 4
_PT_DENY_ATTACH: Final = 31
_SEM_FAILCRITICALERRORS: Final = 0x0001
_SEM_NOGPFAULTERRORBOX: Final = 0x0002
_WER_NO_HEAP: Final = 1
_DACL: Final = 4
_END_AND_WAIT_ONLY: Final = "D:P(A;;0x101001;;;OW)(A;;0x101001;;;SY)"
"""To its owner and the system: wait for it, ask whether it runs, end it. Not: read its memory."""

_FOREIGN_PREFIXES: Final = ("LD_", "PYTHON", "QML")
_FOREIGN: Final = frozenset({"QT_PLUGIN_PATH"})
"""What loads code from elsewhere; everything else (language, screen, input method) is the person's own."""


def harden_process() -> None:
    """No core files, no reading of this process's memory by others of the same account, files for oneself.

    On Linux all three. On macOS no core files, and no debugger; on Windows no heap in crash reports,
    and a process that only its owner may end: both written for there and never run there (untested).
    What a system refuses is left out: it makes nobody's own space unreachable.
    """
    os.umask(PRIVATE_UMASK)
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            _harden_windows()
            return
        _no_core_files()
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        elif sys.platform == "darwin":
            libc.ptrace(_PT_DENY_ATTACH, 0, None, 0)


def _no_core_files() -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _harden_windows() -> None:  # untested: written for Windows, never run there
    windll = getattr(ctypes, "windll")  # noqa: B009 - there is none elsewhere
    kernel, security = windll.kernel32, windll.advapi32
    kernel.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
    kernel.WerSetFlags(_WER_NO_HEAP)
    kernel.SetDllDirectoryW(ctypes.c_wchar_p(""))
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    descriptor = ctypes.c_void_p()
    convert = security.ConvertStringSecurityDescriptorToSecurityDescriptorW
    convert.argtypes = [ctypes.c_wchar_p, ctypes.c_ulong, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p]
    if not convert(_END_AND_WAIT_ONLY, 1, ctypes.byref(descriptor), None):
        return
    security.SetKernelObjectSecurity.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
    security.SetKernelObjectSecurity(kernel.GetCurrentProcess(), _DACL, descriptor)
    kernel.LocalFree.argtypes = [ctypes.c_void_p]
    kernel.LocalFree(descriptor)


def foreign_settings(environment: Mapping[str, str], bundle: str | None = None) -> tuple[str, ...]:
    """The variables by which somebody could make this program load what is not its own.

    ``bundle`` is the folder of a frozen program, whose loader sets such variables to places in it.
    """
    return tuple(
        name
        for name, value in environment.items()
        if (name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN)
        and not (bundle and _lies_within(value, bundle))
    )


def _lies_within(value: str, bundle: str) -> bool:
    inside = os.path.normpath(bundle)
    places = [os.path.normpath(place) for place in value.split(os.pathsep) if place]
    return all(place == inside or place.startswith(inside + os.sep) for place in places)


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
            descriptor = _open_lock(self._folder, flags)
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


def _open_lock(folder: Path, flags: int) -> int:
    """The lock's file, made where it is missing; whoever made it gave it its mode."""
    path = folder / LOCK_NAME
    there = files.exists(path)
    descriptor = os.open(path, flags, places.FILE_OF_ONE)
    if not there:
        with contextlib.suppress(OSError):
            places.settle_mode(descriptor, folder)
    return descriptor


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
