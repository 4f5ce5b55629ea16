"""Ed25519 signatures of members, and the words by which two people compare public keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nacl import bindings
from nacl.exceptions import CryptoError

from trustapp.domain.ids import MemberId
from trustapp.vault import crypto, wordlist
from trustapp.vault.publickeys import number_of

FINGERPRINT_WORDS: Final = 5


def verify(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether this signature over exactly these bytes was made with the key."""
    if len(signature) != bindings.crypto_sign_BYTES or len(public) != bindings.crypto_sign_PUBLICKEYBYTES:
        return False
    try:
        bindings.crypto_sign_open(signature + data, public)
    except CryptoError:
        return False
    return True


def fingerprint(pins: Mapping[MemberId, bytes]) -> tuple[str, ...]:
    """Five words made of all members' public signing keys: the same for everyone who pinned the same keys."""
    ordered = sorted((number_of(member), key) for member, key in pins.items())
    data = b"".join(number.to_bytes(4, "big") + key for number, key in ordered)
    return _words(crypto.wide_digest("ta1 fingerprint", data))


def head_words(head: str) -> tuple[str, ...]:
    """Five words made of the head of a ledger: the same for everyone who reads the same record."""
    return _words(crypto.wide_digest("ta1 head words", bytes.fromhex(head)))


def _words(digest: bytes) -> tuple[str, ...]:
    words = wordlist.words()
    numbers = (int.from_bytes(digest[8 * i : 8 * i + 8], "big") for i in range(FINGERPRINT_WORDS))
    return tuple(words[number % len(words)] for number in numbers)
