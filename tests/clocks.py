"""A clock for tests: it stands still until it is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """Called, it tells an aware UTC time, as every service wants its clock."""

    now: datetime = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> datetime:
        """Let time pass, or run back: ``clock.on(hours=25)``."""
        self.now += timedelta(**by)
        return self.now

    def set(self, year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
        """Move to a day and time."""
        self.now = datetime(year, month, day, hour, minute, tzinfo=UTC)
        return self.now
