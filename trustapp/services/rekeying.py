"""New keys for somebody who thinks that another may know their passphrase.

Nothing is written before the new recovery sheet was copied and two of its groups were typed back.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services import backups, renewing
from trustapp.services.files_under import private_file
from trustapp.services.household import Household
from trustapp.services.openings import RecoverySheet
from trustapp.services.vaults import sheet_of
from trustapp.storage import rekeying as files
from trustapp.storage.space import PrivateSpace
from trustapp.vault import passphrase as passphrases
from trustapp.vault import recovery, rekeying
from trustapp.vault.session import OwnKeys


class Stage(IntEnum):
    """How far it has come; each value names what is being done."""

    RESTING = 0
    KEYS = 1
    SPACE = 2
    SHARED = 3
    DONE = 4


class Rekeyed(NamedTuple):
    """The new passphrase and the new sheet hold.

    ``finished``: no file lies under an old key any more; where it is False, the next opening goes on.
    """

    finished: bool


@dataclass(repr=False)
class _Plan:
    keys: OwnKeys
    passphrase: str
    code: tuple[str, ...]
    confirmed: bool = field(default=False)


class RekeyService:
    """Makes every key of one person anew, in their own sitting."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._plan: _Plan | None = None
        self._stage = Stage.RESTING

    def stage(self) -> Stage:
        """How far the work has come; may be asked from any thread."""
        return self._stage

    def begin(self, passphrase: str, new: str) -> Outcome[RecoverySheet]:
        """The sheet to copy; nothing is written yet.

        Codes: passphrase.wrong, passphrase.weak, passphrase.same, agreement.not_verified, rekey.unfinished,
        vault.anew_open, and why the shared space cannot be reached.
        """
        house = self._household
        keys = house.keys()
        house.vault.prove(keys, passphrase)
        if passphrases.secret_of(passphrase) == passphrases.secret_of(new):
            raise UserError("passphrase.same")
        if not passphrases.strength(new, tuple(house.names.values())).enough:
            raise UserError("passphrase.weak")
        if keys.before is not None or keys.older_shared:
            raise UserError("rekey.unfinished")
        header = house.vault.header()
        if header is not None and header.anew:
            # Who begins anew lists the keys that they find: other ones would shut this person out.
            raise UserError("vault.anew_open")
        if keys.shared_key is not None:
            _ = house.shared
            reading = house.reading()
            if reading.unbroken < reading.seq:
                raise UserError("agreement.not_verified")
        self._plan = _Plan(keys, new, recovery.new_code())
        return Outcome(sheet_of(house, self._plan.code))

    def confirm(self, answers: dict[int, str]) -> Outcome[bool]:
        """Whether the typed groups (index from 0) are those of the new sheet."""
        plan = self._require_plan()
        plan.confirmed = bool(answers) and recovery.is_on_sheet(plan.code, answers)
        return Outcome(plan.confirmed)

    def forget(self) -> Outcome[None]:
        """Not now: the new passphrase and sheet were never written anywhere."""
        self._plan, self._stage = None, Stage.RESTING
        return Outcome(None)

    def run(self) -> Outcome[Rekeyed]:
        """Make every key anew.

        Codes: rekey.not_confirmed, memory.short, storage.*: all is as before then. rekey.uncertain: the
        space is closed then.
        """
        plan = self._require_plan()
        if not plan.confirmed:
            raise UserError("rekey.not_confirmed")
        try:
            self._renew(plan)
            self._stage = Stage.SHARED
            finished = self._finish()
            self._make_set()
        finally:
            self._plan, self._stage = None, Stage.RESTING
        self._stage = Stage.DONE
        return Outcome(Rekeyed(finished), frozenset(Topic))

    def _require_plan(self) -> _Plan:
        """What was begun in this very sitting."""
        if self._plan is None or self._plan.keys is not self._household.keys():
            raise UserError("rekey.not_confirmed")
        return self._plan

    def _renew(self, plan: _Plan) -> None:
        """The private space under its new key beside the old one, then the key file, then the rename."""
        house = self._household
        self._stage = Stage.KEYS
        fresh = rekeying.draw(house.vault, plan.keys, plan.passphrase, plan.code)
        self._stage = Stage.SPACE
        path, had_shared = house.vault.path(private_file(plan.keys.member)), house.has_shared
        house.set_down()
        try:
            made = files.copy(PrivateSpace, path, plan.keys.database_key.view(), fresh.database_key)
            renewed = rekeying.commit(house.vault, plan.keys, fresh)
        except UserError as error:
            self._undo(plan.keys, path, had_shared, error)
            raise
        with suppress(UserError):
            files.put_in_place(made, path)
        self._take_up(renewed, had_shared)

    def _undo(self, keys: OwnKeys, path: Path, had_shared: bool, error: UserError) -> None:
        """Go on as before; where the disk left open which keys hold, the next opening finds out."""
        if error.code == "rekey.uncertain":
            self._household.abandon()
            return
        files.discard(path)
        self._take_up(keys, had_shared)

    def _take_up(self, keys: OwnKeys, had_shared: bool) -> None:
        try:
            self._household.take_up(keys)
        except UserError as error:
            self._household.abandon()
            raise UserError("rekey.uncertain") from error
        if had_shared:
            try:
                self._household.open_shared()
            except UserError as error:
                self._household.shut_shared(error)

    def _make_set(self) -> None:
        """The private space in older sets lies under a key that is gone: one that can come back is made now.

        The next lock makes it where this could not.
        """
        with suppress(UserError, OSError), self._household.at_rest():
            backups.make_set(self._household.vault, self._household.today())

    def _finish(self) -> bool:
        try:
            renewing.finish(self._household)
        except UserError:
            return False
        return True
