"""How long it takes to be out of sight and locked, beside something bare that does as little as can be done.

Run by ``bench.py`` as a process of its own; it prints the times of both sides, in seconds, as JSON. The
window is the real one on a throw-away vault whose private space has 16 MiB, the largest that is written
anew at each lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nacl import bindings  # noqa: E402
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt  # noqa: E402
from PySide6.QtGui import QPainter, QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from trustapp import bootstrap, demonstration  # noqa: E402
from trustapp.domain.changes import Outcome  # noqa: E402
from trustapp.domain.errors import UserError  # noqa: E402
from trustapp.domain.ids import FIRST  # noqa: E402
from trustapp.services.sittings import Sitting  # noqa: E402
from ui.app import STYLE, Application, build_application, unlock_again  # noqa: E402

MIB = 1024 * 1024
PAGE = 4096
FILLED = 9 * MIB
"""More than half of 16 MiB: the file then has 16."""

ONE_TIME = 2
"""Rounds that are not counted: they bring fonts and files into memory."""

Times = dict[str, tuple[list[float], list[float]]]


class Bare(QWidget):
    """A window of one colour."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill it."""
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.white)


class WhenHidden(QObject):
    """Notes when a window was hidden."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hear of it and let it go on."""
        if event.type() == QEvent.Type.Hide:
            self.at = time.perf_counter()
        return False


def measure(rounds: int, folder: Path) -> Times:
    """Both sides in turns, so that a busy computer slows both."""
    made = demonstration.make(folder / "vault")
    fill(made)
    factory = partial(bootstrap.build, made.folder, policy=demonstration.DEMO_POLICY)
    application = build_application([], factory, replace_process=unlock_again)
    finished: list[str] = []
    application._lock.finished.connect(finished.append)
    application.start()
    until(lambda: application.window.gate is not None)
    bare = Bare()
    bare.resize(application.window.size())
    bare.show()
    opener, key = Opener(application), os.urandom(32)
    hidden, times = WhenHidden(application.window), Times(cover=([], []), hide=([], []), lock=([], []))
    for _round in range(rounds + ONE_TIME):
        opener.open()
        note(times["cover"], cover(application), laid_over(bare))
        open_frame = time.perf_counter()
        application.hide_and_lock()
        note(times["hide"], hidden.at - open_frame, hide(bare))
        until(lambda: bool(finished))
        note(times["lock"], time.perf_counter() - open_frame, written_anew(folder / "plain", key))
        finished.clear()
        until(lambda: application.window.gate is not None)
        application.window.showNormal()
        bare.show()
    assert (made.folder / "p1.db").stat().st_size == 16 * MIB
    application.jobs.close()
    return {name: (ours[ONE_TIME:], other[ONE_TIME:]) for name, (ours, other) in times.items()}


def fill(made: demonstration.Demonstration) -> None:
    """Bring the private space of the first person to its size."""
    services = made.services
    services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
    with services.vault._household.private.transaction() as tables:
        tables.facts.set("filling", bytes(FILLED))
    services.vault.lock()


class Opener:
    """Opens the space of the first person, on the thread of the vault."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def open(self) -> None:
        """Unlock, and show the first page."""
        application = self._application
        application.jobs.run(self._unlock, application.enter, self._refused)
        until(lambda: application.frame is not None and application.frame.page is not None)
        until(lambda: application.attendants is not None)
        settle()

    def _unlock(self) -> Outcome[Sitting]:
        vault = self._application.services.vault
        opened = vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
        return Outcome(opened.value.sitting, opened.changed)

    def _refused(self, error: UserError) -> None:
        raise SystemExit(error.code)


def cover(application: Application) -> float:
    """From the loss of the focus to the painted cover: it paints before control comes back."""
    assert application.attendants is not None
    covers, app = application.attendants.covers, QApplication.instance()
    assert isinstance(app, QApplication)
    covers.uncover()
    settle()
    with stopwatch() as taken:
        app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert covers.covered
    covers.uncover()
    return taken[0]


def laid_over(bare: QWidget) -> float:
    """A sheet of one colour laid over a window without anything, and painted at once."""
    with stopwatch() as taken:
        sheet = Bare(bare)
        sheet.setGeometry(bare.rect())
        sheet.show()
        sheet.raise_()
        sheet.repaint()
    sheet.deleteLater()
    return taken[0]


def hide(bare: QWidget) -> float:
    """A window without anything, hidden."""
    with stopwatch() as taken:
        bare.hide()
    return taken[0]


def written_anew(path: Path, key: bytes) -> float:
    """The same done plainly: 16 MiB of sealed pages opened and sealed anew, the old ones kept until then.

    Old and new bytes are seen onto the disk, and the new ones are hashed.
    """
    nonce = os.urandom(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    page = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(PAGE), b"", nonce, key)
    old = [page] * (16 * MIB // PAGE)
    with stopwatch() as taken:
        flushed(path.with_suffix(".old"), b"".join(old))
        new = [seal_anew(one, nonce, key) for one in old]
        flushed(path, b"".join(new))
        hashlib.blake2b(path.read_bytes()).digest()
    return taken[0]


def seal_anew(page: bytes, nonce: bytes, key: bytes) -> bytes:
    """Open one page and seal it again."""
    text = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(page, b"", nonce, key)
    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text, b"", nonce, key)


def flushed(path: Path, data: bytes) -> None:
    """Write a file and see it onto the disk."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """The seconds that passed within, once it is left."""
    taken: list[float] = []
    began = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - began)


def note(row: tuple[list[float], list[float]], ours: float, other: float) -> None:
    """Keep one pair."""
    row[0].append(ours)
    row[1].append(other)


def settle() -> None:
    """Let layouts and paintings happen."""
    for _round in range(3):
        QApplication.processEvents()


def until(fact: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    while not fact():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def main() -> int:
    """Measure so many rounds and print them."""
    app = QApplication([sys.argv[0], *STYLE])
    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        print(json.dumps(measure(int(sys.argv[1]), Path(folder))))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
