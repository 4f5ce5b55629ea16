"""The living agreement: what may be said, and the lines that follow from it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustapp.domain.agreement import (
    Agreement,
    State,
    Version,
    in_parts,
    lines_ended_by,
    may_ask_lift,
    may_confirm_lift,
    may_go_on,
    may_say_still_yes,
    replaced_by,
    words_digest,
)
from trustapp.domain.answers import Category, Kind
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.demands import demanded
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, LineId, MemberId, StatementId
from trustapp.domain.partners import Member
from trustapp.domain.statements import (
    DateConfirmed,
    End,
    EndScope,
    GoOn,
    Left,
    Lift,
    Limit,
    LineKind,
    LineWords,
    Need,
    PaperNo,
    PaperYes,
    Said,
    Statement,
    StillYes,
    Suspend,
)
from trustapp.services import beginning_anew
from trustapp.services.household import Household
from trustapp.services.moves import Move, go_on_said, moves_of, said_yes_to
from trustapp.services.vaults import sitting_number
from trustapp.storage.space import LiftRequest
from trustapp.vault import ledger, signing
from trustapp.words import _

MAX_TITLE = 60
MAX_TEXT = 600

LOOKED = "looked_head"

_CHANGED = frozenset({Topic.AGREEMENT})


@dataclass(frozen=True)
class AgreementView:
    """The agreement and what this person may do with each line, keyed by line or statement id."""

    agreement: Agreement
    moves: Mapping[str, Move]
    members: tuple[Member, ...]
    me: Member | None
    """None in Together."""
    categories: tuple[Category, ...]
    drafts: tuple[LineWords, ...]
    today: date
    version: Version | None
    changed_since_last: bool
    """Something changed since this person last looked; never when the other looked."""
    go_on_said: bool
    """The person said go on already (shown to them alone)."""
    awaits_partner: bool = False
    """The person began anew, and who invited them has not opened since: nothing shared can be read yet."""


@dataclass(frozen=True)
class NewLimit:
    """A limit or need as its owner typed it."""

    category: CategoryId
    title: str
    text: str
    kind: Kind
    item: ItemId | None = None
    closes: tuple[LineId, ...] = ()
    paper: bool = False
    sensitivity: int = 1


@dataclass(frozen=True)
class NewDraft:
    """A draft as typed; ``until`` None only for a shared way that protects."""

    kind: LineKind
    category: CategoryId
    title: str
    text: str
    until: date | None
    protects: bool = False
    sensitivity: int = 1


class AgreementService:
    """Says what a person says, and shows what follows; the rules are ``trustapp.domain.agreement``."""

    def __init__(self, household: Household) -> None:
        self._household = household

    # -- reading -----------------------------------------------------------------------------------

    def view(self) -> Outcome[AgreementView]:
        """The agreement now, and what this person may do. Codes: vault.alone, sitting.locked."""
        house = self._household
        agreement, said = house.agreement(), house.said()
        sitting = house.sitting
        me = sitting.member if sitting else None
        history = house.versions()
        return Outcome(
            AgreementView(
                agreement,
                moves_of(house, agreement, said),
                _named(house.everyone),
                me,
                tuple(house.catalogues.categories),
                self._drafts(),
                house.today(),
                history[-1] if history else None,
                self._changed_since(),
                me is not None and go_on_said(said, me.id, agreement),
                house.is_shut and beginning_anew.waits(house),
            )
        )

    def looked(self) -> Outcome[None]:
        """Own sitting: this person has the agreement before them; what is new since is asked from here."""
        head = self._household.reading().head.encode()
        with self._household.private.transaction() as tables:
            tables.facts.set(LOOKED, head)
        return Outcome(None)

    def _changed_since(self) -> bool:
        house = self._household
        if house.sitting is None or house.sitting.member is None:
            return False
        with house.private.transaction() as tables:
            looked = tables.facts.get(LOOKED)
        return looked is not None and looked.decode() != house.reading().head

    def _drafts(self) -> tuple[LineWords, ...]:
        return self._household.drafts()

    def head_words(self) -> Outcome[tuple[str, ...]]:
        """Five words of the record as it stands now: who reads other words reads another record."""
        return Outcome(signing.head_words(self._household.reading().head))

    def versions(self) -> Outcome[tuple[Version, ...]]:
        """Every version, oldest first."""
        return Outcome(self._household.versions())

    def said(self) -> Outcome[tuple[Said, ...]]:
        """The verified statements, for the history that a line rests on."""
        return Outcome(self._household.said())

    def mark_seen(self, lines: tuple[LineId, ...]) -> Outcome[None]:
        """Own sitting: these drafts were shown on the page; the wait starts for words not seen before.

        Words that the table of drafts holds under the id of a line that counts are shown nowhere.
        """
        house, wanted = self._household, set(lines)
        now, found = house.now(), house.agreement().lines
        shown = [one.words for one in found if one.state is State.DRAFT and one.words is not None]
        with house.private.transaction() as tables:
            for words in shown:
                if words.id in wanted:
                    tables.seen.mark(words_digest(words), now)
        return Outcome(None)

    # -- what could not be kept --------------------------------------------------------------------

    def unkept(self) -> Outcome[tuple[str, ...]]:
        """In words to write down: what this sitting said and nothing in the folder could be written of."""
        return Outcome(tuple(_in_words(one.statement) for one in self._household.stopping.unkept))

    def save_unkept(self, folder: Path) -> Outcome[tuple[str, ...]]:
        """Save it in another folder, sealed; gives the names of the files. Codes: storage.*."""
        return Outcome(tuple(path.name for path in self._household.stopping.save(folder)))

    def take_saved(self, path: Path) -> Outcome[int]:
        """Say what a saved file holds; how much of it was not said yet. Codes: statement.not_ours."""
        return Outcome(self._household.stopping.take_saved(path), _CHANGED)

    # -- limits and needs --------------------------------------------------------------------------

    def state_limit(self, limit: NewLimit) -> Outcome[StatementId]:
        """At once, signed. Codes: words.empty, words.too_long, storage.*, sitting.not_own."""
        return self._limit(limit, self._household.me().id)

    def state_limit_together(self, limit: NewLimit, by: MemberId) -> Outcome[StatementId]:
        """At once, unsigned, in the name of ``by``; never allowed on paper before it is signed."""
        self._household.require_together()
        return self._limit(replace(limit, paper=False), by)

    def _limit(self, limit: NewLimit, by: MemberId) -> Outcome[StatementId]:
        title, text = checked_words(limit.title, limit.text)
        statement = Limit(
            self._household.new_id(), by, limit.category, title, text, limit.kind,
            limit.item, limit.closes, limit.sensitivity, limit.paper,
        )  # fmt: skip
        self._household.say(statement)
        return Outcome(statement.id, _CHANGED)

    def state_need(self, need: NewLimit, line: LineId | None = None) -> Outcome[StatementId]:
        """At once, signed; ``line`` is the line that it narrows."""
        title, text = checked_words(need.title, need.text)
        statement = Need(
            self._household.new_id(), self._household.me().id, need.category, title, text, need.kind,
            need.item, line, need.sensitivity, need.paper,
        )  # fmt: skip
        self._household.say(statement)
        return Outcome(statement.id, _CHANGED)

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
        return Outcome(None, _CHANGED)

    def ask_lift(self, statement: StatementId) -> Outcome[None]:
        """Own sitting: kept in the private space only, until it is confirmed a day later."""
        house = self._household
        may_ask_lift(house.agreement(), statement, house.me().id, house.view())
        with house.private.transaction() as tables:
            if statement not in tables.lifts.all():
                tables.lifts.save(statement, LiftRequest(house.now(), sitting_number(tables)))
        return Outcome(None, _CHANGED)

    def forget_lift(self, statement: StatementId) -> Outcome[None]:
        """The limit stays; nothing of the thought is left."""
        with self._household.private.transaction() as tables:
            tables.lifts.delete(statement)
        return Outcome(None, _CHANGED)

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
        return Outcome(None, _CHANGED)

    # -- drafts ------------------------------------------------------------------------------------

    def draft(self, draft: NewDraft) -> Outcome[LineWords]:
        """Words that count for nothing yet. Own sitting or Together (offers: own sitting only).

        Codes: words.empty, words.too_long, line.demands (value ``what``), line.needs_date, line.date_passed,
        agreement.nobody_there.
        """
        return self._keep_draft(self._words(draft))

    def change_draft(self, line: LineId, draft: NewDraft) -> Outcome[LineWords]:
        """Other words are another draft: every yes to the old words is void and the waits start anew.

        Beside a line that counts this makes a new draft and leaves the line as it is until the draft
        counts. Codes: line.unknown, line.not_yours, words.*.
        """
        old = self._find(line)
        me = self._household.sitting.member if self._household.sitting else None
        if old.owner is not None and (me is None or me.id != old.owner):
            raise UserError("line.not_yours")
        counts = any(
            one.words is not None and one.words.id == line and one.state in (State.COUNTS, State.RESTS)
            for one in self._household.agreement().lines
        )
        words = replace(
            self._words(draft),
            item=old.item,
            conditions=old.conditions,
            replaces=line if counts else old.replaces,
        )
        if not counts:
            self._put_aside(line)
        return self._keep_draft(words)

    def _put_aside(self, line: LineId) -> None:
        """Delete a draft; a yes that its editor had said to it must not come back with the row."""
        house = self._household
        me = house.sitting.member if house.sitting else None
        if me is not None and line in said_yes_to(house.said(), me.id):
            house.say(End(house.new_id(), me.id, EndScope.LINE, (line,)))
        self._delete_draft(line)

    def drop_draft(self, line: LineId) -> Outcome[None]:
        """Take a draft away; a line that counts is ended, never dropped. Codes: line.unknown."""
        self._find(line)
        self._put_aside(line)
        return Outcome(None, _CHANGED)

    def _words(self, draft: NewDraft) -> LineWords:
        if self._household.agreement().nobody_there:
            raise UserError("agreement.nobody_there")
        title, text = checked_words(draft.title, draft.text)
        _refuse_demands(title, text)
        protects = draft.kind is LineKind.SHARED_WAY and draft.protects
        if draft.until is None and not protects:
            raise UserError("line.needs_date")
        if draft.until is not None and draft.until <= self._household.today():
            raise UserError("line.date_passed")
        owner = self._household.me().id if draft.kind is LineKind.COMMITMENT else None
        return LineWords(
            LineId(secrets.token_hex(16)), draft.kind, draft.category, title, text,
            owner=owner, until=None if protects else draft.until,
            sensitivity=draft.sensitivity, protects=protects,
        )  # fmt: skip

    def _keep_draft(self, words: LineWords) -> Outcome[LineWords]:
        with self._household.shared.transaction() as tables:
            tables.drafts.save(words)
        return Outcome(words, _CHANGED)

    def _delete_draft(self, line: LineId) -> None:
        with self._household.shared.transaction() as tables:
            tables.drafts.delete(line)

    def _find(self, line: LineId) -> LineWords:
        for words in self._drafts():
            if words.id == line:
                return words
        for one in self._household.agreement().lines:
            if one.words is not None and one.words.id == line:
                return one.words
        raise UserError("line.unknown")

    # -- yes, and taking back ----------------------------------------------------------------------

    def still_yes(self, line: LineId, passphrase: str, paper: bool) -> Outcome[AgreementView]:
        """Own sitting. Codes: passphrase.wrong, line.demands and those of may_say_still_yes."""
        house, words = self._household, self._find(line)
        # Somebody can write a draft without this program, which would have refused it.
        _refuse_demands(words.title, words.text)
        with house.private.transaction() as tables:
            seen = tables.seen.first_seen(words_digest(words))
        may_say_still_yes(house.agreement(), words, house.me().id, seen, house.view())
        house.vault.prove(house.keys(), passphrase)
        me = house.me().id
        house.say(StillYes(house.new_id(), me, words, paper))
        replaced = replaced_by(house.record(), words, me, [member.id for member in house.members])
        if replaced is not None:
            # Said as an end of its own, so that a lost tail of the ledger cannot bring the old line back.
            house.say(End(house.new_id(), me, EndScope.LINE, (replaced,)))
        return Outcome(self.view().value, _CHANGED)

    def end_line(self, line: LineId) -> Outcome[None]:
        """Either, at once; in Together unsigned. Codes: line.unknown."""
        self._find(line)
        self._household.say(End(self._household.new_id(), self._speaker(), EndScope.LINE, (line,)))
        with suppress(UserError):
            # The line has ended: a draft that stays in a file that cannot be written counts for nothing.
            self._delete_draft(line)
        return Outcome(None, _CHANGED)

    def end_offers(self) -> Outcome[None]:
        """Every offer of this person's, at once."""
        return self._end_many(EndScope.OFFERS)

    def end_agreement(self) -> Outcome[None]:
        """All openings and one's own offers, at once; limits and needs stand."""
        return self._end_many(EndScope.AGREEMENT)

    def _end_many(self, scope: EndScope) -> Outcome[None]:
        house = self._household
        me = house.me().id
        drafts = self._drafts()
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
        return Outcome(None, _CHANGED)

    def _speaker(self) -> MemberId:
        sitting = self._household.sitting
        return sitting.member.id if sitting and sitting.member else MemberId("")

    def suspend(self) -> Outcome[None]:
        """Openings, offers and rituals rest at once; limits stand."""
        self._household.say(Suspend(self._household.new_id(), self._speaker()))
        return Outcome(None, _CHANGED)

    def go_on(self, passphrase: str) -> Outcome[None]:
        """The person's part of going on. Codes: passphrase.wrong, agreement.not_suspended."""
        house = self._household
        suspensions = may_go_on(house.agreement(), house.me().id, house.record())
        if not suspensions:
            return Outcome(None)
        house.vault.prove(house.keys(), passphrase)
        for some in in_parts(suspensions):
            house.say(GoOn(house.new_id(), house.me().id, some))
        return Outcome(None, _CHANGED)

    def confirm_date(self) -> Outcome[None]:
        """The person confirms the day that the clock shows."""
        house = self._household
        house.say(DateConfirmed(house.new_id(), house.me().id, house.today()))
        return Outcome(None, _CHANGED)

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
        return Outcome(None, _CHANGED)


