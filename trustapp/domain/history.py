"""Versions: what counted after each day that changed it.

A version is computed from the statements of its day and before, so nothing said later can alter it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from trustapp.domain.ids import MemberId
from trustapp.domain.kept import KeptLines
from trustapp.domain.lines import LineNames, Version, View, day_of
from trustapp.domain.statements import GoOn, Joined, Left, Said, Shorten, Statement, StillYes

_DAY = timedelta(days=1)


def versions(said: Sequence[Said], view: View) -> tuple[Version, ...]:
    """Every version up to the day of the view, oldest first.

    A day is settled once something was said on a later one. What the viewer's own space saw when plays no
    part here: both find the same versions. What a member who left had opened is taken out of all of them;
    their limits and needs, and the offers of whoever remains, stay where they were.
    """
    return History().versions(tuple(sorted(said, key=_seq)), view)


def _seq(one: Said) -> int:
    return one.seq


class History:
    """The versions, kept: where more was said since they were asked for, only that is looked at."""

    def __init__(self) -> None:
        self._begin(View((), datetime.min, datetime.min))

    def _begin(self, view: View) -> None:
        self._view = view
        self._said: tuple[Said, ...] = ()
        self._ordered: list[Said] = []
        self._days: set[date] = set()
        self._done = date.min
        self._found: list[Version] = []
        self._named: list[frozenset[str]] = [frozenset()]
        self._kept = KeptLines()
        self._names = LineNames()

    def versions(self, said: tuple[Said, ...], view: View) -> tuple[Version, ...]:
        """Every version up to the day of the view; ``said`` is in order of place. See ``versions``."""
        if not self._goes_on(said, view):
            self._begin(view)
        fresh = self._take_in(said, view)
        today = self._today(view)
        for day in sorted(day for day in self._days | fresh.keys() if self._done <= day <= today):
            self._settle(day, fresh.get(day, []))
        left = (one.statement.by for one in said if one.signed and isinstance(one.statement, Left))
        gone = view.gone.union(left)
        return tuple(_without(version, gone) for version in self._found) if gone else tuple(self._found)

    def _goes_on(self, said: tuple[Said, ...], view: View) -> bool:
        """Whether this is what was known and more, said on no earlier day, by the same members."""
        known = len(self._said)
        same = said[:known] == self._said and (view.members, view.now.tzinfo) == (
            self._view.members,
            self._view.now.tzinfo,
        )
        return (
            same
            and self._today(view) >= self._done
            and not any(
                isinstance(one.statement, Left | Joined) or day_of(one.at, view) < self._done
                for one in said[known:]
            )
        )

    def _today(self, view: View) -> date:
        last = [day_of(one.at, view) for one in self._ordered[-1:]]
        return max([day_of(view.now, view), day_of(view.latest, view), *last])

    def _take_in(self, said: tuple[Said, ...], view: View) -> dict[date, list[Said]]:
        """What is new, by its day; no event is earlier than the one before it."""
        fresh: dict[date, list[Said]] = defaultdict(list)
        for one in said[len(self._said) :]:
            at = max(one.at, self._ordered[-1].at) if self._ordered else one.at
            self._ordered.append(replace(one, at=at, seen=None))
            day = day_of(at, view)
            fresh[day].append(self._ordered[-1])
            self._days.update(_days_of(one.statement, day))
        self._said = said
        return fresh

    def _settle(self, day: date, said: Sequence[Said]) -> None:
        """What counted at the end of a day; asked again on the same day, it takes the place of the first."""
        if self._found and self._found[-1].day == day:
            self._found.pop()
            self._named.pop()
        for one in said:
            self._kept.hear(one)
        members = _members_on(day, self._ordered, self._view)
        self._kept.know(members)
        end = datetime.combine(day, time.max, tzinfo=self._view.now.tzinfo)
        self._kept.look(View(members, end, end))
        lines = self._kept.counting()
        told = frozenset(map(self._names.of, lines))
        if told != self._named[-1]:
            self._found.append(Version(len(self._found) + 1, day, lines))
            self._named.append(told)
        self._done = day


def _without(version: Version, gone: frozenset[MemberId]) -> Version:
    """A version without what rested on a yes of somebody who left: what is ours, and their own offers."""
    kept = tuple(
        line
        for line in version.lines
        if line.words is None or (line.owner is not None and line.owner not in gone)
    )
    return replace(version, lines=kept, taken_out=len(kept) < len(version.lines))


def _days_of(statement: Statement, day: date) -> Iterator[date]:
    """The days on which what counts may change with it: its own, and those on which a rest or a line ends."""
    yield day
    if isinstance(statement, GoOn):
        yield _next(day)
    if isinstance(statement, StillYes) and statement.words.until:
        yield _next(statement.words.until)
    if isinstance(statement, Shorten):
        yield _next(statement.until)


def _next(day: date) -> date:
    return day if day == date.max else day + _DAY


def _members_on(day: date, said: Sequence[Said], view: View) -> tuple[MemberId, ...]:
    """The members of that day: those of the view and those who left since, without later newcomers.

    Who says once more that they join was there before: no version changes for it.
    """
    members = {*view.members}
    joined: dict[MemberId, date] = {}
    for one in said:
        if isinstance(one.statement, Left):
            members.add(one.statement.by)
        if isinstance(one.statement, Joined):
            joined.setdefault(one.statement.by, day_of(one.at, view))
    return tuple(sorted(members - {member for member, first in joined.items() if first > day}))
