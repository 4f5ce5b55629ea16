"""pN.seal: what the private file looked like when it was closed, and how often it was opened.

It is sealed under the owner's master key, so that locking never rewrites the key file and nobody
else reads it.
"""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from nacl import bindings

from trustapp.domain.ids import MemberId
from trustapp.vault import crypto, files
from trustapp.vault.publickeys import number_of

SIZE: Final = 512
_CONTENT: Final = struct.Struct(">BQQQ32s")
_TEXT: Final = SIZE - crypto.NONCE - crypto.TAG
_JOURNAL: Final = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal of SQLite begins: file format of SQLite, “The Rollback Journal”."""


@dataclass(frozen=True)
class OpeningRecord:
    """What an opening tells its owner.

    ``number`` counts from 1, which is the setting up. ``file_put_back`` is True when the private
    file, or its seal, is not the one that was closed last.
    """

    number: int
    last_opened: datetime | None
    file_put_back: bool


@dataclass(frozen=True)
class Seal:
    """The content of a seal file."""

    open: bool
    number: int
    opened: int
    length: int = 0
    digest: bytes = bytes(crypto.DIGEST)


def _aad(vault_id: str, member: MemberId) -> bytes:
    return b"trustapp-seal-v1" + bytes.fromhex(vault_id) + number_of(member).to_bytes(4, "big")


def write(path: Path, umk: bytes, vault_id: str, member: MemberId, seal: Seal) -> None:
    """Write the seal whole."""
    text = _CONTENT.pack(seal.open, seal.number, seal.opened, seal.length, seal.digest)
    nonce = crypto.random_bytes(crypto.NONCE)
    key = crypto.digest("ta1 seal", key=umk)
    sealed = crypto.seal(key, nonce, _aad(vault_id, member), text.ljust(_TEXT, b"\0"))
    files.replace(path, nonce + sealed)


def read(path: Path, umk: bytes, vault_id: str, member: MemberId) -> Seal | None:
    """The seal, or None where it is missing, damaged or not this person's."""
    data = files.read(path, SIZE)
    if data is None or len(data) != SIZE:
        return None
    key = crypto.digest("ta1 seal", key=umk)
    text = crypto.open_sealed(key, data[: crypto.NONCE], _aad(vault_id, member), data[crypto.NONCE :])
    if text is None:
        return None
    is_open, number, opened, length, digest = _CONTENT.unpack_from(text)
    return Seal(bool(is_open), number, opened, length, digest)


def measure(path: Path) -> tuple[int, bytes] | None:
    """Length and digest of a database file that is closed; None where there is none."""
    state = bindings.crypto_generichash_blake2b_init(digest_size=crypto.DIGEST)
    length = files.read_pieces(path, lambda piece: bindings.crypto_generichash_blake2b_update(state, piece))
    if length is None:
        return None
    return length, bindings.crypto_generichash_blake2b_final(state)


def differs(seal: Seal | None, path: Path) -> bool:
    """Whether the private file is not the one that this seal was put on.

    After a crash the seal is still open and says nothing about the file. A file that was closed has no
    journal: one beside it would be played back into it, old pages and all, after it was measured.
    """
    if seal is None:
        return True
    if seal.open:
        return False
    return _plays_back(journal_of(path)) or not _is_as_closed(seal, path)


def _is_as_closed(seal: Seal, path: Path) -> bool:
    return measure(path) == (seal.length, seal.digest)


def _plays_back(journal: Path) -> bool:
    """Whether the engine would do anything with what lies there: an empty journal holds no page.

    On a full disk an opening is not counted, and an empty one may stay behind.
    """
    try:
        if not stat.S_ISREG(journal.lstat().st_mode):
            return True
    except OSError:
        return False
    return (files.read(journal, len(_JOURNAL)) or b"").startswith(_JOURNAL)


def journal_of(path: Path) -> Path:
    """Where the engine looks for what a crash left of a database file."""
    return path.with_name(path.name + "-journal")


def drop_journal(seal: Seal | None, path: Path) -> None:
    """Before a file that was closed is opened: nothing is played back into it. Codes: storage.*.

    Only where the file is as it was closed: beside any other, a journal may be what a crash left of an
    opening that a full disk kept from being counted, and without it the file would be torn.
    A link or a pipe stays, and keeps the engine from opening.
    """
    journal = journal_of(path)
    if seal is None or seal.open or not files.exists(journal) or not _is_as_closed(seal, path):
        return
    try:
        if stat.S_ISREG(journal.lstat().st_mode):
            journal.unlink()
    except OSError as error:
        files.explain(error)


def when(seconds: int) -> datetime | None:
    """A time out of a seal or a try; None when nobody's clock could have shown it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
