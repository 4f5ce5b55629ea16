"""What lies on this computer: every file of the vault, by what it is."""

from __future__ import annotations

import os
import re
import stat
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from trustapp.domain.ids import MemberId
from trustapp.storage import files


class RemainKind(StrEnum):
    """What a file is; the page has words for each."""

    HEADER = "header"
    KEYS = "keys"
    SPACE = "space"
    PICTURES = "pictures"
    SEAL = "seal"
    SHEET = "sheet"
    STOP = "stop"
    TRIES = "tries"
    SHARED = "shared"
    SHARED_PICTURES = "shared_pictures"
    ASIDE = "aside"
    BACKUP = "backup"
    DEVICE = "device"
    LOCK = "lock"
    UNFINISHED = "unfinished"
    """What an interrupted write left, or a deletion that is under way."""
    OTHER = "other"
    """Not made by this program."""


class Remain(NamedTuple):
    """One file. ``mine`` is None for a file that belongs to nobody alone; ``size`` is in bytes.

    ``left`` says that it is of somebody who is not in the shared space any more.
    """

    name: str
    kind: RemainKind
    mine: bool | None
    size: int
    left: bool = False


_KINDS: Final = (
    (r"VAULT(\.bak)?", RemainKind.HEADER),
    (r"p\d+\.keys(\.bak)?", RemainKind.KEYS),
    (r"p\d+\.db(-journal)?", RemainKind.SPACE),
    (r"p\d+\.pictures\.db(-journal)?", RemainKind.PICTURES),
    (r"p\d+\.seal", RemainKind.SEAL),
    (r"p\d+\.sheet", RemainKind.SHEET),
    (r"p\d+\.stop", RemainKind.STOP),
    (r"p\d+\.tries", RemainKind.TRIES),
    (r"p\d+\.gone", RemainKind.UNFINISHED),
    (r"shared\.db(-journal)?", RemainKind.SHARED),
    (r"shared\.pictures\.db(-journal)?", RemainKind.SHARED_PICTURES),
    (r".*\.aside(-\w+)?", RemainKind.ASIDE),
    (r"backups/.*\.backup", RemainKind.BACKUP),
    (r"device\.toml", RemainKind.DEVICE),
    (r"lock", RemainKind.LOCK),
    (r"(VAULT|p\d+|shared|device|backups/).*\.new", RemainKind.UNFINISHED),
    (r"(checking|restoring|restoring-new)/.*", RemainKind.UNFINISHED),
)


def found_in(folder: Path, me: MemberId, left: frozenset[MemberId] = frozenset()) -> tuple[Remain, ...]:
    """Every file in the folder and in those within it, in the order of their kinds. Codes: storage.*.

    ``left`` are the members who are not in the shared space any more.
    """
    try:
        found = [_told(folder, path, me, left) for path in _files(folder)]
    except OSError as error:
        files.explain(error)
    order = list(RemainKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.name)))


def _files(folder: Path) -> list[Path]:
    return [
        Path(place) / name for place, _folders, names in os.walk(folder, onerror=_refuse) for name in names
    ]


def _refuse(error: OSError) -> None:
    raise error


def _told(folder: Path, path: Path, me: MemberId, left: frozenset[MemberId]) -> Remain:
    name = path.relative_to(folder).as_posix()
    status = os.lstat(path)
    kind = next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, name)), RemainKind.OTHER)
    if not stat.S_ISREG(status.st_mode):
        kind = RemainKind.OTHER
    owner = re.match(r"(p\d+)[.-]", name)
    whose = owner[1] if owner else None
    return Remain(name, kind, whose == me if whose else None, status.st_size, whose in left)
