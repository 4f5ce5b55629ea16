"""Putting restored files in place so that the vault is the old one or the new one, never a mix of both.

The new files are gathered in ``restoring-new/``; from the moment that it is called ``restoring/`` the restore
holds, and whoever opens the vault next finishes it (docs/vault-format.md, "Restoring").
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp import places
from trustapp.domain.errors import UserError
from trustapp.storage import files

if TYPE_CHECKING:
    from datetime import date

GATHERED: Final = "restoring-new"
BEGUN: Final = "restoring"
_ASIDE: Final = ".aside"
_NO_DAY: Final = "1970-01-01"
_COMPANIONS: Final = (files.JOURNAL, *files.NOT_OURS)


def begin(folder: Path) -> Path:
    """An empty folder for the new files; what an interrupted restore gathered goes. Codes: storage.*."""
    room = folder / GATHERED
    discard(folder)
    try:
        places.make_folder_within(room)
    except OSError as error:
        files.explain(error)
    return room


def discard(folder: Path) -> None:
    """Remove what was gathered and did not come to hold, as far as that goes."""
    _remove_tree(folder / GATHERED)


def _remove_tree(room: Path) -> None:
    with contextlib.suppress(OSError):
        if not stat.S_ISDIR(os.lstat(room).st_mode):
            return
        for name in os.listdir(room):
            path = room / name
            if stat.S_ISDIR(os.lstat(path).st_mode):
                _remove_tree(path)
            else:
                path.unlink()
        room.rmdir()


def commit(folder: Path, aside: Iterable[str], day: date) -> None:
    """From here on the restore holds; what ``aside`` names is kept under another name. Codes: storage.*."""
    room = folder / GATHERED
    try:
        for name in aside:
            (room / f"{name}{_ASIDE}").write_text(day.isoformat(), encoding="ascii")
        for name in os.listdir(room):
            _flush(room / name)
        files.flush_folder(room)
        room.rename(folder / BEGUN)
        files.flush_folder(folder)
    except OSError as error:
        files.explain(error)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_begun(folder: Path) -> bool:
    """Whether a restore holds that is not finished."""
    return os.path.lexists(folder / BEGUN)


def finish(folder: Path) -> None:
    """Put what a restore left into place; nothing where there is none. May be called again after a crash.

    Codes: storage.*.
    """
    room = folder / BEGUN
    try:
        if not stat.S_ISDIR(os.lstat(room).st_mode):
            raise UserError("storage.refused")
        names = sorted(os.listdir(room), key=_vault_first)
    except FileNotFoundError:
        discard(folder)
        return
    except OSError as error:
        files.explain(error)
    try:
        for name in names:
            if not name.endswith(_ASIDE):
                _place(folder, room, name)
        files.flush_folder(folder)
        for name in names:
            if name.endswith(_ASIDE):
                (room / name).unlink()
        room.rmdir()
        files.flush_folder(folder)
    except OSError as error:
        files.explain(error)


def _vault_first(name: str) -> tuple[bool, str]:
    """``VAULT`` first: a new folder is a vault from its first file."""
    return not name.startswith("VAULT"), name


def _place(folder: Path, room: Path, name: str) -> None:
    new, target = room / name, folder / name
    if not stat.S_ISREG(os.lstat(new).st_mode):
        raise UserError("storage.refused")
    mark = room / f"{name}{_ASIDE}"
    aside = _day_of(mark) if os.path.lexists(mark) else None
    old = [files.beside(target, suffix) for suffix in _COMPANIONS] if name.endswith(".db") else []
    for path in (*old, target):
        if os.path.lexists(path):
            _out_of_the_way(path, target, aside, replaced=path == target)
    new.replace(target)


def _out_of_the_way(path: Path, target: Path, aside: str | None, *, replaced: bool) -> None:
    """Companions go before their file: a journal that stayed would be played back into the new one."""
    if aside is None and stat.S_ISREG(os.lstat(path).st_mode):
        if not replaced:
            path.unlink()
        return
    number, day = 1, aside or _NO_DAY
    stem = target.stem if target.suffix == ".db" else target.name
    suffix = path.name.removeprefix(target.name)
    while os.path.lexists(free := target.with_name(f"{stem}-{day}-{number}{_ASIDE}{suffix}")):
        number += 1
    path.rename(free)


def _day_of(mark: Path) -> str:
    # Not at the top: every start looks here whether a restore was interrupted, and hardly ever one was.
    from datetime import date

    with contextlib.suppress(OSError, ValueError):
        return str(date.fromisoformat(mark.read_text(encoding="ascii")))
    return _NO_DAY
