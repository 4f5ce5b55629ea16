"""The sheet: what one person's answers release, and nothing else of them (docs/merge.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from trustapp.domain.answers import NARROWED, Answer, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.ids import CategoryId, ItemId, MemberId, RoundId, StatementId
from trustapp.domain.statements import Limit, Need
from trustapp.domain.wording import fillings, full_text, line_text, unnamed


@dataclass(frozen=True)
class SheetLine:
    """One released answer, holding only what may be shown.

    ``text`` is the wording of the choice with its blanks filled in; ``conditions`` and ``note`` are the
    person's own words. ``order`` is the item's place in its category.
    """

    item: ItemId
    order: int
    kind: Kind
    shape: Shape
    merge: Merge | None
    title: str
    text: str
    choice: Choice
    conditions: tuple[str, ...] = ()
    note: str = ""
    sensitivity: int = 1
    paper: bool = False
    yes_text: str = ""
    """How the opening or shared way reads when both said yes, in this person's filling."""
    filling: tuple[tuple[str, str], ...] | None = None
    """What this person filled into those words; None where there are none, and then nothing is the same."""


@dataclass(frozen=True)
class Sheet:
    """What one person releases for one round, and nothing else of their answers.

    ``statements`` are the limits and needs that follow from the lines, in the order of the lines;
    their owner signs them at release and they stand from the opening of the reveal.
    """

    round: RoundId
    member: MemberId
    category: CategoryId
    wishes: bool
    lines: tuple[SheetLine, ...] = ()
    statements: tuple[Limit | Need, ...] = ()
    talk_first: tuple[tuple[ItemId, str], ...] = ()


class Effect(StrEnum):
    """What an answer that is opened with the other's does."""

    LIMIT = "limit"
    NEED = "need"
    YES = "yes"
    """Shown only together with the other's: an opening or a shared way."""
    OFFER = "offer"
    ASK = "ask"


_ASKING: Final = frozenset(
    {
        Choice.YES,
        Choice.YES_IF,
        Choice.NEED,
        Choice.LIKE,
        Choice.ONLY_WHEN,
        Choice.OFFER,
        Choice.OFFER_IF,
    }
)
_YESES: Final = frozenset({Choice.YES, Choice.YES_IF})
_NEEDS: Final = frozenset({Choice.NEED, Choice.ONLY_WHEN})
_OFFERS: Final = frozenset({Choice.OFFER, Choice.OFFER_IF})
_PROTECTING: Final = frozenset({Effect.LIMIT, Effect.NEED})


def is_wish(item: Item | SheetLine) -> bool:
    """Whether only what both want of this item is ever shown."""
    return item.kind is Kind.OURS and item.shape is Shape.OPENING and item.merge is Merge.MUTUAL


def effects_of(item: Item | SheetLine, choice: Choice, wishes: bool) -> frozenset[Effect]:
    """What this choice does when it is opened: the whole table of docs/merge.md in one place."""
    if item.kind is Kind.ASK:
        return frozenset({Effect.ASK}) if choice in _ASKING else frozenset()
    if item.shape is Shape.OFFER:
        return frozenset({Effect.OFFER}) if choice in _OFFERS else frozenset()
    ours = item.kind is Kind.OURS
    found: set[Effect] = set()
    if item.shape is Shape.SAFEGUARD:
        if choice in _NEEDS:
            found.add(Effect.NEED)
        if ours and (choice in _NEEDS or choice is Choice.LIKE):
            found.add(Effect.YES)
    elif is_wish(item):
        if wishes and choice in _YESES:
            found.add(Effect.YES)
    else:
        if choice in (Choice.NO, Choice.NOT_NOW):
            found.add(Effect.LIMIT)
        if choice is Choice.YES_IF:
            found.add(Effect.NEED)
        if ours and choice in _YESES:
            found.add(Effect.YES)
    return frozenset(found)


def effects_of_answer(item: Item, answer: Answer, wishes: bool) -> frozenset[Effect]:
    """What this answer does when it is opened.

    An item of one's own is known to its writer alone, so the other cannot say yes to it: no yes of it
    is ever shown, and none is put on the sheet. Nor is a yes to an opening whose words have a hole.
    """
    choice = choice_of(answer)
    effects = effects_of(item, choice, wishes) if choice else frozenset()
    return effects - {Effect.YES} if item.own or has_a_hole(item, answer) else effects


def has_a_hole(item: Item, answer: Answer) -> bool:
    """Whether an opening's words have a blank in which nothing stands: nobody can say yes to those."""
    return item.shape is Shape.OPENING and not all(value for _, value in filling_of(item, answer))


def choice_of(answer: Answer) -> Choice | None:
    """The choice as it is read: a yes that carries a condition is a "Yes, if"."""
    if answer.choice is Choice.YES and answer.conditions:
        return Choice.YES_IF
    return answer.choice


def conditions_of(answer: Answer) -> tuple[str, ...]:
    """The conditions that go with an answer when it is opened; what protects stands bare.

    A condition on a No, a Not now or an "I need this" stays with its owner. An "if" without one says
    that it is asked each time, so that it never reads as a yes without an if.
    """
    if answer.choice not in NARROWED:
        return ()
    return answer.conditions or unnamed(answer.choice)


