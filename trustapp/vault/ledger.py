"""The ledger: saying something so that it can be proved, and reading what was said.

docs/ledger.md is the format; ``events`` makes its bytes and ``reading`` holds its rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from trustapp.domain.ids import MemberId
from trustapp.domain.statements import Statement
from trustapp.vault import codec
from trustapp.vault.codec import Refused, Signed, can_be_said, from_outbox, to_outbox, whole_minutes
from trustapp.vault.events import NO_HEAD, event_bytes, head_of, new_key_bytes, signed_bytes
from trustapp.vault.own import OwnKeys
from trustapp.vault.reading import Reader, Reading

__all__ = [
    "LONGEST", "NO_HEAD", "Reader", "Reading", "Refused", "Signed", "can_be_said", "common_prefix",
    "event_bytes", "fits", "from_outbox", "genuine", "head_of", "may_hold_a_key", "missing",
    "new_key_bytes", "read", "reader", "sign", "tightenings", "to_outbox", "unsigned",
]  # fmt: skip

LONGEST: Final = 64 * 1024 - 1024
"""The longest outbox entry that is said again, in bytes: an event around it may have 65,536."""


def sign(own: OwnKeys, statement: Statement, prev: str, time: datetime) -> Signed:
    """The person's own statement, signed; ``prev`` and ``time`` bind what loosens to its place."""
    codec.check(statement)
    if statement.by != own.member:
        raise ValueError("nobody signs another's words")
    if statement.tightens:
        return Signed(statement, None, None, own.sign(signed_bytes(own.vault_id, statement, None, None)))
    place = whole_minutes(time)
    return Signed(statement, prev, place, own.sign(signed_bytes(own.vault_id, statement, prev, place)))


def unsigned(statement: Statement) -> Signed:
    """What was said in Together or on the unlock page; it can only tighten."""
    codec.check(statement)
    if not statement.tightens:
        raise ValueError("what loosens is signed by its giver")
    return Signed(statement, None, None, None)


def common_prefix(witness: Sequence[bytes], ledger: Sequence[bytes]) -> int:
    """How many events from the first one both have in common."""
    count = 0
    for one, other in zip(witness, ledger, strict=False):
        if one != other:
            break
        count += 1
    return count


def read(events: Sequence[bytes], vault_id: str, pins: Mapping[MemberId, bytes]) -> Reading:
    """Read a whole ledger by the rules of docs/ledger.md; ``pins`` are the keys that this reader pinned."""
    return reader(events, vault_id, pins).reading()


def tightenings(events: Sequence[bytes], vault_id: str, pins: Mapping[MemberId, bytes]) -> tuple[Signed, ...]:
    """Every limit, need, end and suspension that counts, to be appended again after a fork."""
    return tuple(signed for signed in reader(events, vault_id, pins).signed if signed.statement.tightens)


def missing(reading: Reading, found: Sequence[Signed]) -> tuple[Signed, ...]:
    """What of these the ledger does not hold, each once.

    Signed words are held by their giver and id. Unsigned ones are held by that, or as they are to the
    letter: nobody can use up the id of what another said, so that it is not stated again. What is too long
    for any other place (``fits``) was made to stand in the way of all the rest, and is left out.
    """
    signed = {(one.statement.by, one.statement.id) for one in reading.said if one.signed}
    unsigned = {one.statement for one in reading.said if not one.signed}
    gone: dict[Statement, Signed] = {}
    for one in found:
        statement = one.statement
        held = (statement.by, statement.id) in signed or (one.signature is None and statement in unsigned)
        if not held and fits(one) and (statement not in gone or one.signature is not None):
            gone[statement] = one
    return tuple(gone.values())


def fits(one: Signed) -> bool:
    """Whether an event can hold this at any place; nothing that this program says is nearly as long."""
    return len(to_outbox(one)) <= LONGEST


def genuine(
    events: Sequence[bytes], vault_id: str, pins: Mapping[MemberId, bytes], found: Sequence[Signed]
) -> tuple[Signed, ...]:
    """What of these would count if it were appended to this ledger: it tightens, and its giver said it."""
    made = _knowing_keys(events, vault_id, pins)
    return tuple(one for one in found if made.would_count(one))


def reader(events: Sequence[bytes], vault_id: str, pins: Mapping[MemberId, bytes]) -> Reader:
    """A reader that has read these events and takes those that follow, one by one.

    One that may hold a key (``may_hold_a_key``) changes how earlier ones are read: then begin anew.
    """
    made = _knowing_keys(events, vault_id, pins)
    for data in events:
        made.take(data)
    return made


def may_hold_a_key(event: bytes) -> bool:
    """Whether an event may introduce a signing key."""
    return b'"type":"new_key"' in event


def _knowing_keys(events: Sequence[bytes], vault_id: str, pins: Mapping[MemberId, bytes]) -> Reader:
    made = Reader(vault_id, pins)
    for data in filter(may_hold_a_key, events):
        made.learn_key(data)
    return made
