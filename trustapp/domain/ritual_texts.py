"""Templates of rituals: what the library offers. A ritual that is planned has a copy of the words.

They are read from the catalogue (``trustapp.documents.catalogue.rituals``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trustapp.domain.ids import ItemId, RitualId
from trustapp.domain.rituals import Often, Plan, RitualWords


class Stage(StrEnum):
    """Which part of the way a ritual belongs to; a person's own stage is neither asked for nor computed."""

    STEADY = "steady"
    UNDERSTAND = "understand"
    RECONNECT = "reconnect"


class Place(StrEnum):
    """Where it is done."""

    IN = "in"
    OUT = "out"
    ANY = "any"


class Voice(StrEnum):
    """Whether it lives from talk."""

    WORDS = "words"
    QUIET = "quiet"


@dataclass(frozen=True)
class AloneText:
    """The words of a ritual for one person alone, each part whole."""

    name: str
    why: str
    starts: str
    does: str
    ends: str
    cannot: str
    smaller: str


@dataclass(frozen=True)
class RitualText:
    """A template. ``when`` is said in words; ``time`` and ``rule`` are what a form may be filled in with.

    ``items`` are what a standing limit on makes it unfit: then it is never suggested. ``step`` is the step of
    graded closeness, 0 for any other; such a template has no rule, because closeness is planned singly.
    """

    id: str
    often: Often
    name: str
    why: str
    when: str
    time: str
    rule: str
    who: str
    starts: str
    does: str
    ends: str
    cannot: str
    smaller: str
    minutes: int
    stage: Stage
    place: Place
    voice: Voice
    touch: bool
    step: int
    items: tuple[ItemId, ...]
    article: tuple[str, ...]
    alone: AloneText | None

    @property
    def shelf(self) -> str:
        """Where the library shows it: "closeness" for the steps, which have no frequency, or its group."""
        return "closeness" if self.step else self.often.value

    def words(self, ritual: RitualId, plan: Plan | None, alone: bool = False) -> RitualWords:
        """The words of a ritual of this template; ``alone`` for one person alone, where it has such a form.

        Alone nobody else is touched and nobody's limit is, so there neither touch nor an item stands in it.
        Raises ValueError for ``alone`` where there is no form for one.
        """
        if alone:
            own = self.alone
            if own is None:
                raise ValueError(f"{self.id} has no form for one person alone")
            return RitualWords(
                ritual, own.name, own.does, own.why, own.starts, own.ends, own.cannot, own.smaller,
                minutes=self.minutes, template=self.id, plan=plan,
            )  # fmt: skip
        return RitualWords(
            ritual, self.name, self.does, self.why, self.starts, self.ends, self.cannot, self.smaller,
            self.who, self.minutes, self.touch, self.step, self.items, self.id, plan,
        )  # fmt: skip
