"""What the planner of both and that of one person alone share: times, words, notes, and whose page it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from trustapp.domain import recurrence
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.lines import day_after
from trustapp.domain.rituals import MAX_NAME, MAX_NOTE, AfterNote, RitualWords, checked
from trustapp.services.household import Household
from trustapp.services.ritual_times import FAR, Key, Placed, Times, span_of
from trustapp.services.ritual_views import (
    CompanionView,
    Occurrence,
    PlannerView,
    RitualDetail,
    RitualNote,
    Span,
    Standing,
)
from trustapp.services.zones import here

if TYPE_CHECKING:
    from trustapp.domain.ritual_texts import RitualText

CHANGED: Final = frozenset({Topic.RITUALS})
REMINDED: Final = timedelta(hours=24)
"""How far ahead the times of reminders are known."""


class Planner:
    """What both planners have; each says which rituals there are and what was said of single times."""

    shared: bool

    def __init__(self, household: Household) -> None:
        self._household = household

    # -- what each of the two says -----------------------------------------------------------------

    def placed(self) -> tuple[Placed, ...]:
        """The rituals, as they are put on the calendar. Codes: sitting.*, vault.alone, storage.*."""
        raise NotImplementedError

    def times(self) -> Times:
        """What was said of single times. Codes: storage.*."""
        raise NotImplementedError

    def view(self) -> Outcome[PlannerView]:
        """Everything that does not depend on the days shown. Codes: sitting.*, vault.alone, storage.*."""
        raise NotImplementedError

    def detail(self, ritual: RitualId) -> Outcome[RitualDetail]:
        """One ritual with its notes. Codes: ritual.gone, storage.*."""
        raise NotImplementedError

    # -- reading -----------------------------------------------------------------------------------

    def templates(self) -> Outcome[tuple[RitualText, ...]]:
        """The library."""
        return Outcome(self._household.catalogues.rituals)

    def span(self, first: date, last: date) -> Outcome[Span]:
        """What comes from the first day to the last. Codes: sitting.*, vault.alone, storage.*."""
        house = self._household
        names = house.names if self.shared else {}
        made = span_of(self.placed(), self.times(), (first, last, house.today()), here(), names)
        return Outcome(made)

    def find(self, key: Key) -> Occurrence:
        """One time, where it stands now. Codes: ritual.gone."""
        house = self._household
        placed = [one for one in self.placed() if one.words.id == key[0]]
        today = house.today()
        names = house.names if self.shared else {}
        around = span_of(placed, self.times(), (today, day_after(today, FAR), today), here(), names)
        found = next((one for one in around.occurrences if one.key == key), None)
        if found is None:
            raise UserError("ritual.gone")
        return found

    def begin_times(self) -> tuple[datetime, ...]:
        """When something begins within the next day: aware, in the zone here, and nothing about touch."""
        house = self._household
        now, today, zone = house.now(), house.today(), here()
        placed = [
            one for one in self.placed() if one.standing is Standing.PLANNED and not _touches(one.words)
        ]
        names = house.names if self.shared else {}
        near = span_of(placed, self.times(), (today, day_after(today, timedelta(days=2)), today), zone, names)
        found = set()
        for one in near.occurrences:
            if one.time and one.standing is Standing.PLANNED:
                moment = datetime.fromisoformat(f"{one.day.isoformat()}T{one.time}").replace(tzinfo=zone)
                if now < moment <= now + REMINDED:
                    found.add(moment)
        return tuple(sorted(found))

    # -- notes afterwards --------------------------------------------------------------------------

    def write_note(self, ritual: RitualId, name: str, text: str) -> Outcome[str]:
        """Keep a note in one's own space. Codes: note.empty, note.too_long, sitting.not_own, storage.*."""
        house = self._household
        words = text.strip()
        if not words:
            raise UserError("note.empty")
        if len(words) > MAX_NOTE:
            raise UserError("note.too_long", length=MAX_NOTE)
        note = AfterNote(house.new_id(), ritual, name[:MAX_NAME], house.today(), words)
        with house.private.transaction() as tables:
            tables.own_rituals.save_notes((*tables.own_rituals.notes(), note))
        return Outcome(note.id, CHANGED)

    def delete_note(self, note: str) -> Outcome[None]:
        """Erase a private note; a copy that was shared is taken back on its own. Codes: sitting.not_own."""
        with self._household.private.transaction() as tables:
            kept = tuple(one for one in tables.own_rituals.notes() if one.id != note)
            tables.own_rituals.save_notes(kept)
        return Outcome(None, CHANGED)

    def private_notes(self) -> tuple[RitualNote, ...]:
        """One's own notes; none where nobody's own space is open."""
        house = self._household
        if house.sitting is None or house.sitting.member is None:
            return ()
        with house.private.transaction() as tables:
            notes = tables.own_rituals.notes()
        return tuple(RitualNote(one.id, one.ritual, one.name, one.day, one.text) for one in notes)


def _touches(words: RitualWords) -> bool:
    return words.touch or words.step > 0


def checked_words(words: RitualWords) -> RitualWords:
    """Words as typed, within their bounds, with a plan that comes. Codes: ritual.*, plan.*."""
    made = checked(words)
    return replace(made, plan=recurrence.checked(made.plan)) if made.plan is not None else made


def companion_of(words: RitualWords, original: date | None, begins: str, *, smaller: bool) -> CompanionView:
    """The quiet page of a ritual: all its parts, or the small form, which has no time."""
    whole = tuple(part for part in (words.starts, words.does, words.ends) if part)
    small = smaller and bool(words.smaller)
    return CompanionView(
        words.id,
        original,
        words.name,
        (words.smaller,) if small else whole,
        0 if small else words.minutes,
        begins,
        touch=words.touch or words.step > 0,
    )
