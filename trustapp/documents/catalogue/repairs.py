"""Other wording beside words that may not stand as a line: from a rule to a boundary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import (
    WORDING_LIMIT,
    CatalogueError,
    Raw,
    cited,
    once,
    read,
    said,
)
from trustapp.domain.answers import Shape
from trustapp.domain.demands import Demand, demanded


class RawRepair(Raw, frozen=True):
    """A repair as it stands in the file."""

    id: str
    demand: Demand
    rule: str
    boundary: str
    shape: Shape
    article: tuple[str, ...]


class RawRepairs(Raw, frozen=True):
    """The file of repairs."""

    repair: tuple[RawRepair, ...]


@dataclass(frozen=True)
class RepairText:
    """A rule for somebody else, and how one can say for oneself what is behind it.

    ``shape`` is what kind of line the boundary would be.
    """

    id: str
    demand: Demand
    rule: str
    boundary: str
    shape: Shape


def repairs_in(path: Path) -> tuple[RepairText, ...]:
    """The repairs of the file; raises CatalogueError.

    Each shows a rule that is refused for the reason it names, and words that are not refused.
    """
    found = read(path, RawRepairs).repair
    once(path, (one.id for one in found))
    for one in found:
        said(path, f"{one.id}, rule", one.rule, WORDING_LIMIT)
        said(path, f"{one.id}, boundary", one.boundary, WORDING_LIMIT)
        cited(path, one.id, one.article)
        if demanded(one.rule) is not one.demand:
            raise CatalogueError(f"{path.name}: {one.id}: the rule is not refused as {one.demand}")
        if demanded(one.boundary) is not None:
            raise CatalogueError(f"{path.name}: {one.id}: the boundary would be refused too")
    return tuple(RepairText(one.id, one.demand, one.rule, one.boundary, one.shape) for one in found)
