"""Acceptance 27: something else in the place of a file, any file: refused in words, and never followed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.clocks import Clock
from tests.homes import WORDS, household
from trustapp.bootstrap import Services, build
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.services.agreements import NewLimit
from trustapp.services.glance import glance
from trustapp.services.preferences import DeviceSettings
from trustapp.vault.hardening import OwnerLock
from trustapp.vault.kdf import KdfPolicy

FIRSTS = tuple(f"p1.{kind}" for kind in ("keys", "keys.bak", "seal", "db", "sheet", "stop", "tries"))
COMPANIONS = tuple(f"{name}-{more}" for name in ("p1.db", "shared.db") for more in ("journal", "wal", "shm"))
STANDING = ("VAULT", "VAULT.bak", "shared.db", *FIRSTS)
SECONDS = tuple(name.replace("p1", "p2") for name in FIRSTS)
HALF_MADE = tuple(f"{name}.new" for name in (*STANDING, "device.toml"))
EVERY = ("lock", "device.toml", *STANDING, *SECONDS, *COMPANIONS, *HALF_MADE)

KEEPS_OUT = {
    "VAULT",
    "VAULT.bak",
    *COMPANIONS[:3],
    *(f"p1.{kind}" for kind in ("keys", "keys.bak", "seal", "db", "tries")),
}
"""What has to be what it is for the first person to come in; a trick in any other place keeps nobody out."""


def link(path: Path, elsewhere: Path) -> None:
    """To what lay there, as it was: whoever follows it notices nothing."""
    path.symlink_to(elsewhere)


def hanging_link(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere.with_name("nothing"))


def pipe(path: Path, _elsewhere: Path) -> None:
    os.mkfifo(path, 0o600)


def folder(path: Path, _elsewhere: Path) -> None:
    path.mkdir()
    (path / "mine").write_text("kept")


def listening(path: Path, _elsewhere: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path, _elsewhere: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # gives zeros without end
    except PermissionError:
        pytest.skip("only root makes devices")


Trick = Callable[[Path, Path], None]
TRICKS: tuple[Trick, ...] = (link, pipe, hanging_link, folder, listening, device)

HELD = "held"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, cheap_policy: KdfPolicy) -> Path:
    """A couple with a limit, a failed try and settings."""
    made = tmp_path_factory.mktemp("pristine") / "vault"
    home = household(made, Clock(), cheap_policy)
    home.services.preferences.set_device(DeviceSettings(theme="dark"))
    for member in (FIRST, SECOND):
        home.open(member)
        home.services.vault.lock()
    return made


@pytest.fixture(autouse=True)
def _nobody_waits() -> Iterator[None]:
    """Whoever reads a pipe to its end waits for ever."""

    def give_up(*_args: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def attempt(action: Callable[[], Any]) -> str:
    """``HELD``, or the code of the refusal; anything else is a failure of the test."""
    try:
        action()
    except UserError as error:
        return error.code
    return HELD


def a_sitting(services: Services, folder: Path, member: MemberId) -> dict[str, str]:
    """What reads and writes every file of one person, on a vault in which something is not what it was."""
    lock, vault = OwnerLock(folder), services.vault
    told = {
        "lock": attempt(lock.acquire),
        "glance": attempt(partial(glance, folder)),
        "device": attempt(services.preferences.device),
        "set device": attempt(partial(services.preferences.set_device, DeviceSettings(text_percent=150))),
        "suspend": attempt(vault.suspend_without_key),
        "wrong": attempt(partial(vault.unlock, member, "not my passphrase at all")),
        "opens": attempt(partial(vault.unlock, member, WORDS[member])),
    }
    if told["opens"] == HELD:
        category = services.answers.categories().value[0].id
        limit = NewLimit(category, "After work", "No touch in the first half hour.", Kind.MINE)
        told["limit"] = attempt(partial(services.agreements.state_limit, limit))
    told["closes"] = attempt(vault.lock)
    lock.release()
    return told


def left(folder: Path) -> dict[str, bytes | None]:
    """What lies there, by name."""
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "trick"),
    [
        *((name, link) for name in EVERY),
        *((name, pipe) for name in ("lock", "device.toml", *STANDING, *COMPANIONS)),
        *((name, trick) for name in ("lock", "device.toml", *STANDING) for trick in TRICKS[2:]),
    ],
)
def test_a_trick_in_the_place_of_any_file_is_refused_in_words_and_never_followed(
    name: str, trick: Trick, pristine: Path, tmp_path: Path, cheap_policy: KdfPolicy
) -> None:
    folder, elsewhere = tmp_path / "vault", tmp_path / "elsewhere"
    shutil.copytree(pristine, folder)
    elsewhere.mkdir()
    there = folder / name
    if there.exists():
        there.rename(elsewhere / "file")
    else:
        (elsewhere / "file").write_bytes(b"mine")
    trick(there, elsewhere / "file")
    before = left(elsewhere)
    member = SECOND if name.startswith("p2.") else FIRST
    told = a_sitting(build(folder, clock=Clock(), policy=cheap_policy), folder, member)
    assert set(told.values()) <= {HELD, "passphrase.wrong", "storage.refused"}
    assert told["opens"] == ("storage.refused" if name.replace("p2.", "p1.") in KEEPS_OUT else HELD)
    assert (told["lock"] == HELD) is (name != "lock")
    assert (told["set device"] == HELD) is (not name.startswith("device.toml"))
    assert told["suspend"] == HELD, "a suspension needs one stop file only"
    assert told.get("limit", HELD) == HELD
    assert told["closes"] == HELD
    assert left(elsewhere) == before


def test_without_a_trick_everything_is_held(pristine: Path, tmp_path: Path, cheap_policy: KdfPolicy) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(pristine, folder)
    for member in (FIRST, SECOND):
        told = a_sitting(build(folder, clock=Clock(), policy=cheap_policy), folder, member)
        assert {key for key, code in told.items() if code != HELD} == {"wrong"}


def test_every_file_of_a_vault_is_tried(pristine: Path) -> None:
    """But for the folder of sets, whose own tests try it: tests/storage/test_backup.py, test_archive.py."""
    assert {path.name for path in pristine.iterdir()} - {"backups"} <= set(EVERY)
