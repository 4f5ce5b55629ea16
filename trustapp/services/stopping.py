"""What tightens and cannot be stopped: stop file first, then outbox, then ledger; and taking it in again.

The bytes are in docs/vault-format.md, "pN.stop", the rules in docs/ledger.md, "Outbox".
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.statements import Statement, Suspend
from trustapp.vault import files, ledger, stopfile, stopseal
from trustapp.vault.ledger import Signed

if TYPE_CHECKING:
    from trustapp.services.household import Household

SAVED: Final = "note-"
"""How the name of a saved statement begins; it says nothing of what it is."""


class Stopping:
    """What one sitting said or found that the ledger does not hold yet."""

    def __init__(self, house: Household) -> None:
        self._house = house
        self.waiting: tuple[Signed, ...] = ()
        """Lies in a stop file or in the outbox and counts, though the ledger could not be written."""
        self._unkept: tuple[Signed, ...] = ()
        self._stamp: object = None

    def forget(self) -> None:
        """The sitting is over."""
        self.waiting = self._unkept = ()
        self._stamp = None

    # -- saying ------------------------------------------------------------------------------------

    def say(self, signed: Signed) -> None:
        """One durable write is success; what the ledger did not take waits. Codes: statement.not_kept."""
        house = self._house
        in_stop = self._into_stop_files(signed)
        in_outbox = house.into_outbox(signed)
        try:
            house.append([signed])
        except UserError as error:
            if not in_stop and not in_outbox:
                self._unkept = (*self._unkept, signed)
                raise UserError("statement.not_kept") from error
            self.waiting = (*self.waiting, signed)
            return
        if in_outbox:
            with suppress(UserError):
                house.out_of_outbox(signed.statement.id)
        if in_stop:
            self._clear_held()
        self._say_unkept(signed.statement)

    def _say_unkept(self, said: Statement) -> None:
        """There is room again: what could not be kept before is said too, unless it was said anew now."""
        unkept, self._unkept = self._unkept, ()
        for one in unkept:
            if replace(one.statement, id=said.id) != said:
                with suppress(UserError):
                    self.say(one)

    def _into_stop_files(self, signed: Signed) -> bool:
        statement = signed.statement
        if isinstance(statement, Suspend) and not statement.by:
            try:
                stopfile.mark_suspended(self._house.vault, statement.id)
            except UserError:
                return False
            return True
        seal = self._seal()
        return seal is not None and stopseal.keep(self._house.folder, seal, signed)

    def _seal(self) -> stopseal.Seal | None:
        keys = self._house.any_keys()
        return stopseal.Seal(keys) if keys is not None and keys.shared_key is not None else None

    # -- taking in ---------------------------------------------------------------------------------

    def take_in(self, *, opening: bool = False) -> bool:
        """Look into the stop files, where they changed, and bring what counts into the ledger.

        What the ledger does not take now waits and counts all the same. Gives whether anything new was
        found. At an ``opening`` of one's own, places whose entry counts for nothing are freed.
        """
        stamp = stopfile.stamp(self._house.folder)
        if stamp == self._stamp and not self.waiting and not opening:
            return False
        before = self._known()
        self._take_in(opening=opening)
        self._stamp = stopfile.stamp(self._house.folder)
        return bool(self._known() - before)

    def _known(self) -> set[tuple[MemberId, StatementId]]:
        said = {(one.statement.by, one.statement.id) for one in self._house.reading().said}
        return said | {(one.statement.by, one.statement.id) for one in self.waiting}

    def _take_in(self, *, opening: bool) -> None:
        house, seal = self._house, self._seal()
        found = stopseal.entries(house.folder, seal) if seal is not None else ()
        whole = [one.signed for one in found if one.signed is not None]
        genuine = self._genuine(whole)
        marks = tuple(map(_of_mark, stopfile.suspensions(house.vault)))
        self.waiting = ledger.missing(house.reading(), (*marks, *genuine, *self.waiting))
        if self.waiting and not house.is_shut:
            with suppress(UserError):
                house.append(list(self.waiting))
                self.waiting = ()
        if opening and seal is not None:
            with suppress(UserError, OSError):
                stopseal.clear(house.folder, seal, [one for one in found if one.signed not in genuine])
        self._clear_held()

    def _genuine(self, found: Sequence[Signed]) -> tuple[Signed, ...]:
        """What of these tightens and was said by its giver, as far as the keys of this sitting tell."""
        house, keys = self._house, self._house.any_keys()
        if not found or keys is None:
            return ()
        return ledger.genuine(house.events_to_learn_from(), keys.vault_id, keys.pins, found)

    def _clear_held(self) -> None:
        """Take out of the stop files what the ledger holds, as it was read back."""
        house, seal = self._house, self._seal()
        if house.is_shut:
            return
        with suppress(UserError, OSError):
            for mark in stopfile.suspensions(house.vault):
                if not ledger.missing(house.reading(), [_of_mark(mark)]):
                    stopfile.clear(house.vault, mark)
            if seal is not None:
                found = stopseal.entries(house.folder, seal)
                stopseal.clear(house.folder, seal, [one for one in found if self._is_held(one)])
        self._stamp = stopfile.stamp(house.folder)

    def _is_held(self, entry: stopseal.Entry) -> bool:
        return entry.signed is not None and not ledger.missing(self._house.reading(), [entry.signed])

    # -- another folder ----------------------------------------------------------------------------

    @property
    def unkept(self) -> tuple[Signed, ...]:
        """What nothing in the folder could be written of, while the sitting lasts."""
        return self._unkept

    def save(self, folder: Path) -> tuple[Path, ...]:
        """Write what could not be kept into another folder, sealed, a file each. Codes: storage.*."""
        seal = self._seal()
        if seal is None:
            raise UserError("vault.alone")
        made = []
        for signed in self._unkept:
            path = folder / f"{SAVED}{secrets.token_hex(4)}"
            files.replace(path, stopseal.saved(seal, signed))
            made.append(path)
        self._unkept = ()
        return tuple(made)

    def take_saved(self, path: Path) -> int:
        """Say again what a saved file holds; how many statements that were. Codes: statement.not_ours."""
        seal = self._seal()
        if seal is None:
            raise UserError("vault.alone")
        data = files.read(path, stopseal.PLACES * stopseal.PLACE) or b""
        genuine = self._genuine(stopseal.read_saved(seal, data))
        if not genuine:
            raise UserError("statement.not_ours")
        fresh = ledger.missing(self._house.reading(), genuine)
        for signed in fresh:
            self.say(signed)
        return len(fresh)


def _of_mark(mark: StatementId) -> Signed:
    return ledger.unsigned(Suspend(mark, MemberId("")))
