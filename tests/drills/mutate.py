"""Altering bytes and JSON at random, so that every reader meets what nobody would write."""

from __future__ import annotations

import json
import random
from typing import Any, Final

from trustapp.vault import crypto

_INTERESTING: Final = (
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\0\0\0\0",
    b"\x80",
    b'"',
    b"{",
    b"[",
)
_VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 10**400, 2**63, "", "\0", "p1", "p0", "\ud800", "x" * 70_000, [], {},
    [[]] * 50, {"": {}},
    "2026-05-12T18:04:00Z", "9999-99-99", "-1", "\u202e", 1.5,
)  # fmt: skip


def bytes_of(data: bytes, chance: random.Random) -> bytes:
    """One to four changes of bytes."""
    changed = bytearray(data)
    for _change in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(changed) + 1)
        span = chance.choice((1, 1, 2, 4, 16, 200))
        how = chance.randrange(6)
        if how == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            changed[at : at + span] = chance.randbytes(span)
        elif how == 2:
            del changed[at : at + span]
        elif how == 3:
            changed[at:at] = chance.choice(_INTERESTING) * chance.choice((1, 1, 3))
        elif how == 4:
            start = chance.randrange(len(changed) + 1)
            changed[at:at] = changed[start : start + span]
        else:
            del changed[at:]
    return bytes(changed)


def json_of(data: bytes, chance: random.Random) -> bytes:
    """A value of the JSON altered or taken away; sometimes the bytes themselves."""
    if chance.random() < 0.3:
        return bytes_of(data, chance)
    try:
        value = json.loads(data)
    except ValueError:
        return bytes_of(data, chance)
    for _change in range(chance.choice((1, 1, 2))):
        value = _altered(value, chance)
    if chance.random() < 0.02:
        return b"[" * 5_000 + b"]" * 5_000
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _altered(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        if chance.random() < 0.1:
            return {one: found for one, found in value.items() if one != key}
        if chance.random() < 0.1:
            return {**value, key + "x": value[key]}
        return {**value, key: _altered(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        place = chance.randrange(len(value))
        return [*value[:place], _altered(value[place], chance), *value[place + 1 :]]
    return chance.choice(_VALUES)


def with_checksum(data: bytes) -> bytes:
    """The checksum of our files mended, so that what is behind it is reached."""
    body = data[: -crypto.DIGEST] if len(data) > crypto.DIGEST else data
    return body + crypto.digest("ta1 checksum", body)
