"""Reading the agreement again, line by line: what may be done with each, and what is drafted already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from trustapp.domain.agreement import DEFAULT_TERM, Agreement, Line, State
from trustapp.domain.lines import day_after
from trustapp.domain.partners import Member
from trustapp.domain.review import review_of
from trustapp.domain.statements import LineWords
from trustapp.services.household import Household
from trustapp.services.moves import Move, moves_of
from trustapp.services.names import named

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReviewedLine:
    """One line of a review. ``until`` is the day that is offered for keeping it, None where it has none."""

    line: Line
    move: Move
    until: date | None
    needs: tuple[str, ...]
    """The needs that narrow it: they are carried on too."""
    kept_until: date | None
    """The day of the draft that keeps it already."""


@dataclass(frozen=True)
class ReviewView:
    """The limits and needs first; then every line that rests on a yes, in the order of its last day."""

    carried: tuple[Line, ...]
    lines: tuple[ReviewedLine, ...]
    members: tuple[Member, ...]
    me: Member | None
    """None in Together."""
    today: date


def review_view(house: Household) -> ReviewView:
    """What a review goes through now. Codes: vault.alone, sitting.locked."""
    agreement, said = house.agreement(), house.said()
    moves, found = moves_of(house, agreement, said), review_of(agreement, house.today())
    sitting, today = house.sitting, house.today()
    lines = [
        ReviewedLine(
            line,
            moves.get(line.words.id, Move()),
            _offered(line.until, today),
            _needs(agreement, line),
            _kept(agreement, line.words),
        )
        for line in found.lines
        if line.words is not None
    ]
    me = sitting.member if sitting else None
    return ReviewView(found.carried, tuple(lines), named(house.everyone), me, today)


def _offered(until: date | None, today: date) -> date | None:
    """The usual term from today on, and in any case longer than it has."""
    return None if until is None else max(day_after(today, DEFAULT_TERM), day_after(until, _DAY))


def _needs(agreement: Agreement, line: Line) -> tuple[str, ...]:
    return tuple(
        one.text
        for one in agreement.lines
        if one.state is State.STANDS and one.statement is not None and one.statement.id in line.needs
    )


def _kept(agreement: Agreement, words: LineWords) -> date | None:
    for line in agreement.lines:
        draft = line.words
        if line.state is State.DRAFT and draft is not None and draft.replaces == words.id:
            same = replace(draft, id=words.id, until=words.until, replaces=words.replaces)
            if same == words:
                return line.until
    return None
