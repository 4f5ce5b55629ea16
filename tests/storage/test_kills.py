"""A process that is killed at any moment loses nothing that it was told is kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace

ROOT = Path(__file__).resolve().parents[2]

_WORK = """
import sys
from pathlib import Path
from trustapp.storage.space import PrivateSpace
key, number = memoryview(bytes(range(32))), int(sys.argv[2])
while True:
    space = PrivateSpace.open(Path(sys.argv[1]), key)
    for _ in range(5):
        number += 1
        with space.transaction() as tables:
            tables.facts.set("number", b"%d" % number)
            tables.facts.set("bulk", b"%d" % number * 40_000)
        print(number, flush=True)
    space.seal_at_rest()
    space.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="killed with SIGKILL")
def test_twenty_kills_while_writing_and_sealing_lose_nothing(closed_private: Path, key: memoryview) -> None:
    choose, last, journals = random.Random(11), 0, 0
    for _ in range(20):
        worker = subprocess.Popen(
            [sys.executable, "-c", _WORK, str(closed_private), str(last)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        with worker:
            assert worker.stdout is not None
            first = worker.stdout.readline()
            time.sleep(choose.uniform(0, 0.15))  # the moment is what is drawn here, not something to wait for
            worker.kill()
            told = [first, *worker.stdout.read().splitlines()]
        acknowledged = max(int(line) for line in told if line.strip())
        journals += closed_private.with_name("p1.db-journal").exists()

        space = PrivateSpace.open(closed_private, key)
        with space.transaction() as tables:
            found, bulk = tables.facts.get("number"), tables.facts.get("bulk")
        space.close()
        assert found is not None
        assert acknowledged <= int(found) <= acknowledged + 1
        assert bulk == found * 40_000
        last = int(found)
    assert journals  # at least one kill met a journal, which was played back
    assert integrity(closed_private, key) == ()
