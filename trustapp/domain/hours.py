"""Day and night, for somebody who comes late."""

from __future__ import annotations

from typing import Final

NIGHT: Final = 22
MORNING: Final = 6
"""From when to when it is night, in hours of the clock where the person is."""


def is_night(hour: int) -> bool:
    """Whether this hour of the clock is one at which nothing has to be decided."""
    return not MORNING <= hour < NIGHT
