"""A person's own side of the planner: kept among the facts of their space."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from trustapp.domain.ids import RitualId
from trustapp.domain.rituals import AfterNote, Ceiling, LeftOut, Moved, RitualWords
from trustapp.storage.facts import FactTable

T = TypeVar("T")

_RITUALS: Final = "rituals"
_TIMES: Final = "ritual_times"
_NOTES: Final = "ritual_notes"
_SHARED: Final = "ritual_notes_shared"


@dataclass(frozen=True)
class OwnTimes:
    """What this person said of single times: of their own rituals, and of those of both.

    Of those of both it is the truth that the shared space is held against at their next opening. ``begun``
    are days on which an evening of closeness began, as far as this space has seen them.
    """

    out: tuple[LeftOut, ...] = ()
    moved: tuple[Moved, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    begun: tuple[date, ...] = ()

    def of(self, rituals: Collection[RitualId]) -> OwnTimes:
        """What was said of these rituals, and nothing of an evening."""
        return OwnTimes(
            tuple(one for one in self.out if one.ritual in rituals),
            tuple(one for one in self.moved if one.ritual in rituals),
        )


class OwnRitualTable:
    """The rituals that are one person's alone, what they said of single times, and their private notes."""

    def __init__(self, facts: FactTable) -> None:
        """Work on the facts of an open private space."""
        self._facts = facts

    def rituals(self) -> tuple[RitualWords, ...]:
        """The rituals of this person alone, in the order in which they were made. Codes: storage.damaged."""
        return self._get(_RITUALS, tuple[RitualWords, ...], ())

    def save_rituals(self, rituals: tuple[RitualWords, ...]) -> None:
        """Keep them in place of those before."""
        self._set(_RITUALS, rituals)

    def times(self) -> OwnTimes:
        """Codes: storage.damaged."""
        return self._get(_TIMES, OwnTimes, OwnTimes())

    def save_times(self, times: OwnTimes) -> None:
        """Keep them; none leave nothing behind."""
        self._set(_TIMES, times if times != OwnTimes() else None)

    def notes(self) -> tuple[AfterNote, ...]:
        """The private notes after rituals, the oldest first. Codes: storage.damaged."""
        return self._get(_NOTES, tuple[AfterNote, ...], ())

    def save_notes(self, notes: tuple[AfterNote, ...]) -> None:
        """Keep them in place of those before."""
        self._set(_NOTES, notes)

    def shared_notes(self) -> tuple[AfterNote, ...]:
        """What this person let the other read, as they wrote it. Codes: storage.damaged."""
        return self._get(_SHARED, tuple[AfterNote, ...], ())

    def save_shared_notes(self, notes: tuple[AfterNote, ...]) -> None:
        """Keep them in place of those before."""
        self._set(_SHARED, notes)

    def _get(self, name: str, kind: type[T], without: T) -> T:
        found = self._facts.value(name, kind)
        return without if found is None else found

    def _set(self, name: str, value: object) -> None:
        self._facts.keep(name, value)
