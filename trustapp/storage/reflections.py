"""A person's reflections with their tags and the index of their words, kept in step.

A reflection in the bin is in the index of words no more, and its tags are not among those to filter by: what
is looked for is never found there, and deleting it leaves no word behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from trustapp.domain import passages
from trustapp.domain.errors import UserError
from trustapp.domain.reflections import Reflection
from trustapp.storage import rows
from trustapp.storage.connection import Database, Value
from trustapp.storage.rows import Flag, Moment


class _Row(NamedTuple):
    id: str
    day: date
    time: str
    title: str
    plain: str
    marked: str | None
    kind: str
    mood: str
    tags: str
    pinned: Flag
    prompt: str
    made: Moment
    changed: Moment
    binned: date | None
    source: str


class _Kept(NamedTuple):
    number: int
    title: str
    plain: str
    binned: date | None


_FIELDS: Final = ", ".join(_Row._fields)
_GET: Final = f"SELECT {_FIELDS} FROM reflection WHERE id = ?"
_KEPT: Final = "SELECT number, title, plain, binned FROM reflection WHERE id = ?"
_ADD: Final = f"INSERT INTO reflection (number, {_FIELDS}) VALUES (?{', ?' * len(_Row._fields)})"
_CHANGE: Final = f"UPDATE reflection SET {', '.join(f'{name} = ?' for name in _Row._fields)} WHERE number = ?"
_INDEX: Final = "INSERT INTO reflection_word (rowid, title, plain) VALUES (?, ?, ?)"
_UNINDEX: Final = (
    "INSERT INTO reflection_word (reflection_word, rowid, title, plain) VALUES ('delete', ?, ?, ?)"
)
_TAG: Final = "INSERT INTO reflection_tag (tag, reflection) VALUES (?, ?)"
_NEXT_TAG: Final = "SELECT tag FROM reflection_tag WHERE tag > ? ORDER BY tag LIMIT 1"


class ReflectionTable:
    """Reflections as a whole; lists of them are ``ReflectionLists``."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    # -- reading -----------------------------------------------------------------------------------

    def get(self, reflection: str) -> Reflection | None:
        """One reflection, None where there is none of this id. Codes: storage.damaged."""
        found = rows.read(self._database, _Row, _GET, (reflection,))
        return _reflection(found[0], self._pictures(reflection)) if found else None

    def number_of(self, reflection: str) -> int:
        """Its number in this file, under which its pictures are kept. Codes: reflection.gone."""
        return self._kept(reflection).number

    def all_ids(self) -> list[str]:
        """Every reflection that is not in the bin, the oldest day first."""
        return self._texts("SELECT id FROM reflection WHERE binned IS NULL ORDER BY day, time, number")

    def all(self) -> list[Reflection]:
        """Every reflection that is not in the bin as a whole, the oldest day first."""
        return [one for reflection in self.all_ids() if (one := self.get(reflection)) is not None]

    def sources(self) -> frozenset[str]:
        """Where everything that was taken in came from, what is in the bin included."""
        return frozenset(self._texts("SELECT source FROM reflection WHERE source <> ''"))

    def told(self) -> Iterator[tuple[date, str, str]]:
        """Day, title and words of each, one after the other, what is in the bin included."""
        for day, title, plain in self._database.each("SELECT day, title, plain FROM reflection"):
            yield date.fromisoformat(day), title, plain

    def tags(self) -> list[str]:
        """Every tag in use, going from one to the next, however many reflections carry it."""
        found: list[str] = []
        while more := self._texts(_NEXT_TAG, found[-1] if found else ""):
            found += more
        return found

    # -- writing -----------------------------------------------------------------------------------

    def add(self, many: Sequence[Reflection]) -> list[int]:
        """Keep new reflections; gives their numbers in this order. Their pictures are another table's."""
        first = 1 + self._database.number("SELECT coalesce(max(number), 0) FROM reflection")
        numbered = list(enumerate(self._with_known_tags(many), first))
        written = [(number, _row(one)) for number, one in numbered]
        self._database.execute_each(_ADD, [(number, *_values(row)) for number, row in written])
        found = [(number, *words) for number, row in written if (words := _indexed(row))]
        self._database.execute_each(_INDEX, found)
        self._database.execute_each(_TAG, [pair for number, one in numbered for pair in _tags(number, one)])
        return [number for number, _one in numbered]

    def change(self, one: Reflection) -> None:
        """Keep it in place of the one with its id, in the bin or out of it as it says."""
        before = self._kept(one.id)
        self._database.execute("DELETE FROM reflection_tag WHERE reflection = ?", (before.number,))
        (one,) = self._with_known_tags([one])
        row = _row(one)
        was, now = _indexed(before), _indexed(row)
        if was and was != now:
            self._database.execute(_UNINDEX, (before.number, *was))
        self._database.execute(_CHANGE, (*_values(row), before.number))
        if now and was != now:
            self._database.execute(_INDEX, (before.number, *now))
        self._database.execute_each(_TAG, _tags(before.number, one))

    def pin(self, reflection: str, on: bool) -> None:
        """Let it stand before all others, or no more."""
        number = self.number_of(reflection)
        self._database.execute("UPDATE reflection SET pinned = ? WHERE number = ?", (int(on), number))

    def delete(self, reflection: str) -> None:
        """Take it out for good, with its words, tags and pictures."""
        before = self._kept(reflection)
        if was := _indexed(before):
            self._database.execute(_UNINDEX, (before.number, *was))
        self._database.execute("DELETE FROM reflection WHERE number = ?", (before.number,))

    def empty_bin(self, until: date | None = None) -> None:
        """Take out for good what was thrown away: on that day or before, or all of it."""
        latest = (until or date.max).isoformat()
        self._database.execute("DELETE FROM reflection WHERE binned <= ?", (latest,))

    # -- within ------------------------------------------------------------------------------------

    def _kept(self, reflection: str) -> _Kept:
        found = rows.read(self._database, _Kept, _KEPT, (reflection,))
        if not found:
            raise UserError("reflection.gone")
        return found[0]

    def _pictures(self, reflection: str) -> tuple[str, ...]:
        return tuple(
            self._texts(
                "SELECT picture.id FROM picture JOIN reflection ON number = reflection"
                " WHERE reflection.id = ? ORDER BY place",
                reflection,
            )
        )

    def _with_known_tags(self, many: Sequence[Reflection]) -> list[Reflection]:
        """Tags are spelled as they are elsewhere: "Home" and "home" would be two to filter by."""
        if not any(one.tags for one in many):
            return list(many)
        known: dict[str, str] = {}
        for tag in (*self.tags(), *(tag for one in many for tag in one.tags)):
            known.setdefault(tag.casefold(), tag)
        return [replace(one, tags=tuple(known[tag.casefold()] for tag in one.tags)) for one in many]

    def _texts(self, question: str, *values: Value) -> list[str]:
        return [str(row[0]) for row in self._database.execute(question, values)]


