"""What a person does with backup sets in their own sitting: look, copy elsewhere, check, bring back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services import backups, restoring
from trustapp.services.files_under import private_file
from trustapp.services.household import Household
from trustapp.services.restoring import Wish
from trustapp.storage import archive, backup, files
from trustapp.storage.archive import Progress
from trustapp.storage.connection import integrity

CHECKED = "backup_checked"
DAYS_BETWEEN = 7
CHECKING = "checking"
"""Where a set's private space lies while it is looked at: in the vault's folder, encrypted as it is."""


@dataclass(frozen=True)
class SetView:
    """A set as a page shows it."""

    day: date
    path: Path
    size: int
    """Bytes."""


@dataclass(frozen=True)
class BackupView:
    """The sets in the vault, the newest first, and the folder where they lie."""

    sets: tuple[SetView, ...]
    folder: Path


@dataclass(frozen=True)
class Step:
    """How far a piece of work is, in bytes."""

    done: int
    total: int
    finished: bool = False

    @property
    def percent(self) -> int:
        """From 0 to 100."""
        return 100 if self.finished or not self.total else min(99, 100 * self.done // self.total)


class Work:
    """Long work in steps, so that it can be shown and stopped: call ``step`` until it is finished."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = Step(0, 1)

    def step(self) -> Outcome[Step]:
        """Go on for a moment. Codes: backup.*, storage.*."""
        try:
            self._last = Step(*next(self._progress))
        except StopIteration:
            self._last = Step(self._last.total, self._last.total, finished=True)
        return Outcome(self._last)

    def stop(self) -> Outcome[None]:
        """Give it up; nothing of it is left."""
        close = getattr(self._progress, "close", None)
        if close is not None:
            close()
        return Outcome(None)


class BackupService:
    """Everything here needs one's own sitting."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def view(self) -> Outcome[BackupView]:
        """The sets that are there."""
        self._household.me()
        folder = self._household.folder
        found = [SetView(one.day, one.path, one.path.stat().st_size) for one in reversed(backup.sets(folder))]
        return Outcome(BackupView(tuple(found), folder / backup.FOLDER))

    def copy_to(self, target: Path) -> Outcome[Work]:
        """A copy of this moment, written elsewhere in steps.

        The databases are closed for as long as a set is made of them; where the vault's own disk is full or
        read-only, the copy is written at once instead. Codes: backup.exists, vault.*, storage.*.
        """
        house = self._household
        house.me()
        if os.path.lexists(target):
            raise UserError("backup.exists")
        with house.at_rest():
            try:
                made = backups.make_set(house.vault, house.today())
            except UserError as error:
                if error.code not in ("storage.full", "storage.read_only"):
                    raise
                made = None
            if made is None:
                for _step in backups.copy_vault(house.vault, target, house.today()):
                    pass
        return Outcome(Work(iter(()) if made is None else backups.copy_set(made.path, target)))

    def check(self, path: Path) -> Outcome[Work]:
        """Compare a whole set with its digests, in steps. Codes: backup.*, storage.*."""
        self._household.me()
        return Outcome(Work(archive.prove(path)))

    def restore(self, source: Path, passphrase: str) -> Outcome[None]:
        """Bring a set back for the person whose sitting it is, which is over afterwards.

        Refused, the sitting goes on and nothing was changed. Codes: passphrase.wrong, backup.*, storage.*.
        """
        house = self._household
        wish = Wish(source, house.me().id, passphrase)
        with house.at_rest():
            for _step in restoring.restore(house.vault, wish, house.now()):
                pass
        house.close()
        return Outcome(None, frozenset(Topic))

    # -- now and then ------------------------------------------------------------------------------

    def look_at_newest(self) -> Outcome[bool]:
        """Once a week: whether the newest set holds and this person's own space in it opens.

        True where it does, where it is too early to look again, or where there is none to look at.
        """
        house = self._household
        there = backup.sets(house.folder)
        if not there or not self._is_due():
            return Outcome(True)
        try:
            holds = self._opens(there[-1].path)
        except UserError as error:
            if error.code in ("storage.full", "storage.read_only"):
                return Outcome(True)
            holds = False
        if holds:
            with house.private.transaction() as tables:
                tables.facts.set(CHECKED, house.today().isoformat().encode())
        return Outcome(holds)

    def _is_due(self) -> bool:
        with self._household.private.transaction() as tables:
            stored = tables.facts.get(CHECKED)
        if stored is None:
            return True
        days = (self._household.today() - date.fromisoformat(stored.decode())).days
        return not 0 <= days < DAYS_BETWEEN

    def _opens(self, path: Path) -> bool:
        house = self._household
        for _step in archive.prove(path):
            pass
        keys = house.keys()
        found = archive.manifest(path)
        name = private_file(keys.member)
        if found.find(name) is None or found.vault != keys.vault_id:
            return False
        with _room(house.folder / CHECKING) as room:
            for entry in found.entries:
                if entry.name.startswith(name):
                    archive.extract(path, entry, room / entry.name)
            held = (keys.database_key, *keys.older_database)
            return any(integrity(room / name, key.view()) == () for key in held)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """An empty folder for its owner alone, gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        files.explain(error)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
