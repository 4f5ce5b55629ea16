"""The one door for work: one worker thread owns every database connection and key derivation.

A job is plain data and plain functions. Its result comes back as a queued signal, so that callbacks
run in the GUI thread; they are bound methods, held weakly, and nothing is called once their owner is
gone. Python's own garbage collection is switched to the GUI thread meanwhile: a cycle that holds a
widget must never be collected in the worker, which would delete the widget there.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QTimer, Signal, Slot

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui.shell import trouble

T = TypeVar("T")

_TIDY_MILLISECONDS = 1000
_PATIENCE_MILLISECONDS = 20_000


class _Job(NamedTuple):
    """One piece of work, and the round it belongs to; a dropped round is not begun any more."""

    number: int
    round: int
    work: Callable[[], Outcome[Any]]


class _Report(NamedTuple):
    """How a job ended: an outcome, an error with words, or the code of a bug."""

    job: int
    round: int
    outcome: Outcome[Any] | None = None
    error: UserError | None = None
    bug: str = ""


class _Waiting:
    """The callbacks of one job, held weakly."""

    def __init__(
        self, done: Callable[[Any], None] | None, refused: Callable[[UserError], None] | None
    ) -> None:
        self._done = _weak(done)
        self._refused = _weak(refused)
        self.hears_refusal = refused is not None

    def tell(self, value: object) -> None:
        """Give the value, if anyone is still there to take it."""
        callback = self._done() if self._done else None
        if callback is not None:
            callback(value)

    def refuse(self, error: UserError) -> None:
        """Give the error, if anyone is still there to take it."""
        callback = self._refused() if self._refused else None
        if callback is not None:
            callback(error)


def _weak(callback: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None] | None:
    if callback is None:
        return None
    if not hasattr(callback, "__self__"):
        raise TypeError("callbacks are bound methods, so that they can be held weakly")
    return weakref.WeakMethod(callback)


class _Door(QObject):
    """What both runners share: who is told, and what is broadcast."""

    changed = Signal(object)
    """Topics that a job changed, after its caller was told."""
    refused = Signal(object)
    """A UserError that nobody asked to hear of: the shell shows it in the page."""
    heard = Signal(object)
    """Every UserError of a job, after its caller was told."""
    failed = Signal(str)
    """The short code of a bug; the details are in the local log."""

    def _end(self, waiting: _Waiting, report: _Report) -> None:
        if report.outcome is not None:
            waiting.tell(report.outcome.value)
            if report.outcome.changed:
                self.changed.emit(report.outcome.changed)
        elif report.error is not None:
            if waiting.hears_refusal:
                waiting.refuse(report.error)
            else:
                self.refused.emit(report.error)
            self.heard.emit(report.error)
        else:
            self.failed.emit(report.bug)


class _Worker(QObject):
    """Lives in the worker thread and does one job after the other."""

    finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.round = 0

    @Slot(object)
    def do(self, job: _Job) -> None:
        """Do a job, unless its round was dropped while it waited."""
        if job.round == self.round:
            self.finished.emit(_done(job))


def _done(job: _Job) -> _Report:
    try:
        return _Report(job.number, job.round, outcome=job.work())
    except UserError as error:
        # The frames behind an error hold what was being worked on, keys among it.
        error.__traceback__ = error.__context__ = error.__cause__ = None
        return _Report(job.number, job.round, error=error)
    except Exception as bug:
        return _Report(job.number, job.round, bug=trouble.record(bug))


class JobRunner(_Door):
    """Runs jobs in their order, one at a time, in a thread of their own."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, _Waiting] = {}
        self._number = 0
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.do, Qt.ConnectionType.QueuedConnection)
        self._worker.finished.connect(self._finished, Qt.ConnectionType.QueuedConnection)
        self._tidy = QTimer(self)
        self._tidy.setInterval(_TIDY_MILLISECONDS)
        self._tidy.timeout.connect(self._collect)
        self._thread.start()
        gc.disable()
        self._tidy.start()

    def run(
        self,
        work: Callable[[], Outcome[T]],
        done: Callable[[T], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do ``work`` behind everything asked for before; see ``ui.ports.Jobs``."""
        self._number += 1
        self._waiting[self._number] = _Waiting(done, refused)
        self._asked.emit(_Job(self._number, self._worker.round, work))

    @property
    def busy(self) -> bool:
        """Whether anything is asked for and not told yet."""
        return bool(self._waiting)

    def drop(self) -> None:
        """Forget every job that is not begun, and everyone who waits; the one at work ends unheard."""
        self._worker.round += 1
        self._waiting.clear()

    def close(self) -> None:
        """End the thread, after the job at work."""
        if self._thread.isRunning():
            self.drop()
            self._tidy.stop()
            self._thread.quit()
            self._thread.wait(_PATIENCE_MILLISECONDS)
            # What was not begun, and what nobody hears any more, goes now: the interpreter is whole.
            for one in (self._worker, self):
                QCoreApplication.removePostedEvents(one)
            gc.enable()

    @Slot(object)
    def _finished(self, report: _Report) -> None:
        waiting = self._waiting.pop(report.job, None)
        if waiting is not None:
            self._end(waiting, report)

    def _collect(self) -> None:
        """Collect as Python would by itself: the generation whose threshold is passed."""
        thresholds = gc.get_threshold()
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return


class InlineJobs(_Door):
    """Does each job at once, in the thread that asks: for tests and for drawing pages without a thread.

    A bug is raised where it happened.
    """

    def run(
        self,
        work: Callable[[], Outcome[T]],
        done: Callable[[T], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do ``work`` now; see ``ui.ports.Jobs``."""
        waiting = _Waiting(done, refused)
        try:
            report = _Report(0, 0, outcome=work())
        except UserError as error:
            report = _Report(0, 0, error=error)
        self._end(waiting, report)

    @property
    def busy(self) -> bool:
        """Nothing ever waits here."""
        return False

    def drop(self) -> None:
        """Nothing waits, so nothing is dropped."""

    def close(self) -> None:
        """There is no thread to end."""
