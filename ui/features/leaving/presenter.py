"""Leaving: taking one's things along, leaving the shared space, deleting one's own; each done alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.exports import Export, ExportService
from trustapp.services.leaving import LeavingService, Situation
from ui.ports import Attached, Jobs, Navigator


class LeavingView(Protocol):
    """What the presenter needs of the page."""

    def show_situation(self, situation: Situation) -> None: ...
    def show_progress(self, done: int, of: int) -> None: ...
    def show_exported(self, folder: str) -> None: ...
    def show_cancelled(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class LeavingPresenter(Attached[LeavingView]):
    """Writes an export one file at a time, so that it can be stopped between two of them."""

    TOPICS = frozenset({Topic.MEMBERS})

    def __init__(
        self, leaving: LeavingService, exports: ExportService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._leaving = leaving
        self._exports = exports
        self._jobs = jobs
        self._navigator = navigator
        self._export: Export | None = None
        self._done = 0
        self._stopping = False
        self._why: UserError | None = None

    def refresh(self) -> None:
        """Where this person stands, and what lies on this computer."""
        self._jobs.run(self._leaving.situation, self._got, self._refused)

    def _got(self, situation: Situation) -> None:
        self.view.show_situation(situation)

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    # -- taking things along -----------------------------------------------------------------------

    def export(self, place: str, passphrase: str) -> None:
        """Gather everything, then write one file after the other."""
        if self._export is None:
            self._stopping, self._why, self._done = False, None, 0
            self._jobs.run(partial(self._exports.begin, place, passphrase), self._begun, self._refused)

    def cancel(self) -> None:
        """Stop before the next file; what was written goes."""
        self._stopping = True

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """An export that is being written when a lock comes: half of one is none."""
        return self._exports.cancel if self._export is not None else None

    def _begun(self, export: Export) -> None:
        self._export = export
        self._next()

    def _next(self) -> None:
        assert self._export is not None
        names = self._export.names
        self.view.show_progress(self._done, len(names))
        if self._stopping:
            self._jobs.run(self._exports.cancel, self._cancelled, self._refused)
        elif self._done < len(names):
            write = partial(self._exports.write, names[self._done])
            self._jobs.run(write, self._wrote, self._not_written)
        else:
            self._jobs.run(self._exports.finish, self._finished, self._refused)

    def _wrote(self, _nothing: None) -> None:
        self._done += 1
        self._next()

    def _not_written(self, error: UserError) -> None:
        """Half an export is none: what was written goes, then the reason is said."""
        self._why, self._stopping = error, True
        self._next()

    def _cancelled(self, _nothing: None) -> None:
        self._export = None
        self.view.show_cancelled()
        if self._why is not None:
            self.view.show_error(self._why)

    def _finished(self, _nothing: None) -> None:
        export, self._export = self._export, None
        assert export is not None
        self.view.show_exported(export.folder)

    # -- leaving and deleting ----------------------------------------------------------------------

    def leave(self, passphrase: str) -> None:
        """Leave the shared space; the window then shows the sitting of a person alone."""
        # The shell hears that the members changed; nothing of this page is left to be told.
        self._jobs.run(partial(self._leaving.leave, passphrase), None, self._refused)

    def delete(self, passphrase: str) -> None:
        """Delete the space; nothing is open afterwards."""
        self._jobs.run(partial(self._leaving.delete, passphrase), self._deleted, self._not_deleted)

    def _deleted(self, _nothing: None) -> None:
        self._navigator.lock()

    def _not_deleted(self, error: UserError) -> None:
        """Where it began and could not be finished, the next start finishes it: nothing is open here."""
        if self._leaving.is_closed:
            self._navigator.lock()
        else:
            self.view.show_error(error)
            self.refresh()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
