"""Legal moves: each raises UserError with its code when it is refused.

The rules are in docs/agreement.md, "What may be said".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.lines import SLEEP_ON_IT, Agreement, Line, State, View, always_stands, day_of, later
from trustapp.domain.record import Record
from trustapp.domain.rest import said_go_on
from trustapp.domain.statements import End, LineKind, LineWords

Id = TypeVar("Id", LineId, StatementId)

NAMED_AT_ONCE: Final = 400
"""How many lines one end names, or suspensions one go on: stop files and events have room for that."""


def may_say_still_yes(
    agreement: Agreement, words: LineWords, by: MemberId, first_seen: datetime | None, view: View
) -> None:
    """Refuse a still yes that must not be said now.

    ``first_seen`` is when this person's own space first showed them these exact words.
    Codes: agreement.suspended, agreement.clock_in_doubt, agreement.not_verified, line.changed,
    line.closed_by_limit, line.ended, line.passed, line.sleep_on_it (value ``when``), line.not_yours,
    agreement.nobody_there.
    """
    if agreement.nobody_there:
        raise UserError("agreement.nobody_there")
    _check_loosening(agreement)
    if by not in view.members or (words.kind is LineKind.COMMITMENT and words.owner != by):
        raise UserError("line.not_yours")
    line = agreement.by_id.get(words.id)
    if _closed_by_limit(agreement, words):
        raise UserError("line.closed_by_limit")
    if line is None or line.words != words or not _complete(words):
        raise UserError("line.ended" if line is not None and line.state is State.ENDED else "line.changed")
    if line.state is State.ENDED:
        raise UserError("line.ended")
    if line.state is State.PASSED or (line.until and line.until < day_of(view.now, view)):
        raise UserError("line.passed")
    _check_slept(agreement, first_seen, agreement.wait, view, "line.sleep_on_it")


def replaced_by(record: Record, words: LineWords, by: MemberId, members: Sequence[MemberId]) -> LineId | None:
    """The line that ends because this person's still yes makes the words count that replace it.

    The yes alone ends it; stated as an end of one's own as well, it stays ended even if the yes is lost
    with a part of the ledger.
    """
    if words.replaces is None:
        return None
    if words.kind is LineKind.COMMITMENT:
        return words.replaces if words.owner == by else None
    last = {yes.still_yes.by: yes for yes in record.yeses(words.id) if not yes.void}
    others = [member for member in members if member != by]
    told = all(member in last and last[member].still_yes.words == words for member in others)
    return words.replaces if others and told else None


def may_ask_lift(agreement: Agreement, target: StatementId, by: MemberId, view: View) -> None:
    """Refuse asking for a lift of what is not there, not one's own, or not standing.

    Nor where several words lie unsigned under its id: a lift takes all of them, and somebody put some there.
    Codes: statement.not_yours, statement.unknown, statement.other_words, agreement.suspended.
    """
    owners = {line.owner for line in agreement.lines if _stands_as(line, target)}
    owners |= {wait.by for wait in agreement.waits if wait.id == target}
    if not owners:
        raise UserError("statement.unknown")
    if by not in owners or by not in view.members:
        raise UserError("statement.not_yours")
    if sum(line.owner == by and _stands_as(line, target) for line in agreement.lines) > 1:
        raise UserError("statement.other_words")
    if agreement.suspended or agreement.returns is not None:
        raise UserError("agreement.suspended")


def may_confirm_lift(
    agreement: Agreement,
    target: StatementId,
    by: MemberId,
    asked: datetime | None,
    asked_in: str,
    sitting: str,
    view: View,
) -> None:
    """Refuse a lift that was not asked for in another sitting at least a day ago.

    Codes: those of may_ask_lift, lift.not_asked, lift.same_sitting, lift.sleep_on_it (value ``when``),
    agreement.clock_in_doubt, agreement.not_verified.
    """
    may_ask_lift(agreement, target, by, view)
    _check_loosening(agreement)
    if asked is None:
        raise UserError("lift.not_asked")
    if asked_in == sitting:
        raise UserError("lift.same_sitting")
    _check_slept(agreement, asked, SLEEP_ON_IT, view, "lift.sleep_on_it")


def may_go_on(agreement: Agreement, by: MemberId, record: Record) -> tuple[StatementId, ...]:
    """The suspensions that this person's go on would name; empty when they said it already.

    Codes: agreement.not_suspended.
    """
    if not agreement.suspended:
        raise UserError("agreement.not_suspended")
    named = said_go_on(record, by)
    return tuple(suspension for suspension in agreement.suspended if suspension not in named)


def lines_ended_by(
    record: Record, by: MemberId, scope_agreement: bool, drafts: Sequence[LineWords] = ()
) -> tuple[LineId, ...]:
    """The lines that ending one's offers, or the whole agreement, takes with it.

    Shared ways that protect stay. Give the drafts too when the agreement is ended: then all of them end
    alike, and nothing shows which ones somebody had said yes to.
    """
    ending = {line: None for line in record.lines() if _ends_with(record, line, by, scope_agreement)}
    ending |= {words.id: None for words in drafts if _in_scope(words, by, scope_agreement)}
    ended = {line for _heard, end in record.of(End) if end.by == by for line in end.lines}
    return tuple(line for line in ending if line not in ended)


def in_parts(ids: Sequence[Id]) -> Iterator[tuple[Id, ...]]:
    """What one statement names at once, in as many as it takes; at least one, be it that it names nothing."""
    for start in range(0, max(len(ids), 1), NAMED_AT_ONCE):
        yield tuple(ids[start : start + NAMED_AT_ONCE])


def _ends_with(record: Record, line: LineId, by: MemberId, scope_agreement: bool) -> bool:
    """Whether this person's yes to the line is one that the end takes back."""
    return any(
        yes.still_yes.by == by and _in_scope(yes.still_yes.words, by, scope_agreement)
        for yes in record.yeses(line)
    )


def _in_scope(words: LineWords, by: MemberId, scope_agreement: bool) -> bool:
    if words.kind is LineKind.COMMITMENT:
        return words.owner == by
    return scope_agreement and not always_stands(words)


def _check_loosening(agreement: Agreement) -> None:
    """Nothing that loosens is said while the agreement rests or its time cannot be trusted."""
    if not agreement.verified:
        raise UserError("agreement.not_verified")
    if agreement.suspended or agreement.returns is not None:
        raise UserError("agreement.suspended")
    if agreement.clock_in_doubt:
        raise UserError("agreement.clock_in_doubt")


def _check_slept(
    agreement: Agreement, since: datetime | None, wait: timedelta, view: View, code: str
) -> None:
    """A wait ends by the present clock, and never while the clock is behind the latest time seen."""
    ready = later(since if since is not None else view.now, wait)
    if agreement.sure_from is not None:
        ready = max(ready, agreement.sure_from)
    if since is None or view.now < ready:
        raise UserError(code, when=ready.isoformat(timespec="minutes"))


def _stands_as(line: Line, target: StatementId) -> bool:
    return line.state is State.STANDS and line.statement is not None and line.statement.id == target


def _closed_by_limit(agreement: Agreement, words: LineWords) -> bool:
    by_item = words.item is not None and not always_stands(words)
    return any(
        words.id in limit.closes or (by_item and limit.item == words.item)
        for limit in agreement.standing_limits
    )


def _complete(words: LineWords) -> bool:
    """An opening or an offer always has an end date."""
    return words.until is not None or always_stands(words)
