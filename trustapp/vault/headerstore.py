"""VAULT on the disk: which of the file and its copy to believe."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.vault import crypto, files, headers
from trustapp.vault.headers import Damaged, Header
from trustapp.vault.publickeys import number_of

if TYPE_CHECKING:
    from trustapp.domain.ids import MemberId
    from trustapp.vault.own import OwnKeys, Succession
    from trustapp.vault.publickeys import PublicKeys

NAME: Final = "VAULT"
COPY: Final = "VAULT.bak"
GENERATIONS: Final = 65_536
"""How many generations of the shared key belong to the number of who begins anew."""

_FURTHEST: Final = 65_536
"""How many new shared keys may come between two openings: the number itself must never run out."""

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
    """What an interrupted setting up leaves, and the mark of a deletion that was nearly finished."""
    return (name.startswith(("VAULT.", "p1.")) and not name.endswith(".db")) or name.endswith(".gone")


def write(folder: Path, value: Header, key: bytes) -> None:
    """Write the header and its copy, authenticated with this key."""
    data = headers.encode(value, key)

    def holds(found: bytes) -> bool:
        return headers.holds(headers.parse(found), key)

    files.replace_with_copy(folder / NAME, data, holds)


def authentic(folder: Path, own: OwnKeys) -> Header:
    """The first header that this person's keys confirm; both files are made the same again.

    Before a joiner is accepted their header cannot be confirmed yet; ``Vault.accept_join`` does. Nor can
    one with new keys of a partner: it is given as ``own.succession``, for the ledger to confirm. One with
    keys from before, put back by whoever did, is made anew from what was pinned. One in which
    somebody begins anew is given as ``own.newcomer``, for the inviter's nonce to confirm; its reader may also
    be the one in whose place it is, who holds no shared key then. Code: vault.damaged.
    """
    found = candidates(folder)
    for one in found:
        if not _fits_pins(one, own):
            continue
        if one.mac_by == headers.SHARED and own.shared_key is None:
            return one
        if _confirmed(one, own):
            _repair(folder, one)
            return one
    for one in found:
        own.succession = succession(one, own)
        if own.succession is not None:
            return one
    for one in found:
        own.newcomer = _newcomer(one, own)
        if own.newcomer is not None:
            return one
    for one in found:
        known = _without_strangers(one, own)
        if known is not None and own.shared_key is not None:
            with contextlib.suppress(UserError):
                write(folder, known, own.shared_key.raw())
            return known
    for one in found:
        if closes_out(one, own):
            own.close_out()
            return one
    for one in found:
        if _is_outlived(one, own):
            return _remake(folder, one, own)
    raise UserError("vault.damaged")


def _fits_pins(one: Header, own: OwnKeys) -> bool:
    """Every key that this person pinned is in the header and the same."""
    if own.shared_key is not None and (
        one.mac_by != headers.SHARED or set(one.public_keys) != set(own.pinned)
    ):
        return False
    pinned = dict(own.pinned)
    if own.before is not None and one.public_keys.get(own.member) == own.public:
        pinned[own.member] = own.public
    return one.vault_id == own.vault_id and all(
        one.public_keys.get(member) == keys for member, keys in pinned.items()
    )


def _without_strangers(one: Header, own: OwnKeys) -> Header | None:
    """A header of ours without the members whom nobody invited; None where there is none in it.

    Whoever holds the shared key can write somebody else in.
    """
    strangers = set(one.public_keys) - set(own.pinned)
    known = one._replace(
        members=tuple(member for member in one.members if member.id not in strangers),
        public_keys={m: keys for m, keys in one.public_keys.items() if m not in strangers},
        seals={m: sealed for m, sealed in one.seals.items() if m not in strangers},
    )
    return known if strangers and _fits_pins(known, own) and _confirmed(one, own) else None


def _confirmed(one: Header, own: OwnKeys) -> bool:
    """Whether a key of this person's made the header; its generation is then the one in use."""
    if own.shared_key is None:
        keys = [own.umk()] if own.before is None else [own.umk(), own.before.umk.raw()]
        return any(headers.holds(one, key) for key in keys)
    for generation in own.shared_generations():
        if headers.holds(one, own.shared_of(generation)):
            own.use_shared(generation)
            return True
    return False


def succession(one: Header, own: OwnKeys) -> Succession | None:
    """What a header with new keys of a partner offers; None where it cannot be one.

    Whoever made it knows the keys of nobody: it is for the ledger to say whose they are.
    """
    # Not at the top: the first page reads a header, and needs no key.
    from trustapp.vault.own import Succession
    from trustapp.vault.secret import Secret

    if own.shared_key is None or one.mac_by != headers.SHARED or not _all_differ(one):
        return None
    same = one.vault_id == own.vault_id and set(one.public_keys) == set(own.pinned)
    sealed = one.seals.get(own.member)
    if not same or sealed is None or one.public_keys[own.member] not in (own.public, own.pinned[own.member]):
        return None
    held = own.shared_generations()
    for box in own.boxes():
        offered = headers.open_shared(sealed, own.vault_id, *box)
        newer = offered is not None and offered[0] > (held[0] if own.before is None else held[-1])
        if offered is not None and newer and headers.holds(one, offered[1]):
            return Succession(one, offered[0], Secret(offered[1]))
    return None


