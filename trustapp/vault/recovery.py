"""The recovery code: 140 random bits as seven groups that a person can copy by hand and type again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Final

from trustapp.domain.errors import UserError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 7
SYMBOLS: Final = 4

_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DROPPED: Final = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t")


def new_code() -> tuple[str, ...]:
    """Seven groups of four random symbols and a check symbol each."""
    return tuple(_with_check(index, _random_symbols()) for index in range(GROUPS))


def _random_symbols() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SYMBOLS))


def _times(one: int, other: int) -> int:
    """The product in GF(32) with x^5 + x^2 + 1."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= 0b100101
        other >>= 1
    return product


def _with_check(index: int, symbols: str) -> str:
    check = index + 1
    for place, symbol in enumerate(symbols, start=1):
        check ^= _times(1 << place, ALPHABET.index(symbol))
    return symbols + ALPHABET[check]


def clean_group(group: str) -> str:
    """A group as it is compared: upper case, no spaces or dashes, look-alikes read as what they stand for."""
    return group.translate(_DROPPED).upper().translate(_READ_AS)


def _fits(index: int, group: str) -> bool:
    cleaned = clean_group(group)
    if len(cleaned) != SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in cleaned):
        return False
    return _with_check(index, cleaned[:SYMBOLS]) == cleaned


def groups_of(text: str) -> tuple[str, ...]:
    """A code typed in one line as its seven groups, whatever stands between the symbols."""
    symbols = "".join(sign for sign in text if sign.isalnum())
    return (*(symbols[place : place + 5] for place in range(0, 30, 5)), symbols[30:])


def check_groups(groups: Sequence[str]) -> tuple[int, ...]:
    """The indexes of the groups that cannot be right; missing ones are among them."""
    padded = [*groups, *[""] * (GROUPS - len(groups))]
    return tuple(index for index, group in enumerate(padded) if index >= GROUPS or not _fits(index, group))


def is_on_sheet(code: Sequence[str], answers: Mapping[int, str]) -> bool:
    """Whether the typed groups, by their index from 0, are those of this code."""
    return bool(code) and all(
        0 <= index < len(code) and clean_group(code[index]) == clean_group(typed)
        for index, typed in answers.items()
    )


def code_secret(groups: Sequence[str]) -> bytes:
    """What the key is derived from. Code: code.group with ``group`` counted from 1."""
    bad = check_groups(groups)
    if bad:
        raise UserError("code.group", group=bad[0] + 1)
    return "".join(clean_group(group)[:SYMBOLS] for group in groups).encode("ascii")
