"""Reading matter as plain values: cards, help lines, exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trustapp.documents.catalogue import CardText
    from trustapp.domain.answers import Shape


class Card(NamedTuple):
    """A short text to read. ``body`` holds paragraphs."""

    id: str
    title: str
    body: tuple[str, ...]
    article: tuple[str, ...] = ()


def card(text: CardText) -> Card:
    """A card of the catalogue."""
    return Card(text.id, text.title, text.body, text.article)


class Repair(NamedTuple):
    """A rule that may not stand as a line, and words that may; ``shape`` is what line they would be."""

    rule: str
    boundary: str
    shape: Shape


class HelpLine(NamedTuple):
    """One entry of the help directory, with the date on which it was checked."""

    country: str
    name: str
    contact: str
    hours: str
    what_for: str


class HelpPage(NamedTuple):
    """Everything on the page for help and safety."""

    sections: tuple[Card, ...]
    countries: tuple[str, ...]
    lines: tuple[HelpLine, ...]
    checked: str
    """The date on which the list was checked, ISO."""
    to_read: tuple[Card, ...] = ()
    """Cards that stand beside no category: about trust, forgiving, and time."""


class Exercise(NamedTuple):
    """A calming exercise for the pause page. ``when`` is "too_high" or "too_low"."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]
