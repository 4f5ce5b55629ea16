"""Reading the agreement again, line by line: limits first and never in question, then what has a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from trustapp.domain.ids import LineId
from trustapp.domain.lines import Agreement, Line, State
from trustapp.domain.statements import LineWords

NEAR: Final = timedelta(days=14)
"""How long before its last day a line is spoken of."""

LONG_PAST: Final = timedelta(days=90)
"""How long after its last day a line is not read again any more."""


@dataclass(frozen=True)
class Review:
    """What a meeting goes through.

    ``carried`` are the limits and needs that stand: shown first, carried on, asked about by nobody.
    ``lines`` are those that rest on a yes, the earliest last day first, what protects last. One whose day
    has passed not long ago is among them, unless the same words count or are drafted again.
    """

    carried: tuple[Line, ...]
    lines: tuple[Line, ...]


def review_of(agreement: Agreement, today: date) -> Review:
    """The review of an agreement as it stands."""
    live = [line for line in agreement.lines if line.state in (State.COUNTS, State.RESTS)]
    again = {_same(line) for line in agreement.lines if line.state is State.DRAFT} | set(map(_same, live))
    live += [
        line
        for line in agreement.lines
        if line.state is State.PASSED
        and _same(line) not in again
        and line.until is not None
        and today - line.until <= LONG_PAST
    ]
    return Review(
        carried=tuple(line for line in agreement.lines if line.state is State.STANDS),
        lines=tuple(sorted(live, key=lambda line: line.until or date.max)),
    )


def _same(line: Line) -> LineWords | None:
    """What makes the same words the same, whatever their id and day."""
    nowhere = LineId("")
    return replace(line.words, id=nowhere, until=None, replaces=None) if line.words is not None else None


def near_end(agreement: Agreement, today: date) -> date | None:
    """The first day on which something ends, where that is near; None where nothing is."""
    days = [
        line.until
        for line in agreement.lines
        if line.until is not None and line.state in (State.COUNTS, State.RESTS)
    ]
    near = [one for one in days if today <= one and one - today <= NEAR]
    return min(near, default=None)
