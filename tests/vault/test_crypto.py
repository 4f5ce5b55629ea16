"""Our constants and Python's hash are those of libsodium."""

from __future__ import annotations

import subprocess
import sys

import pytest
from nacl import bindings

from trustapp.vault import crypto


def test_sizes_are_libsodiums() -> None:
    assert bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == crypto.NONCE
    assert bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES == crypto.TAG


@pytest.mark.parametrize("key", [b"", b"k" * 32])
@pytest.mark.parametrize("text", [b"", b"x", b"y" * 5000])
def test_the_digest_is_libsodiums(text: bytes, key: bytes) -> None:
    wanted = bindings.crypto_generichash_blake2b_salt_personal(
        len(text).to_bytes(4, "big") + text, 32, key, b"", b"ta1 test"
    )
    assert crypto.digest("ta1 test", text, key=key) == wanted


def test_looking_at_the_folder_loads_no_sodium() -> None:
    code = (
        "import sys, trustapp.vault.headerstore, trustapp.vault.stopfile;"
        "sys.exit(any(name.split('.')[0] in ('nacl', 'msgspec', 'sqlcipher3') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
