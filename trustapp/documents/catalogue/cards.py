"""Short texts to read: education cards and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import (
    TEXT_LIMIT,
    TITLE_LIMIT,
    CatalogueError,
    Raw,
    cited,
    once,
    referenced,
    said,
)


class RawCard(Raw, frozen=True):
    """A card as it stands in a file."""

    id: str
    title: str
    body: tuple[str, ...]
    article: tuple[str, ...] = ()


class RawCards(Raw, frozen=True):
    """The file of education cards."""

    card: tuple[RawCard, ...]


@dataclass(frozen=True)
class CardText:
    """A short text to read."""

    id: str
    title: str
    body: tuple[str, ...]
    article: tuple[str, ...] = ()


def cards_of(path: Path, found: tuple[RawCard, ...], *, cite: bool = False) -> dict[str, CardText]:
    """The cards of a file by their id; raises CatalogueError. ``cite``: each has the article behind it."""
    once(path, (one.id for one in found))
    for one in found:
        said(path, one.id, one.title, TITLE_LIMIT)
        if not one.body:
            raise CatalogueError(f"{path.name}: {one.id} has no text")
        for paragraph in one.body:
            said(path, one.id, paragraph, 4 * TEXT_LIMIT)
        if cite:
            cited(path, one.id, one.article)
        referenced(path, one.id, one.article)
    return {one.id: CardText(one.id, one.title, one.body, one.article) for one in found}
