"""What the two said they would do when a line is crossed, as it stands; reading it leaves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trustapp.domain.agreement import Line, State
from trustapp.domain.ids import CategoryId
from trustapp.domain.partners import Member
from trustapp.services.household import Household
from trustapp.services.names import named

CATEGORY: Final = CategoryId("when_crossed")
_READ: Final = (State.STANDS, State.COUNTS, State.RESTS)


@dataclass(frozen=True)
class CrossedView:
    """The couple's own lines for it. ``shared`` is False where there is nothing that two share."""

    lines: tuple[Line, ...]
    members: tuple[Member, ...]
    shared: bool


def crossed_view(house: Household) -> CrossedView:
    """A read of what stands; it changes nothing, in no space. Codes: sitting.locked."""
    shared = house.has_shared or house.is_shut
    if not shared:
        return CrossedView((), house.members, shared=False)
    lines = tuple(
        line for line in house.agreement().lines if line.category == CATEGORY and line.state in _READ
    )
    return CrossedView(lines, named(house.everyone), shared=True)
