"""My answers: the boundaries builder in one's own private space."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from trustapp.domain import own_items, past, wording
from trustapp.domain.answers import (
    Answer,
    Blank,
    BlankType,
    Category,
    Choice,
    Item,
    Kind,
    Merge,
    Release,
    Shape,
    scale_of,
)
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, MemberId, StatementId
from trustapp.domain.past import PastAnswer
from trustapp.domain.preview import shown_for, why_nothing
from trustapp.domain.sheet import both_names, effects_of_answer, protects, stated_by
from trustapp.services.household import Household
from trustapp.services.kept_back import standing_words, stands
from trustapp.services.rounds import sealed_category
from trustapp.storage.preferences import INTENSITY
from trustapp.storage.space import PrivateTables
from trustapp.words import _


@dataclass(frozen=True)
class AnsweredItem:
    """An item and this person's answer to it, if there is one."""

    item: Item
    answer: Answer | None
    conditions: tuple[str, ...]
    """The suggested conditions, as words to pick."""
    earlier: tuple[PastAnswer, ...] = ()
    """What this person said before, the oldest first."""
    said_on: date | None = None
    """The day of the answer, as far as it is known."""


@dataclass(frozen=True)
class CategoryAnswers:
    """One category with everything this person said in it; own items come last.

    ``quiet`` are a few items from here and there, for an evening that is not for a whole category.
    """

    category: Category
    items: tuple[AnsweredItem, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Preview:
    """Exactly what the other will see for each release of one answer: lines of plain text.

    An empty tuple under ``OPEN`` means that nothing of it is shown; ``why_nothing`` then says why in a
    sentence. ``hint_limit`` is true under a No on a wish: "A no here is not shown. State it as a limit?"
    ``stands`` is true of what its owner stated already, in these words; ``other_stands`` where a limit or
    need of theirs about the same item stands in other words, which no change of the answer lifts.
    ``sealed`` is true while this person's sheet of the category lies sealed, with what they said then.
    """

    shown: Mapping[Release, tuple[str, ...]]
    why_nothing: str = ""
    hint_limit: bool = False
    protects_nowhere_yet: bool = False
    stands: bool = False
    other_stands: bool = False
    sealed: bool = False


@dataclass(frozen=True)
class OwnItem:
    """An item of one's own, as typed."""

    category: CategoryId
    kind: Kind
    shape: Shape
    merge: Merge | None
    title: str
    text: str = ""


MAX_NOTE = 4000
MAX_RELEASED_NOTE = 300
MAX_CONDITION = 120
MAX_CONDITIONS = 12
MAX_TITLE = 60
MAX_TEXT = 320
MAX_BLANK = 120

_CHANGED = frozenset({Topic.ANSWERS})


class AnswerService:
    """Reads and keeps the answers of the person whose sitting it is."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def categories(self) -> Outcome[tuple[Category, ...]]:
        """All categories, in the order in which they are offered."""
        return Outcome(tuple(self._household.catalogues.categories))

    def category(self, category: CategoryId, also: ItemId | None = None) -> Outcome[CategoryAnswers]:
        """One category with this person's answers, up to the intensity that they want to see.

        ``also`` is shown whatever its intensity: the person came to it from where it stands.
        Codes: category.unknown, sitting.not_own.
        """
        found = self._category(category)
        with self._household.private.transaction() as tables:
            level = tables.preferences.get(INTENSITY)
            own = [item for item in tables.own_items.all() if item.category == category]
            shown = [item for item in (*found.items, *own) if item.id == also or within(item, level)]
            items = entries(self._household, tables, shown)
        known = tuple(entry.item for entry in items if not entry.item.own)
        return Outcome(CategoryAnswers(replace(found, items=known), items))

    def keep(self, answer: Answer) -> Outcome[None]:
        """Keep an answer.

        Codes: answer.blank_invalid (value ``label``), answer.not_on_scale, answer.too_long, item.unknown.
        """
        item = self._item(answer.item)
        self._check(item, answer)
        with self._household.private.transaction() as tables:
            self._remember(tables, item, answer)
            tables.answers.save(answer)
        return Outcome(None, _CHANGED)

    def _remember(self, tables: PrivateTables, item: Item, after: Answer | None) -> None:
        """Keep what was said before, with its day: a mind may change, and its owner may look back."""
        before, said = tables.answers.get_all().get(item.id), tables.past.get(item.id)
        tables.past.save(item.id, past.changed(item, said, before, after, self._household.today()))

    def keep_what_fits(self, answer: Answer) -> Outcome[None]:
        """Keep an answer that was being typed when a lock came: nobody is there to mend what does not fit.

        A blank out of its bounds stays as it was kept before, and what is too long loses its end; an answer
        of which nothing is left is taken out. Codes: answer.not_on_scale, item.unknown.
        """
        with self._household.private.transaction() as tables:
            before = tables.answers.get_all().get(answer.item, Answer(answer.item))
        fitting = _cut_to_fit(self._item(answer.item), answer, before.blanks)
        if fitting.choice is None and not fitting.note:
            return self.clear(answer.item)
        return self.keep(fitting)

    def clear(self, item: ItemId) -> Outcome[None]:
        """Take an answer out again, with its notes; what was said stays with what was said earlier.

        Codes: item.unknown.
        """
        found = self._item(item)
        with self._household.private.transaction() as tables:
            self._remember(tables, found, None)
            tables.answers.delete(item)
        return Outcome(None, _CHANGED)

    def preview(self, answer: Answer) -> Outcome[Preview]:
        """What the other would see."""
        item = self._item(answer.item)
        standing = standing_words(self._household)
        sealed = sealed_category(self._household) == item.category
        if answer.choice is None:
            there = any(one == item.id for _type, one, _text in standing)
            return Outcome(Preview(dict.fromkeys(Release, ()), other_stands=there, sealed=sealed))
        me = self._household.me().id
        opened = shown_for(item, answer, me, self._names(), wishes=True)
        shown = {Release.KEEP: (), Release.OPEN: opened, Release.TALK: (item.title,)}
        stated = stated_by(item, answer, me, self._names(), StatementId(""))
        there = stands(stated, standing)
        silent_no = item.merge is Merge.MUTUAL and answer.choice in (Choice.NO, Choice.NOT_NOW)
        return Outcome(
            Preview(
                shown,
                why_nothing(item, answer, wishes=True),
                hint_limit=silent_no and not there,
                protects_nowhere_yet=protects(item, answer) and not there,
                stands=there,
                other_stands=any(
                    one == item.id and (stated is None or (kind, text) != (stated.type, stated.text))
                    for kind, one, text in standing
                ),
                sealed=sealed,
            )
        )

    def add_own(self, own: OwnItem) -> Outcome[Item]:
        """Codes: own_item.empty, own_item.too_long."""
        title, text = own.title.strip(), own.text.strip()
        if not title:
            raise UserError("own_item.empty")
        if len(title) > MAX_TITLE or len(text) > MAX_TEXT:
            raise UserError("own_item.too_long", title=MAX_TITLE, text=MAX_TEXT)
        self._category(own.category)
        item = own_items.own_item(
            ItemId(f"own.{secrets.token_hex(16)}"), own.category, own.kind, own.shape, own.merge, title, text
        )
        with self._household.private.transaction() as tables:
            tables.own_items.save(item)
        return Outcome(item, _CHANGED)

    def remove_own(self, item: ItemId) -> Outcome[None]:
        """Remove an item of one's own with its answer, and with what was said of it before."""
        with self._household.private.transaction() as tables:
            tables.own_items.delete(item)
            tables.past.save(item, ())
            tables.answers.delete(item)
        return Outcome(None, _CHANGED)

    def wording(self, item: ItemId, choice: Choice, blanks: Mapping[str, str]) -> Outcome[str]:
        """How the line would read; empty where the choice makes none."""
        found = self._item(item)
        if not effects_of_answer(found, Answer(item, choice, release=Release.OPEN), True):
            return Outcome("")
        name, other = both_names(self._household.me().id, self._names())
        if found.merge is Merge.MUTUAL and choice is Choice.YES_IF:
            choice = Choice.YES  # a wish reads the same; its conditions stand beneath it
        return Outcome(wording.line_text(found, choice, blanks, name, other))

    # -- helpers -----------------------------------------------------------------------------------

    def _names(self) -> Mapping[MemberId, str]:
        """The names of both; while alone the other is spoken of without one."""
        names = dict(self._household.names)
        for member in (FIRST, SECOND):
            names.setdefault(member, _("my partner"))
        return names

    def _category(self, category: CategoryId) -> Category:
        for one in self._household.catalogues.categories:
            if one.id == category:
                return one
        raise UserError("category.unknown")

    def _item(self, item: ItemId) -> Item:
        for category in self._household.catalogues.categories:
            for one in category.items:
                if one.id == item:
                    return one
        with self._household.private.transaction() as tables:
            for own in tables.own_items.all():
                if own.id == item:
                    return own
        raise UserError("item.unknown")

    def _check(self, item: Item, answer: Answer) -> None:
        if answer.choice is not None and answer.choice not in scale_of(item):
            raise UserError("answer.not_on_scale")
        too_long = (
            len(answer.note) > MAX_NOTE
            or len(answer.released_note) > MAX_RELEASED_NOTE
            or len(answer.conditions) > MAX_CONDITIONS
            or any(len(one) > MAX_CONDITION for one in answer.conditions)
        )
        if too_long:
            raise UserError("answer.too_long")
        for blank in item.blanks:
            _check_blank(blank, answer.blanks.get(blank.name, ""))


def within(item: Item, level: int) -> bool:
    """Whether an item is shown at an intensity; what a person wrote themselves always is."""
    return item.own or item.sensitivity <= level


def entries(household: Household, tables: PrivateTables, items: Iterable[Item]) -> tuple[AnsweredItem, ...]:
    """These items with what this person says of them, and said before."""
    answers, said = tables.answers.get_all(), tables.past.all()
    library = household.catalogues.conditions
    return tuple(
        AnsweredItem(
            item,
            answer := answers.get(item.id),
            tuple(library.get(one, one) for one in item.conditions),
            past.earlier(item, said.get(item.id, ()), answer),
            past.said_on(item, said.get(item.id, ()), answer),
        )
        for item in items
    )


def _cut_to_fit(item: Item, answer: Answer, before: Mapping[str, str]) -> Answer:
    blanks = {}
    for blank in item.blanks:
        typed = answer.blanks.get(blank.name, "")
        blanks[blank.name] = typed if _fits(blank, typed.strip()) else before.get(blank.name, "")
    return replace(
        answer,
        note=answer.note[:MAX_NOTE],
        released_note=answer.released_note[:MAX_RELEASED_NOTE],
        conditions=tuple(one for one in answer.conditions if len(one) <= MAX_CONDITION)[:MAX_CONDITIONS],
        blanks={name: value for name, value in blanks.items() if value},
    )


def _check_blank(blank: Blank, value: str) -> None:
    """An empty blank takes its default; a filled one must keep its bounds."""
    value = value.strip()
    if not value:
        return
    if not _fits(blank, value):
        raise UserError("answer.blank_invalid", label=blank.label)


def _fits(blank: Blank, value: str) -> bool:
    if blank.type is BlankType.CHOICE:
        return value in blank.choices
    if blank.type is BlankType.DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True
    if blank.type in (BlankType.NUMBER, BlankType.DURATION):
        return value.isascii() and value.isdigit() and blank.minimum <= int(value) <= blank.maximum
    return len(value) <= (blank.maximum or MAX_BLANK)
