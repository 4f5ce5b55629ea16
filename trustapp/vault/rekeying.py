"""New keys of one person, in the order of docs/vault-format.md ("New keys"): the key file decides.

``draw`` and ``commit`` make them; everything after that can be done again until it is finished, at once or
at the next opening. The private and the shared file are the caller's to bring over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from trustapp.domain.errors import UserError
from trustapp.domain.ids import StatementId
from trustapp.domain.statements import NewKey
from trustapp.vault import (
    codec,
    crypto,
    events,
    headers,
    headerstore,
    keyfile,
    newcomer,
    recovery,
    seal,
    tries,
)
from trustapp.vault.bundle import Before, Bundle
from trustapp.vault.codec import Signed
from trustapp.vault.keyfile import Slot
from trustapp.vault.keystore import KeyStore
from trustapp.vault.own import OwnKeys
from trustapp.vault.passphrase import secret_of
from trustapp.vault.publickeys import PublicKeys
from trustapp.vault.session import Vault


@dataclass(frozen=True, repr=False)
class Fresh:
    """Keys that were drawn and are written nowhere yet."""

    umk: bytes
    generation: int
    slots: tuple[Slot, Slot]
    keks: dict[int, bytes]
    bundle: Bundle

    @property
    def database_key(self) -> memoryview:
        """The key of the private space to come."""
        return memoryview(self.bundle.database[-1][1])


def draw(vault: Vault, own: OwnKeys, passphrase: str, code: tuple[str, ...]) -> Fresh:
    """New keys of every kind, and the slots for the new passphrase and the new code.

    Codes: rekey.unfinished, passphrase.weak, keys.damaged, memory.short.
    """
    header = headerstore.authentic(vault.folder, own)
    newcomer.check_passphrase(passphrase, tuple(one.name for one in header.members))
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    if opened.bundle.before is not None or len(opened.bundle.shared) > 1 or own.succession is not None:
        raise UserError("rekey.unfinished")
    umk = crypto.random_bytes(crypto.KEY)
    first, by_passphrase = store.new_slot(keyfile.PASSPHRASE, secret_of(passphrase), umk)
    second, by_code = store.new_slot(keyfile.RECOVERY, recovery.code_secret(code), umk)
    keks = {keyfile.PASSPHRASE: by_passphrase, keyfile.RECOVERY: by_code}
    old = replace(opened.bundle, shared=()) if own.closed_out else opened.bundle
    bundle = _renewed(old, own.umk())
    if not bundle.shared and len(own.pinned) > 1:
        # Without the shared key there is no header to announce another signature in, and none who reads it.
        bundle = replace(bundle, sign_seed=opened.bundle.sign_seed, seal_private=opened.bundle.seal_private)
    return Fresh(umk, opened.file.generation + 1, (first, second), keks, bundle)


def _renewed(old: Bundle, umk: bytes) -> Bundle:
    """Every key drawn anew, the old ones beside them until nothing lies under them any more."""
    return replace(
        old,
        database=(*old.database[-1:], _next(old.database)),
        shared=(*old.shared, _next(old.shared)) if old.shared else (),
        sign_seed=crypto.random_bytes(crypto.KEY),
        seal_private=crypto.random_bytes(crypto.KEY),
        before=Before(umk, old.sign_seed, old.seal_private),
    )


def _next(keys: tuple[tuple[int, bytes], ...]) -> tuple[int, bytes]:
    return keys[-1][0] + 1, crypto.random_bytes(crypto.KEY)


def commit(vault: Vault, own: OwnKeys, fresh: Fresh) -> OwnKeys:
    """Write the key file: from here on the new passphrase and code open, and the old ones do not.

    The keys given are the new ones; ``own`` stays as it is, for the caller to wipe. Codes: storage.* where
    the old file is still there; rekey.uncertain where the new one is, and the disk may not keep it.
    """
    store = _store(vault, own)
    try:
        store.write(fresh.umk, fresh.generation, fresh.slots, fresh.bundle, fresh.keks)
    except UserError as error:
        if _is_there(store, fresh.umk):
            raise UserError("rekey.uncertain") from error
        raise
    renewed = OwnKeys(own.vault_id, own.member, fresh.umk, fresh.bundle)
    if fresh.bundle.shared:
        renewed.use_shared(fresh.bundle.shared[-2][0])
    return renewed


def _is_there(store: KeyStore, umk: bytes) -> bool:
    try:
        store.open_with_umk(umk)
    except UserError:
        return False
    return True


def statement(own: OwnKeys, prev: str, time: datetime) -> Signed:
    """The ``new_key`` that introduces the new signing key, signed by the old and by the new one."""
    if own.before is None:
        raise ValueError("there is no new key to introduce")
    id_ = StatementId(shared_id(own.vault_id, own.shared_of(own.shared_generations()[0])))
    public = own.public.sign.hex(), own.public.seal.hex()
    said = NewKey(id_, own.member, *public, "")
    place = codec.whole_minutes(time)
    by_new = own.sign_by_new(events.new_key_bytes(own.vault_id, said, prev, place))
    said = replace(said, signature_new=by_new.hex())
    return Signed(said, prev, place, own.sign(events.signed_bytes(own.vault_id, said, prev, place)))


def shared_id(vault_id: str, key: bytes) -> str:
    """The id of the ``new_key`` that comes with this shared key: nobody can put another key beside it."""
    return crypto.digest("ta1 shared id", bytes.fromhex(vault_id), key=key)[:16].hex()


def announce(vault: Vault, own: OwnKeys) -> None:
    """Write the header with the new public keys and the new shared key, sealed for each member."""
    if own.public == own.pinned[own.member]:
        return
    found = headerstore.authentic(vault.folder, own)
    public_keys = {**found.public_keys, own.member: own.public}
    if own.shared_key is None:
        alone = found._replace(public_keys=public_keys, mac_by=own.member)
        headerstore.write(vault.folder, alone, own.umk())
        return
    own.use_shared(own.shared_generations()[0])
    sealed = headerstore.seals(own, {one: public_keys[one] for one in found.seals})
    made = found._replace(public_keys=public_keys, seals=sealed, mac_by=headers.SHARED)
    headerstore.write(vault.folder, made, own.shared_of(own.shared_generation))


def carry_over(vault: Vault, own: OwnKeys) -> None:
    """Write seal and failed tries anew under the new keys, with what was in them."""
    last = vault.last_seal(own)
    if last is not None:
        seal.write(vault.path(f"{own.member}.seal"), own.umk(), own.vault_id, own.member, last)
    tries.carry_over(vault.path(f"{own.member}.tries"), own.boxes())


def finish(vault: Vault, own: OwnKeys) -> None:
    """Write the key file without anything from before; nothing lies under the old keys any more."""
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    bundle = opened.bundle.with_pin(own.member, own.public, keep_first=bool(opened.bundle.shared))
    bundle = replace(bundle, database=bundle.database[-1:], shared=bundle.shared[-1:], before=None)
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)
    own.settle()


def accept(vault: Vault, own: OwnKeys, said: Sequence[NewKey]) -> None:
    """Pin the new keys of partners and take the shared key, if the ledger introduces exactly these.

    ``said`` holds every ``new_key`` that counts. Codes: vault.keys_changed, storage.*.
    """
    offered = own.succession
    if offered is None:
        return
    if not headerstore.may_follow(offered.generation, min(own.shared_generations())):
        raise UserError("vault.keys_changed")
    latest = {one.by: one for one in said}
    changed = {m: keys for m, keys in offered.header.public_keys.items() if keys != own.pinned[m]}
    key = offered.key.raw()
    proved = any(one.by in changed and one.id == shared_id(own.vault_id, key) for one in said)
    if not proved or not all(m in latest and _introduces(latest[m], k) for m, k in changed.items()):
        raise UserError("vault.keys_changed")
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    bundle = replace(opened.bundle, shared=_with_shared(opened.bundle, offered.generation, key))
    for member, keys in changed.items():
        bundle = bundle.with_pin(member, keys, keep_first=True)
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)
    own.use_shared(offered.generation)
    offered.key.wipe()
    own.succession = None


def _with_shared(bundle: Bundle, generation: int, key: bytes) -> tuple[tuple[int, bytes], ...]:
    """The shared keys with one more; a newest one that this person has not announced stays the newest."""
    if bundle.before is None:
        return (*bundle.shared, (generation, key))
    return (*bundle.shared[:-1], (generation, key), (generation + 1, bundle.shared[-1][1]))


def _introduces(one: NewKey, keys: PublicKeys) -> bool:
    return (one.sign_public, one.seal_public) == (keys.sign.hex(), keys.seal.hex())


def forget_older_shared(vault: Vault, own: OwnKeys) -> None:
    """Keep the newest shared key only: the shared file lies under it."""
    store = _store(vault, own)
    opened = store.open_with_umk(own.umk())
    bundle = replace(opened.bundle, shared=opened.bundle.shared[-1:])
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    own.take(bundle)


def _store(vault: Vault, own: OwnKeys) -> KeyStore:
    return KeyStore(vault.folder, own.vault_id, own.member, vault.policy)
