"""Households for tests: real encrypted vaults of one person or two, and a clock that the test sets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clocks import Clock
from trustapp.bootstrap import Services, build
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue
from trustapp.services.openings import Opened, Setup
from trustapp.vault.kdf import KdfPolicy

ROBIN = "lantern oak seventh river calm"
SASHA = "copper violin eleven meadow frost"
WORDS = {FIRST: ROBIN, SECOND: SASHA}


@dataclass
class Home:
    """The household of a test: its services, its clock and its folder."""

    services: Services
    clock: Clock
    folder: Path
    renew: Callable[[], Services]
    """Other services on the same folder, as a fresh process would have them."""

    def open(self, member: MemberId) -> Opened:
        """Lock, then open this person's own sitting."""
        self.services.vault.lock()
        return self.services.vault.unlock(member, WORDS[member]).value

    def together(self, member: MemberId = FIRST) -> None:
        """Both at the screen, from one person's sitting."""
        self.open(member)
        self.services.vault.open_together()


def one_person(folder: Path, clock: Clock, policy: KdfPolicy) -> Home:
    """Robin, alone, with the sitting open."""

    def renew() -> Services:
        return build(folder, clock=clock, policy=policy)

    services = renew()
    services.vault.begin(Setup("Robin", Hue.LAKE, ROBIN))
    services.vault.finish_setup()
    return Home(services, clock, folder, renew)


def household(folder: Path, clock: Clock, policy: KdfPolicy) -> Home:
    """Robin and Sasha; both have opened once since Sasha joined, and nobody sits there."""
    home = one_person(folder, clock, policy)
    _join(home)
    return home


def _join(home: Home) -> None:
    home.services.vault.invite()
    home.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
    home.services.vault.finish_setup()
    home.open(FIRST)
    home.services.vault.lock()


@pytest.fixture
def alone(tmp_path: Path, clock: Clock, cheap_policy: KdfPolicy) -> Iterator[Home]:
    """Robin, alone, with the sitting open."""
    home = one_person(tmp_path / "vault", clock, cheap_policy)
    yield home
    home.services.vault.lock()


@pytest.fixture(scope="session")
def two_people(tmp_path_factory: pytest.TempPathFactory, cheap_policy: KdfPolicy) -> Path:
    """The vault of Robin and Sasha, made once; each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("two") / "vault"
    household(folder, Clock(), cheap_policy)
    return folder


@pytest.fixture
def couple(two_people: Path, tmp_path: Path, clock: Clock, cheap_policy: KdfPolicy) -> Iterator[Home]:
    """Robin and Sasha; both have opened once since Sasha joined, and nobody sits there."""
    folder = tmp_path / "vault"
    shutil.copytree(two_people, folder)

    def renew() -> Services:
        return build(folder, clock=clock, policy=cheap_policy)

    home = Home(renew(), clock, folder, renew)
    yield home
    home.services.vault.lock()
