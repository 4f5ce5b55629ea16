"""Markdown of other programs as the blocks kept here; what has no counterpart stays its signs.

No word is lost: HTML, references and anything unknown are read as the words that they are. Pictures lose
their place within the text: they go behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trustapp.domain.passages import HEADINGS, Block, Shape, Span

NESTING: Final = 40
MOST_BRACKETS: Final = 4_000
"""More of them in one text are no links, and reading them as if would take minutes."""

TABLE, NESTED, CODE, UNREAD = "table", "nested", "code", "plain"
"""What was kept otherwise than it was: a table as lines, a list within a list as one list, code without its
indents, a text that could not be read as Markdown as it stands."""

_MARKED: Final = re.compile(r"[*_`\[\\&]|!\[|^ {0,3}(?:[#>+=|~-]|\d+[.)])|<\w+:|\|", re.MULTILINE)
"""What may be Markdown: a text without any of it is read at once."""
_RULE: Final = "* * *"
_SHAPES: Final = {"bullet_list_open": Shape.BULLET, "ordered_list_open": Shape.NUMBER}


@dataclass(frozen=True)
class Image:
    """A picture that the text names."""

    source: str
    words: str


@dataclass
class Read:
    """What was read. ``odd`` says what is kept otherwise than it was."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)


def read_markdown(text: str) -> Read:
    """The blocks of a text, whatever it is."""
    if not _MARKED.search(text):
        return Read(plain_blocks(text))
    if text.count("[") > MOST_BRACKETS:
        return Read(plain_blocks(text), odd={UNREAD})
    try:
        tokens = _reader().parse(text)
    except (RecursionError, ValueError, IndexError):
        return Read(plain_blocks(text), odd={UNREAD})
    if any(token.level >= NESTING - 1 for token in tokens):
        return Read(plain_blocks(text), odd={UNREAD})  # deeper down the reader leaves words out
    return _Reading(tokens).read


def plain_blocks(text: str) -> list[Block]:
    """Plain text: paragraphs between empty lines, and every line a line."""
    return [Block((Span(part.strip("\n")),)) for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """CommonMark and tables. Lines that are only indented are no code to people who write a journal."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING})
    return made.enable("table").disable(["code", "reference", "html_block", "html_inline"])


class _Reading:
    """Goes through the tokens once, and knows in what it is: quotes, lists, a table."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.read = Read()
        self._quotes = 0
        self._lists: list[Shape] = []
        self._marks: list[str] = []
        self._first = False
        self._row: list[str] = []
        self._heading = 0
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        name = token.type
        if name == "inline":
            self._words(token)
        elif name in _SHAPES:
            self._open_list(token)
        elif name in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._marks.pop()
        elif name == "list_item_open":
            self._first = True
            if self._lists[-1] is Shape.NUMBER and self._marks[-1]:
                self._marks[-1] = f"{token.info}. "
        elif name in ("blockquote_open", "blockquote_close"):
            self._quotes += 1 if token.nesting > 0 else -1
            self._odd(NESTED, self._quotes > 1 or bool(self._quotes and self._lists))
        elif name in ("heading_open", "heading_close"):
            self._heading = min(int(token.tag[1:]), HEADINGS) if token.nesting > 0 else 0
        elif name == "fence":
            self._odd(CODE, True)
            self._put([Span(token.content)])
        elif name == "hr":
            self._put([Span(_RULE)])
        else:
            self._take_table(token)

    def _take_table(self, token: Token) -> None:
        if token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            self._odd(TABLE, True)
            self._put([Span(" | ".join(self._row))])
            self._row = []
        elif token.type in ("th_open", "td_open"):
            self._row.append("")

    def _odd(self, what: str, really: bool) -> None:
        if really:
            self.read.odd.add(what)

    def _open_list(self, token: Token) -> None:
        shape = _SHAPES[token.type]
        if self._lists or self._quotes:
            self._odd(NESTED, True)
        # Numbers that do not begin with one would be lost: they are kept as words.
        marked = self._quotes or (shape is Shape.NUMBER and token.attrGet("start") is not None)
        self._lists.append(shape)
        self._marks.append("- " if marked else "")

    def _words(self, token: Token) -> None:
        spans, images = _spans(token.children or ()), list(_images(token.children or ()))
        self.read.images += images
        if self._row:
            self._row[-1] = "".join(span.text for span in spans).replace("\n", " ")
        else:
            self._put(spans)

    def _put(self, spans: list[Span]) -> None:
        if not any(span.text.strip() for span in spans):
            return
        mark = self._marks[-1] if self._lists and self._first else ""
        if mark:
            spans = [Span(mark), *spans]
        if self._quotes:
            if self._heading:
                spans = [Span(span.text, True, span.italic) for span in spans]
            self.read.blocks.append(Block(tuple(spans), Shape.QUOTE))
        elif self._heading and not self._lists:
            self.read.blocks.append(Block(tuple(spans), Shape.HEADING, self._heading))
        elif self._lists and not self._first:
            # A further paragraph of the same item.
            last = self.read.blocks.pop()
            self.read.blocks.append(Block((*last.spans, Span("\n"), *spans), last.shape))
        else:
            shape = self._lists[-1] if self._lists and not mark else Shape.PARAGRAPH
            self.read.blocks.append(Block(tuple(spans), shape))
        self._first = False


def _spans(tokens: Sequence[Token]) -> list[Span]:
    made: list[Span] = []
    bold = italic = 0
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            links.append((str(token.attrGet("href") or ""), len(made)))
        elif token.type == "link_close" and links:
            place, begin = links.pop()
            shown = "".join(span.text for span in made[begin:])
            if place and place not in (shown, f"mailto:{shown}"):
                made.append(Span(f" ({place})" if shown.strip() else place))
        elif words := _inline(token):
            made.append(Span(words, bold > 0, italic > 0))
    return made


def _inline(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "code_inline":
        return f"{token.markup}{token.content}{token.markup}"
    return "" if token.type == "image" else token.content


def _images(tokens: Sequence[Token]) -> Iterator[Image]:
    for token in tokens:
        if token.type == "image":
            yield Image(str(token.attrGet("src") or ""), token.content)
