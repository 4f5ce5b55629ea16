"""Every drill, in the order of the table."""

from __future__ import annotations

from typing import Final

from tests.drills import (
    bits,
    full_disk,
    fuzz,
    kill,
    lengths,
    memory,
    moved_clock,
    old_files,
    power,
    read_only,
    sizes,
    starts,
)
from tests.drills.plan import Drill

DRILLS: Final[tuple[Drill, ...]] = (
    kill.DRILL,
    power.DRILL,
    full_disk.DRILL,
    bits.DRILL,
    lengths.DRILL,
    old_files.DRILL,
    read_only.DRILL,
    moved_clock.DRILL,
    starts.DRILL,
    sizes.DRILL,
    fuzz.DRILL,
    memory.DRILL,
)


def named(name: str) -> Drill:
    """The drill of this name."""
    return next(one for one in DRILLS if one.name == name)
