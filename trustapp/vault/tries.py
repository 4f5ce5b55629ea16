"""pN.tries: failed tries, written by anyone, readable by the owner alone."""

from __future__ import annotations

import contextlib
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


def take(path: Path, public: bytes, private: bytes) -> tuple[datetime, ...]:
    """The failed tries, oldest first; the file is blank afterwards."""
    data = _load(path)
    found: list[datetime] = []
    for at in range(0, SIZE, ENTRY):
        text = crypto.box_open(data[at : at + ENTRY], public, private)
        moment = when(int.from_bytes(text[:8], "big")) if text is not None and text[8:] == _MARK else None
        if moment is not None:
            found.append(moment)
    with contextlib.suppress(UserError):
        files.replace(path, blank())
    return tuple(reversed(found))
