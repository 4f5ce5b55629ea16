"""Letters: some are never sent, some are sent sealed, and one waits for oneself (docs/letters.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.words import _

MAX_TITLE: Final = 120
MAX_TEXT: Final = 60_000
"""Characters of a letter that is kept: some twenty-five printed pages. One that is sent has less room."""
MOST: Final = 1_000
"""The most letters of one person."""

EARLIEST_MONTHS: Final = 1
LATEST_YEARS: Final = 10


class Kind(StrEnum):
    """What a letter is."""

    UNSENT = "unsent"
    ACKNOWLEDGEMENT = "acknowledgement"
    IMPACT = "impact"
    REQUEST = "request"
    THANKS = "thanks"
    MYSELF = "myself"


SENDABLE: Final = frozenset({Kind.ACKNOWLEDGEMENT, Kind.IMPACT, Kind.REQUEST, Kind.THANKS})
"""Only these can be sent: an unsent letter never is, whatever happens to its page."""


def title_of(kind: Kind) -> str:
    """What a kind is called."""
    return {
        Kind.UNSENT: _("Not to be sent"),
        Kind.ACKNOWLEDGEMENT: _("Acknowledgement"),
        Kind.IMPACT: _("What it did to me"),
        Kind.REQUEST: _("A request"),
        Kind.THANKS: _("Thanks"),
        Kind.MYSELF: _("To myself, later"),
    }[kind]


@dataclass(frozen=True)
class Sent:
    """What its writer's own space knows of a letter that is out.

    ``day`` is the day on which it was sent, ``copy`` the id under which the reader knows it, ``to`` for whom
    it is. ``key``, ``signer`` and ``row`` tell whether what lies in the shared space is still this letter,
    sealed to the reader's present key and signed with the writer's.
    """

    day: date
    copy: str
    to: str
    key: str
    signer: str
    row: str


@dataclass(frozen=True)
class Letter:
    """One letter. ``text`` is Markdown as ``domain.passages`` has it; ``opens`` is set for one to oneself."""

    id: str
    kind: Kind
    title: str = ""
    text: str = ""
    made: datetime | None = None
    changed: datetime | None = None
    opens: date | None = None
    sent: Sent | None = None


@dataclass(frozen=True)
class LetterRow:
    """One line of the list. ``closed``: it is to oneself and its day is not there yet; no word is shown."""

    id: str
    kind: Kind
    title: str
    day: date
    opens: date | None = None
    out: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Delivered:
    """A letter as its reader opens it; ``id`` is the id of this sending."""

    id: str
    kind: Kind
    title: str
    text: str
    day: date
    by: str


class Handled(StrEnum):
    """What the reader did with a letter from the other: known to their own space alone."""

    NEW = "new"
    OPENED = "opened"
    ASIDE = "aside"


@dataclass(frozen=True)
class Waiting:
    """What is told of a letter from the other before it is opened."""

    id: str
    kind: Kind
    day: date
    by: str
    handled: Handled = Handled.NEW


def checked(letter: Letter) -> Letter:
    """Within its bounds, without space around its lines. Codes: letter.too_long."""
    title, text = " ".join(letter.title.split()), letter.text.strip("\n")
    if len(title) > MAX_TITLE or len(text) > MAX_TEXT:
        raise UserError("letter.too_long", title=MAX_TITLE, text=MAX_TEXT)
    return replace(letter, title=title, text=text)


def is_empty(letter: Letter) -> bool:
    """Whether nothing was written: such a one is not kept."""
    return not (letter.title.strip() or letter.text.strip())


def is_closed(letter: Letter, today: date) -> bool:
    """Whether it is to oneself and its day is not there yet."""
    return letter.opens is not None and today < letter.opens


def require_sendable(letter: Letter) -> None:
    """Codes: letter.not_to_send (of this kind none is sent), letter.empty."""
    if letter.kind not in SENDABLE:
        raise UserError("letter.not_to_send")
    if not letter.text.strip():
        raise UserError("letter.empty")


def usual_day(today: date) -> date:
    """A year ahead; from 29 February it is 1 March."""
    return months_ahead(today, 12)


def require_day(day: date, today: date) -> None:
    """From a month to ten years ahead. Codes: letter.day."""
    if not months_ahead(today, EARLIEST_MONTHS) <= day <= months_ahead(today, 12 * LATEST_YEARS):
        raise UserError("letter.day")


def months_ahead(day: date, months: int) -> date:
    """The same day so many months later."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:  # no such day in that month: the first of the next one
        return date(year + month // 12, month % 12 + 1, 1)
