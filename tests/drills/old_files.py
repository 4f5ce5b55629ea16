"""An old page or an old file is put back after a clean lock: its owner's next opening tells."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.drills.ground import House, begin_couple, fresh, keys_of, quick_locks, scratch
from tests.drills.plan import Drill, Portion, Tally, split
from trustapp.domain.agreement import State
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST
from trustapp.storage.connection import integrity
from trustapp.storage.space import SharedSpace
from trustapp.vault import seal

NAME: Final = "old"
PAGE: Final = 4096
LOCKS: Final = 4
SHORT, FULL = (60, 12), (850, 150)
"""Old private pages and files; old pages and files of the shared space, through the whole opening."""


def portions(full: bool) -> Sequence[Portion]:
    """Private and shared."""
    private, shared = FULL if full else SHORT
    return [*split("private", private, 425), *split("shared", shared, 75)]


@dataclass
class _Times:
    """The files of a vault after each of some clean locks."""

    folder: Path
    files: list[dict[str, bytes]] = field(default_factory=list)

    def keep(self) -> None:
        self.files.append({path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()})


def run(portion: Portion) -> Tally:
    """Put one thing back, look, put it right."""
    tally, chance = Tally(), portion.chance(NAME)
    with scratch() as place:
        house = begin_couple(place / "vault")
        times = _Times(house.folder)
        for number in range(LOCKS):
            house.clock.on(hours=1)
            house.open(FIRST)
            house.limit(f"limit {number}")
            house.services.vault.lock()
            times.keep()
        shutil.copytree(house.folder, place / "template")
        each = _private if portion.part == "private" else _shared
        for number in range(portion.count):
            each(tally, times, chance, number, place)
    return tally


def _put_back(times: _Times, name: str, chance: random.Random, whole: bool) -> tuple[bytes, str]:
    """The last content of a file, with one page of an earlier time, or that time's whole file."""
    then = chance.randrange(LOCKS - 1)
    old, new = times.files[then][name], times.files[-1][name]
    if whole:
        return old, f"{name} of lock {then}"
    page = chance.randrange(min(len(old), len(new)) // PAGE) * PAGE
    return new[:page] + old[page : page + PAGE] + new[
        page + PAGE :
    ], f"page {page // PAGE} of {name} of lock {then}"


def _private(tally: Tally, times: _Times, chance: random.Random, number: int, place: Path) -> None:
    """By the seal, as every opening asks it; the engine's own checks are the control."""
    name = "p1.seal" if number % 10 == 9 else "p1.db"
    data, what = _put_back(times, name, chance, whole=number % 5 == 4)
    (times.folder / name).write_bytes(data)
    keys = keys_of(times.folder)
    last = seal.read(times.folder / "p1.seal", keys.umk(), keys.vault_id, FIRST)
    told = seal.differs(last, times.folder / "p1.db")
    tally.case([] if told else ["nothing was told"], what)
    tally.detail[f"{name} {'told' if told else 'not told'}"] += 1
    if name == "p1.db" and number % 5 == 0:
        tally.control(not integrity(times.folder / name, keys.database_key.view()))
    keys.wipe()
    (times.folder / name).write_bytes(times.files[-1][name])


def _shared(tally: Tally, times: _Times, chance: random.Random, number: int, place: Path) -> None:
    """Through the whole opening of each witness: told, and every limit stands afterwards."""
    folder = fresh(place / "template", place / "opened")
    data, what = _put_back(times, "shared.db", chance, whole=number % 2 == 1)
    keys = keys_of(folder)
    before = _events(folder, keys.shared_key.view() if keys.shared_key else None)
    (folder / "shared.db").write_bytes(data)
    after = _events(folder, keys.shared_key.view() if keys.shared_key else None)
    keys.wipe()
    if before == after:  # a page without a word of the ledger: there is nothing that could be told
        tally.detail["shared.db: the page held nothing of the ledger"] += 1
        return
    house = House.on(folder, 100)
    with quick_locks():
        told = {"ledger_changed", "ledger_rebuilt", "shared_set_aside"} & set(house.open(FIRST))
        limits = sorted(one for one in house.texts(State.STANDS) if one.startswith("limit"))
        house.services.vault.lock()
    problems = [] if told else ["nothing was told"]
    if limits != [f"limit {one}" for one in range(LOCKS)]:
        problems.append(f"only {limits} stand")
    tally.case(problems, what)
    tally.detail[f"shared.db {'told' if told else 'not told'}"] += 1


def _events(folder: Path, key: memoryview | None) -> list[bytes] | str:
    assert key is not None
    try:
        space = SharedSpace.open(folder / "shared.db", key)
    except UserError as error:
        return error.code
    try:
        with space.transaction() as tables:
            return list(tables.events.all())
    except UserError as error:
        return error.code
    finally:
        space.close()


DRILL: Final = Drill(
    NAME,
    "an old page or file put back after a clean lock",
    portions,
    run,
    "by the engine's own two checks",
    wrong="undetected",
)
