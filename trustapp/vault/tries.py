"""pN.tries: failed tries, written by anyone, readable by the owner alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.vault import crypto, files
from trustapp.vault.seal import when

SIZE: Final = 4096
ENTRY: Final = 64
_MARK: Final = b"TRYTRY\r\n"


def blank() -> bytes:
    """A file without a try."""
    return crypto.random_bytes(SIZE)


def _load(path: Path) -> bytes:
    data = files.read(path, SIZE)
    return data if data is not None and len(data) == SIZE else blank()


def record(path: Path, public: bytes, at: datetime) -> None:
    """Put a try in front; the oldest of 64 falls out."""
    entry = crypto.box_seal(max(0, int(at.timestamp())).to_bytes(8, "big") + _MARK, public)
    files.replace(path, entry + _load(path)[: SIZE - ENTRY])


def take(path: Path, boxes: Sequence[tuple[bytes, bytes]]) -> tuple[datetime, ...]:
    """The failed tries, oldest first; the file is blank afterwards.

    ``boxes`` are the key pairs, public and private, that an entry may be sealed for.
    """
    found = [when(int.from_bytes(text[:8], "big")) for text in _entries(_load(path), boxes)]
    with contextlib.suppress(UserError):
        files.replace(path, blank())
    return tuple(moment for moment in reversed(found) if moment is not None)


def carry_over(path: Path, boxes: Sequence[tuple[bytes, bytes]]) -> None:
    """Seal every entry anew for the first of these key pairs, in the same order. Codes: storage.*."""
    kept = b"".join(crypto.box_seal(text, boxes[0][0]) for text in _entries(_load(path), boxes))
    files.replace(path, kept + blank()[len(kept) :])


def _entries(data: bytes, boxes: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """The text of every entry that one of these key pairs opens, newest first."""
    found: list[bytes] = []
    for at in range(0, SIZE, ENTRY):
        opened = (crypto.box_open(data[at : at + ENTRY], *pair) for pair in boxes)
        found += [text for text in opened if text is not None and text[8:] == _MARK][:1]
    return found
