"""Somebody who lost passphrase and recovery code begins anew, as another member with other keys.

The format is in docs/vault-format.md ("Beginning anew"); what it may and may not change is in decisions/013.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.domain.statements import Joined
from trustapp.vault import codec, crypto, headers, headerstore, ledger
from trustapp.vault.events import parse
from trustapp.vault.headers import Header
from trustapp.vault.publickeys import SignKey, number_of

if TYPE_CHECKING:
    from trustapp.vault.keystore import KeyStore
    from trustapp.vault.own import OwnKeys
    from trustapp.vault.session import Vault

_TRIES: Final = 64
"""How many sets of first keys are tried: two people who joined name two or three."""


def generation_for(header: Header, joiner: MemberId) -> int:
    """The generation of the shared key that a joiner makes: later than any that was in use before."""
    return number_of(joiner) * headerstore.GENERATIONS if header.anew else 1


def close_partner(vault: Vault, own: OwnKeys, nonce: bytes) -> MemberId:
    """Leave an invitation to begin anew open: no shared key is sealed for the partner any more.

    Codes: vault.alone, vault.full, vault.damaged, storage.*.
    """
    header = headerstore.authentic(vault.folder, own)
    others = [member for member in header.seals if member != own.member]
    if own.shared_key is None or len(others) != 1 or own.member not in header.seals:
        raise UserError("vault.alone")
    if len(header.members) >= headers.MEMBERS:
        raise UserError("vault.full")
    closed = header._replace(
        seals={own.member: header.seals[own.member]},
        invitation=headers.anew_value(own.vault_id, nonce),
        invited=True,
    )
    headerstore.write(vault.folder, closed, own.shared_key.raw())
    return others[0]


def take_back(vault: Vault, own: OwnKeys, member: MemberId) -> None:
    """Close the invitation and seal the shared key for the partner again. Codes: vault.damaged, storage.*."""
    header = headerstore.authentic(vault.folder, own)
    if own.shared_key is None or own.newcomer is not None or not header.anew:
        return
    sealed = {**headerstore.seals(own, {member: own.pinned[member]}), **header.seals}
    restored = header._replace(seals=sealed, invitation=None, invited=False)
    headerstore.write(vault.folder, restored, own.shared_key.raw())


def is_open(header: Header, own: OwnKeys, nonce: bytes | None) -> bool:
    """Whether this person's own invitation is open and nobody has joined."""
    if not nonce or not header.invited:
        return False
    return header.invitation == headers.anew_value(own.vault_id, nonce)


def awaits(header: Header, own: OwnKeys) -> bool:
    """Whether this person began anew, and who invited them has not opened since."""
    newest = header.members[-1].id == own.member
    return header.anew and newest and own.member in header.seals and len(header.seals) > 1


def accept(vault: Vault, own: OwnKeys, nonce: bytes | None) -> Member:
    """Pin the keys of who began anew and take the shared key that they made.

    Codes: vault.join_refused where it was not this person who invited them; storage.*.
    """
    offered = own.newcomer
    if offered is None or not nonce or offered.header.invitation is None:
        raise UserError("vault.join_refused")
    fresh = [one for one in offered.header.members if one.id not in own.pinned]
    expected = headers.anew_value(own.vault_id, nonce)
    if len(fresh) != 1 or not crypto.equal(offered.header.invitation.encode(), expected.encode()):
        raise UserError("vault.join_refused")
    joined = fresh[0]
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    shared = offered.generation, offered.key.raw()
    bundle = opened.bundle.with_partner(joined.id, offered.header.public_keys[joined.id], shared)
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)
    own.use_shared(offered.generation)
    _forget_newcomer(own)
    return joined


def refuse(vault: Vault, own: OwnKeys) -> None:
    """Write the header without somebody who was not invited. Codes: storage.*.

    Whoever else was in the shared space is sealed in again by their own next opening.
    """
    offered = own.newcomer
    if offered is None or own.shared_key is None:
        return
    found = offered.header
    kept = found._replace(
        members=tuple(one for one in found.members if one.id in own.pinned),
        public_keys=own.pinned,
        seals=headerstore.seals(own, {own.member: own.public}),
        invitation=None,
        invited=False,
    )
    headerstore.write(vault.folder, kept, own.shared_key.raw())
    _forget_newcomer(own)


def tidy(vault: Vault, own: OwnKeys, nonce: bytes | None) -> None:
    """At an own opening, when the shared file lies under the newest key: take an invitation that is over out.

    From then on who began anew finds the shared space open. Codes: vault.damaged, storage.*.
    """
    if own.shared_key is None or own.older_shared:
        return
    header = headerstore.authentic(vault.folder, own)
    if not header.anew or own.newcomer is not None or own.member not in header.seals:
        return
    if awaits(header, own) or is_open(header, own, nonce):
        return
    over = header._replace(invitation=None, invited=False)
    headerstore.write(vault.folder, over, own.shared_key.raw())


def learn_first_keys(vault: Vault, own: OwnKeys, events: Sequence[bytes]) -> bool:
    """Keep the keys that the ledger begins with, where members made new ones since; whether there are any.

    Who begins anew finds present keys in the header. The first ones are named where somebody joined; they are
    taken only if the ledger leads from them to the present ones and verifies as a whole. Codes: storage.*.
    """
    named = _named_at_joining(events)
    choices = [
        [(member, first) for first in dict.fromkeys((key, *named.get(member, ())))]
        for member, key in own.pins.items()
    ]
    for chosen in islice(product(*choices), _TRIES):
        pins = {member: SignKey(own.pins[member], first) for member, first in chosen}
        if ledger.read(events, own.vault_id, pins).verified:
            found = {member: key.first for member, key in pins.items() if key.first != key}
            if found:
                _keep_first_keys(vault, own, found)
            return bool(found)
    return False


def _named_at_joining(events: Sequence[bytes]) -> dict[str, list[bytes]]:
    named: dict[str, list[bytes]] = {}
    for data in events:
        event = parse(data) if b'"type":"joined"' in data else None
        if event is None:
            continue
        with suppress(codec.Refused):
            statement = codec.statement_of(event["type"], event["by"], event["body"])
            for member, sign, _seal in statement.keys if isinstance(statement, Joined) else ():
                named.setdefault(member, []).append(bytes.fromhex(sign))
    return named


def _keep_first_keys(vault: Vault, own: OwnKeys, found: dict[MemberId, bytes]) -> None:
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    pins = [
        (member, pinned)
        for member, keys in opened.bundle.pins
        for pinned in ((keys._replace(sign=found[member]), keys) if member in found else (keys,))
    ]
    bundle = replace(opened.bundle, pins=tuple(pins))
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)


def _forget_newcomer(own: OwnKeys) -> None:
    if own.newcomer is not None:
        own.newcomer.key.wipe()
    own.newcomer = None


def _store(vault: Vault, own: OwnKeys) -> KeyStore:
    # Not at the top: a look at the folder needs no keys.
    from trustapp.vault.keystore import KeyStore

    return KeyStore(vault.folder, own.vault_id, own.member, vault.policy)
