"""Speed is shown by a benchmark; a test that measures time fails on a computer that is busy."""

from __future__ import annotations

import re

from tests.policing.source import ROOT

CLOCKS = re.compile(r"\b(?:perf_counter|process_time|monotonic|thread_time)(?:_ns)?\b")
DRILLS = ROOT / "tests" / "drills"
"""They say how long they took, and wait for processes."""


def test_no_test_measures_time() -> None:
    here = ROOT / "tests" / "policing" / "test_timing.py"
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != here and DRILLS not in path.parents and CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
