"""Two accounts, one vault: the folder gets a group that both belong to. Chosen explicitly, never by itself.

docs/vault-format.md, "Modes", says what that means for every file.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from trustapp import places
from trustapp.domain.errors import UserError
from trustapp.vault import files
from trustapp.vault.hardening import OwnerLock


def share_folder(folder: Path, group: str) -> tuple[Path, ...]:
    """Open a vault's folder to the members of a group, while no program has it open.

    Gives the folders above it that the group may be kept out by. Codes: sharing.not_here, group.unknown,
    sharing.not_allowed, vault.in_use, storage.*.
    """
    number = _number_of(group)
    with OwnerLock(folder):
        found = list(_within(folder))
        try:
            for path, is_folder in found:
                _give(path, number, places.FOLDER_OF_TWO if is_folder else places.FILE_OF_TWO)
            # Last: until everything in it has its mode the folder stays closed.
            _give(folder, number, places.FOLDER_OF_TWO)
            files.flush_folder(folder)
        except PermissionError as error:
            raise UserError("sharing.not_allowed") from error
        except OSError as error:
            files.explain(error)
    return tuple(one for one in folder.resolve().parents if not _may_pass(one, number))


def _number_of(group: str) -> int:
    if sys.platform == "win32":
        raise UserError("sharing.not_here")
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise UserError("group.unknown") from error


def _within(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Everything in the folder, what lies deeper first. A link or a pipe ends it before any change."""
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield from _within(path)
        elif not stat.S_ISREG(mode):
            raise UserError("storage.refused")
        yield path, stat.S_ISDIR(mode)


def _give(path: Path, group: int, mode: int) -> None:
    """By its descriptor, so that a link that is put in its place meanwhile is not followed."""
    descriptor = os.open(path, os.O_RDONLY | files.SAFE)
    try:
        # The group first: a change of it takes the bit away by which new files get it too.
        os.fchown(descriptor, -1, group)
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)


def _may_pass(folder: Path, group: int) -> bool:
    status = folder.stat()
    if status.st_gid == group:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
