"""The basket for a session: gathered in one's own space, printed as one sheet, kept nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trustapp.domain import basket
from trustapp.domain.basket import Basket, Kind, Thing
from trustapp.domain.changes import Outcome, Topic
from trustapp.services.household import Household
from trustapp.services.papers import LineChoice, NameStyle, PaperDocument, PaperService, document_of
from trustapp.storage.space import PrivateTables

if TYPE_CHECKING:
    from trustapp.documents.lines import PaperGroup

BASKET: Final = "basket"
"""The fact that holds what was gathered."""

CHANGED: Final = frozenset({Topic.BASKET})


@dataclass(frozen=True)
class BasketView:
    """What was gathered, the lines of the agreement that may be picked, and those that are."""

    things: Basket
    lines: tuple[LineChoice, ...]
    picked: frozenset[str]


class BasketService:
    """One person gathers for themselves; nothing of it is shared or told."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def view(self) -> Outcome[BasketView]:
        """A line that does not count any more is not there. Codes: sitting.not_own, storage.*."""
        found = self._kept()
        lines = self._lines(frozenset())[0]
        keys = {one.key for one in lines}
        picked = frozenset(one.text for one in found if one.kind is Kind.LINE and one.text in keys)
        return Outcome(BasketView(tuple(one for one in found if one.kind is not Kind.LINE), lines, picked))

    def put(self, kind: Kind, text: str) -> Outcome[None]:
        """One thing more. Codes: basket.*, sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            thing = Thing(self._household.new_id(), kind, text)
            tables.facts.keep(BASKET, basket.put(kept(tables), thing))
        return Outcome(None, CHANGED)

    def remove(self, thing: str) -> Outcome[None]:
        """One thing less. Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            tables.facts.keep(BASKET, tuple(one for one in kept(tables) if one.id != thing))
        return Outcome(None, CHANGED)

    def pick(self, keys: Collection[str]) -> Outcome[None]:
        """Exactly these lines of the agreement. Codes: basket.*, sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            made = tuple(one for one in kept(tables) if one.kind is not Kind.LINE)
            for key in sorted(keys):
                made = basket.put(made, Thing(self._household.new_id(), Kind.LINE, key))
            tables.facts.keep(BASKET, made)
        return Outcome(None, CHANGED)

    def clear(self) -> Outcome[None]:
        """Nothing is gathered any more. Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            tables.facts.delete(BASKET)
        return Outcome(None, CHANGED)

    def paper(self, *, initials: bool, large: bool, kept_at: str) -> Outcome[PaperDocument]:
        """Everything on one sheet, under initials or nobody's name. Codes: sitting.not_own, storage.*."""
        from trustapp.documents.basket import basket_context
        from trustapp.documents.render import render_basket

        house = self._household
        me, found = house.me(), self._kept()
        picked = frozenset(one.text for one in found if one.kind is Kind.LINE)
        names = NameStyle.INITIALS if initials else NameStyle.NONE
        groups = self._lines(picked, names)[1] if picked else ()
        label = me.initials if initials else ""
        paper = basket_context(found, groups, label, house.today(), kept_at=kept_at, large=large)
        return Outcome(document_of(render_basket(paper)))

    def _kept(self) -> Basket:
        with self._household.private.transaction() as tables:
            return kept(tables)

    def _lines(
        self, picked: frozenset[str], names: NameStyle = NameStyle.INITIALS
    ) -> tuple[tuple[LineChoice, ...], tuple[PaperGroup, ...]]:
        house = self._household
        if not (house.has_shared or house.is_shut):
            return (), ()
        return PaperService(house).session_lines(picked, names)


def kept(tables: PrivateTables) -> Basket:
    """What was gathered, the oldest first. Codes: storage.damaged."""
    return tables.facts.value(BASKET, tuple[Thing, ...]) or ()
