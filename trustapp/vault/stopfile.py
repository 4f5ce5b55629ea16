"""pN.stop: suspending that cannot be stopped by a full disk, a locked database or a lost passphrase.

The files have their full size from the beginning and are written in place. One mark that reached
the disk is enough; it says nothing about who made it. What else is said is in ``stopseal``.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, StatementId
from trustapp.vault import crypto, files

if TYPE_CHECKING:
    from trustapp.vault.session import Vault

SIZE: Final = 65_536
PLACE: Final = 64
PLACES: Final = 64
_MARK: Final = b"trustapp suspend"
_TRIES: Final = 20
_SECONDS_BETWEEN: Final = 0.05
_NAME: Final = re.compile(r"p[1-9][0-9]{0,3}\.stop\Z")


def make(path: Path) -> None:
    """Make a stop file, filled with random bytes so that every block of it is taken."""
    files.replace(path, crypto.random_bytes(SIZE))


def prepare(vault: Vault, member: MemberId) -> None:
    """Make the member's stop file again where it is missing or not whole; what is left of it stays."""
    whole(vault.path(f"{member}.stop"))


def whole(path: Path) -> bytes:
    """The content of a stop file, which is made again first where it is missing or not whole."""
    data = files.read(path, SIZE)
    if data is not None and len(data) == SIZE:
        return data
    left = (data or b"")[:SIZE]
    data = left + crypto.random_bytes(SIZE - len(left))
    files.replace(path, data)
    return data


def mark_suspended(vault: Vault, suspension: StatementId | None = None) -> StatementId:
    """Suspend, without any key: a mark in every stop file. Code: stop.not_written."""
    suspension = suspension or StatementId(crypto.random_bytes(16).hex())
    written = False
    for path in to_write(vault.folder):
        with contextlib.suppress(UserError, OSError):
            _write_mark(path, suspension)
            written = True
    if not written:
        raise UserError("stop.not_written")
    return suspension


def suspensions(vault: Vault) -> tuple[StatementId, ...]:
    """The suspensions that lie in any stop file and were not taken over into the ledger yet.

    A stop file that cannot be read keeps nothing else from being read.
    """
    return suspensions_in(vault.folder)


def suspensions_in(folder: Path) -> tuple[StatementId, ...]:
    """The same, for a look at a folder before anything else is loaded."""
    found: dict[StatementId, None] = {}
    for path in files_in(folder):
        with contextlib.suppress(UserError, OSError):
            found.update(dict.fromkeys(_marks(files.read(path, SIZE) or b"")))
    return tuple(found)


def clear(vault: Vault, suspension: StatementId) -> None:
    """Take a mark out of every stop file, once the ledger holds the suspension."""
    for path in files_in(vault.folder):
        data = files.read(path, SIZE)
        if data is None or len(data) != SIZE:
            continue
        for place in range(PLACES):
            if _read_mark(data[place * PLACE : (place + 1) * PLACE]) == suspension:
                files.write_in_place(path, place * PLACE, crypto.random_bytes(PLACE), SIZE)


def to_write(folder: Path) -> list[Path]:
    """The stop files that something is written into; the first member's is made where none is left."""
    return files_in(folder) or [folder / "p1.stop"]


def files_in(folder: Path) -> list[Path]:
    """The stop files of a vault, by name; none where the folder cannot be read."""
    try:
        return sorted(folder / name for name in os.listdir(folder) if _NAME.match(name))
    except OSError:
        return []


def stamp(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What changes whenever a stop file is written: cheap to ask for, every few seconds.

    The time at which the system changed the file's entry belongs to it: no program can set that one back.
    """
    found = []
    for path in files_in(folder):
        with contextlib.suppress(OSError):
            status = path.lstat()
            found.append((path.name, status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
    return tuple(found)


def _write_mark(path: Path, suspension: StatementId) -> None:
    with held(path):
        data = whole(path)
        places = (data[place * PLACE : (place + 1) * PLACE] for place in range(PLACES))
        free = (number for number, place in enumerate(places) if _read_mark(place) is None)
        files.write_in_place(path, next(free, PLACES - 1) * PLACE, _mark(suspension), SIZE)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the system's lock on a stop file, so that two programs do not take one place.

    Somebody who keeps it for more than a second holds nobody up: the writer goes on without it.
    """
    descriptor = _lock(path)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(path: Path) -> int | None:
    if sys.platform == "win32":  # untested: Windows has no such lock that a reader is not stopped by
        return None
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDWR | files.SAFE)
    except OSError:
        return None
    for _try in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_SECONDS_BETWEEN)
        else:
            break
    return descriptor


def _mark(suspension: StatementId) -> bytes:
    raw = bytes.fromhex(suspension)
    return _MARK + raw + crypto.digest("ta1 suspend", raw)


def _read_mark(place: bytes) -> StatementId | None:
    """The suspension in a place: one half of the mark that holds is enough."""
    raw = place[16:32]
    if len(place) == PLACE and (place[:16] == _MARK or place[32:] == crypto.digest("ta1 suspend", raw)):
        return StatementId(raw.hex())
    return None


def _marks(data: bytes) -> list[StatementId]:
    places = (data[place * PLACE : (place + 1) * PLACE] for place in range(PLACES))
    return [found for found in map(_read_mark, places) if found is not None]
