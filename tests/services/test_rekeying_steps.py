"""Killed, or out of disk, at every single step of making new keys: the old opens or the new, never neither.

Each step runs in a process of its own that is killed there; the disk then holds what it would hold.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_rekeying import NEW, limits, state, verified
from trustapp.bootstrap import Services, build
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.storage.connection import Database
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.session import Vault

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

CALLS = ("open", "write", "fsync", "replace", "rename", "unlink")
FINISHED, REFUSED = 0, 3

STRIDE = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 12
FIRST_STEP = {"killed": 0, "full": 4, "once": 8}
"""Every step with the thorough profile; every day each twelfth, beginning elsewhere for each way to fail."""


class Disk:
    """Counts every call that changes a file, SQLite's commits among them, and fails from one of them on."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, how: str) -> None:
        self.count = 0
        self._at, self._how = at, how
        for name in CALLS:
            patch.setattr(os, name, self._wrap(name, getattr(os, name)))
        patch.setattr(Database, "execute", self._execute(Database.execute))

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            if name == "open" and not arguments[1] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
                return real(*arguments, **more)
            if self._fails(name != "unlink"):
                raise OSError(errno.ENOSPC, "full")
            return real(*arguments, **more)

        return call

    def _execute(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def execute(database: Database, statement: str, values: Any = ()) -> Any:
            if statement == "COMMIT" and self._fails(True):
                raise UserError("storage.full")
            return real(database, statement, values)

        return execute

    def _fails(self, needs_room: bool) -> bool:
        self.count += 1
        if self._how == "killed" and self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
        return needs_room and (
            (self._how == "full" and self.count >= self._at)
            or (self._how == "once" and self.count == self._at)
        )


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where the system has one: nothing here depends on what a flush costs."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def template(couple: Home) -> Home:
    """A couple with a limit each; nobody sits there."""
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    couple.open(SECOND)
    state(couple, "Not on the stairs.")
    couple.services.vault.lock()
    return couple


LIMITS = ["Not in the kitchen.", "Not on the stairs."]


def in_another_process(work: Callable[[], int]) -> int:
    """What the work gave, in a process that may be killed in it; -9 where it was."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def rekey_at(services: Services, at: int, how: str, count: Callable[[int], None]) -> int:
    """Open, begin, confirm, and fail at one step of the run."""
    services.vault.unlock(FIRST, ROBIN)
    sheet = services.rekeying.begin(ROBIN, NEW).value
    services.rekeying.confirm(dict(enumerate(sheet.groups)))
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch, at, how)
        try:
            services.rekeying.run()
        except UserError:
            return REFUSED
        count(disk.count)
    return FINISHED


def opens(services: Services, passphrase: str) -> tuple[str, ...] | None:
    """The notices of an own opening; None where the passphrase is wrong."""
    services.vault.lock()
    try:
        return services.vault.unlock(FIRST, passphrase).value.notices
    except UserError as error:
        if error.code != "passphrase.wrong":
            raise
        return None


def is_finished(folder: Path, policy: KdfPolicy, passphrase: str) -> bool:
    keys = Vault(folder, policy).unlock(FIRST, passphrase)
    try:
        return keys.before is None and not keys.older_shared and not keys.older_database
    finally:
        keys.wipe()


def check(home: Home, folder: Path, policy: KdfPolicy, ended: int, partner_first: bool) -> None:
    """Whatever happened: one passphrase opens, everything is there, the partner comes in, it is finished."""
    services = build(folder, clock=home.clock, policy=policy)
    here = Home(services, home.clock, folder, home.renew)
    if partner_first:
        # That there is no copy under the new keys yet is told to whoever opens first.
        told = set(services.vault.unlock(SECOND, SASHA).value.notices)
        assert told <= {"partner_rekeyed", "backup_missing"}
        assert (limits(here), verified(here)) == (LIMITS, True)
    old = opens(services, ROBIN)
    new = opens(services, NEW) if old is None else None
    assert (old is None) != (new is None)
    assert old is None or ended != FINISHED
    assert set(old or new or ()) <= {"rekey_finished", "backup_missing"}
    assert (limits(here), verified(here)) == (LIMITS, True)
    services.vault.lock()
    holds = ROBIN if new is None else NEW
    assert is_finished(folder, policy, holds)
    assert set(services.vault.unlock(SECOND, SASHA).value.notices) <= {"partner_rekeyed"}
    assert (limits(here), verified(here)) == (LIMITS, True)
    services.vault.lock()
    assert services.vault.unlock(FIRST, holds).value.notices == ()
    services.vault.lock()
    assert not [one.name for one in folder.iterdir() if one.name.endswith((".aside", "-journal", ".db.new"))]


@pytest.mark.parametrize("how", ["killed", "full", "once"])
def test_at_every_step(template: Home, quick: Path, cheap_policy: KdfPolicy, how: str) -> None:
    def run(folder: Path, at: int) -> int:
        shutil.copytree(template.folder, folder)

        def work() -> int:
            services = build(folder, clock=template.clock, policy=cheap_policy)
            counted = folder.with_suffix(".count")
            return rekey_at(services, at, how, lambda steps: counted.write_text(str(steps)) and None)

        return in_another_process(work)

    folder = quick / "counted"
    assert run(folder, sys.maxsize) == FINISHED
    steps = int(folder.with_suffix(".count").read_text())
    assert steps > 60
    ended = []
    for at in range(1 + FIRST_STEP[how] % STRIDE, steps + 1, STRIDE):
        folder = quick / f"step-{at}"
        ended.append(run(folder, at))
        check(template, folder, cheap_policy, ended[-1], partner_first=at % 2 == 0)
        shutil.rmtree(folder)
    expected = {"killed": {-signal.SIGKILL}, "full": {REFUSED, FINISHED}, "once": {REFUSED, FINISHED}}[how]
    assert set(ended) == expected
