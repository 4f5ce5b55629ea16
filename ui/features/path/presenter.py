"""The path of one person: what is chosen here is kept in their own space alone. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.paths import Chosen
from trustapp.services.paths import PathView
from ui.ports import Attached, Jobs, Navigator


class Paths(Protocol):
    """What the presenter needs of the service."""

    def view(self) -> Outcome[PathView]: ...
    def choose(self, path: str, role: str) -> Outcome[Chosen]: ...
    def move(self, stage: str) -> Outcome[Chosen]: ...
    def leave(self) -> Outcome[Chosen]: ...


class PathPageView(Protocol):
    """What the presenter needs of the page."""

    def show_path(self, view: PathView) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class PathPresenter(Attached[PathPageView]):
    """Nobody is moved: each change is one that the person made."""

    TOPICS = frozenset({Topic.PATH})

    def __init__(self, paths: Paths, jobs: Jobs, navigator: Navigator) -> None:
        self._paths, self._jobs, self._navigator = paths, jobs, navigator

    def refresh(self) -> None:
        """Ask for everything again."""
        self._jobs.run(self._paths.view, self._got, self._refused)

    def _got(self, view: PathView) -> None:
        self.view.show_path(view)

    def choose(self, path: str, role: str) -> None:
        """A path, as the one who was hurt, the one who broke the trust, both or neither."""
        self._jobs.run(partial(self._paths.choose, path, role), None, self._refused)

    def move(self, stage: str) -> None:
        """To another stage."""
        self._jobs.run(partial(self._paths.move, stage), None, self._refused)

    def leave(self) -> None:
        """No path any more."""
        self._jobs.run(self._paths.leave, None, self._refused)

    def questions(self) -> None:
        """To the questions that fit where one is."""
        self._navigator.go_to("reflections", new=True)

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
