"""What one person said before they changed their mind, with its day: for their own eyes alone.

Notes are no part of it: a note that its owner deleted is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trustapp.domain.answers import NARROWED, Answer, Choice, Item
from trustapp.domain.wording import fillings


@dataclass(frozen=True)
class PastAnswer:
    """What was said of an item on a day. Without a choice the answer was taken out on that day.

    ``day`` is None for what was said before days were kept.
    """

    choice: Choice | None = None
    conditions: tuple[str, ...] = ()
    blanks: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None


Past = tuple[PastAnswer, ...]
"""Everything said of one item, the oldest first; the last is what is said now."""


@dataclass(frozen=True)
class Moved:
    """One item on which a person's mind moved: what stood on a day, and what stands now."""

    item: Item
    then: PastAnswer
    now: PastAnswer


def changed(item: Item, past: Past, before: Answer | None, after: Answer | None, today: date) -> Past:
    """The past of an item once ``after`` is kept in place of ``before``: the same again adds nothing."""
    old, new = _told(item, before), _told(item, after)
    if old.choice is not None and (not past or not _same(past[-1], old)):
        past = (*past, old)
    last = past[-1] if past else PastAnswer()
    return past if _same(last, new) else (*past, PastAnswer(new.choice, new.conditions, new.blanks, today))


def earlier(item: Item, past: Past, answer: Answer | None) -> Past:
    """What was said before what is said now."""
    return past[:-1] if past and _same(past[-1], _told(item, answer)) else past


def said_on(item: Item, past: Past, answer: Answer | None) -> date | None:
    """The day on which what is said now was said, as far as it is known."""
    return past[-1].day if past and _same(past[-1], _told(item, answer)) else None


def without(past: Past, one: PastAnswer) -> Past:
    """The past with one thing of it forgotten."""
    place = past.index(one) if one in past else len(past)
    return past[:place] + past[place + 1 :]


def moved(item: Item, past: Past, answer: Answer | None, day: date) -> Moved | None:
    """What moved between a day and now; None where nothing was said by then, or the same is said now.

    What was said before days were kept is taken to have stood on every day before the next.
    """
    then = PastAnswer()
    for one in past:
        if one.day is None or one.day <= day:
            then = one
    now = _told(item, answer)
    if then.choice is None or _same(then, now):
        return None
    return Moved(item, then, PastAnswer(now.choice, now.conditions, now.blanks, said_on(item, past, answer)))


def values_of(item: Item, one: PastAnswer) -> Sequence[str]:
    """What was filled in, in the order of the blanks."""
    return [one.blanks[blank.name] for blank in item.blanks if one.blanks.get(blank.name)]


def _told(item: Item, answer: Answer | None) -> PastAnswer:
    """What an answer says: its choice, with the conditions and fillings that go with this choice."""
    if answer is None or answer.choice is None:
        return PastAnswer()
    conditions = answer.conditions if answer.choice in NARROWED else ()
    bare = answer.choice is Choice.YES_IF and Choice.YES_IF not in item.wording
    used = {name for name, _value in fillings(item, Choice.YES if bare else answer.choice, answer.blanks)}
    blanks = {name: value for name, value in answer.blanks.items() if name in used and value.strip()}
    return PastAnswer(answer.choice, conditions, blanks)


def _same(one: PastAnswer, other: PastAnswer) -> bool:
    return (one.choice, one.conditions, one.blanks) == (other.choice, other.conditions, other.blanks)
