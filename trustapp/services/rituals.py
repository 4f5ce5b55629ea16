"""The planner of both: suggesting, saying yes, ending, and each single time (docs/rituals.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from trustapp.documents.writing import long_day
from trustapp.domain import recurrence
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.lines import Agreement, State, day_after
from trustapp.domain.planner import (
    KeptRituals,
    Rests,
    Ritual,
    held_back_until,
    limited_items,
    on_touch,
    reached,
    ritual_of,
    suggestions_of,
)
from trustapp.domain.rituals import LeftOut, Moved, RitualWords
from trustapp.domain.statements import RitualEnd, RitualYes
from trustapp.services import ritual_notes, ritual_slips
from trustapp.services.household import Household
from trustapp.services.own_rituals import OwnRitualService, moved_to
from trustapp.services.planning import CHANGED, Planner, checked_words, companion_of
from trustapp.services.ritual_times import Key, Placed, Times, begins
from trustapp.services.ritual_views import (
    CompanionView,
    PlannerView,
    RitualDetail,
    RitualNote,
    Standing,
)
from trustapp.services.rule_words import plan_words
from trustapp.services.sittings import SittingKind
from trustapp.services.slip_rows import out_id
from trustapp.services.speaking import refuse_demands
from trustapp.services.zones import here
from trustapp.storage.preferences import RITUAL_REMINDERS

MOST_SHOWN: Final = 200
"""So many suggestions of one person are shown at the most, whichever program they come from."""
MOST_SUGGESTED: Final = 10
"""How many suggestions of one person may be open at a time; those that went today still count."""
HELD_BACK: Final = timedelta(days=90)
"""How long a not now holds where the agreement names no review date."""

_STOPPING: Final = frozenset({"saying_no.stop_word", "saying_no.stop_sign"})


class RitualService(Planner):
    """Suggesting and saying yes are done in one's own sitting; ending and leaving out in any."""

    shared = True

    def __init__(self, household: Household) -> None:
        super().__init__(household)
        self._left_out_together: set[Key] = set()
        self._kept = KeptRituals()

    # -- what there is -----------------------------------------------------------------------------

    def rituals(self) -> tuple[Ritual, ...]:
        """Every ritual that is suggested or planned. Codes: sitting.locked, storage.*."""
        house = self._household
        agreement, members = house.agreement(), tuple(member.id for member in house.members)
        moved = {ritual for ritual, _day in self.times().moved} if house.has_shared else set()
        found = self._kept.rituals(house.record(), agreement, members, house.today(), moved)
        return tuple(_shown(found, self._me()))

    def placed(self) -> tuple[Placed, ...]:
        """See ``Planner``."""
        house = self._household
        me = self._me()
        members = tuple(member.id for member in house.members)
        return tuple(
            Placed(one.words, _standing(one, me), members, me)
            for one in self.rituals()
            if one.planned or me is not None
        )

    def times(self) -> Times:
        """See ``Planner``."""
        return ritual_slips.read(self._household)[0]

    def reminder_times(self) -> Outcome[tuple[datetime, ...]]:
        """When something of both or of one's own begins within the next day: aware, UTC, never about touch.

        Nothing in Together, and nothing where the person did not ask to be reminded.
        """
        house = self._household
        if self._me() is None:
            return Outcome(())
        with house.private.transaction() as tables:
            if not tables.preferences.get(RITUAL_REMINDERS):
                return Outcome(())
        found = set(OwnRitualService(house).begin_times())
        if house.has_shared:
            found.update(self.begin_times())
        return Outcome(tuple(sorted(one.astimezone(UTC) for one in found)))

    def _me(self) -> MemberId | None:
        sitting = self._household.sitting
        return sitting.member.id if sitting is not None and sitting.member is not None else None

    def view(self) -> Outcome[PlannerView]:
        """See ``Planner``."""
        house = self._household
        today, agreement, me = house.today(), house.agreement(), self._me()
        details = tuple(self._detail(one, me) for one in self.rituals())
        own = house.sitting is not None and house.sitting.kind is SittingKind.OWN
        return Outcome(
            PlannerView(
                True, own, today, details, house.names, me,
                self._limited(agreement), agreement.clock_in_doubt,
                bool(agreement.suspended) or agreement.returns is not None,
            )
        )  # fmt: skip

    def _limited(self, agreement: Agreement) -> frozenset[str]:
        limited = limited_items(agreement)
        found = self._household.catalogues.rituals
        return frozenset(one.id for one in found if not limited.isdisjoint(one.items))

    def _detail(self, ritual: Ritual, me: MemberId | None) -> RitualDetail:
        words = ritual.words
        return RitualDetail(
            words,
            _standing(ritual, me),
            ritual.rests.value if ritual.rests is not None else "",
            begins(words, None, self._household.names),
            plan_words(words.plan),
        )

    def detail(self, ritual: RitualId) -> Outcome[RitualDetail]:
        """See ``Planner``."""
        made = self._detail(ritual_of(self.rituals(), ritual), self._me())
        return Outcome(replace(made, notes=self.notes(ritual)))

    # -- suggesting, yes, and ending ---------------------------------------------------------------

    def suggest(self, words: RitualWords) -> Outcome[RitualId]:
        """One's own sitting: suggest these words; the other's yes plans them.

        Codes: ritual.* (``ritual.not_now`` with the day ``until``, ``ritual.enough``), plan.*, line.demands,
        closeness.first, closeness.one, sitting.not_own, vault.alone, storage.*.
        """
        house = self._household
        me = house.me()
        made = replace(checked_words(words), id=RitualId(house.new_id()))
        _refuse_demands(made)
        until = held_back_until(house.record(), made.template, made.name, me.id, house.today())
        if until is not None:
            raise UserError("ritual.not_now", until=long_day(until))
        if suggestions_of(house.record(), me.id, house.today()) >= MOST_SUGGESTED:
            raise UserError("ritual.enough", most=MOST_SUGGESTED)
        before = self.rituals()
        if made.replaces is not None:
            ritual_of(before, made.replaces)
        self._require_free(made)
        if made.step:
            self._require_single()
        house.say(RitualYes(house.new_id(), me.id, made))
        return Outcome(made.id, CHANGED)

    def _require_single(self) -> None:
        """One evening of closeness at a time, so that single ones make no series. Codes: closeness.one."""
        out = self.times().out
        for one in self.rituals():
            plan = one.words.plan
            if one.words.step and plan is not None and (one.words.id, plan.day) not in out:
                raise UserError("closeness.one")

    def _require_free(self, words: RitualWords) -> None:
        """Nothing that rests is suggested or agreed to.

        Codes: ritual.rests, ritual.limited, closeness.first.
        """
        house = self._household
        _ = house.shared  # refused with the reason where it cannot be reached
        if len(house.members) < 2:
            raise UserError("vault.alone")
        agreement = house.agreement()
        doubt = not agreement.verified or agreement.clock_in_doubt
        if doubt or agreement.suspended or agreement.returns is not None:
            raise UserError("ritual.rests")
        if not limited_items(agreement).isdisjoint(words.items):
            raise UserError("ritual.limited")
        members = tuple(member.id for member in house.members)
        if words.step > reached(house.record(), members).step:
            raise UserError("closeness.first")

    def say_yes(self, ritual: RitualId) -> Outcome[None]:
        """One's own sitting: yes to what the other suggested, word for word.

        Codes: ritual.gone, ritual.rests, ritual.limited, closeness.first, line.demands, sitting.not_own,
        storage.*.
        """
        house = self._household
        me = house.me().id
        found = ritual_of(self.rituals(), ritual)
        if me not in found.yes:
            _refuse_demands(found.words)
            self._require_free(found.words)
            house.say(RitualYes(house.new_id(), me, found.words))
        return Outcome(None, CHANGED)

    def end(self, ritual: RitualId) -> Outcome[None]:
        """Not now, or the end of it: at once, in any sitting. Codes: ritual.gone, statement.not_kept."""
        house = self._household
        found = ritual_of(self.rituals(), ritual)
        me = self._me()
        words = found.words
        # What is my own suggestion alone I take back: that keeps nobody from suggesting it.
        again = None if me is None or found.yes == {me} else self._again()
        house.say(RitualEnd(house.new_id(), me or MemberId(""), ritual, words.template, words.name, again))
        return Outcome(None, CHANGED)

    def _again(self) -> date:
        today = self._household.today()
        review = self._household.agreement().review
        return review if review is not None and review > today else day_after(today, HELD_BACK)

    # -- each time ---------------------------------------------------------------------------------

    def leave_out(self, ritual: RitualId, original: date) -> Outcome[None]:
        """One time does not come, by nobody's name, and nothing of it is kept longer than the day.

        Codes: ritual.gone, storage.*.
        """
        house = self._household
        found = self.find((ritual, original))
        left = LeftOut(ritual, original, found.day)
        if self._me() is not None:
            ritual_slips.change_own(house, lambda own: replace(own, out=(*own.out, left)))
        else:
            self._left_out_together.add((ritual, original))
        ritual_slips.put_out(house, left)
        return Outcome(None, CHANGED)

    def bring_back(self, ritual: RitualId, original: date) -> Outcome[None]:
        """Undo of leaving out, for whoever left it out. Codes: ritual.gone, storage.*."""
        house = self._household
        key = ritual, original
        own = ritual_slips.own_times(house).out if self._me() is not None else ()
        kept = tuple(one for one in own if (one.ritual, one.original) != key)
        if kept == own and (self._me() is not None or key not in self._left_out_together):
            raise UserError("ritual.gone")
        # One's own word goes last: cut off between the two it still stands, and can be taken back again.
        with house.shared.transaction() as tables:
            tables.slips.delete(out_id(*key))
        if self._me() is not None:
            ritual_slips.change_own(house, lambda own: replace(own, out=kept))
        self._left_out_together.discard(key)
        return Outcome(None, CHANGED)

    def move(self, ritual: RitualId, original: date, day: date, time: str) -> Outcome[None]:
        """Suggest another day or time for this once; ``time`` empty keeps it. The other's yes moves it.

        Codes: ritual.gone, ritual.past, ritual.single, plan.time, sitting.not_own, storage.*.
        """
        house = self._household
        house.me()
        found = self.find((ritual, original))
        if not found.movable:
            raise UserError("ritual.single")
        made = moved_to(found.day, found.time, Moved(ritual, original, day, time), house.today())
        if made == self._at_home(ritual, original):
            # Where the plan has it: a word of one's own about that would be a no to the other's next one.
            ritual_slips.forget_moved(house, (ritual, original))
        else:
            ritual_slips.put_moved(house, made)
        return Outcome(None, CHANGED)

    def keep_time(self, ritual: RitualId, original: date) -> Outcome[None]:
        """No to another time that the other suggested: it comes where the plan has it, this once for good.

        Codes: ritual.gone, sitting.not_own, storage.*.
        """
        house = self._household
        house.me()
        if not self.find((ritual, original)).moving:
            raise UserError("ritual.gone")
        ritual_slips.put_moved(house, self._at_home(ritual, original))
        return Outcome(None, CHANGED)

    def _at_home(self, ritual: RitualId, original: date) -> Moved:
        plan = ritual_of(self.rituals(), ritual).words.plan
        if plan is None:
            raise UserError("ritual.gone")
        return Moved(ritual, original, *recurrence.at(plan, original, here()))

    def agree_move(self, ritual: RitualId, original: date) -> Outcome[None]:
        """Yes to the time that the other suggested. Codes: ritual.gone, sitting.not_own, storage.*."""
        house = self._household
        house.me()
        found = self.find((ritual, original))
        if not found.moving:
            raise UserError("ritual.gone")
        ritual_slips.put_moved(house, Moved(ritual, original, found.day, found.time))
        return Outcome(None, CHANGED)

    def take_move_back(self, ritual: RitualId, original: date) -> Outcome[None]:
        """One's own word is again what the plan says. Codes: sitting.not_own, storage.*."""
        ritual_slips.forget_moved(self._household, (ritual, original))
        return Outcome(None, CHANGED)

    def begin(self, ritual: RitualId, original: date | None, *, smaller: bool) -> Outcome[CompanionView]:
        """What stands on the page while it runs; nothing is kept of it.

        Codes: ritual.gone, ritual.rests, closeness.tonight (an evening begins on its own page).
        """
        house = self._household
        found = ritual_of(self.rituals(), ritual)
        if not found.planned or found.rests is not None:
            raise UserError("ritual.rests")
        if found.words.step:
            raise UserError("closeness.tonight")
        made = companion_of(
            found.words, original, begins(found.words, original, house.names), smaller=smaller
        )
        return Outcome(with_limits(house, made) if made.touch else made)

    # -- notes that were shared --------------------------------------------------------------------

    def notes(self, ritual: RitualId | None = None) -> tuple[RitualNote, ...]:
        """One's own notes, and those that were shared, the latest first; of one ritual, or of all."""
        own = (one for one in self.private_notes() if ritual in (None, one.ritual))
        return tuple(sorted([*own, *self.shared_notes(ritual)], key=_day_of, reverse=True))

    def shared_notes(self, ritual: RitualId | None = None) -> tuple[RitualNote, ...]:
        """The notes that both read, in the order in which they were shared."""
        return ritual_notes.shared(self._household, self._me(), ritual)

    def share_note(self, note: str) -> Outcome[None]:
        """A copy of a private note, under one's name, where both read it. Codes: note.gone, storage.*."""
        ritual_notes.share(self._household, note)
        return Outcome(None, CHANGED)

    def take_notes_back(self) -> None:
        """Erase every copy under one's own name: whoever leaves takes them along. Codes: as one."""
        with self._household.private.transaction() as tables:
            mine = {one.id for one in tables.own_rituals.shared_notes()}
        mine.update(one.id for one in self.shared_notes() if one.mine)
        for note in sorted(mine):
            self.take_note_back(note)

    def take_note_back(self, note: str) -> Outcome[None]:
        """Erase the shared copy; the other may have read it. Codes: sitting.not_own, storage.*."""
        ritual_notes.take_back(self._household, note)
        return Outcome(None, CHANGED)


