"""What stands around the hits in the lines of a list.

The engine tells it of a few texts in a database of its own, in memory and gone at once: asked where all texts
are, it looks for a common beginning of a word anew for every line.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trustapp.domain.reflections import Piece
from trustapp.storage.connection import Database

TOKENS: Final = 20
"""Words of a snippet."""

_PART: Final = 4_000
"""Letters of a text that are looked at together: the engine compares every hit with every other."""

_WORDS: Final = """
    CREATE VIRTUAL TABLE part USING fts5 (
        text, line UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
    )
"""
_AROUND: Final = f"""
    SELECT line, snippet(part, 0, ?, ?, '…', {TOKENS}) FROM part WHERE part MATCH ? ORDER BY rowid DESC
"""
_SPACE: Final = re.compile(r"\s+")


def around(texts: Mapping[int, str], wanted: Sequence[str]) -> dict[int, tuple[Piece, ...]]:
    """For each text around its first hits; nothing of one in which there is none."""
    database = Database.memory()
    try:
        database.execute(_WORDS)
        parts = [(part, line) for line, text in texts.items() for part in _parts(text)]
        with database.transaction():
            database.execute_each("INSERT INTO part (text, line) VALUES (?, ?)", parts)
        # A mark that nobody can have written tells where the hits are, whatever else is in a text.
        mark = secrets.token_hex(8)
        begin, end = f"\x02{mark}", f"\x03{mark}"
        found = database.execute(_AROUND, (begin, end, " OR ".join(wanted)))
    finally:
        database.close()
    return {int(line): _pieces(str(snippet), begin, end) for line, snippet in found}


def beginning(text: str) -> tuple[Piece, ...]:
    """A text on one line, without hits."""
    return tuple(_on_one_line([(text, False)]))


def _parts(text: str) -> Iterator[str]:
    """A text in parts that end where a word does."""
    place = 0
    while len(text) - place > _PART:
        end = max(text.rfind(" ", place, place + _PART), text.rfind("\n", place, place + _PART))
        end = end if end > place else place + _PART
        yield text[place:end]
        place = end
    yield text[place:]


def _pieces(snippet: str, begin: str, end: str) -> tuple[Piece, ...]:
    first, *further = snippet.split(begin)
    parts = [(first, False)]
    for part in further:
        hit, _mark, after = part.partition(end)
        parts += [(hit, True), (after, False)]
    return tuple(_on_one_line(parts))


def _on_one_line(parts: Sequence[tuple[str, bool]]) -> Iterator[Piece]:
    for text, hit in parts:
        if words := _SPACE.sub(" ", text):
            yield Piece(words, hit)
