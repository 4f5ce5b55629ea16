"""Signed words that may be erased again: a moved time and a ceiling (docs/rituals.md).

The ledger keeps everything for ever; what is over with the day does not belong into it. A slip is signed
under a prefix of its own, so that none can ever stand for an event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from trustapp.domain.ids import MemberId
from trustapp.domain.rituals import STEPS, Ceiling, Moved
from trustapp.vault import canonical, codec, signing
from trustapp.vault.own import OwnKeys

PREFIX: Final = b"trustapp-slip-v1\0"
LARGEST: Final = 2048
"""The longest slip that is read, in bytes."""

Passing = Moved | Ceiling
KINDS: Final[Mapping[str, type[Passing]]] = {"moved": Moved, "ceiling": Ceiling}

_ID: Final = re.compile(r"[0-9a-f]{32}\Z")
_CLOCK: Final = re.compile(r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?\Z")


def _kind_of(value: Passing) -> str:
    return next(kind for kind, made in KINDS.items() if type(value) is made)


def _signed(vault_id: str, kind: str, by: str, body: dict[str, Any]) -> bytes:
    return PREFIX + canonical.encode({"v": 1, "vault": vault_id, "kind": kind, "by": by, "body": body})


def sign(own: OwnKeys, value: Passing) -> bytes:
    """The person's own word, signed; the same value gives the same bytes whenever it is said."""
    kind, body = _kind_of(value), codec.plain(value)
    signature = own.sign(_signed(own.vault_id, kind, own.member, body))
    return canonical.encode({"kind": kind, "by": own.member, "body": body, "sig": signature.hex()})


class Written(NamedTuple):
    """What a slip says, whoever wrote it: nothing of it is proved yet."""

    kind: str
    by: MemberId
    value: Passing
    body: dict[str, Any]
    signature: bytes


def parsed(data: bytes) -> Written | None:
    """A slip as its bytes have it; None for what is none. It counts only as ``read`` gives it."""
    found = canonical.decode(data, LARGEST)
    if found is None or set(found) != {"kind", "by", "body", "sig"}:
        return None
    kind, by, body = found["kind"], found["by"], found["body"]
    if not isinstance(by, str) or not isinstance(body, dict) or not isinstance(kind, str):
        return None
    try:
        value: Passing = msgspec.convert(body, KINDS[kind])
        signature = codec.read_signature(found["sig"])
    except (KeyError, ValueError, TypeError):
        return None
    if signature is None or codec.plain(value) != body or not _holds(value):
        return None
    return Written(kind, MemberId(by), value, body, signature)


def read(data: bytes, vault_id: str, pins: Mapping[MemberId, bytes]) -> tuple[MemberId, Passing] | None:
    """Whose word this is, and what it says; None unless the member's present key signed exactly this."""
    found = parsed(data)
    pin = pins.get(found.by) if found is not None else None
    if found is None or pin is None:
        return None
    whole = _signed(vault_id, found.kind, found.by, found.body)
    return (found.by, found.value) if signing.verify(pin, whole, found.signature) else None


def _holds(value: Passing) -> bool:
    if not _ID.match(value.ritual):
        return False
    if isinstance(value, Ceiling):
        return 0 <= value.step <= STEPS
    return _CLOCK.match(value.time) is not None
