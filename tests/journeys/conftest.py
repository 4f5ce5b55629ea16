"""Every journey gets the real window on an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.clocks import Clock
from tests.journeys.door import Door
from trustapp.bootstrap import build
from trustapp.domain.ids import FIRST
from trustapp.vault.kdf import KdfPolicy
from ui.widgets.binding import bind


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path, clock: Clock, cheap_policy: KdfPolicy) -> Iterator[Door]:
    """The program, started on a folder that has nothing."""
    made = Door(partial(build, tmp_path / "vault", clock=clock, policy=cheap_policy, bind=bind))
    yield made
    made.close()


@pytest.fixture
def home(door: Door) -> Door:
    """Robin and Sasha; Robin has met Sasha's keys."""
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    return door
