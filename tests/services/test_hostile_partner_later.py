"""The other partner again, with their own keys and every file: against what the program learned to do later.

Each test is something that they could try; the forgeries are written as by a program of their own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_hostile_partner import (
    append_as_sasha,
    drafted,
    put_draft,
    said_together,
    states,
)
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, standing
from tests.services.test_stated_again import agreement, as_sasha_with_another_program, house_of
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Kind, Release
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, LineId, MemberId, RoundId, StatementId
from trustapp.domain.statements import Given, Limit, LineKind, LineWords, Need, Round, StillYes
from trustapp.services.beginning_anew import Stage
from trustapp.services.household import Household
from trustapp.services.papers import Layout, PaperOptions
from trustapp.vault import ledger

TOUCH = CategoryId("touch")
ASLEEP = ItemId("touch.while_asleep")
NO_TOUCH_ASLEEP = "No touch while I sleep."
END_OF_DAYS = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on whose clock the last evening of the calendar is a day that there is not."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def limits_of_robin(home: Home) -> list[tuple[str, bool]]:
    lines = agreement(home).lines
    return [
        (line.text, line.unsigned)
        for line in lines
        if line.state is State.STANDS and line.kind is LineKind.LIMIT and line.owner == FIRST
    ]


def in_robins_name(home: Home) -> Need:
    """A need in the words of Robin's no: it closes nothing, and reads as if the limit stood already."""
    number = StatementId("b" * 32)
    return Need(number, FIRST, TOUCH, "Touch while I sleep", NO_TOUCH_ASLEEP, Kind.MINE, ASLEEP)


# -- making a limit vanish unseen ---------------------------------------------------------------------


def test_a_need_in_the_words_of_my_no_does_not_pass_for_it_on_my_sheet(couple: Home) -> None:
    """The release left out what stands already in these words: nothing of the limit came to stand."""
    couple.together()
    couple.services.rounds.choose(TOUCH)
    append_as_sasha(couple, in_robins_name(couple))
    couple.open(FIRST)
    couple.services.answers.keep(Answer(ASLEEP, Choice.NO, release=Release.OPEN))
    first = couple.services.rounds.release(wishes=False).value
    couple.open(SECOND)
    second = couple.services.rounds.release(wishes=False).value
    couple.together()
    couple.services.rounds.open((" ".join(first), " ".join(second)))
    assert limits_of_robin(couple) == [(NO_TOUCH_ASLEEP, False)]


def test_a_need_in_the_words_of_my_no_does_not_keep_me_from_stating_it(couple: Home) -> None:
    append_as_sasha(couple, in_robins_name(couple))
    couple.open(FIRST)
    answer = Answer(ASLEEP, Choice.NO)
    couple.services.answers.keep(answer)
    assert couple.services.answers.preview(answer).value.protects_nowhere_yet
    assert [one.item for one in couple.services.kept_back.all().value] == [ASLEEP]
    couple.services.kept_back.state(ASLEEP)
    assert limits_of_robin(couple) == [(NO_TOUCH_ASLEEP, False)]


def test_my_no_without_my_signature_does_not_stand_in_for_mine(couple: Home) -> None:
    """Until it is signed it can be taken out unseen, and other words beside it keep it from being signed."""
    forged = in_robins_name(couple)
    append_as_sasha(
        couple, Limit(forged.id, FIRST, TOUCH, forged.title, forged.text, forged.kind, forged.item)
    )
    couple.open(FIRST)
    couple.services.answers.keep(Answer(ASLEEP, Choice.NO))
    couple.services.kept_back.state(ASLEEP)
    assert sorted(limits_of_robin(couple)) == [(NO_TOUCH_ASLEEP, False), (NO_TOUCH_ASLEEP, True)]


def test_a_change_is_told_whatever_the_words_of_a_line_look_like(couple: Home) -> None:
    """One limit that reads as two, so that one name stood for what counted before and after."""
    couple.open(SECOND)
    one, other = "c" * 32, "d" * 32

    def limit(number: str, text: str) -> Limit:
        return Limit(StatementId(number), SECOND, TOUCH, "A limit", text, Kind.MINE)

    append_as_sasha(couple, limit(one, f"Not this.\n{SECOND} {other} Not that."))
    couple.open(FIRST)
    couple.services.agreements.looked()

    def forge(house: Household) -> None:
        with house.shared.transaction():
            house.shared._database.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
        house.forget_reading()
        house.append([ledger.sign(house.keys(), limit(one, "Not this."), "", house.now())])
        house.append([ledger.sign(house.keys(), limit(other, "Not that."), "", house.now())])

    as_sasha_with_another_program(couple, forge)
    couple.open(FIRST)
    assert couple.services.agreements.view().value.changed_since_last


