"""The process is killed while somebody types: at most what was typed in two seconds is lost."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from tests.homes import WORDS as PASSPHRASES
from tests.journeys.typing_on import PAUSE_MS, WORDS
from trustapp.bootstrap import build
from trustapp.demonstration import DEMO_POLICY
from trustapp.domain.ids import FIRST

LOST = 2_000 // PAUSE_MS
"""So many signs are typed in two seconds, and fewer on a computer that is busy."""


@pytest.mark.parametrize("signs", [LOST + 20, 2 * LOST + 35])
def test_at_most_what_was_typed_in_two_seconds_is_lost(tmp_path: Path, signs: int) -> None:
    folder = tmp_path / "vault"
    command = [sys.executable, "-m", "tests.journeys.typing_on", str(folder)]
    place = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        typed = sum(1 for _line in itertools.islice(child.stdout, signs))
        child.kill()
        typed += sum(1 for _line in child.stdout)
    assert typed >= signs, "it typed until it was killed"
    services = build(folder, policy=DEMO_POLICY)
    services.vault.unlock(FIRST, PASSPHRASES[FIRST])
    (reflection,) = services.reflections.all_ids()
    text = services.reflections.get(reflection).value.text
    services.vault.lock()
    assert (WORDS * 100).startswith(text), "what is there is what was typed"
    assert len(text) >= typed - LOST
