"""The few primitives that the vault is built from, each with one fixed use of libsodium.

Every hash carries a purpose, so that a value made for one thing can never pass for another. The
formats that use them are in docs/vault-format.md. Hashes are Python's own BLAKE2b, the same function,
by its own name: ``hashlib`` would load OpenSSL with it. libsodium is loaded with the first key, so that
the first page can be shown before it.
"""

from __future__ import annotations

from os import urandom as random_bytes
from typing import Final

try:
    from _blake2 import blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = [
    "DIGEST", "KEY", "NONCE", "TAG", "box_open", "box_seal", "digest", "equal", "open_sealed", "plain_digest",
    "random_bytes", "seal", "wide_digest",
]  # fmt: skip

KEY: Final = 32
NONCE: Final = 24
TAG: Final = 16
"""Sizes of XChaCha20-Poly1305, which a test compares with libsodium's."""

DIGEST: Final = 32


def _with_lengths(parts: tuple[bytes, ...]) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def digest(purpose: str, *parts: bytes, key: bytes = b"") -> bytes:
    """BLAKE2b-256 over the parts and their lengths, for one purpose, keyed where a key is given."""
    person = purpose.encode("ascii")
    return blake2b(_with_lengths(parts), digest_size=DIGEST, key=key, person=person).digest()


def wide_digest(purpose: str, data: bytes) -> bytes:
    """BLAKE2b-512 over the bytes, for one purpose."""
    return blake2b(data, digest_size=64, person=purpose.encode("ascii")).digest()


def plain_digest(data: bytes) -> bytes:
    """BLAKE2b-256 over exactly these bytes; Python's own, which hashes a long ledger in half the time."""
    return blake2b(data, digest_size=DIGEST).digest()


def equal(one: bytes, other: bytes) -> bool:
    """Whether two values are the same, without telling by time where they differ."""
    # Not at the top: it brings OpenSSL, and nothing is compared in secret before a key is there.
    from hmac import compare_digest

    return compare_digest(one, other)


def seal(key: bytes, nonce: bytes, aad: bytes, text: bytes) -> bytes:
    """Encrypt and authenticate the text, and authenticate ``aad`` with it."""
    from nacl import bindings

    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text, aad, nonce, key)


def open_sealed(key: bytes, nonce: bytes, aad: bytes, sealed: bytes) -> bytes | None:
    """The text, or None when key, nonce, ``aad`` and bytes do not belong together."""
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, aad, nonce, key)
    except CryptoError:
        return None


def box_seal(text: bytes, public: bytes) -> bytes:
    """Seal the text so that only the holder of the private key can read it; it names no sender."""
    from nacl import bindings

    return bindings.crypto_box_seal(text, public)


def box_open(sealed: bytes, public: bytes, private: bytes) -> bytes | None:
    """The text of a sealed box, or None when it was not sealed for this key."""
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        return bindings.crypto_box_seal_open(sealed, public, private)
    except CryptoError:
        return None
