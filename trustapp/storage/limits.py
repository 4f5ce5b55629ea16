"""How much the shared space may hold: asked of the file before anything is read out of it.

Either partner can write that file without this program, so a million events or a huge blob is expected
and refused. Writers keep the same limits: nothing is written that could not be read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.storage.connection import Database
from trustapp.storage.engine import PAGE_BYTES

LARGEST_FILE: Final = 64 * 1024 * 1024
LARGEST_PAGES: Final = LARGEST_FILE // PAGE_BYTES

_STEPS_PER_ROW: Final = 50


@dataclass(frozen=True)
class Limit:
    """The most rows of one table, and the most bytes of one value in it."""

    table: str
    place: str
    columns: tuple[str, ...]
    rows: int
    each: int

    def check(self, database: Database) -> None:
        """Refuse a file that holds more. Codes: storage.damaged."""
        sizes = ", ".join(f'coalesce(max(octet_length("{column}")), 0)' for column in self.columns)
        with database.budget(self.rows * _STEPS_PER_ROW):
            count, *largest = database.execute(f"SELECT count({self.place}), {sizes} FROM {self.table}")[0]
        if count > self.rows or max(largest) > self.each:
            raise UserError("storage.damaged")

    def require_room(self, database: Database) -> None:
        """Refuse one row too many. Codes: storage.full."""
        if database.number(f"SELECT count({self.place}) FROM {self.table}") >= self.rows:
            raise UserError("storage.full")

    def require_size(self, values: Sequence[str | bytes | None]) -> None:
        """Refuse a value that is too long. Codes: storage.full.

        What people type was bounded long before; what the other wrote with another program was not.
        """
        for value in values:
            data = value.encode() if isinstance(value, str) else value or b""
            if len(data) > self.each:
                raise UserError("storage.full")


EVENTS: Final = Limit("event", "seq", ("bytes",), 200_000, 64 * 1024)
DRAFTS: Final = Limit("draft", "place", ("line", "words"), 10_000, 64 * 1024)
ASKS: Final = Limit("ask", "place", ("id", "giver", "category", "title", "text"), 10_000, 8 * 1024)
TITLES: Final = Limit("talk_first", "place", ("id", "category", "title"), 10_000, 8 * 1024)
ROUNDS: Final = Limit("round", "place", ("id", "category", "begun", "opened"), 10_000, 1024)
SLIPS: Final = Limit("slip", "place", ("id", "day", "bytes"), 20_000, 32 * 1024)

ALL: Final = (EVENTS, DRAFTS, ASKS, TITLES, ROUNDS, SLIPS)


def check(database: Database) -> None:
    """Every table of the shared space, and the events without a gap. Codes: storage.damaged."""
    for limit in ALL:
        limit.check(database)
    _without_a_gap(database)


def check_events(database: Database) -> None:
    """The events alone, which every version has. Codes: storage.damaged."""
    EVENTS.check(database)
    _without_a_gap(database)


def _without_a_gap(database: Database) -> None:
    count, first, last = database.execute(
        "SELECT count(seq), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM event"
    )[0]
    if (first, last) != (1, count):
        raise UserError("storage.damaged")
