"""Who belongs to the household."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trustapp.domain.ids import MemberId


class Hue(StrEnum):
    """The colour of a person's place; marks and words say the same without it."""

    LAKE = "a"
    CLAY = "b"

    @property
    def other(self) -> Hue:
        """The hue that is left for the other person."""
        return Hue.CLAY if self is Hue.LAKE else Hue.LAKE


class Member(NamedTuple):
    """A person as both see them: the name or initials they chose, and their colour."""

    id: MemberId
    name: str
    hue: Hue

    @property
    def initials(self) -> str:
        """The initials for paper: the first letter of each word of the name, three at most."""
        return "".join(word[0] for word in self.name.split())[:3].upper()
