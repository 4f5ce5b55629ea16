"""Days and moments in the words of this computer's language and time zone."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from trustapp.words import _


def day(value: date) -> str:
    """A day: 12 May 2026."""
    return QLocale().toString(_of(value), "d MMMM yyyy")


def moment(value: datetime) -> str:
    """A day and time of day, where this computer is: Tuesday 12 May 2026, 19:40."""
    local = QDateTime.fromSecsSinceEpoch(int(value.timestamp()))
    return QLocale().toString(local, "dddd d MMMM yyyy, HH:mm")


def weekday(value: date, *, short: bool = False) -> str:
    """The day of the week: Tuesday, or Tue."""
    return QLocale().toString(_of(value), "ddd" if short else "dddd")


def day_of_week(value: date) -> str:
    """A day as one speaks of it within a year: Tuesday 12 May."""
    return QLocale().toString(_of(value), "dddd d MMMM")


def month(value: date) -> str:
    """A month: May 2026."""
    return QLocale().toString(_of(value), "MMMM yyyy")


def span(first: date, last: date) -> str:
    """Some days in a row: 11 to 17 May 2026."""
    start = "d MMMM yyyy"
    if first.year == last.year:
        start = "d" if first.month == last.month else "d MMMM"
    return _("{first} to {last}").format(first=QLocale().toString(_of(first), start), last=day(last))


def first_weekday() -> int:
    """The day that a week begins with where this computer is; 0 is Monday."""
    return QLocale().firstDayOfWeek().value - 1


def _of(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)
