"""The page of today: what comes, what is near, and nothing of what was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from trustapp.domain import recurrence
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.hours import is_night
from trustapp.domain.ids import RitualId
from trustapp.domain.letters import Kind, LetterRow
from trustapp.domain.reflections import Row
from trustapp.domain.triggers import HardDay, next_time
from trustapp.services.guidance import GuidanceService
from trustapp.services.household import Household
from trustapp.services.letters import LetterService
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.planning import Planner
from trustapp.services.reading import Exercise
from trustapp.services.reflections import ReflectionService
from trustapp.services.ritual_views import Occurrence, Standing
from trustapp.services.rituals import RitualService
from trustapp.services.suggestions import Step, SuggestionService
from trustapp.storage.preferences import TODAY_HIDDEN

BOTH, OWN, COMING, SUGGESTED, HARD = "both", "own", "coming", "suggested", "hard"
JUST_NOW, RECENT, STEP, LETTERS = "just_now", "recent", "step", "letters"
PARTS: Final = (STEP, BOTH, OWN, COMING, SUGGESTED, LETTERS, HARD, JUST_NOW, RECENT)
"""What a person may hide: a small step, rituals of both, their own, what comes up, what was suggested,
letters, hard days, how it is at this moment, and what they wrote last.
"""

AHEAD: Final = timedelta(days=7)
"""How far ahead the page looks."""
MOST: Final = 5
"""How many rituals that come up are shown: the planner has them all."""
MOST_RECENT: Final = 3
"""How many reflections are shown."""


@dataclass(frozen=True)
class TodayRow:
    """One time. ``own``: it is of this person alone. ``smaller``: it has a small form."""

    one: Occurrence
    own: bool
    smaller: bool = False


@dataclass(frozen=True)
class TodayView:
    """What the page shows; a part that is hidden is empty.

    ``now`` is the time on the clock here. ``suggested``: something waits for a yes of this person, who is
    free not to answer. ``review`` is when the agreement is read again, None where there is no such day.
    """

    name: str
    now: datetime
    couple: bool
    today: tuple[TodayRow, ...] = ()
    coming: tuple[TodayRow, ...] = ()
    suggested: bool = False
    review: date | None = None
    hard: tuple[tuple[HardDay, date], ...] = ()
    """Hard days of this person from today on, each with its day."""
    hidden: frozenset[str] = field(default_factory=frozenset)
    exercises: tuple[Exercise, ...] = ()
    """What helps at this moment, by state; what is chosen of it is told to nobody, this program included."""
    recent: tuple[Row, ...] = ()
    """The newest reflections."""
    steps: tuple[Step, ...] = ()
    """Small steps, another one first each day; at night only such as rest."""
    letter: Kind | None = None
    """The kind of a letter of the other that was neither opened nor laid aside."""
    due: tuple[LetterRow, ...] = ()
    """Letters to oneself whose day has come."""


class TodayService:
    """Reads both planners and the agreement; keeps nothing but which parts are hidden."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def view(self) -> Outcome[TodayView]:
        """Codes: sitting.*, storage.*."""
        house = self._household
        me, today, hidden = house.me(), house.today(), self._hidden()
        couple = len(house.members) > 1
        rows: list[TodayRow] = []
        suggested = False
        if couple:
            service = RitualService(house)
            if BOTH not in hidden:
                rows += _rows(service, today, own=False)
            suggested = SUGGESTED not in hidden and _waits(service, today)
        if OWN not in hidden:
            rows += _rows(OwnRitualService(house), today, own=True)
        rows.sort(key=_when)
        shown = COMING not in hidden
        now = house.now().astimezone()
        letters = LetterService(house)
        letter = letters.waiting().value if LETTERS not in hidden else None
        return Outcome(
            TodayView(
                me.name,
                now,
                couple,
                tuple(row for row in rows if row.one.day == today),
                _coming(rows, today) if shown else (),
                suggested,
                self._review(today) if shown else None,
                self._hard(today) if HARD not in hidden else (),
                hidden,
                GuidanceService(house).exercises().value if JUST_NOW not in hidden else (),
                ReflectionService(house).recent(MOST_RECENT).value if RECENT not in hidden else (),
                SuggestionService(house).steps(night=is_night(now.hour)).value if STEP not in hidden else (),
                letter.kind if letter is not None else None,
                letters.due().value if LETTERS not in hidden else (),
            )
        )

    def _review(self, today: date) -> date | None:
        house = self._household
        if not (house.has_shared or house.is_shut):
            return None
        review = house.agreement().review
        return review if review is not None and review >= today else None

    def _hard(self, today: date) -> tuple[tuple[HardDay, date], ...]:
        with self._household.private.transaction() as tables:
            days = tables.triggers.hard_days()
        near = [(one, day) for one in days if (day := next_time(one, today)) <= today + AHEAD]
        return tuple(sorted(near, key=_day_of))

    def _hidden(self) -> frozenset[str]:
        with self._household.private.transaction() as tables:
            return frozenset(tables.preferences.get(TODAY_HIDDEN).split()) & frozenset(PARTS)

    def hide(self, parts: Collection[str]) -> Outcome[None]:
        """Hide exactly these parts. Codes: settings.out_of_range, sitting.not_own, storage.*."""
        if not set(parts) <= set(PARTS):
            raise UserError("settings.out_of_range")
        with self._household.private.transaction() as tables:
            tables.preferences.set(TODAY_HIDDEN, " ".join(part for part in PARTS if part in parts))
        return Outcome(None, frozenset({Topic.PREFERENCES}))


def _rows(planner: Planner, today: date, *, own: bool) -> list[TodayRow]:
    """What is planned from today on; what rests or is only suggested is for the planner to show.

    What the plan names for today does not come up besides: left out today, its next time would tell.
    """
    placed = planner.placed()
    small = {one.words.id for one in placed if one.words.smaller and not one.words.step}
    now = {one.words.id for one in placed if one.words.plan and recurrence.days(one.words.plan, today, today)}
    return [
        TodayRow(one, own, one.ritual in small)
        for one in planner.span(today, today + AHEAD).value.occurrences
        if one.standing is Standing.PLANNED and not one.moving
        and (one.day == today or one.original == today or one.ritual not in now)
    ]  # fmt: skip


def _coming(rows: Sequence[TodayRow], today: date) -> tuple[TodayRow, ...]:
    """The next time of each ritual that does not come today; of closeness nothing is announced."""
    found: dict[RitualId, TodayRow] = {}
    for row in rows:
        found.setdefault(row.one.ritual, row)
    later = [row for row in found.values() if row.one.day > today and not row.one.closeness]
    return tuple(later[:MOST])


def _waits(service: RitualService, today: date) -> bool:
    suggested = any(one.standing is Standing.ASKED_ME for one in service.view().value.rituals)
    times = service.span(today, today + AHEAD).value.occurrences
    return suggested or any(one.standing is Standing.ASKED_ME for one in times)


def _when(row: TodayRow) -> tuple[date, bool, str, bool]:
    return row.one.day, bool(row.one.time), row.one.time, row.own


def _day_of(near: tuple[HardDay, date]) -> date:
    return near[1]
