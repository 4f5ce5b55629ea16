"""Argon2id: from a passphrase, a recovery code or a ticket to a key, within a floor and a cap."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Final

from nacl import bindings
from nacl.exceptions import CryptoError

from trustapp.domain.errors import UserError

SALT: Final = bindings.crypto_pwhash_SALTBYTES


@dataclass(frozen=True)
class KdfParameters:
    """What one derivation costs: memory, and how often it is gone through."""

    memory_kib: int
    passes: int


@dataclass(frozen=True)
class KdfPolicy:
    """The cost of new keys, and the bounds within which a cost read from a file is believed.

    On a fast computer the passes of a new key are raised until a derivation takes about
    ``seconds``. Bootstrap hands the policy in; the shipped program has no flag or variable for it.
    """

    default: KdfParameters
    floor: KdfParameters
    cap: KdfParameters
    seconds: float = 0.0

    def allows(self, parameters: KdfParameters) -> bool:
        """Whether a file may ask for this; to be asked before any memory is taken."""
        return (
            self.floor.memory_kib <= parameters.memory_kib <= self.cap.memory_kib
            and self.floor.passes <= parameters.passes <= self.cap.passes
        )


STANDARD_POLICY: Final = KdfPolicy(
    default=KdfParameters(memory_kib=256 * 1024, passes=4),
    floor=KdfParameters(memory_kib=64 * 1024, passes=3),
    cap=KdfParameters(memory_kib=1024 * 1024, passes=20),
    seconds=1.0,
)
"""What the shipped program uses."""


def derive_new(secret: bytes, salt: bytes, policy: KdfPolicy) -> tuple[bytes, KdfParameters]:
    """The key for a new slot, at a cost that this computer bears well and never below the default."""
    started = perf_counter()
    key = derive(secret, salt, policy.default)
    taken = perf_counter() - started
    passes = min(policy.cap.passes, int(policy.default.passes * policy.seconds / taken))
    if passes <= policy.default.passes:
        return key, policy.default
    raised = KdfParameters(policy.default.memory_kib, passes)
    return derive(secret, salt, raised), raised


def derive(secret: bytes, salt: bytes, parameters: KdfParameters) -> bytes:
    """The key for a secret. Too little memory is a UserError, never a weaker derivation."""
    try:
        return bindings.crypto_pwhash_alg(
            32,
            secret,
            salt,
            parameters.passes,
            parameters.memory_kib * 1024,
            bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except (MemoryError, CryptoError) as error:
        if isinstance(error, (ValueError, TypeError)):  # wrong arguments: a bug, not a lack of memory
            raise
        raise UserError("memory.short", megabytes=parameters.memory_kib // 1024) from None
