"""The planner of one person: private, for somebody alone and for one of two. Nobody's yes is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustapp.domain import recurrence
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.rituals import EITHER, LeftOut, Moved, Plan, RitualWords
from trustapp.services.planning import CHANGED, Planner, checked_words, companion_of
from trustapp.services.ritual_slips import change_own, own_times
from trustapp.services.ritual_times import Placed, Times, is_over
from trustapp.services.ritual_views import CompanionView, PlannerView, RitualDetail, Standing
from trustapp.services.rule_words import plan_words
from trustapp.storage.own_rituals import OwnTimes

MOST = 2_000
"""The most rituals of one person."""


class OwnRitualService(Planner):
    """Everything here is done in one's own sitting and stays in one's own space."""

    shared = False

    def rituals(self) -> tuple[RitualWords, ...]:
        """Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            return tables.own_rituals.rituals()

    def placed(self) -> tuple[Placed, ...]:
        """See ``Planner``."""
        me = self._household.me().id
        return tuple(Placed(words, Standing.PLANNED, (me,), me) for words in self.rituals())

    def times(self) -> Times:
        """See ``Planner``."""
        me, own = self._household.me().id, own_times(self._household)
        moved = {(one.ritual, one.original): {me: one} for one in own.moved}
        return Times(frozenset((one.ritual, one.original) for one in own.out), moved)

    def view(self) -> Outcome[PlannerView]:
        """See ``Planner``."""
        house = self._household
        today = house.today()
        rituals = tuple(_detail(words) for words in self.rituals() if not is_over(words.plan, today))
        return Outcome(PlannerView(False, True, today, rituals, house.names, house.me().id))

    def detail(self, ritual: RitualId) -> Outcome[RitualDetail]:
        """See ``Planner``."""
        made = _detail(self._find(ritual))
        notes = tuple(one for one in self.private_notes() if one.ritual == ritual)
        return Outcome(replace(made, notes=notes))

    def _find(self, ritual: RitualId) -> RitualWords:
        found = next((one for one in self.rituals() if one.id == ritual), None)
        if found is None:
            raise UserError("ritual.gone")
        return found

    # -- planning ----------------------------------------------------------------------------------

    def put(self, words: RitualWords) -> Outcome[RitualId]:
        """Plan a ritual of one's own; with an id that is there, in place of what it was.

        Codes: ritual.*, plan.*, sitting.not_own, storage.*.
        """
        return Outcome(self._put([words])[0], CHANGED)

    def put_from_a_file(
        self, found: Sequence[tuple[RitualWords, tuple[Moved, ...]]]
    ) -> Outcome[tuple[RitualId, ...]]:
        """Plan all of these, or none, with the single times of each that the file has on another day.

        Times that are over are passed by. Codes: ritual.*, plan.*, sitting.not_own, storage.*.
        """
        today = self._household.today()
        ids = self._put([words for words, _moved in found])
        moved = tuple(
            replace(one, ritual=ritual)
            for ritual, (words, times) in zip(ids, found, strict=True)
            for one in times
            if one.day >= today and _comes(words.plan, one.original)
        )
        change_own(self._household, lambda own: replace(own, moved=(*own.moved, *moved)))
        return Outcome(ids, CHANGED)

    def _put(self, wanted: Sequence[RitualWords]) -> tuple[RitualId, ...]:
        house = self._household
        house.me()
        made = []
        for words in wanted:
            one = checked_words(replace(words, who=EITHER, step=0, replaces=None))
            made.append(one if one.id else replace(one, id=RitualId(house.new_id())))
        with house.private.transaction() as tables:
            kept = {one.id: one for one in tables.own_rituals.rituals()}
            kept.update({one.id: one for one in made})
            if len(kept) > MOST:
                raise UserError("ritual.full", most=MOST)
            tables.own_rituals.save_rituals(tuple(kept.values()))
        return tuple(one.id for one in made)

    def end(self, ritual: RitualId) -> Outcome[None]:
        """Take a ritual out; what was written after it stays. Codes: sitting.not_own, storage.*."""
        house = self._household
        with house.private.transaction() as tables:
            kept = tuple(one for one in tables.own_rituals.rituals() if one.id != ritual)
            tables.own_rituals.save_rituals(kept)
        change_own(house, lambda own: _without(own, ritual))
        return Outcome(None, CHANGED)

    # -- each time ---------------------------------------------------------------------------------

    def leave_out(self, ritual: RitualId, original: date) -> Outcome[None]:
        """One time does not come; nothing of it is kept longer than the day. Codes: ritual.gone."""
        found = self.find((ritual, original))
        left = LeftOut(ritual, original, found.day)
        change_own(self._household, lambda own: replace(own, out=(*own.out, left)))
        return Outcome(None, CHANGED)

    def bring_back(self, ritual: RitualId, original: date) -> Outcome[None]:
        """Undo of leaving out. Codes: sitting.not_own, storage.*."""
        change_own(self._household, lambda own: replace(own, out=_others(own, ritual, original)))
        return Outcome(None, CHANGED)

    def move(self, ritual: RitualId, original: date, day: date, time: str) -> Outcome[None]:
        """Another day or time, once; ``time`` empty keeps it. Codes: ritual.gone, ritual.past, plan.time."""
        found = self.find((ritual, original))
        moved = moved_to(found.day, found.time, Moved(ritual, original, day, time), self._household.today())
        change_own(self._household, lambda own: replace(own, moved=(*_unmoved(own, ritual, original), moved)))
        return Outcome(None, CHANGED)

    def take_move_back(self, ritual: RitualId, original: date) -> Outcome[None]:
        """The time is again what the plan says. Codes: sitting.not_own, storage.*."""
        change_own(self._household, lambda own: replace(own, moved=_unmoved(own, ritual, original)))
        return Outcome(None, CHANGED)

    def begin(self, ritual: RitualId, original: date | None, *, smaller: bool) -> Outcome[CompanionView]:
        """What stands on the page while it runs; nothing is kept of it. Codes: ritual.gone."""
        made = companion_of(self._find(ritual), original, "", smaller=smaller)
        return Outcome(replace(made, shared=False))


def moved_to(day: date, time: str, wished: Moved, today: date) -> Moved:
    """A wish with the time that it keeps, on a day that is still to come. Codes: ritual.past, ritual.time."""
    if wished.day < today:
        raise UserError("ritual.past")
    made = replace(wished, time=wished.time or time)
    if made.time and not _is_time(made.time):
        raise UserError("plan.time")
    return made


def _comes(plan: Plan | None, day: date) -> bool:
    return plan is not None and bool(recurrence.days(plan, day, day))


def _is_time(text: str) -> bool:
    hours, colon, minutes = text.partition(":")
    fits = len(hours) == len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit()
    return bool(colon) and fits and int(hours) < 24 and int(minutes) < 60


def _detail(words: RitualWords) -> RitualDetail:
    return RitualDetail(words, Standing.PLANNED, rule=plan_words(words.plan))


def _others(own: OwnTimes, ritual: RitualId, original: date) -> tuple[LeftOut, ...]:
    return tuple(one for one in own.out if (one.ritual, one.original) != (ritual, original))


def _unmoved(own: OwnTimes, ritual: RitualId, original: date) -> tuple[Moved, ...]:
    return tuple(one for one in own.moved if (one.ritual, one.original) != (ritual, original))


def _without(own: OwnTimes, ritual: RitualId) -> OwnTimes:
    return replace(
        own,
        out=tuple(one for one in own.out if one.ritual != ritual),
        moved=tuple(one for one in own.moved if one.ritual != ritual),
    )
