"""RedNotebook's markup, which is nearly txt2tags, as the blocks that are kept here."""

from __future__ import annotations

import re
from typing import Final

from trustapp.documents.importers.foreign_markdown import CODE, NESTED, TABLE, Image, Read
from trustapp.documents.importers.journal.decoding import clean
from trustapp.domain.passages import HEADINGS, Block, Shape, Span

_HEADING: Final = re.compile(r"^ *(={1,5})([^=]|[^=].*[^=])\1(?:\[[\w-]*\])?\s*$")
_ITEM: Final = re.compile(r"^(\s*)([-+:]) (\S.*)$")
_RULE: Final = re.compile(r"^\s*[=_-]{20,}\s*$")
_TABLE: Final = re.compile(r"^\s*\|\|? .*")
_PICTURE: Final = re.compile(
    r'\[""(\S[^"\n]*?|\S)""(\.(?:png|jpe?g|gif|eps|bmp|svg|webp))(\?\d+)?\]', re.IGNORECASE
)
_LINK: Final = re.compile(r'\[([^\[\]\n"]*?)\s""(\S[^"\n]*?)""\]')
_COLOUR: Final = re.compile(r"\{([^{}\n]*)\|color:[^{}\n]+\}")
_MARK: Final = re.compile(
    r'""(?P<raw>[^\n]{1,2000}?)""|``[^`\n]+?``'
    r"|\*\*(?P<bold>\S|\S[^\n]{0,2000}?\S)\*\*(?!\*)"
    r"|(?<!:)//(?P<italic>\S|\S[^\n]{0,2000}?[^\s:])//(?!/)"
)
"""Marks hug their words, as in txt2tags; the slashes of an address are none."""
_FENCE: Final = re.compile(r'^\s*(```|""")\s*$')


def read_markup(text: str) -> Read:
    """The blocks of a day's text; what is no markup stays as it is."""
    return _Reading(clean(text)[0]).read


class _Reading:
    def __init__(self, text: str) -> None:
        self.read = Read()
        self._lines: list[str] = []
        self._fence = ""
        for line in text.split("\n"):
            self._take(line)
        self._end()

    def _take(self, line: str) -> None:
        if (fence := _FENCE.match(line)) and self._fence in ("", fence[1]):
            self._end()
            self._fence = "" if self._fence else fence[1]
            self.read.odd.add(CODE)
            return
        if self._fence:
            self._lines.append(line)
            return
        line = self._without_pictures(line)
        if not line.strip():
            self._end()
        elif not self._take_alone(line):
            self._lines.append(re.sub(r"\\\\\s*$", "", line))

    def _take_alone(self, line: str) -> bool:
        """A line that is a block by itself."""
        if found := _HEADING.match(line):
            self._put(found[2].strip(), Shape.HEADING, min(len(found[1]), HEADINGS))
        elif _RULE.match(line):
            self._put("* * *", Shape.PARAGRAPH)
        elif found := _ITEM.match(line):
            shape = {"-": Shape.BULLET, "+": Shape.NUMBER}.get(found[2], Shape.BULLET)
            if found[1]:
                self.read.odd.add(NESTED)
            self._put(found[3], shape)
        elif _TABLE.match(line):
            self.read.odd.add(TABLE)
            self._put(line.strip().strip("|").strip(), Shape.PARAGRAPH)
        elif line.startswith("\t"):
            self._put(line.strip(), Shape.QUOTE)
        else:
            return False
        return True

    def _put(self, words: str, shape: Shape, level: int = 0) -> None:
        self._end()
        self.read.blocks.append(Block(tuple(spans_of(words)), shape, level))

    def _end(self) -> None:
        """The paragraph that was being read is over."""
        if self._lines:
            text = "\n".join(self._lines)
            spans = [Span(text)] if self._fence else spans_of(text)
            self.read.blocks.append(Block(tuple(spans)))
            self._lines = []

    def _without_pictures(self, line: str) -> str:
        for found in _PICTURE.finditer(line):
            self.read.images.append(Image(found[1] + found[2], ""))
        return _PICTURE.sub("", line)


def spans_of(text: str, bold: bool = False, italic: bool = False) -> list[Span]:
    """Words with bold and italic; what is underlined or struck out stays as its signs say."""
    text = _COLOUR.sub(r"\1", _LINK.sub(r"\1 (\2)", text))
    made: list[Span] = []
    place = 0
    for found in _MARK.finditer(text):
        made.append(Span(text[place : found.start()], bold, italic))
        place = found.end()
        if found["raw"]:
            made.append(Span(found["raw"], bold, italic))
        elif found["bold"]:
            made += spans_of(found["bold"], True, italic)
        elif found["italic"]:
            made += spans_of(found["italic"], bold, True)
        else:
            made.append(Span(found[0], bold, italic))
    made.append(Span(text[place:], bold, italic))
    return [span for span in made if span.text]
