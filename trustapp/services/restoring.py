"""Bringing a set back into a vault, or into an empty folder (docs/vault-format.md, "Restoring").

What is brought back never widens anything: no yes, lift or release comes to life again, and every limit,
need, ending and suspension that can be found in the present files is said again behind what the set holds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services import backups, restored_spaces
from trustapp.services.files_under import SHARED_FILE, private_file
from trustapp.services.restored_spaces import PRESENT, Room
from trustapp.storage import archive, exchange, files
from trustapp.storage.archive import Manifest, Progress
from trustapp.vault import files as vault_files
from trustapp.vault import headerstore, keyfile, parting, recovery, seal, sheets, stopfile, tries
from trustapp.vault.headers import Header
from trustapp.vault.keystore import Opened
from trustapp.vault.passphrase import secret_of
from trustapp.vault.session import OwnKeys, Vault

Secret = str | tuple[str, ...]
"""A passphrase, or the seven groups of a recovery code."""


@dataclass(frozen=True, repr=False)
class Wish:
    """What a person asks for: a set, whose files, and what proves that they may.

    ``keys_lost`` says that the present key file is of no use to them any more: only then does the set's
    come in its place.
    """

    source: Path
    member: MemberId
    secret: Secret
    keys_lost: bool = False


def restore(vault: Vault, wish: Wish, now: datetime) -> Progress:
    """Bring a set back; the vault is owned and closed. The steps count the bytes of the set, proved first.

    Closed before its last step, nothing was changed. Codes: backup.*, vault.newer, passphrase.wrong, code.*,
    keys.damaged, memory.short, storage.*.
    """
    found = archive.manifest(wish.source)
    present = _present(vault, found)
    if found.find(private_file(wish.member)) is None:
        raise UserError("backup.without_you")
    yield from archive.prove(wish.source)
    vault_files.make_folder(vault.folder)
    kept = present is not None and _set_first(vault, now)
    room = exchange.begin(vault.folder)
    try:
        aside = _gather(vault, room, wish, found, present, now)
        if not kept:
            aside |= {name for name in os.listdir(room) if os.path.lexists(vault.folder / name)}
        exchange.commit(vault.folder, aside, now.astimezone().date())
    except BaseException:
        exchange.discard(vault.folder)
        raise
    exchange.finish(vault.folder)


def _set_first(vault: Vault, now: datetime) -> bool:
    """A set of what lies there now; False where something there is no file that a set could hold."""
    try:
        return backups.make_set(vault, now.astimezone().date()) is not None
    except UserError as error:
        if error.code not in ("storage.refused", "storage.missing"):
            raise
        return False


def members_of(source: Path) -> tuple[tuple[MemberId, str], ...]:
    """Who has a space in a set, by number and name. Codes: backup.*, storage.*."""
    found = archive.manifest(source)
    entry = found.find(headerstore.NAME)
    if entry is None:
        raise UserError("backup.damaged")
    header = headerstore.parse(archive.content(source, entry))
    return tuple((one.id, one.name) for one in header.members if found.find(private_file(one.id)))


def _present(vault: Vault, found: Manifest) -> Header | None:
    """The header that lies there now; None in an empty folder, and where it is damaged.

    Codes: backup.other_vault, vault.newer.
    """
    try:
        header = vault.header()
    except UserError as error:
        if error.code == "vault.not_a_vault" and not _has_spaces(vault.folder):
            raise UserError("backup.other_files") from None
        if error.code not in ("vault.not_a_vault", "vault.damaged"):
            raise
        header = None
    if header is not None and header.vault_id != found.vault:
        raise UserError("backup.other_vault")
    return header


def _has_spaces(folder: Path) -> bool:
    """Whether the folder is a vault whose header alone is lost."""
    return any(archive.belongs(name) and name.endswith(".db") for name in os.listdir(folder))


def _gather(
    vault: Vault, folder: Path, wish: Wish, found: Manifest, present: Header | None, now: datetime
) -> set[str]:
    """Put everything into ``folder`` as it will lie in the vault; gives what has to be set aside for it."""
    for entry in found.entries:
        archive.extract(wish.source, entry, folder / entry.name)
    staged = Vault(folder, vault.policy)
    by_set = _keys_from_set(vault, wish, found)
    opened = _open_keys(vault, staged, wish, found, present, by_set=by_set)
    own = OwnKeys(found.vault, wish.member, opened.umk, opened.bundle)
    room: Room | None = None
    try:
        header = _header(vault, staged, own, by_set=by_set)
        if headerstore.closes_out(header, own):
            own.close_out()
        room = Room(vault.folder, folder, own, now)
        restored_spaces.bring(room, header)
        _seal(vault, folder, own)
    finally:
        if room is not None:
            room.close()
        own.wipe()
    _leave_out_what_is_nobodys(vault, folder, own, header)
    _keep_what_is_there(vault, folder, wish.member, header, by_set=by_set)
    shutil.rmtree(folder / PRESENT, ignore_errors=True)
    return room.aside | (_key_files(vault, wish.member) if by_set else set())


# -- keys ----------------------------------------------------------------------------------------------


def _keys_from_set(vault: Vault, wish: Wish, found: Manifest) -> bool:
    return wish.keys_lost or not vault.key_files(found.vault, wish.member)


def _key_files(vault: Vault, member: MemberId) -> set[str]:
    names = (f"{member}.keys", f"{member}.keys.bak")
    return {name for name in names if os.path.lexists(vault.path(name))}


def _open_keys(
    vault: Vault, staged: Vault, wish: Wish, found: Manifest, present: Header | None, *, by_set: bool
) -> Opened:
    """Open the key file that will count; the set's may prove for the present one."""
    number, secret = _secret(wish.secret)

    def opened_in(where: Vault) -> Opened:
        return where.open_key_file(found.vault, wish.member, number, secret)

    try:
        if by_set:
            opened = opened_in(staged)
        else:
            try:
                opened = opened_in(vault)
            except UserError as error:
                if error.code not in ("passphrase.wrong", "code.wrong"):
                    raise
                opened = _proved_by_set(vault, wish, found, opened_in(staged).umk, error)
    except UserError as error:
        wrong = error.code in ("passphrase.wrong", "code.wrong")
        if wrong and present is not None and present.member(wish.member) is not None:
            vault.record_try(present, wish.member)
        raise
    return opened


