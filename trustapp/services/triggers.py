"""A person's map of triggers and hard days: private, and of each the parts that the other may read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.triggers import MOST, HardDay, Told, Trigger, checked, checked_day, next_time, told
from trustapp.services import slip_rows
from trustapp.services.household import Household
from trustapp.storage.slips import TOLD
from trustapp.vault import slips

T = TypeVar("T", Trigger, HardDay)

CHANGED: Final = frozenset({Topic.TRIGGERS})


@dataclass(frozen=True)
class TriggersView:
    """Everything that its owner sees; ``days`` are the hard days with the date on which each comes next."""

    triggers: tuple[Trigger, ...]
    days: tuple[tuple[HardDay, date], ...]
    shares: bool
    """There is a shared space in which the other can read what is shared."""


class TriggerService:
    """Everything here is done in one's own sitting; what is shared is a copy that can be taken back."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def view(self) -> Outcome[TriggersView]:
        """Codes: sitting.not_own, storage.*."""
        house = self._household
        with house.private.transaction() as tables:
            triggers, days = tables.triggers.triggers(), tables.triggers.hard_days()
        today = house.today()
        coming = sorted(((one, next_time(one, today)) for one in days), key=_when)
        return Outcome(TriggersView(triggers, tuple(coming), house.has_shared))

    def preview(self, trigger: Trigger) -> Outcome[Told | None]:
        """Exactly what the other would read, before it is kept. Codes: trigger.*, sitting.not_own."""
        return Outcome(told(checked(trigger), self._household.me().id))

    def put(self, trigger: Trigger) -> Outcome[str]:
        """Keep a trigger, and where parts of it are shared, the other's copy with it.

        Codes: trigger.*, sitting.not_own, vault.alone (something is shared and nobody is there), storage.*.
        """
        house = self._household
        me = house.me().id
        made = checked(trigger)
        if not made.id:
            made = replace(made, id=house.new_id())
        copy = told(made, me)
        if copy is not None:
            _ = house.shared  # refused with the reason before anything is kept
        with house.private.transaction() as tables:
            tables.triggers.save_triggers(_with(tables.triggers.triggers(), made))
        self._tell(made.id, copy)
        return Outcome(made.id, CHANGED)

    def _tell(self, trigger: str, copy: Told | None) -> None:
        house = self._household
        if copy is None and not house.has_shared:
            return
        with house.shared.transaction() as tables:
            if copy is None:
                tables.slips.delete(TOLD + trigger)
            else:
                tables.slips.put(TOLD + trigger, None, slips.sign(house.keys(), copy))

    def remove(self, trigger: str) -> Outcome[None]:
        """Take one out, and the other's copy with it. Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            kept = tuple(one for one in tables.triggers.triggers() if one.id != trigger)
            tables.triggers.save_triggers(kept)
        self._tell(trigger, None)
        return Outcome(None, CHANGED)

    def put_day(self, hard: HardDay) -> Outcome[str]:
        """Codes: trigger.*, hard_day.no_day, sitting.not_own, storage.*."""
        made = checked_day(hard)
        if not made.id:
            made = replace(made, id=self._household.new_id())
        with self._household.private.transaction() as tables:
            tables.triggers.save_hard_days(_with(tables.triggers.hard_days(), made))
        return Outcome(made.id, CHANGED)

    def remove_day(self, hard: str) -> Outcome[None]:
        """Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            kept = tuple(one for one in tables.triggers.hard_days() if one.id != hard)
            tables.triggers.save_hard_days(kept)
        return Outcome(None, CHANGED)

    def told(self) -> Outcome[tuple[Told, ...]]:
        """What both told each other, as it verifies. Codes: sitting.locked, vault.alone, storage.*."""
        house = self._household
        keys = house.any_keys()
        if keys is None or not house.has_shared:
            return Outcome(())
        with house.shared.transaction() as tables:
            rows = [row for row in tables.slips.notes() if row.id.startswith(TOLD)]
        found = []
        for row in rows[-MOST:]:
            said = slips.read(row.data, keys.vault_id, keys.pins, slips.LARGEST_NOTE)
            if said is not None and isinstance(said[1], Told) and row.id == TOLD + said[1].id:
                found.append(said[1])
        return Outcome(tuple(found))


def settle(house: Household) -> None:
    """At an own opening: what one tells stands as one's own space has it, and nothing besides.

    What was changed is put right under the present key; what was taken back and put in again, by an older
    file or by hand, goes.
    """
    if not house.has_shared:
        return
    me = house.me().id
    with house.private.transaction() as own:
        copies = [copy for one in own.triggers.triggers() if (copy := told(one, me)) is not None]
    wanted = {TOLD + copy.id: slips.sign(house.keys(), copy) for copy in copies}
    with suppress(UserError), house.shared.transaction() as tables:
        slip_rows.make_stand(tables, TOLD, me, wanted)


def take_back(house: Household, me: MemberId) -> None:
    """Erase every copy under one's own name: whoever leaves takes them along. Codes: storage.*."""
    with house.shared.transaction() as tables:
        slip_rows.make_stand(tables, TOLD, me, {})


def _with(kept: tuple[T, ...], made: T) -> tuple[T, ...]:
    if any(one.id == made.id for one in kept):
        return tuple(made if one.id == made.id else one for one in kept)
    if len(kept) >= MOST:
        raise UserError("trigger.full", most=MOST)
    more: tuple[T, ...] = (made,)
    return kept + more


def _when(coming: tuple[HardDay, date]) -> date:
    return coming[1]
