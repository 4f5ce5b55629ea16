"""When rituals come: the times of their plans, without what was left out, and where one was moved to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from trustapp.domain import recurrence
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.lines import day_after
from trustapp.domain.rituals import EITHER, TURNS, Moved, Plan, RitualWords
from trustapp.services.ritual_views import Occurrence, Span, Standing
from trustapp.words import _

Key = tuple[RitualId, date]
"""A ritual, and the day that its rule names."""

FAR: Final = timedelta(days=400)
"""How far ahead the next time of a ritual is looked for."""

_INTERVAL: Final = re.compile(r"INTERVAL=(\d{1,6})")


@dataclass(frozen=True)
class Times:
    """What was said of single times.

    ``moved`` holds each person's word; of one's own rituals there is one word.
    """

    out: frozenset[Key] = frozenset()
    moved: Mapping[Key, Mapping[MemberId, Moved]] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """A ritual as it is put on the calendar. ``voices`` are those whose word decides where a time stands."""

    words: RitualWords
    standing: Standing
    voices: tuple[MemberId, ...]
    me: MemberId | None


def span_of(
    placed: Sequence[Placed],
    times: Times,
    days: tuple[date, date, date],
    zone: ZoneInfo,
    names: Mapping[MemberId, str],
) -> Span:
    """Everything that comes in ``days``: the first, the last, and today. Days before today hold nothing."""
    first, last, today = days
    found: list[Occurrence] = []
    from_day = max(first, today)
    moved = _by_ritual(times)
    for one in placed:
        if one.words.plan is not None and from_day <= last:
            its = _Its(times.out, moved.get(one.words.id, {}))
            found += _times_of(one, its, (from_day, last), zone, names)
    found.sort(key=_order)
    return Span(first, last, today, tuple(found))


@dataclass(frozen=True)
class _Its:
    """What was said of the times of one ritual, where each was moved to by the day that its rule names."""

    out: frozenset[Key]
    moved: Mapping[date, Mapping[MemberId, Moved]]


def _by_ritual(times: Times) -> Mapping[RitualId, Mapping[date, Mapping[MemberId, Moved]]]:
    found: dict[RitualId, dict[date, Mapping[MemberId, Moved]]] = {}
    for (ritual, original), said in times.moved.items():
        found.setdefault(ritual, {})[original] = said
    return found


def _order(one: Occurrence) -> tuple[date, bool, str, str, RitualId]:
    return one.day, bool(one.time), one.time, one.name, one.ritual


def _times_of(
    one: Placed,
    its: _Its,
    between: tuple[date, date],
    zone: ZoneInfo,
    names: Mapping[MemberId, str],
) -> Iterator[Occurrence]:
    words, plan = one.words, one.words.plan
    assert plan is not None
    first, last = between
    suggested = one.standing in (Standing.ASKED_ME, Standing.ASKED_THEM)
    if suggested:
        # The first time alone: a suggestion for every day would fill the page.
        found = recurrence.between(plan, first, day_after(first, FAR), zone)[:1]
        yield from (
            _occurrence(one, original, day, time, names) for original, day, time in found if day <= last
        )
        return
    for original, day, time in recurrence.between(plan, first, last, zone):
        if (words.id, original) not in its.out and original not in its.moved:
            yield _occurrence(one, original, day, time, names)
    for original, said in its.moved.items():
        if (words.id, original) not in its.out and recurrence.days(plan, original, original):
            made = _moved(one, original, said, zone, names)
            if first <= made.day <= last:
                yield made


def _occurrence(
    one: Placed, original: date, day: date, time: str, names: Mapping[MemberId, str]
) -> Occurrence:
    words = one.words
    return Occurrence(
        words.id, original, day, time, words.name, words.minutes, one.standing,
        begins(words, original, names),
        movable=one.standing is Standing.PLANNED and not words.step and one.me is not None,
        closeness=words.step > 0,
    )  # fmt: skip


def _moved(
    one: Placed,
    original: date,
    said: Mapping[MemberId, Moved],
    zone: ZoneInfo,
    names: Mapping[MemberId, str],
) -> Occurrence:
    """Where a moved time stands: where all say so, or as a suggestion where they do not say the same."""
    plan = one.words.plan
    assert plan is not None
    day, time = recurrence.at(plan, original, zone)
    home = Moved(one.words.id, original, day, time)
    wishes = [said.get(voice, home) for voice in one.voices]
    if all(wish == wishes[0] for wish in wishes):
        return _occurrence(one, original, wishes[0].day, wishes[0].time, names)
    kept = {voice for voice in one.voices if said.get(voice) == home}
    if kept:
        # One of them said no to another time: it stands where the plan has it, and is not asked about again.
        made = _occurrence(one, original, day, time, names)
        return replace(made, movable=made.movable and kept == {one.me})
    others = [
        wish for voice, wish in zip(one.voices, wishes, strict=True) if voice != one.me and wish != home
    ]
    mine = said.get(one.me, home) if one.me is not None else home
    shown, standing = (others[0], Standing.ASKED_ME) if others else (mine, Standing.ASKED_THEM)
    made = _occurrence(one, original, shown.day, shown.time, names)
    return replace(made, standing=standing, moving=True, movable=not others and one.me is not None)


def settled(times: Times, placed: Sequence[Placed]) -> Times:
    """Single times moved where everybody said the same: until then one stands where its plan has it."""
    voices = {one.words.id: one.voices for one in placed}
    moved = {
        key: said
        for key, said in times.moved.items()
        if len({said.get(voice) for voice in voices.get(key[0], ())}) == 1
    }
    return replace(times, moved=moved)


def begins(words: RitualWords, original: date | None, names: Mapping[MemberId, str]) -> str:
    """Who begins, as a page says it; empty for one person alone."""
    if len(names) < 2:
        return ""
    if words.who == EITHER:
        return _("Either begins")
    who = words.who
    if who == TURNS:
        if original is None or words.plan is None:
            return _("Each begins in turn")
        who = list(names)[turn(words.plan, original) % len(names)]
    name = names.get(MemberId(who))
    return _("{name} begins").format(name=name) if name is not None else _("Either begins")


def turn(plan: Plan, original: date) -> int:
    """Which turn a time is: it goes up by one from each time of a simple rule to the next."""
    found = _INTERVAL.search(plan.rule)
    interval = max(1, int(found[1])) if found is not None else 1
    days = (original - plan.day).days
    months = (original.year - plan.day.year) * 12 + original.month - plan.day.month
    if "FREQ=WEEKLY" in plan.rule:
        several = "," in plan.rule
        return days if several else days // (7 * interval)
    if "FREQ=MONTHLY" in plan.rule:
        return months // interval
    if "FREQ=YEARLY" in plan.rule:
        return (original.year - plan.day.year) // interval
    return days // interval


def is_over(plan: Plan | None, today: date) -> bool:
    """Whether nothing of a plan is left to come."""
    last = recurrence.last_day(plan) if plan is not None else None
    return last is not None and last < today
