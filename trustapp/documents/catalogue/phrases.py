"""Words that one may say to the other when something is ended or lifted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import TEXT_LIMIT, Raw, cited, once, read, said
from trustapp.domain.endings import Ending


class RawPhrase(Raw, frozen=True):
    """A phrase as it stands in the file."""

    id: str
    ends: Ending
    text: str
    article: tuple[str, ...]


class RawPhrases(Raw, frozen=True):
    """The file of phrases."""

    phrase: tuple[RawPhrase, ...]


@dataclass(frozen=True)
class PhraseText:
    """One thing that may be said, or left unsaid; ``ends`` is what it goes with."""

    id: str
    ends: Ending
    text: str


def phrases_in(path: Path) -> tuple[PhraseText, ...]:
    """The phrases of the file; raises CatalogueError."""
    found = read(path, RawPhrases).phrase
    once(path, (one.id for one in found))
    for one in found:
        cited(path, one.id, one.article)
    return tuple(PhraseText(one.id, one.ends, said(path, one.id, one.text, TEXT_LIMIT)) for one in found)
