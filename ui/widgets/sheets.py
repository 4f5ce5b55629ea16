"""What stands where on one sheet of a paper: areas of set type, and marks for scissors. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF

from ui.widgets.typesetting import Page, Piece

SIDE: Final = 26 / 25.4 * 72
TOP: Final = 58.0
BOTTOM: Final = 62.0
NARROW_SIDE: Final = 20 / 25.4 * 72
NARROW_TOP: Final = 44.0
NARROW_BOTTOM: Final = 56.0
"""Where everything has to be on one page, there is more of it."""


@dataclass(frozen=True)
class Area:
    """Pieces below one another, from this corner of the sheet on."""

    pieces: Page
    left: float = SIDE
    top: float = TOP


@dataclass(frozen=True)
class Sheet:
    """One sheet: its areas in reading order, where to cut and where to fold, and a note over it all."""

    areas: tuple[Area, ...]
    cuts: tuple[QLineF, ...] = ()
    folds: tuple[QLineF, ...] = ()
    note: str = ""

    @property
    def edge(self) -> float:
        """Where what stands over and under the areas begins: in line with the first of them."""
        return self.areas[0].left

    def pieces(self) -> Iterator[Piece]:
        """Everything that is set on it, in reading order."""
        for area in self.areas:
            yield from area.pieces
