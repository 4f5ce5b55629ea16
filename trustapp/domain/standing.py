"""Putting the agreement together: the statements that stand and the lines that rest on a yes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from trustapp.domain.agreed import Present
from trustapp.domain.lines import OVER, Agreement, Line, State, day_of
from trustapp.domain.record import Heard
from trustapp.domain.statements import Limit, LineKind, Need

_ORDER: Final = {
    kind: place
    for place, kind in enumerate(
        (LineKind.LIMIT, LineKind.NEED, LineKind.SHARED_WAY, LineKind.OPENING, LineKind.COMMITMENT)
    )
}


def put_together(present: Present, lines: Sequence[Line]) -> Agreement:
    """The agreement of these lines."""
    return Agreement(
        lines=in_order(lines),
        suspended=present.rest.suspended,
        returns=present.rest.returns,
        review=min((line.until for line in lines if line.until and line.state is State.COUNTS), default=None),
        clock_in_doubt=present.clock.in_doubt,
        verified=present.view.verified,
        wait=present.record.wait(),
        waits=present.record.standing_waits(),
        sure_from=present.clock.sure_from,
        nobody_there=present.nobody_there,
    )


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Limits first, then needs, shared ways, openings and commitments; what is over comes last."""
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[bool, int, bool]:
    """Sorting is stable: within a group, lines keep the order in which they were said."""
    return line.state in OVER, _ORDER[line.kind], line.state is State.DRAFT


def statement_line(present: Present, heard: Heard, statement: Limit | Need) -> Line:
    """A limit or need as it stands, or as it was lifted."""
    record, view = present.record, present.view
    lift = record.lift_of(heard)
    return Line(
        kind=LineKind.LIMIT if isinstance(statement, Limit) else LineKind.NEED,
        state=State.LIFTED if lift else State.STANDS,
        category=statement.category,
        title=statement.title,
        text=statement.text,
        owner=statement.by,
        rests_on=(statement.id, lift.statement.id) if lift else (statement.id,),
        since=day_of((lift or heard).at, view),
        statement=statement,
        unsigned=not heard.signed,
        printable=lift is None and record.allowed_on_paper(heard, statement.paper),
        sensitivity=statement.sensitivity,
    )
