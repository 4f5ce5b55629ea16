"""Ways into one's own answers: how much to see, words to search for, a few questions for a quiet evening."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from trustapp.domain.answers import Answer, Category, Item
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.finding import found_by
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.domain.own_items import each_item
from trustapp.domain.quiet import quiet_five
from trustapp.services.answers import CategoryAnswers, entries, within
from trustapp.services.household import Household
from trustapp.storage.preferences import INTENSITY
from trustapp.storage.space import PrivateTables
from trustapp.words import _

_CHANCE = secrets.SystemRandom()

_CHANGED = frozenset({Topic.ANSWERS, Topic.PREFERENCES})


@dataclass(frozen=True)
class Found:
    """An item that has the words that were searched for, and where it is."""

    item: ItemId
    title: str
    category: CategoryId
    where: str


class FindingService:
    """Nothing that was looked for, or given for an evening, is kept anywhere."""

    def __init__(self, household: Household) -> None:
        self._household = household

    # -- intensity ---------------------------------------------------------------------------------

    def intensity(self) -> Outcome[int]:
        """Up to which sensitivity this person wants to see items, 1 to 3. Codes: sitting.not_own."""
        with self._household.private.transaction() as tables:
            return Outcome(tables.preferences.get(INTENSITY))

    def set_intensity(self, level: int) -> Outcome[None]:
        """See more or less from now on; what was answered stays. Codes: settings.out_of_range."""
        if not INTENSITY.fits(level):
            raise UserError("settings.out_of_range")
        with self._household.private.transaction() as tables:
            tables.preferences.set(INTENSITY, level)
        return Outcome(None, _CHANGED)

    def categories(self) -> Outcome[tuple[Category, ...]]:
        """The categories in which there is something at this intensity. Codes: sitting.not_own."""
        with self._household.private.transaction() as tables:
            there = {item.category for item, _where in self._shown(tables)}
        return Outcome(tuple(one for one in self._household.catalogues.categories if one.id in there))

    # -- search ------------------------------------------------------------------------------------

    def search(self, words: str) -> Outcome[tuple[Found, ...]]:
        """The items with all of these words, those with the words in their title first."""
        library = self._household.catalogues.conditions
        near: list[Found] = []
        far: list[Found] = []
        with self._household.private.transaction() as tables:
            answers = tables.answers.get_all()
            for item, where in self._shown(tables):
                suggested = [library.get(one, one) for one in item.conditions]
                own = answers.get(item.id, Answer(item.id)).conditions
                rank = found_by(words, item, (where.title, *suggested, *own))
                if rank is not None:
                    (far if rank else near).append(Found(item.id, item.title, where.id, where.title))
        return Outcome((*near, *far))

    # -- a quiet evening ---------------------------------------------------------------------------

    def quiet(self) -> Outcome[tuple[ItemId, ...]]:
        """Five items for this evening; asked again, they are others."""
        with self._household.private.transaction() as tables:
            items = [item for item, _where in self._shown(tables)]
            answers = tables.answers.get_all()
        _CHANCE.shuffle(items)
        return Outcome(tuple(item.id for item in quiet_five(items, answers)))

    def some(self, items: tuple[ItemId, ...]) -> Outcome[CategoryAnswers]:
        """These items with this person's answers, in this order; one that is gone is left out."""
        with self._household.private.transaction() as tables:
            there = {item.id: item for item, _where in self._shown(tables)}
            found = entries(self._household, tables, [there[one] for one in items if one in there])
        evening = Category(
            CategoryId(""),
            _("Five quiet questions"),
            _("From here and there, for an evening without a subject. Any of them can be left."),
            tuple(entry.item for entry in found),
        )
        return Outcome(CategoryAnswers(evening, found, quiet=True))

    def _shown(self, tables: PrivateTables) -> Iterator[tuple[Item, Category]]:
        """Every item that this person wants to see, with its category; their own come last in each."""
        level, own = tables.preferences.get(INTENSITY), tables.own_items.all()
        for item, category in each_item(self._household.catalogues.categories, own):
            if within(item, level):
                yield item, category
