"""The catalogues of a language: what there is to answer and to read, validated as it is loaded.

A file that does not hold together is refused with its name and the id at fault (docs/catalogues.md).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import msgspec

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

TITLE_LIMIT: Final = 60
TEXT_LIMIT: Final = 320
WORDING_LIMIT: Final = 240
CONDITION_LIMIT: Final = 80

_ARTICLE: Final = frozenset(f"S{number}" for number in range(1, 34))
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?\Z")
_BLANK: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NAMED: Final = re.compile(r"\{(name|other)\}")
_PLACE: Final = re.compile(r"\$\.(\w+)\[(\d+)\]")
_KNOWN_BLANKS: Final = frozenset({"name", "other", "conditions"})

_MAKES_LINE: Final[Mapping[Shape, frozenset[Choice]]] = {
    Shape.OPENING: frozenset({Choice.YES, Choice.YES_IF, Choice.NOT_NOW, Choice.NO}),
    Shape.SAFEGUARD: frozenset({Choice.NEED, Choice.LIKE, Choice.ONLY_WHEN}),
    Shape.OFFER: frozenset({Choice.OFFER, Choice.OFFER_IF}),
}
"""The choices of each shape that need a wording; see _wanted for what kind and merge leave out."""


class CatalogueError(Exception):
    """A catalogue does not hold together; the message names the file and what is wrong in it."""


class _Raw(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What every table of a catalogue has in common: unknown keys are refused."""


class _RawBlank(_Raw, frozen=True):
    name: str
    type: BlankType
    label: str
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    unit: str = ""
    default: str = ""


class _RawItem(_Raw, frozen=True):
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
    blanks: tuple[_RawBlank, ...] = ()


class _RawCategory(_Raw, frozen=True):
    id: str
    place: int
    title: str
    intro: str
    card: str
    item: tuple[_RawItem, ...]


class _RawCondition(_Raw, frozen=True):
    id: str
    text: str


class _RawConditions(_Raw, frozen=True):
    condition: tuple[_RawCondition, ...]


class _RawCard(_Raw, frozen=True):
    id: str
    title: str
    body: tuple[str, ...]
    article: tuple[str, ...] = ()


class _RawCards(_Raw, frozen=True):
    card: tuple[_RawCard, ...]


class _RawFirstRun(_Raw, frozen=True):
    questions: tuple[str, ...]
    card: tuple[_RawCard, ...]


class _RawLine(_Raw, frozen=True):
    country: str
    name: str
    contact: str
    hours: str
    what_for: str


class _RawHelp(_Raw, frozen=True):
    checked: str
    card: tuple[_RawCard, ...]
    line: tuple[_RawLine, ...]


class _RawExercise(_Raw, frozen=True):
    id: str
    title: str
    when: str
    steps: tuple[str, ...]


class _RawExercises(_Raw, frozen=True):
    exercise: tuple[_RawExercise, ...]


@dataclass(frozen=True)
class CardText:
    """A short text to read."""

    id: str
    title: str
    body: tuple[str, ...]
    article: tuple[str, ...] = ()


@dataclass(frozen=True)
class HelpEntry:
    """One line of the help directory."""

    country: str
    name: str
    contact: str
    hours: str
    what_for: str


