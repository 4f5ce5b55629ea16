"""Text with a little shape: paragraphs, headings, lists, quotes, bold and italic, kept as Markdown.

What is written here is CommonMark, so that any other program shows it rightly; what is read here is only
this much of it. Everything else stays the characters that it is. Markdown of other programs goes through
``documents.importers.foreign_markdown`` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

HEADINGS: Final = 3
"""How many levels of headings there are."""


class Shape(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"


@dataclass(frozen=True)
class Span:
    """Some words of one look; a line break within a block is a newline."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Block:
    """One block. ``level`` is 1 to ``HEADINGS`` for a heading, 0 for everything else."""

    spans: tuple[Span, ...]
    shape: Shape = Shape.PARAGRAPH
    level: int = 0

    @property
    def text(self) -> str:
        """Its words without their look."""
        return "".join(span.text for span in self.spans)


_HEADING: Final = re.compile(r"(#{1,3}) (.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"\d{1,9}\. (.*)", re.DOTALL)
_BEGINNINGS: Final = re.compile(r"(#{1,6}(?= |$)|[-+>=~|]|\d+(?=[.)]))")
_MARKS: Final = re.compile(r"[\\`*_\[\]<&]")
_RUN: Final = re.compile(r"\\(.)|(\*{1,3})", re.DOTALL)
_PREFIX: Final = {Shape.BULLET: "- ", Shape.QUOTE: "> "}


# -- reading -------------------------------------------------------------------------------------------


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text that was written here."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if lines and _goes_on(lines[-1]) and line.strip():
            lines[-1] = lines[-1][:-1]
            lines.append(_unindented(lines[0], line))
            continue
        if lines:
            found.append(_block("\n".join(lines)))
            lines = []
        if line.strip():
            lines = [line]
    return tuple(found)


def _goes_on(line: str) -> bool:
    """Whether the next line belongs to it: its last backslash is no half of a pair."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _unindented(first: str, line: str) -> str:
    """A further line of a block without what makes it belong to the block."""
    if first.startswith("> "):
        return line.removeprefix("> ")
    return line.lstrip(" ") if first.startswith("- ") or _NUMBER.match(first) else line


def _block(text: str) -> Block:
    if found := _HEADING.match(text):
        return Block(_spans(found[2]), Shape.HEADING, len(found[1]))
    if found := _NUMBER.match(text):
        return Block(_spans(found[1]), Shape.NUMBER)
    for shape, prefix in _PREFIX.items():
        if text.startswith(prefix):
            return Block(_spans(text[len(prefix) :]), shape)
    return Block(_spans(text))


def _spans(text: str) -> tuple[Span, ...]:
    made: list[Span] = []
    bold = italic = False
    place = 0

    def add(words: str) -> None:
        if words:
            made.append(Span(words, bold, italic))

    for run in _RUN.finditer(text):
        add(text[place : run.start()])
        place = run.end()
        if run[2] is None:
            add(run[1])
            continue
        bold ^= len(run[2]) >= 2
        italic ^= len(run[2]) != 2
    add(text[place:])
    return tuple(_joined(made))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    for (bold, italic), group in groupby(spans, key=_look):
        if words := "".join(span.text for span in group):
            yield Span(words, bold, italic)


def _look(span: Span) -> tuple[bool, bool]:
    return span.bold, span.italic


# -- writing -------------------------------------------------------------------------------------------


def text_of(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown; a block without words is left out."""
    made: list[str] = []
    before: Shape | None = None
    number = 0
    for block in blocks:
        words = _words(block)
        if not words:
            continue
        number = number + 1 if block.shape is Shape.NUMBER and before is Shape.NUMBER else 1
        together = block.shape is before and block.shape in (Shape.BULLET, Shape.NUMBER)
        if made:
            made.append("\n" if together else "\n\n")
        made.append(_marked(block, words, number))
        before = block.shape
    return "".join(made)


def _marked(block: Block, words: str, number: int) -> str:
    if block.shape is Shape.HEADING:
        return f"{'#' * min(max(block.level, 1), HEADINGS)} {words}"
    prefix = f"{number}. " if block.shape is Shape.NUMBER else _PREFIX.get(block.shape, "")
    further = prefix if block.shape is Shape.QUOTE else " " * len(prefix)
    return prefix + words.replace("\n", "\n" + further)


def _words(block: Block) -> str:
    """The words with their marks; space never lies just inside of a mark, where Markdown would not see it."""
    made: list[str] = []
    bold = italic = False
    for span in _joined(_outward(_trimmed(block))):
        made.append(_turn(bold, italic, span))
        bold, italic = span.bold, span.italic
        made.append(_escaped(span.text, first=len(made) == 1))
    made.append(_turn(bold, italic, Span("")))
    return "".join(made)


def _trimmed(block: Block) -> list[Span]:
    """Lines without space around them and no empty line; a heading is one line."""
    between = " " if block.shape is Shape.HEADING else "\n"
    looks = [(char, *_look(span)) for span in block.spans for char in span.text]
    lines: list[list[tuple[str, bool, bool]]] = [[]]
    for look in looks:
        if look[0] in "\n\u2028\r":
            lines.append([])
        else:
            lines[-1].append(look)
    made: list[Span] = []
    for line in lines:
        while line and line[0][0].isspace():
            del line[0]
        while line and line[-1][0].isspace():
            del line[-1]
        if line:
            if made:
                made.append(Span(between))
            made += [Span(char, bold, italic) for char, bold, italic in line]
    return list(_joined(made))


def _outward(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        words = span.text.strip()
        if not words:
            yield Span(span.text)
            continue
        start = span.text.index(words)
        yield Span(span.text[:start])
        yield Span(words, span.bold, span.italic)
        yield Span(span.text[start + len(words) :])


def _turn(bold: bool, italic: bool, span: Span) -> str:
    return "*" * (2 * (bold is not span.bold) + (italic is not span.italic))


def _escaped(text: str, *, first: bool) -> str:
    text = _MARKS.sub(r"\\\g<0>", text)
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if (place or first) and (found := _BEGINNINGS.match(line)):
            end = found.end() if found[1].isdigit() else found.start()
            lines[place] = f"{line[:end]}\\{line[end:]}"
    return "\\\n".join(lines)


def plain(text: str) -> str:
    """The words alone, a line for each block: what is searched and shown in lists."""
    return "\n".join(block.text for block in blocks_of(text))


def paragraphs(text: str) -> str:
    """Plain text as Markdown that reads the same: every line a paragraph, an empty line none."""
    return text_of([Block((Span(line),)) for line in text.split("\n")])
