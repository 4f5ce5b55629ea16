"""Help and safety: texts, and lines by country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustapp.documents.catalogue.cards import RawCard
from trustapp.documents.catalogue.tables import CONDITION_LIMIT, CatalogueError, Raw, read, said


class RawLine(Raw, frozen=True):
    """A line of help as it stands in the file."""

    country: str
    name: str
    contact: str
    hours: str
    what_for: str


class RawHelp(Raw, frozen=True):
    """The file of help and safety."""

    checked: str
    card: tuple[RawCard, ...]
    line: tuple[RawLine, ...]


@dataclass(frozen=True)
class HelpEntry:
    """One line of the help directory."""

    country: str
    name: str
    contact: str
    hours: str
    what_for: str


def help_in(path: Path) -> RawHelp:
    """Help and safety, read whole; raises CatalogueError."""
    found = read(path, RawHelp)
    try:
        date.fromisoformat(found.checked)
    except ValueError as error:
        raise CatalogueError(f"{path.name}: checked is not a date such as 2026-11-23") from error
    for one in found.line:
        for text in (one.country, one.name, one.contact, one.hours, one.what_for):
            said(path, f"a line of {one.country!r}", text, CONDITION_LIMIT)
    return found
