"""Suggestions for the map of triggers: what sets off an alarm, and early signs of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import TITLE_LIMIT, CatalogueError, Raw, once, read, said
from trustapp.domain.triggers import STATES


class _Kind(Raw, frozen=True):
    id: str
    title: str


class _Sign(_Kind, frozen=True):
    state: str


class _File(Raw, frozen=True):
    kind: tuple[_Kind, ...]
    sign: tuple[_Sign, ...]


@dataclass(frozen=True)
class TriggerTexts:
    """``signs``: each with which way it goes, "too_high" or "too_low"."""

    kinds: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]


def triggers_in(path: Path) -> TriggerTexts:
    """The file, checked. Raises CatalogueError."""
    found = read(path, _File)
    for group in (found.kind, found.sign):
        once(path, (one.id for one in group))
        for one in group:
            said(path, one.id, one.title, TITLE_LIMIT)
    if any(one.state not in STATES or not one.state for one in found.sign):
        raise CatalogueError(f"{path.name}: a sign goes neither too high nor too low")
    return TriggerTexts(
        tuple(one.title for one in found.kind), tuple((one.title, one.state) for one in found.sign)
    )
