"""Making a new person's keys and files, when a vault is begun and when somebody joins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from nacl import bindings

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.vault import crypto, files, headers, keyfile, recovery, seal, sheets, stopfile, tries
from trustapp.vault.bundle import Bundle
from trustapp.vault.headers import Header
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.keystore import KeyStore
from trustapp.vault.own import OwnKeys
from trustapp.vault.passphrase import secret_of, strength
from trustapp.vault.publickeys import PublicKeys


def check_passphrase(passphrase: str, names: tuple[str, ...]) -> None:
    """Refuse what four random words would be stronger than. Code: passphrase.weak."""
    if not strength(passphrase, names).enough:
        raise UserError("passphrase.weak")


def joiner(folder: Path, header: Header, name: str, hue: Hue) -> Member:
    """The person who joins, with a number whose files hold nobody's space.

    No name is given twice. There are two colours: somebody who begins anew takes the one that the member
    before them had.

    Codes: name.empty, name.too_long, name.taken, hue.taken.
    """
    cleaned = headers.clean_name(name)
    if any(headers.same_name(cleaned, one.name) for one in header.members):
        raise UserError("name.taken")
    here = [one for one in header.members if not header.anew or one.id in header.seals]
    if any(one.hue is hue for one in here):
        raise UserError("hue.taken")
    number = 2
    while header.member(MemberId(f"p{number}")) or files.exists(folder / f"p{number}.db"):
        number += 1
    return Member(MemberId(f"p{number}"), cleaned, hue)


def new_bundle(
    member: MemberId, pinned: Mapping[MemberId, PublicKeys], shared: tuple[tuple[int, bytes], ...]
) -> Bundle:
    """Fresh keys for one person, their own public keys pinned beside those of the others."""
    seed, private = crypto.random_bytes(crypto.KEY), crypto.random_bytes(crypto.KEY)
    public, _signing = bindings.crypto_sign_seed_keypair(seed)
    own = PublicKeys(public, bindings.crypto_scalarmult_base(private))
    pins = (*pinned.items(), (member, own))
    return Bundle(((1, crypto.random_bytes(crypto.KEY)),), seed, private, shared, pins)


def make_person(
    folder: Path,
    policy: KdfPolicy,
    vault_id: str,
    member: MemberId,
    passphrase: str,
    bundle: Bundle,
    now: datetime,
) -> tuple[OwnKeys, tuple[str, ...]]:
    """Write a new person's files and give their open keys and recovery code.

    Nothing counts before the header lists them, so that an interrupted setting up leaves nothing
    that needs to be put right.
    """
    groups = recovery.new_code()
    umk = crypto.random_bytes(crypto.KEY)
    store = KeyStore(folder, vault_id, member, policy)
    by_passphrase, first = store.new_slot(keyfile.PASSPHRASE, secret_of(passphrase), umk)
    by_code, second = store.new_slot(keyfile.RECOVERY, recovery.code_secret(groups), umk)
    opened = seal.Seal(open=True, number=1, opened=int(now.timestamp()))
    seal.write(folder / f"{member}.seal", umk, vault_id, member, opened)
    files.replace(folder / f"{member}.tries", tries.blank())
    files.replace(folder / f"{member}.sheet", sheets.blank())
    stopfile.make(folder / f"{member}.stop")
    keks = {keyfile.PASSPHRASE: first, keyfile.RECOVERY: second}
    store.write(umk, 1, (by_passphrase, by_code), bundle, keks)
    return OwnKeys(vault_id, member, umk, bundle), groups
