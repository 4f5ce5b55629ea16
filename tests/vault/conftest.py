"""A cheap vault, empty or of two people, and a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.helpers import CHEAP, Clock, Couple, make_couple
from trustapp.vault.session import Vault


@pytest.fixture
def clock() -> Clock:
    """The clock of the vault under test."""
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Vault:
    """A folder in which nothing was begun yet."""
    return Vault(tmp_path / "vault", CHEAP, clock)


@pytest.fixture
def couple(tmp_path: Path, clock: Clock) -> Iterator[Couple]:
    """Two people who pinned each other."""
    made = make_couple(tmp_path / "vault", clock)
    yield made
    made.one.wipe()
    made.two.wipe()
