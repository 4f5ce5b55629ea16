"""pN.keys: the file from which a passphrase or a recovery code brings back one person's keys.

docs/vault-format.md describes every byte. This module turns bytes into a ``KeyFile`` and back, and
wraps and unwraps; it neither reads the disk nor asks what to do when something does not fit.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.vault import bundle as bundles
from trustapp.vault import crypto
from trustapp.vault.bundle import Bundle
from trustapp.vault.kdf import SALT, KdfParameters, KdfPolicy
from trustapp.vault.publickeys import number_of
from trustapp.vault.secret import overwrite_freed

SIZE: Final = 4096
READ: Final = 65_536
"""How much is read of a key file: a later format may be longer and is still told from damage."""

MAGIC: Final = b"TAKEYS\r\n"
FORMAT: Final = 1
SUITE: Final = 1

PASSPHRASE: Final = 1
RECOVERY: Final = 2

_HEAD: Final = struct.Struct(">8sHH16sII")
_SLOT: Final = struct.Struct(">B3sII16s24s48s32s")
_BUNDLE_AT: Final = _HEAD.size + 2 * _SLOT.size
_MAC_AT: Final = SIZE - 2 * crypto.DIGEST
_CHECKSUM_AT: Final = SIZE - crypto.DIGEST


class Damaged(Exception):  # noqa: N818 - never leaves the vault
    """The bytes are not a key file of this vault and person, or were altered."""


@dataclass(frozen=True)
class Slot:
    """The master key, wrapped under the key of one secret."""

    number: int
    parameters: KdfParameters
    salt: bytes
    nonce: bytes
    sealed: bytes
    commitment: bytes


@dataclass(frozen=True)
class KeyFile:
    """A key file whose structure and checksum hold; whether it opens is for a secret to show."""

    vault_id: str
    member: MemberId
    generation: int
    slots: tuple[Slot, Slot]
    nonce: bytes
    sealed_bundle: bytes
    mac: bytes
    data: bytes

    def slot(self, number: int) -> Slot:
        """The slot with this number."""
        return self.slots[number - 1]


def _slot_aad(vault_id: str, member: MemberId, number: int, parameters: KdfParameters, salt: bytes) -> bytes:
    numbers = struct.pack(">IBII", number_of(member), number, parameters.memory_kib, parameters.passes)
    return b"trustapp-slot-v1" + bytes.fromhex(vault_id) + numbers + salt


def slots_of(data: bytes) -> bytes:
    """The two slots of a key file as bytes: other slots open with another passphrase, code or key."""
    return data[_HEAD.size : _BUNDLE_AT]


def wrap(
    kek: bytes,
    umk: bytes,
    vault_id: str,
    member: MemberId,
    number: int,
    parameters: KdfParameters,
    salt: bytes,
) -> Slot:
    """The master key in a slot, under the key that ``salt`` and ``parameters`` gave for a secret."""
    aad = _slot_aad(vault_id, member, number, parameters, salt)
    nonce = crypto.random_bytes(crypto.NONCE)
    sealed = crypto.seal(crypto.digest("ta1 wrap", key=kek), nonce, aad, umk)
    commitment = crypto.digest("ta1 commitment", aad, nonce, sealed, key=kek)
    return Slot(number, parameters, salt, nonce, sealed, commitment)


def unwrap(file: KeyFile, number: int, kek: bytes) -> bytes | None:
    """The master key, or None when ``kek`` is not the key of this slot: the secret was wrong.

    Raises Damaged when the key is right and the slot does not open nevertheless.
    """
    slot = file.slot(number)
    aad = _slot_aad(file.vault_id, file.member, number, slot.parameters, slot.salt)
    expected = crypto.digest("ta1 commitment", aad, slot.nonce, slot.sealed, key=kek)
    if not crypto.equal(expected, slot.commitment):
        return None
    umk = crypto.open_sealed(crypto.digest("ta1 wrap", key=kek), slot.nonce, aad, slot.sealed)
    if umk is None:
        raise Damaged
    return umk


def _bundle_aad(vault_id: str, member: MemberId, generation: int) -> bytes:
    return b"trustapp-bundle-v1" + bytes.fromhex(vault_id) + struct.pack(">II", number_of(member), generation)


def _mac(umk: bytes, data: bytes) -> bytes:
    return crypto.digest("ta1 keys", data, key=crypto.digest("ta1 keys key", key=umk))


def seal_file(
    umk: bytes, vault_id: str, member: MemberId, generation: int, slots: tuple[Slot, Slot], bundle: Bundle
) -> KeyFile:
    """A whole key file, ready to be written."""
    nonce = crypto.random_bytes(crypto.NONCE)
    sealed = crypto.seal(
        crypto.digest("ta1 bundle", key=umk),
        nonce,
        _bundle_aad(vault_id, member, generation),
        bundles.encode(bundle),
    )
    overwrite_freed(bundles.SIZE)
    head = _HEAD.pack(MAGIC, FORMAT, SUITE, bytes.fromhex(vault_id), number_of(member), generation)
    body = head + b"".join(map(_pack_slot, slots)) + nonce + sealed
    mac = _mac(umk, body)
    data = body + mac + crypto.digest("ta1 checksum", body + mac)
    return KeyFile(vault_id, member, generation, slots, nonce, sealed, mac, data)


def open_bundle(file: KeyFile, umk: bytes) -> Bundle:
    """The keys of an opened file; raises Damaged when MAC or bundle do not hold under the master key."""
    if not crypto.equal(_mac(umk, file.data[:_MAC_AT]), file.mac):
        raise Damaged
    aad = _bundle_aad(file.vault_id, file.member, file.generation)
    text = crypto.open_sealed(crypto.digest("ta1 bundle", key=umk), file.nonce, aad, file.sealed_bundle)
    if text is None:
        raise Damaged
    try:
        return bundles.decode(text)
    except bundles.BadBundle:
        raise Damaged from None
    finally:
        # At once: the places that were freed last are the first to be given out again.
        del text
        overwrite_freed(bundles.SIZE)


def _pack_slot(slot: Slot) -> bytes:
    return _SLOT.pack(
        slot.number, bytes(3), slot.parameters.memory_kib, slot.parameters.passes,
        slot.salt, slot.nonce, slot.sealed, slot.commitment,
    )  # fmt: skip


def _read_slot(data: bytes, number: int, policy: KdfPolicy) -> Slot:
    at = _HEAD.size + (number - 1) * _SLOT.size
    found, zeros, memory, passes, salt, nonce, sealed, commitment = _SLOT.unpack_from(data, at)
    parameters = KdfParameters(memory, passes)
    if found != number or any(zeros) or not policy.allows(parameters) or len(salt) != SALT:
        raise Damaged
    return Slot(number, parameters, salt, nonce, sealed, commitment)


def parse(data: bytes, vault_id: str, member: MemberId, policy: KdfPolicy) -> KeyFile:
    """Read a key file of this vault and person. Raises Damaged, or UserError ``vault.newer``."""
    checked = len(data) > crypto.DIGEST and data[:8] == MAGIC
    if not checked or crypto.digest("ta1 checksum", data[: -crypto.DIGEST]) != data[-crypto.DIGEST :]:
        raise Damaged
    if int.from_bytes(data[8:10], "big") > FORMAT:
        raise UserError("vault.newer")
    if len(data) != SIZE:
        raise Damaged
    _magic, number, suite, found_vault, found_member, generation = _HEAD.unpack_from(data)
    if (number, suite, found_vault.hex(), found_member) != (FORMAT, SUITE, vault_id, number_of(member)):
        raise Damaged
    slots = (_read_slot(data, PASSPHRASE, policy), _read_slot(data, RECOVERY, policy))
    nonce = data[_BUNDLE_AT : _BUNDLE_AT + crypto.NONCE]
    sealed = data[_BUNDLE_AT + crypto.NONCE : _MAC_AT]
    return KeyFile(vault_id, member, generation, slots, nonce, sealed, data[_MAC_AT:_CHECKSUM_AT], data)
