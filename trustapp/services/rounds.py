"""Rounds: one category that both chose, released by each alone, opened together in one batch."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Category, Item, Release
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, MemberId, RoundId
from trustapp.domain.lines import day_after
from trustapp.domain.merge import Reveal, reveal
from trustapp.domain.preview import shown_for
from trustapp.domain.sheet import Sheet, sheet_of
from trustapp.domain.statements import Ask, Given, Limit, LineWords, Need, Round, Statement, TalkFirst
from trustapp.services.household import Household
from trustapp.services.kept_back import standing_words, stands
from trustapp.services.sittings import SittingKind
from trustapp.services.speaking import checked_words
from trustapp.storage.space import ReleaseRecord
from trustapp.vault import ledger, sheets
from trustapp.vault.ledger import Signed

REST: Final = timedelta(days=14)
"""A category is opened again after this at the earliest."""

MAX_WHEN: Final = 80

_CHANGED = frozenset({Topic.ROUND})


@dataclass(frozen=True)
class RoundView:
    """Where the round stands, as far as the present sitting may know.

    ``released`` is about one's own sheet only and None in Together: nobody sees the other's.
    """

    round: Round | None
    category: Category | None
    released: bool | None
    choosable: tuple[Category, ...]
    """Categories that may be chosen today: 14 days have passed since their last reveal."""
    resting: tuple[tuple[Category, date], ...]
    """Categories and the day from which they may be chosen again."""


@dataclass(frozen=True)
class SheetPreview:
    """What the sheet would hold, shown to its owner alone before they release it.

    ``shown`` are (title, lines of text) pairs, exactly what the other may see. What is kept back and
    protects nowhere yet is asked of ``trustapp.services.kept_back``.
    """

    shown: tuple[tuple[str, tuple[str, ...]], ...]
    empty: bool


class RoundService:
    """Chooses, releases, takes back and opens; the merge itself is ``trustapp.domain.merge``."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._last: Reveal | None = None

    # -- where it stands ---------------------------------------------------------------------------

    def state(self) -> Outcome[RoundView]:
        """The round as far as this sitting may know. Codes: vault.alone."""
        rounds, today = self._rounds(), self._household.today()
        current = next((one for one in rounds if one.opened is None), None)
        choosable, resting = [], []
        for category in self._household.catalogues.categories:
            free = self._free_from(category.id, rounds)
            if free is None or free <= today:
                choosable.append(category)
            else:
                resting.append((category, free))
        # Whoever writes the file can choose a category that there is not; the round can still be put away.
        chosen = next((one for one in self._household.catalogues.categories if _is_of(one, current)), None)
        return Outcome(RoundView(current, chosen, self._released(current), tuple(choosable), tuple(resting)))

    def _released(self, current: Round | None) -> bool | None:
        sitting = self._household.sitting
        if sitting is None or sitting.kind is SittingKind.TOGETHER:
            return None
        return current is not None and _has_sealed(self._household, current)

    def _rounds(self) -> tuple[Round, ...]:
        with self._household.shared.transaction() as tables:
            return tuple(tables.rounds.all())

    def _current(self) -> Round:
        for one in self._rounds():
            if one.opened is None:
                return one
        raise UserError("round.none")

    @staticmethod
    def _free_from(category: CategoryId, rounds: tuple[Round, ...]) -> date | None:
        days = [one.opened for one in rounds if one.category == category and one.opened is not None]
        return day_after(max(days), REST) if days else None

    def _category(self, category: CategoryId) -> Category:
        for one in self._household.catalogues.categories:
            if one.id == category:
                return one
        raise UserError("category.unknown")

    # -- together: choosing ------------------------------------------------------------------------

    def choose(self, category: CategoryId) -> Outcome[RoundView]:
        """In Together: begin a round.

        Codes: round.open_already, round.too_soon (value ``day``), sitting.not_together,
        agreement.suspended.
        """
        self._household.require_together()
        self._refuse_while_suspended()
        rounds, today = self._rounds(), self._household.today()
        if any(one.opened is None for one in rounds):
            raise UserError("round.open_already")
        self._category(category)
        free = self._free_from(category, rounds)
        if free is not None and free > today:
            raise UserError("round.too_soon", day=free.isoformat())
        with self._household.shared.transaction() as tables:
            tables.rounds.save(Round(RoundId(secrets.token_hex(16)), category, today))
        return Outcome(self.state().value, _CHANGED)

    def put_away(self) -> Outcome[RoundView]:
        """In Together: give a round up; nothing is opened, and the sheets are destroyed."""
        self._household.require_together()
        current = self._current()
        for member in self._household.members:
            sheets.destroy_sheet(self._household.vault, member.id)
        with self._household.shared.transaction() as tables:
            tables.rounds.delete(current.id)
        return Outcome(self.state().value, _CHANGED)

    def _refuse_while_suspended(self) -> None:
        if self._household.agreement().suspended:
            raise UserError("agreement.suspended")

    # -- alone: releasing --------------------------------------------------------------------------

    def preview(self, wishes: bool) -> Outcome[SheetPreview]:
        """Own sitting: what would be released. Codes: round.none, sitting.not_own."""
        me, names = self._household.me().id, self._household.names
        items, answers = self._answered(self._current().category)
        shown: list[tuple[str, tuple[str, ...]]] = []
        for item in items:
            answer = answers.get(item.id)
            if answer is None or answer.release is Release.KEEP:
                continue
            if answer.release is Release.TALK:
                shown.append((item.title, ()))
                continue
            lines = shown_for(item, answer, me, names, wishes)
            if lines:
                shown.append((item.title, lines))
        return Outcome(SheetPreview(tuple(shown), empty=not shown))

    def release(self, wishes: bool, paper: bool = False) -> Outcome[tuple[str, ...]]:
        """Own sitting: sign and seal the sheet; gives the ticket, four words shown once.

        ``paper`` allows this person's limits and needs of the sheet on paper, besides those whose
        answers allow it already. Codes: round.none, agreement.suspended, sitting.not_own.
        """
        house = self._household
        house.me()
        current = self._current()
        self._refuse_while_suspended()
        sheet = self._sheet(current, wishes, paper)
        standing = standing_words(house)
        signed = tuple(
            ledger.sign(house.keys(), one, "", house.now())
            for one in sheet.statements
            if not stands(one, standing)
        )
        sealed = sheets.seal_sheet(house.vault, house.keys(), sheet, signed)
        record = ReleaseRecord(current.id, sealed.kek, current.category)
        with house.private.transaction() as tables:
            tables.release.save(record)
        return Outcome(tuple(sealed.words), _CHANGED)

    def take_back(self) -> Outcome[None]:
        """Own sitting: destroy the sheet and every release in it."""
        house = self._household
        sheets.destroy_sheet(house.vault, house.me().id)
        with house.private.transaction() as tables:
            tables.release.clear()
            for answer in tables.answers.get_all().values():
                if answer.release is not Release.KEEP:
                    tables.answers.save(replace(answer, release=Release.KEEP))
        return Outcome(None, frozenset({Topic.ROUND, Topic.ANSWERS}))

    def _sheet(self, current: Round, wishes: bool, paper: bool) -> Sheet:
        items, answers = self._answered(current.category)
        if paper:
            answers = {key: replace(one, paper=True) for key, one in answers.items()}
        ids = [secrets.token_hex(16) for _item in items]
        me = self._household.me().id
        return sheet_of(me, current.id, current.category, items, answers, self._household.names, wishes, ids)

    def _answered(self, category: CategoryId) -> tuple[tuple[Item, ...], Mapping[ItemId, Answer]]:
        with self._household.private.transaction() as tables:
            answers = tables.answers.get_all()
            own = tuple(item for item in tables.own_items.all() if item.category == category)
        return (*self._category(category).items, *own), answers

    # -- together: opening -------------------------------------------------------------------------

    def open(self, tickets: tuple[str, str]) -> Outcome[Reveal]:
        """In Together: open both sheets at once, first member's ticket first.

        Codes: round.none, round.nothing_to_open (a ticket that does not fit, or a sheet that is not
        there: the two look the same).
        """
        house = self._household
        house.require_together()
        self._refuse_while_suspended()
        current = self._current()
        vault_id = house.vault_id
        opened = [
            sheets.open_sheet(house.vault, vault_id, member.id, words)
            for member, words in zip(house.members, tickets, strict=True)
        ]
        first, second = opened
        if first is None or second is None or {first[0].round, second[0].round} != {current.id}:
            raise UserError("round.nothing_to_open")
        for member, (sheet, signed) in zip(house.members, (first, second), strict=True):
            if sheet.member != member.id or any(one.statement.by != member.id for one in signed):
                raise UserError("round.nothing_to_open")
        result = self._without_known(reveal(first[0], second[0], house.today()))
        self._write(current, result, self._not_stated_since((*first[1], *second[1])))
        for member in house.members:
            sheets.destroy_sheet(house.vault, member.id)
        self._last = result
        return Outcome(result, frozenset({Topic.ROUND, Topic.AGREEMENT}))

    def _without_known(self, result: Reveal) -> Reveal:
        """Leave out drafts that are drafted or count already: a line is never there twice.

        Other conditions make another line, and the same offer of the other is theirs.
        """
        known = {
            _same_line(line.words)
            for line in self._household.agreement().lines
            if line.words is not None and line.state in (State.DRAFT, State.COUNTS)
        }

        def fresh(lines: tuple[LineWords, ...]) -> tuple[LineWords, ...]:
            return tuple(line for line in lines if _same_line(line) not in known)

        return replace(
            result,
            openings=fresh(result.openings),
            shared_ways=fresh(result.shared_ways),
            offers=fresh(result.offers),
        )

    def _not_stated_since(self, signed: tuple[Signed, ...]) -> tuple[Signed, ...]:
        """Without what its owner stated by themselves meanwhile: nobody has to lift a limit twice."""
        standing = {
            (line.owner, line.statement.type, line.statement.item, line.text)
            for line in self._household.agreement().lines
            if line.statement is not None and line.state is State.STANDS and not line.unsigned
        }

        def known(statement: Statement) -> bool:
            said = (
                (statement.by, statement.type, statement.item, statement.text)
                if isinstance(statement, Limit | Need)
                else None
            )
            return said in standing

        return tuple(one for one in signed if not known(one.statement))

    def _write(self, current: Round, result: Reveal, signed: tuple[Signed, ...]) -> None:
        """Everything of the reveal in one transaction: all of it is there afterwards, or nothing."""
        house = self._household
        events = house.events_for(list(_in_order(signed, result.limits, result.needs)))
        with house.shared.transaction() as tables:
            for seq, event in events:
                tables.events.append(seq, event)
            for words in (*result.openings, *result.shared_ways, *result.offers):
                tables.drafts.save(words)
            for ask in result.asks:
                tables.asks.add(ask)
            for title in result.talk_first:
                tables.titles.add(title)
            tables.rounds.save(replace(current, opened=house.today()))
        house.forget_reading()

    def last_reveal(self) -> Outcome[Reveal | None]:
        """The reveal that this sitting opened, to read again while Together is open."""
        self._household.require_together()
        return Outcome(self._last)

    def forget(self) -> None:
        """Drop what this sitting opened; called when it ends."""
        self._last = None

    # -- questions and titles ----------------------------------------------------------------------

    def questions(self) -> Outcome[tuple[tuple[Ask, ...], tuple[TalkFirst, ...]]]:
        """Asks and titles to talk about."""
        with self._household.shared.transaction() as tables:
            return Outcome((tuple(tables.asks.all()), tuple(tables.titles.all())))

    def take_back_ask(self, ask: str) -> Outcome[None]:
        """Own sitting: the giver takes a question back. Codes: ask.not_yours."""
        me = self._household.me().id
        with self._household.shared.transaction() as tables:
            if not any(one.id == ask and one.by == me for one in tables.asks.all()):
                raise UserError("ask.not_yours")
            tables.asks.delete(ask)
        return Outcome(None, _CHANGED)

    def set_time(self, title: str, when: str) -> Outcome[None]:
        """Together, or either in their own sitting: a time to talk, in their words; none takes it away.

        Codes: title.gone, title.time_too_long (value ``limit``).
        """
        when = _checked_time(when)
        with self._household.shared.transaction() as tables:
            found = next((one for one in tables.titles.all() if one.id == title), None)
            if found is None:
                raise UserError("title.gone")
            tables.titles.set_when(replace(found, when=when))
        return Outcome(None, _CHANGED)

    def bring_title(self, category: CategoryId, title: str, when: str = "") -> Outcome[None]:
        """A title to talk about, without a name, and a time in anybody's words.

        Codes: words.empty, words.too_long, title.time_too_long (value ``limit``), vault.alone.
        """
        words, _text = checked_words(title, title)
        found = TalkFirst(secrets.token_hex(16), category, words, _checked_time(when))
        with self._household.shared.transaction() as tables:
            tables.titles.add(found)
        return Outcome(None, _CHANGED)

    def close_title(self, title: str) -> Outcome[None]:
        """Together, or either in their own sitting: a title was talked about."""
        with self._household.shared.transaction() as tables:
            tables.titles.delete(title)
        return Outcome(None, _CHANGED)


