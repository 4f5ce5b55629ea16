"""Reading and writing the vault's own files so that a crash, a full disk or a trick loses nothing.

Every file is opened without following links and must be a regular file. A whole file is replaced
by the steps in docs/vault-format.md ("Writing"): at every moment the old or the new one is there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

from trustapp import places
from trustapp.domain.errors import UserError

SAFE: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Follow no link, wait for no pipe, change no byte; what a system lacks of it is left out."""

_READ: Final = os.O_RDONLY | SAFE
_NEW: Final = os.O_CREAT | os.O_EXCL

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_REFUSED: Final = {errno.ELOOP, errno.EISDIR, errno.ENOTDIR, errno.ENXIO, errno.EMLINK, errno.EEXIST}


def explain(error: OSError) -> NoReturn:
    """Turn an error of the disk into one that a person can act on."""
    for code, numbers in (
        ("storage.full", _FULL),
        ("storage.read_only", _READ_ONLY),
        ("storage.refused", _REFUSED),
        ("storage.damaged", {errno.EIO}),
    ):
        if error.errno in numbers:
            raise UserError(code) from error
    raise error


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; leave one that is there, but refuse anything else."""
    try:
        folder.mkdir(mode=places.FOLDER_OF_ONE, parents=True, exist_ok=True)
    except OSError as error:
        explain(error)


def exists(path: Path) -> bool:
    """Whether anything has this name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def _check_regular(descriptor: int) -> os.stat_result:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise UserError("storage.refused")
    return status


def read(path: Path, limit: int) -> bytes | None:
    """The whole file, or None where there is none.

    One beyond the limit is cut a byte after it, so that its length is found wrong without reading
    all of it.
    """
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        return None
    except OSError as error:
        explain(error)
    try:
        _check_regular(descriptor)
        return _read_up_to(descriptor, limit + 1)
    except OSError as error:
        explain(error)
    finally:
        os.close(descriptor)


def _read_up_to(descriptor: int, size: int) -> bytes:
    pieces: list[bytes] = []
    left = size
    while left > 0:
        piece = os.read(descriptor, min(left, 1 << 20))
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def read_pieces(path: Path, take: Callable[[bytes], None]) -> int | None:
    """Hand the whole file to ``take``, a piece at a time; its length, or None where there is none."""
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        return None
    except OSError as error:
        explain(error)
    length = 0
    try:
        _check_regular(descriptor)
        while piece := os.read(descriptor, 1 << 20):
            take(piece)
            length += len(piece)
    except OSError as error:
        explain(error)
    finally:
        os.close(descriptor)
    return length


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _write_new(path: Path, data: bytes) -> None:
    """Create the file with these bytes and see them onto the disk."""
    descriptor = os.open(path, os.O_WRONLY | SAFE | _NEW, places.FILE_OF_ONE)
    try:
        places.settle_mode(descriptor, path.parent)
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_file(path: Path) -> None:
    """See a file that is there onto the disk."""
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        return
    try:
        _check_regular(descriptor)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """See names that were made or changed onto the disk; Windows has no such call."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_target(path: Path) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise UserError("storage.refused")


def replace(path: Path, data: bytes, prove: Callable[[bytes], bool] | None = None) -> None:
    """Replace a whole file; until the last step the old one stays.

    The new bytes are read back from the disk; ``prove`` then says whether they open. A copy named
    ``.bak`` that is there is seen onto the disk before the old file goes.
    """
    new = path.with_name(path.name + ".new")
    try:
        _check_target(path)
        _check_target(new)
        new.unlink(missing_ok=True)
        try:
            _write_new(new, data)
            found = read(new, len(data))
            if found != data or (prove is not None and not prove(found)):
                raise UserError("storage.damaged")
            flush_file(path.with_name(path.name + ".bak"))
            os.replace(new, path)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)
    except OSError as error:
        explain(error)


def replace_with_copy(path: Path, data: bytes, prove: Callable[[bytes], bool] | None = None) -> None:
    """Replace a file and then its ``.bak``.

    The file itself decides; where its copy cannot be written, the older copy is removed, so that
    nothing old goes on opening.
    """
    replace(path, data, prove)
    copy = path.with_name(path.name + ".bak")
    try:
        replace(copy, data, prove)
    except (UserError, OSError):
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
            flush_folder(path.parent)


def write_in_place(path: Path, offset: int, data: bytes, size: int) -> None:
    """Write bytes inside a file of a fixed size, see them onto the disk and read them back.

    It needs no free block, so that it also works on a full disk.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | SAFE)
        try:
            if _check_regular(descriptor).st_size != size:
                raise UserError("storage.damaged")
            os.lseek(descriptor, offset, os.SEEK_SET)
            _write_all(descriptor, data)
            os.fsync(descriptor)
            os.lseek(descriptor, offset, os.SEEK_SET)
            if _read_up_to(descriptor, len(data)) != data:
                raise UserError("storage.damaged")
        finally:
            os.close(descriptor)
    except OSError as error:
        explain(error)
