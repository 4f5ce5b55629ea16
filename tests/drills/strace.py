"""Recording what an operation asks of the disk, call by call, with strace."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.drills.disk_model import Cut, File, Folder, Write
from tests.drills.ground import ROOT
from tests.drills.operation import Facts

_CALLS: Final = (
    "open", "openat", "creat", "close", "write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate",
    "truncate", "fallocate", "fsync", "fdatasync", "sync", "syncfs", "rename", "renameat", "renameat2",
    "unlink", "unlinkat", "link", "linkat", "lseek", "dup", "dup2", "dup3", "copy_file_range", "sendfile",
)  # fmt: skip
WITHIN: Final = ("restoring-new", "restoring")
"""Folders within the vault that the model has; ``backups`` it leaves out."""
SCRATCH: Final = b"restoring-new/present"
"""A folder of copies that nothing reads after an interruption."""
_LINE: Final = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_LONGEST: Final = 1 << 20
_ACK: Final = 2
"""The recorded program acknowledges by writing to its standard error."""


class UnknownCallError(Exception):
    """The program asked for something that the model does not know."""


@dataclass(frozen=True)
class Call:
    """One call that succeeded: its name, its texts as bytes, its other arguments, its result."""

    name: str
    texts: tuple[bytes, ...]
    words: tuple[str, ...]
    result: int


def available() -> bool:
    """Whether strace is here and may trace."""
    strace = shutil.which("strace")
    if strace is None or not sys.platform.startswith("linux"):
        return False
    return (
        subprocess.run(
            [strace, "-qq", "-e", "trace=none", "true"], capture_output=True, check=False
        ).returncode
        == 0
    )


def record(operation: str, folder: Path, facts: Facts, *, careless: bool = False) -> list[Call]:
    """Run the operation on the folder under strace; ``careless`` switches the engine's flushing off."""
    log, known = folder.with_name("strace.log"), folder.with_name("facts.json")
    known.write_text(json.dumps(facts), encoding="utf-8")
    program = [
        sys.executable,
        "-m",
        "tests.drills.recorded",
        operation,
        str(folder),
        str(known),
        str(int(careless)),
    ]
    strace = [
        "strace",
        "-qq",
        "-xx",
        "-s",
        str(_LONGEST),
        "-e",
        "signal=none",
        "-e",
        "trace=" + ",".join(_CALLS),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*strace, "-o", str(log), *program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{operation} cannot be recorded: {done.stderr[-500:]}")
    with log.open(encoding="ascii") as lines:
        calls = [call for line in lines if (call := _parse(line)) is not None]
    log.unlink()
    return calls


def _parse(line: str) -> Call | None:
    found = _LINE.match(line)
    if found is None or int(found[3]) < 0:
        return None
    arguments = found[2]
    if '"...' in arguments:
        raise UnknownCallError("a text was cut")
    texts = tuple(bytes.fromhex(one[1].replace("\\x", "")) for one in _TEXT.finditer(arguments))
    words = tuple(word.strip() for word in _TEXT.sub("@", arguments).split(","))
    return Call(found[1], texts, words, int(found[3]))


@dataclass
class _Handle:
    file: File | None
    """None for a folder."""
    at: int = 0
    folder: str = ""
    """Which folder within the vault; "" for the vault itself."""


class Replay:
    """Goes through a recording and keeps the model of one folder up to date."""

    def __init__(self, folder: Path, files: dict[str, bytes]) -> None:
        self.model = Folder(files)
        self.acks: list[str] = []
        self._folder = os.fsencode(folder)
        self._handles: dict[int, _Handle] = {}

    def steps(self, calls: list[Call]) -> Iterator[int]:
        """Gives a number after each call that changed something, from 1 on."""
        number = 0
        for call in calls:
            if self._take(call):
                number += 1
                yield number

    def _name(self, path: bytes) -> str | None:
        """The name of a file in the folder, or in one within it that is looked at; None elsewhere."""
        above, _slash, name = path.rpartition(b"/")
        within = above.removeprefix(self._folder + b"/")
        if above == self._folder:
            return os.fsdecode(name)
        if within + b"/" + name == SCRATCH:
            return None
        return os.fsdecode(within + b"/" + name) if within.decode() in WITHIN else None

    def _take(self, call: Call) -> bool:
        name = call.name
        if name in ("open", "openat", "creat"):
            return self._open(call)
        if name.startswith(("rename", "unlink", "link")):
            return self._rename_or_remove(call)
        if name == "write" and call.words[0] == str(_ACK):
            self.acks += [line[4:] for line in call.texts[0].decode().splitlines() if line.startswith("ack ")]
            return False
        handle = self._handles.get(int(call.words[0])) if call.words[0].isdigit() else None
        if handle is None:
            return False
        return self._use(call, handle)

    def _open(self, call: Call) -> bool:
        path = call.texts[0]
        if path == self._folder:
            self._handles[call.result] = _Handle(None)
            return False
        name, flags = self._name(path), " ".join(call.words)
        if name in WITHIN:
            self._handles[call.result] = _Handle(None, folder=name)
            return False
        if name is None or "O_DIRECTORY" in flags:
            self._handles.pop(call.result, None)
            return False
        file = self.model.find(name)
        changed = file is None
        if file is None:
            if "O_CREAT" not in flags and call.name != "creat":
                raise UnknownCallError(f"{call.name} of a file that the model does not have: {name}")
            file = self.model.create(name)
        if "O_TRUNC" in flags:
            file.pending.append(Cut(0))
            changed = True
        self._handles[call.result] = _Handle(file)
        return changed

    def _rename_or_remove(self, call: Call) -> bool:
        names = [self._name(path) for path in call.texts]
        if all(name is None for name in names):
            return False
        if call.name.startswith("unlink") and names[0] is not None:
            self.model.remove(names[0])
        elif call.name.startswith("rename") and names[0] is not None and names[1] is not None:
            self.model.rename(names[0], names[1])
        else:
            raise UnknownCallError(call.name)
        return True

    def _use(self, call: Call, handle: _Handle) -> bool:
        name, file = call.name, handle.file
        if name == "close":
            del self._handles[int(call.words[0])]
            return False
        if name in ("fsync", "fdatasync"):
            self.model.flush(handle.folder) if file is None else file.flush()
            return True
        if name == "lseek":
            handle.at = call.result
            return False
        if file is None or name not in ("write", "pwrite64", "ftruncate"):
            raise UnknownCallError(name)
        if name == "ftruncate":
            file.pending.append(Cut(int(call.words[1])))
            return True
        at = int(call.words[3]) if name == "pwrite64" else handle.at
        file.pending.append(Write(at, call.texts[0][: call.result]))
        if name == "write":
            handle.at += call.result
        return True
