"""The bytes of the ledger: events, heads, and what a signature is made over (docs/ledger.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from trustapp.domain.statements import NewKey, Statement
from trustapp.vault import canonical, codec, crypto
from trustapp.vault.codec import Signed, time_text, whole_minutes

VERSION: Final = 1
PREFIX: Final = b"trustapp-ledger-v1\0"
NO_HEAD: Final = "0" * 64
"""The head before the first event."""

_KEYS: Final = {"v", "vault", "seq", "prev", "type", "by", "time", "body", "sig"}


def signed_bytes(
    vault_id: str,
    statement: Statement,
    prev: str | None,
    time: datetime | None,
    body: dict[str, Any] | None = None,
) -> bytes:
    """What a statement's giver signs; ``prev`` and ``time`` are None for what tightens.

    ``body`` is the statement's body, where a reader has it at hand already.
    """
    content: dict[str, Any] = {
        "v": VERSION,
        "vault": vault_id,
        "type": statement.type,
        "by": statement.by,
        "body": body or codec.body_of(statement),
    }
    if prev is not None and time is not None:
        content.update(prev=prev, time=time_text(time))
    return PREFIX + canonical.encode(content)


def new_key_bytes(vault_id: str, statement: NewKey, prev: str, time: datetime) -> bytes:
    """What the new key signs for ``signature_new``: the statement with that field empty."""
    return signed_bytes(vault_id, replace(statement, signature_new=""), prev, whole_minutes(time))


def event_bytes(vault_id: str, seq: int, prev: str, time: datetime, signed: Signed) -> bytes:
    """The event that holds a statement at this place."""
    statement = signed.statement
    if not statement.tightens and (signed.prev, signed.time) != (prev, whole_minutes(time)):
        raise ValueError("what loosens was signed for another place")
    return canonical.encode(
        {
            "v": VERSION,
            "vault": vault_id,
            "seq": seq,
            "prev": prev,
            "type": statement.type,
            "by": statement.by,
            "time": time_text(time),
            "body": codec.body_of(statement),
            "sig": None if signed.signature is None else signed.signature.hex(),
        }
    )


def head_of(event: bytes) -> str:
    """The head after an event."""
    return crypto.plain_digest(PREFIX + event).hex()


def parse(data: bytes) -> dict[str, Any] | None:
    """The event that these bytes spell canonically, if it has the keys and types of one."""
    event = canonical.decode(data, codec.LIMIT)
    if event is None or set(event) != _KEYS or event["v"] != VERSION:
        return None
    whole = type(event["v"]) is int and type(event["seq"]) is int
    texts = all(isinstance(event[key], str) for key in ("vault", "prev", "type", "by", "time"))
    return event if whole and texts and isinstance(event["body"], dict) else None


def place_problem(
    event: dict[str, Any] | None, time: datetime | None, place: tuple[str, int, str]
) -> str | None:
    """Rule 1: why the chain breaks here, if it does; ``place``: the vault, and the seq and prev due here."""
    if event is None or time is None:
        return "event.not_canonical"
    if event["vault"] != place[0]:
        return "event.other_vault"
    if (event["seq"], event["prev"]) != place[1:]:
        return "event.wrong_place"
    return None
