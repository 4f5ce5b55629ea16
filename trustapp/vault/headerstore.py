"""VAULT on the disk: which of the file and its copy to believe."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.vault import crypto, files, headers
from trustapp.vault.headers import Damaged, Header

if TYPE_CHECKING:
    from trustapp.vault.own import OwnKeys

NAME: Final = "VAULT"
COPY: Final = "VAULT.bak"
_BEFORE: Final = frozenset(
    {"lock", "device.toml", "device.toml.new", "backups", "restoring-new", "restoring"}
)
"""What may lie in a folder in which no vault was begun yet."""


def parse(data: bytes) -> Header:
    """A header from its bytes. Codes: vault.damaged, vault.newer, vault.not_a_vault."""
    try:
        return headers.parse(data)
    except Damaged:
        raise UserError("vault.damaged") from None


def read(folder: Path) -> Header | None:
    """The header without a key; None where no vault was begun.

    Codes: vault.damaged, vault.newer, vault.not_a_vault, storage.refused.
    """
    found = candidates(folder)
    return found[0] if found else None


def candidates(folder: Path) -> list[Header]:
    """The headers that hold structurally, the file before its copy; empty where no vault was begun."""
    problems: list[str] = []
    found: list[Header] = []
    for name in (NAME, COPY):
        data = files.read(folder / name, headers.READ)
        if data is None:
            continue
        try:
            one = headers.parse(data)
        except Damaged:
            problems.append("vault.damaged")
        except UserError as error:
            if error.code == "vault.newer":
                raise
            problems.append(error.code)
        else:
            if one not in found:
                found.append(one)
    if found:
        return found
    if problems:
        raise UserError(problems[0])
    _check_unused(folder)
    return []


def _check_unused(folder: Path) -> None:
    """A folder without a header is empty, holds what an interrupted setting up left, or is no vault."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        files.explain(error)
    if any(name.endswith(".db") for name in names):
        raise UserError("vault.damaged")
    if any(name not in _BEFORE and not _is_left_over(name) for name in names):
        raise UserError("vault.not_a_vault")


def _is_left_over(name: str) -> bool:
    return name.startswith(("VAULT.", "p1.")) and not name.endswith(".db")


def write(folder: Path, value: Header, key: bytes) -> None:
    """Write the header and its copy, authenticated with this key."""
    data = headers.encode(value, key)

    def holds(found: bytes) -> bool:
        return headers.holds(headers.parse(found), key)

    files.replace_with_copy(folder / NAME, data, holds)


def authentic(folder: Path, own: OwnKeys) -> Header:
    """The first header that this person's keys confirm; both files are made the same again.

    Before a joiner is accepted their header cannot be confirmed yet; ``Vault.accept_join`` does.
    Code: vault.damaged.
    """
    for one in candidates(folder):
        if not _fits_pins(one, own):
            continue
        if one.mac_by == headers.SHARED and own.shared_key is None:
            return one
        key = own.umk() if own.shared_key is None else own.shared_key.raw()
        if headers.holds(one, key):
            _repair(folder, one)
            return one
    raise UserError("vault.damaged")


def _fits_pins(one: Header, own: OwnKeys) -> bool:
    """Every key that this person pinned is in the header and the same."""
    if own.shared_key is not None and one.mac_by != headers.SHARED:
        return False
    return one.vault_id == own.vault_id and all(
        one.public_keys.get(member) == keys for member, keys in own.pinned.items()
    )


def confirm_join(one: Header, own: OwnKeys, invitation: bytes | None) -> tuple[int, bytes] | None:
    """The shared key and its generation, if the header was made by whoever this person invited."""
    sealed = one.seals.get(own.member)
    if not invitation or sealed is None or one.invitation is None:
        return None
    if not crypto.equal(one.invitation.encode(), headers.invitation_value(own.vault_id, invitation).encode()):
        return None
    shared = headers.open_shared(sealed, own.vault_id, own.public.seal, own.seal_private())
    if shared is None or not headers.holds(one, shared[1]):
        return None
    known = [key for keys in one.public_keys.values() for key in (keys.sign, keys.seal)]
    return shared if len(set(known)) == len(known) else None


def bytes_of(one: Header) -> bytes:
    """The file from which a header was read."""
    return one.signed + one.mac + crypto.digest("ta1 checksum", one.signed + one.mac)


def _repair(folder: Path, one: Header) -> None:
    data = bytes_of(one)
    with contextlib.suppress(UserError, OSError):
        for name in (NAME, COPY):
            if files.read(folder / name, headers.READ) != data:
                files.replace(folder / name, data)
