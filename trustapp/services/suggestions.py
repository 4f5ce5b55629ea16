"""What a person can begin from. Nothing of what is looked at, begun or left is kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from trustapp.documents.catalogue import Fit
from trustapp.documents.catalogue.reflecting import ReflectingTexts
from trustapp.domain.changes import Outcome
from trustapp.domain.paths import Chosen, fits
from trustapp.services import paths
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
    """A question to begin from, which is its title. ``near``: it is for the stage that its reader is at."""

    id: str
    title: str
    kind: str
    near: bool = False


@dataclass(frozen=True)
class Step:
    """A small step. ``leads`` names the page on which it is done, "" for ``text``, away from the screen.

    ``minutes``: about how long it takes. ``kind`` and ``question`` are those of the reflection it leads to.
    """

    id: str
    title: str
    minutes: int
    text: str
    leads: str
    kind: str
    question: str


@dataclass(frozen=True)
class Signs:
    """Suggestions for the map of triggers; each sign with "too_high" or "too_low"."""

    kinds: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]


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

    def prompts(self) -> Outcome[tuple[Prompt, ...]]:
        """Questions to begin from, those for one's own stage first. Codes: sitting.not_own, storage.*."""
        mine = self._mine()
        found = [
            Prompt(one.id, one.title, one.kind, bool(one.fit.stage) and _fits(mine, one.fit))
            for one in self._texts.prompts
        ]
        return Outcome(tuple(sorted(found, key=_far)))

    def steps(self, *, night: bool) -> Outcome[tuple[Step, ...]]:
        """Small steps for where a person is, another one first each day; at night only what rests.

        Codes: sitting.not_own, storage.*.
        """
        mine, day = self._mine(), self._household.today().toordinal()
        found = [
            one
            for one in self._household.catalogues.steps
            if one.night is night and _fits(mine, one.fit) and not (one.leads == "path" and mine.path)
        ]
        first = day % len(found) if found else 0
        return Outcome(
            tuple(
                Step(one.id, one.title, one.minutes, one.text, one.leads, one.kind, one.question)
                for one in (*found[first:], *found[:first])
            )
        )

    def signs(self) -> Outcome[Signs]:
        """What may set off an alarm, and how one notices it."""
        found = self._household.catalogues.triggering
        return Outcome(Signs(found.kinds, found.signs))

    def _mine(self) -> Chosen:
        with self._household.private.transaction() as tables:
            return paths.read(tables)

    @property
    def _texts(self) -> ReflectingTexts:
        return self._household.catalogues.reflecting


def _fits(mine: Chosen, fit: Fit) -> bool:
    return fits(mine, fit.stage, fit.path, fit.role)


def _far(one: Prompt) -> bool:
    return not one.near