def with_limits(house: Household, made: CompanionView) -> CompanionView:
    """The page with the limits and needs of both, and how they say stop."""
    agreement = house.agreement()
    names = house.names
    limits = tuple(
        text if owner is None or owner not in names else f"{names[owner]}: {text}"
        for owner, text in on_touch(agreement)
    )
    return replace(made, limits=limits, stop=stop_words(agreement))


def stop_words(agreement: Agreement) -> tuple[str, ...]:
    """How each says stop, as it stands in the agreement."""
    return tuple(
        line.text
        for line in agreement.lines
        if line.state in (State.COUNTS, State.STANDS)
        and (line.words.item if line.words is not None else line.statement and line.statement.item)
        in _STOPPING
    )


def _refuse_demands(words: RitualWords) -> None:
    """Neither suggested nor agreed to, whichever program the words come from. Codes: line.demands."""
    refuse_demands(words.name, words.does, words.starts, words.ends, words.cannot, words.smaller, words.why)


def _shown(rituals: Iterable[Ritual], me: MemberId | None) -> Iterator[Ritual]:
    """What is planned, and of each person's suggestions the first ones; another program could fill a page.

    A suggestion above the step that both have said is on no page but that of whoever made it.
    """
    suggested: Counter[frozenset[MemberId]] = Counter()
    for one in rituals:
        if not one.planned:
            if one.rests is Rests.STEP and me not in one.yes:
                continue
            suggested[one.yes] += 1
            if suggested[one.yes] > MOST_SHOWN:
                continue
        yield one


def _standing(ritual: Ritual, me: MemberId | None) -> Standing:
    if ritual.rests is not None and (ritual.planned or ritual.rests is not Rests.STEP):
        return Standing.RESTS
    if ritual.planned:
        return Standing.PLANNED
    return Standing.ASKED_THEM if me in ritual.yes else Standing.ASKED_ME


def _day_of(note: RitualNote) -> date:
    return note.day