@dataclass(frozen=True)
class ExerciseText:
    """A calming exercise; ``when`` is "too_high" or "too_low"."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Catalogues:
    """Everything of one language."""

    categories: tuple[Category, ...]
    conditions: Mapping[str, str]
    cards: Mapping[str, CardText]
    category_card: Mapping[CategoryId, str]
    first_run: tuple[CardText, ...]
    private_questions: tuple[str, ...]
    help: tuple[CardText, ...]
    help_lines: tuple[HelpEntry, ...]
    help_checked: str
    exercises: tuple[ExerciseText, ...]


R = TypeVar("R", bound=_Raw)


def load(folder: Path) -> Catalogues:
    """Read and validate every catalogue of a language. Raises CatalogueError."""
    conditions = _conditions(folder / "conditions.toml")
    cards = _cards(folder / "cards.toml", _read(folder / "cards.toml", _RawCards).card)
    raw = [(path, _read(path, _RawCategory)) for path in sorted((folder / "boundaries").glob("*.toml"))]
    raw.sort(key=lambda found: found[1].place)
    categories = tuple(_category(path, one, conditions) for path, one in raw)
    if not raw:
        raise CatalogueError(f"{folder / 'boundaries'}: there is no category")
    seen: dict[str, str] = {}
    for path, one in raw:
        for name in (one.id, *(item.id for item in one.item)):
            if name in seen:
                raise CatalogueError(f"{path.name}: the id {name} is there twice, also in {seen[name]}")
            seen[name] = path.name
    by_category = {CategoryId(one.id): one.card for _path, one in raw}
    for category, card in by_category.items():
        if card not in cards:
            raise CatalogueError(f"cards.toml: there is no card {card}, which {category} names")
    first = _read(folder / "first_run.toml", _RawFirstRun)
    helps = _help(folder / "help.toml")
    return Catalogues(
        categories,
        conditions,
        cards,
        by_category,
        tuple(_cards(folder / "first_run.toml", first.card).values()),
        tuple(_said(folder / "first_run.toml", "a question", one, TEXT_LIMIT) for one in first.questions),
        tuple(_cards(folder / "help.toml", helps.card).values()),
        tuple(HelpEntry(one.country, one.name, one.contact, one.hours, one.what_for) for one in helps.line),
        helps.checked,
        _exercises(folder / "exercises.toml"),
    )


def _read(path: Path, wanted: type[R]) -> R:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=wanted)
    except OSError as error:
        raise CatalogueError(f"{path.name}: cannot be read") from error
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{path.name}: {_whose(path, str(error))}{error}") from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _whose(path: Path, message: str) -> str:
    """The id of the table that msgspec found at fault, where it has one: "touch.pace: "."""
    place = _PLACE.search(message)
    if place is None:
        return ""
    found = tomllib.loads(path.read_text(encoding="utf-8"))[place[1]][int(place[2])]
    name = found.get("id") if isinstance(found, dict) else None
    return f"{name}: " if isinstance(name, str) else ""


def _once(path: Path, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise CatalogueError(f"{path.name}: the id {one} is there twice")
        if not _NAME.match(one):
            raise CatalogueError(f"{path.name}: {one!r} is not an id")
        seen.add(one)


def _said(path: Path, where: str, text: str, limit: int) -> str:
    if not text.strip() or text != text.strip():
        raise CatalogueError(f"{path.name}: {where} is empty or has space around it")
    if len(text) > limit:
        raise CatalogueError(f"{path.name}: {where} is longer than {limit} characters")
    return text


def _conditions(path: Path) -> Mapping[str, str]:
    found = _read(path, _RawConditions).condition
    _once(path, (one.id for one in found))
    return {one.id: _said(path, one.id, one.text, CONDITION_LIMIT) for one in found}


def _cards(path: Path, found: tuple[_RawCard, ...]) -> dict[str, CardText]:
    _once(path, (one.id for one in found))
    for one in found:
        _said(path, one.id, one.title, TITLE_LIMIT)
        if not one.body:
            raise CatalogueError(f"{path.name}: {one.id} has no text")
        for paragraph in one.body:
            _said(path, one.id, paragraph, 4 * TEXT_LIMIT)
        _referenced(path, one.id, one.article)
    return {one.id: CardText(one.id, one.title, one.body, one.article) for one in found}


def _help(path: Path) -> _RawHelp:
    found = _read(path, _RawHelp)
    try:
        date.fromisoformat(found.checked)
    except ValueError as error:
        raise CatalogueError(f"{path.name}: checked is not a date such as 2026-11-23") from error
    for one in found.line:
        for text in (one.country, one.name, one.contact, one.hours, one.what_for):
            _said(path, f"a line of {one.country!r}", text, CONDITION_LIMIT)
    return found


def _exercises(path: Path) -> tuple[ExerciseText, ...]:
    found = _read(path, _RawExercises).exercise
    _once(path, (one.id for one in found))
    for one in found:
        for text in (one.title, *one.steps):
            _said(path, one.id, text, TEXT_LIMIT)
        if one.when not in ("too_high", "too_low") or not one.steps:
            raise CatalogueError(f"{path.name}: {one.id} has no steps, or another “when”")
    return tuple(ExerciseText(one.id, one.title, one.when, one.steps) for one in found)


def _referenced(path: Path, where: str, article: tuple[str, ...]) -> None:
    unknown = set(article) - _ARTICLE
    if unknown:
        raise CatalogueError(f"{path.name}: {where} refers to {sorted(unknown)}, which the article has not")


# -- items -------------------------------------------------------------------------------------------


def _category(path: Path, raw: _RawCategory, conditions: Mapping[str, str]) -> Category:
    category = CategoryId(raw.id)
    _once(path, (raw.id, *(one.id for one in raw.item)))
    for one in raw.item:
        if not one.id.startswith(f"{raw.id}."):
            raise CatalogueError(f"{path.name}: the id {one.id} does not begin with {raw.id}.")
    _said(path, raw.id, raw.title, TITLE_LIMIT)
    _said(path, raw.id, raw.intro, TEXT_LIMIT)
    items = tuple(_item(path, category, one, conditions) for one in raw.item)
    if not items:
        raise CatalogueError(f"{path.name}: no items")
    return Category(category, raw.title, raw.intro, items)


def _item(path: Path, category: CategoryId, raw: _RawItem, conditions: Mapping[str, str]) -> Item:
    item = Item(
        ItemId(raw.id), category, raw.kind, raw.shape, raw.merge, raw.title, raw.text, raw.sensitivity,
        raw.wording, raw.conditions, tuple(_blank(path, raw.id, one) for one in raw.blanks), raw.article,
    )  # fmt: skip
    _said(path, raw.id, raw.title, TITLE_LIMIT)
    _said(path, raw.id, raw.text, TEXT_LIMIT)
    if not raw.article:
        raise CatalogueError(f"{path.name}: {raw.id} names no sentence of the article")
    _referenced(path, raw.id, raw.article)
    if raw.sensitivity not in (1, 2, 3):
        raise CatalogueError(f"{path.name}: {raw.id} has sensitivity {raw.sensitivity}")
    for one in raw.conditions:
        if one not in conditions:
            raise CatalogueError(f"{path.name}: {raw.id} suggests the unknown condition {one}")
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
        _said(path, f"{item.id}, {choice}", text, WORDING_LIMIT)
        used |= set(_BLANK.findall(text))
        if "{" + CONDITIONS + "}" in text and choice not in NARROWED:
            raise CatalogueError(f"{path.name}: {item.id}, {choice}: conditions would weaken what protects")
        if re.search(r"[{}]", _BLANK.sub("", text)):
            raise CatalogueError(f"{path.name}: {item.id}, {choice}: a brace that belongs to no blank")
    if used - _KNOWN_BLANKS != blanks:
        raise CatalogueError(f"{path.name}: {item.id}: the blanks and those in the wording differ")


def _blank(path: Path, where: str, raw: _RawBlank) -> Blank:
    _said(path, f"{where}, {raw.name}", raw.label, TITLE_LIMIT)
    if not _NAME.match(raw.name) or "." in raw.name or raw.name in _KNOWN_BLANKS:
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
