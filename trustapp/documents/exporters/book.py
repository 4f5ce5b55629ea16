"""Reflections as the pages of a book: the words, each in its look, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trustapp.documents.render import rendered
from trustapp.documents.writing import long_day, months, plain
from trustapp.domain.passages import Block, Shape, blocks_of
from trustapp.domain.reflections import Reflection
from trustapp.words import _


@dataclass(frozen=True)
class _Words:
    """Words of one look, line by line."""

    lines: tuple[str, ...]
    bold: bool
    italic: bool


@dataclass(frozen=True)
class _Set:
    """One block: ``mark`` stands before it, "•" or a number."""

    shape: str
    level: int
    words: tuple[_Words, ...]
    mark: str


def style() -> str:
    """How a book looks."""
    return rendered("print.css.j2", large=False) + rendered("book.css.j2")


def first_page(label: str, made: date) -> str:
    """The page before all others."""
    return rendered("book_front.html.j2", label=plain(label), day=long_day(made))


def chapter_of(one: Reflection) -> str:
    """The month that it is of: each begins a page."""
    return _("{month} {year}").format(month=months()[one.day.month - 1], year=one.day.year)


def entry_of(one: Reflection) -> str:
    """One reflection, set."""
    return rendered(
        "book_entry.html.j2",
        day=" ".join(part for part in (long_day(one.day), one.time) if part),
        title=plain(one.title),
        prompt=plain(one.prompt),
        blocks=tuple(_blocks(blocks_of(one.text))),
    )


def _blocks(blocks: tuple[Block, ...]) -> Iterator[_Set]:
    number = 0
    for block in blocks:
        number = number + 1 if block.shape is Shape.NUMBER else 0
        mark = {Shape.BULLET: "•", Shape.NUMBER: f"{number}."}.get(block.shape, "")
        words = tuple(
            _Words(tuple(_spaced(line) for line in span.text.split("\n")), span.bold, span.italic)
            for span in block.spans
        )
        if any(line.strip() for one in words for line in one.lines):
            yield _Set(block.shape.value, block.level, words, mark)


def _spaced(text: str) -> str:
    """As ``plain``, with the space at its ends that parts it from its neighbours."""
    kept = plain(text)
    if not kept:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{kept}{' ' if text[-1].isspace() else ''}"
