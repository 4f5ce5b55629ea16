"""What a shared file says that can be read and not used: it may tighten, and nothing else.

The rule is in docs/ledger.md, "Witness": on a full disk, or one that cannot be written, the sitting goes on
without the shared space, and no limit that the other stated meanwhile is missing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.statements import Said, Statement
from trustapp.services.files_under import SHARED_FILE
from trustapp.storage.space import SharedSpace
from trustapp.vault import ledger
from trustapp.vault.ledger import Reading, Signed
from trustapp.vault.secret import Secret
from trustapp.vault.session import OwnKeys, Vault

READABLE: Final = frozenset({"storage.full", "storage.read_only", "storage.failed"})
"""Why a shared space cannot be used that may be read all the same. What another program holds, or a newer one
wrote, and keys that nothing introduced are left alone."""


@dataclass(frozen=True)
class Unreached:
    """Why the shared space cannot be used in this sitting, and what lies in its closed file."""

    why: UserError
    at: datetime
    """When it was looked at."""
    events: tuple[bytes, ...] = ()
    """Every event, for the keys that they introduce."""
    signed: tuple[Signed, ...] = ()
    """What tightens and counts of it."""
    times: Mapping[Statement, datetime] = field(default_factory=dict)
    """When each of these was said."""


def look(vault: Vault, keys: OwnKeys, why: UserError, now: datetime) -> Unreached:
    """Read the closed shared file without writing anything; nothing of it where it cannot be read safely."""
    if why.code not in READABLE:
        return Unreached(why, now)
    for key, is_offered in _keys(keys):
        with suppress(UserError):
            events = SharedSpace.events_at_rest(vault.path(SHARED_FILE), key.view())
            reader = ledger.reader(events, keys.vault_id, keys.pins)
            reading = reader.reading()
            if is_offered and "key.not_introduced" in reading.problems:
                break
            times = {one.statement: one.at for one in reading.said}
            signed = tuple(one for one in reader.signed if one.statement.tightens)
            return Unreached(why, now, tuple(events), signed, times)
    return Unreached(why, now)


def behind(
    reading: Reading, shut: Unreached | None, waiting: Sequence[Signed], now: datetime
) -> Iterator[Said]:
    """What waits for the ledger, and what tightens in a file that can only be read: each once, in order."""
    found, times = (shut.signed, shut.times) if shut is not None else ((), {})
    for seq, one in enumerate(ledger.missing(reading, (*found, *waiting)), start=reading.seq + 1):
        at, seen = times.get(one.statement, now), now
        if shut is not None and one.statement in times:
            seen = shut.at
        yield Said(seq, one.statement, one.signature is not None, at, seen)


def _keys(keys: OwnKeys) -> Iterator[tuple[Secret, bool]]:
    """Every key that the file may lie under; True for one that a partner offers and nothing confirmed yet."""
    if keys.succession is not None:
        yield keys.succession.key, True
    if keys.shared_key is not None:
        yield keys.shared_key, False
    for older in keys.older_shared:
        yield older, False
