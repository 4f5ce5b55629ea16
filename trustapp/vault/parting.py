"""Leaving the shared space, and deleting one's own: what changes in the header, the keys and the folder.

The formats are in docs/vault-format.md ("VAULT", "Leaving", "pN.gone").
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.vault import erasing, files, headers, headerstore
from trustapp.vault.headers import Header
from trustapp.vault.publickeys import number_of

if TYPE_CHECKING:
    from trustapp.vault.keystore import KeyStore
    from trustapp.vault.own import OwnKeys
    from trustapp.vault.session import Vault

MARK: Final = ".gone"
_MARK: Final = re.compile(r"(p[1-9][0-9]{0,3})\.gone\Z")
_OWNED: Final = re.compile(r"(p[1-9][0-9]{0,3})(?:\.|-[0-9]{4}-)")
"""Whose a file is: ``p1.db``, and ``p1-2026-11-23-1.aside`` of what was set aside."""

_ROOMS: Final = ("checking",)
"""Folders in which a copy of somebody's files may lie where a step was interrupted."""

_OPENS: Final = (".keys", ".keys.bak", ".db")
"""While one of these lies there, a person's space is not gone."""
_SIZE: Final = 64


# -- who is still there ----------------------------------------------------------------------------


def has_left(own: OwnKeys) -> bool:
    """Whether this person left a shared space: they pinned somebody and hold no shared key any more."""
    return own.shared_key is None and len(own.pinned) > 1


def left_by_header(header: Header) -> frozenset[MemberId]:
    """The members for whom the header holds no shared key: they left."""
    if header.mac_by != headers.SHARED:
        return frozenset()
    return frozenset(one.id for one in header.members if one.id not in header.seals)


def present_in(folder: Path, header: Header) -> tuple[MemberId, ...]:
    """The members who have a space in this folder; not who left and deleted theirs, or is about to."""
    left = left_by_header(header)
    return tuple(
        one.id
        for one in header.members
        if not files.exists(folder / f"{one.id}{MARK}")
        and (one.id not in left or any(files.exists(folder / f"{one.id}{end}") for end in _OPENS))
    )


def gone_from(folder: Path, header: Header) -> frozenset[MemberId]:
    """The members who left and have no space in this vault any more; nobody where no vault lies there."""
    if not files.exists(folder / headerstore.NAME):
        return frozenset()
    return left_by_header(header) - set(present_in(folder, header))


# -- leaving ---------------------------------------------------------------------------------------


def step_out(vault: Vault, own: OwnKeys, *, strike_name: bool = False) -> None:
    """Take the shared key out of the header and of one's own keys; each step may be the last one done.

    ``strike_name`` puts the member's id in the place of the name that the header shows in clear.
    Codes: vault.damaged, keys.damaged, storage.*.
    """
    if own.shared_key is None:
        return
    header = headerstore.authentic(vault.folder, own)
    seals = {member: sealed for member, sealed in header.seals.items() if member != own.member}
    stepped = header._replace(seals=seals)
    if strike_name:
        stepped = _without_names(stepped, (own.member,))
    headerstore.write(vault.folder, stepped, own.shared_key.raw())
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    bundle = opened.bundle.without_shared()
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)


def _store(vault: Vault, own: OwnKeys) -> KeyStore:
    # Not at the top: a look at the folder asks who is here, and needs no keys for it.
    from trustapp.vault.keystore import KeyStore

    return KeyStore(vault.folder, own.vault_id, own.member, vault.policy)


def _without_names(header: Header, members: tuple[MemberId, ...]) -> Header:
    kept = tuple(one._replace(name=one.id) if one.id in members else one for one in header.members)
    return header._replace(members=kept)


def tidy(vault: Vault, own: OwnKeys) -> None:
    """At an own opening of who did not leave: put the header right.

    The shared key is sealed for its reader again if somebody took it out: nobody leaves by another's hand.
    Of members who left and deleted their space the name goes, and the stop file, now that what it held was
    taken over. Codes: vault.damaged, keys.damaged, storage.*.
    """
    if own.shared_key is None:
        return
    header = headerstore.authentic(vault.folder, own)
    if own.member not in header.seals:
        header = _sealed_again(vault, own, header)
    gone = gone_from(vault.folder, header)
    for member in sorted(gone):
        if not files.exists(vault.path(f"{member}{MARK}")):
            erasing.erase(vault.path(f"{member}.stop"))
    named = tuple(one.id for one in header.members if one.id in gone and one.name != one.id)
    if named:
        headerstore.write(vault.folder, _without_names(header, named), own.shared_key.raw())


