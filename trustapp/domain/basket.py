"""What somebody gathers for a session with a therapist: their own words, questions, and lines by key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError

MAX_TEXT: Final = 4_000
"""Characters of one thing: two printed pages."""
MOST: Final = 60
"""The most things: more than an hour holds."""


class Kind(StrEnum):
    """What a thing is, in the order of the sheet."""

    QUESTION = "question"
    PASSAGE = "passage"
    LINE = "line"


@dataclass(frozen=True)
class Thing:
    """One of them. ``text`` holds the words themselves; of a line of the agreement its key."""

    id: str
    kind: Kind
    text: str


Basket = tuple[Thing, ...]


def put(basket: Basket, thing: Thing) -> Basket:
    """The basket with one more; the same words are not put in twice.

    Codes: basket.empty, basket.too_long, basket.full (value ``most``).
    """
    text = thing.text.replace("\0", "").strip()
    if not text:
        raise UserError("basket.empty")
    if len(text) > MAX_TEXT:
        raise UserError("basket.too_long", most=MAX_TEXT)
    if any((one.kind, one.text) == (thing.kind, text) for one in basket):
        return basket
    if len(basket) >= MOST:
        raise UserError("basket.full", most=MOST)
    return (*basket, Thing(thing.id, thing.kind, text))
