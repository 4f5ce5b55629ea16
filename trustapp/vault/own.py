"""The open keys of one sitting: a person's own, or what both share in Together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trustapp.domain.ids import MemberId
from trustapp.vault.bundle import Bundle, PublicKeys
from trustapp.vault.secret import Secret


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


class OwnKeys:
    """One person's open keys, in locked memory.

    ``invitation`` is set by ``Vault.invite``; the caller keeps it in the private space. The vault
    alone uses what begins with an underscore.
    """

    def __init__(self, vault_id: str, member: MemberId, umk: bytes, bundle: Bundle) -> None:
        from nacl import bindings

        public, private = bindings.crypto_sign_seed_keypair(bundle.sign_seed)
        self.vault_id = vault_id
        self.member = member
        self.invitation: bytes | None = None
        self.database_key = Secret(bundle.database[-1][1])
        self.shared_key: Secret | None = None
        self.older_shared: tuple[Secret, ...] = ()
        self.pins: Mapping[MemberId, bytes] = MappingProxyType({})
        self.public = PublicKeys(public, bindings.crypto_scalarmult_base(bundle.seal_private))
        self._umk = Secret(umk)
        self._sign_key = Secret(private)
        self._seal_private = Secret(bundle.seal_private)
        self.pinned: Mapping[MemberId, PublicKeys] = MappingProxyType({})
        self.take(bundle)

    def take(self, bundle: Bundle) -> None:
        """Take over pins and shared key from a bundle that was written to the key file."""
        self.pinned = MappingProxyType(dict(bundle.pins))
        self.pins = MappingProxyType({member: keys.sign for member, keys in bundle.pins})
        if bundle.shared:
            if self.shared_key is not None:
                self.shared_key.wipe()
            for older in self.older_shared:
                older.wipe()
            self.shared_key = Secret(bundle.shared[-1][1])
            self.older_shared = tuple(Secret(key) for _generation, key in bundle.shared[:-1])

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of this person over the bytes: 64 bytes."""
        from nacl import bindings

        return bindings.crypto_sign(data, self._sign_key.raw())[: bindings.crypto_sign_BYTES]

    def umk(self) -> bytes:
        """The master key, for the vault's own files only."""
        return self._umk.raw()

    def seal_private(self) -> bytes:
        """The private key of sealed boxes, for the vault's own files only."""
        return self._seal_private.raw()

    def shared(self) -> SharedKeys:
        """A copy for Together: shared key, vault id and pins, no private key."""
        if self.shared_key is None:
            raise ValueError("there is no shared space yet")
        older = tuple(secret.copy() for secret in self.older_shared)
        return SharedKeys(self.vault_id, self.shared_key.copy(), self.pins, older)

    def wipe(self) -> None:
        """Forget every key."""
        self.invitation = None
        own = (self.database_key, self._umk, self._sign_key, self._seal_private)
        secrets = (*own, self.shared_key, *self.older_shared)
        for secret in secrets:
            if secret is not None:
                secret.wipe()

    def __repr__(self) -> str:
        return f"OwnKeys({self.member})"
