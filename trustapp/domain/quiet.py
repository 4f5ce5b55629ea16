"""A few questions for an evening that is not for a whole category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from trustapp.domain.answers import Answer, Choice, Item
from trustapp.domain.ids import ItemId

HOW_MANY: Final = 5


def quiet_five(in_chance_order: Sequence[Item], answers: Mapping[ItemId, Answer]) -> tuple[Item, ...]:
    """Five items: open ones first, the least sensitive among them first, from here and there.

    Chance decides between items that are alike, so that nobody can tell which five another person has.
    Where fewer are open, what is not known yet and then what was answered fill the five up: how many
    there are never tells how much is left.
    """
    left, taken = list(in_chance_order), list[Item]()
    while left and len(taken) < HOW_MANY:
        places = Counter(one.category for one in taken)
        ranks = [(_settled(answers.get(one.id)), one.sensitivity, places[one.category]) for one in left]
        taken.append(left.pop(ranks.index(min(ranks))))
    return tuple(taken)


def _settled(answer: Answer | None) -> int:
    if answer is None or answer.choice is None:
        return 0
    return 1 if answer.choice is Choice.UNKNOWN else 2
