"""Bytes of a foreign file as text without signs that nobody can see."""

from __future__ import annotations

import codecs
import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]"
)
_BREAKS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> tuple[str, set[str]]:
    """The text, and what is odd about it: "encoding" (taken for Western European), "signs" (left out)."""
    odd: set[str] = set()
    mark, name = next((one for one in _MARKS if data.startswith(one[0])), (b"", "utf-8"))
    data = data.removeprefix(mark)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        odd.add("encoding")
        text = data.decode("cp1252", "replace") if name == "utf-8" else data.decode(name, "replace")
    text, dropped = clean(text)
    return text, odd | ({"signs"} if dropped else set())


def clean(text: str) -> tuple[str, bool]:
    """Lines that end with a newline, without control signs; and whether there were any."""
    text = _BREAKS.sub("\n", text)
    found = _UNSEEN.sub("", text)
    return found, len(found) != len(text)
