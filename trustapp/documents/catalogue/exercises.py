"""Calming exercises."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustapp.documents.catalogue.tables import TEXT_LIMIT, CatalogueError, Raw, once, read, said


class RawExercise(Raw, frozen=True):
    """An exercise as it stands in the file."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]


class RawExercises(Raw, frozen=True):
    """The file of exercises."""

    exercise: tuple[RawExercise, ...]


@dataclass(frozen=True)
class ExerciseText:
    """A calming exercise; ``when`` is "too_high" or "too_low"."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]


def exercises_in(path: Path) -> tuple[ExerciseText, ...]:
    """The exercises of the file; raises CatalogueError."""
    found = read(path, RawExercises).exercise
    once(path, (one.id for one in found))
    for one in found:
        for text in (one.title, *one.steps):
            said(path, one.id, text, TEXT_LIMIT)
        if one.when not in ("too_high", "too_low") or not one.steps:
            raise CatalogueError(f"{path.name}: {one.id} has no steps, or another “when”")
    return tuple(ExerciseText(one.id, one.title, one.when, one.steps) for one in found)
