"""Weeks, months and the parts of a day, as the views of the planner lay them out. Nothing here is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from trustapp.services.ritual_views import Occurrence, Span

WEEK: Final = 7
GRID: Final = 6 * WEEK
"""The days of a month's grid: six weeks hold every month, whatever day it begins on."""


class Band(StrEnum):
    """A part of the day."""

    ANY = "any"
    """No time is set."""
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"


_FROM: Final = ((Band.EVENING, "18:00"), (Band.DAY, "11:00"))
_PUT_AT: Final = {Band.MORNING: "08:00", Band.DAY: "13:00", Band.EVENING: "20:00"}
TIMED: Final = (Band.MORNING, Band.DAY, Band.EVENING)


def band_of(time: str) -> Band:
    """The part of the day that a time ("07:10") is in; none for no time."""
    if not time:
        return Band.ANY
    return next((band for band, first in _FROM if time >= first), Band.MORNING)


def landing(occurrence: Occurrence, band: Band | None) -> tuple[Band, str]:
    """Where in the day something lands that is put into ``band``, and its new time, "" to keep its own.

    What has no time stays without one; what has one keeps it unless it is put into another part of the day.
    """
    own = band_of(occurrence.time)
    if own is Band.ANY or band in (None, Band.ANY, own):
        return own, ""
    return band, _PUT_AT[band]


def week_of(day: date, first_weekday: int = 0) -> tuple[date, date]:
    """The first and last day of the week around a day; ``first_weekday`` 0 is Monday."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % WEEK)
    return first, first + timedelta(days=WEEK - 1)


def month_grid(day: date, first_weekday: int = 0) -> tuple[date, date]:
    """The first and last day of the six weeks that show the month around a day."""
    first, _last = week_of(day.replace(day=1), first_weekday)
    return first, first + timedelta(days=GRID - 1)


def month_shown(first: date, last: date) -> date:
    """The first day of the month that the days from ``first`` to ``last`` show: the one in their middle."""
    return (first + (last - first) / 2).replace(day=1)


def by_day(span: Span) -> dict[date, list[Occurrence]]:
    """What comes on each day from today on, read in one go however much there is."""
    found: dict[date, list[Occurrence]] = {}
    for one in span.occurrences:
        if one.day >= span.today:
            found.setdefault(one.day, []).append(one)
    return found


def days(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last."""
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))
