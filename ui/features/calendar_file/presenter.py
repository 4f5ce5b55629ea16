"""To and from the calendars of other programs: what goes into a file, and what one holds. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.calendar_files import CalendarFileService, FileChoice, FileView, TakenIn
from ui.ports import Attached, Jobs, Navigator

SHARED, OWN = "shared", "own"
"""The two planners, as places name them."""

_PAGES = {True: "rituals", False: "own_rituals"}
"""The page of each planner: of both, and of one person."""


class CalendarFileView(Protocol):
    """What the presenter needs of the page."""

    def show_choices(self, choices: tuple[FileChoice, ...]) -> None: ...
    def show_saved(self) -> None: ...
    def show_file(self, found: FileView | None) -> None: ...
    def show_taken(self, taken: TakenIn) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class CalendarFilePresenter(Attached[CalendarFileView]):
    """Keeps what the file that was opened holds, until that is taken in or the planner is another."""

    TOPICS = frozenset({Topic.RITUALS, Topic.AGREEMENT})

    def __init__(self, files: CalendarFileService, jobs: Jobs, navigator: Navigator, *, shared: bool) -> None:
        self._files, self._jobs, self._navigator = files, jobs, navigator
        self._shared = shared
        self._found: FileView | None = None

    @property
    def shared(self) -> bool:
        """Whether it is the planner of both."""
        return self._shared

    def open(self, planner: str) -> None:
        """Be of this planner; what is none changes nothing."""
        if planner in (SHARED, OWN) and (planner == SHARED) != self._shared:
            self._shared = planner == SHARED
            self._show(None)
            self.refresh()

    def refresh(self) -> None:
        """What may go into a file now."""
        self._jobs.run(partial(self._files.choices, self._shared), self._got, self._refused)

    def save(self, path: str, chosen: Iterable[RitualId], *, titles: bool) -> None:
        """Write the file."""
        work = partial(self._files.export, self._shared, frozenset(chosen), path, titles=titles)
        self._jobs.run(work, self._saved, self._refused)

    def look_into(self, path: str) -> None:
        """See what a file holds."""
        self._show(None)
        self._jobs.run(partial(self._files.preview, self._shared, path), self._looked, self._refused)

    def take_in(self, chosen: Iterable[int]) -> None:
        """Take what is chosen of the file that was opened into the planner, or suggest it."""
        if self._found is not None:
            work = partial(self._files.take_in, self._found, frozenset(chosen))
            self._jobs.run(work, self._taken, self._refused)

    def back(self) -> None:
        """To the planner."""
        self._navigator.go_to(_PAGES[self._shared])

    def _got(self, choices: tuple[FileChoice, ...]) -> None:
        self.view.show_choices(choices)

    def _saved(self, _nothing: None) -> None:
        self.view.show_saved()

    def _looked(self, found: FileView) -> None:
        if found.shared == self._shared:
            self._show(found)

    def _taken(self, taken: TakenIn) -> None:
        self._show(None)
        self.view.show_taken(taken)

    def _show(self, found: FileView | None) -> None:
        self._found = found
        self.view.show_file(found)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
