"""What one person states for themself: limits, needs and a longer wait; and how they take them back."""

from __future__ import annotations

from dataclasses import replace

from trustapp.domain.agreement import may_ask_lift, may_confirm_lift
from trustapp.domain.changes import Outcome
from trustapp.domain.changing import may_lengthen_wait, may_put_need, may_state
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.statements import Lift, Limit, Need, Wait
from trustapp.services.speaking import CHANGED, NewLimit, Speaking, checked_words
from trustapp.services.vaults import sitting_number
from trustapp.storage.space import LiftRequest
from trustapp.vault import ledger


class Stating(Speaking):
    """It stands at once and needs nobody; taking it back is slow and its owner's alone."""

    def state_limit(self, limit: NewLimit) -> Outcome[StatementId]:
        """At once, signed. Codes: words.empty, words.too_long, storage.*, sitting.not_own."""
        return self._limit(limit, self._household.me().id)

    def state_limit_together(self, limit: NewLimit, by: MemberId) -> Outcome[StatementId]:
        """At once, unsigned, in the name of ``by``; never allowed on paper before it is signed."""
        self._household.require_together()
        return self._limit(replace(limit, paper=False), by)

    def _limit(self, limit: NewLimit, by: MemberId) -> Outcome[StatementId]:
        title, text = checked_words(limit.title, limit.text)
        may_state(Limit, by, self._me())
        statement = Limit(
            self._household.new_id(), by, limit.category, title, text, limit.kind,
            limit.item, limit.closes, limit.sensitivity, limit.paper,
        )  # fmt: skip
        self._household.say(statement)
        return Outcome(statement.id, CHANGED)

    def state_need(self, need: NewLimit, line: LineId | None = None) -> Outcome[StatementId]:
        """At once, signed; ``line`` is the line that it narrows. Codes: words.*, those of may_put_need."""
        house = self._household
        title, text = checked_words(need.title, need.text)
        me = house.me().id
        if line is not None:
            may_put_need(house.agreement(), line, me, house.view())
        statement = Need(
            house.new_id(), me, need.category, title, text, need.kind,
            need.item, line, need.sensitivity, need.paper,
        )  # fmt: skip
        house.say(statement)
        return Outcome(statement.id, CHANGED)

    def lengthen_wait(self, hours: int) -> Outcome[StatementId]:
        """At once, signed; the longest wait that stands counts. Codes: those of may_lengthen_wait."""
        house = self._household
        me = house.me().id
        may_lengthen_wait(house.agreement(), hours, me, house.view())
        statement = Wait(house.new_id(), me, hours)
        house.say(statement)
        return Outcome(statement.id, CHANGED)

    def sign(self, statement: StatementId) -> Outcome[None]:
        """Own sitting: sign what was said in Together in this person's name.

        Where other words lie under the same id, or a permission for paper that is never given in Together,
        somebody put them there: what a signature would stand for is not known. Codes: statement.unknown,
        statement.other_words.
        """
        house = self._household
        me = house.me().id
        found = {
            one.statement
            for one in house.said()
            if one.statement.id == statement and not one.signed and one.statement.by == me
        }
        if not found:
            raise UserError("statement.unknown")
        if len(found) > 1 or not all(isinstance(one, Limit | Need) and not one.paper for one in found):
            raise UserError("statement.other_words")
        house.stopping.say(ledger.sign(house.keys(), found.pop(), "", house.now()))
        return Outcome(None, CHANGED)

    def ask_lift(self, statement: StatementId) -> Outcome[None]:
        """Own sitting: kept in the private space only, until it is confirmed a day later.

        Codes: those of may_ask_lift.
        """
        house = self._household
        may_ask_lift(house.agreement(), statement, house.me().id, house.view())
        with house.private.transaction() as tables:
            if statement not in tables.lifts.all():
                tables.lifts.save(statement, LiftRequest(house.now(), sitting_number(tables)))
        return Outcome(None, CHANGED)

    def forget_lift(self, statement: StatementId) -> Outcome[None]:
        """Take back a lift that was asked for: what was said stands, and nothing of the thought is left."""
        with self._household.private.transaction() as tables:
            tables.lifts.delete(statement)
        return Outcome(None, CHANGED)

    def confirm_lift(self, statement: StatementId, passphrase: str) -> Outcome[None]:
        """In another sitting, a day later, with the passphrase. Codes: passphrase.wrong, lift.*."""
        house = self._household
        with house.private.transaction() as tables:
            asked = tables.lifts.all().get(statement)
            sitting = sitting_number(tables)
        may_confirm_lift(
            house.agreement(), statement, house.me().id,
            asked.asked if asked else None, asked.sitting if asked else "", sitting, house.view(),
        )  # fmt: skip
        house.vault.prove(house.keys(), passphrase)
        house.say(Lift(house.new_id(), house.me().id, statement))
        with house.private.transaction() as tables:
            tables.lifts.delete(statement)
        return Outcome(None, CHANGED)
