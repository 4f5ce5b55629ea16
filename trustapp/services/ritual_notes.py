"""Notes after rituals that somebody let the other read: signed, where both read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.rituals import AfterNote
from trustapp.services.household import Household
from trustapp.services.ritual_views import RitualNote
from trustapp.storage.slips import NOTE
from trustapp.vault import slips

MOST: Final = 2_000
"""So many notes are read, the latest written first: either can write a file full of them."""


def shared(house: Household, me: MemberId | None, ritual: RitualId | None = None) -> tuple[RitualNote, ...]:
    """What both can read, of this ritual or of all; a row that its writer did not sign is none of it."""
    keys = house.any_keys()
    if not house.has_shared or keys is None:
        return ()
    # Asked before a signature is looked at, which takes most of the time.
    named = b'"' + ritual.encode() + b'"' if ritual is not None else b""
    with house.shared.transaction() as tables:
        rows = [row for row in tables.slips.notes() if named in row.data]
    found = []
    for row in rows[-MOST:]:
        said = slips.read(row.data, keys.vault_id, keys.pins, slips.LARGEST_NOTE)
        note = said[1] if said is not None else None
        if isinstance(note, AfterNote) and row.id == NOTE + note.id and ritual in (None, note.ritual):
            by = MemberId(note.by)
            found.append(RitualNote(note.id, note.ritual, note.name, note.day, note.text, by, mine=by == me))
    return tuple(found)


def share(house: Household, note: str) -> None:
    """A copy of a private note, signed. Codes: note.gone, sitting.not_own, storage.*."""
    me = house.me().id
    _ = house.shared  # refused with the reason where it cannot be reached
    with house.private.transaction() as tables:
        found = next((one for one in tables.own_rituals.notes() if one.id == note), None)
        if found is None:
            raise UserError("note.gone")
        copy = replace(found, by=me)
        tables.own_rituals.save_shared_notes((*_without(tables.own_rituals.shared_notes(), note), copy))
    _put(house, copy)


def take_back(house: Household, note: str) -> None:
    """Erase one's own shared copy. Codes: sitting.not_own, storage.*."""
    house.me()
    _ = house.shared
    with house.private.transaction() as tables:
        tables.own_rituals.save_shared_notes(_without(tables.own_rituals.shared_notes(), note))
    with house.shared.transaction() as tables:
        tables.slips.delete(NOTE + note)


def put_back(house: Household) -> None:
    """At an own opening: a row of this person says what they wrote, under their present key.

    One that is gone stays gone: a copy is made again by whoever wants to.
    """
    with house.private.transaction() as own:
        kept = own.own_rituals.shared_notes()
    if not kept:
        return
    with house.shared.transaction() as tables:
        there = {row.id: row.data for row in tables.slips.notes()}
    for note in kept:
        row = NOTE + note.id
        if row in there and there[row] != slips.sign(house.keys(), note):
            _put(house, note)


def _put(house: Household, note: AfterNote) -> None:
    data = slips.sign(house.keys(), note)
    with house.shared.transaction() as tables:
        tables.slips.put(NOTE + note.id, None, data)


def _without(notes: tuple[AfterNote, ...], note: str) -> tuple[AfterNote, ...]:
    return tuple(one for one in notes if one.id != note)
