"""Names for the identifiers that travel between the layers, so that they cannot be mixed up."""

from __future__ import annotations

from typing import Final, NewType

MemberId = NewType("MemberId", str)
"""A member of the household: "p1" set the vault up, "p2" joined, a later newcomer is "p3"."""

CategoryId = NewType("CategoryId", str)
ItemId = NewType("ItemId", str)
"""A catalogue item ("touch.ask_first") or a person's own ("own." and 32 hex digits)."""

LineId = NewType("LineId", str)
"""32 hex digits: one draft and every still yes to it. A line that ended never comes back under its id."""

StatementId = NewType("StatementId", str)
"""32 hex digits, random: a statement with an id that was read before counts once."""

RoundId = NewType("RoundId", str)
RitualId = NewType("RitualId", str)

FIRST: Final = MemberId("p1")
SECOND: Final = MemberId("p2")
