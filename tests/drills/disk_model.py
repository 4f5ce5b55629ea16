"""What may lie on a disk after the power fails: the model that the power drill replays.

- What was written to a file is safe once that file was flushed. Before, each sector of 512 bytes may be
  there or not, whatever came after it; one may be torn, its first bytes new and the rest old. Where a file
  grew, its new length may be there without its content, which then reads as zeros.
- A name that was made, changed or removed is safe once its folder was flushed. Before, names come to the
  disk in the order in which they were changed, and any number of the last changes may be missing. Renaming
  is atomic, that of a folder too. Flushing one folder keeps every change of names up to its own last one.
- Flushing a file does not flush its name, and the other way round.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

SECTOR: Final = 512
LOST, KEPT, SOME, TORN = "lost", "kept", "some", "torn"
MODES: Final = (LOST, SOME, TORN, LOST, SOME, TORN, SOME, KEPT)
"""How states are drawn: everything unsynced lost, sectors kept at random, one write torn, everything kept."""


@dataclass(frozen=True)
class Write:
    """Bytes at a place of a file."""

    at: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file was given this length."""

    length: int


@dataclass(eq=False)
class File:
    """One file, whatever it is called: what is safe of it, and what came since."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list)

    def flush(self) -> None:
        """See everything onto the disk."""
        for change in self.pending:
            _apply(self.safe, change)
        self.pending.clear()

    def live(self) -> bytes:
        """What a program reads that is still running."""
        content = bytearray(self.safe)
        for change in self.pending:
            _apply(content, change)
        return bytes(content)

    def after(self, mode: str, chance: random.Random) -> bytes:
        """What is there after the power failed."""
        if mode == LOST or not self.pending:
            return bytes(self.safe)
        if mode == KEPT:
            return self.live()
        content = bytearray(self.safe)
        changes = _some(self.pending, chance) if mode == SOME else _torn(self.pending, chance)
        for change in changes:
            _apply(content, change)
        longest = max((one.at + len(one.data) for one in self.pending if isinstance(one, Write)), default=0)
        if longest > len(content) and chance.random() < 0.25:
            content.extend(bytes(longest - len(content)))
        return bytes(content)


def _apply(content: bytearray, change: Write | Cut) -> None:
    if isinstance(change, Cut):
        del content[change.length :]
        content.extend(bytes(change.length - len(content)))
        return
    if len(content) < change.at:
        content.extend(bytes(change.at - len(content)))
    content[change.at : change.at + len(change.data)] = change.data


def _some(pending: list[Write | Cut], chance: random.Random) -> Iterator[Write | Cut]:
    """Each sector, and each change of length, with even odds."""
    for change in pending:
        if isinstance(change, Cut):
            if chance.random() < 0.5:
                yield change
            continue
        sectors = list(_sectors(change))
        bits = chance.getrandbits(len(sectors)) if sectors else 0
        yield from (one for place, one in enumerate(sectors) if bits >> place & 1)


def _torn(pending: list[Write | Cut], chance: random.Random) -> Iterator[Write | Cut]:
    """Everything up to one write, and of that the first bytes."""
    last = chance.randrange(len(pending))
    yield from pending[:last]
    change = pending[last]
    if isinstance(change, Write) and change.data:
        yield Write(change.at, change.data[: chance.randrange(len(change.data))])


def _sectors(change: Write) -> Iterator[Write]:
    start = 0
    while start < len(change.data):
        end = min(len(change.data), start + SECTOR - (change.at + start) % SECTOR)
        yield Write(change.at + start, change.data[start:end])
        start = end


@dataclass(frozen=True)
class Named:
    """A name was given to a file, or taken away (None)."""

    name: str
    file: File | None


@dataclass(frozen=True)
class Change:
    """Names that change in one step, and the folders that this is a change of."""

    named: tuple[Named, ...]
    within: frozenset[str]


def _folder_of(name: str) -> str:
    """The folder within the vault that a name is in; "" for the vault itself."""
    return name.rpartition("/")[0]


class Folder:
    """One folder: the names that are safe, and the changes since, in their order.

    The name of a file in a folder within it has a slash; a folder is there as long as it has files.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self._safe = {name: File(bytearray(content)) for name, content in files.items()}
        self._pending: list[Change] = []

    def names(self, kept: int | None = None) -> dict[str, File]:
        """The files by name, with so many of the last changes; all of them where it is None."""
        names = dict(self._safe)
        for change in self._pending[:kept]:
            for one in change.named:
                if one.file is None:
                    names.pop(one.name, None)
                else:
                    names[one.name] = one.file
        return names

    def find(self, name: str) -> File | None:
        """The file that has this name now."""
        return self.names().get(name)

    def create(self, name: str) -> File:
        """A new empty file."""
        made = File()
        self._change(Named(name, made))
        return made

    def remove(self, name: str) -> None:
        """Take a name away."""
        self._change(Named(name, None))

    def rename(self, old: str, new: str) -> None:
        """Both happen or neither does; a folder takes everything in it along."""
        names = self.names()
        if old in names:
            self._change(Named(new, names[old]), Named(old, None))
            return
        moved = {name: file for name, file in names.items() if name.startswith(f"{old}/")}
        taken = [Named(name, None) for name in moved]
        given = [Named(new + name.removeprefix(old), file) for name, file in moved.items()]
        self._pending.append(Change((*taken, *given), frozenset({_folder_of(old), _folder_of(new)})))

    def _change(self, *named: Named) -> None:
        self._pending.append(Change(named, frozenset(_folder_of(one.name) for one in named)))

    def flush(self, folder: str = "") -> None:
        """See every name of a folder onto the disk, and with it what was changed before."""
        own = [place for place, change in enumerate(self._pending, start=1) if folder in change.within]
        kept = own[-1] if own else 0
        self._safe = self.names(kept)
        del self._pending[:kept]

    def live(self) -> dict[str, bytes]:
        """What a program sees that is still running."""
        return {name: file.live() for name, file in self.names().items()}

    def after(self, mode: str, chance: random.Random) -> dict[str, bytes]:
        """What is there after the power failed."""
        kept = {LOST: 0, KEPT: len(self._pending)}.get(mode)
        names = self.names(chance.randint(0, len(self._pending)) if kept is None else kept)
        return {name: file.after(mode, chance) for name, file in names.items()}
