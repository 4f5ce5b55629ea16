"""Reading matter: help and safety, first-run words, education cards, calming exercises."""

from __future__ import annotations

from collections.abc import Mapping

from trustapp.domain.changes import Outcome
from trustapp.domain.demands import Demand
from trustapp.domain.endings import Ending
from trustapp.domain.ids import CategoryId
from trustapp.services import first_words
from trustapp.services.household import Household
from trustapp.services.reading import Card, Exercise, HelpLine, HelpPage, Repair, card


class GuidanceService:
    """Gives reading matter; nothing of what is read is kept anywhere."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def help_page(self) -> Outcome[HelpPage]:
        """Help and safety, the same for everyone."""
        found = self._household.catalogues
        lines = tuple(
            HelpLine(one.country, one.name, one.contact, one.hours, one.what_for) for one in found.help_lines
        )
        countries = tuple(dict.fromkeys(line.country for line in lines))
        beside = set(found.category_card.values())
        to_read = tuple(card(one) for name, one in found.cards.items() if name not in beside)
        sections = tuple(card(one) for one in found.help)
        return Outcome(HelpPage(sections, countries, lines, found.help_checked, to_read))

    def first_run(self) -> Outcome[tuple[Card, ...]]:
        """Cards by id: welcome, not_together, private_questions, alone_or_both and the others."""
        return Outcome(first_words.cards())

    def private_questions(self) -> Outcome[tuple[str, ...]]:
        """The questions "is this right for us?"; their answers are never stored anywhere."""
        return Outcome(first_words.questions())

    def card_beside(self, category: str) -> Outcome[Card | None]:
        """The education card beside a category of the boundaries builder."""
        found = self._household.catalogues
        beside = found.category_card.get(CategoryId(category))
        return Outcome(card(found.cards[beside]) if beside is not None else None)

    def repairs(self) -> Outcome[Mapping[Demand, tuple[Repair, ...]]]:
        """Other words beside a draft that may not stand, by the reason why it may not."""
        found = self._household.catalogues.repairs
        return Outcome(
            {
                demand: tuple(
                    Repair(one.rule, one.boundary, one.shape) for one in found if one.demand is demand
                )
                for demand in Demand
            }
        )

    def phrases(self) -> Outcome[Mapping[Ending, tuple[str, ...]]]:
        """What may be said to the other when something is ended or lifted, by what that is."""
        found = self._household.catalogues.phrases
        return Outcome({ends: tuple(one.text for one in found if one.ends is ends) for ends in Ending})

    def exercises(self) -> Outcome[tuple[Exercise, ...]]:
        """Calming exercises for the pause page."""
        return Outcome(
            tuple(
                Exercise(one.id, one.title, one.when, one.steps)
                for one in self._household.catalogues.exercises
            )
        )