def _proved_by_set(vault: Vault, wish: Wish, found: Manifest, umk: bytes, wrong: UserError) -> Opened:
    """An older passphrase of the same keys; after a re-keying it proves nothing any more."""
    try:
        return vault.open_with_umk(found.vault, wish.member, umk)
    except UserError as error:
        if error.code != "keys.damaged":
            raise
        raise wrong from None


def _secret(given: Secret) -> tuple[int, bytes]:
    if isinstance(given, str):
        return keyfile.PASSPHRASE, secret_of(given)
    return keyfile.RECOVERY, recovery.code_secret(given)


def _header(vault: Vault, staged: Vault, own: OwnKeys, *, by_set: bool) -> Header:
    """The header that will count: the present one where it is whole and these keys fit it, else the set's.

    Codes: backup.keys_too_old.
    """
    for one in (vault, staged):
        with contextlib.suppress(UserError):
            found = one.header()
            if found is not None:
                fitting = headerstore.authentic(one.folder, own)
                if one is vault:
                    for name in (headerstore.NAME, headerstore.COPY):
                        (staged.folder / name).unlink(missing_ok=True)
                return fitting
        if one is vault and by_set and _is_whole(vault):
            break
    raise UserError("backup.keys_too_old")


def _is_whole(vault: Vault) -> bool:
    try:
        return vault.header() is not None
    except UserError:
        return False


# -- other files ---------------------------------------------------------------------------------------


def _seal(vault: Vault, folder: Path, own: OwnKeys) -> None:
    """The seal of the restored space, with the later of both numbers."""
    name = f"{own.member}.seal"
    read = [seal.read(where / name, own.umk(), own.vault_id, own.member) for where in (vault.folder, folder)]
    there = [one for one in read if one is not None]
    last = max(there, key=lambda one: one.number, default=seal.Seal(open=True, number=1, opened=0))
    measured = seal.measure(folder / private_file(own.member))
    assert measured is not None
    closed = seal.Seal(False, last.number, last.opened, *measured)
    seal.write(folder / name, own.umk(), own.vault_id, own.member, closed)


def _leave_out_what_is_nobodys(vault: Vault, folder: Path, own: OwnKeys, header: Header) -> None:
    """No set brings back the space of somebody who deleted it, nor a shared one to somebody who left it."""
    out = parting.gone_from(vault.folder, header) - {own.member}
    for name in os.listdir(folder):
        nobodys = any(name.startswith(f"{member}.") for member in out)
        if nobodys or (parting.has_left(own) and name.startswith("shared.")):
            (folder / name).unlink()


def _keep_what_is_there(
    vault: Vault, folder: Path, member: MemberId, header: Header, *, by_set: bool
) -> None:
    """Take out of the gathered files what stays as it lies in the vault; add what is always there."""
    mine = {
        private_file(member),
        f"{member}.pictures.db",
        f"{member}.seal",
        SHARED_FILE,
        "shared.pictures.db",
    }
    for name in os.listdir(folder):
        if name == PRESENT or name in mine or name.startswith(headerstore.NAME):
            continue
        if name == f"{member}.keys" and by_set:
            continue
        if _lies_there(vault, header.vault_id, name):
            (folder / name).unlink()
    gone = parting.gone_from(vault.folder, header) - {member}
    for one in header.members:
        if one.id in gone:
            continue
        keys = folder / f"{one.id}.keys"
        if keys.exists():
            vault_files.replace(folder / f"{one.id}.keys.bak", keys.read_bytes())
        _always_there(vault, folder, one.id, fresh_sheet=one.id == member)
    if (folder / headerstore.NAME).exists():
        vault_files.replace(folder / headerstore.COPY, (folder / headerstore.NAME).read_bytes())


def _lies_there(vault: Vault, vault_id: str, name: str) -> bool:
    """Whether a file of the other person, or a key or stop file, is there and worth keeping."""
    stem, _dot, kind = name.partition(".")
    if kind == "keys":
        return bool(vault.key_files(vault_id, MemberId(stem)))
    if kind == "stop":
        return _size(vault.path(name)) == stopfile.SIZE
    # A journal goes with its database: alone it would be played back into another one.
    return os.path.lexists(vault.path(name.removesuffix(files.JOURNAL)))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return -1


def _always_there(vault: Vault, folder: Path, member: MemberId, *, fresh_sheet: bool) -> None:
    """The files that have one size whatever they hold; no sheet comes back, and this person's is emptied."""
    if fresh_sheet or _size(vault.path(f"{member}.sheet")) != sheets.SIZE:
        vault_files.replace(folder / f"{member}.sheet", sheets.blank())
    if _size(vault.path(f"{member}.tries")) != tries.SIZE:
        vault_files.replace(folder / f"{member}.tries", tries.blank())
    stop = f"{member}.stop"
    if _size(vault.path(stop)) != stopfile.SIZE and _size(folder / stop) != stopfile.SIZE:
        stopfile.make(folder / stop)
