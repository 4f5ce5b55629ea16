"""One passage that somebody lets the other read: a copy, taken back at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trustapp.domain.errors import UserError

MAX_PASSAGE: Final = 4_000
"""Characters of a passage: two printed pages."""
MOST: Final = 100
"""The most passages of one person that are shown at a time."""


@dataclass(frozen=True)
class Passage:
    """Exactly what the other sees. ``day`` is the day on which it was shown, ISO; ``by`` whose it is."""

    id: str
    text: str
    day: str
    by: str


def checked(text: str) -> str:
    """The words without space around them. Codes: passage.empty, passage.too_long."""
    made = text.replace("\0", "").strip()
    if not made:
        raise UserError("passage.empty")
    if len(made) > MAX_PASSAGE:
        raise UserError("passage.too_long", most=MAX_PASSAGE)
    return made
