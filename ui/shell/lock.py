"""The one way in which anything is locked. Nothing else may lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui.shell import handover, trouble

if TYPE_CHECKING:
    from ui.shell.autolock import AutoLock
    from ui.shell.handover import Handover
    from ui.shell.jobs import InlineJobs, JobRunner
    from ui.shell.main_window import MainWindow

T = TypeVar("T")

PATIENCE_MILLISECONDS: Final = 20_000
"""After this the process is replaced even where the vault did not answer: its memory goes with it."""

STAY_HIDDEN: Final = "--stay-hidden"
KEEPS_STANDING: Final = frozenset({"idle"})
"""Reasons for which a pause or a companion that is shown stays on the screen, without keys."""


class Lockable(Protocol):
    """The part of the vault service that locks."""

    def lock(self) -> Outcome[UserError | None]:
        """Finish writes, forget every key, close everything; gives what the unlock page tells about it."""
        ...


class Lock(QObject):
    """Stops jobs, drops pages and dialogs, locks the vault, clears our clipboard, replaces the process."""

    finished = Signal(str)
    """The reason, when keys, pages and connections are gone; the process is replaced after it."""

    def __init__(
        self,
        window: MainWindow,
        jobs: JobRunner | InlineJobs,
        autolock: AutoLock,
        replace: Callable[[bool], None],
    ) -> None:
        super().__init__(window)
        self._window, self._jobs, self._autolock = window, jobs, autolock
        self._replace = replace
        self._reason = ""
        self._hidden = self._keyless = False
        self.telling = ""
        """The code of what this lock has to tell at the unlock page, "" for nothing."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._done)
        jobs.failed.connect(self._failed)

    @property
    def under_way(self) -> bool:
        """Whether a lock has begun and is not finished."""
        return bool(self._reason)

    @property
    def keyless(self) -> bool:
        """Whether a pause or a companion stands on the screen after the keys are gone."""
        return self._keyless

    def stand_keyless(self) -> None:
        """Something stands on the screen of a process that never had a key."""
        self._keyless = True

    def lock(self, vault: Lockable | None, reason: str, *, hide: bool = False, telling: str = "") -> None:
        """Lock everything; with ``hide`` the window is gone before anything else happens.

        ``telling`` is the code of a message for the unlock page.
        """
        if hide:
            self._hidden = True
            self._window.hide()
        if self._reason:
            self._join(reason, hide=hide)
            return
        self._reason, self.telling = reason, telling
        if self._keyless:
            self._window.drop()
            self._done()
            return
        self._autolock.disarm()
        frame = self._window.frame
        unfinished = frame.unfinished() if frame is not None else ()
        self._jobs.drop()
        close_dialogs()
        if self._window.stands and reason in KEEPS_STANDING and not hide:
            self._keyless = True
            self._window.drop_behind()
        else:
            self._window.drop()
        # Not at the top: the first page copies nothing.
        from ui.shell.clipboard import clear_clipboard

        clear_clipboard()
        if vault is None:
            self._done()
            return
        self._patience.start()
        self._jobs.run(partial(lock_up, unfinished, vault.lock), self._locked, self._refused)

    def _join(self, reason: str, *, hide: bool) -> None:
        """A second wish while a lock is under way: what is hidden comes back without what stood there."""
        if hide:
            self._window.drop()
        if reason == "closed":
            self._reason = reason

    def _locked(self, unwritten: UserError | None) -> None:
        if unwritten is not None:
            self.telling = self.telling or unwritten.code
        self._done()

    def _refused(self, _error: UserError) -> None:
        """Something could not be written; the keys are gone all the same."""
        self._locked(UserError(handover.NOT_WRITTEN))

    def _failed(self, _code: str) -> None:
        if self._reason:
            self._done()

    def _done(self) -> None:
        self._patience.stop()
        reason, self._reason = self._reason, ""
        if not reason:
            return
        hidden, self._hidden = self._hidden, False
        self._keyless = self._window.stands
        self.finished.emit(reason)
        self._replace(hidden)


def finish(unfinished: Sequence[Callable[[], Outcome[None]]], lock: Callable[[], Outcome[T]]) -> Outcome[T]:
    """Keep what was being typed, then lock: that happens whatever becomes of the keeping."""
    keep_all(unfinished)
    return lock()


def lock_up(
    unfinished: Sequence[Callable[[], Outcome[None]]], lock: Callable[[], Outcome[UserError | None]]
) -> Outcome[UserError | None]:
    """The same for a lock, which also tells where the disk did not take what was being typed."""
    kept = keep_all(unfinished)
    locked = lock()
    return locked if kept else Outcome(UserError(handover.NOT_WRITTEN), locked.changed)


def keep_all(unfinished: Sequence[Callable[[], Outcome[None]]]) -> bool:
    """Keep what was being typed; False where the disk did not take it."""
    kept = True
    for keep in unfinished:
        try:
            keep()
        except UserError as error:
            # Words that fit nowhere are not the disk's doing; there is nobody left to ask about them.
            kept = kept and not error.code.startswith("storage.")
        except Exception as bug:
            trouble.record(bug)
    return kept


def close_dialogs() -> None:
    """Close whatever stands in front of the window; what was typed in it goes with it."""
    from PySide6.QtWidgets import QDialog

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.hide()
            widget.deleteLater()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def restart_command(arguments: Sequence[str], *, hidden: bool) -> list[str]:
    """The command that begins this program anew with the same arguments."""
    from trustapp.services import process

    kept = [one for one in arguments if one not in (STAY_HIDDEN, handover.HANDED_OVER)]
    return [*process.own_command(), *kept, *([STAY_HIDDEN] if hidden else [])]


def replace_process(arguments: Sequence[str], *, hidden: bool, handed: Handover = handover.NOTHING) -> None:
    """Begin anew, so that nothing of what was read stays in this memory."""
    handover.replace(restart_command(arguments, hidden=hidden), handed)
    QCoreApplication.quit()
