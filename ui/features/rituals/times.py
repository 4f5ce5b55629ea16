"""Days and times as they are typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])\Z")


def day_in(text: str) -> date | None:
    """The day that was typed, None where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def time_in(text: str) -> str | None:
    """The time that was typed as a plan keeps it, "" for none, None where it is neither."""
    text = text.strip()
    if not text:
        return ""
    found = _TIME.match(text)
    return f"{int(found[1]):02}:{found[2]}" if found is not None else None
