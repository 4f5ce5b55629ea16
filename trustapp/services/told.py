"""What was said, kept while a sitting lasts: verified once, and then only what is new.

Everything here follows from what is handed in; where it does not go on from what was known, it is read
from the beginning again. So nobody has to say when the ledger was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from trustapp.domain.agreement import History, KeptLines, Version, View
from trustapp.domain.ids import MemberId
from trustapp.domain.lines import LineNames
from trustapp.domain.statements import Said
from trustapp.vault import ledger
from trustapp.vault.ledger import Reading

MOST_WORK: Final = 6_000_000
"""Work up to which versions are made, some ten seconds once: decades of use have less.

Beyond it somebody wrote days or words into the file by the thousand, and nobody waits for the page for that.
"""


def work_of_versions(said: Sequence[Said]) -> int:
    """How much working out the versions would take: each day with something said looks at all of it."""
    return len({one.at.date() for one in said}) * len(said)


def too_long_for_versions(said: Sequence[Said]) -> bool:
    """Whether there are none because nobody could wait for them; the page then says so."""
    return work_of_versions(said) > MOST_WORK


@dataclass(frozen=True)
class Looked:
    """What a person had before them when they last looked at the agreement."""

    seq: int
    at: datetime
    digest: str


class Told:
    """The ledger of one sitting as verified, and what was computed from it so far."""

    def __init__(self) -> None:
        self.names = LineNames()
        """The names of the lines that were asked for."""
        self.looked: tuple[Looked | None] | None = None
        """When the person of this own sitting had looked before it; None until that was asked."""
        self.changed: bool | None = None
        """Whether something had changed since then; None until that was asked."""
        self._events: list[bytes] = []
        self._pins: dict[MemberId, tuple[bytes, bytes]] = {}
        self._reader: ledger.Reader | None = None
        self._read: tuple[Said, ...] = ()
        self._seen: dict[int, datetime] = {}
        self._said: tuple[Said, ...] = ()
        self._heard: tuple[Said, ...] = ()
        self._members: tuple[MemberId, ...] = ()
        self._kept = KeptLines()
        self._history = History()

    def reading(self, events: list[bytes], vault_id: str, pins: Mapping[MemberId, bytes]) -> Reading:
        """The ledger, verified: only the events that are new, where they follow those that were read."""
        known = len(self._events)
        fresh = events[known:]
        pinned = {member: (key, getattr(key, "first", key)) for member, key in pins.items()}
        goes_on = events[:known] == self._events and pinned == self._pins
        if self._reader is None or not goes_on or any(map(ledger.may_hold_a_key, fresh)):
            self._reader = ledger.reader(events, vault_id, pins)
        else:
            for event in fresh:
                self._reader.take(event)
        self._events, self._pins = events, pinned
        return self._reader.reading()

    def said(self, reading: Reading, seen: Mapping[int, datetime]) -> tuple[Said, ...]:
        """The statements with the times when this person's own space first saw them."""
        known = len(self._read)
        if reading.said[:known] != self._read or any(seen.get(one.seq) != one.seen for one in self._said):
            known, self._said = 0, ()
        self._read = reading.said
        self._said += tuple(replace(one, seen=seen.get(one.seq)) for one in reading.said[known:])
        return self._said

    def kept(self, said: tuple[Said, ...], members: Sequence[MemberId]) -> KeptLines:
        """Everything that counts of it, and the lines that follow."""
        known = len(self._heard)
        if said[:known] != self._heard or tuple(members) != self._members:
            known, self._kept = 0, KeptLines(members)
        for one in said[known:]:
            self._kept.hear(one)
        self._heard, self._members = said, tuple(members)
        return self._kept

    def versions(self, said: tuple[Said, ...], view: View) -> tuple[Version, ...]:
        """The versions of the agreement, oldest first; none where nobody could wait for them."""
        if too_long_for_versions(said):
            return ()
        return self._history.versions(said, view)
