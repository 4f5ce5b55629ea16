"""From one's own space to the shared one, with both at the screen: a one-way door, which says so first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from trustapp.domain.errors import UserError
from trustapp.words import _
from ui.shell.lock import finish

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.sittings import Sitting
    from ui.shell.jobs import InlineJobs, JobRunner
    from ui.shell.main_window import MainWindow


class Host(Protocol):
    """The part of the application that goes together."""

    @property
    def window(self) -> MainWindow:
        """The window."""
        ...

    @property
    def jobs(self) -> JobRunner | InlineJobs:
        """The one door for work."""
        ...

    @property
    def services(self) -> Services:
        """The services."""
        ...

    def enter(self, sitting: Sitting) -> None:
        """Show a sitting."""
        ...

    def lock(self, reason: str) -> None:
        """Lock everything."""
        ...


class GoingTogether(QObject):
    """Asks, lets the own pages go, and opens the shared space."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host

    def ask(self) -> None:
        """Say what it means; then open, or not."""
        from ui.widgets.dialogs import ask

        ask(
            self._host.window,
            _("Open together?"),
            _(
                "Your own space is locked and only the shared one stays open, for both of you to see. "
                "To come back to your space you type your passphrase again."
            ),
            _("Open together"),
            space="s",
            on_act=self.open,
        )

    def open(self) -> None:
        """What was being typed is kept first."""
        host = self._host
        unfinished = host.window.frame.unfinished() if host.window.frame is not None else ()
        host.jobs.drop()
        host.window.drop()
        work = partial(finish, unfinished, host.services.vault.open_together)
        host.jobs.run(work, host.enter, self._not_open)

    def _not_open(self, _error: UserError) -> None:
        """The own pages are gone already; whatever the reason, the way back is through the lock."""
        self._host.lock("asked")