def may_follow(generation: int, held: int) -> bool:
    """Whether a shared key of this generation may come after the one that is held."""
    return held < generation <= held + _FURTHEST


def _newcomer(one: Header, own: OwnKeys) -> Succession | None:
    """What a header offers in which somebody more is listed, under a shared key that they made.

    They may have left again since. Whether they were invited is for the inviter's nonce to say.
    """
    from trustapp.vault.own import Succession
    from trustapp.vault.secret import Secret

    fresh = set(one.public_keys) - set(own.pinned)
    fits = _lists_pinned(one, own) and one.mac_by == headers.SHARED and bool(fresh) and _all_differ(one)
    if own.shared_key is None or own.before is not None or not fits:
        return None
    if own.member not in one.seals or set(one.seals) - fresh != {own.member}:
        return None
    offered = headers.open_shared(one.seals[own.member], own.vault_id, own.public.seal, own.seal_private())
    # Nobody uses the numbers of generations up: those of a member end with their own number.
    last = max(map(number_of, fresh)) * GENERATIONS
    if offered is None or not own.shared_generations()[0] < offered[0] <= last:
        return None
    return Succession(one, offered[0], Secret(offered[1])) if headers.holds(one, offered[1]) else None


def _lists_pinned(one: Header, own: OwnKeys) -> bool:
    """Whether every key that this person pinned is in it, and the same; others may be listed too."""
    same = all(one.public_keys.get(member) == keys for member, keys in own.pinned.items())
    return one.vault_id == own.vault_id and same


def closes_out(one: Header, own: OwnKeys) -> bool:
    """Whether more people are listed than this person pinned, and no shared key is sealed for them.

    Whoever made it: it opens nothing of this person's, and changes nothing in their key file.
    """
    more = set(one.public_keys) > set(own.pinned) and len(own.pinned) > 1
    return more and _lists_pinned(one, own) and own.member not in one.seals


def _is_outlived(one: Header, own: OwnKeys) -> bool:
    """Whether it is a header of ours from before somebody's new keys: every key in it was pinned once."""
    if one.vault_id != own.vault_id or set(one.public_keys) != set(own.pinned) or own.before is not None:
        return False
    firsts = {member: getattr(keys.sign, "first", keys.sign) for member, keys in own.pinned.items()}
    return all(keys.sign in (firsts[m], own.pinned[m].sign) for m, keys in one.public_keys.items()) and any(
        keys.sign != own.pinned[member].sign for member, keys in one.public_keys.items()
    )


def _remake(folder: Path, one: Header, own: OwnKeys) -> Header:
    """The header as it has to be: names from the one found, every key from what this person pinned."""
    shared = own.shared_key.raw() if own.shared_key is not None else None
    made = one._replace(
        invited=False,
        invitation=None,
        public_keys=own.pinned,
        seals=seals(own, own.pinned) if shared is not None else {},
        mac_by=headers.SHARED if shared is not None else own.member,
    )
    with contextlib.suppress(UserError):
        write(folder, made, own.umk() if shared is None else shared)
    return made


def seals(own: OwnKeys, public_keys: Mapping[MemberId, PublicKeys]) -> dict[MemberId, bytes]:
    """The shared key in use, sealed for each of these members."""
    key = own.shared_of(own.shared_generation)
    return {
        member: headers.seal_shared(own.vault_id, own.shared_generation, key, keys.seal)
        for member, keys in public_keys.items()
    }


def confirm_join(one: Header, own: OwnKeys, invitation: bytes | None) -> tuple[int, bytes] | None:
    """The shared key and its generation, if the header was made by whoever this person invited."""
    sealed = one.seals.get(own.member)
    if not invitation or sealed is None or one.invitation is None:
        return None
    if not crypto.equal(one.invitation.encode(), headers.invitation_value(own.vault_id, invitation).encode()):
        return None
    shared = headers.open_shared(sealed, own.vault_id, own.public.seal, own.seal_private())
    if shared is None or not may_follow(shared[0], 0) or not headers.holds(one, shared[1]):
        return None
    return shared if _all_differ(one) else None


def _all_differ(one: Header) -> bool:
    """Nobody is listed with a key of somebody else's."""
    known = [key for keys in one.public_keys.values() for key in (keys.sign, keys.seal)]
    return len(set(known)) == len(known)


def bytes_of(one: Header) -> bytes:
    """The file from which a header was read."""
    return one.signed + one.mac + crypto.digest("ta1 checksum", one.signed + one.mac)


def _repair(folder: Path, one: Header) -> None:
    data = bytes_of(one)
    with contextlib.suppress(UserError, OSError):
        for name in (NAME, COPY):
            if files.read(folder / name, headers.READ) != data:
                files.replace(folder / name, data)
