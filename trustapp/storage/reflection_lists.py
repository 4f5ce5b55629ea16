"""Lists of reflections: filtered, searched, a part at a time, never with their whole texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from trustapp.domain.reflections import Facets, Piece, Query, Row
from trustapp.storage import rows, searching, snippets
from trustapp.storage.connection import Database, Value
from trustapp.storage.reflections import ReflectionTable
from trustapp.storage.rows import Flag

_LETTERS: Final = 160
"""What the list shows of the beginning of a text."""


class _Line(NamedTuple):
    number: int
    id: str
    day: date
    time: str
    title: str
    text: str
    kind: str
    mood: str
    pinned: Flag
    pictures: int


class _Kept(NamedTuple):
    """What was found last, for as long as nothing is written."""

    query: Query
    writes: int
    numbers: list[int]


_NEWEST: Final = "day DESC, time DESC, number DESC"


class ReflectionLists:
    """What is in the bin is on none of these lists but its own."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database
        self._whole = ReflectionTable(database)
        self._order: _Kept | None = None
        self._found: _Kept | None = None

    def rows(self, query: Query, offset: int, count: int) -> list[Row]:
        """A part of what is found: pinned first, then the newest day; with words the newest day alone."""
        wanted = searching.phrases(query.words)
        if wanted:
            return self._rows(self._hits(query)[offset : offset + count], wanted)
        where, values = _where(query)
        question = (
            f"SELECT number FROM reflection WHERE {where} ORDER BY pinned DESC, {_NEWEST} LIMIT ? OFFSET ?"
        )
        return self._rows(self._numbers(question, *values, count, offset))

    def count(self, query: Query) -> int:
        """How many are found."""
        if searching.phrases(query.words):
            return len(self._hits(query))
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
            "SELECT DISTINCT day FROM reflection WHERE binned IS NULL AND day BETWEEN ? AND ?",
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

    def _hits(self, query: Query) -> list[int]:
        """Everything that has the words, the newest day first.

        A word can be in every text. To know the newest it is quickest to take all that have it, which the
        index of words tells at once, and go through the days in order; both are kept while somebody types
        on, or scrolls.
        """
        writes = self._database.writes
        if self._found is None or self._found[:2] != (query, writes):
            expression = searching.every(searching.phrases(query.words))
            hits = set(
                self._numbers("SELECT rowid FROM reflection_word WHERE reflection_word MATCH ?", expression)
            )
            order = self._in_order(replace(query, words=""))
            self._found = _Kept(query, writes, [number for number in order if number in hits])
        return self._found.numbers

    def _in_order(self, query: Query) -> list[int]:
        writes = self._database.writes
        if self._order is None or self._order[:2] != (query, writes):
            where, values = _where(query)
            question = f"SELECT number FROM reflection WHERE {where} ORDER BY {_NEWEST}"
            self._order = _Kept(query, writes, self._numbers(question, *values))
        return self._order.numbers

    def _numbers(self, question: str, *values: Value) -> list[int]:
        return [int(row[0]) for row in self._database.execute(question, values)]

    def _texts(self, question: str) -> list[str]:
        return [str(row[0]) for row in self._database.execute(question)]

    def _rows(self, numbers: list[int], wanted: tuple[str, ...] = ()) -> list[Row]:
        """The lines of these, in this order."""
        text = "plain" if wanted else f"substr(plain, 1, {_LETTERS})"
        found = rows.read(
            self._database,
            _Line,
            f"""SELECT number, id, day, time, title, {text}, kind, mood, pinned,
                (SELECT count(*) FROM picture WHERE reflection = number)
                FROM reflection WHERE number IN ({", ".join("?" * len(numbers))})""",
            numbers,
        )
        lines = {line.number: line for line in found}
        around = snippets.around({line.number: line.text for line in found}, wanted) if wanted else {}
        return [_row(line, around.get(number)) for number in numbers if (line := lines.get(number))]


def _where(query: Query) -> tuple[str, list[Value]]:
    """The condition for everything in a query but its words, and its values."""
    parts, values = ["binned IS NULL"], list[Value]()
    for value, part in (
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
        snippet=snippet or snippets.beginning(line.text[:_LETTERS]),
        kind=line.kind,
        mood=line.mood,
        pinned=bool(line.pinned),
        pictures=line.pictures,
    )
