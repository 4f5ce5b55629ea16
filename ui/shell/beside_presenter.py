"""The page of a second start: who speaks, and what they say. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId
from trustapp.services.looks import VaultLook
from ui.ports import Attached, Jobs

if TYPE_CHECKING:
    from trustapp.services.agreements import NewLimit
    from trustapp.services.beside import Beside, BesideService


class BesideView(Protocol):
    """What the presenter needs of the page."""

    def show_look(self, found: VaultLook) -> None: ...
    def show_working(self, working: bool) -> None: ...
    def show_wrong(self) -> None: ...
    def show_beside(self, beside: Beside) -> None: ...
    def show_said(self, what: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class BesidePresenter(Attached[BesideView]):
    """Everything goes through the job thread; the keys stay there until the page is left."""

    def __init__(self, factory: Callable[[], BesideService], jobs: Jobs) -> None:
        self._factory, self._jobs = factory, jobs
        self._service: BesideService | None = None
        self._working = False
        self._said = ""

    def _real(self) -> BesideService:
        """Made in the job thread, which alone calls it."""
        if self._service is None:
            self._service = self._factory()
        return self._service

    def refresh(self) -> None:
        """See who belongs here, and whether the agreement rests."""
        self._jobs.run(self._look, self._looked, self._refused)

    def _look(self) -> Outcome[VaultLook]:
        return self._real().look()

    def _looked(self, found: VaultLook) -> None:
        self.view.show_look(found)

    def suspend(self) -> None:
        """It needs no passphrase."""
        self._said = "suspended"
        self._jobs.run(self._suspend, self._suspended, self._refused)

    def _suspend(self) -> Outcome[None]:
        return self._real().suspend()

    def _suspended(self, _nothing: None) -> None:
        self.refresh()
        self.view.show_said(self._said)

    def unlock(self, member: MemberId, passphrase: str) -> None:
        """Take this person's keys, to speak in their name."""
        if self._working or not passphrase:
            return
        self._working = True
        self.view.show_working(True)
        self._jobs.run(partial(self._unlock, member, passphrase), self._unlocked, self._not_unlocked)

    def _unlock(self, member: MemberId, passphrase: str) -> Outcome[Beside]:
        return self._real().unlock(member, passphrase)

    def _unlocked(self, beside: Beside) -> None:
        self._working = False
        self.view.show_working(False)
        self.view.show_beside(beside)

    def _not_unlocked(self, error: UserError) -> None:
        self._working = False
        self.view.show_working(False)
        if error.code == "passphrase.wrong":
            self.view.show_wrong()
        else:
            self.view.show_error(error)

    def forget(self) -> None:
        """Nobody is there any more: the keys go."""
        self._jobs.run(self._lock, self._forgotten)

    def _lock(self) -> Outcome[None]:
        return self._real().lock()

    def _forgotten(self, _nothing: None) -> None:
        self.refresh()

    # -- saying ------------------------------------------------------------------------------------

    def state_limit(self, limit: NewLimit) -> None:
        """A limit, at once."""
        self._say("limit", lambda service: service.state_limit(limit))

    def state_need(self, need: NewLimit, line: LineId | None) -> None:
        """A need, at once, on a line if one is named."""
        self._say("need", lambda service: service.state_need(need, line))

    def end_line(self, line: LineId) -> None:
        """A line that this person said yes to."""
        self._say("ended", lambda service: service.end_line(line))

    def end_agreement(self) -> None:
        """Everything that this person opened or offered."""
        self._say("all_ended", lambda service: service.end_agreement())

    def _say(self, what: str, wish: Callable[[BesideService], Outcome[Beside]]) -> None:
        self._said = what
        self._jobs.run(partial(self._do, wish), self._was_said, self._refused)

    def _do(self, wish: Callable[[BesideService], Outcome[Beside]]) -> Outcome[Beside]:
        return wish(self._real())

    def _was_said(self, beside: Beside) -> None:
        self.view.show_beside(beside)
        self.view.show_said(self._said)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
