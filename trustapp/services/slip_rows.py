"""The rows of what is over with the day, by their ids, and of notes: see docs/storage-format.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.rituals import AfterNote, Ceiling, Moved
from trustapp.domain.shown import Passage
from trustapp.domain.triggers import Told
from trustapp.storage.slips import BEGUN, LETTER, NOTE, PASSAGE, TOLD, Slip
from trustapp.storage.space import SharedTables
from trustapp.vault import letters, slips

_OUT: Final = re.compile(r"out/[0-9a-f]{32}/(.+)\Z")


def out_id(ritual: RitualId, original: date) -> str:
    """The row of a time that was left out: nobody's name is in it."""
    return f"out/{ritual}/{original.isoformat()}"


def moved_id(by: MemberId, ritual: RitualId, original: date) -> str:
    """The row of one person's word about a time."""
    return f"moved/{by}/{ritual}/{original.isoformat()}"


def ceiling_id(by: MemberId, ritual: RitualId, day: date) -> str:
    """The row of one person's ceiling."""
    return f"ceiling/{by}/{ritual}/{day.isoformat()}"


def begun_id(day: date) -> str:
    """The row that says that an evening of closeness began."""
    return BEGUN + day.isoformat()


def day_of(text: str) -> date | None:
    """The day at the end of an id, spelled as this program spells it: a row is found again by its id."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def note_of(row: Slip) -> AfterNote | None:
    """A shared note, whoever signed it; None for a row that holds none, or that of another id."""
    said = slips.parsed(row.data, slips.LARGEST_NOTE)
    note = said.value if said is not None else None
    return note if isinstance(note, AfterNote) and row.id == NOTE + note.id else None


def make_stand(tables: SharedTables, prefix: str, me: MemberId, wanted: Mapping[str, bytes]) -> None:
    """Under a prefix there lies in this name what is wanted and nothing besides, whoever wrote it.

    What the other says under it stays. Codes: storage.*.
    """
    there = {row.id: row.data for row in tables.slips.notes() if row.id.startswith(prefix)}
    for row, data in there.items():
        said = slips.parsed(data, slips.LARGEST_NOTE)
        if row not in wanted and said is not None and said.by == me:
            tables.slips.delete(row)
    for row, data in wanted.items():
        if there.get(row) != data:
            tables.slips.put(row, None, data)


def is_whole(row: Slip) -> bool:
    """Whether a row says something, whoever wrote it. It counts only where its signature holds besides."""
    if row.id.startswith(LETTER):
        # What is sealed is seen by its reader alone: of everything else it has a size.
        return row.day is None and len(row.data) == letters.SIZE
    for prefix, kind in ((TOLD, Told), (PASSAGE, Passage)):
        if row.id.startswith(prefix):
            said = slips.parsed(row.data, slips.LARGEST_NOTE)
            value = said.value if said is not None else None
            return row.day is None and isinstance(value, kind) and row.id == prefix + value.id
    if row.day is None:
        return note_of(row) is not None
    if day_of(row.day) is None:
        return False
    if row.id.startswith(BEGUN):
        return not row.data and day_of(row.id.removeprefix(BEGUN)) is not None
    out = _OUT.match(row.id)
    if out is not None:
        return not row.data and day_of(out[1]) is not None
    said = slips.parsed(row.data)
    if said is None:
        return False
    by, value = said.by, said.value
    if isinstance(value, Moved):
        return row.id == moved_id(by, value.ritual, value.original)
    return isinstance(value, Ceiling) and row.id == ceiling_id(by, value.ritual, value.day)
