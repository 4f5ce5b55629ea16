"""The answers of one person, one row for each item."""

from __future__ import annotations

from typing import Final, NamedTuple

from trustapp.domain.answers import Answer, Choice, Release
from trustapp.domain.ids import ItemId
from trustapp.storage import rows
from trustapp.storage.connection import Database


class _Row(NamedTuple):
    item: ItemId
    choice: Choice | None
    conditions: str
    blanks: str
    note: str
    released_note: str
    release: Release
    paper: rows.Flag


_ALL: Final = """
    SELECT item, choice, conditions, blanks, note, released_note, "release", paper FROM answer ORDER BY item
"""

_SAVE: Final = """
    INSERT INTO answer (item, choice, conditions, blanks, note, released_note, "release", paper)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (item) DO UPDATE SET
        choice = excluded.choice, conditions = excluded.conditions, blanks = excluded.blanks,
        note = excluded.note, released_note = excluded.released_note,
        "release" = excluded."release", paper = excluded.paper
"""


class AnswerTable:
    """What a person answered; an item without a row was not answered."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get_all(self) -> dict[ItemId, Answer]:
        """Every answer by its item."""
        return {row.item: _answer(row) for row in rows.read(self._database, _Row, _ALL)}

    def save(self, answer: Answer) -> None:
        """Keep an answer in place of the one before."""
        self._database.execute(
            _SAVE,
            (
                answer.item,
                answer.choice.value if answer.choice is not None else None,
                rows.text_of(answer.conditions),
                rows.text_of(dict(answer.blanks)),
                answer.note,
                answer.released_note,
                answer.release.value,
                int(answer.paper),
            ),
        )

    def delete(self, item: ItemId) -> None:
        """Nothing of the answer is left."""
        self._database.execute("DELETE FROM answer WHERE item = ?", (item,))


def _answer(row: _Row) -> Answer:
    return Answer(
        item=row.item,
        choice=row.choice,
        conditions=rows.value_of(row.conditions, tuple[str, ...]),
        blanks=rows.value_of(row.blanks, dict[str, str]),
        note=row.note,
        released_note=row.released_note,
        release=row.release,
        paper=bool(row.paper),
    )