def test_a_limit_that_other_words_were_put_beside_is_not_lifted_with_them(couple: Home) -> None:
    """Robin would take back the words that they never said, and their own no would have gone with them."""
    limit = said_together(couple)
    couple.open(FIRST)
    couple.services.agreements.ask_lift(limit.id)
    couple.clock.on(hours=25)
    append_as_sasha(couple, replace(limit, text="Robin is to be asked each morning."))
    couple.open(FIRST)
    say = couple.services.agreements
    with pytest.raises(UserError, match=r"statement\.other_words"):
        say.confirm_lift(limit.id, ROBIN)
    say.forget_lift(limit.id)
    with pytest.raises(UserError, match=r"statement\.other_words"):
        say.ask_lift(limit.id)
    assert "Not at all." in standing(couple)


# -- making something open that was not said ----------------------------------------------------------


def test_a_demand_in_a_condition_gets_no_yes(couple: Home) -> None:
    condition = Given(SECOND, "You give me the password of your telephone.")
    words = drafted(couple, "We have breakfast.", conditions=(condition,))
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.mark_seen((words.id,))
    couple.clock.on(hours=25)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"line\.demands"):
        couple.services.agreements.still_yes(words.id, ROBIN, paper=False)


def an_offer_of_sashas(home: Home, text: str = "I cook.", *, paper: bool = False, **forged: object) -> None:
    """It takes nobody's yes but theirs, and whatever id, day or permission they like."""
    words = drafted(home, text, LineKind.COMMITMENT, owner=SECOND, **forged)
    house = house_of(home)
    said = StillYes(house.new_id(), SECOND, words, paper)
    house.append([ledger.sign(house.keys(), said, house.reading().head, house.stamp())])


