"""What is installed: the Qt that was measured, and a lock that covers what the project asks for."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib

from PySide6 import __version__ as qt_version

from tests.policing.source import ROOT
from trustapp.vault import wordlist

VOID_CALLS = """
import sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

class Caller(QObject):
    called = Signal()
    def hear(self): pass

app = QApplication(["none"])
window, button, timer, caller = QWidget(), QPushButton(), QTimer(), Caller()
QVBoxLayout(window).addWidget(button)
caller.called.connect(caller.hear)
pixmap = QPixmap(8, 8)
painter = QPainter(pixmap)
before = sys.getrefcount(None)
for number in range(10_000):
    button.setText("one" if number % 2 else "two")
    button.setEnabled(bool(number % 3))
    window.setObjectName("window")
    window.update()
    timer.setInterval(number)
    caller.called.emit()
    painter.drawLine(0, 0, 8, 8)
after = sys.getrefcount(None)
painter.end()
print(before, after)
"""
IMMORTAL_SINCE = (3, 12)


def test_none_keeps_its_references() -> None:
    """Some versions of Qt for Python take one from None at every void call, until the process aborts."""
    command = [sys.executable, "-c", VOID_CALLS]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert outcome.returncode == 0, outcome.stderr
    before, after = map(int, outcome.stdout.split())
    if sys.version_info >= IMMORTAL_SINCE:
        assert after == before  # None counts no references any more: nothing can take one away
    else:
        assert abs(after - before) < 100  # of 70,000 calls


def test_qt_is_the_one_that_was_measured() -> None:
    assert qt_version.startswith("6.11."), "docs/decisions/001-qt-6.11.md"


def test_the_word_list_is_the_one_that_formats_count_on() -> None:
    """Fingerprints number its words, tickets are drawn from it: docs/decisions/004-diceware-word-list.md."""
    digest = hashlib.sha256("\n".join(wordlist.words()).encode()).hexdigest()
    assert digest == "abae49761b88f3f1ba31ef944bea1f61b795a3cd7e1cfb7d276ed45bf77967ba"


def test_the_lock_covers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE))
    for requirement in wanted:
        name = re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
        assert name in pinned, name
        exact = re.search(r"==([\w.]+)$", requirement)
        assert exact is None or pinned[name] == exact[1], name


def test_every_pin_has_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(blocks) > 30
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
