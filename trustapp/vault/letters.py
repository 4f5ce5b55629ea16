"""A letter on its way: signed by its writer, padded, sealed to its reader (docs/letters.md).

Every sealed letter has the same size, so that what lies in the shared space tells nothing of its words,
its kind, its day or its length. The writer cannot open it again either.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.letters import MAX_TITLE, SENDABLE, Delivered, Kind
from trustapp.vault import canonical, codec, crypto, signing
from trustapp.vault.own import OwnKeys

PREFIX: Final = b"trustapp-letter-v1\0"
SIZE: Final = 32 * 1024
"""The size of every sealed letter: the most that a row of the shared space holds."""
_OVERHEAD: Final = 48
"""What a sealed box adds: a public key and a tag."""
_LENGTH: Final = 4
ROOM: Final = SIZE - _OVERHEAD - _LENGTH
_ID: Final = 32


def signer(own: OwnKeys) -> str:
    """The public key that this person's signatures are verified with now."""
    before = own.before
    return (before.public if before is not None and not own.introduced else own.public).sign.hex()


def row_digest(data: bytes) -> str:
    """By which a writer, who cannot open it, knows their own sealed letter again."""
    return crypto.digest("ta1 letter row", data).hex()


def _signed(vault_id: str, to: bytes, body: dict[str, Any]) -> bytes:
    """The key of the reader is signed too: no reader can pass a letter on as written to somebody else."""
    return PREFIX + canonical.encode({"v": 1, "vault": vault_id, "to": to.hex(), "body": body})


def seal(own: OwnKeys, to: bytes, letter: Delivered) -> bytes:
    """The letter for the holder of the X25519 key ``to``. Codes: letter.no_room."""
    body = {
        "id": letter.id, "kind": letter.kind.value, "title": letter.title, "text": letter.text,
        "day": letter.day.isoformat(), "by": own.member,
    }  # fmt: skip
    signature = own.sign(_signed(own.vault_id, to, body))
    text = canonical.encode({"body": body, "sig": signature.hex()})
    if len(text) > ROOM:
        raise UserError("letter.no_room")
    return crypto.box_seal(len(text).to_bytes(_LENGTH, "big") + text.ljust(ROOM, b"\0"), to)


def unseal(own: OwnKeys, data: bytes) -> Delivered | None:
    """The letter, None unless it was sealed for this person and signed by the member whose name it bears."""
    if len(data) != SIZE:
        return None
    for public, private in own.boxes():
        text = crypto.box_open(data, public, private)
        if text is not None:
            return _read(own, public, text)
    return None


def _read(own: OwnKeys, public: bytes, text: bytes) -> Delivered | None:
    length = int.from_bytes(text[:_LENGTH], "big")
    if length > ROOM or text[_LENGTH + length :].strip(b"\0"):
        return None
    found = canonical.decode(text[_LENGTH : _LENGTH + length], ROOM)
    if found is None or set(found) != {"body", "sig"}:
        return None
    body, sig = found["body"], found["sig"]
    letter = _letter(body) if isinstance(body, dict) else None
    signature = codec.read_signature(sig) if isinstance(sig, str) else None
    pin = own.pins.get(MemberId(letter.by)) if letter is not None else None
    if signature is None or pin is None:
        return None
    return letter if signing.verify(pin, _signed(own.vault_id, public, body), signature) else None


def _letter(body: dict[str, Any]) -> Delivered | None:
    names = ("id", "kind", "title", "text", "day", "by")
    if set(body) != set(names) or not all(isinstance(body[name], str) for name in names):
        return None
    try:
        kind, day = Kind(body["kind"]), date.fromisoformat(body["day"])
    except ValueError:
        return None
    fits = len(body["id"]) == _ID and len(body["title"]) <= MAX_TITLE and body["text"].strip()
    if kind not in SENDABLE or day.isoformat() != body["day"] or not fits:
        return None
    return Delivered(body["id"], kind, body["title"], body["text"], day, body["by"])
