"""Starts that are not everyday: with throw-away spaces, to measure the start, to try everything once."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from trustapp.words import _
from ui.app import STYLE, Application, build_application, glance_at, unlock_again
from ui.shell import ending

if TYPE_CHECKING:
    from trustapp.bootstrap import Services

STARTED: Final = time.time()
"""When this module was read: what is known of the start where the system does not tell."""

GIVE_UP_MILLISECONDS: Final = 30_000


# -- throw-away spaces ---------------------------------------------------------------------------------


def demo(arguments: Sequence[str]) -> int:
    """Open a throw-away vault of an invented couple; its passphrases are shown on the terminal."""
    from trustapp import demonstration

    folder = throw_away_folder()
    print(_("Making the spaces of an invented couple, with some weeks of use…"), flush=True)
    made = demonstration.make(folder / "vault")
    for member, name in demonstration.NAMES.items():
        print(_("{name}: {passphrase}").format(name=name, passphrase=demonstration.PASSPHRASES[member]))
    print(_("They go when the program ends."), flush=True)
    factory = partial(services_on, made.folder)
    application = build_application(list(arguments), factory, replace_process=unlock_again)
    application.start()
    return ending.loop(application)


def services_on(folder: Path) -> Services:
    """Services on a throw-away vault, whose keys are cheap to derive."""
    from trustapp import bootstrap, demonstration
    from ui.widgets.binding import bind
    from ui.widgets.remake import remake

    return bootstrap.build(folder, policy=demonstration.DEMO_POLICY, remake=remake, bind=bind)


def throw_away_folder() -> Path:
    """A folder that goes when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="trustapp-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


# -- measuring the start -------------------------------------------------------------------------------


class FirstPaint(QObject):
    """Waits until the first page was painted, says how long it took since the process began, and ends."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.window)
        self._application = application
        application.window.installEventFilter(self)
        QTimer.singleShot(GIVE_UP_MILLISECONDS, self._give_up)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window and the page in it are painted when control comes back from this event.

        A timer would come only after everything that waits by then, a second picture among it.
        """
        if event.type() == QEvent.Type.Paint and self._application.window.gate is not None:
            watched.removeEventFilter(self)
            first = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), first)
        return False

    def customEvent(self, _event: QEvent) -> None:
        """It is painted."""
        self._tell()

    def _tell(self) -> None:
        print(round(1000 * since_process_start()), flush=True)
        self._application.dispose()
        QApplication.exit(0)

    def _give_up(self) -> None:
        print(_("The first page did not appear."), file=sys.stderr)
        QApplication.exit(1)


def measure_start(folder: Path | None) -> int:
    """Print the milliseconds from the start of the process to the painted first page, and end."""
    where = folder or throw_away_folder() / "vault"
    application = build_application(
        [], partial(_everyday_services, where), glance=partial(glance_at, where), replace_process=unlock_again
    )
    watch = FirstPaint(application)
    application.start()
    code = ending.loop(application)
    del watch
    return code


def _everyday_services(folder: Path) -> Services:
    from trustapp import bootstrap
    from ui.widgets.binding import bind
    from ui.widgets.remake import remake

    return bootstrap.build(folder, remake=remake, bind=bind)


def since_process_start() -> float:
    """Seconds since the process began; since this module was read where the system does not tell."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text().split()[0])
        return uptime - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.time() - STARTED


# -- trying everything once ----------------------------------------------------------------------------


def self_test(folder: Path | None) -> int:
    """Go through the whole of the program once, without a display, and say whether it held; 0 if it did."""
    from ui.selftest import SelfTest

    made = QApplication.instance() or QApplication([sys.argv[0], *STYLE, "-platform", "offscreen"])
    test = SelfTest(folder or throw_away_folder() / "vault")
    held = test.run()
    del made
    return 0 if held else 1
