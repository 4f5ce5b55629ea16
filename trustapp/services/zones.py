"""Where this computer is: the time zone in which days and times of rituals are read."""

from __future__ import annotations

import warnings
from zoneinfo import ZoneInfo


def here() -> ZoneInfo:
    """The zone that the system is set to; UTC where it names none that is known."""
    import tzlocal  # found out when a planner opens, not at a start

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a system that contradicts itself is not ours to mend
            return tzlocal.get_localzone()
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_name() -> str:
    """The IANA name of that zone, as a plan keeps it."""
    return here().key or "UTC"
