"""pN.sheet: what one person releases for a round, sealed under a ticket of four words.

The file always exists and always has the same size, random when nothing is released; nobody can
tell which from the file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.merge import Sheet
from trustapp.vault import codec, crypto, files, wordlist
from trustapp.vault.codec import Signed
from trustapp.vault.kdf import SALT, derive
from trustapp.vault.own import OwnKeys
from trustapp.vault.publickeys import number_of

if TYPE_CHECKING:
    from pathlib import Path

    from trustapp.vault.session import Vault

SIZE: Final = 262_144
WORDS: Final = 4
_TEXT: Final = SIZE - crypto.NONCE - crypto.DIGEST - crypto.TAG


@dataclass(frozen=True)
class SealedSheet:
    """A released sheet: the ticket, shown once, and the key that stays in the private space."""

    words: tuple[str, ...]
    kek: bytes

    def __repr__(self) -> str:
        return "SealedSheet(…)"


def blank() -> bytes:
    """A sheet file in which nothing is released."""
    return crypto.random_bytes(SIZE)


def _path(vault: Vault, member: MemberId) -> Path:
    return vault.path(f"{member}.sheet")


def _key(vault: Vault, vault_id: str, member: MemberId, words: str) -> bytes:
    number = number_of(member).to_bytes(4, "big")
    salt = crypto.digest("ta1 sheet salt", bytes.fromhex(vault_id), number)[:SALT]
    return derive(wordlist.letters(words).encode("ascii", "ignore"), salt, vault.policy.default)


def _aad(vault_id: str, member: MemberId) -> bytes:
    return b"trustapp-sheet-v1" + bytes.fromhex(vault_id) + number_of(member).to_bytes(4, "big")


def _encrypt(kek: bytes, vault_id: str, member: MemberId, text: bytes) -> bytes:
    nonce, aad = crypto.random_bytes(crypto.NONCE), _aad(vault_id, member)
    commitment = crypto.digest("ta1 sheet", aad, nonce, key=kek)
    return nonce + commitment + crypto.seal(crypto.digest("ta1 sheet key", key=kek), nonce, aad, text)


def _decrypt(kek: bytes, vault_id: str, member: MemberId, data: bytes | None) -> bytes | None:
    if data is None or len(data) != SIZE:
        return None
    nonce, aad = data[: crypto.NONCE], _aad(vault_id, member)
    body = crypto.NONCE + crypto.DIGEST
    if not crypto.equal(crypto.digest("ta1 sheet", aad, nonce, key=kek), data[crypto.NONCE : body]):
        return None
    return crypto.open_sealed(crypto.digest("ta1 sheet key", key=kek), nonce, aad, data[body:])


def seal_sheet(vault: Vault, own: OwnKeys, sheet: Sheet, signed: Sequence[Signed]) -> SealedSheet:
    """Release a sheet with its signed limits and needs.

    Codes: round.sheet_too_large, memory.short, storage.*.
    """
    if sheet.member != own.member:
        raise ValueError("a person releases their own sheet")
    content = codec.encode_sheet(sheet, signed)
    if len(content) > _TEXT - 4:
        raise UserError("round.sheet_too_large")
    words = wordlist.draw(WORDS)
    kek = _key(vault, own.vault_id, own.member, " ".join(words))
    text = (len(content).to_bytes(4, "big") + content).ljust(_TEXT, b"\0")
    data = _encrypt(kek, own.vault_id, own.member, text)
    files.replace(
        _path(vault, own.member), data, lambda found: _decrypt(kek, own.vault_id, own.member, found) == text
    )
    return SealedSheet(words, kek)


def refresh_sheet(vault: Vault, own: OwnKeys, kek: bytes | None) -> bool:
    """At each lock of one's own: the same sheet under a new nonce, or new random bytes.

    False if the sheet that was kept is gone; the file is random then.
    """
    path = _path(vault, own.member)
    text = None
    if kek is not None:
        text = _decrypt(kek, own.vault_id, own.member, files.read(path, SIZE))
    if kek is None or text is None:
        files.replace(path, blank())
        return kek is None
    files.replace(path, _encrypt(kek, own.vault_id, own.member, text))
    return True


def destroy_sheet(vault: Vault, member: MemberId) -> None:
    """Overwrite a sheet where it lies, so that the words of its ticket open nothing any more."""
    path = _path(vault, member)
    with contextlib.suppress(FileNotFoundError, UserError):
        files.write_in_place(path, 0, blank(), SIZE)
        return
    files.replace(path, blank())


def open_sheet(
    vault: Vault, vault_id: str, member: MemberId, words: str
) -> tuple[Sheet, tuple[Signed, ...]] | None:
    """A released sheet and its statements; None when the words do not fit or nothing is released."""
    data = files.read(_path(vault, member), SIZE)
    text = _decrypt(_key(vault, vault_id, member, words), vault_id, member, data)
    if text is None:
        return None
    length = int.from_bytes(text[:4], "big")
    if length > _TEXT - 4:
        return None
    found = codec.decode_sheet(text[4 : 4 + length])
    return found if found is not None and found[0].member == member else None
