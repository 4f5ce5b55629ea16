"""Answers to the items of the boundaries builder, and what a person releases of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trustapp.domain.ids import CategoryId, ItemId


class Kind(StrEnum):
    """Who an item is about."""

    MINE = "mine"
    """One person's own body, things, pictures, places: one line per owner, never merged."""
    OURS = "ours"
    """What the two do."""
    ASK = "ask"
    """Asks the other to do, tell, stay or refrain: a question, never merged."""


class Shape(StrEnum):
    """What an item does when it is answered."""

    OPENING = "opening"
    SAFEGUARD = "safeguard"
    OFFER = "offer"


class Merge(StrEnum):
    """How two answers to an opening meet."""

    MUTUAL = "mutual"
    PROTECTIVE = "protective"


class Choice(StrEnum):
    """One step of an answer scale."""

    YES = "yes"
    YES_IF = "yes_if"
    NOT_NOW = "not_now"
    NO = "no"
    NEED = "need"
    LIKE = "like"
    ONLY_WHEN = "only_when"
    NOT_NEEDED = "not_needed"
    OFFER = "offer"
    OFFER_IF = "offer_if"
    UNKNOWN = "unknown"


SCALES: Final[Mapping[Shape, tuple[Choice, ...]]] = {
    Shape.OPENING: (Choice.YES, Choice.YES_IF, Choice.NOT_NOW, Choice.NO, Choice.UNKNOWN),
    Shape.SAFEGUARD: (Choice.NEED, Choice.LIKE, Choice.ONLY_WHEN, Choice.NOT_NEEDED, Choice.UNKNOWN),
    Shape.OFFER: (Choice.OFFER, Choice.OFFER_IF, Choice.NOT_NOW, Choice.NO, Choice.UNKNOWN),
}
"""The five steps of each shape. ``LIKE`` is offered on kind ``OURS`` and ``ASK`` only (see scale_of)."""


NARROWED: Final = frozenset(
    {Choice.YES, Choice.YES_IF, Choice.LIKE, Choice.ONLY_WHEN, Choice.OFFER, Choice.OFFER_IF}
)
"""Choices that a condition narrows. On a No, a Not now or an "I need this" it would weaken what protects."""


class Release(StrEnum):
    """What happens to an answer when a round opens; nothing is released by default."""

    KEEP = "keep"
    """For me only, not yet."""
    OPEN = "open"
    """Open it with the other's."""
    TALK = "talk"
    """Talk first: only the title is shown, without a name."""


class BlankType(StrEnum):
    """What may be filled into a blank."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DURATION = "duration"
    DATE = "date"


@dataclass(frozen=True)
class Blank:
    """Something the person fills into the wording: "Tell within {hours} hours".

    ``minimum`` and ``maximum`` bound a number, a duration in its unit, or the length of a text.
    """

    name: str
    type: BlankType
    label: str
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    unit: str = ""
    default: str = ""


@dataclass(frozen=True)
class Item:
    """Something to answer: from the catalogue, or a person's own.

    ``wording`` says how the line reads in the agreement for each choice that makes one; it may
    hold ``{blank}`` names, ``{name}`` for the owner and ``{other}`` for the other person.
    """

    id: ItemId
    category: CategoryId
    kind: Kind
    shape: Shape
    merge: Merge | None
    title: str
    text: str
    sensitivity: int
    wording: Mapping[Choice, str]
    conditions: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    article: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Category:
    """A group of items that a round opens together."""

    id: CategoryId
    title: str
    intro: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Answer:
    """One person's answer to one item. ``note`` never leaves the private space."""

    item: ItemId
    choice: Choice | None = None
    conditions: tuple[str, ...] = ()
    blanks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    released_note: str = ""
    release: Release = Release.KEEP
    paper: bool = False


def scale_of(item: Item) -> tuple[Choice, ...]:
    """The steps offered for an item: "I would like this" exists only where it can be shown."""
    steps = SCALES[item.shape]
    if item.kind is Kind.MINE:
        return tuple(step for step in steps if step is not Choice.LIKE)
    return steps
