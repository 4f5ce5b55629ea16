"""What goes along with a person: three paths of three stages, small steps, and cards to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from trustapp.documents.catalogue.cards import CardText, RawCard, cards_of
from trustapp.documents.catalogue.tables import (
    TEXT_LIMIT,
    TITLE_LIMIT,
    CatalogueError,
    Raw,
    cited,
    once,
    read,
    said,
)
from trustapp.domain.paths import BROKE, HURT, PATHS, STAGES
from trustapp.domain.reflections import MAX_PROMPT

STEP_LIMIT: Final = 100
PARAGRAPH_LIMIT: Final = 2 * TEXT_LIMIT

REFLECTIONS: Final = "reflections"
PLACES: Final = (REFLECTIONS, "letters", "triggers", "own_sheet", "path")
"""Where a step can lead; one that leads nowhere says what to do away from the screen."""


@dataclass(frozen=True)
class Fit:
    """For whom something is; each that is "" is for everybody."""

    stage: str = ""
    path: str = ""
    role: str = ""


def fit_of(path: Path, name: str, stage: str, of_path: str, role: str) -> Fit:
    """Raises CatalogueError for a stage, path or role that there is not."""
    if stage not in ("", *STAGES) or of_path not in ("", *PATHS) or role not in ("", HURT, BROKE):
        raise CatalogueError(f"{path.name}: {name} names a stage, path or role that there is not")
    return Fit(stage, of_path, role)


# -- paths --------------------------------------------------------------------------------------------------


class _Stage(Raw, frozen=True):
    id: str
    title: str
    gist: str


class _Path(_Stage, frozen=True):
    article: tuple[str, ...]


class _Text(Raw, frozen=True):
    path: str
    stage: str
    article: tuple[str, ...]
    about: str
    belongs: tuple[str, ...]
    not_yet: tuple[str, ...]
    tell: tuple[str, ...]
    hurt: tuple[str, ...]
    broke: tuple[str, ...]


class _Paths(Raw, frozen=True):
    stage: tuple[_Stage, ...]
    path: tuple[_Path, ...]
    text: tuple[_Text, ...]


@dataclass(frozen=True)
class NamedPart:
    """A path or a stage, with a sentence on what it is."""

    id: str
    title: str
    gist: str


@dataclass(frozen=True)
class StageText:
    """One stage of one path: what belongs to it, what does not yet, how to tell, and a word to either."""

    about: str
    belongs: tuple[str, ...]
    not_yet: tuple[str, ...]
    tell: tuple[str, ...]
    hurt: tuple[str, ...]
    broke: tuple[str, ...]


@dataclass(frozen=True)
class PathTexts:
    """All paths and stages; ``texts`` by (path, stage)."""

    paths: tuple[NamedPart, ...]
    stages: tuple[NamedPart, ...]
    texts: Mapping[tuple[str, str], StageText]


def paths_in(path: Path) -> PathTexts:
    """The file, checked: every stage of every path is told. Raises CatalogueError."""
    found = read(path, _Paths)
    if tuple(one.id for one in found.path) != PATHS or tuple(one.id for one in found.stage) != STAGES:
        raise CatalogueError(f"{path.name}: its paths or stages are not the ones that there are")
    for part in (*found.path, *found.stage):
        said(path, part.id, part.title, TITLE_LIMIT)
        said(path, part.id, part.gist, TEXT_LIMIT)
    for one in found.path:
        cited(path, one.id, one.article)
    if sorted((one.path, one.stage) for one in found.text) != sorted(product(PATHS, STAGES)):
        raise CatalogueError(f"{path.name}: a stage of a path is missing, or there twice")
    return PathTexts(
        tuple(NamedPart(one.id, one.title, one.gist) for one in found.path),
        tuple(NamedPart(one.id, one.title, one.gist) for one in found.stage),
        {(one.path, one.stage): _stage_text(path, one) for one in found.text},
    )


def _stage_text(path: Path, one: _Text) -> StageText:
    name = f"{one.path} {one.stage}"
    cited(path, name, one.article)
    said(path, name, one.about, PARAGRAPH_LIMIT)
    for part in (one.belongs, one.not_yet, one.tell, one.hurt, one.broke):
        if not part:
            raise CatalogueError(f"{path.name}: {name} leaves a part empty")
        for text in part:
            said(path, name, text, PARAGRAPH_LIMIT)
    return StageText(one.about, one.belongs, one.not_yet, one.tell, one.hurt, one.broke)


# -- steps --------------------------------------------------------------------------------------------------


class _Step(Raw, frozen=True):
    id: str
    title: str
    minutes: int
    article: tuple[str, ...]
    text: str = ""
    leads: str = ""
    kind: str = ""
    question: str = ""
    night: bool = False
    stage: str = ""
    path: str = ""
    role: str = ""


class _Steps(Raw, frozen=True):
    step: tuple[_Step, ...]


@dataclass(frozen=True)
class StepText:
    """One small step: where it leads, or ``text`` for what is done away from the screen.

    ``minutes``: about how long it takes.
    """

    id: str
    title: str
    minutes: int
    text: str
    leads: str
    kind: str
    question: str
    night: bool
    fit: Fit


def steps_in(path: Path, kinds: frozenset[str]) -> tuple[StepText, ...]:
    """The file, checked against the kinds of reflections. Raises CatalogueError."""
    found = read(path, _Steps).step
    once(path, (one.id for one in found))
    return tuple(_step(path, one, kinds) for one in found)


def _step(path: Path, one: _Step, kinds: frozenset[str]) -> StepText:
    said(path, one.id, one.title, STEP_LIMIT)
    cited(path, one.id, one.article)
    if not 1 <= one.minutes <= 30:
        raise CatalogueError(f"{path.name}: {one.id} is no small step")
    if one.leads == "":
        said(path, one.id, one.text, TEXT_LIMIT)
    elif one.leads not in PLACES or one.text:
        raise CatalogueError(f"{path.name}: {one.id} leads to no page, or has a text that nobody would see")
    if one.leads == REFLECTIONS:
        said(path, one.id, one.question, MAX_PROMPT)
    if (one.kind in kinds) != (one.leads == REFLECTIONS) or bool(one.question) != (one.leads == REFLECTIONS):
        raise CatalogueError(f"{path.name}: {one.id} does not say what kind of reflection it leads to")
    fit = fit_of(path, one.id, one.stage, one.path, one.role)
    return StepText(
        one.id, one.title, one.minutes, one.text, one.leads, one.kind, one.question, one.night, fit
    )


# -- cards --------------------------------------------------------------------------------------------------


class _Card(RawCard, frozen=True, kw_only=True):
    stage: str = ""
    path: str = ""
    role: str = ""


class _Cards(Raw, frozen=True):
    card: tuple[_Card, ...]


def learning_in(path: Path) -> tuple[tuple[CardText, Fit], ...]:
    """The cards to read along a path, each with whom it is for. Raises CatalogueError."""
    found = read(path, _Cards).card
    cards = cards_of(path, found, cite=True)
    return tuple((cards[one.id], fit_of(path, one.id, one.stage, one.path, one.role)) for one in found)
