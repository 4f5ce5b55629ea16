"""Canonical JSON: the one spelling of a value that may be signed (docs/ledger.md, "An event")."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def encode(value: Any) -> bytes:
    """The canonical bytes of a value made of dicts, lists, strings, whole numbers, booleans and None."""
    return _ENCODER.encode(value).encode()


def _refuse(_text: str) -> NoReturn:
    raise ValueError("not canonical")


_DECODER: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def decode(data: bytes, limit: int) -> dict[str, Any] | None:
    """The object that these bytes spell, or None unless they are its canonical spelling."""
    if len(data) > limit:
        return None
    try:
        value = _DECODER.decode(data.decode())
        canonical = isinstance(value, dict) and encode(value) == data
    except (ValueError, RecursionError):
        return None
    return value if canonical else None
