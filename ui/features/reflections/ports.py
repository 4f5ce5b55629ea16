"""What the page needs of the services."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from trustapp.domain.changes import Outcome
from trustapp.domain.passages import Block
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Facets, Query, Reflection, Row
from trustapp.services.suggestions import Named, Prompt, Template


class Reflections(Protocol):
    """The service of reflections."""

    def rows(self, query: Query, offset: int, count: int) -> Outcome[tuple[Row, ...]]:
        """A part of the list."""
        ...

    def count(self, query: Query) -> Outcome[int]:
        """How long the list is."""
        ...

    def facets(self) -> Outcome[Facets]:
        """What there is to filter by."""
        ...

    def days(self, year: int, month: int) -> Outcome[frozenset[date]]:
        """The days of a month that something was written about."""
        ...

    def get(self, reflection: str) -> Outcome[Reflection]:
        """The whole of one."""
        ...

    def put(self, reflection: Reflection) -> Outcome[Reflection]:
        """Keep it."""
        ...

    def pin(self, reflection: str, on: bool) -> Outcome[None]:
        """Let it stand first."""
        ...

    def throw_away(self, reflection: str) -> Outcome[None]:
        """Into the bin."""
        ...

    def bring_back(self, reflection: str) -> Outcome[None]:
        """Out of the bin."""
        ...

    def delete(self, reflection: str) -> Outcome[None]:
        """For good."""
        ...

    def binned(self) -> Outcome[tuple[Row, ...]]:
        """What is in the bin."""
        ...

    def add_picture(self, reflection: str, path: str) -> Outcome[Reflection]:
        """Take a picture in."""
        ...

    def picture(self, picture: str) -> Outcome[Picture]:
        """One picture."""
        ...

    def remove_picture(self, reflection: str, picture: str) -> Outcome[Reflection]:
        """Take a picture out."""
        ...


class Suggestions(Protocol):
    """What the catalogue has to begin from."""

    def kinds(self) -> Outcome[tuple[Named, ...]]:
        """Kinds of reflections."""
        ...

    def moods(self) -> Outcome[tuple[Named, ...]]:
        """Words for how it is."""
        ...

    def templates(self) -> Outcome[tuple[Template, ...]]:
        """Reflections to begin from."""
        ...

    def prompts(self) -> Outcome[tuple[Prompt, ...]]:
        """Questions to begin from."""
        ...


class Choices(NamedTuple):
    """Everything there is to choose from: (id, words) of kinds and moods, templates, prompts."""

    kinds: tuple[tuple[str, str], ...] = ()
    moods: tuple[tuple[str, str], ...] = ()
    templates: tuple[Template, ...] = ()
    prompts: tuple[Prompt, ...] = ()


class Draft(NamedTuple):
    """What stands on the sheet: everything but the text, and the text as blocks."""

    reflection: Reflection
    blocks: tuple[Block, ...]
