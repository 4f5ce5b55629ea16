"""The composition root: makes the window, the jobs and the services, and moves between locked and open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.sittings import Sitting, SittingKind
from ui.shell import asides, company, ending, trouble
from ui.shell.appearance import Appearance
from ui.shell.autolock import AutoLock
from ui.shell.gates import Gates
from ui.shell.going_together import GoingTogether
from ui.shell.handover import CLOSES_SPACE, NOTHING, Handover
from ui.shell.jobs import InlineJobs, JobRunner
from ui.shell.keyless import Keyless
from ui.shell.later import Later
from ui.shell.lock import STAY_HIDDEN, Lock, Lockable, replace_process
from ui.shell.main_window import MainWindow
from ui.shell.navigator import ShellNavigator
from ui.widgets import look

if TYPE_CHECKING:
    from datetime import datetime

    from trustapp.bootstrap import Services
    from trustapp.services.beside import BesideService
    from trustapp.services.glance import Glance
    from trustapp.services.openings import Opened
    from trustapp.services.preferences import PersonalSettings
    from trustapp.services.ritual_views import CompanionView
    from ui.shell.attendants import Attendants
    from ui.shell.frame import SittingFrame
    from ui.shell.stop_watch import StopWatch

GATE_MINUTES: Final = 10
"""Idle time before the first page: long enough to copy a recovery sheet by hand."""

JOIN: Final = "join"
JOIN_FLAG: Final = "--join"

ServicesFactory = Callable[[], "Services"]
GlanceFactory = Callable[[], Outcome["Glance"]]
BesideFactory = Callable[[], "BesideService"]

STYLE: Final = ("-style", "fusion")
"""Given to Qt with the command line: set later, the binding loads everything that a style might be."""

BLANK_PAPER_AFTER: Final = 120  # milliseconds that the look at the folder may take before it

AFTER_FIRST_PAINT: Final = 25  # milliseconds for painting the first page before the rest is loaded

ReplaceProcess = Callable[["Application", bool], None]


class Application(QObject):
    """Owns window, services and jobs. Everything that opens or locks a space goes through here."""

    def __init__(
        self,
        app: QApplication,
        services_factory: ServicesFactory,
        *,
        glance: GlanceFactory | None = None,
        beside: BesideFactory | None = None,
        arguments: Sequence[str] = (),
        jobs: JobRunner | InlineJobs | None = None,
        replace_process: ReplaceProcess | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._services_factory = services_factory
        self._glance = glance
        self._services: Services | None = None
        self._later: Later | None = None
        self._disposed = self._appeared = False
        self._arguments = tuple(arguments)
        self._replace_process = replace_process or begin_anew
        self.navigator = ShellNavigator(self)
        self.jobs = jobs or JobRunner(self)
        self.appearance = Appearance(app, self.jobs, self)
        self.window = MainWindow(now)
        self.attendants: Attendants | None = None
        self.autolock = AutoLock(self)
        self.gates = Gates(self.window, self.jobs, self.navigator)
        self.gates.beside = beside
        self.stop_watch: StopWatch | None = None
        self._lock = Lock(self.window, self.jobs, self.autolock, self._replace)
        self._keyless = Keyless(self, self._lock, self)
        self.together = GoingTogether(self, self)
        self._connect()

    def _connect(self) -> None:
        self.jobs.changed.connect(self._changed)
        self.jobs.refused.connect(self._refused)
        self.jobs.heard.connect(self._heard)
        self.jobs.failed.connect(self.show_bug)
        self.window.help_requested.connect(self.show_help)
        self.window.hide_requested.connect(self.hide_and_lock)
        self.window.close_requested.connect(self.close)
        self.gates.entered.connect(self.enter)
        self.gates.opened.connect(self._opened)
        self.gates.again_requested.connect(self._begin_again)
        self.gates.help_requested.connect(self.show_help)
        self.gates.display_requested.connect(self.show_display)
        self.gates.close_requested.connect(self.close)
        self.autolock.due.connect(self._due)
        self._lock.finished.connect(self._locked)
        self._app.aboutToQuit.connect(self.dispose)

    # -- beginning ---------------------------------------------------------------------------------

    @property
    def services(self) -> Services:
        """The services, once they are built."""
        if self._services is None:
            raise RuntimeError("the services are not built yet")
        return self._services

    @property
    def known_services(self) -> Services | None:
        """The services, None while they are not built."""
        return self._services

    @property
    def frame(self) -> SittingFrame | None:
        """The frame of the sitting that is open."""
        return self.window.frame

    @property
    def sitting(self) -> Sitting | None:
        """Who sits here now, None while everything is locked."""
        return self.window.frame.sitting if self.window.frame is not None else None

    def start(self, *, hidden: bool = False, join: bool = False, handed: Handover = NOTHING) -> None:
        """Show the first page, or blank paper where the disk is slow, and build everything else behind it.

        ``hidden`` keeps the window out of sight; ``join`` begins with the invited partner's set-up;
        ``handed`` is what the process before this one left.
        """
        self.gates.joining, self.gates.telling = join, handed.telling
        self._keyless.reminders.take(handed.reminders)
        if hidden:
            self._appeared = True
            self.window.showMinimized()
        if handed.stands:
            self._later = Later(self._services_factory)
            self._services = self._later.stand_in()
            self._look_after()
            self._keyless.go_on(handed)
            self.jobs.run(self._real_services, self._services_behind, self._not_behind)
        elif self._glance is None:
            self.appear()
            self._look_after()
            self.jobs.run(self._build_services, self._services_built, self.gates.show_shut)
        else:
            self._later = Later(self._services_factory)
            self._services = self._later.stand_in()
            self.jobs.run(self._glance, self._glanced, self._not_glanced)
            QTimer.singleShot(BLANK_PAPER_AFTER, self.appear)

    def appear(self) -> None:
        """Show the window, if it is not shown yet."""
        if not self._appeared and not self._disposed:
            self._appeared = True
            self.window.show()

    def _glanced(self, found: Glance) -> None:
        """Show the first page, and load what stands behind it when that was painted."""
        self.gates.show_at_once(self.services, found)
        self.appear()
        self.autolock.set_minutes(GATE_MINUTES)
        self.autolock.arm()
        QTimer.singleShot(AFTER_FIRST_PAINT, self._load_services)

    def _not_glanced(self, error: UserError) -> None:
        self.gates.show_shut(error)
        self.appear()

    def _look_after(self) -> None:
        """What a window needs and its first picture does not."""
        from ui.shell.attendants import Attendants

        self.window.hear_keys()
        self.attendants = Attendants(self._app, self.window, self.appearance.theme, self)
        self.attendants.input.active.connect(self.autolock.touched)
        self.attendants.system.away.connect(self.lock)
        from ui.shell.stop_watch import StopWatch

        self.stop_watch = StopWatch(self.jobs, self.window, self._watch, self)

    def _watch(self) -> Outcome[bool]:
        return self.services.vault.watch()

    def _load_services(self) -> None:
        if not self._disposed:
            self._look_after()
            self.jobs.run(self._real_services, self._services_loaded, self.gates.show_shut)

    def _real_services(self) -> Outcome[Services]:
        assert self._later is not None
        return Outcome(self._later.real())

    def _services_loaded(self, services: Services) -> None:
        self.appearance.read(services.preferences)

    def _services_behind(self, services: Services) -> None:
        self._services_loaded(services)
        self._keyless.go_on_with(services)

    def _not_behind(self, _error: UserError) -> None:
        """What keeps the folder from opening is told behind what stands."""
        self.appear()

    def _build_services(self) -> Outcome[Services]:
        return Outcome(self._services_factory())

    def _services_built(self, services: Services) -> None:
        self._services = services
        self.appearance.read(services.preferences)
        self.autolock.arm()
        self.show_unlock()

    # -- before any space is open ------------------------------------------------------------------

    def show_unlock(self) -> None:
        """The first run, the unlock page, or why neither is possible."""
        look.LOOK.set_person("n")
        self.autolock.set_minutes(GATE_MINUTES)
        self.autolock.arm()
        self.gates.show(self.services)

    def _begin_again(self) -> None:
        if self._services is None:
            self.jobs.run(self._build_services, self._services_built, self.gates.show_shut)
        else:
            self.show_unlock()

    def show_display(self) -> None:
        """Light or dark and text size, for everyone on this computer."""
        self.appearance.offer(self.window)

    # -- an open space -----------------------------------------------------------------------------

    def enter(self, sitting: Sitting) -> None:
        """Show a sitting, from its first page."""
        from ui.shell import features
        from ui.shell.copy_look import CopyLook
        from ui.shell.frame import SittingFrame

        together = sitting.kind is SittingKind.TOGETHER or sitting.member is None
        look.LOOK.set_person("s" if together or sitting.member is None else sitting.member.hue.value)
        around = features.Surroundings(self.services, self.jobs, self.navigator, sitting)
        frame = SittingFrame(around, features.entries())
        frame.sidebar.together_requested.connect(self.ask_together)
        frame.sidebar.pause_requested.connect(self.pause)
        frame.sidebar.help_requested.connect(self.show_help)
        frame.sidebar.hide_requested.connect(self.hide_and_lock)
        self.window.show_frame(frame)
        self.autolock.arm()
        self.jobs.run(self.services.preferences.personal, self._got_personal)
        frame.go_to(frame.first_page())
        CopyLook(frame).begin(self.services.backups, self.jobs)
        self._keyless.reminders.begin()

    def _opened(self, opened: Opened) -> None:
        """Into the space; when it was last opened is told there, where nothing else was to tell before it."""
        from ui.shell import welcome

        self.enter(opened.sitting)
        if self.window.frame is not None and opened.number and not welcome.has_news(opened):
            self.window.frame.tell(welcome.opening_words(opened), welcome.beside_opening(opened))

    def _got_personal(self, personal: PersonalSettings) -> None:
        self.autolock.set_minutes(personal.lock_minutes)

    def go_to(self, page: str, **place: Any) -> None:
        """Show a page of the open space; help also over a locked window, joining from either."""
        frame = self.window.frame
        if page == "help":
            self.show_help()
        elif page == JOIN:
            self.gates.joining = True
            if frame is not None:
                self.lock(JOIN)
            else:
                self.show_unlock()
        elif frame is not None and frame.has(page):
            frame.go_to(page, **place)

    def show_help(self) -> None:
        """Help and safety, from wherever somebody is."""
        asides.show_help(self)

    def ask_together(self) -> None:
        """Going together is a one-way door; it says so first."""
        self.together.ask()

    # -- pausing, hiding, locking ------------------------------------------------------------------

    def pause(self) -> None:
        """Over everything, at once, without a reason; see ``ui.shell.pausing``."""
        self._keyless.pausing.begin()

    def run_companion(self, view: CompanionView) -> None:
        """The quiet page of a ritual that begins; see ``ui.shell.companioning``."""
        self._keyless.companioning.begin(view)

    def _due(self, reason: str) -> None:
        """Lock if anything is open: a space that was opened a moment ago has no frame yet."""
        if self.gates.forget():
            self.autolock.arm()
            return
        open_now = self._services is not None and self._services.vault.sitting() is not None
        if open_now or self.window.frame is not None:
            self.lock(reason)
        else:
            self.autolock.arm()

    def hide_and_lock(self) -> None:
        """Out of sight at once, then locked."""
        self._lock.lock(self._vault(), "hidden", hide=True)

    def lock(self, reason: str) -> None:
        """Lock everything; see ``ui.shell.lock``."""
        self._lock.lock(self._vault(), reason)

    def close(self) -> None:
        """The window was closed: lock, then end."""
        self._lock.lock(self._vault(), "closed", hide=True)

    def _vault(self) -> Lockable | None:
        return self._services.vault if self._services is not None else None

    def _locked(self, reason: str) -> None:
        look.LOOK.set_person("n")
        self.gates.telling = self._lock.telling or self.gates.telling
        if reason == "closed":
            self._replace_process = end

    def _replace(self, hidden: bool) -> None:
        self._replace_process(self, hidden)

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the next start is given: what this one was, and whether somebody is about to join."""
        kept = [one for one in self._arguments if one not in (STAY_HIDDEN, JOIN_FLAG)]
        return (*kept, JOIN_FLAG) if self.gates.joining else tuple(kept)

    def handed_over(self) -> Handover:
        """What the next process is given beside its arguments."""
        return self._keyless.handed(self.gates.telling)

    def dispose(self) -> None:
        """The event loop is over: nothing may call into half of a program."""
        if not self._disposed:
            self._disposed = True
            self.autolock.disarm()
            if self.attendants is not None:
                self.attendants.stop()
            self.jobs.close()

    # -- what jobs tell everyone -------------------------------------------------------------------

    def _changed(self, topics: frozenset[Topic]) -> None:
        if company.changed(self, topics):
            return
        if self.window.frame is not None:
            self.window.frame.changed(topics)
        self._keyless.reminders.changed(topics)
        if Topic.PREFERENCES in topics and self._services is not None:
            self.appearance.read(self._services.preferences)
            self.jobs.run(self._services.preferences.personal, self._got_personal)

    def _refused(self, error: UserError) -> None:
        if self.window.frame is not None:
            self.window.frame.refuse(error)

    def _heard(self, error: UserError) -> None:
        """No page stays of a space that is closed: the way back is through the unlock page."""
        if error.code in CLOSES_SPACE and self.window.frame is not None:
            self._lock.lock(self._vault(), "closed itself", telling=error.code)

    def show_bug(self, code: str) -> None:
        """A calm word with a short code."""
        if not self._lock.under_way:
            asides.show_bug(self.window, code)


