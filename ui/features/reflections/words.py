"""The words of the reflections page."""

from __future__ import annotations

from datetime import date, timedelta

from trustapp.domain.reflections import Reflection, Row
from trustapp.words import _
from ui.widgets import dates


def day(value: date, today: date | None = None) -> str:
    """A day as one speaks of it: Yesterday, Saturday 9 May, 3 May 2024."""
    if today is not None:
        if value == today:
            return _("Today")
        if value == today - timedelta(days=1):
            return _("Yesterday")
        if value.year != today.year:
            return dates.day(value)
    return dates.day_of_week(value)


def when(value: date, time: str, today: date | None = None) -> str:
    """A day, and the time where there is one."""
    said_day = day(value, today)
    return _("{day}, {time}").format(day=said_day, time=time) if time else said_day


def full_when(one: Reflection, today: date) -> str:
    """When it is about, as the open sheet says it."""
    said_day = dates.day_of_week(one.day) if one.day.year == today.year else dates.day(one.day)
    return _("{day}, {time}").format(day=said_day, time=one.time) if one.time else said_day


def title(row: Row) -> str:
    """The title, or what stands for it."""
    return row.title or _("Without a title")


def said(row: Row) -> str:
    """What a screen reader says of a row."""
    parts = [when(row.day, row.time), title(row), "".join(piece.text for piece in row.snippet)]
    hits = [piece.text for piece in row.snippet if piece.hit]
    if hits:
        parts.append(_("found: {words}").format(words=", ".join(hits)))
    if row.pinned:
        parts.insert(0, _("Pinned"))
    if row.pictures:
        parts.append(_("with pictures"))
    return ". ".join(part for part in parts if part)


def about_bin() -> str:
    """What the bin is."""
    return _(
        "What you threw away lies here for 30 days. Then it goes for good. Until then you can bring it back."
    )
