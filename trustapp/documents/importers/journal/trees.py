"""A journal as it lies there: one file, a folder or a ZIP, read within bounds and never beyond it.

Links are not followed, nothing but regular files is opened, and what a ZIP calls a path is only ever a name.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from trustapp.domain.errors import UserError

MAX_FILES: Final = 40_000
MAX_DEPTH: Final = 8
MAX_TEXT_BYTES: Final = 128 * 1024 * 1024
"""Bytes of one file of text, and of all that is read of one journal."""
_MAX_INDEX: Final = 16 * 1024 * 1024
"""Bytes of a ZIP's table of contents, which is read whole."""
_END: Final = 22
_OPEN: Final = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
)
"""Without waiting, and not through a link: what was a file a moment ago may be a pipe now."""


class Tree(Protocol):
    """Files by their names, with "/" between the parts."""

    names: tuple[str, ...]
    """Every file that may be read, in their order."""
    unread: tuple[str, ...]
    """What is none: links, pipes, names that lead elsewhere, what lies too deep."""

    def read(self, name: str, most: int) -> bytes:
        """A file. Codes: journal.not_read, journal.too_large (more bytes than ``most``)."""

    def day_of(self, name: str) -> float | None:
        """When the file was changed last, in seconds, where that is known."""


@contextmanager
def opened(path: Path) -> Iterator[Tree]:
    """The journal that a person chose.

    Codes: journal.not_read, journal.too_large, journal.damaged, journal.locked.
    """
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        raise UserError("journal.not_read") from None
    if stat.S_ISDIR(mode):
        yield _Folder(path)
        return
    if not stat.S_ISREG(mode):
        raise UserError("journal.not_read")
    with _open(path) as stream:
        if stream.read(4) != b"PK\x03\x04":
            yield _File(path, stream)
            return
        with _archive(stream) as archive:
            yield _Archive(archive)


def _open(path: Path, *, through_links: bool = True) -> IO[bytes]:
    flags = _OPEN & ~getattr(os, "O_NOFOLLOW", 0) if through_links else _OPEN
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError):
        raise UserError("journal.not_read") from None
    stream = open(descriptor, "rb")  # noqa: SIM115 - given to whoever closes it
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        stream.close()
        raise UserError("journal.not_read")
    return stream


def _bytes(stream: IO[bytes], most: int) -> bytes:
    try:
        data = stream.read(most + 1)
    except OSError:
        raise UserError("journal.not_read") from None
    if len(data) > most:
        raise UserError("journal.too_large")
    return data


class _File:
    """One file alone."""

    unread: tuple[str, ...] = ()

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self.names: tuple[str, ...] = (path.name,)
        self._stream = stream

    def read(self, name: str, most: int) -> bytes:
        """The file from its beginning."""
        if name not in self.names:
            raise UserError("journal.not_read")
        self._stream.seek(0)
        return _bytes(self._stream, most)

    def day_of(self, name: str) -> float | None:
        """When it was changed last."""
        return os.fstat(self._stream.fileno()).st_mtime


class _Folder:
    """A folder with all that lies in it, but what is hidden."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._days: dict[str, float] = {}
        self._unread: list[str] = []
        self._walk(path, "", 0)
        self.names = tuple(sorted(self._days))
        self.unread = tuple(self._unread)

    def _walk(self, folder: Path, before: str, depth: int) -> None:
        try:
            with os.scandir(folder) as found:
                for one in found:
                    self._take(one, before, depth)
        except OSError:
            if depth == 0:
                raise UserError("journal.not_read") from None
            self._unread.append(before.rstrip("/"))

    def _take(self, one: os.DirEntry[str], before: str, depth: int) -> None:
        name = f"{before}{one.name}"
        if one.name.startswith("."):
            return
        if len(self._days) + len(self._unread) >= MAX_FILES:
            raise UserError("journal.too_large")
        if one.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
            self._walk(Path(one.path), f"{name}/", depth + 1)
        elif one.is_file(follow_symlinks=False):
            self._days[name] = one.stat(follow_symlinks=False).st_mtime
        else:
            self._unread.append(name)

    def read(self, name: str, most: int) -> bytes:
        """A file that was there when the folder was looked through."""
        if name not in self._days:
            raise UserError("journal.not_read")
        with _open(self._path / name, through_links=False) as stream:
            return _bytes(stream, most)

    def day_of(self, name: str) -> float | None:
        """When it was changed last."""
        return self._days.get(name)


class _Archive:
    """A ZIP."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members: dict[str, zipfile.ZipInfo] = {}
        unread: list[str] = []
        if len(archive.infolist()) > MAX_FILES:
            raise UserError("journal.too_large")
        for member in archive.infolist():
            if member.is_dir() or member.filename.startswith("__MACOSX/"):
                continue
            if member.flag_bits & 1:
                raise UserError("journal.locked")
            if _is_inside(member):
                self._members.setdefault(member.filename, member)
            else:
                unread.append(member.filename)
        self.names = tuple(sorted(self._members))
        self.unread = tuple(unread)

    def read(self, name: str, most: int) -> bytes:
        """A member; never more bytes than ``most``, whatever it says of its size."""
        if name not in self._members:
            raise UserError("journal.not_read")
        try:
            with self._archive.open(self._members[name]) as stream:
                return _bytes(stream, most)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ):
            raise UserError("journal.damaged") from None

    def day_of(self, name: str) -> float | None:
        """Unknown: a ZIP tells no zone."""
        return None


def _is_inside(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    parts = PurePosixPath(member.filename).parts
    plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    leads_out = member.filename.startswith("/") or "\\" in member.filename or ".." in parts or ":" in parts[0]
    return plain and kind in (0, stat.S_IFREG) and not leads_out and len(parts) <= MAX_DEPTH + 1


@contextmanager
def _archive(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    _check_index(stream)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, struct.error, OSError, ValueError, EOFError):
        raise UserError("journal.damaged") from None
    with archive:
        yield archive


def _check_index(stream: IO[bytes]) -> None:
    """The table of contents is read whole by the library: how long it says to be is looked at before.

    Codes: journal.damaged, journal.too_large (also the long form for more than 4 GiB; unpacked it is read).
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END - 0xFFFF - 20))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END:
        raise UserError("journal.damaged")
    (index,) = struct.unpack_from("<I", tail, place + 12)
    if index > _MAX_INDEX or tail[max(0, place - 20) : place].startswith(b"PK\x06\x07"):
        raise UserError("journal.too_large")
