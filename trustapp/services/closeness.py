"""Graded closeness: the step that both have said, evenings planned singly, and tonight's ceiling."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.planner import (
    KeptRituals,
    Ritual,
    limited_items,
    may_step_up,
    on_touch,
    reached,
    ritual_of,
)
from trustapp.domain.rituals import STEPS, Ceiling
from trustapp.domain.statements import StepDown, StepUp
from trustapp.services import ritual_slips
from trustapp.services.household import Household
from trustapp.services.planning import CHANGED, companion_of
from trustapp.services.reading import Card
from trustapp.services.ritual_slips import Evening
from trustapp.services.ritual_times import Key, begins
from trustapp.services.ritual_views import CompanionView
from trustapp.services.rituals import stop_words, with_limits

if TYPE_CHECKING:
    from trustapp.domain.ritual_texts import RitualText


@dataclass(frozen=True)
class Night:
    """An evening that is planned. ``mine`` is one's own ceiling, None while it is not chosen.

    ``ceiling`` is the lower of the two, None until both have chosen; 0 says that nothing takes place tonight.
    ``most`` is the highest ceiling that can be chosen now: what both know of is never raised.
    ``may_begin``: it is today, both have chosen, and no evening began today. ``rests`` says in a code why it
    rests: "suspended", "limit", "ended", "doubt", "step" or "".
    """

    ritual: RitualId
    name: str
    day: date
    time: str
    step: int
    begins: str
    mine: int | None
    ceiling: int | None
    most: int
    tonight: bool
    may_choose: bool
    may_begin: bool
    rests: str


@dataclass(frozen=True)
class ClosenessView:
    """What the page shows.

    ``mine`` and ``both`` are steps, 0 for none; of the other's own step nothing is said.  ``limits`` are
    whose (None where that is not known) and the words, ``stop`` how each says stop. ``may_step_up``: the
    next step can be said today, alone. ``templates`` are those of steps 1 to 6, "" for one that is not
    suggested now: a limit stands on something in it, or both have not said it. ``texts`` are to be read,
    by their id.
    """

    steps: tuple[str, ...]
    """The words of steps 1 to 6."""
    mine: int | None
    both: int
    may_step_up: bool
    nights: tuple[Night, ...]
    limits: tuple[tuple[MemberId | None, str], ...]
    names: dict[MemberId, str]
    own_sitting: bool
    rests: bool
    stopped_tonight: bool
    templates: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    texts: Mapping[str, Card] = field(default_factory=dict)


class ClosenessService:
    """Each says their own step and ceiling alone; what both see is the lower of the two."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._kept = KeptRituals()

    def view(self) -> Outcome[ClosenessView]:
        """Codes: sitting.locked, vault.alone, storage.*."""
        house = self._household
        me = self._me()
        agreement, members = house.agreement(), self._members()
        level = reached(house.record(), members)
        times, evening = ritual_slips.read(house)
        lately = ritual_slips.began_lately(house, evening)
        rests = _rests(house)
        mine = level.by[me] if me is not None else None
        next_step = mine is not None and mine <= level.step < STEPS
        return Outcome(
            ClosenessView(
                self.step_words(),
                mine,
                level.step,
                next_step and not lately and not rests and not self._stepped_today(),
                self._nights(self._planned(times.out), evening, lately=lately),
                on_touch(agreement),
                dict(house.names),
                me is not None,
                rests,
                lately,
                self._templates(level.step),
                stop_words(agreement),
                self._texts(),
            )
        )

    def step_words(self) -> tuple[str, ...]:
        """The words of steps 1 to 6: what the library's names say after what all six have in common."""
        return tuple(_short(found.name) for found in self._library())

    def _library(self) -> tuple[RitualText, ...]:
        found = {one.step: one for one in self._household.catalogues.rituals if one.step}
        return tuple(found[step] for step in range(1, STEPS + 1))

    def _templates(self, level: int) -> tuple[str, ...]:
        limited = limited_items(self._household.agreement())
        return tuple(
            one.id if one.step <= level and limited.isdisjoint(one.items) else "" for one in self._library()
        )

    def _texts(self) -> dict[str, Card]:
        found = self._household.catalogues.closeness
        return {name: Card(one.id, one.title, one.body, one.article) for name, one in found.items()}

    def _me(self) -> MemberId | None:
        sitting = self._household.sitting
        return sitting.member.id if sitting is not None and sitting.member is not None else None

    def _members(self) -> tuple[MemberId, ...]:
        house = self._household
        if len(house.members) < 2:
            raise UserError("vault.alone")
        return tuple(member.id for member in house.members)

    def _planned(self, out: Collection[Key]) -> tuple[Ritual, ...]:
        """The evenings that are still to come, without those that somebody left out."""
        house = self._household
        found = self._kept.rituals(house.record(), house.agreement(), self._members(), house.today())
        return tuple(
            one
            for one in found
            if one.words.step
            and one.planned
            and one.words.plan is not None
            and (one.words.id, one.words.plan.day) not in out
        )

    def _nights(self, planned: Sequence[Ritual], evening: Evening, *, lately: bool) -> tuple[Night, ...]:
        return tuple(sorted((self._night(one, evening, lately) for one in planned), key=_when))

    def _night(self, ritual: Ritual, evening: Evening, lately: bool) -> Night:
        house = self._household
        words, plan = ritual.words, ritual.words.plan
        assert plan is not None
        chosen = [evening.ceilings.get((member, words.id, plan.day)) for member in self._members()]
        ceiling = _lowest(chosen, words.step)
        me = self._me()
        mine = evening.ceilings.get((me, words.id, plan.day)) if me is not None else None
        rests = ritual.rests.value if ritual.rests is not None else ""
        tonight = plan.day == house.today()
        return Night(
            words.id, words.name, plan.day, plan.time, words.step,
            begins(words, plan.day, house.names), mine, ceiling,
            most=words.step if ceiling is None else ceiling,
            tonight=tonight,
            may_choose=me is not None and not rests and not (tonight and lately),
            may_begin=tonight and bool(ceiling) and not lately and not rests,
            rests=rests,
        )  # fmt: skip

    # -- moving along the steps --------------------------------------------------------------------

    def step_up(self, step: int, passphrase: str) -> Outcome[None]:
        """One's own part of the next step: alone, with the passphrase, on a day of its own.

        Codes: closeness.step, closeness.another_day, ritual.rests, passphrase.wrong, sitting.not_own,
        storage.*.
        """
        house = self._household
        me = house.me().id
        level = reached(house.record(), self._members())
        may_step_up(level.by[me], level.step, step)
        if _rests(house):
            raise UserError("ritual.rests")
        evening = ritual_slips.read(house)[1]
        if ritual_slips.began_lately(house, evening) or self._stepped_today():
            raise UserError("closeness.another_day")
        house.vault.prove(house.keys(), passphrase)
        house.say(StepUp(house.new_id(), me, step))
        return Outcome(None, CHANGED)

    def _stepped_today(self) -> bool:
        """Whether this person said a step today: one step, and a night in between."""
        house = self._household
        me, today = self._me(), house.today()
        return any(
            said.by == me and heard.at.astimezone().date() == today
            for heard, said in house.record().of(StepUp)
        )

    def step_down(self, step: int) -> Outcome[None]:
        """No further than this from now on; at once, without a reason. Codes: closeness.step, statement.*."""
        house = self._household
        me = house.me().id
        if not 0 <= step < reached(house.record(), self._members()).by[me]:
            raise UserError("closeness.step")
        house.say(StepDown(house.new_id(), me, step))
        return Outcome(None, CHANGED)

    # -- an evening --------------------------------------------------------------------------------

    def choose_ceiling(self, ritual: RitualId, step: int) -> Outcome[None]:
        """One's own ceiling for an evening, 0 for not tonight: alone, and before it begins.

        Once both have chosen it only goes down: whoever has seen the result is not asked to raise it.
        Codes: ritual.gone, ritual.rests, closeness.step, closeness.lower, closeness.began, sitting.not_own,
        storage.*.
        """
        house = self._household
        house.me()
        night = self._find(ritual)
        if night.rests:
            raise UserError("ritual.rests")
        if not night.may_choose:
            raise UserError("closeness.began")
        if not 0 <= step <= night.step:
            raise UserError("closeness.step")
        if step > night.most:
            raise UserError("closeness.lower")
        ritual_slips.put_ceiling(house, Ceiling(ritual, night.day, step))
        return Outcome(None, CHANGED)

    def _find(self, ritual: RitualId) -> Night:
        times, evening = ritual_slips.read(self._household)
        lately = ritual_slips.began_lately(self._household, evening)
        return self._night(ritual_of(self._planned(times.out), ritual), evening, lately)

    def begin(self, ritual: RitualId) -> Outcome[CompanionView]:
        """The page of the evening, under the lower of the two ceilings. No second one begins that evening.

        Codes: ritual.gone, ritual.rests, closeness.not_yet, closeness.began, storage.*.
        """
        house = self._household
        night = self._find(ritual)
        if night.rests:
            raise UserError("ritual.rests")
        times, evening = ritual_slips.read(house)
        if ritual_slips.began_lately(house, evening):
            raise UserError("closeness.began")
        if not night.may_begin or night.ceiling is None:
            raise UserError("closeness.not_yet")
        words = ritual_of(self._planned(times.out), ritual).words
        made = companion_of(words, night.day, night.begins, smaller=False)
        made = replace(made, ceiling=night.ceiling, steps=self.step_words())
        shown = with_limits(house, made)
        ritual_slips.begin_evening(house, house.today())
        return Outcome(shown, CHANGED)


def _lowest(chosen: Sequence[int | None], planned: int) -> int | None:
    """The lower of the two, and never above what was planned; None until both have chosen."""
    known = [step for step in chosen if step is not None]
    return min([*known, planned]) if len(known) == len(chosen) else None


def _short(name: str) -> str:
    words = name.rpartition(": ")[2]
    return words[:1].upper() + words[1:]


def _when(night: Night) -> tuple[date, str]:
    return night.day, night.time


def _rests(house: Household) -> bool:
    agreement = house.agreement()
    doubt = not agreement.verified or agreement.clock_in_doubt
    return doubt or bool(agreement.suspended) or agreement.returns is not None
