"""The process is killed while somebody types: at most the last two seconds are lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.homes import WORDS as PASSPHRASES
from tests.journeys.typing_on import WORDS
from trustapp.bootstrap import build
from trustapp.demonstration import DEMO_POLICY
from trustapp.domain.ids import FIRST

LOST = 2.0
"""Seconds of typing that may be lost."""
SLOW = 1.0
"""Seconds that writing may take on a computer that does other things besides."""


@pytest.mark.parametrize("seconds", [3.0, 4.7])
def test_at_most_the_last_two_seconds_are_lost(tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "vault"
    typed: list[float] = []
    command = [sys.executable, "-m", "tests.journeys.typing_on", str(folder)]
    place = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as child:
        told = child.stdout
        assert told is not None
        reader = threading.Thread(target=lambda: typed.extend(map(float, told)))
        reader.start()
        while not typed and child.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        child.kill()
        killed = time.monotonic()
        child.wait()
        reader.join()
    services = build(folder, policy=DEMO_POLICY)
    services.vault.unlock(FIRST, PASSPHRASES[FIRST])
    (reflection,) = services.reflections.all_ids()
    text = services.reflections.get(reflection).value.text
    services.vault.lock()
    safe = sum(moment < killed - LOST - SLOW for moment in typed)
    assert (WORDS * 1000).startswith(text), "what is there is what was typed"
    assert safe, "it typed for longer than may be lost"
    assert len(text) >= safe
