"""The open keys of one sitting: a person's own, or what both share in Together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from trustapp.domain.ids import MemberId
from trustapp.vault import bundle as bundles
from trustapp.vault.bundle import Bundle
from trustapp.vault.publickeys import PublicKeys
from trustapp.vault.secret import Secret

if TYPE_CHECKING:
    from trustapp.vault.headers import Header


class SharedKeys:
    """What Together may hold: the shared key and the pinned public keys; nothing private."""

    def __init__(
        self,
        vault_id: str,
        shared_key: Secret,
        pins: Mapping[MemberId, bytes],
        older_shared: tuple[Secret, ...] = (),
    ) -> None:
        self.vault_id = vault_id
        self.shared_key = shared_key
        self.older_shared = older_shared
        self.pins: Mapping[MemberId, bytes] = MappingProxyType(dict(pins))

    def wipe(self) -> None:
        """Forget the shared key."""
        for secret in (self.shared_key, *self.older_shared):
            secret.wipe()

    def __repr__(self) -> str:
        return "SharedKeys(…)"


class Succession(NamedTuple):
    """A header with other keys of a partner, made with a shared key that this person does not hold yet.

    It counts for nothing until the ledger introduces exactly these keys (docs/vault-format.md, "New keys").
    """

    header: Header
    generation: int
    key: Secret


class BeforeKeys:
    """The keys from before a re-keying that is not finished."""

    def __init__(self, before: bundles.Before) -> None:
        from nacl import bindings

        public, private = bindings.crypto_sign_seed_keypair(before.sign_seed)
        self.public = PublicKeys(public, bindings.crypto_scalarmult_base(before.seal_private))
        self.umk = Secret(before.umk)
        self.sign_key = Secret(private)
        self.seal_private = Secret(before.seal_private)

    def wipe(self) -> None:
        """Forget them."""
        for secret in (self.umk, self.sign_key, self.seal_private):
            secret.wipe()


class OwnKeys:
    """One person's open keys, in locked memory.

    ``invitation`` is set by ``Vault.invite``; the caller keeps it in the private space. The vault
    alone uses what begins with an underscore. ``older_database`` and ``older_shared`` are other generations
    that a file may still lie under; ``before`` is there while a re-keying is not finished. ``newcomer`` is
    a header in which somebody begins anew whom this person has not accepted; ``closed_out`` says that the
    header names somebody who began anew in this person's place: they hold no shared key then.
    """

    def __init__(self, vault_id: str, member: MemberId, umk: bytes, bundle: Bundle) -> None:
        from nacl import bindings

        public, private = bindings.crypto_sign_seed_keypair(bundle.sign_seed)
        self.vault_id = vault_id
        self.member = member
        self.invitation: bytes | None = None
        self.database_key = Secret(bundle.database[-1][1])
        self.older_database = tuple(Secret(key) for _generation, key in bundle.database[-2::-1])
        self.shared_key: Secret | None = None
        self.shared_generation = 0
        self.older_shared: tuple[Secret, ...] = ()
        self.pins: Mapping[MemberId, bytes] = MappingProxyType({})
        self.public = PublicKeys(public, bindings.crypto_scalarmult_base(bundle.seal_private))
        self.before = BeforeKeys(bundle.before) if bundle.before is not None else None
        self.introduced = bundle.before is None
        self.succession: Succession | None = None
        self.newcomer: Succession | None = None
        self.closed_out = False
        self._umk = Secret(umk)
        self._sign_key = Secret(private)
        self._seal_private = Secret(bundle.seal_private)
        self._shared: dict[int, Secret] = {}
        self.pinned: Mapping[MemberId, PublicKeys] = MappingProxyType({})
        self.take(bundle)

    def take(self, bundle: Bundle) -> None:
        """Take over pins and shared keys from a bundle that was written to the key file.

        Without a shared key in it, the one that was held is forgotten.
        """
        pins = bundle.present_pins()
        self.pinned = MappingProxyType(pins)
        self.pins = MappingProxyType({member: keys.sign for member, keys in pins.items()})
        for secret in self._shared.values():
            secret.wipe()
        self._shared = {generation: Secret(key) for generation, key in bundle.shared}
        self.shared_key, self.shared_generation, self.older_shared = None, 0, ()
        if bundle.shared:
            self.use_shared(bundle.shared[-1][0])

    def shared_generations(self) -> tuple[int, ...]:
        """The generations of the shared key that this person holds, the newest first."""
        return tuple(sorted(self._shared, reverse=True))

    def use_shared(self, generation: int) -> None:
        """Take the shared key of this generation for the one in use: it is the one of the header."""
        self.shared_key, self.shared_generation = self._shared[generation], generation
        self.older_shared = tuple(self._shared[one] for one in self.shared_generations() if one != generation)

    def shared_of(self, generation: int) -> bytes:
        """The shared key of one generation, for the vault's own files only."""
        return self._shared[generation].raw()

    def close_out(self) -> None:
        """Go on without the shared key: somebody began anew in this person's place. The key file keeps it."""
        self.closed_out = True
        self.shared_key, self.shared_generation, self.older_shared = None, 0, ()

    def settle(self) -> None:
        """Forget what a re-keying needed of the old keys; it is finished."""
        if self.before is not None:
            self.before.wipe()
        for secret in self.older_database:
            secret.wipe()
        self.before, self.older_database, self.introduced = None, (), True

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of this person over the bytes: 64 bytes.

        Until the ledger has heard of a new key, the one from before signs.
        """
        if self.before is not None and not self.introduced:
            return _signature(data, self.before.sign_key)
        return _signature(data, self._sign_key)

    def sign_by_new(self, data: bytes) -> bytes:
        """The signature by the newest key, also where the ledger has not heard of it."""
        return _signature(data, self._sign_key)

    def umk(self) -> bytes:
        """The master key, for the vault's own files only."""
        return self._umk.raw()

    def seal_private(self) -> bytes:
        """The private key of sealed boxes, for the vault's own files only."""
        return self._seal_private.raw()

    def boxes(self) -> tuple[tuple[bytes, bytes], ...]:
        """Public and private key of every kind of sealed box that may lie there for this person."""
        new = (self.public.seal, self.seal_private())
        before = self.before
        return (new,) if before is None else (new, (before.public.seal, before.seal_private.raw()))

    def shared(self) -> SharedKeys:
        """A copy for Together: shared key, vault id and pins, no private key."""
        if self.shared_key is None:
            raise ValueError("there is no shared space yet")
        older = tuple(secret.copy() for secret in self.older_shared)
        return SharedKeys(self.vault_id, self.shared_key.copy(), self.pins, older)

    def wipe(self) -> None:
        """Forget every key."""
        self.invitation = None
        if self.before is not None:
            self.before.wipe()
        for offered in (self.succession, self.newcomer):
            if offered is not None:
                offered.key.wipe()
        own = (self.database_key, *self.older_database, self._umk, self._sign_key, self._seal_private)
        for secret in (*own, *self._shared.values()):
            secret.wipe()

    def __repr__(self) -> str:
        return f"OwnKeys({self.member})"


def _signature(data: bytes, key: Secret) -> bytes:
    from nacl import bindings

    return bindings.crypto_sign(data, key.raw())[: bindings.crypto_sign_BYTES]
