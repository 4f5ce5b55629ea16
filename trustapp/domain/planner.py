"""Which rituals of both stand, and what lets one rest: computed from what both said (docs/rituals.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId, MemberId, RitualId
from trustapp.domain.lines import OVER, Agreement, State
from trustapp.domain.record import Heard, Record
from trustapp.domain.recurrence import last_day
from trustapp.domain.rituals import STEPS, Plan, RitualWords, within_bounds
from trustapp.domain.statements import Left, LineKind, Need, RitualEnd, RitualYes, StepDown, StepUp


class Rests(StrEnum):
    """Why a ritual rests today."""

    SUSPENDED = "suspended"
    LIMIT = "limit"
    ENDED = "ended"
    DOUBT = "doubt"
    STEP = "step"


@dataclass(frozen=True)
class Ritual:
    """A ritual that was suggested or is planned.

    ``yes`` are the members who said yes to exactly these words.
    """

    words: RitualWords
    yes: frozenset[MemberId]
    planned: bool
    rests: Rests | None
    seq: int
    """The place of the first yes: rituals are shown in this order."""


@dataclass(frozen=True)
class Reached:
    """Graded closeness: the step that each has said, and the lower of them, which counts."""

    by: dict[MemberId, int]

    @property
    def step(self) -> int:
        """The step that both have said; 0 where somebody has said none."""
        return min(self.by.values(), default=0)


def reached(record: Record, members: Sequence[MemberId]) -> Reached:
    """What each has said of closeness, one step after the other; a step down counts wherever it stands."""
    levels, since = dict.fromkeys(members, 0), _since(record)
    said: list[tuple[Heard, StepUp | StepDown]] = [*record.of(StepUp), *record.of(StepDown)]
    for heard, statement in sorted(said, key=_place):
        by = statement.by
        if by not in levels:
            continue
        if isinstance(statement, StepDown):
            levels[by] = min(levels[by], statement.step)
        elif heard.seq > since:
            levels[by] = max(levels[by], min(statement.step, levels[by] + 1))
    return Reached(levels)


def _place(said: tuple[Heard, StepUp | StepDown]) -> int:
    return said[0].seq


@dataclass(frozen=True)
class Suggested:
    """Words that somebody said yes to and that nobody ended; ``last`` is their last day, None for no end."""

    words: RitualWords
    yes: frozenset[MemberId]
    seq: int
    last: date | None


def rituals_of(record: Record, agreement: Agreement, members: Sequence[MemberId]) -> tuple[Ritual, ...]:
    """Every ritual that is suggested or planned; nothing that ended or that others took the place of.

    ``members`` are those who are there now. With fewer than two of them, nobody could say yes.
    """
    return _standing(suggested(record), record, agreement, members)


class KeptRituals:
    """The same, with what was said sorted once for as long as nothing more is said.

    After ten years thousands of rituals are over, and a page that is turned must not wait for them.
    """

    def __init__(self) -> None:
        self._known: tuple[object, int, int] | None = None
        self._suggested: tuple[Suggested, ...] = ()

    def rituals(
        self,
        record: Record,
        agreement: Agreement,
        members: Sequence[MemberId],
        today: date,
        moved: Container[RitualId] = (),
    ) -> tuple[Ritual, ...]:
        """Every ritual that is suggested or planned and not over on this day.

        One that was ``moved`` may stand on a day after its last.
        """
        known = record, record.size, record.times_read_again
        if self._known != known:
            self._suggested, self._known = suggested(record), known
        left = [
            one for one in self._suggested if one.last is None or one.last >= today or one.words.id in moved
        ]
        return _standing(left, record, agreement, members)


def suggested(record: Record) -> tuple[Suggested, ...]:
    """Whatever somebody said yes to and nobody ended, in the order in which it was first said.

    A ritual is over for good once two said yes to what takes its place, whatever becomes of that. An id
    stands for the words that were first said under it: others under the same id, and words that this
    program lets nobody suggest, count for nothing.
    """
    over = {end.ritual for _heard, end in record.of(RitualEnd)}
    since = _since(record)
    first: dict[RitualId, RitualWords] = {}
    found: dict[RitualWords, list[Heard]] = defaultdict(list)
    for heard, yes in record.of(RitualYes):
        words = yes.words
        if heard.seq > since and first.setdefault(words.id, words) == words and within_bounds(words):
            found[words].append(heard)
    said = {words: frozenset(one.statement.by for one in heard) for words, heard in found.items()}
    over |= {words.replaces for words, yes in said.items() if words.replaces is not None and len(yes) > 1}
    return tuple(
        Suggested(words, said[words], heard[0].seq, last_day(words.plan) if words.plan is not None else None)
        for words, heard in found.items()
        if words.id not in over
    )


def _since(record: Record) -> int:
    """No yes and no step from before a restore or a leaving counts again."""
    return max([record.restored, *(heard.seq for heard, _left in record.of(Left))])


def not_ended(record: Record) -> tuple[RitualWords, ...]:
    """Every ritual that nobody ended, whether or not it stands now."""
    ended = {end.ritual for _heard, end in record.of(RitualEnd)}
    found = {yes.words.id: yes.words for _heard, yes in record.of(RitualYes)}
    return tuple(words for ritual, words in found.items() if ritual not in ended)


def _standing(
    found: Sequence[Suggested], record: Record, agreement: Agreement, members: Sequence[MemberId]
) -> tuple[Ritual, ...]:
    if len(members) < 2:
        return ()
    everybody, level, items = frozenset(members), reached(record, members).step, _Items(agreement)
    return tuple(
        Ritual(one.words, one.yes, one.yes >= everybody, _rests(one.words, agreement, items, level), one.seq)
        for one in found
    )


class _Items:
    """What the agreement says of the items that rituals touch on."""

    def __init__(self, agreement: Agreement) -> None:
        self.limited = limited_items(agreement)
        over: set[ItemId] = set()
        counting: set[ItemId] = set()
        for line in agreement.lines:
            item = line.words.item if line.words is not None else None
            if item is not None and line.state is not State.DRAFT:
                (over if line.state in OVER else counting).add(item)
        self.ended = over - counting


CLOSING_NEEDS: Final = frozenset({"when_crossed.closeness_rests", "home.sleeping_apart", "health.testing"})
"""Safeguards of which a need, too, says that something does not happen for now."""


def limited_items(agreement: Agreement) -> frozenset[ItemId]:
    """The items on which a limit of either stands, or a need that says as much."""
    found = {one.item for one in agreement.standing_limits if one.item is not None}
    for line in agreement.lines:
        need = line.statement
        if line.state is State.STANDS and isinstance(need, Need) and need.item in CLOSING_NEEDS:
            found.add(need.item)
    return frozenset(found)


def _rests(words: RitualWords, agreement: Agreement, items: _Items, level: int) -> Rests | None:
    if not agreement.verified or agreement.clock_in_doubt:
        return Rests.DOUBT
    if agreement.suspended or agreement.returns is not None:
        return Rests.SUSPENDED
    if not items.limited.isdisjoint(words.items):
        return Rests.LIMIT
    if not items.ended.isdisjoint(words.items):
        return Rests.ENDED
    return Rests.STEP if words.step > level else None


_TOUCH: Final = frozenset(
    {"affection", "touch", "intimacy", "saying_no", "timing", "substances", "health", "digital"}
)


def on_touch(agreement: Agreement) -> tuple[tuple[MemberId | None, str], ...]:
    """What stands where touch is in a ritual, limits first: whose limit or need it is, and the words."""
    return tuple(
        (line.owner, line.text)
        for line in agreement.lines
        if line.state is State.STANDS
        and line.kind in (LineKind.LIMIT, LineKind.NEED)
        and line.category in _TOUCH
    )


def held_back_until(
    record: Record, template: str | None, name: str, me: MemberId, today: date
) -> date | None:
    """The day until which only somebody else may suggest this ritual again; None where I may."""
    days = [
        end.again
        for heard, end in record.of(RitualEnd)
        if heard.signed and end.by != me and end.again is not None and end.again > today
        and _same(end, template, name)
    ]  # fmt: skip
    return max(days, default=None)


def _same(end: RitualEnd, template: str | None, name: str) -> bool:
    if template is not None and end.template == template:
        return True
    step, asked = _step_of(end.template), _step_of(template)
    if step and asked >= step:
        return True  # nobody answers a not now to one step with a further one
    return " ".join(end.name.split()).casefold() == " ".join(name.split()).casefold()


_CLOSENESS: Final = "ritual.closeness_"


def _step_of(template: str | None) -> int:
    """The step of graded closeness that a template is of, 0 for any other ritual."""
    number = template.removeprefix(_CLOSENESS) if template and template.startswith(_CLOSENESS) else ""
    return int(number) if number in tuple("123456") else 0


def suggestions_of(record: Record, me: MemberId, today: date) -> int:
    """How many suggestions of this person wait for a yes, with those that went today without one."""
    went = {end.ritual: heard.at.astimezone().date() for heard, end in record.of(RitualEnd)}
    by: dict[RitualWords, set[MemberId]] = defaultdict(set)
    for heard, yes in record.of(RitualYes):
        if heard.seq > record.restored and went.get(yes.words.id, today) >= today:
            by[yes.words].add(yes.by)
    return sum(yes == {me} and not _is_over(words.plan, today) for words, yes in by.items())


def _is_over(plan: Plan | None, today: date) -> bool:
    last = last_day(plan) if plan is not None else None
    return last is not None and last < today


def may_step_up(by_me: int, both: int, step: int) -> None:
    """One step after the one that both have reached. Codes: closeness.step."""
    if step != both + 1 or step > STEPS or by_me >= step:
        raise UserError("closeness.step")


def ritual_of(rituals: Sequence[Ritual], ritual: RitualId) -> Ritual:
    """The ritual with this id. Codes: ritual.gone."""
    found = next((one for one in rituals if one.words.id == ritual), None)
    if found is None:
        raise UserError("ritual.gone")
    return found
