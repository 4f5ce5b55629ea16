"""The basket for a session. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from trustapp.domain.basket import Kind
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.baskets import BasketView
from ui.ports import Attached, Jobs, Navigator


class Baskets(Protocol):
    """What the presenter needs of the service."""

    def view(self) -> Outcome[BasketView]: ...
    def put(self, kind: Kind, text: str) -> Outcome[None]: ...
    def remove(self, thing: str) -> Outcome[None]: ...
    def pick(self, keys: frozenset[str]) -> Outcome[None]: ...
    def clear(self) -> Outcome[None]: ...


class BasketPageView(Protocol):
    """What the presenter needs of the page."""

    def show_basket(self, view: BasketView) -> None: ...
    def show_put(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class BasketPresenter(Attached[BasketPageView]):
    """What is put in is one's own, and stays so."""

    TOPICS = frozenset({Topic.BASKET, Topic.AGREEMENT, Topic.MEMBERS})

    def __init__(self, baskets: Baskets, jobs: Jobs, navigator: Navigator) -> None:
        self._baskets, self._jobs, self._navigator = baskets, jobs, navigator

    def refresh(self) -> None:
        """Ask for what was gathered."""
        self._jobs.run(self._baskets.view, self._got, self._refused)

    def _got(self, view: BasketView) -> None:
        self.view.show_basket(view)

    def ask(self, question: str) -> None:
        """A question more."""
        self._jobs.run(partial(self._baskets.put, Kind.QUESTION, question), self._put, self._refused)

    def take(self, text: str) -> None:
        """Words of one's own more."""
        self._jobs.run(partial(self._baskets.put, Kind.PASSAGE, text), self._put, self._refused)

    def _put(self, _nothing: None) -> None:
        self.view.show_put()

    def remove(self, thing: str) -> None:
        """Take one out."""
        self._run(partial(self._baskets.remove, thing))

    def pick(self, keys: frozenset[str]) -> None:
        """Exactly these lines."""
        self._jobs.run(partial(self._baskets.pick, keys), None, self._not_picked)

    def _not_picked(self, error: UserError) -> None:
        """What was refused, and why; what is ticked is what is kept."""
        self.refresh()
        self.view.show_error(error)

    def clear(self) -> None:
        """Take everything out."""
        self._run(self._baskets.clear)

    def print(self) -> None:
        """To the sheet."""
        self._navigator.go_to("basket_print")

    def leave(self) -> None:
        """Back to the reflections."""
        self._navigator.go_to("reflections")

    def _run(self, work: Callable[[], Outcome[Any]]) -> None:
        self._jobs.run(work, None, self._refused)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