def sheet_of(
    member: MemberId,
    round_id: RoundId,
    category: CategoryId,
    items: Sequence[Item],
    answers: Mapping[ItemId, Answer],
    names: Mapping[MemberId, str],
    wishes: bool,
    new_statement_ids: Sequence[str],
) -> Sheet:
    """The sheet that these answers release: only what may be shown (docs/merge.md).

    ``new_statement_ids`` gives one random id for each limit or need, at least as many as items.
    """
    places = {item.id: place for place, item in enumerate(_of(category, items, own=False))}
    ids = iter(new_statement_ids)
    lines: list[SheetLine] = []
    statements: list[Limit | Need] = []
    talk_first: list[tuple[ItemId, str]] = []
    for item, answer in _released(category, items, answers):
        if answer.release is Release.TALK:
            talk_first.append((item.id, item.title))
        elif effects := effects_of_answer(item, answer, wishes):
            # One's own items are counted by their lines alone, so that no place tells of another item.
            order = places.get(item.id, max(len(places), lines[-1].order + 1 if lines else 0))
            lines.append(_line(order, item, answer, member, names, effects))
            if effects & _PROTECTING:
                statements.append(statement_of(item, answer, member, names, StatementId(next(ids)), effects))
    return Sheet(round_id, member, category, wishes, tuple(lines), tuple(statements), tuple(talk_first))


def _of(category: CategoryId, items: Sequence[Item], *, own: bool) -> list[Item]:
    return [item for item in items if item.category == category and item.own is own]


def _released(
    category: CategoryId, items: Sequence[Item], answers: Mapping[ItemId, Answer]
) -> Iterator[tuple[Item, Answer]]:
    """Each released item with its answer: those of the catalogue, then one's own."""
    for item in (*_of(category, items, own=False), *_of(category, items, own=True)):
        if item.id in answers and answers[item.id].release is not Release.KEEP:
            yield item, answers[item.id]


def _line(
    order: int,
    item: Item,
    answer: Answer,
    member: MemberId,
    names: Mapping[MemberId, str],
    effects: frozenset[Effect],
) -> SheetLine:
    choice = _known_choice(answer)
    name, other = both_names(member, names)
    line = SheetLine(
        item=item.id,
        order=order,
        kind=item.kind,
        shape=item.shape,
        merge=item.merge,
        title=item.title,
        text=line_text(item, choice, answer.blanks, name, other),
        choice=choice,
        conditions=conditions_of(answer),
        note=answer.released_note,
        sensitivity=item.sensitivity,
    )
    if Effect.ASK in effects:
        line = replace(line, text=_asked(item, answer, choice, name, other))
    if effects & _PROTECTING:
        line = replace(line, paper=answer.paper)
    if Effect.YES in effects:
        line = replace(line, yes_text=yes_text(item, answer, member, names), filling=filling_of(item, answer))
    return line


def _asked(item: Item, answer: Answer, choice: Choice, name: str, other: str) -> str:
    """An ask reads whole: the table of questions has no place for conditions beside it."""
    return full_text(item, choice, answer.blanks, conditions_of(answer), answer.released_note, name, other)


def yes_text(item: Item, answer: Answer, member: MemberId, names: Mapping[MemberId, str]) -> str:
    """How the opening or shared way reads in this person's filling."""
    return line_text(item, _agreed(item), answer.blanks, *both_names(member, names))


def filling_of(item: Item, answer: Answer) -> tuple[tuple[str, str], ...]:
    """What this person filled into the words of the opening or shared way."""
    return fillings(item, _agreed(item), answer.blanks)


def _agreed(item: Item) -> Choice:
    """The choice in whose words both would agree."""
    return Choice.LIKE if item.shape is Shape.SAFEGUARD else Choice.YES


def statement_of(
    item: Item,
    answer: Answer,
    member: MemberId,
    names: Mapping[MemberId, str],
    statement: StatementId,
    effects: frozenset[Effect],
) -> Limit | Need:
    """The limit or need that this answer states, in its owner's words."""
    text = full_text(
        item,
        _known_choice(answer),
        answer.blanks,
        conditions_of(answer),
        answer.released_note,
        *both_names(member, names),
    )
    made = Limit if Effect.LIMIT in effects else Need
    return made(
        id=statement,
        by=member,
        category=item.category,
        title=item.title,
        text=text,
        kind=item.kind,
        item=item.id,
        sensitivity=item.sensitivity,
        paper=answer.paper,
    )


def stated_by(
    item: Item, answer: Answer, member: MemberId, names: Mapping[MemberId, str], statement: StatementId
) -> Limit | Need | None:
    """The limit or need that this answer is when its owner states it by itself, without a round.

    A no to a wish is one too: it is told only because its owner says so. Paper is for them to allow later.
    """
    effects = effects_of_answer(item, answer, True) & _PROTECTING
    if is_wish(item) and answer.choice in (Choice.NO, Choice.NOT_NOW):
        effects = frozenset({Effect.LIMIT})
    if not effects:
        return None
    return replace(statement_of(item, answer, member, names, statement, effects), paper=False)


def both_names(member: MemberId, names: Mapping[MemberId, str]) -> tuple[str, str]:
    """The names of this person and of the other."""
    others = [names[key] for key in sorted(names) if key != member]
    return names[member], others[0] if others else ""


def protects(item: Item, answer: Answer) -> bool:
    """Whether this answer states a limit or a need once it is opened; until then it protects nowhere."""
    return bool(effects_of_answer(item, answer, True) & _PROTECTING)


def _known_choice(answer: Answer) -> Choice:
    choice = choice_of(answer)
    if choice is None:
        raise ValueError("an answer without a choice makes no line")
    return choice
