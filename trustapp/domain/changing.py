"""Legal moves on the lines that are there: narrower, wider, longer, shorter, over; and a longer wait.

The effect decides, not the button: what leaves less allowed is one person's, at once, and stays possible
while everything rests; what leaves more is a draft, which counts for nothing yet. Each raises UserError
with its code when it is refused. ``by`` is None in Together, where nobody speaks alone. The table of all
moves is docs/moves.md.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.lines import LONGEST_WAIT, Agreement, Line, State, View, day_of
from trustapp.domain.statements import Ask, Limit, LineKind, Statement

_LIVE: Final = (State.COUNTS, State.RESTS)
_HOUR: Final = timedelta(hours=1)


def may_state(kind: type[Statement], owner: MemberId, by: MemberId | None) -> None:
    """Refuse stating something in another's name; in Together a limit is stated for whoever's it is.

    Codes: sitting.not_own, statement.not_yours.
    """
    if by is None and kind is not Limit:
        raise UserError("sitting.not_own")
    if by is not None and by != owner:
        raise UserError("statement.not_yours")


def may_draft(agreement: Agreement, kind: LineKind, owner: MemberId | None, by: MemberId | None) -> None:
    """Refuse drafting what is one person's own word: a limit, a need, or somebody else's offer.

    Codes: agreement.nobody_there, line.not_yours.
    """
    if agreement.nobody_there:
        raise UserError("agreement.nobody_there")
    if kind in (LineKind.LIMIT, LineKind.NEED) or (kind is LineKind.COMMITMENT and (not by or owner != by)):
        raise UserError("line.not_yours")


def may_put_need(agreement: Agreement, line: LineId, by: MemberId | None, view: View) -> None:
    """Refuse a need on the other's offer, which it cannot shape; on anything else it narrows, at once.

    As an end, it is never refused for want of certainty about the line.
    Codes: sitting.not_own, line.not_yours.
    """
    _require_own(by, view)
    found = agreement.by_id.get(line)
    if found is not None:
        _check_speaker(found, by)


def may_end(agreement: Agreement, line: LineId, by: MemberId | None) -> None:
    """Refuse ending the other's offer, or any offer in Together; everything else ends at once.

    Also what rests, is a draft, or cannot be found: an end is never refused for want of certainty.
    Codes: line.not_yours.
    """
    found = agreement.by_id.get(line)
    if found is not None:
        _check_speaker(found, by)


def may_shorten(agreement: Agreement, line: LineId, by: MemberId | None, until: date, view: View) -> None:
    """Refuse a last day that is not earlier, or past. It leaves less, so it takes one, at once.

    Codes: sitting.not_own, line.unknown, line.not_counting, line.not_yours, line.no_date, line.not_earlier,
    line.date_passed.
    """
    _require_own(by, view)
    found = agreement.by_id.get(line)
    if found is None:
        raise UserError("line.unknown")
    if found.state not in _LIVE:
        raise UserError("line.not_counting")
    _check_speaker(found, by)
    if found.until is None:
        raise UserError("line.no_date")
    if until >= found.until:
        raise UserError("line.not_earlier")
    if until < day_of(view.now, view):
        raise UserError("line.date_passed")


def may_extend(agreement: Agreement, line: LineId, by: MemberId | None, until: date, view: View) -> None:
    """Refuse a draft of the same words that would not end later than the line itself.

    A line whose day has passed may be drafted again. Codes: those of may_draft_beside, line.no_date,
    line.date_passed, line.not_later.
    """
    may_draft_beside(agreement, line, by)
    found = agreement.by_id[line]
    if found.until is None:
        raise UserError("line.no_date")
    if until <= day_of(view.now, view):
        raise UserError("line.date_passed")
    if found.state in _LIVE and until <= found.until:
        raise UserError("line.not_later")


def may_draft_beside(agreement: Agreement, line: LineId, by: MemberId | None) -> None:
    """Refuse other words for what is not there or not this person's to word; the line counts on.

    Codes: line.unknown, line.ended, line.not_yours, agreement.nobody_there.
    """
    if agreement.nobody_there:
        raise UserError("agreement.nobody_there")
    found = agreement.by_id.get(line)
    if found is None:
        raise UserError("line.unknown")
    if found.state is State.ENDED:
        raise UserError("line.ended")
    _check_speaker(found, by)


class Effect(StrEnum):
    """What other words or another day would do to a line; the effect decides, not the button."""

    NOTHING = "nothing"
    EARLIER = "earlier"
    """The same words with an earlier day: less is allowed, so one person's word counts at once."""
    LATER = "later"
    """The same words with a later day, or once more after theirs: a draft."""
    OTHER = "other"
    """Other words, with whatever day: a draft beside the line."""


def effect_of(line: Line, title: str, text: str, until: date | None, condition: str = "") -> Effect:
    """What typing these over the words of a line amounts to."""
    words = line.words
    if words is None or condition or (title, text) != (words.title, words.text):
        return Effect.OTHER
    if until == line.until:
        return Effect.NOTHING
    earlier = line.state in _LIVE and until is not None and line.until is not None and until < line.until
    return Effect.EARLIER if earlier else Effect.LATER


def may_lengthen_wait(agreement: Agreement, hours: int, by: MemberId | None, view: View) -> None:
    """Refuse a wait that is no longer than the one that counts, or longer than anybody may ask for.

    Codes: sitting.not_own, wait.not_longer, wait.too_long.
    """
    _require_own(by, view)
    if hours * _HOUR <= agreement.wait:
        raise UserError("wait.not_longer")
    if hours * _HOUR > LONGEST_WAIT:
        raise UserError("wait.too_long")


def may_answer(agreement: Agreement, ask: Ask, by: MemberId | None, view: View) -> None:
    """Refuse answering one's own question; the other may, with an offer of their own, or never.

    Codes: sitting.not_own, ask.your_own, agreement.nobody_there.
    """
    _require_own(by, view)
    if agreement.nobody_there:
        raise UserError("agreement.nobody_there")
    if ask.by == by:
        raise UserError("ask.your_own")


def _require_own(by: MemberId | None, view: View) -> None:
    if by not in view.members:
        raise UserError("sitting.not_own")


def _check_speaker(line: Line, by: MemberId | None) -> None:
    """What is ours is either's to speak of; an offer is its giver's."""
    if line.kind is LineKind.COMMITMENT and line.owner != by:
        raise UserError("line.not_yours")
