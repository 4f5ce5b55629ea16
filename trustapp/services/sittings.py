"""Who sits at the screen."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trustapp.domain.partners import Member


class SittingKind(StrEnum):
    """Whose sitting it is."""

    OWN = "own"
    TOGETHER = "together"


class Sitting(NamedTuple):
    """One person in their own sitting, or both with the shared space only."""

    kind: SittingKind
    member: Member | None
    members: tuple[Member, ...]
    """All members of the household who are there; one while alone, and after leaving."""
    left: tuple[Member, ...] = ()
    """Who left the shared space that the person who sits here is still in."""
    away: bool = False
    """This person left the shared space."""

    @property
    def shares(self) -> bool:
        """Whether there is a shared space to look at, be it that nobody else is in it any more."""
        return len(self.members) + len(self.left) > 1

    @property
    def partner(self) -> Member | None:
        """The other person, in an own sitting of a couple."""
        if self.member is None:
            return None
        return next((m for m in self.members if m.id != self.member.id), None)
