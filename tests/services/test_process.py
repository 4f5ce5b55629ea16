"""What a start does first: hardened, alone on its vault, and without what makes programs load other code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trustapp.services import process
from trustapp.vault.hardening import foreign_settings

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

WATCH = """
import ctypes, json, os, resource, sys
from trustapp.vault import hardening

taken = hardening.OwnerLock.acquire

def acquire(self):
    taken(self)
    umask = os.umask(0)
    loaded = [name for name in ("PySide6", "nacl", "sqlcipher3", "jinja2") if name in sys.modules]
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    core = resource.getrlimit(resource.RLIMIT_CORE)
    print(json.dumps([loaded, dumpable, core, umask, sys.argv[1:]]))
    sys.exit(0)

hardening.OwnerLock.acquire = acquire
from ui.__main__ import main
main()
"""


def start(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, env={**kept, **more}, capture_output=True, text=True, check=True)


@LINUX
def test_the_vault_is_taken_by_a_hardened_process_before_a_window_or_a_key_is_loaded(tmp_path: Path) -> None:
    told = start(WATCH, "--vault", str(tmp_path / "vault"))
    assert json.loads(told.stdout)[:4] == [[], 0, [0, 0], 0o077]


@LINUX
def test_a_vault_that_is_taken_is_told_in_the_window_and_not_by_a_failed_start(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ui import __main__ as entry\n"
        "from trustapp.domain.errors import UserError\n"
        "from trustapp.vault.hardening import OwnerLock\n"
        "other = OwnerLock(Path(sys.argv[2]))\n"
        "other.acquire()\n"
        "from ui import app\n"
        "def run(folder, arguments, **given):\n"
        "    try:\n"
        "        app._services_of(folder)\n"
        "    except UserError as error:\n"
        "        print(error.code)\n"
        "    other.release()\n"
        "    print(type(app._services_of(folder)).__name__)\n"
        "app.run = run\n"
        "entry.main()\n"
    )
    told = start(code, "--vault", str(tmp_path / "vault"))
    assert told.stdout.split() == ["vault.in_use", "Services"]


@LINUX
def test_a_start_drops_foreign_settings_once_and_keeps_its_arguments(tmp_path: Path) -> None:
    code = (
        "import json, os, sys\n"
        "from trustapp.services import process\n"
        "process.without_foreign_settings(sys.argv[1:])\n"
        "print(json.dumps([sys.argv[1:], dict(os.environ)]))\n"
    )
    foreign = {
        "LD_LIBRARY_PATH": str(tmp_path),
        "LD_BIND_NOW": "1",
        "PYTHONPATH": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
        "QT_PLUGIN_PATH": str(tmp_path),
        "QML2_IMPORT_PATH": str(tmp_path),
    }
    own = {"LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":7", "XMODIFIERS": "@im=ibus"}
    arguments, environment = json.loads(start(code, "--vault", "a b", **foreign, **own).stdout)
    assert arguments == [process.CLEANED, "--vault", "a b"]
    assert not set(foreign) & set(environment)
    assert {name: environment.get(name) for name in own} == own
    again = json.loads(start(code, process.CLEANED, "--vault", "a b", **foreign).stdout)
    assert again[0] == [process.CLEANED, "--vault", "a b"], "it never begins anew twice"
    assert json.loads(start(code, "--vault", "a b", **own).stdout)[0] == ["--vault", "a b"]


def test_the_mark_of_a_clean_start_is_no_option_of_the_program(tmp_path: Path) -> None:
    code = (
        "from ui import app\n"
        "app.run = lambda folder, arguments, **given: print(arguments)\n"
        "from ui.__main__ import main\n"
        "main()\n"
    )
    told = start(code, "--vault", str(tmp_path), PYTHONHASHSEED="1")
    assert told.stdout.strip() == str(["--vault", str(tmp_path)])


@pytest.mark.parametrize(
    "name", ["LD_PRELOAD", "LD_AUDIT", "PYTHONHOME", "QT_PLUGIN_PATH", "QML_IMPORT_PATH"]
)
def test_what_loads_other_code_is_foreign(name: str) -> None:
    assert foreign_settings({name: "/somewhere"}) == (name,)


@pytest.mark.parametrize(
    "name", ["LANG", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "DISPLAY", "GTK_PATH", "OLD_PWD"]
)
def test_everything_else_is_the_persons_own(name: str) -> None:
    assert foreign_settings({name: "/somewhere"}) == ()


def test_what_a_frozen_programs_loader_sets_is_its_own() -> None:
    own = {"LD_LIBRARY_PATH": "/opt/app:/opt/app/lib", "QT_PLUGIN_PATH": "/opt/app/PySide6/plugins"}
    assert foreign_settings(own, "/opt/app") == ()
    assert foreign_settings({"LD_LIBRARY_PATH": "/opt/app:/home/a"}, "/opt/app") == ("LD_LIBRARY_PATH",)
    assert foreign_settings({"LD_LIBRARY_PATH": "/opt/application"}, "/opt/app") == ("LD_LIBRARY_PATH",)
    assert foreign_settings({"LD_LIBRARY_PATH": "/opt/app/../other"}, "/opt/app") == ("LD_LIBRARY_PATH",)


def test_a_program_begins_anew_as_it_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    for original, argv, wanted in (
        (["python3", "-m", "ui", "--vault", "x"], ["/a/ui/__main__.py", "--vault", "x"], ["-m", "ui"]),
        (["python3", "/usr/bin/trustapp"], ["/usr/bin/trustapp"], ["/usr/bin/trustapp"]),
        (
            ["python3", "-I", "/usr/bin/trustapp", "x"],
            ["/usr/bin/trustapp", "x"],
            ["-I", "/usr/bin/trustapp"],
        ),
    ):
        monkeypatch.setattr(sys, "orig_argv", original)
        monkeypatch.setattr(sys, "argv", argv)
        assert process.own_command() == ["/usr/bin/python3", *wanted]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.own_command() == ["/usr/bin/python3"]
