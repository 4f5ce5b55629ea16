"""The EFF's long list of 7,776 words, as it comes with the diceware package."""

from __future__ import annotations

import secrets
from functools import cache
from importlib import resources
from typing import Final

SIZE: Final = 7776


@cache
def words() -> tuple[str, ...]:
    """All words in the order of the list; the order is part of the formats that count on it."""
    text = (resources.files("diceware") / "wordlists" / "wordlist_en_eff.txt").read_text("utf-8")
    found = tuple(line.split()[-1] for line in text.splitlines() if line.strip())
    if len(found) != SIZE or len(set(found)) != SIZE:
        raise RuntimeError("the word list is not the one this program was made with")
    return found


def letters(text: str) -> str:
    """Lower case and letters only: how words are compared, so that "drop-down" may be typed as one likes."""
    return "".join(character for character in text.casefold() if character.isalpha())


def draw(count: int) -> tuple[str, ...]:
    """Words drawn at random, each from the whole list."""
    return tuple(secrets.choice(words()) for _ in range(count))
