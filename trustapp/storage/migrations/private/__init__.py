"""The migrations of a private space, in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from trustapp.storage.connection import Database
from trustapp.storage.migrations.private import m0001_initial, m0002_reflections

MIGRATIONS: Final[tuple[Callable[[Database], None], ...]] = (
    m0001_initial.upgrade,
    m0002_reflections.upgrade,
)
