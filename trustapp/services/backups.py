"""Backup sets: made when everything is closed, made again after new keys, copied, looked at.

docs/vault-format.md, "backups/", has the rules.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.storage import archive, backup
from trustapp.storage import files as storage_files
from trustapp.storage.archive import Content, Part, Progress
from trustapp.storage.backup import KeptSet
from trustapp.vault import erasing, files, headerstore, keyfile
from trustapp.vault.keyfile import KeyFile
from trustapp.vault.session import Vault


def contents_of(vault: Vault) -> tuple[str, dict[str, Content]]:
    """The vault id, and everything that goes into a set of the vault as it lies there now, closed.

    Codes: vault.not_a_vault, vault.damaged, vault.newer, storage.*.
    """
    header = vault.header()
    if header is None:
        raise UserError("vault.not_a_vault")
    found: dict[str, Content] = {headerstore.NAME: headerstore.bytes_of(header)}
    try:
        names = sorted(name for name in os.listdir(vault.folder) if archive.belongs(name))
    except OSError as error:
        files.explain(error)
    for name in names:
        if name == headerstore.NAME:
            continue
        path = vault.path(name)
        if name.endswith("-journal") and path.lstat().st_size == 0:
            continue
        found[name] = path
        if name.endswith(".keys"):
            good = vault.key_files(header.vault_id, MemberId(name.removesuffix(".keys")))
            if good:
                found[name] = good[0].data
    return header.vault_id, found


def make_set(vault: Vault, day: date, *, always: bool = True) -> KeptSet | None:
    """Make a set of the closed vault in its own folder. Codes: vault.*, storage.*."""
    vault_id, contents = contents_of(vault)
    return backup.make(vault.folder, day, vault_id, contents, always=always)


def copy_vault(vault: Vault, target: Path, day: date) -> Progress:
    """Write a set of the closed vault wherever it is wanted. Codes: vault.*, backup.exists, storage.*."""
    vault_id, contents = contents_of(vault)
    yield from _write_beside(target, day, vault_id, contents)


def copy_set(source: Path, target: Path) -> Progress:
    """Copy a set elsewhere; the copy is proved. Codes: backup.*, storage.*."""
    found = archive.manifest(source)
    contents: dict[str, Content] = {one.name: Part(source, one) for one in found.entries}
    yield from _write_beside(target, found.day, found.vault, contents)


def _write_beside(target: Path, day: date, vault_id: str, contents: Mapping[str, Content]) -> Progress:
    """Under another name until it is whole; never over a file that is there."""
    if os.path.lexists(target):
        raise UserError("backup.exists")
    part = target.with_name(target.name + ".part")
    with contextlib.suppress(OSError):
        part.unlink()
    yield from archive.write(part, day, vault_id, contents)
    try:
        storage_files.put_in_place(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def make_daily_set(vault: Vault, day: date) -> None:
    """At the lock: the set of this day, unless it is there.

    What keeps it from being made is told at the next opening.
    """
    if any(one.day == day for one in backup.sets(vault.folder)):
        return
    with contextlib.suppress(UserError, OSError):
        make_set(vault, day, always=False)


def is_missing(vault: Vault, last_opened: date | None, today: date) -> bool:
    """Whether no set was made at the lock after this last opening, nor at any since."""
    if last_opened is None:
        return False
    return not any(last_opened <= one.day <= today for one in backup.sets(vault.folder))


def forget_older_keys(vault: Vault, member: MemberId) -> bool:
    """After a new passphrase, code or key: no set holds an older key file of this person any more.

    Each set with other slots than the present key file is made again with the present one, the oldest
    set first; one that cannot be made again (damaged, or no room) is removed. False where one stayed all
    the same. Call it after the new key file was proved; databases may be open.
    """
    header = vault.header()
    if header is None:
        return False
    present = vault.key_files(header.vault_id, member)
    if not present:
        return False
    name = f"{member}.keys"
    fresh = {name: present[0].data, headerstore.NAME: headerstore.bytes_of(header)}
    held = True
    for one in backup.sets(vault.folder):
        try:
            if not _is_older(one, name, header.vault_id, present[0]):
                continue
            backup.make_again(one, fresh)
        except (UserError, OSError):
            held = _remove(one) and held
    return held


def forget_member(vault: Vault, member: MemberId) -> None:
    """Somebody deleted their space: no set holds anything of theirs any more.

    Each set is made again without their files, and the old one overwritten; one that cannot be made again
    goes, because it would bring back what its owner deleted. Safe to call again. Codes: storage.*.
    """
    header = vault.header()
    fresh = {headerstore.NAME: headerstore.bytes_of(header)} if header is not None else {}
    for one in backup.sets(vault.folder):
        with erasing.held(one.path) as overwrite:
            try:
                changed = backup.leave_out(one, f"{member}.", fresh)
            except (UserError, OSError):
                erasing.erase(one.path)
                continue
            if changed:
                overwrite()


def _is_older(one: KeptSet, name: str, vault_id: str, present: KeyFile) -> bool:
    found = archive.manifest(one.path)
    entry = found.find(name)
    if entry is None or found.vault != vault_id:
        return False
    data = archive.content(one.path, entry)
    return keyfile.slots_of(data) != keyfile.slots_of(present.data)


def _remove(one: KeptSet) -> bool:
    try:
        one.path.unlink()
        files.flush_folder(one.path.parent)
    except (OSError, UserError):
        return False
    return True
