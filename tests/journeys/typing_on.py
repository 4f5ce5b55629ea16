"""Somebody types on and on; whoever started this kills it, and looks at what was kept.

Each sign is told once it was typed. Between two of them is a pause, so that signs stand for time, and no
clock is read.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.door import Door
from trustapp.bootstrap import build
from trustapp.demonstration import DEMO_POLICY
from trustapp.domain.ids import FIRST
from ui.features.reflections.page import ReflectionsPage

PAUSE_MS = 40
WORDS = "the river and the bridge "


def type_on(folder: Path) -> None:
    """Until it is killed."""
    door = Door(partial(build, folder, policy=DEMO_POLICY))
    door.set_up(("Robin",))
    door.unlock(FIRST)
    door.go("reflections")
    page = door.page
    assert isinstance(page, ReflectionsPage)
    page._presenter.sheet.begin()
    for number in range(100_000):
        QTest.keyClicks(page.sheet.edit, WORDS[number % len(WORDS)])
        sys.stdout.write("typed\n")
        sys.stdout.flush()
        QTest.qWait(PAUSE_MS)


if __name__ == "__main__":
    QApplication(sys.argv)
    type_on(Path(sys.argv[1]))
