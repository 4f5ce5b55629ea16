"""The real program, driven through its own window by lines on standard input, for the memory drill.

``python -m tests.drills.window drive --vault DIR``: keys are cheap to derive, everything else is what
``python -m ui`` does. When it locks it begins anew as the program does: the fresh process, which is given the
same words less the first, is the program alone.
"""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from pathlib import Path

DRIVE = "drive"


def main() -> int:
    """Be driven, or be the program."""
    if sys.argv[1:2] != [DRIVE]:
        from ui.__main__ import main as program

        return program()
    del sys.argv[1], sys.orig_argv[sys.orig_argv.index(DRIVE)]
    return _driven(Path(sys.argv[2]))


def _driven(folder: Path) -> int:
    from trustapp.services import process

    process.begin()
    process.own(folder)
    from PySide6.QtCore import QObject, QTimer, Signal
    from PySide6.QtWidgets import QApplication

    from tests.drills.ground import CHEAP
    from trustapp.bootstrap import build
    from ui.app import build_application, glance_at
    from ui.shell.unlock import UnlockPage
    from ui.shell.welcome import WelcomePanel
    from ui.widgets.buttons import Button

    class Driver(QObject):
        """Does what a line says, as a person at the window would, and answers when it is so."""

        told = Signal(str)

        def __init__(self) -> None:
            super().__init__()
            self._waiting = ""
            self._timer = QTimer(self)
            self._timer.setInterval(20)
            self._timer.timeout.connect(self.look)
            self._timer.start()
            self.told.connect(self.do)

        def do(self, line: str) -> None:
            """One line: a verb and what follows it."""
            verb, _space, rest = line.partition(" ")
            self._waiting = verb
            gate = application.window.gate
            if verb == "unlock" and isinstance(gate, UnlockPage):
                gate.try_passphrase("p1", rest)
            elif verb == "go":
                page, *category = rest.split()
                application.go_to(page, **({"category": category[0]} if category else {}))
            elif verb == "lock":
                application.lock("asked")
            elif verb == "pause":
                application.pause()
            elif verb == "idle":
                application.lock("idle")

        def look(self) -> None:
            """Answer once what was asked for is so."""
            gate = application.window.gate
            if self._waiting == "unlock" and isinstance(gate, UnlockPage):
                for panel in gate.findChildren(WelcomePanel):
                    for button in panel.findChildren(Button):
                        button.click()
            states = {
                "start": isinstance(gate, UnlockPage),
                "unlock": application.frame is not None and not application.jobs.busy,
                "go": not application.jobs.busy,
                "pause": application.window.paused,
            }
            if states.get(self._waiting, False):
                done, self._waiting = self._waiting, ""
                os.write(1, f"{done}\n".encode())

    application = build_application(
        ["--vault", str(folder)], partial(build, folder, policy=CHEAP), glance=partial(glance_at, folder)
    )
    driver = Driver()
    driver.do("start")
    threading.Thread(target=_listen, args=(driver.told.emit,), daemon=True).start()
    application.start()
    return QApplication.exec()


def _listen(tell: object) -> None:
    """Lines of standard input, one after the other, into the window's thread."""
    while line := _line():
        tell(line)  # type: ignore[operator]


def _line() -> str:
    read = b""
    while not read.endswith(b"\n"):
        one = os.read(0, 1)
        if not one:
            return ""
        read += one
    return read.decode().strip()


if __name__ == "__main__":
    sys.exit(main())
