"""pN.stop: suspending that cannot be stopped by a full disk, a locked database or a lost passphrase.

The files have their full size from the beginning and are written in place. One mark that reached
the disk is enough; it says nothing about who made it.
"""

from __future__ import annotations

import contextlib
import os
import re
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
_NAME: Final = re.compile(r"p[1-9][0-9]{0,3}\.stop\Z")


def make(path: Path) -> None:
    """Make a stop file, filled with random bytes so that every block of it is taken."""
    files.replace(path, crypto.random_bytes(SIZE))


def prepare(vault: Vault, member: MemberId) -> None:
    """Make the member's stop file again where it is missing or not whole; the marks in it stay."""
    path = vault.path(f"{member}.stop")
    data = files.read(path, SIZE)
    if data is None or len(data) != SIZE:
        kept = b"".join(_mark(found) for found in _marks(data or b""))
        files.replace(path, kept + crypto.random_bytes(SIZE - len(kept)))


def mark_suspended(vault: Vault) -> StatementId:
    """Suspend, without any key: a mark in every stop file. Code: stop.not_written."""
    suspension = StatementId(crypto.random_bytes(16).hex())
    written = False
    for path in _stop_files(vault) or [vault.path("p1.stop")]:
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
    for path in _files_in(folder):
        with contextlib.suppress(UserError, OSError):
            found.update(dict.fromkeys(_marks(files.read(path, SIZE) or b"")))
    return tuple(found)


def clear(vault: Vault, suspension: StatementId) -> None:
    """Take a mark out of every stop file, once the ledger holds the suspension."""
    for path in _stop_files(vault):
        data = files.read(path, SIZE)
        if data is None or len(data) != SIZE:
            continue
        for place in range(PLACES):
            if _read_mark(data[place * PLACE : (place + 1) * PLACE]) == suspension:
                files.write_in_place(path, place * PLACE, crypto.random_bytes(PLACE), SIZE)


def _stop_files(vault: Vault) -> list[Path]:
    return _files_in(vault.folder)


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder / name for name in os.listdir(folder) if _NAME.match(name))
    except OSError:
        return []


def _write_mark(path: Path, suspension: StatementId) -> None:
    data = files.read(path, SIZE)
    if data is None or len(data) != SIZE:
        kept = b"".join(_mark(found) for found in (*_marks(data or b""), suspension)[-PLACES:])
        files.replace(path, kept + crypto.random_bytes(SIZE - len(kept)))
        return
    free = (place for place in range(PLACES) if _read_mark(data[place * PLACE : (place + 1) * PLACE]) is None)
    files.write_in_place(path, next(free, PLACES - 1) * PLACE, _mark(suspension), SIZE)


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