def begin_anew(application: Application, hidden: bool) -> None:
    """Replace the process by a fresh one that shows the unlock page, or what stands without keys."""
    handed = application.handed_over()
    application.dispose()
    replace_process(application.arguments, hidden=hidden, handed=handed)


def end(application: Application, _hidden: bool) -> None:
    """End the program."""
    application.dispose()
    QApplication.quit()


def unlock_again(application: Application, hidden: bool) -> None:
    """Stay in this process, at what stands or at the unlock page: for throw-away spaces, and for tests."""
    if application.window.stands:
        return
    application.window.show_blank()
    if hidden:
        application.window.showMinimized()
    application.show_unlock()


def build_application(
    argv: Sequence[str],
    services_factory: ServicesFactory,
    *,
    glance: GlanceFactory | None = None,
    beside: BesideFactory | None = None,
    jobs: JobRunner | InlineJobs | None = None,
    replace_process: ReplaceProcess | None = None,
    now: Callable[[], datetime] | None = None,
) -> Application:
    """Everything but the event loop.

    ``services_factory`` is called in the worker, behind the first picture.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([sys.argv[0], *STYLE])
    app.setApplicationName(look.NEUTRAL_TITLE)
    app.setApplicationDisplayName(look.NEUTRAL_TITLE)
    app.setDesktopFileName("trustapp")
    # A locked or hidden program has no window; it ends by its own word only.
    app.setQuitOnLastWindowClosed(False)
    return Application(
        app,
        services_factory,
        glance=glance,
        beside=beside,
        arguments=argv,
        jobs=jobs,
        replace_process=replace_process,
        now=now,
    )


def run(
    folder: Path | None,
    arguments: Sequence[str],
    *,
    hidden: bool = False,
    join: bool = False,
    handed: Handover | None = None,
) -> int:
    """Run the program on the vault in ``folder``; gives the exit code."""
    application = build_application(
        arguments,
        partial(_services_of, folder),
        glance=partial(glance_at, folder),
        beside=partial(_beside_of, folder),
    )
    trouble.install_hook(application.show_bug)
    application.start(hidden=hidden, join=join, handed=handed or NOTHING)
    return ending.loop(application)


def glance_at(folder: Path | None) -> Outcome[Glance]:
    """The first look, for the first page."""
    from trustapp import places
    from trustapp.services.glance import glance

    return glance(folder or places.vault_folder())


def _services_of(folder: Path | None) -> Services:
    from trustapp import bootstrap, places
    from ui.widgets.binding import bind
    from ui.widgets.remake import remake

    return bootstrap.own(folder or places.vault_folder(), remake=remake, bind=bind)


def _beside_of(folder: Path | None) -> BesideService:
    from trustapp import bootstrap, places

    return bootstrap.beside(folder or places.vault_folder())
