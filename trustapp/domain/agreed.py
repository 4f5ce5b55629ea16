"""Lines that rest on a still yes: openings, shared ways and commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from trustapp.domain.clock import Clock, read_clock
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.lines import Line, State, View, always_stands, day_of
from trustapp.domain.record import Heard, Record, Yes
from trustapp.domain.rest import Rest, read_rest
from trustapp.domain.statements import LineKind, LineWords


@dataclass(frozen=True)
class Present:
    """The record as one person finds it now; everything that a line's state depends on.

    ``members`` are those who have not left, ``gone`` those who did. Openings need two members.
    """

    record: Record
    view: View
    members: tuple[MemberId, ...]
    clock: Clock
    rest: Rest
    gone: frozenset[MemberId] = frozenset()

    @classmethod
    def at(cls, record: Record, view: View) -> Present:
        """The present of this view."""
        gone = record.gone | view.gone
        members = tuple(member for member in view.members if member not in gone)
        clock = read_clock(record, members, view)
        return cls(record, view, members, clock, read_rest(record, members, clock, view.now), gone)

    @property
    def nobody_there(self) -> bool:
        """Whether somebody left, and one person remains."""
        return bool(self.gone) and len(self.members) < 2

    @cached_property
    def openings_rest(self) -> bool:
        """Whether openings rest whatever anybody said."""
        return self.rest.resting or self.clock.in_doubt or not self.view.verified


def shown_as_draft(present: Present, words: LineWords) -> bool:
    """Whether a draft is shown: with nobody there one’s own offers alone; never what a leaver said yes to."""
    ours = words.owner in present.members or not present.nobody_there
    return ours and not said_by_gone(present, words.id)


def said_by_gone(present: Present, line: LineId) -> bool:
    """Whether somebody who left had said yes to it: what they had opened is shown nowhere."""
    return bool(present.gone) and any(yes.still_yes.by in present.gone for yes in present.record.yeses(line))


def agreed_line(present: Present, line: LineId, draft: LineWords | None = None) -> Line | None:
    """A line as it stands now, if it ever came to count; ``draft`` is what it reads as a draft again."""
    yeses = present.record.yeses(line)
    once = _agreed_once(yeses)
    return _line_of(present, yeses, once, draft or once[0].still_yes.words) if once else None


def _agreed(present: Present, yeses: Sequence[Yes]) -> tuple[Yes, ...]:
    """The still yeses that make this line count, or nothing: everybody's last one, to the same words."""
    if len(present.members) < 2:
        return ()
    last = {yes.still_yes.by: yes for yes in yeses if not yes.void}
    for yes in last.values():
        words = yes.still_yes.words
        if words.until is None and not always_stands(words):
            continue
        if words.kind is LineKind.COMMITMENT:
            if words.owner == yes.still_yes.by and words.owner in present.members:
                return (yes,)
        elif all(member in last and last[member].still_yes.words == words for member in present.members):
            return tuple(sorted((last[member] for member in present.members), key=lambda one: one.heard.seq))
    return ()


def _agreements(yeses: Sequence[Yes]) -> Iterator[tuple[Yes, ...]]:
    """Each time this line came to count: the yeses that made it so, whatever made them void since."""
    last: dict[MemberId, Yes] = {}
    for yes in yeses:
        words = yes.still_yes.words
        last[yes.still_yes.by] = yes
        if words.until is None and not always_stands(words):
            continue
        same = tuple(one for one in last.values() if one.still_yes.words == words)
        if words.kind is LineKind.COMMITMENT:
            if words.owner == yes.still_yes.by:
                yield (yes,)
        elif len(same) > 1:
            yield same


def _agreed_once(yeses: Sequence[Yes]) -> tuple[Yes, ...]:
    """The yeses by which this line came to count last; nothing if it never did."""
    found: tuple[Yes, ...] = ()
    for agreed in _agreements(yeses):
        found = agreed
    return found


def _agreed_first(yeses: Sequence[Yes]) -> int:
    """The place in the ledger at which this line first came to count; 0 if it never did."""
    first = next(_agreements(yeses), ())
    return max((yes.heard.seq for yes in first), default=0)


def last_day(present: Present, words: LineWords) -> date | None:
    """The last day on which these words count: their own, or an earlier one that somebody named since."""
    if words.until is None or always_stands(words):
        return words.until
    named = (
        shorter.until
        for _heard, shorter in present.record.shortened(words.id)
        if words.kind is not LineKind.COMMITMENT or shorter.by == words.owner
    )
    return min([words.until, *named])


