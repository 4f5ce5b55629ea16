"""The pages before any space is open: first run, unlock, or why neither is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from trustapp.domain.errors import UserError
from ui.ports import Jobs, Navigator
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from trustapp.bootstrap import Services
    from trustapp.services.beside import BesideService
    from trustapp.services.glance import Glance
    from trustapp.services.looks import VaultLook
    from ui.shell.beside_page import BesidePage
    from ui.shell.shut_page import ShutPage

EMPTY: Final = "empty"
"""The value of ``VaultState.EMPTY``; the services are imported behind the first picture, not before it."""


class Gates(QObject):
    """Looks at the folder and shows the page that fits; their pages are imported when they are needed."""

    entered = Signal(object)
    """A sitting has begun, with the first run."""
    opened = Signal(object)
    """An own space was opened with its passphrase; what that has to tell comes with it."""
    again_requested = Signal()
    help_requested = Signal()
    display_requested = Signal()
    close_requested = Signal()

    def __init__(self, window: MainWindow, jobs: Jobs, navigator: Navigator) -> None:
        super().__init__(window)
        self._window, self._jobs, self._navigator = window, jobs, navigator
        self._services: Services | None = None
        self.beside: Callable[[], BesideService] | None = None
        """What can be said where another program has the vault open."""
        self.joining = False
        """The invited partner is about to make their own space."""
        self.telling = ""
        """The code of a message that the next unlock page shows, once."""

    def show(self, services: Services) -> None:
        """Look at the folder, and show what can be done with it."""
        self._services = services
        self._jobs.run(services.vault.look, self._show_found, self.show_shut)

    def show_at_once(self, services: Services, found: Glance) -> None:
        """The page for what lies in the folder, before the services are loaded."""
        self._services = services
        self._show_found(found.look, found)

    def _show_found(self, found: VaultLook, glance: Glance | None = None) -> None:
        if self._services is None:
            return
        if found.state == EMPTY or self.joining:
            self._show_first_run(self._services, glance)
        else:
            self._show_unlock(self._services, found)

    def _show_unlock(self, services: Services, found: VaultLook) -> None:
        from ui.shell.unlock import UnlockPage

        page = UnlockPage(services, self._jobs, found, self._window)
        page.opened.connect(self.opened)
        page.help_requested.connect(self.help_requested)
        page.display_requested.connect(self.display_requested)
        page.join_requested.connect(self._join)
        self._window.show_gate(page)
        telling, self.telling = self.telling, ""
        if telling:
            page.tell(telling)

    def _show_first_run(self, services: Services, glance: Glance | None = None) -> None:
        from ui.shell.first_run import FirstRunFlow

        self.joining = False
        flow = FirstRunFlow(services, self._jobs, self._navigator, glance, self._window)
        flow.finished.connect(self.entered)
        self._window.show_gate(flow)

    def show_shut(self, error: UserError) -> None:
        """Why the folder cannot be opened, and what can be said all the same."""
        page = self._shut_page(error)
        page.again_requested.connect(self.again_requested)
        page.help_requested.connect(self.help_requested)
        page.close_requested.connect(self.close_requested)
        self._window.show_gate(page)

    def _shut_page(self, error: UserError) -> ShutPage | BesidePage:
        if error.code == "vault.in_use" and self.beside is not None:
            from ui.shell.beside_page import BesidePage

            return BesidePage(self.beside, self._jobs)
        from ui.shell.shut_page import ShutPage

        return ShutPage.of(error)

    def forget(self) -> bool:
        """Let the keys of a second start go, where it holds any; whether a second start is shown."""
        forget = getattr(self._window.gate, "forget_keys", None)
        if forget is None:
            return False
        forget()
        return True

    def _join(self) -> None:
        if self._services is not None:
            self.joining = True
            self._show_first_run(self._services)
