"""What a person types into the search field, as an expression of the engine that cannot go wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from trustapp.domain.reflections import Piece

MOST_WORDS: Final = 32
MOST_LETTERS: Final = 400
"""Of what was typed, nothing beyond is looked at."""

_QUOTES: Final = '"“”„‟«»＂'
_SPACE: Final = re.compile(r"\s+")
_PARTS: Final = re.compile(f"[{_QUOTES}]")


def expression(typed: str) -> str:
    """What FTS5 takes for the words typed, "" where there is no word among them: then everything is meant.

    Every word has to be there, what stands in quotation marks as it stands there. The last word may be the
    beginning of one, unless a space or a quotation mark ends it. Everything is quoted, so that nothing
    typed is ever read as an operator.
    """
    parts = _PARTS.split(_clean(typed))
    found: list[str] = []
    for place, part in enumerate(parts):
        within = place % 2 == 1
        found += [_SPACE.sub(" ", part)] if within else part.split()
    open_end = bool(parts[-1]) and not parts[-1][-1].isspace()
    quoted = [f'"{word}"' for word in found if _has_word(word)][:MOST_WORDS]
    if quoted and open_end and _has_word(found[-1]) and len(found) <= MOST_WORDS:
        quoted[-1] += " *"
    return " ".join(quoted)


def _clean(typed: str) -> str:
    """Without what the engine would end at or refuse: control characters and halves of characters."""
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in typed[:MOST_LETTERS]
    )


def _has_word(text: str) -> bool:
    """Whether the tokenizer finds a word in it: letters, digits, and what is of private use."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co" for char in text)


def pieces(snippet: str, begin: str = "", end: str = "") -> tuple[Piece, ...]:
    """A snippet on one line, cut at the marks around its hits."""
    if not begin:
        return tuple(_pieces([(snippet, False)]))
    first, *further = snippet.split(begin)
    parts = [(first, False)]
    for part in further:
        hit, _mark, after = part.partition(end)
        parts += [(hit, True), (after, False)]
    return tuple(_pieces(parts))


def _pieces(parts: list[tuple[str, bool]]) -> Iterator[Piece]:
    for text, hit in parts:
        words = _SPACE.sub(" ", text)
        if words:
            yield Piece(words, hit)
