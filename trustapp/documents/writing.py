"""Words and days as paper can hold them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from trustapp.words import _

_SPACES: Final = re.compile(r"\s+")
_SOFT_HYPHEN: Final = "\u00ad"
_DROPPED: Final = frozenset(
    [_SOFT_HYPHEN, "\ufeff", "\ufffc", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
)
"""Signs without a shape that hyphenate, stand for a picture, or turn the direction of reading."""


def plain(text: str) -> str:
    """A person's words as one paragraph without control signs.

    Signs that turn the direction of reading could make words look like others than were said; signs
    that the typesetter keeps for itself could begin a frame.
    """
    kept = "".join(sign for sign in _SPACES.sub(" ", text) if not _unprintable(sign))
    return unicodedata.normalize("NFC", kept.strip())


def _unprintable(sign: str) -> bool:
    code = ord(sign)
    nonsense = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return nonsense or sign in _DROPPED or unicodedata.category(sign) in ("Cc", "Cs")


def long_day(day: date) -> str:
    """A day with its year: "14 April 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=months()[day.month - 1], year=day.year)


def short_day(day: date, today: date) -> str:
    """A day without its year where that is the present one."""
    if day.year != today.year:
        return long_day(day)
    return month_and_day(day.month, day.day)


def month_and_day(month: int, day: int) -> str:
    """A day of every year: "14 April"."""
    return _("{day} {month}").format(day=day, month=months()[month - 1])


def months() -> tuple[str, ...]:
    """The names of the months, January first."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def weekdays() -> tuple[str, ...]:
    """The names of the days of the week, Monday first."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def some_days(first: date, last: date) -> str:
    """Days in a row: "11 to 17 May 2026", "29 December 2026 to 4 January 2027"."""
    if first.year != last.year:
        start = long_day(first)
    elif first.month != last.month:
        start = short_day(first, last)
    else:
        start = str(first.day)
    return _("{first} to {last}").format(first=start, last=long_day(last))
