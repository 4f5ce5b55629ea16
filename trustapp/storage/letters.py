"""A person's own letters, and what they did with those of the other: in their private space alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from trustapp.domain.letters import Handled, Kind, Letter, Sent
from trustapp.storage import rows
from trustapp.storage.connection import Database
from trustapp.storage.facts import FactTable
from trustapp.storage.rows import Moment

_HANDLED: Final = "letters_handled"
_KEPT: Final = 100
"""So many letters of the other, and own ones that opened, are remembered; what is older is over."""

_COLUMNS: Final = "id, kind, title, text, made, changed, opens, sent"
_PUT: Final = f"""
    INSERT INTO letter ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, text = excluded.text,
        changed = excluded.changed, opens = excluded.opens, sent = excluded.sent
"""


class _Row(NamedTuple):
    id: str
    kind: Kind
    title: str
    text: str
    made: Moment
    changed: Moment
    opens: date | None
    sent: str | None


@dataclass(frozen=True)
class _Mark:
    id: str
    handled: Handled


class LetterTable:
    """Letters by id, the newest first."""

    def __init__(self, database: Database, facts: FactTable) -> None:
        """Work on an open private space."""
        self._database = database
        self._facts = facts

    def all(self) -> tuple[Letter, ...]:
        """Everything with its words. Codes: storage.damaged."""
        return self._read("ORDER BY place DESC")

    def heads(self) -> tuple[Letter, ...]:
        """Everything without the words. Codes: storage.damaged."""
        return self._read("ORDER BY place DESC", _COLUMNS.replace("text", "''"))

    def get(self, letter: str) -> Letter | None:
        """One letter, None where it is gone. Codes: storage.damaged."""
        found = self._read("WHERE id = ?", values=(letter,))
        return found[0] if found else None

    def out(self) -> Letter | None:
        """The letter that was sent and not taken back. Codes: storage.damaged."""
        found = self._read("WHERE sent IS NOT NULL ORDER BY place DESC LIMIT 1")
        return found[0] if found else None

    def _read(self, which: str, columns: str = _COLUMNS, values: tuple[str, ...] = ()) -> tuple[Letter, ...]:
        found = rows.read(self._database, _Row, f"SELECT {columns} FROM letter {which}", values)
        rows.require_distinct([row.id for row in found])
        return tuple(_letter(row) for row in found)

    def put(self, letter: Letter) -> None:
        """Keep a letter in place of the one before."""
        assert letter.made is not None
        assert letter.changed is not None
        self._database.execute(
            _PUT,
            (
                letter.id, letter.kind.value, letter.title, letter.text, rows.moment_of(letter.made),
                rows.moment_of(letter.changed), letter.opens.isoformat() if letter.opens else None,
                rows.text_of(letter.sent) if letter.sent is not None else None,
            ),
        )  # fmt: skip

    def delete(self, letter: str) -> None:
        """Take one out; one that is not there is out already."""
        self._database.execute("DELETE FROM letter WHERE id = ?", (letter,))

    def count(self) -> int:
        """How many there are."""
        return self._database.number("SELECT count(*) FROM letter")

    def none_out(self) -> None:
        """No letter counts as sent any more."""
        self._database.execute("UPDATE letter SET sent = NULL WHERE sent IS NOT NULL")

    # -- what was done with letters ----------------------------------------------------------------

    def handled(self, letter: str) -> Handled:
        """What this person did with a letter of the other, or with an own one on its day."""
        return dict(self._marks()).get(letter, Handled.NEW)

    def handle(self, letter: str, handled: Handled) -> None:
        """Remember it; the latest that was done counts."""
        marks = [(one, how) for one, how in self._marks() if one != letter]
        kept = [*marks, (letter, handled)][-_KEPT:]
        self._facts.keep(_HANDLED, [_Mark(*one) for one in kept])

    def _marks(self) -> list[tuple[str, Handled]]:
        return [(one.id, one.handled) for one in self._facts.value(_HANDLED, list[_Mark]) or ()]


def _letter(row: _Row) -> Letter:
    sent = rows.value_of(row.sent, Sent) if row.sent is not None else None
    return Letter(row.id, row.kind, row.title, row.text, row.made, row.changed, row.opens, sent)