def _row(one: Reflection) -> _Row:
    plain = passages.plain(one.text)
    if one.made is None or one.changed is None:
        raise ValueError("a stored reflection says when it was made and changed")
    return _Row(
        one.id, one.day, one.time, one.title,
        plain, None if one.text == _spaced(plain) else one.text,
        one.kind, one.mood, rows.text_of(one.tags), 1 if one.pinned else 0, one.prompt,
        one.made, one.changed, one.binned, one.source,
    )  # fmt: skip


def _spaced(plain: str) -> str:
    """The Markdown of most texts: paragraphs without any mark."""
    return plain.replace("\n", "\n\n")


def _values(row: _Row) -> tuple[Value, ...]:
    return (
        row.id, row.day.isoformat(), row.time, row.title, row.plain, row.marked, row.kind, row.mood,
        row.tags, row.pinned, row.prompt, rows.moment_of(row.made), rows.moment_of(row.changed),
        row.binned.isoformat() if row.binned else None, row.source,
    )  # fmt: skip


def _indexed(row: _Row | _Kept) -> tuple[str, str] | tuple[()]:
    """Its words as they are in the index; nothing for what is in the bin."""
    return (row.title, row.plain) if row.binned is None else ()


def _tags(number: int, one: Reflection) -> list[tuple[str, int]]:
    return [(tag, number) for tag in one.tags] if one.binned is None else []


def _reflection(row: _Row, pictures: tuple[str, ...]) -> Reflection:
    return Reflection(
        id=row.id,
        day=row.day,
        time=row.time,
        title=row.title,
        text=_spaced(row.plain) if row.marked is None else row.marked,
        kind=row.kind,
        mood=row.mood,
        tags=rows.value_of(row.tags, tuple[str, ...]),
        pinned=bool(row.pinned),
        prompt=row.prompt,
        pictures=pictures,
        made=row.made,
        changed=row.changed,
        binned=row.binned,
        source=row.source,
    )
