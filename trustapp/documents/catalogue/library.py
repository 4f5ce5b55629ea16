"""Everything of one language, loaded and checked against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustapp.documents.catalogue.along import (
    Fit,
    PathTexts,
    StepText,
    learning_in,
    paths_in,
    steps_in,
)
from trustapp.documents.catalogue.cards import CardText, RawCards, cards_of
from trustapp.documents.catalogue.conditions import conditions_in
from trustapp.documents.catalogue.exercises import ExerciseText, exercises_in
from trustapp.documents.catalogue.help_lines import HelpEntry, help_in
from trustapp.documents.catalogue.items import RawCategory, category_of
from trustapp.documents.catalogue.phrases import PhraseText, phrases_in
from trustapp.documents.catalogue.reflecting import ReflectingTexts, reflecting_in
from trustapp.documents.catalogue.repairs import RepairText, repairs_in
from trustapp.documents.catalogue.rituals import rituals_in
from trustapp.documents.catalogue.tables import CatalogueError, read
from trustapp.documents.catalogue.triggering import TriggerTexts, triggers_in
from trustapp.domain.answers import Category
from trustapp.domain.ids import CategoryId
from trustapp.domain.ritual_texts import RitualText

LANGUAGE: Final = "en"
"""The language of the catalogues."""

CLOSENESS: Final = (
    "closeness_what",
    "closeness_ceiling",
    "closeness_begins",
    "closeness_stop",
    "closeness_nothing_felt",
    "closeness_moving",
    "closeness_after",
)
"""The texts of the page about graded closeness, in their order; the last is read afterwards, each alone."""


@dataclass(frozen=True)
class Catalogues:
    """Everything of one language."""

    categories: tuple[Category, ...]
    conditions: Mapping[str, str]
    cards: Mapping[str, CardText]
    category_card: Mapping[CategoryId, str]
    help: tuple[CardText, ...]
    help_lines: tuple[HelpEntry, ...]
    help_checked: str
    exercises: tuple[ExerciseText, ...]
    repairs: tuple[RepairText, ...]
    phrases: tuple[PhraseText, ...]
    rituals: tuple[RitualText, ...]
    closeness: Mapping[str, CardText]
    reflecting: ReflectingTexts
    paths: PathTexts
    steps: tuple[StepText, ...]
    learning: tuple[tuple[CardText, Fit], ...]
    triggering: TriggerTexts


def load(folder: Path) -> Catalogues:
    """Read and validate every catalogue of a language. Raises CatalogueError."""
    conditions = conditions_in(folder / "conditions.toml")
    cards = cards_of(folder / "cards.toml", read(folder / "cards.toml", RawCards).card, cite=True)
    raw = _categories(folder / "boundaries")
    categories = tuple(category_of(path, one, conditions) for path, one in raw)
    _apart(raw)
    helps = help_in(folder / "help.toml")
    reflecting = reflecting_in(folder / "reflections.toml")
    return Catalogues(
        categories,
        {**conditions.only_if, **conditions.when},
        cards,
        {CategoryId(one.id): _card_beside(one, cards) for _path, one in raw},
        tuple(cards_of(folder / "help.toml", helps.card).values()),
        tuple(HelpEntry(one.country, one.name, one.contact, one.hours, one.what_for) for one in helps.line),
        helps.checked,
        exercises_in(folder / "exercises.toml"),
        repairs_in(folder / "repairs.toml"),
        phrases_in(folder / "phrases.toml"),
        rituals_in(folder / "rituals", (item.id for one in categories for item in one.items)),
        _closeness(folder / "closeness.toml"),
        reflecting,
        paths_in(folder / "paths.toml"),
        steps_in(folder / "steps.toml", frozenset(one.id for one in reflecting.kinds)),
        learning_in(folder / "learning.toml"),
        triggers_in(folder / "triggers.toml"),
    )


def _closeness(path: Path) -> dict[str, CardText]:
    """The texts about graded closeness by their id: the page needs each of them."""
    cards = cards_of(path, read(path, RawCards).card, cite=True)
    if tuple(cards) != CLOSENESS:
        odd = sorted(set(cards) ^ set(CLOSENESS)) or "the order"
        raise CatalogueError(f"{path.name}: {odd} is missing, too many or another")
    return cards


def _categories(folder: Path) -> tuple[tuple[Path, RawCategory], ...]:
    """The files of all categories, in the order in which they are offered."""
    found = [(path, read(path, RawCategory)) for path in sorted(folder.glob("*.toml"))]
    if not found:
        raise CatalogueError(f"{folder}: there is no category")
    return tuple(sorted(found, key=lambda one: one[1].place))


def _apart(raw: tuple[tuple[Path, RawCategory], ...]) -> None:
    """Raises CatalogueError where two files hold the same place or the same id."""
    seen: dict[str, str] = {}
    for path, one in raw:
        place = f"the place {one.place}"
        for name in (place, *(f"the id {name}" for name in (one.id, *(item.id for item in one.item)))):
            if name in seen:
                raise CatalogueError(f"{path.name}: {name} is there twice, also in {seen[name]}")
            seen[name] = path.name


def _card_beside(category: RawCategory, cards: Mapping[str, CardText]) -> str:
    """The id of the card that stands beside a category."""
    card = cards.get(category.card)
    if card is None:
        raise CatalogueError(f"cards.toml: there is no card {category.card}, which {category.id} names")
    return card.id
