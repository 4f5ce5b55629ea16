"""The one way in which anything is locked. Nothing else may lock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui.shell import trouble
from ui.shell.clipboard import clear_clipboard

if TYPE_CHECKING:
    from ui.shell.autolock import AutoLock
    from ui.shell.jobs import InlineJobs, JobRunner
    from ui.shell.main_window import MainWindow

T = TypeVar("T")

PATIENCE_MILLISECONDS: Final = 20_000
"""After this the process is replaced even where the vault did not answer: its memory goes with it."""

STAY_HIDDEN: Final = "--stay-hidden"
KEEPS_PAUSE: Final = frozenset({"idle"})
"""Reasons for which a pause that is shown stays on the screen, without keys."""


class Lockable(Protocol):
    """The part of the vault service that locks."""

    def lock(self) -> Outcome[None]:
        """Finish writes, forget every key, close everything."""
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
        """Whether a pause stands on the screen after the keys are gone."""
        return self._keyless

    def lock(self, vault: Lockable | None, reason: str, *, hide: bool = False) -> None:
        """Lock everything; with ``hide`` the window is gone before anything else happens."""
        if hide:
            self._hidden = True
            self._window.hide()
        if self._reason:
            return
        if self._keyless:
            self._keyless = False
            self._reason = reason
            self._done()
            return
        self._reason = reason
        self._autolock.disarm()
        frame = self._window.frame
        unfinished = frame.unfinished() if frame is not None else ()
        self._jobs.drop()
        close_dialogs()
        if self._window.paused and reason in KEEPS_PAUSE and not hide:
            self._keyless = True
            self._window.drop_behind_pause()
        else:
            self._window.drop()
        clear_clipboard()
        if vault is None:
            self._done()
            return
        self._patience.start()
        self._jobs.run(partial(finish, unfinished, vault.lock), self._locked, self._refused)

    def _locked(self, _nothing: None) -> None:
        self._done()

    def _refused(self, _error: UserError) -> None:
        """Something could not be written; the keys are gone all the same."""
        self._done()

    def _failed(self, _code: str) -> None:
        if self._reason:
            self._done()

    def _done(self) -> None:
        self._patience.stop()
        reason, self._reason = self._reason, ""
        if not reason:
            return
        hidden, self._hidden = self._hidden, False
        self.finished.emit(reason)
        if not self._keyless:
            self._replace(hidden)


def finish(unfinished: Sequence[Callable[[], Outcome[None]]], lock: Callable[[], Outcome[T]]) -> Outcome[T]:
    """Keep what was being typed, then lock: that happens whatever becomes of the keeping."""
    for keep in unfinished:
        try:
            keep()
        except UserError:
            # A full disk, or words that fit nowhere: there is nobody left to tell.
            continue
        except Exception as bug:
            trouble.record(bug)
    return lock()


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

    kept = [one for one in arguments if one != STAY_HIDDEN]
    return [*process.own_command(), *kept, *([STAY_HIDDEN] if hidden else [])]


def replace_process(arguments: Sequence[str], *, hidden: bool) -> None:
    """Begin anew, so that nothing of what was read stays in this memory."""
    command = restart_command(arguments, hidden=hidden)
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command, close_fds=True)
        QCoreApplication.quit()
    else:
        os.execv(command[0], command)
