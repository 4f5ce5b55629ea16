"""A person's own boundaries, for nobody's eyes but theirs: what I will, what I will not, what I will say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from trustapp.domain.answers import Answer, Category, Item
from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId
from trustapp.domain.own_items import each_item
from trustapp.domain.sheet import Effect, effects_of
from trustapp.domain.wording import full_text

MOST_LINES: Final = 60
"""More than anybody keeps in mind, and still a few pages of paper."""
LONGEST: Final = 400
"""Characters of a line."""


class Part(StrEnum):
    """Where a line stands on the sheet, in this order."""

    WILL = "will"
    WILL_NOT = "will_not"
    WILL_SAY = "will_say"


@dataclass(frozen=True)
class OwnLine:
    """One sentence. It binds nobody and nobody signs it."""

    id: str
    part: Part
    text: str


Sheet = tuple[OwnLine, ...]


def checked(text: str) -> str:
    """The words without space around them. Codes: sheet.empty, sheet.too_long (value ``limit``)."""
    words = text.strip()
    if not words:
        raise UserError("sheet.empty")
    if len(words) > LONGEST:
        raise UserError("sheet.too_long", limit=LONGEST)
    return words


def put(sheet: Sheet, line: OwnLine) -> Sheet:
    """The sheet with one more line, the last of its part. Codes: sheet.full (value ``limit``)."""
    if len(sheet) >= MOST_LINES:
        raise UserError("sheet.full", limit=MOST_LINES)
    return in_order((*sheet, line))


def changed(sheet: Sheet, line: str, text: str) -> Sheet:
    """The sheet with other words in this line."""
    _find(sheet, line)
    return tuple(replace(one, text=text) if one.id == line else one for one in sheet)


def removed(sheet: Sheet, line: str) -> Sheet:
    """The sheet without this line; one that is not there is removed already."""
    return tuple(one for one in sheet if one.id != line)


def moved(sheet: Sheet, line: str, by: int) -> Sheet:
    """The sheet with this line so many places further within its part, as far as that goes."""
    found = _find(sheet, line)
    part = [one for one in sheet if one.part is found.part]
    at = part.index(found)
    part.insert(min(max(at + by, 0), len(part) - 1), part.pop(at))
    return in_order((*(one for one in sheet if one.part is not found.part), *part))


def in_order(lines: Sequence[OwnLine]) -> Sheet:
    """Part after part, and within one as they came."""
    return tuple(one for part in Part for one in lines if one.part is part)


def _find(sheet: Sheet, line: str) -> OwnLine:
    found = next((one for one in sheet if one.id == line), None)
    if found is None:
        raise UserError("sheet.gone")
    return found


def from_answers(
    categories: Sequence[Category],
    own: Sequence[Item],
    answers: Mapping[ItemId, Answer],
    sheet: Sheet,
    names: tuple[str, str],
) -> Iterator[tuple[Part, str]]:
    """Sentences that one's own answers already say and the sheet does not, in the order of the answers.

    ``names`` are one's own and how the other is called.
    """
    there = {one.text for one in sheet}
    for item, _category in each_item(categories, own):
        found = _said(item, answers.get(item.id), names)
        if found is not None and found[1] not in there:
            yield found


def _said(item: Item, answer: Answer | None, names: tuple[str, str]) -> tuple[Part, str] | None:
    if answer is None or answer.choice is None:
        return None
    effects = effects_of(item, answer.choice, wishes=False)
    if Effect.OFFER in effects:
        part = Part.WILL
    elif effects & {Effect.LIMIT, Effect.NEED}:
        part = Part.WILL_NOT
    else:
        return None
    return part, full_text(item, answer.choice, answer.blanks, answer.conditions, "", *names)