def _sealed_again(vault: Vault, own: OwnKeys, header: Header) -> Header:
    assert own.shared_key is not None
    generation, key = own.shared_generation, own.shared_key.raw()
    box = headers.seal_shared(own.vault_id, generation, key, own.public.seal)
    # Who opens with their own keys has not lost them: nobody begins anew in their place.
    invitation = None if header.anew else header.invitation
    sealed = header._replace(seals={**header.seals, own.member: box}, invitation=invitation, invited=False)
    headerstore.write(vault.folder, sealed, key)
    return sealed


# -- deleting --------------------------------------------------------------------------------------


def mark_deletion(vault: Vault, own: OwnKeys) -> None:
    """From here the deletion is finished, now or at the next start. Codes: vault.damaged, storage.*.

    It is signed by the key that the header names: the newer one as soon as the header was told of it.
    """
    from trustapp.vault import signing

    header = headerstore.read(vault.folder)
    told = _told(own.vault_id, own.member)
    listed = header.public_keys[own.member].sign if header is not None else b""
    signatures = (own.sign(told), own.sign_by_new(told))
    signature = next((one for one in signatures if signing.verify(listed, told, one)), None)
    if signature is None:
        raise UserError("vault.damaged")
    files.replace(vault.path(f"{own.member}{MARK}"), signature, lambda found: found == signature)


def _told(vault_id: str, member: MemberId) -> bytes:
    return b"trustapp-gone-v1" + bytes.fromhex(vault_id) + number_of(member).to_bytes(4, "big")


def finish_deletions(
    folder: Path, forget_copies: Callable[[MemberId], None] | None = None
) -> frozenset[MemberId]:
    """Finish every deletion that its owner has marked; whose they were.

    ``forget_copies`` takes what is a member's out of the copies in the folder, while somebody else remains.
    Safe to call at any start and to be interrupted anywhere. No database of the folder may be open.
    Codes: vault.damaged, vault.newer, storage.*.
    """
    finished: set[MemberId] = set()
    for member in _marked(folder):
        mark = folder / f"{member}{MARK}"
        header = headerstore.read(folder)
        if header is not None and _is_signed(header, member, mark):
            _delete(folder, header, member)
            if forget_copies is not None:
                forget_copies(member)
            finished.add(member)
        erasing.erase(mark)
        files.flush_folder(folder)
    return frozenset(finished)


def _marked(folder: Path) -> list[MemberId]:
    try:
        found = [_MARK.match(name) for name in sorted(os.listdir(folder))]
    except OSError:
        return []
    return [MemberId(one[1]) for one in found if one is not None]


def _is_signed(header: Header, member: MemberId, mark: Path) -> bool:
    """Whether the owner themself marked it: nobody else's mark deletes anything."""
    from trustapp.vault import signing

    keys = header.public_keys.get(member)
    try:
        signature = files.read(mark, _SIZE)
    except UserError:
        return False
    return keys is not None and signing.verify(keys.sign, _told(header.vault_id, member), signature or b"")


def _delete(folder: Path, header: Header, member: MemberId) -> None:
    """The keys first, so that whatever follows cannot be read; the header last, where nobody remains."""
    others = [one for one in present_in(folder, header) if one != member]
    for end in (".keys", ".keys.bak", ".keys.new"):
        erasing.erase(folder / f"{member}{end}")
    files.flush_folder(folder)
    kept = {f"{member}.stop"} if others else set()
    for name in _files_of(folder, member):
        if name not in kept:
            erasing.erase(folder / name)
    for room in _ROOMS:
        erasing.erase_folder(folder / room)
    if not others:
        _delete_what_remains(folder)
    files.flush_folder(folder)


def _files_of(folder: Path, member: MemberId) -> list[str]:
    owned = ((name, _OWNED.match(name)) for name in _listed(folder))
    return [name for name, found in owned if found and found[1] == member and not _MARK.match(name)]


def _listed(folder: Path) -> list[str]:
    """Everything but folders: none is ours, and one in a file's place keeps nobody from going."""
    return sorted(one.name for one in os.scandir(folder) if not one.is_dir(follow_symlinks=False))


def _delete_what_remains(folder: Path) -> None:
    """Nobody's space is left here: the shared one, what was set aside, the copies, and last the header."""
    erasing.erase_folder(folder / "backups")
    for name in _listed(folder):
        if name.startswith("shared") or (_OWNED.match(name) and not _MARK.match(name)):
            erasing.erase(folder / name)
    for name in ("VAULT.new", "VAULT.bak.new", "VAULT.bak", "VAULT"):
        erasing.erase(folder / name)
