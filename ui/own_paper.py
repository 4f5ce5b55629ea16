"""A paper of one person's own, asked for anew at each change. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.papers import PaperDocument
from ui.ports import Attached, Jobs, Navigator


class Look(NamedTuple):
    """How the sheet is to look."""

    initials: bool = True
    large: bool = False
    kept_at: str = ""


class Make(Protocol):
    """What makes the paper."""

    def __call__(self, *, initials: bool, large: bool, kept_at: str) -> Outcome[PaperDocument]:
        """The paper of this moment, in this look."""
        ...


class OwnPaperView(Protocol):
    """What the presenter needs of the page."""

    def show_paper(self, document: PaperDocument) -> None:
        """The paper as it is."""
        ...

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        ...


class OwnPaperPresenter(Attached[OwnPaperView]):
    """The paper is always of this moment; nothing of its look is kept.

    ``make`` makes it, ``topics`` are those that it hangs on, ``page`` is where one came from.
    """

    def __init__(
        self, make: Make, topics: frozenset[Topic], page: str, jobs: Jobs, navigator: Navigator
    ) -> None:
        self.TOPICS = topics
        self._make, self._page = make, page
        self._jobs = jobs
        self._navigator = navigator
        self._look = Look()

    def refresh(self) -> None:
        """Make the paper as of now."""
        look = self._look
        work = partial(self._make, initials=look.initials, large=look.large, kept_at=look.kept_at)
        self._jobs.run(work, self._got, self._refused)

    def set_look(self, look: Look) -> None:
        """Another look: the paper is made anew."""
        if look != self._look:
            self._look = look
            self.refresh()

    def back(self) -> None:
        """To the page of what is on it."""
        self._navigator.go_to(self._page)

    def _got(self, document: PaperDocument) -> None:
        self.view.show_paper(document)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
