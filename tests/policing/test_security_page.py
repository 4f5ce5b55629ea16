"""The list of what holds names tests, and each of them is there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.drills.registry import DRILLS
from tests.policing.source import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
POINTS = 61


def names_in(path: str) -> set[str]:
    """The tests of a file, as pytest finds them."""
    file = ROOT / path
    if not file.is_file():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_point_has_its_row() -> None:
    assert [int(number) for number, _what, _shown in ROWS] == list(range(1, POINTS + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_point_names_is_a_test(row: tuple[str, str, str]) -> None:
    drills = re.findall(r"drill `(\w+)`", row[2])
    assert set(drills) <= {one.name for one in DRILLS}
    named = [one for one in re.findall(r"`([^`]+)`", row[2]) if one not in drills]
    assert named
    for one in named:
        path, _colons, name = one.partition("::")
        assert name in names_in(path), one


def test_a_name_that_is_no_test_would_be_noticed() -> None:
    assert "test_what_a_point_names_is_a_test" in names_in("tests/policing/test_security_page.py")
    assert "test_that_is_not_there" not in names_in("tests/policing/test_security_page.py")
    assert names_in("tests/policing/test_no_such_file.py") == set()


def test_the_way_to_report_invents_no_address() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "private vulnerability reporting" in text
    assert not re.search(r"\S+@\S+|https?://", text)
