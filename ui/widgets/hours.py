"""Words for the hour of the day."""

from __future__ import annotations

from trustapp.domain.hours import is_night
from trustapp.words import _

_MORNING, _AFTERNOON, _EVENING = 5, 12, 18


def greeting(hour: int) -> str:
    """A greeting for the hour of the day."""
    if _MORNING <= hour < _AFTERNOON:
        return _("Good morning")
    if _AFTERNOON <= hour < _EVENING:
        return _("Good afternoon")
    return _("Good evening")


def night_words(hour: int) -> str:
    """What meets somebody who comes at night; "" by day."""
    if not is_night(hour):
        return ""
    return _("Tonight nothing has to be decided, answered or forgiven.")
