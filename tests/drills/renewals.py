"""What changes whole files: a newer program's schemas, a set brought back, new keys, a new member."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from tests.drills.ground import BOTH, CHEAP, NAMES, House, begin_couple, unsound
from tests.drills.operation import (
    LATER,
    Ack,
    Facts,
    Operation,
    alarms,
    keep_note,
    missing,
    notes,
    visit,
)
from trustapp.demonstration import PASSPHRASES
from trustapp.domain.agreement import State
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.services import backups, restoring
from trustapp.services.beginning_anew import Stage
from trustapp.services.openings import Setup
from trustapp.services.restoring import Wish
from trustapp.storage import exchange
from trustapp.storage.connection import Database
from trustapp.storage.schema import PRIVATE, SHARED, Kind
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault.session import Vault

THIRD: Final = MemberId("p3")
NEW: Final = "velvet anchor ninety harbor plum"
BEFORE, AFTER = "before the set", "after the set"


def _begin(folder: Path) -> House:
    """A couple with a limit and a private answer."""
    house = begin_couple(folder)
    house.open(FIRST)
    house.limit(BEFORE)
    keep_note(house, 0)
    house.services.vault.lock()
    return house


def _limits(house: House) -> list[str]:
    return house.texts(State.STANDS)


def _for_both(folder: Path, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is wrong for either, and the first one's notes."""
    problems, found = visit(folder, lambda house: (_limits(house), notes(house)))
    for member in BOTH:
        problems += missing(wanted, found[member][0])
    return problems, found[FIRST][1]


# -- migration: a program whose schemas are one version ahead ------------------------------------------


def _colours(database: Database) -> None:
    database.execute("ALTER TABLE fact ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def _places(database: Database) -> None:
    database.execute("ALTER TABLE round ADD COLUMN place_of TEXT NOT NULL DEFAULT ''")


@cache
def _next(kind: Kind) -> Kind:
    step = _colours if kind is PRIVATE else _places
    return Kind(kind.name, kind.application_id, (*kind.migrations, step))


@contextmanager
def _next_program() -> Iterator[None]:
    PrivateSpace.KIND, SharedSpace.KIND = _next(PRIVATE), _next(SHARED)
    try:
        yield
    finally:
        PrivateSpace.KIND, SharedSpace.KIND = PRIVATE, SHARED


def _prepare_migration(folder: Path) -> Facts:
    _begin(folder)
    return {}


def _work_migration(folder: Path, _facts: Facts, ack: Ack) -> None:
    with _next_program():
        house = House.on(folder, LATER)
        house.open(FIRST)
        ack("open")
        house.limit("under the new one")
        ack("limit")


def _look_migration(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    with _next_program():
        wanted = [BEFORE, *(["under the new one"] if "limit" in acks else [])]
        problems, kept = _for_both(folder, wanted)
        return problems + missing(["note 0"], kept) + unsound(folder)


# -- restore: a set brought back ------------------------------------------------------------------------


def _prepare_restore(folder: Path) -> Facts:
    house = _begin(folder)
    vault = Vault(folder, CHEAP, house.clock)
    made = backups.make_set(vault, house.clock().date())
    if made is None:
        raise RuntimeError("no set was made")
    source = folder.with_name("kept.backup")
    shutil.copyfile(made.path, source)
    house.open(FIRST)
    house.limit(AFTER)
    keep_note(house, 1)
    for member in BOTH:
        house.open(member)
    house.services.vault.lock()
    return {"source": str(source)}


def _work_restore(folder: Path, facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    wish = Wish(Path(facts["source"]), FIRST, PASSPHRASES[FIRST])
    for _step in restoring.restore(Vault(folder, CHEAP, house.clock), wish, house.clock()):
        pass
    ack("restored")
    house.open(FIRST)
    ack("open")


def _look_restore(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    exchange.finish(folder)  # as every start does, before anything is opened
    problems, kept = _for_both(folder, [BEFORE, AFTER])
    if kept not in (["note 0"], ["note 0", "note 1"]) or (acks and "note 1" in kept):
        problems.append(f"{kept} are there after {list(acks)}")
    left = [one.name for one in folder.iterdir() if one.name.startswith("restoring")]
    return [*problems, *(f"{name} was left" for name in left), *unsound(folder)]


# -- new keys: somebody may know the passphrase -----------------------------------------------------------


def _work_rekey(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    sheet = house.services.rekeying.begin(PASSPHRASES[FIRST], NEW).value
    house.services.rekeying.confirm(dict(enumerate(sheet.groups)))
    house.services.rekeying.run()
    ack("new keys")


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        Vault(folder, CHEAP).unlock(FIRST, passphrase).wipe()
    except UserError as error:
        if error.code != "passphrase.wrong":
            raise
        return False
    return True


def _look_rekey(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    opening = [one for one in (PASSPHRASES[FIRST], NEW) if _opens(folder, one)]
    if len(opening) != 1 or (acks and opening != [NEW]):
        return [f"{len(opening)} passphrases open after {list(acks)}"]
    known = {**PASSPHRASES, FIRST: opening[0]}
    house, problems = House.on(folder, LATER + 1), []
    for member in (FIRST, SECOND):
        problems += alarms(house.open(member, known[member]))
        problems += missing([BEFORE], _limits(house))
    house.open(FIRST, known[FIRST])
    problems += missing(["note 0"], notes(house))
    house.services.vault.lock()
    keys = Vault(folder, CHEAP).unlock(FIRST, known[FIRST])
    if keys.before is not None or keys.older_shared or keys.older_database:
        problems.append("an opening did not finish the new keys")
    keys.wipe()
    return problems + unsound(folder, known)


# -- beginning anew: the other has lost passphrase and recovery code --------------------------------------


def _join_anew(house: House) -> None:
    name, hue = NAMES[SECOND]
    house.services.vault.join(Setup(f"{name} B.", hue, NEW))
    house.services.vault.finish_setup()
    house.services.vault.lock()


def _work_anew(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    house.services.anew.invite(PASSPHRASES[FIRST])
    ack("invited")
    house.services.vault.lock()
    _join_anew(house)
    ack("joined")
    house.open(FIRST)
    ack("met")
    house.open(THIRD, NEW)
    ack("in")
    house.services.vault.lock()


def _look_anew(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    """Whatever was interrupted can be gone on with, and no limit is lost on the way."""
    house, problems = House.on(folder, LATER + 1), []
    if not acks:
        house.open(FIRST)
        if house.services.anew.look().value.stage is Stage.NONE:
            house.services.vault.lock()
            return [*_for_both(folder, [BEFORE])[0], *unsound(folder)]
    if "joined" not in acks and THIRD not in [one.id for one in house.services.vault.look().value.members]:
        house.services.vault.lock()
        _join_anew(house)
    told = house.open(FIRST)
    problems += [f"told {one}" for one in alarms(told) if "joined" in acks]
    problems += missing([BEFORE], _limits(house)) + missing(["note 0"], notes(house))
    told = house.open(THIRD, NEW)
    problems += [f"p3 is told {one}" for one in alarms(told) if "joined" in acks]
    problems += missing([BEFORE], _limits(house))
    house.services.vault.lock()
    return problems + unsound(folder, {FIRST: PASSPHRASES[FIRST], THIRD: NEW})


RENEWALS: Final = (
    Operation("migration", _prepare_migration, _work_migration, _look_migration, coarse=6),
    Operation("restore", _prepare_restore, _work_restore, _look_restore, coarse=6),
    Operation("rekey", _prepare_migration, _work_rekey, _look_rekey, coarse=6),
    Operation("anew", _prepare_migration, _work_anew, _look_anew, coarse=6),
)
