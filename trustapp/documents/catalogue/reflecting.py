"""What a reflection can begin from: kinds, words for how it is, templates and single questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustapp.documents.catalogue.along import Fit, fit_of
from trustapp.documents.catalogue.tables import (
    TITLE_LIMIT,
    CatalogueError,
    Raw,
    cited,
    once,
    read,
    said,
)
from trustapp.domain.passages import blocks_of, text_of
from trustapp.domain.reflections import MAX_PROMPT

QUESTION_LIMIT: Final = 100
TEMPLATE_LIMIT: Final = 800


class _Named(Raw, frozen=True):
    id: str
    title: str


class _Begun(_Named, frozen=True, kw_only=True):
    kind: str
    article: tuple[str, ...]
    stage: str = ""
    path: str = ""
    role: str = ""


class _Template(_Begun, frozen=True, kw_only=True):
    text: str


class _File(Raw, frozen=True):
    kind: tuple[_Named, ...]
    mood: tuple[_Named, ...]
    template: tuple[_Template, ...]
    prompt: tuple[_Begun, ...]


@dataclass(frozen=True)
class NamedText:
    """A kind of reflection, or a word for how it is."""

    id: str
    title: str


@dataclass(frozen=True)
class PromptText:
    """A question to begin from, which is its title."""

    id: str
    title: str
    kind: str
    fit: Fit


@dataclass(frozen=True)
class TemplateText(PromptText):
    """A reflection to begin from; ``text`` as ``domain.passages`` keeps it."""

    text: str


@dataclass(frozen=True)
class ReflectingTexts:
    """Everything that a reflection can begin from."""

    kinds: tuple[NamedText, ...]
    moods: tuple[NamedText, ...]
    templates: tuple[TemplateText, ...]
    prompts: tuple[PromptText, ...]


def reflecting_in(path: Path) -> ReflectingTexts:
    """The file, checked. Raises CatalogueError."""
    found = read(path, _File)
    for group in (found.kind, found.mood, found.template, found.prompt):
        once(path, (one.id for one in group))
    for one in (*found.kind, *found.mood, *found.template):
        said(path, one.id, one.title, TITLE_LIMIT)
    for question in found.prompt:
        said(path, question.id, question.title, min(QUESTION_LIMIT, MAX_PROMPT))
    _of_a_kind(path, (*found.template, *found.prompt), {one.id for one in found.kind})
    return ReflectingTexts(
        tuple(NamedText(one.id, one.title) for one in found.kind),
        tuple(NamedText(one.id, one.title) for one in found.mood),
        tuple(
            TemplateText(one.id, one.title, one.kind, _fit(path, one), _text(path, one))
            for one in found.template
        ),
        tuple(PromptText(one.id, one.title, one.kind, _fit(path, one)) for one in found.prompt),
    )


def _of_a_kind(path: Path, begun: Iterable[_Begun], kinds: set[str]) -> None:
    """Raises CatalogueError for a kind that there is not, or without the article."""
    for one in begun:
        cited(path, one.id, one.article)
        if one.kind not in kinds:
            raise CatalogueError(f"{path.name}: {one.id} names a kind that there is not")


def _fit(path: Path, one: _Begun) -> Fit:
    return fit_of(path, one.id, one.stage, one.path, one.role)


def _text(path: Path, one: _Template) -> str:
    """The text as the editor keeps it, so that opening a template and leaving it changes nothing."""
    text = one.text.strip()
    if not text or len(text) > TEMPLATE_LIMIT:
        raise CatalogueError(f"{path.name}: {one.id} has no text, or one of more than {TEMPLATE_LIMIT}")
    return text_of(blocks_of(text))
