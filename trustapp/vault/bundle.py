"""The keys that a partner's key file carries, as records (docs/vault-format.md, "Bundle")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from trustapp.domain.ids import MemberId
from trustapp.vault.crypto import KEY
from trustapp.vault.publickeys import PublicKeys, SignKey, number_of

SIZE: Final = 3692

_DATABASE: Final = 1
_SIGN: Final = 2
_SEAL: Final = 3
_SHARED: Final = 4
_PIN: Final = 5
_BEFORE: Final = 6
_LENGTHS: Final = {
    _DATABASE: 4 + KEY,
    _SIGN: KEY,
    _SEAL: KEY,
    _SHARED: 4 + KEY,
    _PIN: 4 + 2 * KEY,
    _BEFORE: 3 * KEY,
}


class BadBundle(Exception):  # noqa: N818 - never leaves the vault
    """The records do not follow the format."""


class Before(NamedTuple):
    """What a re-keying that is not finished still needs of the old keys."""

    umk: bytes
    sign_seed: bytes
    seal_private: bytes


@dataclass(frozen=True, repr=False)
class Bundle:
    """Everything that opens one person's things, besides the key of the key file itself.

    ``database`` and ``shared`` hold (generation, key), the one in use last. ``pins`` may name a member
    twice: the first key that was pinned, and the present one. ``before`` is there while a re-keying is
    not finished. ``others`` are records of a later program, kept as they are.
    """

    database: tuple[tuple[int, bytes], ...]
    sign_seed: bytes
    seal_private: bytes
    shared: tuple[tuple[int, bytes], ...]
    pins: tuple[tuple[MemberId, PublicKeys], ...]
    before: Before | None = None
    others: tuple[tuple[int, bytes], ...] = ()

    def present_pins(self) -> dict[MemberId, PublicKeys]:
        """The present public keys of every member; ``sign`` is a ``SignKey``."""
        first: dict[MemberId, bytes] = {}
        found: dict[MemberId, PublicKeys] = {}
        for member, keys in self.pins:
            first.setdefault(member, keys.sign)
            found[member] = PublicKeys(SignKey(keys.sign, first[member]), keys.seal)
        return found

    def with_pin(self, member: MemberId, keys: PublicKeys, *, keep_first: bool) -> Bundle:
        """The same with other present keys of this member; the first ones stay for reading the ledger."""
        mine = [found for one, found in self.pins if one == member]
        kept = mine[:1] if keep_first else []
        others = [(one, found) for one, found in self.pins if one != member]
        return replace(self, pins=(*others, *((member, found) for found in (*kept, keys))))

    def with_partner(self, member: MemberId, keys: PublicKeys, shared: tuple[int, bytes]) -> Bundle:
        """The same with a partner pinned and the shared key known."""
        return replace(self, shared=(*self.shared, shared), pins=(*self.pins, (member, keys)))

    def without_shared(self) -> Bundle:
        """The same for somebody who left the shared space: one's own things open, the shared ones do not."""
        return replace(self, shared=())


def encode(bundle: Bundle) -> bytes:
    """The records at their fixed size."""
    records = bytearray()

    def put(tag: int, value: bytes) -> None:
        records.extend(tag.to_bytes(1, "big") + len(value).to_bytes(2, "big") + value)

    for generation, key in bundle.database:
        put(_DATABASE, generation.to_bytes(4, "big") + key)
    put(_SIGN, bundle.sign_seed)
    put(_SEAL, bundle.seal_private)
    for generation, key in bundle.shared:
        put(_SHARED, generation.to_bytes(4, "big") + key)
    for member, keys in bundle.pins:
        put(_PIN, number_of(member).to_bytes(4, "big") + keys.sign + keys.seal)
    if bundle.before is not None:
        put(_BEFORE, b"".join(bundle.before))
    for tag, value in bundle.others:
        put(tag, value)
    if len(records) > SIZE - 4:
        raise ValueError("too many keys for one key file")
    return len(records).to_bytes(4, "big") + bytes(records) + bytes(SIZE - 4 - len(records))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    end = 4 + int.from_bytes(data[:4], "big")
    if len(data) != SIZE or end > SIZE or any(data[end:]):
        raise BadBundle
    at = 4
    while at < end:
        tag, length = data[at], int.from_bytes(data[at + 1 : at + 3], "big")
        at += 3
        value = data[at : at + length]
        at += length
        if at > end or len(value) != _LENGTHS.get(tag, length):
            raise BadBundle
        yield tag, value


def decode(data: bytes) -> Bundle:
    """The keys in the records; raises BadBundle."""
    database: list[tuple[int, bytes]] = []
    shared: list[tuple[int, bytes]] = []
    pins: list[tuple[MemberId, PublicKeys]] = []
    others: list[tuple[int, bytes]] = []
    sign = seal = b""
    before: Before | None = None
    for tag, value in _records(data):
        if tag == _DATABASE:
            database.append((int.from_bytes(value[:4], "big"), value[4:]))
        elif tag == _SIGN:
            sign = value
        elif tag == _SEAL:
            seal = value
        elif tag == _SHARED:
            shared.append((int.from_bytes(value[:4], "big"), value[4:]))
        elif tag == _PIN:
            member = MemberId(f"p{int.from_bytes(value[:4], 'big')}")
            pins.append((member, PublicKeys(value[4 : 4 + KEY], value[4 + KEY :])))
        elif tag == _BEFORE:
            before = Before(value[:KEY], value[KEY : 2 * KEY], value[2 * KEY :])
        else:
            others.append((tag, value))
    if not database or not sign or not seal or not pins:
        raise BadBundle
    keys = tuple(sorted(database)), sign, seal, tuple(sorted(shared)), tuple(pins)
    return Bundle(*keys, before, tuple(others))
