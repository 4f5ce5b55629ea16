"""Statements in the stop files: what tightens is written down where a full disk cannot stop it.

The sealed places are described in docs/vault-format.md, "pN.stop"; without the shared key they cannot be
told from random bytes. The same places, one after another, are the file of a saved statement.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.vault import codec, crypto, files, stopfile
from trustapp.vault.codec import Refused, Signed
from trustapp.vault.own import OwnKeys, SharedKeys

START: Final = stopfile.PLACE * stopfile.PLACES
PLACE: Final = 2_048
PLACES: Final = (stopfile.SIZE - START) // PLACE
_ID: Final = 16
_PART: Final = PLACE - crypto.NONCE - crypto.TAG
_PIECE: Final = _PART - _ID - 4
LONGEST: Final = _PIECE * PLACES
"""The longest outbox entry that a stop file can hold, in bytes."""


@dataclass(frozen=True)
class Entry:
    """A statement in a stop file; ``signed`` is None where the entry is not whole or not a statement."""

    id: bytes
    signed: Signed | None


class Seal:
    """Seals and opens places with the shared key of a sitting; older generations of it only open."""

    def __init__(self, keys: OwnKeys | SharedKeys) -> None:
        if keys.shared_key is None:
            raise UserError("vault.alone")
        secrets = (keys.shared_key, *reversed(keys.older_shared))
        self._keys = [crypto.digest("ta1 stop", key=secret.raw()) for secret in secrets]
        self._aad = b"trustapp-stop-v1" + bytes.fromhex(keys.vault_id)

    def places_of(self, entry: bytes, data: bytes) -> list[bytes]:
        """The sealed places of an entry."""
        count = max(1, -(-len(data) // _PIECE))
        return [self._place(entry, number, count, data) for number in range(count)]

    def _place(self, entry: bytes, number: int, count: int, data: bytes) -> bytes:
        piece = data[number * _PIECE : (number + 1) * _PIECE]
        text = entry + bytes((number, count)) + len(piece).to_bytes(2, "big") + piece
        nonce = crypto.random_bytes(crypto.NONCE)
        return nonce + crypto.seal(self._keys[0], nonce, self._aad, text.ljust(_PART, b"\0"))

    def open(self, place: bytes) -> _Part | None:
        """The part in a place; None where it is free."""
        nonce, sealed = place[: crypto.NONCE], place[crypto.NONCE :]
        for key in self._keys:
            text = crypto.open_sealed(key, nonce, self._aad, sealed)
            if text is not None:
                length = int.from_bytes(text[_ID + 2 : _ID + 4], "big")
                return _Part(text[:_ID], text[_ID], text[_ID + 1], text[_ID + 4 :][:length])
        return None


@dataclass(frozen=True)
class _Part:
    entry: bytes
    number: int
    count: int
    piece: bytes


def keep(folder: Path, seal: Seal, signed: Signed) -> bool:
    """Write a statement into every stop file that takes it whole; whether one did."""
    data = codec.to_outbox(signed)
    if len(data) > LONGEST:
        return False
    entry, kept = crypto.random_bytes(_ID), False
    for path in stopfile.to_write(folder):
        with contextlib.suppress(UserError, OSError):
            kept = _write(path, seal, seal.places_of(entry, data)) or kept
    return kept


def _write(path: Path, seal: Seal, sealed: Sequence[bytes]) -> bool:
    """Into any free places; an entry that lies there already is never overwritten."""
    with stopfile.held(path):
        data = stopfile.whole(path)
        free = [number for number, place in enumerate(_split(data[START:])) if seal.open(place) is None]
        if len(free) < len(sealed):
            return False
        taken = dict(zip(free, sealed, strict=False))
        for number, place in taken.items():
            files.write_in_place(path, START + number * PLACE, place, stopfile.SIZE)
        after = list(_split((files.read(path, stopfile.SIZE) or b"")[START:]))
        return all(number < len(after) and after[number] == place for number, place in taken.items())


def entries(folder: Path, seal: Seal) -> tuple[Entry, ...]:
    """Everything that lies in any stop file, each entry once. A file that cannot be read keeps none back.

    Not while another program writes into one: its entry is not whole before it is done.
    """
    parts: list[_Part] = []
    for path in stopfile.files_in(folder):
        with contextlib.suppress(UserError, OSError), stopfile.held(path):
            data = files.read(path, stopfile.SIZE) or b""
            parts += _parts(data[START:], seal)
    return _joined(parts)


def clear(folder: Path, seal: Seal, gone: Sequence[Entry]) -> None:
    """Write random bytes over every place of these entries. Codes: storage.*."""
    ids = {one.id for one in gone}
    for path in stopfile.files_in(folder) if ids else ():
        with stopfile.held(path):
            data = files.read(path, stopfile.SIZE)
            if data is None or len(data) != stopfile.SIZE:
                continue
            for number, place in enumerate(_split(data[START:])):
                part = seal.open(place)
                if part is not None and part.entry in ids:
                    blank = crypto.random_bytes(PLACE)
                    files.write_in_place(path, START + number * PLACE, blank, stopfile.SIZE)


def saved(seal: Seal, signed: Signed) -> bytes:
    """The content of the file of a saved statement."""
    return b"".join(seal.places_of(crypto.random_bytes(_ID), codec.to_outbox(signed)))


def read_saved(seal: Seal, data: bytes) -> tuple[Signed, ...]:
    """The statements in the file of a saved one; none where it is something else."""
    found = _joined(_parts(data, seal))
    return tuple(one.signed for one in found if one.signed is not None)


def _split(data: bytes) -> Iterator[bytes]:
    for at in range(0, len(data) - PLACE + 1, PLACE):
        yield data[at : at + PLACE]


def _parts(data: bytes, seal: Seal) -> list[_Part]:
    return [part for part in map(seal.open, _split(data)) if part is not None]


def _joined(parts: Sequence[_Part]) -> tuple[Entry, ...]:
    by_entry: dict[bytes, dict[int, _Part]] = {}
    for part in parts:
        by_entry.setdefault(part.entry, {})[part.number] = part
    return tuple(Entry(entry, _statement(pieces)) for entry, pieces in by_entry.items())


def _statement(parts: dict[int, _Part]) -> Signed | None:
    count = next(iter(parts.values())).count
    if sorted(parts) != list(range(count)):
        return None
    try:
        return codec.from_outbox(b"".join(parts[number].piece for number in range(count)))
    except Refused:
        return None
