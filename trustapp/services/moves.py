"""What the person at the screen may do with each line now; the other's answers are never part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from trustapp.domain.agreement import (
    SLEEP_ON_IT,
    Agreement,
    Line,
    State,
    may_say_still_yes,
    words_digest,
)
from trustapp.domain.changing import may_draft_beside, may_end, may_extend, may_put_need, may_shorten
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.lines import View, day_of, later
from trustapp.domain.statements import GoOn, LineWords, Said, StillYes
from trustapp.services.household import Household
from trustapp.storage.space import LiftRequest

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """What this person may do with one line now. ``wait_until`` is set where a wait has not passed."""

    still_yes: bool = False
    said_yes: bool = False
    """This person's own yes to these words stands (shown to them alone)."""
    wait_until: datetime | None = None
    end: bool = False
    ask_lift: bool = False
    lift_asked: datetime | None = None
    confirm_lift: bool = False
    sign: bool = False
    """Said in Together in this person's name and not signed yet."""
    edit_draft: bool = False
    narrow: bool = False
    """A need of this person's own can be put on it, at once."""
    beside: bool = False
    """Other words can be drafted beside it; the line counts on."""
    earlier: bool = False
    """Its last day can be made an earlier one, at once."""
    later: bool = False
    """The same words can be drafted with a later day."""
    my_yes: StatementId | None = None
    """The id of this person's own standing yes, to allow it on paper or not."""
    paper: bool | None = None
    """Whether this person allows it on paper; None where it is not theirs to allow."""
    last_stated: bool = False
    """Its owner is not in the shared space any more, and nobody else can lift it."""


def moves_of(house: Household, agreement: Agreement, said: tuple[Said, ...]) -> Mapping[str, Move]:
    """The moves, keyed by line id for openings and offers and by statement id for limits and needs."""
    sitting = house.sitting
    view = house.view()
    if sitting is None or sitting.member is None:
        return {_key(line): _together(line, view, agreement) for line in agreement.lines}
    me = sitting.member.id
    with house.private.transaction() as tables:
        lifts = tables.lifts.all()
        seen = {
            words_digest(line.words): tables.seen.first_seen(words_digest(line.words))
            for line in agreement.lines
            if line.words is not None
        }
    yes = _my_yeses(said, me)
    found: dict[str, Move] = {
        wait.id: _lift_move(lifts.get(wait.id), view, agreement) for wait in agreement.waits if wait.by == me
    }
    for line in agreement.lines:
        if line.owner != me and _key(line) in found:
            # The other used the id of this person's own words: what they may do with those stays theirs.
            continue
        if line.words is None:
            found[_key(line)] = _limit_move(line, me, lifts.get(line.rests_on[0]), view, agreement)
        else:
            found[_key(line)] = _line_move(
                line, line.words, me, seen[words_digest(line.words)], yes, view, agreement
            )
    return found


def _key(line: Line) -> str:
    return line.words.id if line.words is not None else line.rests_on[0]


def _together(line: Line, view: View, agreement: Agreement) -> Move:
    """In Together nobody says yes, lifts or allows; ending and drafting stay possible."""
    draft = line.state is State.DRAFT and line.owner is None
    move = Move(edit_draft=draft, last_stated=line.owner in view.gone)
    return move if line.words is None else _with_changes(move, line, line.words, None, view, agreement)


def _with_changes(
    move: Move, line: Line, words: LineWords, me: MemberId | None, view: View, agreement: Agreement
) -> Move:
    """What may be done about a line that was agreed; see ``trustapp.domain.changing``."""
    live, today = line.state in (State.COUNTS, State.RESTS), day_of(view.now, view)
    if not live and line.state is not State.PASSED:
        return move
    until = max(line.until or date.min, today)
    more = until < date.max and allows(partial(may_extend, agreement, words.id, me, until + _DAY, view))
    if not live:
        return replace(move, later=more)
    return replace(
        move,
        end=allows(partial(may_end, agreement, words.id, me)),
        narrow=allows(partial(may_put_need, agreement, words.id, me, view)),
        beside=allows(partial(may_draft_beside, agreement, words.id, me)),
        earlier=allows(partial(may_shorten, agreement, words.id, me, today, view)),
        later=more,
    )


def allows(move: Callable[[], object]) -> bool:
    """Whether a legal move is not refused now."""
    try:
        move()
    except UserError:
        return False
    return True


def _my_yeses(said: tuple[Said, ...], me: MemberId) -> Mapping[str, StillYes]:
    return {
        one.statement.words.id: one.statement
        for one in said
        if isinstance(one.statement, StillYes) and one.signed and one.statement.by == me
    }


def _lift_move(asked: LiftRequest | None, view: View, agreement: Agreement) -> Move:
    """Lifting what this person stated: a longer wait, or a limit or need."""
    ready = asked is not None and view.now >= later(asked.asked, SLEEP_ON_IT)
    return Move(
        ask_lift=asked is None and not agreement.suspended,
        lift_asked=asked.asked if asked else None,
        wait_until=later(asked.asked, SLEEP_ON_IT) if asked else None,
        confirm_lift=ready and not agreement.suspended,
    )


def _limit_move(
    line: Line, me: MemberId, asked: LiftRequest | None, view: View, agreement: Agreement
) -> Move:
    if line.owner != me or line.state is not State.STANDS:
        return Move(last_stated=line.owner in view.gone)
    return replace(
        _lift_move(asked, view, agreement),
        sign=line.unsigned,
        paper=None if line.unsigned or line.statement is None else line.printable,
    )


def _line_move(
    line: Line,
    words: LineWords,
    me: MemberId,
    seen: datetime | None,
    yes: Mapping[str, StillYes],
    view: View,
    agreement: Agreement,
) -> Move:
    mine = yes.get(words.id)
    said_yes = mine is not None and mine.words == words
    live = line.state in (State.COUNTS, State.RESTS)
    possible = (
        line.state is State.DRAFT
        and not said_yes
        and allows(partial(may_say_still_yes, agreement, words, me, seen, view))
    )
    waits = seen is not None and view.now < later(seen, agreement.wait) and not said_yes
    move = Move(
        still_yes=possible,
        said_yes=said_yes,
        wait_until=later(seen, agreement.wait) if waits and seen is not None else None,
        edit_draft=line.state is State.DRAFT and words.owner in (None, me),
        paper=mine.paper if said_yes and mine is not None and live else None,
        my_yes=mine.id if said_yes and mine is not None else None,
    )
    return _with_changes(move, line, words, me, view, agreement)


def said_yes_to(said: tuple[Said, ...], me: MemberId) -> frozenset[LineId]:
    """The lines that this person said still yes to at any time."""
    return frozenset(
        one.statement.words.id
        for one in said
        if one.signed and isinstance(one.statement, StillYes) and one.statement.by == me
    )


def go_on_said(said: tuple[Said, ...], me: MemberId, agreement: Agreement) -> bool:
    """Whether this person said go on to every suspension in force."""
    named = {
        suspension
        for one in said
        if isinstance(one.statement, GoOn) and one.signed and one.statement.by == me
        for suspension in one.statement.suspensions
    }
    return bool(agreement.suspended) and set(agreement.suspended) <= named
