"""Journals in and reflections out, a part at a time, so that each can be stopped. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.journal_files import Form, JournalFileService, Note, Preview, Progress, TakenIn
from ui.ports import Attached, Jobs, Navigator


class JournalFilesView(Protocol):
    """What the presenter needs of the page."""

    def show_preview(self, view: Preview | None) -> None: ...
    def show_progress(self, progress: Progress, *, writing: bool) -> None: ...
    def show_taken(self, count: int, notes: tuple[Note, ...], *, stopped: bool) -> None: ...
    def show_taken_back(self) -> None: ...
    def show_written(self, folder: str) -> None: ...
    def show_stopped(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class JournalFilesPresenter(Attached[JournalFilesView]):
    """One thing is under way at a time; between two parts of it stands whether it goes on."""

    TOPICS: frozenset[Topic] = frozenset()

    def __init__(self, files: JournalFileService, jobs: Jobs, navigator: Navigator) -> None:
        self._files, self._jobs, self._navigator = files, jobs, navigator
        self._writing = self._taking = False
        self._stop = ""
        self._why: UserError | None = None

    def refresh(self) -> None:
        """Nothing is asked for before somebody chooses."""

    def back(self) -> None:
        """To the reflections."""
        self._navigator.go_to("reflections")

    # -- in ----------------------------------------------------------------------------------------

    def look(self, path: str) -> None:
        """See what lies there."""
        self.view.show_preview(None)
        self._jobs.run(partial(self._files.look, path), self._looked, self._refused)

    def _looked(self, view: Preview) -> None:
        self.view.show_preview(view)

    def take_in(self) -> None:
        """What was looked at and is new."""
        if not (self._taking or self._writing):
            self._taking, self._stop, self._why = True, "", None
            self._jobs.run(self._files.begin_taking, self._stepped, self._refused)

    def write(self, place: str, passphrase: str, form: Form) -> None:
        """All reflections, into a new folder."""
        if not (self._taking or self._writing):
            self._writing, self._stop, self._why = True, "", None
            work = partial(self._files.begin_writing, place, passphrase, form)
            self._jobs.run(work, self._stepped, self._not_begun)

    def stop(self) -> None:
        """Before the next part. What came in stays; half of what is written is nothing."""
        self._stop = "keep"

    def take_back(self) -> None:
        """Stop, and what came in goes again."""
        self._stop = "take back"

    def unfinished(self) -> Callable[[], Outcome[Any]] | None:
        """Half of what is written when a lock comes is removed; what came in stays."""
        return self._files.stop_writing if self._writing else None

    # -- part by part ------------------------------------------------------------------------------

    def _stepped(self, progress: Progress) -> None:
        self.view.show_progress(progress, writing=self._writing)
        done = progress.done >= progress.of
        if self._writing:
            self._write_on(done=done)
        elif self._stop == "take back":
            self._jobs.run(self._files.take_back, self._taken_back, self._refused)
        elif done or self._stop:
            self._jobs.run(self._files.end_taking, self._taken, self._refused)
        else:
            self._jobs.run(self._files.take_more, self._stepped, self._cut_off)

    def _write_on(self, *, done: bool) -> None:
        if self._stop:
            self._jobs.run(self._files.stop_writing, self._stopped, self._refused)
        elif done:
            self._jobs.run(self._files.end_writing, self._written, self._cut_off)
        else:
            self._jobs.run(self._files.write_more, self._stepped, self._cut_off)

    def _cut_off(self, error: UserError) -> None:
        """What was refused ends it; what came in stays, and what was written goes."""
        self._why = error
        if self._writing:
            self._jobs.run(self._files.stop_writing, self._stopped, self._refused)
        else:
            self._stop = "keep"
            self._jobs.run(self._files.end_taking, self._taken, self._refused)

    def _taken(self, taken: TakenIn) -> None:
        stopped, self._taking = bool(self._stop), False
        self.view.show_taken(taken.count, taken.notes, stopped=stopped)
        self._tell_why()

    def _taken_back(self, _nothing: None) -> None:
        self._taking = False
        self.view.show_taken_back()

    def _written(self, folder: str) -> None:
        self._writing = False
        self.view.show_written(folder)

    def _stopped(self, _nothing: None) -> None:
        self._writing = False
        self.view.show_stopped()
        self._tell_why()

    def _tell_why(self) -> None:
        if self._why is not None:
            self.view.show_error(self._why)

    def _not_begun(self, error: UserError) -> None:
        """Perhaps the folder is there already: it goes."""
        self._why = error
        self._jobs.run(self._files.stop_writing, self._never_begun, self._refused)

    def _never_begun(self, _nothing: None) -> None:
        self._writing = False
        self._tell_why()

    def _refused(self, error: UserError) -> None:
        self._writing = self._taking = False
        self.view.show_error(error)
