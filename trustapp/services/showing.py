"""Passages that each lets the other read: signed copies in the shared space, and what is out in one's own."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from trustapp.domain import shown
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.shown import MOST, Passage
from trustapp.services import slip_rows
from trustapp.services.household import Household
from trustapp.storage.slips import PASSAGE
from trustapp.storage.space import PrivateTables
from trustapp.vault import slips

SHOWN: Final = "shown_passages"
"""The fact that holds what one's own space knows to be out."""

CHANGED: Final = frozenset({Topic.PASSAGES})


class ShowingService:
    """What is shown is a copy: the reflection that it comes from stays as private as it was."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def preview(self, text: str) -> Outcome[Passage]:
        """Exactly what the other would see; nothing is shown by it.

        Codes: passage.empty, passage.too_long, sitting.not_own.
        """
        house = self._household
        return Outcome(Passage("", shown.checked(text), house.today().isoformat(), house.me().id))

    def show(self, text: str) -> Outcome[None]:
        """Let the other read a copy of these words.

        Codes: passage.empty, passage.too_long, passage.full, vault.alone, sitting.not_own, storage.*.
        """
        house = self._household
        made = Passage(house.new_id(), shown.checked(text), house.today().isoformat(), house.me().id)
        signed = slips.sign(house.keys(), made)
        _ = house.shared  # refused with the reason before anything is kept
        with house.private.transaction() as own:
            out = mine(own)
            if len(out) >= MOST:
                raise UserError("passage.full", most=MOST)
            own.facts.keep(SHOWN, (*out, made))
        with house.shared.transaction() as tables:
            tables.slips.put(PASSAGE + made.id, None, signed)
        return Outcome(None, CHANGED)

    def take_back(self, passage: str) -> Outcome[None]:
        """Take the copy away again; it may have been read. Codes: sitting.not_own, storage.*."""
        house = self._household
        with house.private.transaction() as own:
            own.facts.keep(SHOWN, tuple(one for one in mine(own) if one.id != passage))
        if house.has_shared:
            with house.shared.transaction() as tables:
                tables.slips.delete(PASSAGE + passage)
        return Outcome(None, CHANGED)

    def mine(self) -> Outcome[tuple[Passage, ...]]:
        """What one lets the other read, the newest first. Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as own:
            return Outcome(mine(own)[::-1])

    def shown(self) -> Outcome[tuple[Passage, ...]]:
        """What both let each other read, as it verifies, the newest first. Codes: storage.*."""
        house = self._household
        keys = house.any_keys()
        if keys is None or not house.has_shared:
            return Outcome(())
        with house.shared.transaction() as tables:
            rows = [row for row in tables.slips.notes() if row.id.startswith(PASSAGE)]
        found = []
        for row in rows[: -2 * MOST - 1 : -1]:
            said = slips.read(row.data, keys.vault_id, keys.pins, slips.LARGEST_NOTE)
            if said is not None and isinstance(said[1], Passage) and row.id == PASSAGE + said[1].id:
                found.append(said[1])
        return Outcome(tuple(found))


def mine(tables: PrivateTables) -> tuple[Passage, ...]:
    """What one's own space knows to be out, the oldest first. Codes: storage.damaged."""
    return tables.facts.value(SHOWN, tuple[Passage, ...]) or ()


def none_out(tables: PrivateTables) -> None:
    """An older space that was brought back shows nothing of what was taken back since."""
    tables.facts.delete(SHOWN)


def settle(house: Household) -> None:
    """At an own opening: what one shows stands as one's own space has it, and nothing besides."""
    if not house.has_shared:
        return
    with house.private.transaction() as own:
        out = mine(own)
    wanted = {PASSAGE + one.id: slips.sign(house.keys(), one) for one in out}
    with suppress(UserError), house.shared.transaction() as tables:
        slip_rows.make_stand(tables, PASSAGE, house.me().id, wanted)


def take_all_back(house: Household, me: MemberId) -> None:
    """Erase every passage under one's own name: whoever leaves takes them along. Codes: storage.*."""
    with house.private.transaction() as own:
        none_out(own)
    with house.shared.transaction() as tables:
        slip_rows.make_stand(tables, PASSAGE, me, {})
