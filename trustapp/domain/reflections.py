"""A reflection: what one person wrote for themselves alone, and how it is found again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from trustapp.domain.errors import UserError

MAX_TITLE: Final = 200
MAX_TEXT: Final = 200_000
"""Characters of one reflection: some eighty printed pages."""
MAX_TAG: Final = 40
MAX_TAGS: Final = 20
MAX_PROMPT: Final = 400

BIN_DAYS: Final = timedelta(days=30)
"""How long the bin keeps what was thrown away."""


@dataclass(frozen=True)
class Reflection:
    """One reflection.

    ``day`` and ``time`` ("HH:MM" or "") are what its writer says it is about, on their clock. ``text`` is the
    Markdown that ``domain.passages`` describes. ``kind`` and ``mood`` are ids of the catalogue or "".
    ``prompt`` is the question it began from, in the words of that day. ``pictures`` are ids, in their order.
    ``made`` and ``changed`` are in UTC. ``binned`` is the day on which it was thrown away, None where it was
    not. ``source`` tells where an imported one came from, so that nothing comes twice.
    """

    id: str
    day: date
    time: str = ""
    title: str = ""
    text: str = ""
    kind: str = ""
    mood: str = ""
    tags: tuple[str, ...] = ()
    pinned: bool = False
    prompt: str = ""
    pictures: tuple[str, ...] = ()
    made: datetime | None = None
    changed: datetime | None = None
    binned: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Query:
    """What is looked for: every word given has to be there, the last one as the beginning of a word.

    Words in quotation marks stand together. Accents and capitals make no difference.
    """

    words: str = ""
    tag: str = ""
    kind: str = ""
    mood: str = ""
    since: date | None = None
    until: date | None = None
    pinned: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of a snippet; ``hit``: it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the list: never the whole text. ``snippet`` is around the hit, or the beginning."""

    id: str
    day: date
    time: str
    title: str
    snippet: tuple[Piece, ...]
    kind: str = ""
    mood: str = ""
    pinned: bool = False
    pictures: int = 0


@dataclass(frozen=True)
class Facets:
    """What there is to filter by, in the order of their names."""

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()


def checked(one: Reflection) -> Reflection:
    """Within its bounds, without space around its lines. Codes: reflection.too_long, reflection.time."""
    title, text = " ".join(one.title.split()), one.text.strip("\n")
    if len(title) > MAX_TITLE or len(text) > MAX_TEXT or len(one.prompt) > MAX_PROMPT:
        raise UserError("reflection.too_long", title=MAX_TITLE, text=MAX_TEXT)
    if one.time:
        try:
            datetime.strptime(one.time, "%H:%M")
        except ValueError:
            raise UserError("reflection.time") from None
    return replace(one, title=title, text=text, tags=tags_of(one.tags))


def tags_of(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Each once whatever its capitals, without "#". Codes: reflection.too_many_tags."""
    found: dict[str, str] = {}
    for tag in tags:
        word = " ".join(tag.replace(",", " ").lstrip("#").split())
        if word:
            found.setdefault(word.casefold(), word)
    if len(found) > MAX_TAGS or any(len(tag) > MAX_TAG for tag in found.values()):
        raise UserError("reflection.too_many_tags", most=MAX_TAGS, each=MAX_TAG)
    return tuple(found.values())


def is_empty(one: Reflection) -> bool:
    """Whether nothing was written or put in: such a one is not kept."""
    return not (one.title.strip() or one.text.strip() or one.pictures)
