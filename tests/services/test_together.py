"""Acceptance 23: in Together no private file is open, and no private key is in the memory of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.ids import FIRST
from trustapp.vault import keyfile
from trustapp.vault.keystore import KeyStore
from trustapp.vault.passphrase import secret_of

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from pathlib import Path
from tests.homes import WORDS
from trustapp.bootstrap import build
from trustapp.domain.ids import FIRST
from trustapp.vault.kdf import KdfParameters, KdfPolicy

tiny = KdfParameters(memory_kib=256, passes=1)
services = build(Path(sys.argv[1]), policy=KdfPolicy(tiny, tiny, KdfParameters(64 * 1024, 8)))
services.vault.unlock(FIRST, WORDS[FIRST])
print("open", flush=True)
sys.stdin.readline()
services.vault.open_together()
print("together", flush=True)
sys.stdin.readline()
"""


def keys_of(home: Home) -> dict[str, bytes]:
    """The first person's keys, found in this process and not in the one that is looked into."""
    vault = home.services.vault._household.vault
    header = vault.header()
    assert header is not None
    opened = KeyStore(home.folder, header.vault_id, FIRST, vault.policy).open(
        keyfile.PASSPHRASE, secret_of(WORDS[FIRST])
    )
    bundle = opened.bundle
    return {
        "master": opened.umk,
        "database": bundle.database[-1][1],
        "signing": bundle.sign_seed,
        "sealing": bundle.seal_private,
        "shared": bundle.shared[-1][1],
    }


def found_in_memory(pid: int, wanted: Mapping[str, bytes]) -> set[str]:
    """Which of these bytes lie anywhere in the memory of a process."""
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            first, last = (int(one, 16) for one in line.split()[0].split("-"))
            if "r" not in line.split()[1] or "[v" in line:
                continue
            memory.seek(first)
            try:
                data = memory.read(last - first)
            except OSError:
                continue
            found |= {name for name, key in wanted.items() if key in data}
    return found


def open_files(pid: int) -> set[str]:
    return {Path(os.readlink(one)).name for one in Path(f"/proc/{pid}/fd").iterdir()}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_in_together_no_private_file_is_open_and_no_private_key_is_in_memory(couple: Home) -> None:
    keys, pipe = keys_of(couple), subprocess.PIPE
    command = [sys.executable, "-c", PROGRAM, str(couple.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        assert found_in_memory(program.pid, keys) == set(keys), "the search finds what is there"
        assert "p1.db" in open_files(program.pid)
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "together\n"
        assert found_in_memory(program.pid, keys) == {"shared"}
        assert {name for name in open_files(program.pid) if name.startswith("p1.")} == set()
        program.communicate("\n")
