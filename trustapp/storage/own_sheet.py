"""A person's own sheet of boundaries: kept among the facts of their space."""

from __future__ import annotations

from typing import Final

from trustapp.domain.own_sheet import OwnLine, Sheet, in_order
from trustapp.storage import rows
from trustapp.storage.facts import FactTable

_NAME: Final = "own_sheet"


class OwnSheetTable:
    """The sheet as a whole: it is short, and its order is part of it."""

    def __init__(self, facts: FactTable) -> None:
        """Work on the facts of an open private space."""
        self._facts = facts

    def get(self) -> Sheet:
        """Every line in order. Codes: storage.damaged."""
        lines = self._facts.value(_NAME, tuple[OwnLine, ...]) or ()
        rows.require_distinct([one.id for one in lines])
        return in_order(lines)

    def save(self, sheet: Sheet) -> None:
        """Keep the sheet in place of the one before; an empty one leaves nothing behind."""
        self._facts.keep(_NAME, sheet)
