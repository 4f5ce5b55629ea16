"""Lists of reflections: filtered, searched, a part at a time, never with their whole texts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final, NamedTuple

from trustapp.domain.reflections import Facets, Piece, Query, Row
from trustapp.storage import rows, searching
from trustapp.storage.connection import Database, Value
from trustapp.storage.reflections import ReflectionTable
from trustapp.storage.rows import Flag

_LETTERS: Final = 160
"""What the list shows of the beginning of a text."""
_TOKENS: Final = 20
"""What it shows around a hit."""


class _Line(NamedTuple):
    number: int
    id: str
    day: date
    time: str
    title: str
    beginning: str
    kind: str
    mood: str
    pinned: Flag
    pictures: int


class _Found(NamedTuple):
    number: int
    snippet: str


_NEWEST: Final = "day DESC, time DESC, number DESC"


class ReflectionLists:
    """What is in the bin is on none of these lists but its own."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database
        self._whole = ReflectionTable(database)

    def rows(self, query: Query, offset: int, count: int) -> list[Row]:
        """A part of what is found: pinned first, then the newest day; with words the newest day alone."""
        where, values = _where(query)
        order = _NEWEST if searching.expression(query.words) else f"pinned DESC, {_NEWEST}"
        numbers = self._numbers(
            f"SELECT number FROM reflection WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            *values,
            count,
            offset,
        )
        return self._rows(numbers, searching.expression(query.words))

    def count(self, query: Query) -> int:
        """How many are found."""
        where, values = _where(query)
        return self._numbers(f"SELECT count(*) FROM reflection WHERE {where}", *values)[0]

    def recent(self, count: int) -> list[Row]:
        """The newest days, whether pinned or not."""
        question = f"SELECT number FROM reflection WHERE binned IS NULL ORDER BY {_NEWEST} LIMIT ?"
        return self._rows(self._numbers(question, count))

    def binned(self) -> list[Row]:
        """The bin: what was thrown away last first."""
        question = "SELECT number FROM reflection WHERE binned IS NOT NULL ORDER BY binned DESC, number DESC"
        return self._rows(self._numbers(question))

    def days(self, first: date, last: date) -> frozenset[date]:
        """The days within these two, both included, that something was written about."""
        found = self._database.execute(
            "SELECT DISTINCT day FROM reflection WHERE binned IS NULL AND pinned IN (0, 1)"
            " AND day BETWEEN ? AND ?",
            (first.isoformat(), last.isoformat()),
        )
        return frozenset(date.fromisoformat(row[0]) for row in found)

    def facets(self) -> Facets:
        """What there is to filter by."""
        kinds = self._texts("SELECT DISTINCT kind FROM reflection WHERE binned IS NULL AND kind <> ''")
        moods = self._texts("SELECT DISTINCT mood FROM reflection WHERE binned IS NULL AND mood <> ''")
        return Facets(
            tuple(sorted(self._whole.tags(), key=str.casefold)), tuple(sorted(kinds)), tuple(sorted(moods))
        )

    # -- within ------------------------------------------------------------------------------------

    def _numbers(self, question: str, *values: Value) -> list[int]:
        return [int(row[0]) for row in self._database.execute(question, values)]

    def _texts(self, question: str) -> list[str]:
        return [str(row[0]) for row in self._database.execute(question)]

    def _rows(self, numbers: list[int], words: str = "") -> list[Row]:
        """The lines of these, in this order."""
        asked = ", ".join("?" * len(numbers))
        found = rows.read(
            self._database,
            _Line,
            f"""SELECT number, id, day, time, title, substr(plain, 1, {_LETTERS}), kind, mood, pinned,
                (SELECT count(*) FROM picture WHERE reflection = number)
                FROM reflection WHERE number IN ({asked})""",
            numbers,
        )
        lines = {line.number: line for line in found}
        snippets = self._snippets(numbers, words) if words else {}
        return [_row(line, snippets.get(number)) for number in numbers if (line := lines.get(number))]

    def _snippets(self, numbers: list[int], words: str) -> dict[int, tuple[Piece, ...]]:
        """What stands around the hits. A mark that nobody can have written tells where they are."""
        mark = secrets.token_hex(8)
        begin, end = f"\x02{mark}", f"\x03{mark}"
        asked = ", ".join("?" * len(numbers))
        found = rows.read(
            self._database,
            _Found,
            f"""SELECT rowid, snippet(reflection_word, 1, ?, ?, '…', {_TOKENS}) FROM reflection_word
                WHERE reflection_word MATCH ? AND rowid IN ({asked})""",
            (begin, end, words, *numbers),
        )
        return {one.number: searching.pieces(one.snippet, begin, end) for one in found}


def _where(query: Query) -> tuple[str, list[Value]]:
    """The condition of a query and its values."""
    parts, values = ["binned IS NULL"], list[Value]()
    for value, part in (
        (
            searching.expression(query.words),
            "number IN (SELECT rowid FROM reflection_word WHERE reflection_word MATCH ?)",
        ),
        (query.tag, "number IN (SELECT reflection FROM reflection_tag WHERE tag = ?)"),
        (query.kind, "kind = ?"),
        (query.mood, "mood = ?"),
        (query.since and query.since.isoformat(), "day >= ?"),
        (query.until and query.until.isoformat(), "day <= ?"),
    ):
        if value:
            parts.append(part)
            values.append(value)
    if query.pinned:
        parts.append("pinned = 1")
    return " AND ".join(parts), values


def _row(line: _Line, snippet: tuple[Piece, ...] | None) -> Row:
    return Row(
        id=line.id,
        day=line.day,
        time=line.time,
        title=line.title,
        snippet=snippet or searching.pieces(line.beginning),
        kind=line.kind,
        mood=line.mood,
        pinned=bool(line.pinned),
        pictures=line.pictures,
    )
