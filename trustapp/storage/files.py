"""The database files as the disk holds them: what may be opened, how one comes to be, what an error means.

SQLite would follow a link in the path of a journal, wait for ever on a pipe and make a missing file;
everything here is looked at before it gets that far.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from trustapp import places
from trustapp.domain.errors import UserError

if TYPE_CHECKING:
    from datetime import date

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_REFUSED: Final = {errno.ELOOP, errno.EISDIR, errno.ENOTDIR, errno.ENXIO, errno.EMLINK, errno.EEXIST}

NOT_OURS: Final = ("-wal", "-shm")
"""Companions that only another journal mode makes; SQLite would read old pages from a planted one."""

JOURNAL: Final = "-journal"
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
"""How a journal ends that names a journal over several databases. SQLite deletes the file named there,
and no transaction of ours spans two files: such a journal was made by somebody else."""


def explain(error: OSError) -> NoReturn:
    """Turn an error of the disk into one that a person can act on."""
    if isinstance(error, FileNotFoundError):
        raise UserError("storage.missing") from error
    for code, numbers in (
        ("storage.full", _FULL),
        ("storage.read_only", _READ_ONLY),
        ("storage.refused", _REFUSED),
    ):
        if error.errno in numbers:
            raise UserError(code) from error
    raise UserError("storage.failed") from error


def real(path: Path) -> Path:
    """The path with every link above the file itself followed, so that a link in its place still shows."""
    try:
        return path.parent.resolve(strict=True) / path.name
    except OSError as error:
        explain(error)
    except RuntimeError as error:
        raise UserError("storage.refused") from error


def beside(path: Path, suffix: str) -> Path:
    """The companion of a database file."""
    return path.with_name(path.name + suffix)


def check(path: Path, largest: int | None = None) -> None:
    """Refuse what no vault holds: links, pipes, folders, another mode's journal, a file beyond its size."""
    try:
        size = _regular_size(path)
        if largest is not None and size > largest:
            raise UserError("storage.damaged")
        for suffix in NOT_OURS:
            if os.path.lexists(beside(path, suffix)):
                raise UserError("storage.refused")
        journal = beside(path, JOURNAL)
        if os.path.lexists(journal):
            _check_journal(journal)
    except OSError as error:
        explain(error)


def _regular_size(path: Path) -> int:
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise UserError("storage.refused")
    return status.st_size


def _check_journal(journal: Path) -> None:
    """Only a plain rollback journal of this one file is played back."""
    size = _regular_size(journal)
    with journal.open("rb") as stream:
        stream.seek(max(0, size - len(_JOURNAL_MAGIC)))
        if size > len(_JOURNAL_MAGIC) and stream.read() == _JOURNAL_MAGIC:
            raise UserError("storage.refused")


def make_empty(path: Path) -> None:
    """An empty file that only its accounts may read; what an interrupted making left here goes first."""
    try:
        for old in (path, beside(path, JOURNAL)):
            if os.path.lexists(old):
                _regular_size(old)
                old.unlink()
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, places.FILE_OF_ONE)
        try:
            places.settle_mode(made, path.parent)
        finally:
            os.close(made)
    except OSError as error:
        explain(error)


def discard(path: Path) -> None:
    """Remove a half-made file and its journal, as far as that goes."""
    for old in (path, beside(path, JOURNAL)):
        with contextlib.suppress(OSError):
            old.unlink(missing_ok=True)


def put_in_place(made: Path, path: Path) -> None:
    """Give a finished file its name; never over another one."""
    try:
        if os.path.lexists(path):
            raise UserError("storage.refused")
        made.rename(path)
        flush_folder(path.parent)
    except OSError as error:
        explain(error)


def replace_by(made: Path, path: Path) -> None:
    """Give a finished and proved file the name of the one that it replaces, which is closed.

    A journal that a crash left beside the older file was played back when that was opened to be copied.
    It must not be found beside the new one, so it goes first.
    Codes: storage.refused, storage.full, storage.read_only, storage.failed.
    """
    journal = beside(path, JOURNAL)
    try:
        _regular_size(path)
        if os.path.lexists(journal):
            _regular_size(journal)
            journal.unlink()
            flush_folder(path.parent)
        made.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        explain(error)


def set_aside(path: Path, day: date) -> Path:
    """Give a database file another name beside it, with its companions; nothing is overwritten or read.

    Companions go first: a journal that stayed behind would be played back into the file that is made anew.
    Codes: storage.full, storage.read_only, storage.refused, storage.failed.
    """
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-{day:%Y-%m-%d}-{number}.aside")):
        number += 1
    try:
        for suffix in (JOURNAL, *NOT_OURS, ""):
            old = beside(path, suffix)
            if os.path.lexists(old):
                old.rename(beside(aside, suffix))
        flush_folder(path.parent)
    except OSError as error:
        explain(error)
    return aside


def flush_folder(folder: Path) -> None:
    """See names that changed onto the disk; Windows has no such call."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str) -> None:
    """Write beside, then swap: the old text or the new one is there at every moment."""
    new = beside(path, ".new")
    try:
        if os.path.lexists(path):
            _regular_size(path)
        make_empty(new)
        try:
            with new.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(path)
        except BaseException:
            discard(new)
            raise
        flush_folder(path.parent)
    except OSError as error:
        explain(error)
