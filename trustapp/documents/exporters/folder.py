"""The folder that an export goes into: new, for its owner alone, and never over anything."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from trustapp.domain.errors import UserError

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MOST: Final = 999
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
"""Never over anything that is there, nor through a link to it."""


def make_folder(place: Path, name: str) -> Path:
    """A new folder in ``place``; with a number behind its name where that is taken.

    Codes: export.not_written, storage.full.
    """
    for number in range(1, _MOST):
        folder = place / (name if number == 1 else f"{name} {number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            _explain(error)
        return folder
    raise UserError("export.not_written")


def write_alone(path: Path, content: str | bytes) -> None:
    """A new file by itself, whole or not at all. Codes: export.exists, export.not_written, storage.full."""
    try:
        descriptor = os.open(path, _NEW, 0o600)
    except FileExistsError:
        raise UserError("export.exists") from None
    except OSError as error:
        _explain(error)
    try:
        _fill(descriptor, content)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        _explain(error)


def write(path: Path, text: str) -> None:
    """A new file that only its owner may read, seen onto the disk. Codes: as make_folder."""
    try:
        _fill(os.open(path, _NEW, 0o600), text)
    except OSError as error:
        _explain(error)


def _fill(descriptor: int, content: str | bytes) -> None:
    with open(descriptor, "wb") as stream:
        stream.write(content.encode() if isinstance(content, str) else content)
        stream.flush()
        os.fsync(stream.fileno())


def _explain(error: OSError) -> NoReturn:
    raise UserError("storage.full" if error.errno in _FULL else "export.not_written") from error
