"""The reveal: what two released sheets show, as a pure function of the two.

The rules are in docs/merge.md, one row for every kind, shape and merge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from trustapp.domain.answers import Shape
from trustapp.domain.ids import ItemId, LineId, MemberId
from trustapp.domain.lines import ALWAYS_DATED, DEFAULT_TERM
from trustapp.domain.preview import shown_for, why_nothing
from trustapp.domain.sheet import (
    Effect,
    Sheet,
    SheetLine,
    effects_of,
    is_wish,
    protects,
    sheet_of,
)
from trustapp.domain.statements import Ask, Given, Limit, LineKind, LineWords, Need, TalkFirst
from trustapp.domain.wording import beside, note_alone, with_note
from trustapp.words import _

__all__ = [
    "Reveal",
    "Sheet",
    "SheetLine",
    "is_wish",
    "protects",
    "reveal",
    "sheet_of",
    "shown_for",
    "why_nothing",
]


@dataclass(frozen=True)
class Reveal:
    """Everything that opening two sheets shows and writes: exactly this."""

    limits: tuple[Limit, ...] = ()
    needs: tuple[Need, ...] = ()
    openings: tuple[LineWords, ...] = ()
    shared_ways: tuple[LineWords, ...] = ()
    offers: tuple[LineWords, ...] = ()
    asks: tuple[Ask, ...] = ()
    talk_first: tuple[TalkFirst, ...] = ()


def reveal(one: Sheet, other: Sheet, opened: date) -> Reveal:
    """What opening both sheets shows; raises ValueError if they are not of the same round.

    The order of the two makes no difference.
    """
    if (one.round, one.category) != (other.round, other.category) or one.member == other.member:
        raise ValueError("these two sheets do not belong to one round")
    first, second = sorted((one, other), key=lambda sheet: sheet.member)
    drafts = [_both(first, second, mine, theirs, opened) for mine, theirs in _met(first, second)]
    statements = _in_item_order(first, second)
    spoken = _each_line(first, second)
    return Reveal(
        limits=tuple(one for one in statements if isinstance(one, Limit)),
        needs=tuple(one for one in statements if isinstance(one, Need)),
        openings=tuple(words for words in drafts if words.kind is LineKind.OPENING),
        shared_ways=tuple(words for words in drafts if words.kind is LineKind.SHARED_WAY),
        offers=tuple(
            _offer(sheet, line, opened) for sheet, line in spoken if Effect.OFFER in _effects(sheet, line)
        ),
        asks=tuple(_ask(sheet, line) for sheet, line in spoken if Effect.ASK in _effects(sheet, line)),
        talk_first=_titles(first, second),
    )


def _effects(sheet: Sheet, line: SheetLine) -> frozenset[Effect]:
    return effects_of(line, line.choice, sheet.wishes)


def _met(first: Sheet, second: Sheet) -> Iterator[tuple[SheetLine, SheetLine]]:
    """The pairs of lines in which both said a yes to the same item, in item order."""
    theirs = {line.item: line for line in second.lines if Effect.YES in _effects(second, line)}
    for mine in sorted(first.lines, key=lambda line: (line.order, line.item)):
        match = theirs.get(mine.item)
        if match is None or Effect.YES not in _effects(first, mine):
            continue
        if (mine.kind, mine.shape, mine.merge) != (match.kind, match.shape, match.merge):
            continue
        if mine.shape is Shape.OPENING and not _filled_alike(mine, match):
            continue  # what only one of them filled in, only one of them said yes to
        yield mine, match


def _filled_alike(mine: SheetLine, theirs: SheetLine) -> bool:
    """Whether both filled in the same; what is not known to be the same is not."""
    return mine.filling is not None and mine.filling == theirs.filling


def _both(first: Sheet, second: Sheet, mine: SheetLine, theirs: SheetLine, opened: date) -> LineWords:
    """The draft that follows from two yeses: an opening with an end date, or a shared way that protects."""
    way = mine.shape is Shape.SAFEGUARD
    lasting = way and first.category not in ALWAYS_DATED
    return LineWords(
        id=LineId(_derived(first, "line", mine.item)),
        kind=LineKind.SHARED_WAY if way else LineKind.OPENING,
        category=first.category,
        title=mine.title,
        text=_both_fillings(mine.yes_text, theirs.yes_text) if way else mine.yes_text,
        item=mine.item,
        conditions=_given(first.member, mine) + _given(second.member, theirs),
        until=None if lasting else opened + DEFAULT_TERM,
        sensitivity=max(mine.sensitivity, theirs.sensitivity),
        protects=lasting,
    )


def _both_fillings(mine: str, theirs: str) -> str:
    """Of a shared way, which protects, each one's filling counts until they choose together."""
    return mine if mine == theirs else _("{one} Or: {other}").format(one=mine, other=theirs)


def _given(by: MemberId, line: SheetLine) -> tuple[Given, ...]:
    """What this person set beside their yes, under their name."""
    given = tuple(Given(by, beside(line.shape, condition)) for condition in line.conditions)
    return (*given, Given(by, note_alone(line.note))) if line.note.strip() else given


def _offer(sheet: Sheet, line: SheetLine, opened: date) -> LineWords:
    return LineWords(
        id=LineId(_derived(sheet, "offer", line.item, sheet.member)),
        kind=LineKind.COMMITMENT,
        category=sheet.category,
        title=line.title,
        text=with_note(line.text, line.note),
        item=line.item,
        owner=sheet.member,
        conditions=tuple(Given(sheet.member, beside(line.shape, condition)) for condition in line.conditions),
        until=opened + DEFAULT_TERM,
        sensitivity=line.sensitivity,
    )


def _ask(sheet: Sheet, line: SheetLine) -> Ask:
    return Ask(
        id=_derived(sheet, "ask", line.item, sheet.member),
        by=sheet.member,
        category=sheet.category,
        title=line.title,
        text=line.text,
    )


def _titles(first: Sheet, second: Sheet) -> tuple[TalkFirst, ...]:
    """Each title once and by the alphabet, so that neither place nor number tells who brought it."""
    titles = {**dict(second.talk_first), **dict(first.talk_first)}
    return tuple(
        TalkFirst(_derived(first, "talk", item), first.category, title)
        for item, title in sorted(titles.items(), key=lambda entry: (entry[1].casefold(), entry[0]))
    )


def _each_line(first: Sheet, second: Sheet) -> list[tuple[Sheet, SheetLine]]:
    """Every line of both, in item order, then by member."""
    lines = [(sheet, line) for sheet in (first, second) for line in sheet.lines]
    return sorted(lines, key=lambda entry: (entry[1].order, entry[1].item, entry[0].member))


def _in_item_order(first: Sheet, second: Sheet) -> list[Limit | Need]:
    """The statements of both as they were signed, in item order, then by member."""
    places = {(sheet.member, line.item): line.order for sheet in (first, second) for line in sheet.lines}
    last = max(places.values(), default=0) + 1

    def place(statement: Limit | Need) -> tuple[int, str, str, str]:
        item = statement.item or ItemId("")
        return places.get((statement.by, item), last), item, statement.by, statement.id

    return sorted((*first.statements, *second.statements), key=place)


def _derived(sheet: Sheet, what: str, item: ItemId, member: MemberId | None = None) -> str:
    """An id that follows from the round and the item alone, so that it carries nothing unreleased."""
    parts = (sheet.round, what, item, member or "")
    return blake2b("\0".join(parts).encode(), digest_size=16, person=b"trustapp-reveal").hexdigest()
