"""Words that count for nothing yet: drafted, worded otherwise, given another day, or dropped."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from trustapp.domain.agreement import State
from trustapp.domain.answers import Shape
from trustapp.domain.changes import Outcome
from trustapp.domain.changing import may_answer, may_draft, may_draft_beside, may_extend
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.lines import ALWAYS_DATED
from trustapp.domain.statements import Ask, End, EndScope, Given, LineKind, LineWords
from trustapp.domain.wording import beside
from trustapp.services.moves import said_yes_to
from trustapp.services.speaking import (
    CHANGED,
    NewDraft,
    Speaking,
    checked_condition,
    checked_words,
    refuse_demands,
)

_LIVE = (State.COUNTS, State.RESTS)


class Drafting(Speaking):
    """No statement is edited: what would leave more allowed is a draft beside the line, which counts on."""

    def draft(self, draft: NewDraft) -> Outcome[LineWords]:
        """Words that count for nothing yet. Own sitting or Together (offers: own sitting only).

        Codes: words.empty, words.too_long, condition.too_long, line.demands (value ``what``),
        line.needs_date, line.date_passed, agreement.nobody_there.
        """
        return self._keep_draft(self._words(draft))

    def change_draft(self, line: LineId, draft: NewDraft) -> Outcome[LineWords]:
        """Other words are another draft: every yes to the old words is void and the waits start anew.

        Beside a line that counts this makes a new draft and leaves the line as it is until the draft
        counts. Codes: line.unknown, line.not_yours, line.ended, words.*.
        """
        house, old = self._household, self._find(line)
        me, agreement = self._me(), house.agreement()
        self._require_speaker(old)
        found = agreement.by_id.get(line)
        counts = found is not None and found.state in _LIVE
        if counts:
            may_draft_beside(agreement, line, me)
        fresh = self._words(draft)
        words = replace(
            fresh,
            item=old.item,
            conditions=(*old.conditions, *fresh.conditions),
            replaces=line if counts else old.replaces,
        )
        if not counts:
            self._put_aside(line)
        return self._keep_draft(words)

    def extend(self, line: LineId, until: date) -> Outcome[LineWords]:
        """The same words with a later day, as a draft beside the line; asked twice, there is one draft.

        Codes: those of may_extend.
        """
        house = self._household
        agreement = house.agreement()
        may_extend(agreement, line, self._me(), until, house.view())
        found = agreement.by_id[line]
        assert found.words is not None
        words = replace(
            found.words,
            id=LineId(secrets.token_hex(16)),
            until=until,
            replaces=line,  # also where its day has passed: needs that were put on it are carried on
        )
        for draft in house.drafts():
            if replace(draft, id=words.id) == words:
                return Outcome(draft)
        return self._keep_draft(words)

    def answer_with_offer(self, ask: str, draft: NewDraft) -> Outcome[LineWords]:
        """Own sitting: an offer of one's own in answer to the other's question, which shows nothing of it.

        Codes: ask.unknown, those of may_answer and of draft.
        """
        house = self._household
        with house.shared.transaction() as tables:
            asks: list[Ask] = [one for one in tables.asks.all() if one.id == ask]
        if not asks:
            raise UserError("ask.unknown")
        may_answer(house.agreement(), asks[0], self._me(), house.view())
        return self._keep_draft(self._words(replace(draft, kind=LineKind.COMMITMENT)))

    def drop_draft(self, line: LineId) -> Outcome[None]:
        """Take a draft away; a line that counts is ended, never dropped.

        Codes: line.unknown, line.not_yours (the other's offer).
        """
        self._require_speaker(self._find(line))
        self._put_aside(line)
        return Outcome(None, CHANGED)

    def _require_speaker(self, words: LineWords) -> None:
        """An offer is its giver's to word and to drop, as a draft too. Codes: line.not_yours."""
        if words.owner is not None and self._me() != words.owner:
            raise UserError("line.not_yours")

    def _put_aside(self, line: LineId) -> None:
        """Delete a draft; a yes that its editor had said to it must not come back with the row."""
        house, me = self._household, self._me()
        if me is not None and line in said_yes_to(house.said(), me):
            house.say(End(house.new_id(), me, EndScope.LINE, (line,)))
        self._delete_draft(line)

    def _words(self, draft: NewDraft) -> LineWords:
        me = self._me()
        owner = self._household.me().id if draft.kind is LineKind.COMMITMENT else None
        may_draft(self._household.agreement(), draft.kind, owner, me)
        title, text = checked_words(draft.title, draft.text)
        refuse_demands(title, text)
        condition = checked_condition(draft.condition)
        if condition and me is None:
            raise UserError("sitting.not_own")
        dated = draft.category in ALWAYS_DATED
        protects = draft.kind is LineKind.SHARED_WAY and draft.protects and not dated
        if draft.until is None and not protects:
            raise UserError("line.needs_date")
        if draft.until is not None and draft.until <= self._household.today():
            raise UserError("line.date_passed")
        return LineWords(
            LineId(secrets.token_hex(16)), draft.kind, draft.category, title, text,
            owner=owner, conditions=_given(me, draft.kind, condition),
            until=None if protects else draft.until, sensitivity=draft.sensitivity, protects=protects,
        )  # fmt: skip

    def _keep_draft(self, words: LineWords) -> Outcome[LineWords]:
        with self._household.shared.transaction() as tables:
            tables.drafts.save(words)
        return Outcome(words, CHANGED)


def _given(me: MemberId | None, kind: LineKind, condition: str) -> tuple[Given, ...]:
    """A condition under the name of whoever typed it, as it reads beside this kind of line."""
    if me is None or not condition:
        return ()
    return (Given(me, beside(Shape.SAFEGUARD if kind is LineKind.SHARED_WAY else Shape.OPENING, condition)),)
