"""Days and moments in the words of this computer's language and time zone."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale


def day(value: date) -> str:
    """A day: 12 May 2026."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMMM yyyy")


def moment(value: datetime) -> str:
    """A day and time of day, where this computer is: Tuesday 12 May 2026, 19:40."""
    local = QDateTime.fromSecsSinceEpoch(int(value.timestamp()))
    return QLocale().toString(local, "dddd d MMMM yyyy, HH:mm")
