"""What every drill stands on: places for throw-away vaults, a household in one, and a look at all of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from tests.clocks import Clock
from trustapp import places
from trustapp.bootstrap import Services, build
from trustapp.demonstration import PASSPHRASES
from trustapp.documents.catalogue import LANGUAGE, Catalogues, load
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.checkups import CheckupService
from trustapp.services.openings import Setup
from trustapp.storage import padding
from trustapp.vault.kdf import KdfParameters, KdfPolicy
from trustapp.vault.session import OwnKeys, Vault

ROOT: Final = Path(__file__).resolve().parents[2]
BOTH: Final = (FIRST, SECOND)
NAMES: Final = {FIRST: ("Robin", Hue.LAKE), SECOND: ("Sasha", Hue.CLAY)}

_TINY: Final = KdfParameters(memory_kib=256, passes=1)
CHEAP: Final = KdfPolicy(default=_TINY, floor=_TINY, cap=KdfParameters(memory_kib=64 * 1024, passes=8))
"""The derivation is not what is drilled; it costs next to nothing here."""

_MEMORY: Final = Path("/dev/shm")
_ROOM: Final = 1 << 30

ALARMS: Final = frozenset({
    "file_put_back", "ledger_changed", "ledger_rebuilt", "shared_set_aside", "shared_busy", "shared_full",
    "shared_read_only", "shared_newer", "shared_shut", "disk_full", "disk_read_only", "clock_behind",
    "join_refused",
})  # fmt: skip
"""Notices that nobody may meet who only lost power or a process."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that goes; in memory where there is room: no drill asks whether a real disk keeps."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="trustapp-drill-", dir=_MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh(template: Path, folder: Path) -> Path:
    """A copy of a template in place of what lay there."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


@cache
def _catalogues() -> Catalogues:
    return load(places.resource("catalogues", LANGUAGE))


@dataclass
class House:
    """Services on a folder, at a time."""

    folder: Path
    clock: Clock
    services: Services

    @classmethod
    def on(cls, folder: Path, hours: float = 0) -> House:
        """As a fresh process has them, so many hours after the drills' beginning of time."""
        clock = Clock()
        clock.on(hours=hours)
        services = build(folder, clock=clock, policy=CHEAP)
        # Reading them again for each of thousands of cases would take longer than the cases.
        vars(services.vault._household)["catalogues"] = _catalogues()
        return cls(folder, clock, services)

    def open(self, member: MemberId, passphrase: str = "") -> tuple[str, ...]:
        """Lock, open this person's own sitting, and give its notices."""
        self.services.vault.lock()
        return self.services.vault.unlock(member, passphrase or PASSPHRASES[member]).value.notices

    def together(self) -> None:
        """Both at the screen."""
        self.open(FIRST)
        self.services.vault.open_together()

    def category(self) -> CategoryId:
        """The first category of the catalogue."""
        return self.services.answers.categories().value[0].id

    def limit(self, text: str) -> None:
        """State a limit in the sitting that is open."""
        self.services.agreements.state_limit(NewLimit(self.category(), "A limit", text, Kind.MINE))

    def texts(self, *states: State) -> list[str]:
        """The texts of the lines in these states."""
        lines = self.services.agreements.view().value.agreement.lines
        return sorted(line.text for line in lines if line.state in states)

    def draft(self, text: str, days: int = 60) -> LineId:
        """An opening that nobody said yes to yet."""
        until = self.clock().date() + timedelta(days=days)
        draft = NewDraft(LineKind.OPENING, self.category(), "A title", text, until)
        return self.services.agreements.draft(draft).value.id

    def agree(self, *texts: str, days: int = 60) -> list[LineId]:
        """Openings that count: both read them, slept on them and said still yes."""
        self.open(FIRST)
        lines = [self.draft(text, days) for text in texts]
        for member in BOTH:
            self.open(member)
            self.services.agreements.mark_seen(tuple(lines))
        self.clock.on(hours=25)
        for member in BOTH:
            self.open(member)
            for line in lines:
                self.services.agreements.still_yes(line, PASSPHRASES[member], paper=False)
        return lines


def begin_alone(folder: Path) -> House:
    """One person, with the sitting open."""
    house = House.on(folder)
    name, hue = NAMES[FIRST]
    house.services.vault.begin(Setup(name, hue, PASSPHRASES[FIRST]))
    house.services.vault.finish_setup()
    return house


def begin_couple(folder: Path) -> House:
    """Two people who both opened once since the second joined; nobody sits there."""
    house = begin_alone(folder)
    house.services.vault.invite()
    name, hue = NAMES[SECOND]
    house.services.vault.join(Setup(name, hue, PASSPHRASES[SECOND]))
    house.services.vault.finish_setup()
    house.open(FIRST)
    house.services.vault.lock()
    return house


def keys_of(folder: Path, member: MemberId = FIRST) -> OwnKeys:
    """One person's keys, from the key file."""
    return Vault(folder, CHEAP).unlock(member, PASSPHRASES[member])


@contextmanager
def quick_locks() -> Iterator[None]:
    """Looking takes many locks; rewriting every page at each of them is not what is looked at."""
    largest = padding.LARGEST_REWRITTEN_BYTES
    padding.__dict__["LARGEST_REWRITTEN_BYTES"] = 0
    try:
        yield
    finally:
        padding.__dict__["LARGEST_REWRITTEN_BYTES"] = largest


def unsound(folder: Path, passphrases: Mapping[MemberId, str] = PASSPHRASES) -> list[str]:
    """What the program's own check finds: files, both checks of the engine, ledger and witness."""
    problems: list[str] = []
    checks = CheckupService(Vault(folder, CHEAP))
    for member, _name in checks.members():
        if member not in passphrases:
            continue
        found = checks.spaces(member, passphrases[member]).findings
        problems += [f"{member}: {one.what} {one.code}" for one in found if not one.well]
    return problems
