"""Reading a ledger from its first event, so that doubt never opens anything.

The numbers in comments are those of docs/ledger.md, "How it is read".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from trustapp.domain.ids import MemberId
from trustapp.domain.statements import Joined, NewKey, Said, Statement
from trustapp.vault import codec, events, signing
from trustapp.vault.codec import Refused, Signed
from trustapp.vault.publickeys import SignKey

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _sign_key(pin: bytes) -> SignKey:
    return pin if isinstance(pin, SignKey) else SignKey(pin)


@dataclass(frozen=True)
class Reading:
    """A ledger, read.

    ``head`` and ``seq`` are those after the last event, so that something can always be appended.
    ``unbroken`` is how many events from the first one stand in one chain. ``verified`` is False as
    soon as anything did not hold; ``problems`` names what, without any content.
    """

    said: tuple[Said, ...]
    head: str
    seq: int
    verified: bool
    problems: tuple[str, ...]
    last_time: datetime | None
    unbroken: int = 0


class Reader:
    """The state of reading one ledger from its first event."""

    def __init__(self, vault_id: str, pins: Mapping[MemberId, bytes]) -> None:
        self.signed: list[Signed] = []
        self._said: list[Said] = []
        self._vault_id = vault_id
        self._pins: dict[str, SignKey] = {str(member): _sign_key(key) for member, key in pins.items()}
        self._current: dict[str, bytes] = {member: key.first for member, key in self._pins.items()}
        self._ever: dict[str, list[bytes]] = {m: [key.first, key] for m, key in self._pins.items()}
        self._awaited = {member for member, key in self._pins.items() if key != key.first}
        self._places: dict[tuple[str, str], int] = {}
        self._ids: set[str] = set()
        self._unsigned: set[Statement] = set()
        self._problems: dict[str, None] = {}
        self._head = events.NO_HEAD
        self._seq = 0
        self._unbroken = 0
        self._latest: datetime | None = None
        self._body: dict[str, Any] = {}  # of the statement looked at, so that it is not made twice

    def reading(self) -> Reading:
        """What was read so far."""
        problems = (*self._problems, *(["key.not_introduced"] if self._awaited else []))
        return Reading(
            tuple(self._said), self._head, self._seq, not problems, problems, self._latest, self._unbroken
        )

    def learn_key(self, data: bytes) -> None:
        """What tightens keeps its signature on either side of a new key, and beyond a break (rule 5)."""
        event = events.parse(data)
        found = None if event is None else self._statement(event)
        if found is None or not isinstance(found.statement, NewKey):
            return
        keys = self._ever.get(found.statement.by, [])
        if any(self._is_new_key(found, key) for key in keys):
            keys.append(bytes.fromhex(found.statement.sign_public))

    def would_count(self, found: Signed) -> bool:
        """Whether a statement that tightens would count, wherever it stood (rule 4)."""
        statement = found.statement
        if not statement.tightens:
            return False
        if found.signature is None:
            return not statement.by or statement.by in self._current
        self._body = codec.body_of(statement)
        return self._verifies(found, self._ever.get(statement.by, []))

    def take(self, data: bytes) -> None:
        """Read one more event."""
        seq, prev = self._seq + 1, self._head
        self._seq, self._head = seq, events.head_of(data)
        event = events.parse(data)
        time = None if event is None else codec.read_time(event["time"])
        problem = events.place_problem(event, time, (self._vault_id, seq, prev))
        if problem is not None:
            self._problems[problem] = None
        elif self._unbroken == seq - 1:
            self._unbroken = seq
        if event is None or event["vault"] != self._vault_id:
            return
        at = self._advance(time)
        if event["type"] not in codec.TYPES:  # rule 6
            return
        found = self._statement(event)
        if found is None:
            self._problems["statement.malformed"] = None
        elif found.statement.tightens:
            self._tighten(found, seq, at)
        elif self._unbroken == seq:
            self._loosen(found, seq, at)

    def _advance(self, time: datetime | None) -> datetime:
        """Rule 7: no event is earlier than the one before it."""
        if time is not None and (self._latest is None or time > self._latest):
            self._latest = time
        return self._latest or _EPOCH

    def _statement(self, event: dict[str, Any]) -> Signed | None:
        try:
            statement = codec.statement_of(event["type"], event["by"], event["body"])
            signature = codec.read_signature(event["sig"])
        except Refused:
            return None
        self._body = event["body"]
        if statement.tightens:
            return Signed(statement, None, None, signature)
        return Signed(statement, event["prev"], codec.read_time(event["time"]), signature)

    def _tighten(self, found: Signed, seq: int, at: datetime) -> None:
        """Rule 4, and rule 2 for what tightens: signed, it also stands for what was said unsigned."""
        statement = found.statement
        place = self._places.get((statement.by, statement.id))
        if place is not None and self._stands_already(self._said[place], found):
            return
        if found.signature is None:
            if statement.by and statement.by not in self._current:
                self._problems["member.unknown"] = None
                return
        elif not self._verifies(found, self._ever.get(statement.by, [])):
            self._problems["signature.invalid"] = None
            return
        if place is None or found.signature is None:
            self._add(found, seq, at)
            return
        if self._said[place].statement != statement:
            self._problems["id.reused"] = None
        self.signed[place] = found
        self._said[place] = replace(self._said[place], statement=statement, signed=True)

    def _stands_already(self, said: Said, found: Signed) -> bool:
        """Unsigned words stand beside other unsigned ones of one id: either can only tighten."""
        return said.signed or (found.signature is None and found.statement in self._unsigned)

    def _loosen(self, found: Signed, seq: int, at: datetime) -> None:
        """Rule 3, and rule 2 for what loosens."""
        statement = found.statement
        if (statement.by, statement.id) in self._places:
            return
        key = self._current.get(statement.by)
        if found.signature is None:
            self._problems["signature.missing"] = None
        elif key is None or not self._holds(found, key):
            self._problems["signature.invalid"] = None
        else:
            if isinstance(statement, NewKey):
                self._renew(statement)
            if isinstance(statement, Joined) and not self._knows(statement):
                self._problems["joined.other_keys"] = None
            self._add(found, seq, at)

    def _renew(self, statement: NewKey) -> None:
        """Rule 5: a pinned key that is not the first one is where the ledger has to lead to."""
        self._current[statement.by] = bytes.fromhex(statement.sign_public)
        if self._current[statement.by] == self._pins[statement.by]:
            self._awaited.discard(statement.by)

    def _add(self, found: Signed, seq: int, at: datetime) -> None:
        statement = found.statement
        if statement.id in self._ids:  # one id from two givers: nobody draws that by chance
            self._problems["id.reused"] = None
        self._ids.add(statement.id)
        if found.signature is None:
            self._unsigned.add(statement)
        self._places[(statement.by, statement.id)] = len(self._said)
        self._said.append(Said(seq, statement, found.signature is not None, at))
        self.signed.append(found)

    def _verifies(self, found: Signed, keys: Sequence[bytes]) -> bool:
        if found.signature is None:
            return False
        data = events.signed_bytes(self._vault_id, found.statement, found.prev, found.time, self._body)
        return any(signing.verify(key, data, found.signature) for key in keys)

    def _holds(self, found: Signed, key: bytes) -> bool:
        if isinstance(found.statement, NewKey):
            return self._is_new_key(found, key)
        return self._verifies(found, [key])

    def _is_new_key(self, found: Signed, key: bytes) -> bool:
        """Signed by the old key and by the new one."""
        statement = found.statement
        if not isinstance(statement, NewKey) or found.prev is None or found.time is None:
            return False
        data = events.new_key_bytes(self._vault_id, statement, found.prev, found.time)
        new = bytes.fromhex(statement.sign_public)
        by_new = signing.verify(new, data, bytes.fromhex(statement.signature_new))
        return by_new and self._verifies(found, [key])

    def _knows(self, statement: Joined) -> bool:
        """The keys that a joiner found are those that this reader pinned."""
        found = ((self._ever.get(member), bytes.fromhex(sign)) for member, sign, _seal in statement.keys)
        return all(known is None or key in known for known, key in found)