def _refuse_demands(title: str, text: str) -> None:
    """No line asks for what no line may ask. Codes: line.demands (value ``what``)."""
    demand = demanded(f"{title}. {text}")
    if demand is not None:
        raise UserError("line.demands", what=demand.value)


def _in_words(statement: Statement) -> str:
    """One sentence for paper; only its owner reads it."""
    if isinstance(statement, Limit | Need):
        return f"{statement.title}: {statement.text}"
    if isinstance(statement, Suspend):
        return _("I suspend the agreement.")
    if isinstance(statement, End) and statement.scope is EndScope.LINE:
        return _("I end this line.")
    if isinstance(statement, End):
        return _("I end every opening that I said yes to, and every offer of mine.")
    if isinstance(statement, Left):
        return _("I leave the shared space.")
    return _("I take back what I had allowed.")


def _named(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those who have a name here: of a member who left and deleted their space it is gone."""
    return tuple(one for one in members if one.name != one.id)


def checked_words(title: str, text: str) -> tuple[str, str]:
    """The words of a statement or draft, without space around them. Codes: words.empty, words.too_long."""
    title, text = title.strip(), text.strip()
    if not title or not text:
        raise UserError("words.empty")
    if len(title) > MAX_TITLE or len(text) > MAX_TEXT:
        raise UserError("words.too_long", title=MAX_TITLE, text=MAX_TEXT)
    return title, text
