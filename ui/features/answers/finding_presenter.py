"""The ways into my answers: searching, and how much to see. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.services.finding import FindingService, Found
from ui.ports import Attached, Jobs

LEAST: int = 2
"""A single letter stands nearly everywhere."""

Answered = tuple[str, tuple[Found, ...]]


class FindingView(Protocol):
    """What the presenter needs of the page."""

    def show_found(self, found: tuple[Found, ...]) -> None: ...
    def show_all(self) -> None: ...
    def show_intensity(self, level: int) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class FindingPresenter(Attached[FindingView]):
    """Holds the words that are searched for while they stand in the field, and nowhere else."""

    def __init__(self, finding: FindingService, jobs: Jobs) -> None:
        self._finding = finding
        self._jobs = jobs
        self._words = ""

    def refresh(self) -> None:
        """The overview is shown again: the same words may find other things now."""
        self._jobs.run(self._finding.intensity, self._got_intensity, self._refused)
        self._look()

    def _got_intensity(self, level: int) -> None:
        self.view.show_intensity(level)

    def search(self, words: str) -> None:
        """Other words stand in the field."""
        self._words = " ".join(words.split())
        self._look()

    def _look(self) -> None:
        if len(self._words) < LEAST:
            self.view.show_all()
            return
        self._jobs.run(partial(self._find, self._words), self._got_found, self._refused)

    def _find(self, words: str) -> Outcome[Answered]:
        return Outcome((words, self._finding.search(words).value))

    def _got_found(self, found: Answered) -> None:
        words, results = found
        if words == self._words:
            self.view.show_found(results)

    def set_intensity(self, level: int) -> None:
        """See more or less from now on; every page learns of it."""
        self._jobs.run(partial(self._finding.set_intensity, level), refused=self._refused)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
