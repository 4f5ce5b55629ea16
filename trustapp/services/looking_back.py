"""Looking back on one's own answers: what was said before, and what moved since then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trustapp.domain import past
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.domain.own_items import each_item
from trustapp.domain.past import Moved, PastAnswer
from trustapp.services.answers import within
from trustapp.services.household import Household
from trustapp.storage.preferences import INTENSITY

_CHANGED = frozenset({Topic.ANSWERS})


class Span(StrEnum):
    """How far one looks back."""

    MONTH = "month"
    SEASON = "season"
    HALF_YEAR = "half_year"
    YEAR = "year"


DAYS = {Span.MONTH: 30, Span.SEASON: 91, Span.HALF_YEAR: 182, Span.YEAR: 365}


@dataclass(frozen=True)
class LookBack:
    """A day, and what moved since, category by category; nothing is added up."""

    day: date
    groups: tuple[tuple[str, CategoryId, tuple[Moved, ...]], ...]


class LookBackService:
    """For the eyes of the person whose sitting it is, and of nobody else."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def look(self, span: Span) -> Outcome[LookBack]:
        """What moved since then, up to the intensity that this person wants to see.

        Codes: sitting.not_own.
        """
        day = self._household.today() - timedelta(days=DAYS[span])
        with self._household.private.transaction() as tables:
            level, own = tables.preferences.get(INTENSITY), tables.own_items.all()
            answers, said = tables.answers.get_all(), tables.past.all()
        groups: dict[CategoryId, list[Moved]] = {}
        titles = {one.id: one.title for one in self._household.catalogues.categories}
        for item, category in each_item(self._household.catalogues.categories, own):
            if within(item, level) and item.id in said:
                moved = past.moved(item, said[item.id], answers.get(item.id), day)
                if moved is not None:
                    groups.setdefault(category.id, []).append(moved)
        return Outcome(LookBack(day, tuple((titles[one], one, tuple(rows)) for one, rows in groups.items())))

    def forget(self, item: ItemId, one: PastAnswer | None = None) -> Outcome[None]:
        """Forget one thing that was said of an item before, or all of it with its days.

        What is said now stays. Codes: sitting.not_own.
        """
        with self._household.private.transaction() as tables:
            said = tables.past.get(item)
            tables.past.save(item, past.without(said, one) if one is not None else ())
        return Outcome(None, _CHANGED)
