"""The pages that tell the rules name real tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
FILES = sorted((*HERE.glob("test_*.py"), *HERE.with_name("services").glob("test_*.py")))
TESTS = set(re.findall(r"^def (test_\w+)", "\n".join(one.read_text() for one in FILES), re.MULTILINE))


@pytest.mark.parametrize("page", ["merge.md", "agreement.md"])
def test_every_row_names_a_test_that_exists(page: str) -> None:
    rows = [
        line for line in (DOCS / page).read_text().splitlines() if line.startswith("| ") and "---" not in line
    ]
    told = [row for row in rows if not row.rstrip(" |").endswith("test")]
    assert len(told) > 15
    for row in told:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= TESTS, row
