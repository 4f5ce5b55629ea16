"""The sets in ``backups/``: how they are named, made, listed, and which of them are kept.

docs/vault-format.md, "backups/", has the rules. Databases are closed whenever a set is made: copying a live
one would drop the engine's locks.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from trustapp import places
from trustapp.domain.errors import UserError
from trustapp.storage import archive, files
from trustapp.storage.archive import Content, Manifest, Part

FOLDER: Final = "backups"
DAILY, WEEKLY, MONTHLY = 7, 4, 6
MOST: Final = 40
"""With so many sets, none is made while the clock is in doubt."""

_AHEAD: Final = timedelta(days=62)
_NAME: Final = re.compile(r"([0-9]{6})-([0-9]{4}-[0-9]{2}-[0-9]{2})\.backup")
_LAST: Final = 999_999


class KeptSet(NamedTuple):
    """A set in ``backups/``, as its name tells: the larger number was made later, whatever its day."""

    number: int
    day: date
    path: Path


def sets(folder: Path) -> list[KeptSet]:
    """The sets of a vault, the one made first in front; what is no set of ours is left out."""
    try:
        names = os.listdir(folder / FOLDER)
    except OSError:
        return []
    found = (_set(folder / FOLDER / name) for name in names)
    return sorted(one for one in found if one is not None)


def _set(path: Path) -> KeptSet | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    with contextlib.suppress(OSError, ValueError):
        if stat.S_ISREG(os.lstat(path).st_mode):
            return KeptSet(int(parts[1]), date.fromisoformat(parts[2]), path)
    return None


def make(
    folder: Path, day: date, vault: str, contents: Mapping[str, Content], *, always: bool = False
) -> KeptSet | None:
    """Make a set, prove it, then let go of those that are not kept; None where the rule makes none.

    With ``always`` it is made whatever is there, and nothing goes: it may be what is about to be restored.

    Codes: storage.*.
    """
    present = sets(folder)
    doubt = in_doubt([one.day for one in present], day)
    number = present[-1].number + 1 if present else 1
    if (doubt and len(present) >= MOST and not always) or number > _LAST:
        return None
    path = folder / FOLDER / f"{number:06d}-{day.isoformat()}.backup"
    new = files.beside(path, ".new")
    _make_folder(folder / FOLDER)
    _clear_leftovers(folder / FOLDER)
    for _step in archive.write(new, day, vault, contents):
        pass
    files.put_in_place(new, path)
    if not doubt and not always:
        _let_go([*present, KeptSet(number, day, path)])
    return KeptSet(number, day, path)


def _make_folder(folder: Path) -> None:
    try:
        places.make_folder_within(folder)
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise UserError("storage.refused")
    except OSError as error:
        files.explain(error)


def _clear_leftovers(folder: Path) -> None:
    """What an interrupted making left: it never counted."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            stem, dot, end = name.rpartition(".")
            if dot and end == "new" and _NAME.fullmatch(stem):
                (folder / name).unlink()


def in_doubt(days: Sequence[date], today: date) -> bool:
    """Whether the clock went back, or far ahead, since the last set was made; nothing is let go then."""
    return bool(days) and not timedelta(0) <= today - days[-1] <= _AHEAD


def kept(days: Sequence[date]) -> set[int]:
    """Which sets stay, as places in ``days``: the days of the sets in the order in which they were made.

    The clock plays no part: places are compared with one another alone.
    """
    keep: set[int] = set()
    for most, label in _PLACES:
        met: set[Hashable] = set()
        for place in range(len(days) - 1, -1, -1):
            name = label(days[place])
            if name not in met and len(met) < most:
                met.add(name)
                keep.add(place)
    return keep


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month


def _day(day: date) -> Hashable:
    return day


_PLACES: Final[tuple[tuple[int, Callable[[date], Hashable]], ...]] = (
    (DAILY, _day),
    (WEEKLY, _week),
    (MONTHLY, _month),
)


def _let_go(present: Sequence[KeptSet]) -> None:
    stay = kept([one.day for one in present])
    for place, one in enumerate(present):
        if place not in stay:
            with contextlib.suppress(OSError):
                one.path.unlink()


def make_again(one: KeptSet, contents: Mapping[str, bytes]) -> None:
    """Put other small files into a set in place of its own; the old or the new set is there at any moment.

    A name that the set does not hold is not added. Codes: backup.*, storage.*.
    """
    found = archive.manifest(one.path)
    _write_again(one, found, {name: contents.get(name, part) for name, part in _parts(one, found).items()})


def leave_out(one: KeptSet, begins: str, contents: Mapping[str, bytes]) -> bool:
    """Make a set again without the files whose names begin so; False where it holds none of them.

    ``contents`` take the place of its own, as in make_again. The old set's bytes stay where they lie:
    whoever wants them gone overwrites them. Codes: backup.*, storage.*.
    """
    found = archive.manifest(one.path)
    parts = _parts(one, found)
    kept = {name: contents.get(name, part) for name, part in parts.items() if not name.startswith(begins)}
    if len(kept) < len(parts):
        _write_again(one, found, kept)
    return len(kept) < len(parts)


def _parts(one: KeptSet, found: Manifest) -> dict[str, Content]:
    return {entry.name: Part(one.path, entry) for entry in found.entries}


def _write_again(one: KeptSet, found: Manifest, taken: Mapping[str, Content]) -> None:
    new = files.beside(one.path, ".new")
    try:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        for _step in archive.write(new, found.day, found.vault, taken):
            pass
        new.replace(one.path)
        files.flush_folder(one.path.parent)
    except OSError as error:
        files.explain(error)