def _checked_time(when: str) -> str:
    """A time to talk as it is kept. Codes: title.time_too_long (value ``limit``)."""
    when = " ".join(when.split())
    if len(when) > MAX_WHEN:
        raise UserError("title.time_too_long", limit=MAX_WHEN)
    return when


def sealed_category(household: Household) -> CategoryId | None:
    """Own sitting: the category of which this person's sheet lies sealed now."""
    if not household.has_shared:
        return None
    with household.shared.transaction() as tables:
        current = next((one for one in tables.rounds.all() if one.opened is None), None)
    return current.category if current is not None and _has_sealed(household, current) else None


def _has_sealed(household: Household, current: Round) -> bool:
    with household.private.transaction() as tables:
        record = tables.release.get()
    return record is not None and record.round == current.id


def _is_of(category: Category, current: Round | None) -> bool:
    return current is not None and category.id == current.category


def _same_line(words: LineWords) -> tuple[ItemId | None, MemberId | None, str, tuple[Given, ...]]:
    """What makes two lines the same for those who read them, whichever round they come from."""
    return words.item, words.owner, words.text, words.conditions


def _in_order(
    signed: tuple[Signed, ...], limits: tuple[Limit, ...], needs: tuple[Need, ...]
) -> tuple[Signed, ...]:
    """The signed statements in the order of the reveal, so that their place tells nothing more."""
    by_id = {one.statement.id: one for one in signed}
    return tuple(by_id[one.id] for one in (*limits, *needs) if one.id in by_id)
