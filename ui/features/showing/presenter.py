"""One passage to let the other read, and those that they can read now. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.shown import Passage
from ui.ports import Attached, Jobs, Navigator


class Showing(Protocol):
    """What the presenter needs of the service."""

    def preview(self, text: str) -> Outcome[Passage]: ...
    def show(self, text: str) -> Outcome[None]: ...
    def take_back(self, passage: str) -> Outcome[None]: ...
    def mine(self) -> Outcome[tuple[Passage, ...]]: ...


class ShowingPageView(Protocol):
    """What the presenter needs of the page."""

    def show_mine(self, passages: tuple[Passage, ...]) -> None: ...
    def show_preview(self, passage: Passage) -> None: ...
    def show_shown(self) -> None: ...
    def show_taken_back(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ShowingPresenter(Attached[ShowingPageView]):
    """Nothing is shown that was not seen here exactly as the other will see it."""

    TOPICS = frozenset({Topic.PASSAGES, Topic.MEMBERS})

    def __init__(self, showing: Showing, other: str, jobs: Jobs, navigator: Navigator) -> None:
        self._showing, self.other = showing, other
        self._jobs, self._navigator = jobs, navigator
        self._text = ""

    def refresh(self) -> None:
        """Ask for what the other can read now."""
        self._jobs.run(self._showing.mine, self._got, self._refused)

    def _got(self, passages: tuple[Passage, ...]) -> None:
        self.view.show_mine(passages)

    def offer(self, text: str) -> None:
        """Look at these words as the other would see them."""
        self._text = text
        self._jobs.run(partial(self._showing.preview, text), self._previewed, self._refused)

    def _previewed(self, passage: Passage) -> None:
        self.view.show_preview(passage)

    def show(self) -> None:
        """Let the other read what was looked at."""
        self._jobs.run(partial(self._showing.show, self._text), self._shown, self._refused)

    def _shown(self, _nothing: None) -> None:
        self._text = ""
        self.view.show_shown()

    def take_back(self, passage: str) -> None:
        """Take one away again."""
        self._jobs.run(partial(self._showing.take_back, passage), self._taken_back, self._refused)

    def _taken_back(self, _nothing: None) -> None:
        self.view.show_taken_back()

    def leave(self) -> None:
        """Back to the reflections; nothing is shown by it."""
        self._text = ""
        self._navigator.go_to("reflections")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
