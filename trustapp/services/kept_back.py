"""Stating at once, without a round, what was kept back: a No or a need that protects nowhere yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Category, Item, Release
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, StatementId
from trustapp.domain.own_items import each_item
from trustapp.domain.preview import shown_when_stated
from trustapp.domain.sheet import protects, stated_by
from trustapp.domain.statements import Limit, Need
from trustapp.services.household import Household

Standing = frozenset[tuple[str, ItemId | None, str]]
"""Type, item and words of what somebody signed: a need in the words of a limit is not the limit."""

_CHANGED = frozenset({Topic.AGREEMENT, Topic.ANSWERS})


@dataclass(frozen=True)
class KeptAnswer:
    """What its owner kept back, and exactly what the other will see once it is stated."""

    item: ItemId
    title: str
    category: CategoryId
    where: str
    """The title of the category."""
    shown: str
    is_limit: bool
    """A limit closes what is open of its item; a need narrows it."""
    on_a_sheet: bool
    """Its owner would open it with the other's: it is kept back no longer, and stands nowhere until then."""


class KeptBackService:
    """In one's own sitting. No wording is refused: what somebody does not want is theirs to say."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def all(self) -> Outcome[tuple[KeptAnswer, ...]]:
        """Every No and need that protects nowhere yet, whatever its category and intensity.

        A no to a wish is not among them: it is told only if its owner goes to it and says so.
        Nothing where there is nobody to state it to. Codes: sitting.not_own.
        """
        if not _has_shared(self._household):
            return Outcome(())
        standing = standing_words(self._household)
        found = []
        for item, where, answer in self._answered():
            statement = self._statement(item, answer) if protects(item, answer) else None
            if statement is not None and not stands(statement, standing):
                found.append(self._kept(item, where, answer, statement))
        return Outcome(tuple(found))

    def look_at(self, item: ItemId) -> Outcome[KeptAnswer]:
        """What the other will see of one answer once it is stated. Codes: stating.nothing, vault.alone."""
        found, where, answer = self._find(item)
        statement = self._statement(found, answer)
        if statement is None or stands(statement, standing_words(self._household)):
            raise UserError("stating.nothing")
        return Outcome(self._kept(found, where, answer, statement))

    def state(self, item: ItemId) -> Outcome[StatementId]:
        """State it, signed: it stands from this moment. Codes: stating.nothing, vault.alone, storage.*.

        The answer stays as it is, for oneself.
        """
        found, _where, answer = self._find(item)
        statement = self._statement(found, answer)
        if statement is None or stands(statement, standing_words(self._household)):
            raise UserError("stating.nothing")
        self._household.say(statement)
        return Outcome(statement.id, _CHANGED)

    # -- helpers -----------------------------------------------------------------------------------

    def _statement(self, item: Item, answer: Answer) -> Limit | Need | None:
        house = self._household
        return stated_by(item, answer, house.me().id, house.names, house.new_id())

    def _kept(self, item: Item, where: Category, answer: Answer, statement: Limit | Need) -> KeptAnswer:
        shown = shown_when_stated(statement, self._household.names)
        limit, sheet = isinstance(statement, Limit), answer.release is Release.OPEN
        return KeptAnswer(item.id, item.title, where.id, where.title, shown, limit, sheet)

    def _find(self, item: ItemId) -> tuple[Item, Category, Answer]:
        if not _has_shared(self._household):
            raise UserError("vault.alone")
        for one in self._answered():
            if one[0].id == item:
                return one
        raise UserError("stating.nothing")

    def _answered(self) -> Iterator[tuple[Item, Category, Answer]]:
        """Every item that was answered, in the order of the answer page."""
        with self._household.private.transaction() as tables:
            answers, own = tables.answers.get_all(), tables.own_items.all()
        for item, category in each_item(self._household.catalogues.categories, own):
            if item.id in answers:
                yield item, category, answers[item.id]


def standing_words(household: Household) -> Standing:
    """The person's limits and needs that stand already, signed: they are not stated twice.

    What carries no signature may be anybody's, and can be taken out again unseen: it stands for nothing here.
    """
    if not _has_shared(household):
        return frozenset()
    me = household.me().id
    return frozenset(
        _told(line.statement)
        for line in household.agreement().lines
        if line.statement is not None
        and line.owner == me
        and line.state is State.STANDS
        and not line.unsigned
    )


def stands(statement: Limit | Need | None, standing: Standing) -> bool:
    """Whether this was stated already, in the same words."""
    return statement is not None and _told(statement) in standing


def _told(statement: Limit | Need) -> tuple[str, ItemId | None, str]:
    return statement.type, statement.item, statement.text


def _has_shared(household: Household) -> bool:
    return household.has_shared or household.is_shut
