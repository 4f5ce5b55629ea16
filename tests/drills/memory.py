"""What is left in memory when the program has locked, and who may read memory at all.

The program runs as it is, offscreen; root reads all of its memory before and after the lock.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from tests.drills.ground import ROOT, begin_couple, keys_of, scratch
from tests.drills.plan import Drill, Portion, Tally
from tests.drills.process import fork
from trustapp.demonstration import PASSPHRASES
from trustapp.domain.answers import Answer, Choice, scale_of
from trustapp.domain.ids import FIRST, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services import process
from ui.shell.handover import HANDED_OVER

NAME: Final = "memory"
CANARY: Final = "Kanarienvogel-ö-7391"
ROUNDS, ALL_ROUNDS = 1, 50
PATIENCE: Final = 60.0
_PIECE: Final = 1 << 24
_NOBODY: Final = 65_534
_MAP: Final = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \d+\s*(.*)")

Secrets = Mapping[str, Sequence[bytes]]


def portions(full: bool) -> Sequence[Portion]:
    """Each round is a start, an opening, a lock and the fresh start; twice, the second in a pause."""
    return [Portion("rounds", 0, ALL_ROUNDS if full else ROUNDS)]


def run(portion: Portion) -> Tally:
    """Scan while open, when everything has to be found, and after the lock, when nothing may."""
    tally = Tally()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        tally.skipped = "only root on Linux may read another process's memory"
        return tally
    with scratch() as place:
        folder = place / "vault"
        category, secrets = _household(folder)
        for _number in range(portion.count):
            _round(tally, folder, category, secrets)
        _others(tally)
    return tally


def _household(folder: Path) -> tuple[str, Secrets]:
    """A couple whose first person wrote something private; gives where, and what may not be found."""
    house = begin_couple(folder)
    house.open(FIRST)
    for one in house.services.answers.category(house.category()).value.items[:3]:
        choice = Choice.NO if Choice.NO in scale_of(one.item) else scale_of(one.item)[0]
        house.services.answers.keep(Answer(one.item.id, choice, note=CANARY))
    own = house.services.own_rituals
    day = house.clock().date()
    ritual = own.put(RitualWords(RitualId(""), CANARY, CANARY, plan=Plan(day, rule="FREQ=DAILY"))).value
    own.write_note(ritual, CANARY, CANARY)
    category = house.category()
    house.services.vault.lock()
    keys = keys_of(folder)
    assert keys.shared_key is not None
    found = {
        "master key": [keys.umk()],
        "database key": _forms_of_key(keys.database_key.raw()),
        "shared key": _forms_of_key(keys.shared_key.raw()),
        "signing key": [keys._sign_key.raw()[:32]],
        "private words": _forms_of_text(CANARY),
        "passphrase": _forms_of_text(PASSPHRASES[FIRST]),
    }
    keys.wipe()
    return category, found


def _forms_of_key(key: bytes) -> list[bytes]:
    return [key, key.hex().encode()]


def _forms_of_text(text: str) -> list[bytes]:
    return [text.encode(), text.encode("latin-1"), text.encode("utf-16-le"), text.encode("utf-32-le")]


class _Program:
    """The program, driven line by line."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.drills.window", "drive", "--vault", str(folder)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._expect("start")

    def __enter__(self) -> _Program:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.communicate()

    def tell(self, line: str) -> None:
        """A line, and its answer."""
        self.send(line)
        self._expect(line.split()[0])

    def send(self, line: str) -> None:
        """A line without an answer."""
        pipe: IO[Any] | None = self.process.stdin
        assert pipe is not None
        pipe.write(f"{line}\n".encode())
        pipe.flush()

    def _expect(self, word: str) -> None:
        pipe: IO[Any] | None = self.process.stdout
        assert pipe is not None
        line = pipe.readline().decode().strip()
        if line != word:
            raise RuntimeError(
                f"the program said {line!r} instead of {word!r}: {self.process.communicate()[1]!r}"
            )

    def wait_until_replaced(self) -> None:
        """The fresh process shows its first page: its libraries are loaded and it waits."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            words = Path(f"/proc/{self.process.pid}/cmdline").read_bytes().split(b"\0")
            if b"drive" not in words and _waits(self.process.pid):
                return
            time.sleep(0.05)
        raise RuntimeError("the program was not replaced")


def _waits(pid: int) -> bool:
    """Whether the window's thread sleeps, with the widgets loaded."""
    status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return status[0] == "S" and "libQt6Widgets" in Path(f"/proc/{pid}/maps").read_text()


