"""What was found in a journal: entries as reflections, and what could not be taken or was not understood."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from trustapp.documents.importers.journal.decoding import clean
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Span, plain, text_of
from trustapp.domain.reflections import MAX_TAG, MAX_TAGS, MAX_TEXT, MAX_TITLE, Reflection

MAX_ENTRIES: Final = 100_000
MAX_NOTES: Final = 20_000
_MOST_WORDS: Final = 200


class Kind(StrEnum):
    """What was read."""

    DAYONE = "dayone"
    JRNL = "jrnl"
    JRNL_JSON = "jrnl_json"
    REDNOTEBOOK = "rednotebook"
    MARKDOWN = "markdown"
    TEXT = "text"
    OWN = "own"


@dataclass(frozen=True)
class Note:
    """Something that was not understood, not taken, or taken otherwise than it was.

    ``code`` is one of those in ``docs/export-format.md``; ``day`` the day of its entry, where it has one;
    ``what`` a name or words out of the file.
    """

    code: str
    day: date | None = None
    what: str = ""


@dataclass(frozen=True)
class Found:
    """An entry. ``pictures`` are names of files in the journal, read only when they are taken in."""

    entry: Reflection
    pictures: tuple[str, ...] = ()

    @property
    def likeness(self) -> str:
        """What is the same for two entries of the same day with the same words."""
        return likeness(self.entry.day, self.entry.title, plain(self.entry.text))


@dataclass(frozen=True)
class Journal:
    """All of it, in the order of its days."""

    kind: Kind
    entries: tuple[Found, ...] = ()
    notes: tuple[Note, ...] = ()


def likeness(day: date, title: str, words: str) -> str:
    """Day and words without their look; a title is the same as a first line."""
    told = " ".join(f"{title}\n{words}".split())
    return digest(f"{day.isoformat()} {told}")


def digest(*parts: str) -> str:
    """Short, and always the same for the same."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@dataclass
class Reading:
    """Gathers entries and notes of one journal, and keeps each within its bounds without losing words."""

    kind: Kind
    found: list[Found] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, code: str, day: date | None = None, what: str = "") -> None:
        """Something to be told; beyond a bound only that there is more."""
        if len(self.notes) < MAX_NOTES:
            what = " ".join(clean(what)[0].split())
            what = what if len(what) <= _MOST_WORDS else what[:_MOST_WORDS] + "…"
            self.notes.append(Note(code, day, what))
        elif len(self.notes) == MAX_NOTES:
            self.notes.append(Note("more"))

    def add(
        self,
        entry: Reflection,
        blocks: Sequence[Block],
        pictures: Sequence[str] = (),
        uid: str = "",
    ) -> None:
        """One entry; its text is that of ``blocks``. ``uid``: what its program calls it.

        Codes: journal.too_large.
        """
        title, blocks = _titled(entry.title, list(blocks))
        tags, over = _tags(entry.tags)
        if over:
            self.note("tags", entry.day)
            blocks.append(Block((Span(" ".join(f"#{tag}" for tag in over)),)))
        texts = _within(blocks)
        if not title and not any(texts) and not pictures:
            return
        source = (
            entry.source or f"{self.kind}:{uid or digest(entry.day.isoformat(), entry.time, title, *texts)}"
        )
        if len(texts) > 1:
            self.note("long", entry.day)
        for number, text in enumerate(texts, 1):
            if len(self.found) >= MAX_ENTRIES:
                raise UserError("journal.too_large")
            one = replace(entry, title=title, text=text, tags=tags, source=source)
            if number > 1:
                one = replace(one, title=f"{title[: MAX_TITLE - 8]} ({number})", source=f"{source}/{number}")
            self.found.append(Found(one, tuple(pictures) if number == 1 else ()))

    def done(self) -> Journal:
        """Everything, the oldest first."""
        self.found.sort(key=_when)
        return Journal(self.kind, tuple(self.found), tuple(self.notes))


def _when(one: Found) -> tuple[date, str]:
    return one.entry.day, one.entry.time


def _titled(title: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """A title that is too long stands whole at the beginning of the text."""
    whole = " ".join(clean(title)[0].split())
    if len(whole) <= MAX_TITLE:
        return whole, blocks
    return whole[: MAX_TITLE - 1].rstrip() + "…", [Block((Span(whole),)), *blocks]


def _tags(tags: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """As many as there is room for, and the rest."""
    kept: dict[str, str] = {}
    over: list[str] = []
    for tag in tags:
        word = " ".join(clean(tag)[0].replace(",", " ").lstrip("#@").split())
        if not word or word.casefold() in kept:
            continue
        if len(word) > MAX_TAG or len(kept) >= MAX_TAGS:
            over.append(word)
        else:
            kept[word.casefold()] = word
    return tuple(kept.values()), over


def _within(blocks: list[Block]) -> list[str]:
    """The text, in as many pieces as it takes."""
    text = text_of(blocks)
    if len(text) <= MAX_TEXT:
        return [text]
    made: list[str] = []
    piece: list[Block] = []
    length = 0
    for block in (part for whole in blocks for part in _smaller(whole)):
        size = len(text_of([block])) + 2
        if piece and length + size > MAX_TEXT:
            made.append(text_of(piece))
            piece, length = [], 0
        piece.append(block)
        length += size
    return [*made, text_of(piece)]


_PIECE: Final = 20_000
"""So much of a block that signs of Markdown before every letter leave it within bounds."""


def _smaller(block: Block) -> list[Block]:
    if len(block.text) <= _PIECE:
        return [block]
    made: list[Block] = []
    for span in block.spans:
        text = span.text
        while text:
            cut = len(text) if len(text) <= _PIECE else max(text.rfind(" ", 0, _PIECE), 0) or _PIECE
            made.append(replace(block, spans=(replace(span, text=text[:cut]),)))
            text = text[cut:]
    return made
