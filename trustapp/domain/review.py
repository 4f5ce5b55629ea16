"""Reading the agreement again, line by line: limits first and never in question, then what has a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trustapp.domain.lines import Agreement, Line, State

NEAR: Final = timedelta(days=14)
"""How long before its last day a line is spoken of."""


@dataclass(frozen=True)
class Review:
    """What a meeting goes through.

    ``carried`` are the limits and needs that stand: shown first, carried on, asked about by nobody.
    ``lines`` are those that rest on a yes, the earliest last day first, what protects last.
    """

    carried: tuple[Line, ...]
    lines: tuple[Line, ...]


def review_of(agreement: Agreement) -> Review:
    """The review of an agreement as it stands."""
    live = [line for line in agreement.lines if line.state in (State.COUNTS, State.RESTS)]
    return Review(
        carried=tuple(line for line in agreement.lines if line.state is State.STANDS),
        lines=tuple(sorted(live, key=lambda line: line.until or date.max)),
    )


def near_end(agreement: Agreement, today: date) -> date | None:
    """The first day on which something ends, where that is near; None where nothing is."""
    days = [
        line.until
        for line in agreement.lines
        if line.until is not None and line.state in (State.COUNTS, State.RESTS)
    ]
    near = [one for one in days if today <= one and one - today <= NEAR]
    return min(near, default=None)
