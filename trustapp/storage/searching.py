"""What a person types into the search field, as an expression of the engine that cannot go wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MOST_WORDS: Final = 32
MOST_LETTERS: Final = 400
"""Of what was typed, nothing beyond is looked at."""

_QUOTES: Final = re.compile('["“”„‟«»＂]')


def phrases(typed: str) -> tuple[str, ...]:
    """What is looked for, each as FTS5 takes it; nothing where there is no word in what was typed.

    What stands in quotation marks is one. The last may be the beginning of a word, unless a space or a
    quotation mark ends it. Everything is quoted, so that nothing typed is ever read as an operator.
    """
    parts = _QUOTES.split(_clean(typed))
    found: list[str] = []
    for place, part in enumerate(parts):
        found += [part] if place % 2 else part.split()
    quoted = [f'"{words}"' for words in found if _has_word(words)][:MOST_WORDS]
    unended = bool(parts[-1]) and not parts[-1][-1].isspace()
    if unended and quoted and quoted[-1] == f'"{found[-1]}"':
        quoted[-1] += " *"
    return tuple(quoted)


def every(wanted: Iterable[str]) -> str:
    """The expression for all of these."""
    return " AND ".join(wanted)


def _clean(typed: str) -> str:
    """Without what the engine would end at or refuse: control characters and halves of characters."""
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in typed[:MOST_LETTERS]
    )


def _has_word(text: str) -> bool:
    """Whether the tokenizer finds a word in it: letters, digits, and what is of private use."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co" for char in text)
