"""Help and safety: read once, shown wherever one is, locked or not."""

from __future__ import annotations

import weakref
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.guidance import GuidanceService
from trustapp.services.reading import HelpPage
from ui.ports import Jobs


class HelpView(Protocol):
    """What the presenter needs of the page."""

    def show_help(self, page: HelpPage) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class HelpPresenter:
    """Nothing here depends on who reads, and nothing is kept of what was read."""

    TOPICS: frozenset[Topic] = frozenset()

    def __init__(self, guidance: GuidanceService, jobs: Jobs) -> None:
        self._guidance = guidance
        self._jobs = jobs
        self._view: weakref.ref[HelpView] | None = None

    def attach(self, view: HelpView) -> None:
        """The page that shows what this presenter finds; it owns the presenter."""
        self._view = weakref.ref(view)

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
