"""Signed words that may be erased again: a moved time, a ceiling, a note that was shared (docs/rituals.md).

The ledger keeps everything for ever; what is over with the day does not belong into it. A slip is signed
under a prefix of its own, so that none can ever stand for an event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec

from trustapp.domain.ids import MemberId
from trustapp.domain.rituals import MAX_NAME, MAX_NOTE, STEPS, AfterNote, Ceiling, Moved
from trustapp.domain.shown import MAX_PASSAGE, Passage
from trustapp.domain.triggers import MAX_LINE, MAX_LINES, Told
from trustapp.domain.triggers import MAX_NAME as MAX_TRIGGER
from trustapp.vault import canonical, codec, signing
from trustapp.vault.own import OwnKeys

PREFIX: Final = b"trustapp-slip-v1\0"
LARGEST: Final = 2048
"""The longest slip that is read, in bytes."""
LARGEST_NOTE: Final = 32 * 1024
"""The longest note that is read, in bytes: control characters take six bytes each."""

Word = Moved | Ceiling | AfterNote | Told | Passage
KINDS: Final[Mapping[str, type[Word]]] = {
    "moved": Moved,
    "ceiling": Ceiling,
    "note": AfterNote,
    "told": Told,
    "passage": Passage,
}

_ID: Final = re.compile(r"[0-9a-f]{32}\Z")
_CLOCK: Final = re.compile(r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?\Z")


def _kind_of(value: Word) -> str:
    return next(kind for kind, made in KINDS.items() if type(value) is made)


def _signed(vault_id: str, kind: str, by: str, body: dict[str, Any]) -> bytes:
    return PREFIX + canonical.encode({"v": 1, "vault": vault_id, "kind": kind, "by": by, "body": body})


def sign(own: OwnKeys, value: Word) -> bytes:
    """The person's own word, signed; the same value gives the same bytes whenever it is said."""
    kind, body = _kind_of(value), codec.plain(value)
    signature = own.sign(_signed(own.vault_id, kind, own.member, body))
    return canonical.encode({"kind": kind, "by": own.member, "body": body, "sig": signature.hex()})


class Written(NamedTuple):
    """What a slip says, whoever wrote it: nothing of it is proved yet."""

    kind: str
    by: MemberId
    value: Word
    body: dict[str, Any]
    signature: bytes


def parsed(data: bytes, largest: int = LARGEST) -> Written | None:
    """A slip as its bytes have it; None for what is none. It counts only as ``read`` gives it."""
    found = canonical.decode(data, largest)
    if found is None or set(found) != {"kind", "by", "body", "sig"}:
        return None
    kind, by, body = found["kind"], found["by"], found["body"]
    if not isinstance(by, str) or not isinstance(body, dict) or not isinstance(kind, str):
        return None
    try:
        value: Word = msgspec.convert(body, KINDS[kind])
        signature = codec.read_signature(found["sig"])
    except (KeyError, ValueError, TypeError):
        return None
    if signature is None or codec.plain(value) != body or not _holds(value, by):
        return None
    return Written(kind, MemberId(by), value, body, signature)


def read(
    data: bytes, vault_id: str, pins: Mapping[MemberId, bytes], largest: int = LARGEST
) -> tuple[MemberId, Word] | None:
    """Whose word this is, and what it says; None unless the member's present key signed exactly this."""
    found = parsed(data, largest)
    pin = pins.get(found.by) if found is not None else None
    if found is None or pin is None:
        return None
    whole = _signed(vault_id, found.kind, found.by, found.body)
    return (found.by, found.value) if signing.verify(pin, whole, found.signature) else None


def _holds(value: Word, by: str) -> bool:
    if isinstance(value, Told):
        return value.by == by and _ID.match(value.id) is not None and _fits(value)
    if isinstance(value, Passage):
        bounds = 0 < len(value.text) <= MAX_PASSAGE and _is_day(value.day)
        return bounds and value.by == by and _ID.match(value.id) is not None
    if not _ID.match(value.ritual):
        return False
    if isinstance(value, Ceiling):
        return 0 <= value.step <= STEPS
    if isinstance(value, AfterNote):
        bounds = len(value.name) <= MAX_NAME and 0 < len(value.text) <= MAX_NOTE
        return bounds and value.by == by and _ID.match(value.id) is not None
    return _CLOCK.match(value.time) is not None


def _is_day(text: str) -> bool:
    """Spelled as this program spells days."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fits(told: Told) -> bool:
    parts = (told.signs, told.helps, told.helps_not, told.please)
    lines = all(len(part) <= MAX_LINES and all(len(line) <= MAX_LINE for line in part) for part in parts)
    return 0 < len(told.name) <= MAX_TRIGGER and lines
