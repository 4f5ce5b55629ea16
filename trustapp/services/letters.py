"""Letters: written for oneself, sent sealed, or kept closed until a day (docs/letters.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.letters import (
    MOST,
    Delivered,
    Handled,
    Kind,
    Letter,
    LetterRow,
    Waiting,
    checked,
    is_closed,
    is_empty,
    require_day,
    require_sendable,
)
from trustapp.domain.reflections import Reflection
from trustapp.services import letter_rows
from trustapp.services.household import Household
from trustapp.services.reflections import ReflectionService
from trustapp.storage.preferences import LETTERS_ALLOWED
from trustapp.storage.space import PrivateTables

CHANGED = frozenset({Topic.LETTERS})


@dataclass(frozen=True)
class LettersView:
    """What the page shows. Nothing in ``mine`` and ``couple`` hangs on what the other does with letters."""

    mine: tuple[LetterRow, ...]
    couple: bool
    """There is somebody to write to."""
    allowed: bool
    received: Waiting | None
    today: date


@dataclass(frozen=True)
class Preview:
    """Exactly what the other will see, and the own letter that is taken back by it, if one is out."""

    letter: Delivered
    replaces: LetterRow | None


class LetterService:
    """Everything is done in one's own sitting; Together knows nothing of letters."""

    def __init__(self, household: Household) -> None:
        self._household = household

    # -- one's own ---------------------------------------------------------------------------------

    def view(self) -> Outcome[LettersView]:
        """Codes: sitting.not_own, storage.*."""
        house = self._household
        today, couple = house.today(), len(house.members) > 1
        with house.private.transaction() as tables:
            mine = tuple(_row(one, today) for one in tables.letters.heads())
            allowed = tables.preferences.get(LETTERS_ALLOWED)
        return Outcome(LettersView(mine, couple, allowed, self._received(), today))

    def get(self, letter: str) -> Outcome[Letter]:
        """One of one's own, unless it is closed. Codes: letter.gone, letter.is_closed, storage.*."""
        house = self._household
        with house.private.transaction() as tables:
            found = _get(tables, letter)
            if is_closed(found, house.today()):
                raise UserError("letter.is_closed")
            if found.opens is not None and tables.letters.handled(letter) is Handled.NEW:
                tables.letters.handle(letter, Handled.OPENED)
                return Outcome(found, CHANGED)
        return Outcome(found)

    def put(self, letter: Letter) -> Outcome[Letter]:
        """Keep what was written: a new one gets its id, one without anything in it is not kept.

        Codes: letter.too_long, letter.gone, letter.is_out, letter.is_closed, letter.full, storage.*.
        """
        house = self._household
        made = checked(replace(letter, changed=house.now(), opens=None, sent=None))
        if not made.id and is_empty(made):
            return Outcome(made)
        with house.private.transaction() as tables:
            if made.id:
                before = _written(tables, made.id)
                made = replace(made, made=before.made)
            elif tables.letters.count() >= MOST:
                raise UserError("letter.full", most=MOST)
            else:
                made = replace(made, id=house.new_id(), made=house.now())
            tables.letters.put(made)
        return Outcome(made, CHANGED)

    def delete(self, letter: str) -> Outcome[None]:
        """For good; one that is out is taken back with it. Codes: sitting.not_own, storage.*."""
        house = self._household
        with house.private.transaction() as tables:
            found = tables.letters.get(letter)
        if found is not None and found.sent is not None:
            letter_rows.take_back(house)
        with house.private.transaction() as tables:
            tables.letters.delete(letter)
        return Outcome(None, CHANGED)

    def close(self, letter: str, opens: date) -> Outcome[None]:
        """A letter to oneself is closed until a day, and cannot be opened before.

        Codes: letter.not_to_close, letter.empty, letter.day, letter.gone, letter.is_closed, storage.*.
        """
        house = self._household
        require_day(opens, house.today())
        with house.private.transaction() as tables:
            found = _written(tables, letter)
            if found.kind is not Kind.MYSELF:
                raise UserError("letter.not_to_close")
            if not found.text.strip():
                raise UserError("letter.empty")
            tables.letters.put(replace(found, opens=opens, changed=house.now()))
        return Outcome(None, CHANGED)

    def due(self) -> Outcome[tuple[LetterRow, ...]]:
        """Letters to oneself whose day has come and which were not opened yet; none in Together."""
        house = self._household
        if house.sitting is None or house.sitting.member is None:
            return Outcome(())
        today = house.today()
        with house.private.transaction() as tables:
            found = [
                _row(one, today)
                for one in tables.letters.heads()
                if one.opens is not None
                and one.opens <= today
                and tables.letters.handled(one.id) is Handled.NEW
            ]
        return Outcome(tuple(found))

    # -- sending -----------------------------------------------------------------------------------

    def preview(self, letter: str) -> Outcome[Preview]:
        """Exactly what the other will see; nothing is sent by it.

        Codes: letter.gone, letter.is_out, letter.not_to_send, letter.empty, letter.no_room, vault.alone.
        """
        house = self._household
        with house.private.transaction() as tables:
            found, out = _written(tables, letter), tables.letters.out()
        require_sendable(found)
        letter_rows.sealed(house, found)
        replaces = _row(out, house.today()) if out is not None else None
        return Outcome(Preview(letter_rows.copy_of(house, found, ""), replaces))

    def send(self, letter: str) -> Outcome[None]:
        """Put it, sealed, where its reader may find it; an own one that was out is taken back by it.

        Codes: as ``preview``, storage.*.
        """
        house = self._household
        with house.private.transaction() as tables:
            found = _written(tables, letter)
        require_sendable(found)
        letter_rows.send(house, found)
        return Outcome(None, CHANGED)

    def take_back(self) -> Outcome[None]:
        """Take the letter that is out away again; a copy could have been kept. Codes: storage.*."""
        letter_rows.take_back(self._household)
        return Outcome(None, CHANGED)

    # -- receiving ---------------------------------------------------------------------------------

    def allow(self, *, on: bool) -> Outcome[None]:
        """Whether letters may arrive: known to this person's own space alone. Codes: storage.*."""
        with self._household.private.transaction() as tables:
            tables.preferences.set(LETTERS_ALLOWED, on)
        return Outcome(None, CHANGED)

    def waiting(self) -> Outcome[Waiting | None]:
        """A letter of the other that was neither opened nor laid aside, where letters are allowed."""
        house = self._household
        if house.sitting is None or house.sitting.member is None:
            return Outcome(None)
        found = self._received()
        return Outcome(found if found is not None and found.handled is Handled.NEW else None)

    def read(self, letter: str) -> Outcome[Delivered]:
        """Open it; nobody but this person's own space knows of it. Codes: letter.gone, storage.*."""
        found = self._delivered(letter)
        with self._household.private.transaction() as tables:
            tables.letters.handle(letter, Handled.OPENED)
        return Outcome(found, CHANGED)

    def lay_aside(self, letter: str) -> Outcome[None]:
        """It is not announced any more, opened or not. Codes: letter.gone, storage.*."""
        self._delivered(letter)
        with self._household.private.transaction() as tables:
            tables.letters.handle(letter, Handled.ASIDE)
        return Outcome(None, CHANGED)

    def keep_copy(self, letter: str, title: str) -> Outcome[None]:
        """As a reflection of one's own, which stays if the letter is taken back. Codes: letter.gone."""
        found = self._delivered(letter)
        made = Reflection("", found.day, title=(found.title or title), text=found.text)
        return Outcome(None, ReflectionService(self._household).put(made).changed)

    def _received(self) -> Waiting | None:
        house = self._household
        with house.private.transaction() as tables:
            if not tables.preferences.get(LETTERS_ALLOWED):
                return None
        found = letter_rows.delivered(house)
        if found is None:
            return None
        with house.private.transaction() as tables:
            return Waiting(found.id, found.kind, found.day, found.by, tables.letters.handled(found.id))

    def _delivered(self, letter: str) -> Delivered:
        with self._household.private.transaction() as tables:
            allowed = tables.preferences.get(LETTERS_ALLOWED)
        found = letter_rows.delivered(self._household) if allowed else None
        if found is None or found.id != letter:
            raise UserError("letter.gone")
        return found


def _get(tables: PrivateTables, letter: str) -> Letter:
    found = tables.letters.get(letter)
    if found is None:
        raise UserError("letter.gone")
    return found


def _written(tables: PrivateTables, letter: str) -> Letter:
    """One that can still be changed. Codes: letter.gone, letter.is_out, letter.is_closed."""
    found = _get(tables, letter)
    if found.sent is not None:
        raise UserError("letter.is_out")
    if found.opens is not None:
        raise UserError("letter.is_closed")
    return found


def _row(letter: Letter, today: date) -> LetterRow:
    closed = is_closed(letter, today)
    assert letter.changed is not None
    day = letter.sent.day if letter.sent is not None else letter.changed.astimezone().date()
    title = "" if closed else letter.title
    return LetterRow(letter.id, letter.kind, title, day, letter.opens, letter.sent is not None, closed)
