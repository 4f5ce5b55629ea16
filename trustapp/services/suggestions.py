"""What a reflection can begin from. Nothing of what is looked at is kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from trustapp.documents.catalogue.reflecting import PromptText, ReflectingTexts
from trustapp.domain.changes import Outcome
from trustapp.domain.paths import BOTH, BROKE, HURT
from trustapp.services.household import Household


@dataclass(frozen=True)
class Named:
    """A kind of reflection, or a word for how it is."""

    id: str
    title: str


@dataclass(frozen=True)
class Template:
    """A reflection to begin from."""

    id: str
    title: str
    kind: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """A question to begin from, which is its title."""

    id: str
    title: str
    kind: str


class SuggestionService:
    """Gives what the catalogue holds, to be used or left."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def kinds(self) -> Outcome[tuple[Named, ...]]:
        """The kinds of reflections, in the order of the catalogue."""
        return Outcome(tuple(Named(one.id, one.title) for one in self._texts.kinds))

    def moods(self) -> Outcome[tuple[Named, ...]]:
        """Words for how it is; none is better than another."""
        return Outcome(tuple(Named(one.id, one.title) for one in self._texts.moods))

    def templates(self) -> Outcome[tuple[Template, ...]]:
        """Reflections to begin from."""
        return Outcome(
            tuple(Template(one.id, one.title, one.kind, one.text) for one in self._texts.templates)
        )

    def prompts(self, stage: str = "", path: str = "", role: str = "") -> Outcome[tuple[Prompt, ...]]:
        """Questions to begin from: all of them, or those that fit a stage, a path and a role."""
        return Outcome(
            tuple(
                Prompt(one.id, one.title, one.kind)
                for one in self._texts.prompts
                if _fits(one, stage, path, role)
            )
        )

    @property
    def _texts(self) -> ReflectingTexts:
        return self._household.catalogues.reflecting


def _fits(one: PromptText, stage: str, path: str, role: str) -> bool:
    """A question without a stage, a path or a role fits all of them; "both" fits either role."""
    roles = (HURT, BROKE) if role == BOTH else (role,)
    return (
        (not stage or one.stage in ("", stage))
        and (not path or one.path in ("", path))
        and (not role or one.role == "" or one.role in roles)
    )
