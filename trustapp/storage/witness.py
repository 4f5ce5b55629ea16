"""The witness: this person's own copy of the ledger, with the time at which each event was first seen.

docs/ledger.md, "Witness", says what it is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

from trustapp.domain.errors import UserError
from trustapp.storage import rows
from trustapp.storage.connection import Database

_HEAD_PREFIX: Final = b"trustapp-ledger-v1\0"


class _Event(NamedTuple):
    seq: int
    data: bytes


class _Time(NamedTuple):
    seq: int
    seen: rows.Moment


class WitnessTable:
    """Events 1, 2, 3 … without a gap."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def head(self) -> tuple[int, str] | None:
        """The number of the last event seen and the ledger's head after it; None before the first."""
        found = rows.read(self._database, _Event, "SELECT seq, bytes FROM witness ORDER BY seq DESC LIMIT 1")
        if not found:
            return None
        seq, event = found[0]
        return seq, blake2b(_HEAD_PREFIX + event, digest_size=32).hexdigest()

    def events(self) -> list[bytes]:
        """The bytes of every event, in order."""
        found = rows.read(self._database, _Event, "SELECT seq, bytes FROM witness ORDER BY seq")
        if [seq for seq, _event in found] != list(range(1, len(found) + 1)):
            raise UserError("storage.damaged")
        return [event for _seq, event in found]

    def seen_times(self) -> dict[int, datetime]:
        """When each event was first seen, by its number."""
        return dict(rows.read(self._database, _Time, "SELECT seq, seen FROM witness"))

    def seen_at(self, seq: int) -> datetime | None:
        """When one event was first seen."""
        found = rows.read(self._database, _Time, "SELECT seq, seen FROM witness WHERE seq = ?", (seq,))
        return found[0].seen if found else None

    def append(self, events: Sequence[bytes], seen_at: datetime) -> None:
        """Add the events that follow the last one."""
        last = self._database.number("SELECT coalesce(max(seq), 0) FROM witness")
        at = rows.moment_of(seen_at)
        self._database.execute_each(
            "INSERT INTO witness (seq, bytes, seen) VALUES (?, ?, ?)",
            [(seq, event, at) for seq, event in enumerate(events, start=last + 1)],
        )

    def replace(self, events: Sequence[bytes], seen_at: datetime) -> None:
        """Take these events for the ledger. What both begin with keeps the time of its first sight."""
        same = 0
        for mine, other in zip(self.events(), events, strict=False):
            if mine != other:
                break
            same += 1
        self._database.execute("DELETE FROM witness WHERE seq > ?", (same,))
        self.append(events[same:], seen_at)
