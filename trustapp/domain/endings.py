"""What a person may end or lift, for the words that go with it."""

from __future__ import annotations

from enum import StrEnum


class Ending(StrEnum):
    """What is ended or lifted."""

    LINE = "line"
    """An opening, or one's part of a shared way."""
    OFFER = "offer"
    """One's own offer."""
    AGREEMENT = "agreement"
    """All openings and one's own offers."""
    LIMIT = "limit"
    """A limit or need that its owner lifts."""
