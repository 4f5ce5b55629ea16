"""The items of the boundaries builder, category by category."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trustapp.documents.catalogue.conditions import Conditions
from trustapp.documents.catalogue.tables import (
    NAME,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WORDING_LIMIT,
    CatalogueError,
    Raw,
    cited,
    once,
    said,
)
from trustapp.domain.answers import (
    NARROWED,
    Blank,
    BlankType,
    Category,
    Choice,
    Item,
    Kind,
    Merge,
    Shape,
    scale_of,
)
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.domain.wording import CONDITIONS

_BLANK: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NAMED: Final = re.compile(r"\{(name|other)\}")
_KNOWN_BLANKS: Final = frozenset({"name", "other", "conditions"})

_MAKES_LINE: Final[Mapping[Shape, frozenset[Choice]]] = {
    Shape.OPENING: frozenset({Choice.YES, Choice.YES_IF, Choice.NOT_NOW, Choice.NO}),
    Shape.SAFEGUARD: frozenset({Choice.NEED, Choice.LIKE, Choice.ONLY_WHEN}),
    Shape.OFFER: frozenset({Choice.OFFER, Choice.OFFER_IF}),
}
"""The choices of each shape that need a wording; see _wanted for what kind and merge leave out."""


class RawBlank(Raw, frozen=True):
    """What the person fills in, as it stands in the file."""

    name: str
    type: BlankType
    label: str
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    unit: str = ""
    default: str = ""


class RawItem(Raw, frozen=True):
    """An item as it stands in the file."""

    id: str
    title: str
    text: str
    kind: Kind
    shape: Shape
    sensitivity: int
    article: tuple[str, ...]
    wording: dict[Choice, str]
    merge: Merge | None = None
    conditions: tuple[str, ...] = ()
    blanks: tuple[RawBlank, ...] = ()


class RawCategory(Raw, frozen=True):
    """A category as it stands in its file."""

    id: str
    place: int
    title: str
    intro: str
    card: str
    item: tuple[RawItem, ...]


def category_of(path: Path, raw: RawCategory, conditions: Conditions) -> Category:
    """The category of a file; raises CatalogueError."""
    category = CategoryId(raw.id)
    once(path, (raw.id, *(one.id for one in raw.item)))
    for one in raw.item:
        if not one.id.startswith(f"{raw.id}."):
            raise CatalogueError(f"{path.name}: the id {one.id} does not begin with {raw.id}.")
    said(path, raw.id, raw.title, TITLE_LIMIT)
    said(path, raw.id, raw.intro, TEXT_LIMIT)
    items = tuple(_item(path, category, one, conditions) for one in raw.item)
    if not items:
        raise CatalogueError(f"{path.name}: no items")
    return Category(category, raw.title, raw.intro, items)


def _item(path: Path, category: CategoryId, raw: RawItem, conditions: Conditions) -> Item:
    item = Item(
        ItemId(raw.id), category, raw.kind, raw.shape, raw.merge, raw.title, raw.text, raw.sensitivity,
        raw.wording, raw.conditions, tuple(_blank(path, raw.id, one) for one in raw.blanks), raw.article,
    )  # fmt: skip
    said(path, raw.id, raw.title, TITLE_LIMIT)
    said(path, raw.id, raw.text, TEXT_LIMIT)
    cited(path, raw.id, raw.article)
    if raw.sensitivity not in (1, 2, 3):
        raise CatalogueError(f"{path.name}: {raw.id} has sensitivity {raw.sensitivity}")
    for one in raw.conditions:
        if one not in conditions.for_shape(raw.shape):
            raise CatalogueError(f"{path.name}: {raw.id} suggests a condition that it cannot have: {one}")
    _check_merge(path, item)
    _check_wording(path, item)
    return item


def _check_merge(path: Path, item: Item) -> None:
    if (item.merge is not None) != (item.shape is Shape.OPENING):
        raise CatalogueError(f"{path.name}: {item.id}: an opening has a merge, and nothing else has one")
    if item.merge is Merge.MUTUAL and item.kind is not Kind.OURS:
        raise CatalogueError(f"{path.name}: {item.id}: a wish is always about what the two do")
    if item.kind is Kind.ASK and item.shape is not Shape.SAFEGUARD:
        raise CatalogueError(f"{path.name}: {item.id}: a question is answered on the scale of safeguards")


def _wanted(item: Item) -> frozenset[Choice]:
    """The choices that make a line of this item, and so need their wording."""
    wanted = _MAKES_LINE[item.shape] & frozenset(scale_of(item))
    if item.merge is Merge.MUTUAL:
        return wanted & {Choice.YES}
    if item.shape is Shape.OPENING and item.kind is Kind.MINE:
        return wanted - {Choice.YES}
    return wanted


def _check_wording(path: Path, item: Item) -> None:
    wanted = _wanted(item)
    if set(item.wording) != wanted:
        odd = sorted(set(item.wording) ^ wanted)
        raise CatalogueError(f"{path.name}: {item.id}: wording for {', '.join(odd)} is missing or too many")
    blanks = {one.name for one in item.blanks}
    if len(blanks) != len(item.blanks):
        raise CatalogueError(f"{path.name}: {item.id}: a blank is there twice")
    used: set[str] = set()
    for choice, text in item.wording.items():
        if item.kind is Kind.OURS and choice in (Choice.YES, Choice.LIKE) and _NAMED.search(text):
            raise CatalogueError(f"{path.name}: {item.id}, {choice}: words of both read the same for either")
        said(path, f"{item.id}, {choice}", text, WORDING_LIMIT)
        used |= set(_BLANK.findall(text))
        if "{" + CONDITIONS + "}" in text and choice not in NARROWED:
            raise CatalogueError(f"{path.name}: {item.id}, {choice}: conditions would weaken what protects")
        if re.search(r"[{}]", _BLANK.sub("", text)):
            raise CatalogueError(f"{path.name}: {item.id}, {choice}: a brace that belongs to no blank")
    if used - _KNOWN_BLANKS != blanks:
        raise CatalogueError(f"{path.name}: {item.id}: the blanks and those in the wording differ")


def _blank(path: Path, where: str, raw: RawBlank) -> Blank:
    said(path, f"{where}, {raw.name}", raw.label, TITLE_LIMIT)
    if not NAME.match(raw.name) or "." in raw.name or raw.name in _KNOWN_BLANKS:
        raise CatalogueError(f"{path.name}: {where}: {raw.name!r} cannot be the name of a blank")
    if raw.type is BlankType.TEXT and not 0 < len(raw.default) <= raw.maximum:
        raise CatalogueError(f"{path.name}: {where}: {raw.name} suggests nothing, or more than it holds")
    numbers = raw.type in (BlankType.NUMBER, BlankType.DURATION)
    if numbers and not 0 <= raw.minimum < raw.maximum:
        raise CatalogueError(f"{path.name}: {where}: the bounds of {raw.name} are no range")
    if numbers and not (
        re.fullmatch(r"[0-9]{1,6}", raw.default) and raw.minimum <= int(raw.default) <= raw.maximum
    ):
        raise CatalogueError(f"{path.name}: {where}: {raw.name} suggests a value out of its bounds")
    if raw.type is BlankType.CHOICE and (len(raw.choices) < 2 or raw.default not in raw.choices):
        raise CatalogueError(f"{path.name}: {where}: {raw.name} has no choices, or suggests none of them")
    return Blank(raw.name, raw.type, raw.label, raw.minimum, raw.maximum, raw.choices, raw.unit, raw.default)
