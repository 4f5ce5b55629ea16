"""VAULT: the public header. Who belongs to the vault, their public keys, and how to reach the shared key."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.vault import canonical, crypto
from trustapp.vault.publickeys import PublicKeys, number_of

LIMIT: Final = 16_384
READ: Final = 65_536
"""How much is read of a header: a later format may be longer and is still told from damage."""

MAGIC: Final = b"TAVAULT\n"
FORMAT: Final = 1
SUITE: Final = 1
NAME_LENGTH: Final = 40
MEMBERS: Final = 9
SHARED: Final = "shared"
_ANEW: Final = "0" * 16
"""What an invitation to begin anew begins with, so that one left over from a first joining is none."""

_HEX: Final = frozenset("0123456789abcdef")
_ID: Final = 16
_KEY: Final = 32
_BOX: Final = 100
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


class Damaged(Exception):  # noqa: N818 - never leaves the vault
    """The bytes are not a header, or were altered."""


class Header(NamedTuple):
    """The public part of a vault, as far as it can be read without a key.

    ``seals`` holds the shared key sealed for each member, ``mac_by`` whose key authenticates the
    header: a member's while alone, "shared" afterwards.
    """

    vault_id: str
    members: tuple[Member, ...]
    invited: bool
    public_keys: Mapping[MemberId, PublicKeys]
    invitation: str | None = None
    seals: Mapping[MemberId, bytes] = MappingProxyType({})
    mac_by: str = "p1"
    signed: bytes = b""
    mac: bytes = b""

    @property
    def anew(self) -> bool:
        """Whether it holds an invitation to begin anew (docs/vault-format.md, "Beginning anew")."""
        return self.invitation is not None and self.invitation.startswith(_ANEW)

    def member(self, member: MemberId) -> Member | None:
        """The member with this id."""
        return next((one for one in self.members if one.id == member), None)


def clean_name(name: str) -> str:
    """A name as it is kept: no control characters, single spaces. Codes: name.empty, name.too_long."""
    visible = (character for character in name if not _hidden(character))
    shown = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in visible)
    cleaned = " ".join(shown.split())
    if not any(not c.isspace() and unicodedata.category(c) != "Cf" for c in cleaned):
        raise UserError("name.empty")
    if len(cleaned) > NAME_LENGTH:
        raise UserError("name.too_long", limit=NAME_LENGTH)
    return cleaned


def _hidden(character: str) -> bool:
    """Half characters, and marks that turn the direction of the words that follow."""
    return unicodedata.category(character) == "Cs" or character in _BIDI


def same_name(one: str, other: str) -> bool:
    """Whether two names would be taken for one another."""
    return unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


def encode(header: Header, key: bytes) -> bytes:
    """The file's bytes, authenticated with the key of the member or the shared key."""
    members = [
        {
            "hue": member.hue.value,
            "id": member.id,
            "name": member.name,
            "seal": header.public_keys[member.id].seal.hex(),
            "shared": header.seals[member.id].hex() if member.id in header.seals else None,
            "sign": header.public_keys[member.id].sign.hex(),
        }
        for member in header.members
    ]
    body = canonical.encode(
        {"id": header.vault_id, "invitation": header.invitation, "mac": header.mac_by, "members": members}
    )
    head = MAGIC + FORMAT.to_bytes(2, "big") + SUITE.to_bytes(2, "big") + len(body).to_bytes(4, "big")
    signed = head + body
    mac = _mac(signed, key)
    return signed + mac + crypto.digest("ta1 checksum", signed + mac)


def _mac(signed: bytes, key: bytes) -> bytes:
    return crypto.digest("ta1 header", signed, key=crypto.digest("ta1 header key", key=key))


def holds(header: Header, key: bytes) -> bool:
    """Whether the header was made with this key and not altered since."""
    return crypto.equal(_mac(header.signed, key), header.mac)


