"""Looking for somebody's words in every file below a folder, however they are written down."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_TRIPLE = 3


def spellings(text: str) -> list[bytes]:
    """UTF-8 and UTF-16 of both orders; each plain, in hex, and in base64 at every alignment."""
    found: list[bytes] = []
    for data in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        found += [data, data.hex().encode(), data.hex().upper().encode()]
        for shift in range(_TRIPLE):
            inner = base64.b64encode(bytes(shift) + data)[4:-4]
            found += [inner, inner.replace(b"+", b"-").replace(b"/", b"_")]
    return list(dict.fromkeys(found))


def found_in(folder: Path, texts: Iterable[bytes]) -> list[str]:
    """The files below a folder, and the names of files, in which one of the texts stands."""
    wanted = list(texts)
    return sorted(
        {
            str(path.relative_to(folder))
            for path, data in contents(folder)
            if any(text in data or text in str(path).encode() for text in wanted)
        }
    )


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every regular file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, path.read_bytes()


def copied(folder: Path, to: Path) -> Path:
    """A copy made by another process: reading an open database in this one would drop its locks."""
    code = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], symlinks=True)"
    subprocess.run([sys.executable, "-c", code, str(folder), str(to)], check=True)
    return to
