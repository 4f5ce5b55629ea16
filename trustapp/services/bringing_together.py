"""The ledger after a restore: nothing that tightens is lost, and everything that loosens is said anew.

The rules are in docs/vault-format.md, "Restoring"; what ``restored`` means is in docs/agreement.md.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.statements import NewKey, Restored, Statement, Suspend
from trustapp.vault import ledger, stopfile, stopseal
from trustapp.vault.ledger import Reading, Signed
from trustapp.vault.session import OwnKeys

Chain = Sequence[bytes]


def longest(keys: OwnKeys, start: Chain, others: Iterable[Chain]) -> list[bytes]:
    """The longest chain that verifies and begins with ``start``; that one itself where there is none."""
    best = list(start)
    for chain in others:
        goes_on = len(chain) > len(best) and ledger.common_prefix(start, chain) == len(start)
        if goes_on and holds(keys, chain):
            best = list(chain)
    return best


def holds(keys: OwnKeys, chain: Chain) -> bool:
    """Whether a chain verifies with the keys that this person pinned."""
    return ledger.read(chain, keys.vault_id, keys.pins).verified


def tightenings(
    keys: OwnKeys, chains: Sequence[Chain], waiting: Iterable[bytes], stop_files: Path
) -> list[Signed]:
    """Everything that tightens and holds, from other chains, outboxes and the stop files in a folder."""
    found = [signed for chain in chains for signed in ledger.tightenings(chain, keys.vault_id, keys.pins)]
    kept = list(_from_outboxes(waiting))
    kept += [
        one.signed for one in stopseal.entries(stop_files, stopseal.Seal(keys)) if one.signed is not None
    ]
    events = [event for chain in chains for event in chain]
    found += ledger.genuine(events, keys.vault_id, keys.pins, kept)
    marks = stopfile.suspensions_in(stop_files)
    return [*found, *(ledger.unsigned(Suspend(mark, MemberId(""))) for mark in marks)]


def _from_outboxes(waiting: Iterable[bytes]) -> Iterator[Signed]:
    for data in waiting:
        with contextlib.suppress(ledger.Refused):
            yield ledger.from_outbox(data)


def ids_of(waiting: Iterable[bytes]) -> list[StatementId]:
    """The ids of what waits in an outbox."""
    return [ledger.from_outbox(data).statement.id for data in waiting]


def continued(keys: OwnKeys, base: Chain, more: Sequence[Signed], now: datetime) -> list[bytes]:
    """The base, behind it what tightens and is not in it yet, and last that it was restored."""
    events = list(base)
    reading = ledger.read(events, keys.vault_id, keys.pins)
    if keys.before is not None:
        # Which key signs during a re-keying is what this chain knows, not what another one did.
        keys.introduced = any(_is_own_new_key(keys, one.statement) for one in reading.said)
    restored = Restored(StatementId(secrets.token_hex(16)), keys.member)
    fresh = (*ledger.missing(reading, more), ledger.sign(keys, restored, "", now))
    stamp = _stamp(reading, now)
    head, seq = reading.head, reading.seq
    for signed in fresh:
        seq += 1
        events.append(ledger.event_bytes(keys.vault_id, seq, head, stamp, signed))
        head = ledger.head_of(events[-1])
    return events


def _is_own_new_key(keys: OwnKeys, statement: Statement) -> bool:
    if not isinstance(statement, NewKey) or statement.by != keys.member:
        return False
    return statement.sign_public == keys.public.sign.hex()


def _stamp(reading: Reading, now: datetime) -> datetime:
    """Whole minutes, never earlier than the event before."""
    whole = now.astimezone(UTC).replace(second=0, microsecond=0)
    return max(whole, reading.last_time) if reading.last_time else whole