def _round(tally: Tally, folder: Path, category: str, secrets: Secrets) -> None:
    for paused in (False, True):
        with _Program(folder) as program:
            pid = program.process.pid
            program.tell(f"unlock {PASSPHRASES[FIRST]}")
            program.tell("go own_rituals")
            program.tell(f"go answers {category}")
            if paused:
                program.tell("pause")
            before = scan(pid, secrets)
            for name in ("master key", "database key", "shared key", "private words"):
                tally.control(name in before)
            program.send("idle" if paused else "lock")
            program.wait_until_replaced()
            after = scan(pid, secrets)
            lock = "the idle lock behind a pause" if paused else "the lock"
            for name in secrets:
                tally.case([f"{name} in memory after {lock}"] if name in after else [], lock)
            tally.case([] if _stands_in_pause(pid) == paused else [f"another page after {lock}"], lock)
            tally.case(_limits(pid), "core files")
            tally.case(_core(program), "a crash")


def _stands_in_pause(pid: int) -> bool:
    """Whether the fresh process was handed a pause; nothing of it is in its command line or environment."""
    return HANDED_OVER.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def scan(pid: int, secrets: Secrets) -> dict[str, int]:
    """Which of the secrets lie in this process's memory, and how often."""
    found: dict[str, int] = {}
    overlap = max(len(form) for forms in secrets.values() for form in forms)
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place = _MAP.match(line)
            if place is None or place[3] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            tail = b""
            for piece in _read(memory, int(place[1], 16), int(place[2], 16)):
                data = tail + piece
                for name, forms in secrets.items():
                    count = sum(data.count(form) for form in forms)
                    if count:
                        found[name] = found.get(name, 0) + count
                tail = data[-overlap + 1 :]
    return found


def _read(memory: IO[bytes], start: int, end: int) -> Sequence[bytes]:
    pieces = []
    while start < end:
        try:
            memory.seek(start)
            piece = memory.read(min(_PIECE, end - start))
        except (OSError, ValueError):
            break
        if not piece:
            break
        pieces.append(piece)
        start += len(piece)
    return pieces


def _limits(pid: int) -> list[str]:
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    core = next(line for line in lines if line.startswith("Max core file size"))
    return [] if core.split()[4:6] == ["0", "0"] else [f"core files are allowed: {core}"]


def _core(program: _Program) -> list[str]:
    """The program crashes in a folder in which a core file would be found."""
    before = set(ROOT.iterdir())
    program.process.send_signal(signal.SIGABRT)
    program.process.wait()
    left = [path.name for path in set(ROOT.iterdir()) - before if "core" in path.name]
    return [f"{name} was left" for name in left]


# -- another process of the same person ------------------------------------------------------------------

_PR_SET_DUMPABLE: Final = 4


def _others(tally: Tally) -> None:
    """Two processes of one account that is not root: one hardened as at a start, one that is not."""
    for harden in (True, False):
        told = _read_by_another(harden=harden)
        if harden:
            tally.case(
                [] if told == "refused" else [f"/proc/PID/mem: {told}"], "another process of the same account"
            )
        else:
            tally.control(told == "read")


def _read_by_another(*, harden: bool) -> str:
    gate, opener = os.pipe()
    owner = fork(partial(_own, gate, opener, harden))
    owner.next_line()
    reader = fork(partial(_open_memory, owner.pid))
    told = reader.next_line()
    reader.wait()
    owner.kill()
    owner.wait()
    os.close(gate)
    os.close(opener)
    return told


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)


def _own(gate: int, opener: int, harden: bool, ack: Callable[[str], None]) -> None:
    os.close(opener)
    _become_nobody()
    # Changing the account closed the memory already; a program that is started normally has it open.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    if harden:
        process.begin()
    ack("there")
    os.read(gate, 1)


def _open_memory(pid: int, ack: Callable[[str], None]) -> None:
    _become_nobody()
    try:
        os.close(os.open(f"/proc/{pid}/mem", os.O_RDONLY))
    except PermissionError:
        ack("refused")
    else:
        ack("read")


DRILL: Final = Drill(
    NAME,
    "keys and private words in memory after the lock; memory and core files for others",
    portions,
    run,
    "before the lock, and of a process that is not hardened",
    least=1.0,
    wrong="found",
)
