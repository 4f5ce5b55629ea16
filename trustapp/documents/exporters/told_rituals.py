"""Rituals and the notes after them as plain values for a file that leaves the program.

What is planned and still to come, in its words: nothing of a single time, of days that are over, or of who
said what when (docs/export-format.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trustapp.documents.naming import Naming
from trustapp.domain.ids import MemberId
from trustapp.domain.rituals import EITHER, TURNS, AfterNote, Plan, RitualWords


@dataclass(frozen=True)
class ToldRitual:
    """One ritual. ``begins`` is "either", "turns", "me" or "other", and ``who`` the same in words.

    ``when`` says in words when it comes. ``plan`` begins with the first day that is still to come; it is None
    for what is tied to no date.
    """

    words: RitualWords
    begins: str
    who: str
    when: str
    plan: Plan | None


@dataclass(frozen=True)
class ToldNote:
    """What this person wrote after a ritual; ``shared``: both read a copy of it."""

    note: AfterNote
    shared: bool


@dataclass(frozen=True)
class ToldRituals:
    """Everything of rituals that is exported."""

    both: tuple[ToldRitual, ...] = ()
    own: tuple[ToldRitual, ...] = ()
    notes: tuple[ToldNote, ...] = ()


def told_ritual(
    words: RitualWords, ahead: tuple[Plan | None, str], me: MemberId, naming: Naming
) -> ToldRitual:
    """A ritual of both with the plan that is still ahead, in values and in words; names as on paper."""
    said = {part: naming.inside(getattr(words, part), None) for part in PARTS}
    begins = words.who if words.who in (EITHER, TURNS) else "me" if words.who == me else "other"
    who = naming.label(MemberId(words.who)) if begins in ("me", "other") else ""
    return ToldRitual(RitualWords(**{**vars(words), **said}), begins, who, ahead[1], ahead[0])


def told_own(words: RitualWords, ahead: tuple[Plan | None, str]) -> ToldRitual:
    """A ritual of one's own."""
    return ToldRitual(words, "me", "", ahead[1], ahead[0])


PARTS: Final = ("name", "does", "why", "starts", "ends", "cannot", "smaller")
"""The words of a ritual, in the order in which they are told."""
