"""What one person takes back at once: a line, a part of its time, all of it; resting, and going on."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from trustapp.domain.agreement import in_parts, lines_ended_by, may_go_on
from trustapp.domain.changes import Outcome
from trustapp.domain.changing import may_end, may_shorten
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.statements import (
    DateConfirmed,
    End,
    EndScope,
    GoOn,
    Limit,
    Need,
    PaperNo,
    PaperYes,
    Shorten,
    StillYes,
    Suspend,
)
from trustapp.services.speaking import CHANGED, Speaking


class TakingBack(Speaking):
    """Each ends their own part without a reason; limits stand."""

    def end_line(self, line: LineId) -> Outcome[None]:
        """Either, at once; in Together unsigned. Codes: line.unknown, line.not_yours."""
        house = self._household
        self._find(line)
        me = self._me()
        may_end(house.agreement(), line, me)
        house.say(End(house.new_id(), me or MemberId(""), EndScope.LINE, (line,)))
        with suppress(UserError):
            # The line has ended: a draft that stays in a file that cannot be written counts for nothing.
            self._delete_draft(line)
        return Outcome(None, CHANGED)

    def shorten(self, line: LineId, until: date) -> Outcome[None]:
        """Own sitting, at once: the line ends on an earlier day. Codes: those of may_shorten."""
        house = self._household
        me = house.me().id
        may_shorten(house.agreement(), line, me, until, house.view())
        house.say(Shorten(house.new_id(), me, line, until))
        return Outcome(None, CHANGED)

    def end_offers(self) -> Outcome[None]:
        """Every offer of this person's, at once."""
        return self._end_many(EndScope.OFFERS)

    def end_agreement(self) -> Outcome[None]:
        """All openings and one's own offers, at once; limits and needs stand."""
        return self._end_many(EndScope.AGREEMENT)

    def _end_many(self, scope: EndScope) -> Outcome[None]:
        house = self._household
        me = house.me().id
        drafts = house.drafts()
        lines = lines_ended_by(house.record(), me, scope is EndScope.AGREEMENT, drafts)
        failure: UserError | None = None
        # One's own yeses come first; thousands of drafts, whoever put them there, keep nothing from ending.
        for some in in_parts(lines):
            try:
                house.say(End(house.new_id(), me, scope, some))
            except UserError as error:
                failure = error
        if failure is not None:
            raise failure
        return Outcome(None, CHANGED)

    def suspend(self) -> Outcome[None]:
        """Openings, offers and rituals rest at once; limits stand."""
        self._household.say(Suspend(self._household.new_id(), self._me() or MemberId("")))
        return Outcome(None, CHANGED)

    def go_on(self, passphrase: str) -> Outcome[None]:
        """The person's part of going on. Codes: passphrase.wrong, agreement.not_suspended."""
        house = self._household
        suspensions = may_go_on(house.agreement(), house.me().id, house.record())
        if not suspensions:
            return Outcome(None)
        house.vault.prove(house.keys(), passphrase)
        for some in in_parts(suspensions):
            house.say(GoOn(house.new_id(), house.me().id, some))
        return Outcome(None, CHANGED)

    def confirm_date(self) -> Outcome[None]:
        """The person confirms the day that the clock shows."""
        house = self._household
        house.say(DateConfirmed(house.new_id(), house.me().id, house.today()))
        return Outcome(None, CHANGED)

    def allow_on_paper(self, target: StatementId, allowed: bool) -> Outcome[None]:
        """Own sitting; target is a limit, a need or a still yes of one's own. Codes: statement.not_yours."""
        house = self._household
        me = house.me().id
        mine = any(
            one.statement.id == target
            and one.statement.by == me
            and isinstance(one.statement, Limit | Need | StillYes)
            for one in house.said()
        )
        if not mine:
            raise UserError("statement.not_yours")
        paper = PaperYes if allowed else PaperNo
        house.say(paper(house.new_id(), me, target))
        return Outcome(None, CHANGED)
