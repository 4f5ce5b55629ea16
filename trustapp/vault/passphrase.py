"""Passphrases: words to suggest, and how hard one is to guess."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from trustapp.vault import wordlist

SUGGESTED_WORDS: Final = 5
ENOUGH: Final = 15.5
"""log10 of the guesses that four words drawn from the list take: 4 x 3.89."""

SHORTEST: Final = 8
LABELS: Final = (
    "trustapp", "trust", "vault", "notebook", "passphrase", "password", "private", "shared", "together",
    "agreement", "recovery", "partner",
)  # fmt: skip
"""Words that stand in the program or on its papers: the first that somebody would try."""

_LOOKED_AT: Final = 72
"""How much zxcvbn takes; what comes after it can only make a passphrase stronger."""

_LEVELS: Final = (6.0, 9.0, 12.0, ENOUGH)
_NEIGHBOURS: Final = 60


@dataclass(frozen=True)
class PassphraseStrength:
    """``level`` 0 to 4; ``enough`` means four random words or more.

    ``problem`` is "", "short", "names", "labels" or "guessable".
    """

    level: int
    enough: bool
    problem: str


def secret_of(passphrase: str) -> bytes:
    """The bytes that a key is derived from: the same however the keyboard composed an accent."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def suggest(words: int = SUGGESTED_WORDS) -> str:
    """Words drawn at random; drawn again in the rare case that they would not count as enough."""
    while True:
        drawn = wordlist.draw(words)
        phrase = " ".join(drawn)
        if len(set(drawn)) == words and (words < 4 or strength(phrase, ()).enough):
            return phrase


def strength(passphrase: str, names: Sequence[str]) -> PassphraseStrength:
    """How strong it is, when whoever guesses knows both names and this program."""
    name_words = {word.casefold() for name in names for word in name.split()}
    known = [*name_words, *LABELS]
    rest = _without(passphrase, known)
    guesses = min(_log10_guesses(passphrase, known), _log10_guesses(rest, known))
    guesses = max(guesses, _list_entropy(passphrase, set(known)))
    enough = guesses >= ENOUGH
    return PassphraseStrength(
        level=sum(guesses >= level for level in _LEVELS),
        enough=enough,
        problem="" if enough else _problem(passphrase, name_words),
    )


def _without(passphrase: str, known: list[str]) -> str:
    """The passphrase without what somebody would try first: it has to be strong by the rest."""
    rest = passphrase.casefold()
    for word in sorted(known, key=len, reverse=True):
        if len(word) > 2:
            rest = rest.replace(word, " ")
    return " ".join(rest.split())


def _problem(passphrase: str, name_words: set[str]) -> str:
    folded = passphrase.casefold()
    if len(passphrase) < SHORTEST:
        return "short"
    if any(len(word) > 2 and word in folded for word in name_words):
        return "names"
    if any(label in folded for label in LABELS):
        return "labels"
    return "guessable"


def _log10_guesses(passphrase: str, known: list[str]) -> float:
    """The lower of two estimates: of the whole, and of its words one by one and their order.

    Over a whole sentence zxcvbn adds much for the places where words meet, so that "we will always
    be together" would pass; by its words it does not.
    """
    looked_at = passphrase[:_LOOKED_AT]
    words = looked_at.split()
    by_words = sum(_estimate(word, known) for word in words) + math.log10(math.factorial(len(words)))
    return min(_estimate(looked_at, known), by_words)


def _estimate(text: str, known: list[str]) -> float:
    """What zxcvbn thinks; it has no types, so its answer is looked at here and nowhere else."""
    if not text:
        return 0.0
    # Here and not above: its lists cost time that every start would pay.
    from zxcvbn import zxcvbn

    found: dict[str, Any] = zxcvbn(text, user_inputs=known)
    return float(found["guesses_log10"])


def _list_entropy(passphrase: str, known: set[str]) -> float:
    """What a phrase of words from the list is worth if they were drawn from it.

    zxcvbn takes common words for cheaper than a draw makes them. Only phrases that look drawn are
    counted so: four different words or more, nothing else between them, not neighbours on the list,
    and without the words that somebody would try first.
    """
    positions = {word: place for place, word in enumerate(wordlist.words())}
    typed = passphrase.casefold().split()
    if len(typed) < 4 or any(word not in positions for word in typed):
        return 0.0
    different = {positions[word] for word in typed if word not in known}
    if len(different) < 4 or max(different) - min(different) < _NEIGHBOURS:
        return 0.0
    return len(different) * math.log10(wordlist.SIZE)