def parse(data: bytes) -> Header:
    """Structure, limits and checksum; no key. Raises Damaged, or UserError not_a_vault or newer."""
    if data[:8] != MAGIC:
        raise UserError("vault.not_a_vault")
    if crypto.digest("ta1 checksum", data[: -crypto.DIGEST]) != data[-crypto.DIGEST :]:
        raise Damaged
    if int.from_bytes(data[8:10], "big") > FORMAT:
        raise UserError("vault.newer")
    length = int.from_bytes(data[12:16], "big")
    end = 16 + length
    known = int.from_bytes(data[8:12], "big") == FORMAT << 16 | SUITE
    if not known or len(data) != end + 64 or len(data) > LIMIT:
        raise Damaged
    body = canonical.decode(data[16:end], LIMIT)
    if body is None or set(body) != {"id", "invitation", "mac", "members"}:
        raise Damaged
    return _read_body(body)._replace(signed=data[:end], mac=data[end : end + 32])


def _read_body(body: dict[str, Any]) -> Header:
    invitation, listed, mac_by = body["invitation"], body["members"], body["mac"]
    if not _is_hex(body["id"], _ID) or not (invitation is None or _is_hex(invitation, _KEY)):
        raise Damaged
    if not isinstance(listed, list) or not 1 <= len(listed) <= MEMBERS:
        raise Damaged
    entries = [_read_member(entry) for entry in listed]
    members = tuple(member for member, _keys, _seal in entries)
    ids = [member.id for member in members]
    if len(set(ids)) != len(ids) or mac_by not in (*ids, SHARED) or (len(ids) == 1) != (mac_by != SHARED):
        raise Damaged
    made = Header(
        vault_id=body["id"],
        members=members,
        invited=invitation is not None and len(members) == 1,
        public_keys=MappingProxyType({member.id: keys for member, keys, _seal in entries}),
        invitation=invitation,
        seals=MappingProxyType({member.id: seal for member, _keys, seal in entries if seal}),
        mac_by=mac_by,
    )
    return made._replace(invited=made.invited or (made.anew and len(made.seals) == 1))


def _read_member(entry: Any) -> tuple[Member, PublicKeys, bytes]:
    if not isinstance(entry, dict) or set(entry) != {"hue", "id", "name", "seal", "shared", "sign"}:
        raise Damaged
    if not _is_hex(entry["sign"], _KEY) or not _is_hex(entry["seal"], _KEY):
        raise Damaged
    if entry["shared"] is not None and not _is_hex(entry["shared"], _BOX):
        raise Damaged
    try:
        number_of(entry["id"])
        if clean_name(entry["name"]) != entry["name"]:
            raise Damaged
        member = Member(MemberId(entry["id"]), entry["name"], Hue(entry["hue"]))
    except (ValueError, TypeError, AttributeError, UserError):
        raise Damaged from None
    keys = PublicKeys(bytes.fromhex(entry["sign"]), bytes.fromhex(entry["seal"]))
    return member, keys, bytes.fromhex(entry["shared"] or "")


def _is_hex(value: Any, size: int) -> bool:
    """Whether it is so many bytes, written as the format writes them."""
    return isinstance(value, str) and len(value) == 2 * size and _HEX.issuperset(value)


def invitation_value(vault_id: str, nonce: bytes) -> str:
    """What the header shows of an invitation: nothing that lets anyone make the nonce up."""
    return crypto.digest("ta1 invitation", bytes.fromhex(vault_id), nonce).hex()


def anew_value(vault_id: str, nonce: bytes) -> str:
    """The same for an invitation to begin anew."""
    return _ANEW + crypto.digest("ta1 anew", bytes.fromhex(vault_id), nonce).hex()[len(_ANEW) :]


def seal_shared(vault_id: str, generation: int, shared_key: bytes, public: bytes) -> bytes:
    """The shared key, sealed for one member."""
    return crypto.box_seal(bytes.fromhex(vault_id) + generation.to_bytes(4, "big") + shared_key, public)


def open_shared(sealed: bytes, vault_id: str, public: bytes, private: bytes) -> tuple[int, bytes] | None:
    """Generation and shared key, or None when it was not sealed for this member of this vault."""
    text = crypto.box_open(sealed, public, private)
    if text is None or len(text) != 52 or text[:16].hex() != vault_id:
        return None
    return int.from_bytes(text[16:20], "big"), text[20:]
