"""One program at a time owns a vault, and gives it free when it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.homes import ROBIN
from tests.vault.helpers import CHEAP
from trustapp.domain.partners import Hue
from trustapp.vault import parting
from trustapp.vault.session import Vault

ROOT = Path(__file__).resolve().parents[2]

OWN = """
import sys
from pathlib import Path
from trustapp.bootstrap import own
from trustapp.domain.errors import UserError
try:
    services = own(Path(sys.argv[1]))
except UserError as error:
    print(error.code)
else:
    print(services.vault.look().value.state)
    sys.stdout.flush()
    sys.stdin.readline()
"""


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWN, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_program_is_told_that_the_vault_is_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with start(folder) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "empty\n"
        with start(folder) as second:
            assert second.communicate()[0] == "vault.in_use\n"
        first.communicate("\n")
    with start(folder) as third:
        assert third.communicate("\n")[0] == "empty\n", "the lock went with the process"


def test_a_start_finishes_a_deletion_that_was_interrupted_before_anybody_looks(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault = Vault(folder, CHEAP)
    own, _code = vault.begin("Robin", Hue.LAKE, ROBIN)
    parting.mark_deletion(vault, own)
    own.wipe()
    assert (folder / "p1.keys").exists()
    with start(folder) as program:
        assert program.communicate("\n")[0] == "empty\n"
    assert sorted(path.name for path in folder.iterdir()) == ["lock"]
