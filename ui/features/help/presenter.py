"""Help and safety: read once, shown wherever one is, locked or not."""

from __future__ import annotations

import weakref
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.guidance import GuidanceService
from trustapp.services.reading import HelpPage
from ui.ports import Jobs, Navigator


class HelpView(Protocol):
    """What the presenter needs of the page."""

    def show_help(self, page: HelpPage) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class HelpPresenter:
    """Nothing here depends on who reads, and nothing is kept of what was read."""

    TOPICS: frozenset[Topic] = frozenset()

    def __init__(self, guidance: GuidanceService, jobs: Jobs, navigator: Navigator | None = None) -> None:
        self._guidance = guidance
        self._jobs = jobs
        self._navigator = navigator
        self._view: weakref.ref[HelpView] | None = None

    def attach(self, view: HelpView) -> None:
        """The page that shows what this presenter finds; it owns the presenter."""
        self._view = weakref.ref(view)

    @property
    def in_sitting(self) -> bool:
        """Whether a space is open, so that there are other pages to go to."""
        return self._navigator is not None

    def crossed(self) -> None:
        """To the page for when a line was crossed."""
        if self._navigator is not None:
            self._navigator.go_to("crossed")

    def refresh(self) -> None:
        """Read the help page."""
        self._jobs.run(self._guidance.help_page, self._got, self._refused)

    def _got(self, page: HelpPage) -> None:
        view = self._view() if self._view else None
        if view is not None:
            view.show_help(page)

    def _refused(self, error: UserError) -> None:
        view = self._view() if self._view else None
        if view is not None:
            view.show_error(error)
