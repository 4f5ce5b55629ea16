"""Print the planner: which days, and how they are told on paper. No Qt here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.planner_papers import (
    PlannerPaper,
    PlannerPaperOptions,
    PlannerPaperService,
    PlannerSheet,
)
from ui.ports import Attached, Jobs, Navigator

SHARED, OWN = "shared", "own"
"""The two planners, as places name them."""

_PAGES = {True: "rituals", False: "own_rituals"}
"""The page of each planner: of both, and of one person."""


class PlannerPrintView(Protocol):
    """What the presenter needs of the page."""

    def show_planner(self, paper: PlannerPaper) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class PlannerPrintPresenter(Attached[PlannerPrintView]):
    """The paper is always of this moment; nothing of its look is kept."""

    TOPICS = frozenset({Topic.RITUALS, Topic.AGREEMENT})

    def __init__(
        self, papers: PlannerPaperService, jobs: Jobs, navigator: Navigator, *, shared: bool, starts: int = 0
    ) -> None:
        self._papers, self._jobs, self._navigator = papers, jobs, navigator
        self._options = PlannerPaperOptions(shared, starts=starts)
        self._shown: PlannerPaper | None = None

    @property
    def options(self) -> PlannerPaperOptions:
        """What is wanted of the paper."""
        return self._options

    def refresh(self) -> None:
        """Make the paper as of now."""
        self._jobs.run(partial(self._papers.paper, self._options), self._got, self._refused)

    def open(self, planner: str, sheet: str, first: str) -> None:
        """The days that a planner showed; ``first`` is an ISO day. What is none of these stays as it was."""
        before = self._options
        day = before.day
        with suppress(ValueError):
            day = date.fromisoformat(first)
        shared = planner == SHARED if planner in (SHARED, OWN) else before.shared
        wanted = PlannerSheet(sheet) if sheet in tuple(PlannerSheet) else before.sheet
        self.set_options(replace(before, shared=shared, sheet=wanted, day=day))

    def set_options(self, options: PlannerPaperOptions) -> None:
        """Other days, or another look: the paper is made anew."""
        if options != self._options:
            self._options = options
            self.refresh()

    def earlier(self) -> None:
        """The days before these."""
        if self._shown is not None and self._shown.earlier:
            self._go(self._shown.first - timedelta(days=1))

    def later(self) -> None:
        """The days after these."""
        if self._shown is not None and self._shown.last < date.max:
            self._go(self._shown.last + timedelta(days=1))

    def _go(self, day: date) -> None:
        self.set_options(replace(self._options, day=day))

    def back(self) -> None:
        """To the planner."""
        self._navigator.go_to(_PAGES[self._options.shared])

    def _got(self, paper: PlannerPaper) -> None:
        self._shown = paper
        self.view.show_planner(paper)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
