"""Reminders of what was planned: times alone, held in memory, also while everything is locked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from ui.shell.jobs import InlineJobs, JobRunner
    from ui.shell.main_window import MainWindow

TICK_MILLISECONDS: Final = 15_000
LATE: Final = timedelta(minutes=10)
"""What comes later than this, after sleep or a turn of the clock, is dropped without a word."""
LOOK_AGAIN: Final = timedelta(hours=1)
"""While a space is open, the next 24 hours are read again this often."""
TOPICS: Final = frozenset({Topic.RITUALS, Topic.AGREEMENT, Topic.PREFERENCES, Topic.MEMBERS})

Times = tuple[datetime, ...]


class Host(Protocol):
    """The part of the application that reminds."""

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


class Tells(Protocol):
    """What shows a notification of the computer."""

    def notify(self) -> None:
        """Show it."""
        ...


class Reminders(QObject):
    """Off until somebody asks for them in their settings; the times leave out whatever has touch in it."""

    def __init__(
        self,
        host: Host,
        parent: QObject,
        *,
        notifier: Tells | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``now`` gives aware times."""
        super().__init__(parent)
        self._host = host
        self._notifier = notifier
        self._now = now or _utc
        self._times: Times = ()
        self._looked: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)

    @property
    def times(self) -> Times:
        """When something is told; nothing else of it is known here."""
        return self._times

    def take(self, times: Iterable[datetime]) -> None:
        """What the process before this one had in memory."""
        self._times = tuple(times)
        self._run()

    def begin(self) -> None:
        """A space was opened: nothing is told of whoever had opened one before."""
        self.take(())
        self.look()

    def look(self) -> None:
        """What is planned in the open space may have changed: read the next 24 hours."""
        if self._host.window.frame is not None:
            self._looked = self._now()
            self._host.jobs.run(self._read, self._got, self._not_read)

    def changed(self, topics: frozenset[Topic]) -> None:
        """Read again where a space is open. Where none is, somebody suspended: nothing is told any more."""
        if not topics & TOPICS:
            return
        if self._host.window.frame is not None:
            self.look()
        elif Topic.AGREEMENT in topics:
            self.take(())

    def _read(self) -> Outcome[Times]:
        services = self._host.services
        personal = services.preferences.personal().value
        if not personal.ritual_reminders:
            return Outcome(())
        before = timedelta(minutes=personal.remind_before)
        begins = services.rituals.reminder_times().value
        return Outcome(tuple(one.astimezone(UTC) - before for one in begins))

    def _got(self, times: Times) -> None:
        """What is over already stays over; what was about to be told is told."""
        now, before = self._now(), set(self._times)
        self.take(sorted(one for one in set(times) if one > now or one in before))

    def _not_read(self, _error: UserError) -> None:
        """In doubt nothing is told, and a reminder is no reason for words about an error."""
        self.take(())

    def _run(self) -> None:
        if self._times or self._host.window.frame is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def tick(self) -> None:
        """Look at the clock; several at once are told once."""
        now = self._now()
        due = [one for one in self._times if one <= now]
        self._times = tuple(one for one in self._times if one > now)
        if any(now - one <= LATE for one in due) and not self._host.window.stands:
            self._tell()
        if self._looked is not None and abs(now - self._looked) >= LOOK_AGAIN:
            self.look()
        self._run()

    def _tell(self) -> None:
        from ui.shell import notifier

        if self._notifier is None:
            self._notifier = notifier.Notifier(self)
        if self._host.window.frame is not None:
            self._host.window.frame.inform(notifier.words())
        self._notifier.notify()


def _utc() -> datetime:
    return datetime.now(UTC)