def test_a_paper_for_a_session_holds_what_was_picked_and_nothing_under_the_same_id(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the kitchen.")
    mine = house_of(couple).said()[-1].statement.id
    an_offer_of_sashas(couple, "I give Robin anything.", paper=True, id=mine)
    couple.open(FIRST)
    papers = couple.services.papers
    [choice] = papers.agreement(PaperOptions(Layout.SESSION)).value.choices
    html = papers.agreement(PaperOptions(Layout.SESSION, chosen=frozenset({choice.key}))).value.html
    assert "Not in the kitchen." in html
    assert "anything" not in html


def test_my_own_moves_stay_mine_where_the_other_used_the_same_id(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the kitchen.")
    mine = house_of(couple).said()[-1].statement.id
    wait = couple.services.agreements.lengthen_wait(48).value
    for number in (mine, wait):
        an_offer_of_sashas(couple, id=number)
    couple.open(FIRST)
    moves = couple.services.agreements.view().value.moves
    assert moves[mine].ask_lift
    assert moves[wait].ask_lift


# -- keeping the other out, or a page from showing ----------------------------------------------------


def test_an_offer_until_the_last_day_of_the_calendar_is_read_again_like_any_other(couple: Home) -> None:
    an_offer_of_sashas(couple, until=date.max)
    couple.open(FIRST)
    [line] = couple.services.agreements.review().value.lines
    assert (line.line.text, line.until) == ("I cook.", date.max)
    couple.services.papers.agreement(PaperOptions())
    couple.together()
    assert couple.services.agreements.review().value.lines


def test_a_time_at_the_end_of_the_calendar_keeps_no_page_and_no_export_from_its_owner(
    couple: Home, far_east: None, tmp_path: Path
) -> None:
    couple.open(SECOND)
    house = house_of(couple)
    limit = Limit(house.new_id(), SECOND, TOUCH, "A limit", "Not this.", Kind.MINE)
    today, couple.clock.now = couple.clock.now, END_OF_DAYS
    house.append([ledger.sign(house.keys(), limit, "", house.now())])
    couple.clock.now = today
    couple.open(FIRST)
    say = couple.services.agreements
    say.looked()
    a_limit(couple, "Not ever.")
    couple.open(FIRST)
    since = say.since_looked().value
    assert since is not None
    assert [line.text for line in since.difference.came] == ["Not ever."]
    exports = couple.services.exports
    for name in exports.begin(str(tmp_path), ROBIN).value.names:
        exports.write(name)
    exports.finish()
    assert "Not ever." in "".join(path.read_text() for path in tmp_path.rglob("*.md"))


def test_a_round_that_was_opened_at_the_end_of_the_calendar_keeps_nobody_from_the_page(couple: Home) -> None:
    couple.open(SECOND)
    with house_of(couple).shared.transaction() as tables:
        tables.rounds.save(Round(RoundId("a" * 32), TOUCH, date.min, date.max))
    couple.together()
    found = couple.services.rounds.state().value
    assert [day for category, day in found.resting if category.id == TOUCH] == [date.max]


def test_what_changed_is_not_told_word_by_word_where_that_would_take_hours(couple: Home) -> None:
    """The same word thousands of times: a comparison word by word would take hours."""
    couple.open(SECOND)

    def state(text: str) -> Limit:
        return Limit(house_of(couple).new_id(), SECOND, TOUCH, "A", text, Kind.MINE, ItemId("touch.asleep"))

    old = state("no " * 15_000)
    append_as_sasha(couple, old)
    couple.open(FIRST)
    couple.services.agreements.looked()
    couple.open(SECOND)
    couple.services.agreements.ask_lift(old.id)
    couple.clock.on(hours=25)
    couple.open(SECOND)
    couple.services.agreements.confirm_lift(old.id, SASHA)
    append_as_sasha(couple, state("no " * 7_000 + "yes " + "no " * 7_000))
    couple.open(FIRST)
    since = couple.services.agreements.since_looked().value
    assert since is not None
    (told,) = since.difference.otherwise
    assert (len(told.came), len(told.went)) == (1, 1), "whole, not by word"


@pytest.mark.parametrize(("days", "each"), [(4_000, 1), (700, 15)])
def test_thousands_of_days_keep_nobody_from_the_agreement(couple: Home, days: int, each: int) -> None:
    """The versions look at all of it for each day: years of made-up days take minutes, at the opening too."""
    couple.open(SECOND)
    house = house_of(couple)
    began, head, seq = couple.clock.now, house.reading().head, house.reading().seq
    with house.shared.transaction() as tables:
        for number in range(days * each):
            seq += 1
            limit = Limit(StatementId(f"{number:032x}"), SECOND, TOUCH, "A", f"Not {number}.", Kind.MINE)
            signed = ledger.sign(house.keys(), limit, "", began)
            at = began + timedelta(days=number // each)
            event = ledger.event_bytes(house.vault_id, seq, head, at, signed)
            tables.events.append(seq, event)
            head = ledger.head_of(event)
    house.forget_reading()
    couple.services.vault.lock()
    couple.open(FIRST)
    a_limit(couple, "Not ever.")
    assert "Not ever." in standing(couple)
    found = couple.services.agreements.view().value
    assert found.unversioned, "and the page says so"
    assert found.version is None
    assert couple.services.agreements.versions().value == ()


ODD: dict[str, dict[str, object]] = {
    "an id that is none": {"id": LineId("../p1.db")},
    "no id": {"id": LineId("")},
    "a limit in the name of Robin": {"kind": LineKind.LIMIT, "owner": FIRST},
    "a need": {"kind": LineKind.NEED},
    "too sensitive": {"sensitivity": 2**62},
    "in place of what is no line": {"replaces": LineId("nothing")},
    "a condition of nobody": {"conditions": (Given(MemberId("nobody"), "Yes."),)},
    "an offer of nobody": {"kind": LineKind.COMMITMENT, "owner": MemberId("nobody")},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_words_that_nobody_could_say_keep_nobody_from_ending_everything(
    couple: Home, odd: dict[str, object]
) -> None:
    """Ending all names every draft: one that no statement can name stood in the way of it."""
    an_agreed_line(couple)
    couple.open(SECOND)
    until = couple.clock().date() + timedelta(days=20)
    words = LineWords(LineId("e" * 32), LineKind.OPENING, TOUCH, "A", "Words.", until=until)
    put_draft(couple, replace(words, **odd))  # type: ignore[arg-type]
    couple.open(FIRST)
    assert list(states(couple)) == ["We may hold hands."]
    couple.services.agreements.end_agreement()
    assert states(couple) == {"We may hold hands.": State.ENDED}


def test_thousands_of_drafts_keep_nobody_from_inviting_somebody_to_begin_anew(couple: Home) -> None:
    an_agreed_line(couple)
    couple.open(SECOND)
    until = couple.clock().date() + timedelta(days=20)
    put_draft(
        couple,
        *(
            LineWords(LineId(f"{number:032x}"), LineKind.OPENING, TOUCH, "A", "Words.", until=until)
            for number in range(2_200)
        ),
    )
    couple.open(FIRST)
    couple.services.anew.invite(ROBIN)
    assert couple.services.anew.look().value.stage is Stage.OPEN
    couple.open(FIRST)
    assert State.COUNTS not in states(couple).values()


@pytest.mark.parametrize("words", ["no json", "{}", "[]", '{"id": "' + "f" * 32 + '"}'])
def test_a_row_that_is_no_draft_keeps_nobody_out_of_the_shared_space(couple: Home, words: str) -> None:
    an_agreed_line(couple)
    couple.open(SECOND)
    with house_of(couple).shared.transaction() as tables:
        tables.drafts._database.execute("INSERT INTO draft (line, words) VALUES (?, ?)", ("e" * 32, words))
    assert couple.open(FIRST).notices == ()
    assert list(states(couple)) == ["We may hold hands."]
