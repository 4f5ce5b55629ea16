"""Argon2id: a published vector, the bounds of a policy, and too little memory."""

from __future__ import annotations

import subprocess
import sys

import pytest
from nacl.exceptions import RuntimeError as NaclRuntimeError

from tests.vault.helpers import CHEAP
from trustapp.domain.errors import UserError
from trustapp.vault import kdf
from trustapp.vault.kdf import STANDARD_POLICY, KdfParameters, KdfPolicy, derive, derive_new


def test_a_published_argon2id_value() -> None:
    """Argon2id 1.3 with one lane, 64 MiB and two passes, as the argon2 gem publishes it.

    The reference library libargon2 gives the same. The vector of RFC 9106 itself has four lanes, a
    secret and associated data, none of which libsodium's function takes.
    """
    published = "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2"
    assert derive(b"password", b"somesaltsomesalt", KdfParameters(65536, 2)).hex() == published


def test_the_standard_policy_is_what_was_promised() -> None:
    assert STANDARD_POLICY.default == KdfParameters(256 * 1024, 4)
    assert STANDARD_POLICY.floor == KdfParameters(64 * 1024, 3)
    assert STANDARD_POLICY.cap == KdfParameters(1024 * 1024, 20)


@pytest.mark.parametrize(
    ("memory", "passes", "allowed"),
    [
        (64 * 1024, 3, True),
        (64 * 1024 - 1, 3, False),
        (64 * 1024, 2, False),
        (1024 * 1024, 20, True),
        (1024 * 1024 + 1, 20, False),
        (1024 * 1024, 21, False),
        (2**32 - 1, 2**32 - 1, False),
        (0, 0, False),
    ],
)
def test_floor_and_cap(memory: int, passes: int, allowed: bool) -> None:
    assert STANDARD_POLICY.allows(KdfParameters(memory, passes)) is allowed


def test_a_fast_computer_takes_more_passes_and_never_more_than_the_cap() -> None:
    eager = KdfPolicy(CHEAP.default, CHEAP.floor, CHEAP.cap, seconds=60.0)
    key, parameters = derive_new(b"secret", bytes(16), eager)
    assert parameters == KdfParameters(CHEAP.default.memory_kib, CHEAP.cap.passes)
    assert key == derive(b"secret", bytes(16), parameters)


def test_a_slow_computer_keeps_the_default() -> None:
    key, parameters = derive_new(b"secret", bytes(16), CHEAP)
    assert parameters == CHEAP.default
    assert key == derive(b"secret", bytes(16), CHEAP.default)


@pytest.mark.parametrize("error", [MemoryError(), NaclRuntimeError("no memory")])
def test_too_little_memory_is_said_and_nothing_weaker_is_used(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    asked: list[int] = []

    def fail(*arguments: object) -> bytes:
        asked.append(1)
        raise error

    monkeypatch.setattr(kdf.bindings, "crypto_pwhash_alg", fail)
    with pytest.raises(UserError) as caught:
        derive(b"secret", bytes(16), KdfParameters(262_144, 4))
    assert (caught.value.code, caught.value.values) == ("memory.short", {"megabytes": 256})
    assert asked == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="limits the address space of a Linux process")
def test_a_process_that_really_has_too_little_memory() -> None:
    script = (
        "import resource\n"
        "from trustapp.domain.errors import UserError\n"
        "from trustapp.vault.kdf import KdfParameters, derive\n"
        "resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))\n"
        "try:\n"
        "    derive(b'secret', bytes(16), KdfParameters(1 << 20, 3))\n"
        "except UserError as error:\n"
        "    print(error.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=".")
    assert done.stdout.strip() == "memory.short"


def test_a_wrong_argument_is_a_bug_and_not_a_lack_of_memory() -> None:
    with pytest.raises(ValueError, match="salt"):
        derive(b"secret", b"short", CHEAP.default)
