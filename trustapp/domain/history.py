"""Versions: what counted after each day that changed it.

A version is computed from the statements of its day and before, so nothing said later can alter it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from trustapp.domain.ids import MemberId
from trustapp.domain.lines import Line, Version, View, day_of, words_digest
from trustapp.domain.standing import compute
from trustapp.domain.statements import GoOn, Joined, Left, Said, StillYes

_DAY = timedelta(days=1)


def versions(said: Sequence[Said], view: View) -> tuple[Version, ...]:
    """Every version up to the day of the view, oldest first.

    A day is settled once something was said on a later one. What the viewer's own space saw when plays no
    part here: both find the same versions.
    """
    ordered = _by_place(said)
    today = max(
        [day_of(view.now, view), day_of(view.latest, view), *(day_of(one.at, view) for one in ordered)]
    )
    found: list[Version] = []
    before: frozenset[str] = frozenset()
    for day in _days(ordered, view, today):
        lines = _counting_on(day, ordered, view)
        told = frozenset(_name(line) for line in lines)
        if told != before:
            found.append(Version(len(found) + 1, day, lines))
            before = told
    return tuple(found)


def _by_place(said: Sequence[Said]) -> list[Said]:
    """In order, without the viewer's own times, and no event earlier than the one before it."""
    ordered: list[Said] = []
    for one in sorted(said, key=lambda entry: entry.seq):
        at = max(one.at, ordered[-1].at) if ordered else one.at
        ordered.append(replace(one, at=at, seen=None))
    return ordered


def _days(said: Sequence[Said], view: View, today: date) -> list[date]:
    """The days on which what counts may have changed: something was said, a date passed, a rest ended."""
    days: set[date] = set()
    for one in said:
        day = day_of(one.at, view)
        days.add(day)
        if isinstance(one.statement, GoOn):
            days.add(_next(day))
        if isinstance(one.statement, StillYes) and one.statement.words.until:
            days.add(_next(one.statement.words.until))
    return sorted(day for day in days if day <= today)


def _next(day: date) -> date:
    return day if day == date.max else day + _DAY


def _counting_on(day: date, said: Sequence[Said], view: View) -> tuple[Line, ...]:
    """What counted at the end of a day, from what had been said by then."""
    known = [one for one in said if day_of(one.at, view) <= day]
    end = datetime.combine(day, time.max, tzinfo=view.now.tzinfo)
    return compute(known, (), View(_members_on(day, said, view), end, end)).counting


def _members_on(day: date, said: Sequence[Said], view: View) -> tuple[MemberId, ...]:
    """The members of that day: those of the view and those who left since, without later newcomers."""
    members = {*view.members}
    newcomers: set[MemberId] = set()
    for one in said:
        if isinstance(one.statement, Left):
            members.add(one.statement.by)
        if isinstance(one.statement, Joined) and day_of(one.at, view) > day:
            newcomers.add(one.statement.by)
    return tuple(sorted(members - newcomers))


def _name(line: Line) -> str:
    """What makes a line the same line: its statement, or its exact words."""
    if line.words is not None:
        return words_digest(line.words)
    return f"{line.owner} {line.statement.id if line.statement else ''} {line.text}"
