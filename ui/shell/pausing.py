"""A pause, from its key to its end; also one that began in the process before this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from trustapp.domain.errors import UserError
from trustapp.services.sittings import Sitting, SittingKind
from ui.shell.lock import Lock, close_dialogs
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.reading import Exercise
    from ui.shell.handover import KeptPause
    from ui.shell.jobs import InlineJobs, JobRunner

SHOWN_AFTER: Final = 1500
"""Milliseconds after which a pause that goes on is shown even if its ways to calm down are still read."""


class Host(Protocol):
    """The part of the application that a pause lies over."""

    @property
    def window(self) -> MainWindow:
        """The window."""
        ...

    @property
    def jobs(self) -> JobRunner | InlineJobs:
        """The one door for work."""
        ...

    @property
    def sitting(self) -> Sitting | None:
        """Who sits here now."""
        ...

    @property
    def known_services(self) -> Services | None:
        """The services, None while they are not built."""
        ...

    def appear(self) -> None:
        """Show the window, if it is not shown yet."""
        ...

    def lock(self, reason: str) -> None:
        """Lock everything."""
        ...


class Pausing(QObject):
    """Begins and ends pauses."""

    def __init__(self, host: Host, lock: Lock, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._lock = host, lock
        self._way = -1
        host.window.pause_requested.connect(self.begin)
        host.window.pause_stopped.connect(self._stop_for_today)
        host.window.pause_ended.connect(self._back)

    def begin(self) -> None:
        """Over everything, at once, without a reason."""
        close_dialogs()
        window, sitting = self._host.window, self._host.sitting
        kind = sitting.kind if sitting is not None else None
        if window.companion is not None:
            window.begin_pause(together=window.companion.shared)
        else:
            window.begin_pause(together=kind is SittingKind.TOGETHER, own=kind is SittingKind.OWN)
        services = self._host.known_services
        if services is not None and not window.pause.has_exercises:
            self._host.jobs.run(services.guidance.exercises, self._got_exercises, self._without_exercises)

    def go_on(self, kept: KeptPause) -> None:
        """As it was and where it was. Nothing was ever opened in this process."""
        self._way = kept.way
        self._lock.stand_keyless()
        self._host.window.go_on_with_pause(kept)
        QTimer.singleShot(SHOWN_AFTER, self._host.appear)

    def go_on_with(self, services: Services) -> None:
        """The services were built behind a pause that goes on."""
        self._host.jobs.run(services.guidance.exercises, self._got_exercises, self._without_exercises)

    def _got_exercises(self, exercises: tuple[Exercise, ...]) -> None:
        self._host.window.pause.show_exercises(exercises)
        self._host.window.pause.choose_way(self._way)
        self._host.appear()

    def _without_exercises(self, _error: UserError) -> None:
        """The circle alone is enough; a pause shows no errors."""
        self._host.appear()

    def _back(self) -> None:
        self._host.window.end_pause()
        if self._lock.keyless and self._host.window.companion is None:
            self._host.lock("asked")

    def _stop_for_today(self) -> None:
        window = self._host.window
        window.end_pause()
        if window.companion is not None:
            window.stop_companion()
        else:
            self._host.lock("asked")
