"""One backup set: a file that holds the closed files of a vault (docs/vault-format.md, "backups/").

Everything in it is as encrypted as it lay in the vault, so that no key is needed to write or to prove it.
Long work is told as it goes: such functions are iterators of how many bytes are done, and may be closed at
any step.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from trustapp import places
from trustapp.domain.errors import UserError
from trustapp.storage import files, limits

MAGIC: Final = b"TABACK\r\n"
FORMAT: Final = 1
SUITE: Final = 1
FILES: Final = 64

_HEAD: Final = struct.Struct(">8sHHI")
_CHECKSUM: Final = 32
_LARGEST_MANIFEST: Final = 65_536
_SMALL: Final = 65_536
_LARGEST_SPACE: Final = 16 * 1024**3
_PIECE: Final = 1 << 20
_STEP: Final = 4 * _PIECE

_FLAGS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_NAME: Final = re.compile(
    r"VAULT|p[1-9][0-9]{0,3}\.(?:keys|seal|stop)|(?:p[1-9][0-9]{0,3}|shared)(?:\.pictures)?\.db(?:-journal)?"
)
_VAULT: Final = re.compile(r"[0-9a-f]{32}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")

Progress = Iterator[tuple[int, int]]
"""Steps of some work: bytes done, bytes in all."""


class Entry(NamedTuple):
    """One file in a set."""

    name: str
    size: int
    digest: str
    place: int
    """Where its bytes begin in the set."""


class Part(NamedTuple):
    """One file where it lies in a set."""

    path: Path
    entry: Entry


Content = Path | bytes | Part
"""What goes into a set: a file, some bytes, or a file of another set."""


@dataclass(frozen=True)
class Manifest:
    """What a set says of itself."""

    day: date
    vault: str
    entries: tuple[Entry, ...]

    def find(self, name: str) -> Entry | None:
        """The file of this name."""
        return next((one for one in self.entries if one.name == name), None)


def belongs(name: str) -> bool:
    """Whether a file of this name goes into a set."""
    return _NAME.fullmatch(name) is not None


# -- writing -----------------------------------------------------------------------------------------


def write(target: Path, day: date, vault: str, contents: Mapping[str, Content]) -> Progress:
    """Write a new file, see it onto the disk and prove it; nothing is left of one that is not finished.

    The steps count every byte twice: written, and read back. Codes: backup.exists, storage.*.
    """
    total = 2 * sum(_size(content) for content in contents.values())
    try:
        descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, places.FILE_OF_ONE)
    except FileExistsError:
        raise UserError("backup.exists") from None
    except OSError as error:
        files.explain(error)
    try:
        try:
            places.settle_mode(descriptor, target.parent)
            yield from _fill(descriptor, day, vault, contents, total)
        finally:
            os.close(descriptor)
        for done, _all in prove(target):
            yield total // 2 + done, total
    except BaseException as error:
        with contextlib.suppress(OSError):
            target.unlink()
        if isinstance(error, OSError):
            files.explain(error)
        raise


def _size(content: Content) -> int:
    if isinstance(content, bytes):
        return len(content)
    if isinstance(content, Part):
        return content.entry.size
    try:
        status = os.lstat(content)
    except OSError as error:
        files.explain(error)
    if not stat.S_ISREG(status.st_mode):
        raise UserError("storage.refused")
    return status.st_size


def _fill(descriptor: int, day: date, vault: str, contents: Mapping[str, Content], total: int) -> Progress:
    """The files first, behind the room that the head will take: its digests are known at the end."""
    sizes = {name: _size(content) for name, content in contents.items()}
    blank = _head(day, vault, [(name, size, "0" * 64) for name, size in sizes.items()])
    _write(descriptor, bytes(len(blank)))
    listed, done = [], 0
    for name, content in contents.items():
        state = blake2b(digest_size=32)
        length = 0
        for piece in _pieces_of(content):
            _write(descriptor, piece)
            state.update(piece)
            length += len(piece)
            if (done + length) // _STEP != (done + length - len(piece)) // _STEP:
                yield done + length, total
        if length != sizes[name]:
            raise UserError("storage.failed")
        done += length
        listed.append((name, length, state.hexdigest()))
    os.fsync(descriptor)
    os.lseek(descriptor, 0, os.SEEK_SET)
    _write(descriptor, _head(day, vault, listed))
    os.fsync(descriptor)
    if hasattr(os, "posix_fadvise"):  # read back from the disk, not from memory
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    yield done, total


def _head(day: date, vault: str, listed: Sequence[tuple[str, int, str]]) -> bytes:
    manifest = {
        "day": day.isoformat(),
        "files": [{"digest": digest, "name": name, "size": size} for name, size, digest in listed],
        "vault": vault,
    }
    body = _canonical(manifest)
    head = _HEAD.pack(MAGIC, FORMAT, SUITE, len(body)) + body
    return head + _checksum(head)


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _checksum(head: bytes) -> bytes:
    part = len(head).to_bytes(4, "big") + head
    return blake2b(part, digest_size=_CHECKSUM, person=b"ta1 checksum").digest()


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _pieces_of(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    descriptor = _open(content.path if isinstance(content, Part) else content)
    try:
        if isinstance(content, Part):
            yield from _take(descriptor, content.entry)
            return
        while piece := os.read(descriptor, _PIECE):
            yield piece
    finally:
        os.close(descriptor)


# -- reading -----------------------------------------------------------------------------------------


def manifest(path: Path) -> Manifest:
    """What a set says of itself, without reading its files.

    Codes: backup.not_a_backup, backup.damaged, backup.newer, storage.*.
    """
    descriptor = _open(path)
    try:
        head = _read(descriptor, _HEAD.size)
        if head[:8] != MAGIC:
            raise UserError("backup.not_a_backup")
        if len(head) < _HEAD.size:
            raise UserError("backup.damaged")
        _magic, number, suite, length = _HEAD.unpack(head)
        if length > _LARGEST_MANIFEST:
            raise UserError("backup.damaged")
        rest = _read(descriptor, length + _CHECKSUM)
        if _checksum(head + rest[:-_CHECKSUM]) != rest[-_CHECKSUM:]:
            raise UserError("backup.damaged")
        if number > FORMAT:
            raise UserError("backup.newer")
        if (number, suite) != (FORMAT, SUITE):
            raise UserError("backup.damaged")
        return _manifest(rest[:-_CHECKSUM], os.fstat(descriptor).st_size)
    except OSError as error:
        files.explain(error)
    finally:
        os.close(descriptor)


def _manifest(body: bytes, size: int) -> Manifest:
    try:
        found = json.loads(body)
        if _canonical(found) != body or set(found) != {"day", "files", "vault"}:
            _damaged()
        day = date.fromisoformat(found["day"])
        entries, place = [], _HEAD.size + len(body) + _CHECKSUM
        for one in found["files"]:
            entries.append(_entry(one, place))
            place += one["size"]
        vault = found["vault"]
        if day.isoformat() != found["day"]:
            _damaged()
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError):
        _damaged()
    names = {one.name for one in entries}
    if not 1 <= len(entries) <= FILES or len(names) != len(entries) or place != size:
        _damaged()
    if not isinstance(vault, str) or not _VAULT.fullmatch(vault):
        _damaged()
    return Manifest(day, vault, tuple(entries))


def _entry(one: Any, place: int) -> Entry:
    if set(one) != {"digest", "name", "size"}:
        _damaged()
    name, size, digest = one["name"], one["size"], one["digest"]
    if not _NAME.fullmatch(name) or not _DIGEST.fullmatch(digest):
        _damaged()
    if type(size) is not int or not 0 <= size <= _largest(name):
        _damaged()
    return Entry(name, size, digest, place)


def _largest(name: str) -> int:
    if ".db" not in name:
        return _SMALL
    return limits.LARGEST_FILE if name == "shared.db" else _LARGEST_SPACE


def _damaged() -> NoReturn:
    raise UserError("backup.damaged")


def prove(path: Path) -> Progress:
    """Read a whole set and compare every digest; steps count its files' bytes.

    Codes: as ``manifest``.
    """
    found = manifest(path)
    total = sum(one.size for one in found.entries)
    done = 0
    descriptor = _open(path)
    try:
        for entry in found.entries:
            for piece in _take(descriptor, entry):
                done += len(piece)
                if done // _STEP != (done - len(piece)) // _STEP:
                    yield done, total
        yield total, total
    except OSError as error:
        files.explain(error)
    finally:
        os.close(descriptor)


def _take(descriptor: int, entry: Entry) -> Iterator[bytes]:
    """Read one file of a set, piece by piece; behind the last piece its digest is compared."""
    os.lseek(descriptor, entry.place, os.SEEK_SET)
    state, left = blake2b(digest_size=32), entry.size
    while left:
        piece = os.read(descriptor, min(left, _PIECE))
        if not piece:
            _damaged()
        state.update(piece)
        left -= len(piece)
        yield piece
    if state.hexdigest() != entry.digest:
        _damaged()


def content(path: Path, entry: Entry) -> bytes:
    """One small file of a set. Codes: backup.damaged, storage.*."""
    descriptor = _open(path)
    try:
        os.lseek(descriptor, entry.place, os.SEEK_SET)
        data = _read(descriptor, entry.size)
    except OSError as error:
        files.explain(error)
    finally:
        os.close(descriptor)
    if blake2b(data, digest_size=32).hexdigest() != entry.digest:
        _damaged()
    return data


def extract(path: Path, entry: Entry, target: Path) -> None:
    """Write one file of a set to a new file, seen onto the disk. Codes: backup.damaged, storage.*."""
    source = _open(path)
    try:
        made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, places.FILE_OF_ONE)
        try:
            places.settle_mode(made, target.parent)
            for piece in _take(source, entry):
                _write(made, piece)
            os.fsync(made)
        finally:
            os.close(made)
    except OSError as error:
        files.explain(error)
    finally:
        os.close(source)


def _open(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return descriptor
        os.close(descriptor)
    except OSError as error:
        files.explain(error)
    raise UserError("storage.refused")


def _read(descriptor: int, size: int) -> bytes:
    pieces, left = [], size
    while left and (piece := os.read(descriptor, min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