def closings(present: Present, words: LineWords) -> tuple[Heard, ...]:
    """What named this line to end it, for good: ends, and limits that name it."""
    found = [
        heard
        for heard, end in present.record.ends_of(words.id)
        if words.kind is not LineKind.COMMITMENT or end.by == words.owner
    ]
    found += [heard for heard, _limit in present.record.limits_closing(words.id)]
    return tuple(sorted(found, key=lambda heard: heard.seq))


def _ending(present: Present, words: LineWords, yeses: Sequence[Yes]) -> Heard | None:
    """The first statement that ended this line.

    Besides what names it: words that replace it and counted, a limit on its item that stands, or that stood
    after both had said yes and was lifted since, and the leaving of a member. A shared way that protects is
    not closed by its item.
    """
    found = [*closings(present, words), *_replacing(present, words)]
    agreed_at = _agreed_first(yeses)
    if words.item is not None and not always_stands(words):
        for heard, _limit in present.record.limits_on(words.item):
            lift = present.record.lift_of(heard)
            if lift is None or (agreed_at and agreed_at < lift.seq):
                found.append(heard)
    found += [heard for heard in present.record.left.values() if agreed_at and agreed_at < heard.seq]
    return min(found, key=lambda heard: heard.seq, default=None)


def _replacing(present: Present, words: LineWords) -> Iterator[Heard]:
    """The yes with which other words took the place of these. A commitment takes its giver's own yes."""
    for other in present.record.replacing(words.id):
        once = _agreed_once(present.record.yeses(other))
        givers = {yes.still_yes.by for yes in once}
        own = words.kind is not LineKind.COMMITMENT or words.owner in givers
        if once and own and once[0].still_yes.words.replaces == words.id:
            yield max((yes.heard for yes in once), key=lambda heard: heard.seq)


def _line_of(present: Present, yeses: Sequence[Yes], once: tuple[Yes, ...], draft: LineWords) -> Line:
    """A line that counted once: as it stands now, ended, or to be said anew.

    It is a draft again where a restore made a yes void, or where somebody said yes to other words.
    """
    standing = _agreed(present, yeses)
    words = (standing or once)[0].still_yes.words
    line = _line(present, words, [yes.heard for yes in standing or once])
    ending = _ending(present, words, yeses)
    if ending:
        return _ended(present, line, ending)
    return _counting_line(present, line, words, standing) if standing else draft_line(present, draft)


def _counting_line(present: Present, line: Line, words: LineWords, yeses: tuple[Yes, ...]) -> Line:
    until = last_day(present, words)
    if until is not None:
        line = replace(line, until=until)
        if until < present.clock.day_for([yes.heard.seq for yes in yeses]):
            return replace(line, state=State.PASSED, since=until + timedelta(days=1))
    if present.openings_rest and not always_stands(words):
        resting = present.rest.since
        return replace(line, state=State.RESTS, since=day_of(resting.at, present.view) if resting else None)
    return replace(
        line,
        state=State.COUNTS,
        since=_counts_since(present, yeses[-1].heard, words),
        printable=_printable(present, words, yeses),
    )


def draft_line(present: Present, words: LineWords) -> Line:
    """A draft; or what ended these words, where something did."""
    line = replace(_line(present, words, []), state=State.DRAFT, until=last_day(present, words))
    ended = closings(present, words)
    return _ended(present, line, ended[0]) if ended else line


def _line(present: Present, words: LineWords, rests_on: Sequence[Heard]) -> Line:
    return Line(
        kind=words.kind,
        state=State.DRAFT,
        category=words.category,
        title=words.title,
        text=words.text,
        owner=words.owner,
        rests_on=tuple(heard.statement.id for heard in rests_on),
        since=None,
        words=words,
        needs=tuple(need.id for _heard, need in present.record.needs_on(words)),
        sensitivity=words.sensitivity,
    )


def _ended(present: Present, line: Line, by: Heard) -> Line:
    return replace(
        line,
        state=State.ENDED,
        since=day_of(by.at, present.view),
        rests_on=(*line.rests_on, by.statement.id),
        unsigned=not by.signed,
        printable=False,
    )


def _counts_since(present: Present, last: Heard, words: LineWords) -> date:
    moments = [last.at]
    if present.rest.returned is not None and not always_stands(words):
        moments.append(present.rest.returned)
    return day_of(max(moments), present.view)


def _printable(present: Present, words: LineWords, yeses: Sequence[Yes]) -> bool:
    """Everyone whose words it rests on allows it, and so do the owners of the needs on it."""
    record = present.record
    return all(record.allowed_on_paper(yes.heard, yes.still_yes.paper) for yes in yeses) and all(
        record.allowed_on_paper(heard, need.paper) for heard, need in present.record.needs_on(words)
    )
