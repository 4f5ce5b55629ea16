"""The unlock page: who belongs here, one passphrase, and the ways in and out that need none. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services.looks import VaultLook
from ui.ports import Attached, Jobs

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.openings import Opened


class UnlockView(Protocol):
    """What the presenter needs of the page."""

    def show_look(self, found: VaultLook) -> None: ...
    def show_working(self, working: bool) -> None: ...
    def show_wrong(self) -> None: ...
    def show_opened(self, opened: Opened) -> None: ...
    def show_suspended(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class UnlockPresenter(Attached[UnlockView]):
    """Tries are unlimited, and nothing is ever wiped; what failed is told to the owner alone."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        self._vault = services.vault
        self._jobs = jobs
        self._working = False

    def refresh(self) -> None:
        """See who belongs here."""
        self._jobs.run(self._vault.look, self._looked, self._refused)

    def _looked(self, found: VaultLook) -> None:
        self.view.show_look(found)

    def unlock(self, member: MemberId, passphrase: str) -> None:
        """Open this person's space."""
        if self._working or not passphrase:
            return
        self._working = True
        self.view.show_working(True)
        self._jobs.run(partial(self._vault.unlock, member, passphrase), self._opened, self._not_opened)

    def _opened(self, opened: Opened) -> None:
        self._working = False
        self.view.show_opened(opened)

    def _not_opened(self, error: UserError) -> None:
        self._working = False
        self.view.show_working(False)
        if error.code == "passphrase.wrong":
            self.view.show_wrong()
        else:
            self.view.show_error(error)

    def suspend(self) -> None:
        """Suspend the agreement; it needs no passphrase."""
        self._jobs.run(self._vault.suspend_without_key, self._suspended, self._refused)

    def _suspended(self, _nothing: None) -> None:
        self.view.show_suspended()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
