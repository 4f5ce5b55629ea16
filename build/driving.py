"""Driving the real program offscreen, as the tour does: starting it, and pressing what says something."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from album import settle
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from trustapp.bootstrap import Services
from ui.app import Application, build_application, unlock_again
from ui.shell.jobs import InlineJobs

SIZE = (1280, 800)
NOW = datetime(2026, 5, 12, 17, 4, tzinfo=UTC)


def start(services: Services) -> Application:
    """The real program on these services, at once and in this thread."""
    application = build_application(
        [], lambda: services, jobs=InlineJobs(), replace_process=unlock_again, now=lambda: NOW.astimezone()
    )
    # A busy computer takes minutes for it, and nobody's own words lie open here.
    application.autolock.due.disconnect()
    application.start()
    application.window.resize(*SIZE)
    application.jobs.failed.connect(_fail)
    settle()
    return application


def _fail(code: str) -> None:
    sys.exit(f"the program met something that it does not know: {code}")


def press(parent: QWidget, words: str) -> None:
    """Press the button that says this."""
    for button in parent.findChildren(QPushButton):
        if button.text() == words and button.isVisible():
            button.click()
            settle()
            return
    raise RuntimeError(f"no button says {words!r}")


def opened_by(window: QWidget, parent: QWidget, words: str) -> QDialog:
    """The dialog that a button opens."""
    press(parent, words)
    return next(one for one in window.findChildren(QDialog) if one.isVisible())
