"""Conditions to pick from, apart by what they may stand beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import CONDITION_LIMIT, Raw, once, read, said
from trustapp.domain.answers import Shape


class RawCondition(Raw, frozen=True):
    """A condition as it stands in the file."""

    id: str
    text: str


class RawConditions(Raw, frozen=True):
    """The file of conditions."""

    only_if: tuple[RawCondition, ...]
    when: tuple[RawCondition, ...]


@dataclass(frozen=True)
class Conditions:
    """Words by id. ``only_if`` narrows what may happen; ``when`` says at which times something protects.

    The two are kept apart: beside a safeguard "it is not late" would take the protection away at night.
    """

    only_if: Mapping[str, str]
    when: Mapping[str, str]

    def for_shape(self, shape: Shape) -> Mapping[str, str]:
        """The conditions that an item of this shape may suggest."""
        return self.when if shape is Shape.SAFEGUARD else self.only_if


def conditions_in(path: Path) -> Conditions:
    """The conditions of the file; raises CatalogueError."""
    found = read(path, RawConditions)
    once(path, (one.id for one in (*found.only_if, *found.when)))
    only_if, when = (
        {one.id: said(path, one.id, one.text, CONDITION_LIMIT) for one in part}
        for part in (found.only_if, found.when)
    )
    return Conditions(only_if, when)
