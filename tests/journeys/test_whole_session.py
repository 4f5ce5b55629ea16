"""A whole session as a process of its own, watched from outside: what it opens, writes, dials and says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.whole_session import CANARY, PAPER, TRAP
from tests.traces import contents, found_in, spellings

ROOT = Path(__file__).resolve().parents[2]
STRACE = shutil.which("strace")
WATCHED = "%network,%file"
PLACES = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "temporary",
}
FONTS = "cache/fontconfig"
"""Written by the system's own library where nobody ever listed the fonts: names of fonts, nothing else."""

VAULT = re.compile(
    r"(VAULT|p[12]\.keys)(\.bak)?|p[12]\.(db|seal|sheet|stop|tries)|shared\.db|backups/00000[12]-[-0-9]{10}\.backup"
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(STRACE is None or sys.platform != "linux", reason="watched with strace"),
]


@dataclass(frozen=True)
class Watched:
    """What a process left behind, and every call of the system that it made of those looked for."""

    folder: Path
    said: str
    calls: tuple[str, ...]


def watch(command: Sequence[str], folder: Path) -> Watched:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "CUPS_SERVER")
    }
    for name, place in PLACES.items():
        (folder / place).mkdir()
        environment[name] = str(folder / place)
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    trace = folder.parent / "trace"
    strace = [STRACE or "", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", f"trace={WATCHED}", "-o", trace]
    done = subprocess.run(
        [*strace, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    calls = tuple(line.split(maxsplit=1)[1] for line in trace.read_text().splitlines())
    assert done.returncode == 0, done.stderr
    return Watched(folder, done.stdout + done.stderr, calls)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("session") / "person"
    folder.mkdir()
    return watch([sys.executable, "-m", "tests.journeys.whole_session", str(folder)], folder)


def internet(calls: Sequence[str]) -> list[str]:
    """Sockets that could reach another computer, or be reached from one."""
    return [call for call in calls if re.match(r"listen|(?!execve).*(AF_INET|AF_PACKET|AF_NETLINK)", call)]


def written(calls: Sequence[str]) -> set[str]:
    """The paths that were opened for writing or made."""
    made = [call for call in calls if re.match(r"mkdir|mknod|creat|link|symlink|rename", call)]
    made += [
        call for call in calls if call.startswith("open") and re.search(r"O_WRONLY|O_RDWR|O_CREAT", call)
    ]
    return {match for call in made for match in re.findall(r'"([^"]*)"', call)}


def test_no_socket_of_the_internet_is_ever_made(session: Watched) -> None:
    assert "done" in session.said
    assert internet(session.calls) == []
    local = [call for call in session.calls if "/run/cups/cups.sock" in call]
    assert local, "the printing system was looked for, on this computer alone"


def test_a_socket_of_the_internet_would_be_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "person"
    folder.mkdir()
    code = "import socket; socket.socket(socket.AF_INET).close(); open('/dev/null', 'w')"
    seen = watch([sys.executable, "-c", code], folder)
    assert len(internet(seen.calls)) == 1
    assert "/dev/null" in written(seen.calls)


def test_nothing_is_left_but_the_vault_and_the_paper_that_was_saved(session: Watched) -> None:
    left = {str(path.relative_to(session.folder)) for path, _data in contents(session.folder)}
    fonts = {name for name in left if name.startswith(FONTS)}
    odd = {name for name in left - fonts if not VAULT.fullmatch(name.removeprefix("vault/"))}
    assert odd == {PAPER}
    assert len(left - fonts) == 20


def test_nothing_is_written_anywhere_else_not_even_for_a_moment(session: Watched) -> None:
    own = [f"{session.folder}/{name}" for name in ("vault", PAPER, FONTS)]
    allowed = (*own, "/dev/null", "/dev/pts", "/dev/tty", "/proc/self/fd/")
    assert {path for path in written(session.calls) if not path.startswith(allowed)} - {
        str(session.folder)
    } == set()


def test_no_private_word_is_said_or_left_anywhere(session: Watched) -> None:
    forms = spellings(CANARY)
    assert found_in(session.folder, forms) == []
    assert [form for form in forms if form in session.said.encode()] == []
    assert [call for call in session.calls if CANARY in call] == []
    told = {line for line in session.said.splitlines() if not line.startswith("This plugin does not support")}
    assert told == {"done"}


LABEL = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["trustapp"])
label = QLabel({text!r})
label.show()
app.processEvents()
"""


def test_no_file_is_opened_because_somebody_typed_its_name(session: Watched) -> None:
    assert [call for call in session.calls if "/trap/" in call] == []


def test_a_file_that_typed_words_name_would_be_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "person"
    folder.mkdir()
    seen = watch([sys.executable, "-c", LABEL.format(text=TRAP)], folder)
    assert [call for call in seen.calls if "/trap/7391.png" in call] != []
