"""Looks every few seconds whether somebody said something through the stop files, from another start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.words import _

if TYPE_CHECKING:
    from ui.shell.jobs import InlineJobs, JobRunner
    from ui.shell.main_window import MainWindow

INTERVAL_MILLISECONDS: Final = 5_000
PATIENCE: Final = 6
"""Rounds after which an answer that did not come is asked for again."""

Watch = Callable[[], Outcome[bool]]


class StopWatch(QObject):
    """Asks in the job thread while a space is open, one question at a time; it is no sign of life.

    Pages that show lines hear of it by their topic; the page that is seen says so in words, and what two
    people do together at that moment stops.
    """

    def __init__(
        self, jobs: JobRunner | InlineJobs, window: MainWindow, watch: Watch, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._window, self._watch = jobs, window, watch
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Ask once, unless an answer is still to come or nothing is open."""
        if self._window.frame is None:
            self._waited = 0
        elif self._waited:
            # A lock or a change of sitting drops what was asked: after some rounds it is asked again.
            self._waited = (self._waited + 1) % PATIENCE
        else:
            self._waited = 1
            self._jobs.run(self._watch, self._answered, self._not_answered)

    def _answered(self, found: bool) -> None:
        self._waited = 0
        if not found or self._window.frame is None:
            return
        words = _(
            "Something was said from a second window of the program: a limit, a need, an "
            "ending or a suspension. It counts from now on, and “Our agreement” shows it."
        )
        self._window.frame.inform(words)
        companion = self._window.companion
        if companion is not None and companion.shared:
            # What it concerns cannot be known from here, and in doubt nothing goes on.
            companion.stop_for(words)

    def _not_answered(self, _error: UserError) -> None:
        """Nothing could be looked at now; the next time will."""
        self._waited = 0
