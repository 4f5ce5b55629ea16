"""What goes on when the keys are gone: a pause, a companion, one over the other, and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.shell import companioning, pausing, reminders
from ui.shell.companioning import Companioning
from ui.shell.handover import Handover
from ui.shell.lock import Lock
from ui.shell.pausing import Pausing
from ui.shell.reminders import Reminders

if TYPE_CHECKING:
    from trustapp.bootstrap import Services


class Host(pausing.Host, companioning.Host, reminders.Host, Protocol):
    """The part of the application that they need."""


class Keyless(QObject):
    """Holds them, and passes them from one process to the next."""

    def __init__(self, host: Host, lock: Lock, parent: QObject) -> None:
        super().__init__(parent)
        self._window = host.window
        self.pausing = Pausing(host, lock, self)
        self.companioning = Companioning(host, lock, self)
        self.reminders = Reminders(host, self)

    def go_on(self, handed: Handover) -> None:
        """As it was in the process before; a companion under a pause is seen again when the pause ends."""
        if handed.companion is not None:
            self.companioning.go_on(handed.companion)
        if handed.pause is not None:
            self.pausing.go_on(handed.pause)
        elif handed.companion is not None:
            self.companioning.show(handed.companion)

    def go_on_with(self, services: Services) -> None:
        """The services were built behind what stands."""
        if self._window.paused:
            self.pausing.go_on_with(services)

    def handed(self, telling: str) -> Handover:
        """What the next process is given, besides what it tells at the unlock page."""
        window = self._window
        pause = window.kept_pause() if window.paused else None
        return Handover(telling, pause, window.kept_companion(), self.reminders.times)
