"""Lines that are there, changed: an earlier day at once, a later one as a draft; answers and waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.agreement import Line, State
from trustapp.domain.answers import Kind
from trustapp.domain.changing import Effect
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId, StatementId
from trustapp.domain.statements import Ask, LineKind, LineWords
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.household import Household

TOUCH = CategoryId("touch")
JUNE, AUGUST = date(2026, 6, 1), date(2026, 8, 1)


def house_of(home: Home) -> Household:
    return home.services.agreements._household


def draft(text: str = "We may hold hands.", until: date | None = AUGUST, **more: object) -> NewDraft:
    return NewDraft(LineKind.OPENING, TOUCH, "Hands", text, until, **more)  # type: ignore[arg-type]


def agreed(home: Home, new: NewDraft) -> LineWords:
    """Drafted, slept on, and said yes to by each; SECOND's sitting is open then."""
    home.open(FIRST)
    words = home.services.agreements.draft(new).value
    say_yes(home, words.id)
    return words


def say_yes(home: Home, line: LineId, givers: tuple[MemberId, ...] = (FIRST, SECOND)) -> None:
    for member in givers:
        home.open(member)
        home.services.agreements.mark_seen((line,))
    home.clock.on(hours=25)
    for member in givers:
        home.open(member)
        home.services.agreements.still_yes(line, WORDS[member], paper=False)


def the_line(home: Home, line: LineId) -> Line:
    return home.services.agreements.view().value.agreement.by_id[line]


def drafts(home: Home) -> list[LineWords]:
    found = home.services.agreements.view().value.agreement.lines
    return [line.words for line in found if line.state is State.DRAFT and line.words is not None]


def test_an_earlier_day_counts_at_once_and_on_ones_own_word(couple: Home) -> None:
    words = agreed(couple, draft())
    made = couple.services.agreements.change_line(words.id, draft(until=JUNE))
    assert made.value is Effect.EARLIER
    assert (the_line(couple, words.id).state, the_line(couple, words.id).until) == (State.COUNTS, JUNE)
    couple.open(FIRST)
    assert the_line(couple, words.id).until == JUNE, "the other reads it too"
    assert drafts(couple) == []
    couple.clock.set(2026, 6, 2)
    couple.open(FIRST)
    assert the_line(couple, words.id).state is State.PASSED


def test_a_later_day_is_a_draft_beside_the_line_and_takes_its_place_when_both_said_yes(couple: Home) -> None:
    words = agreed(couple, draft(until=JUNE))
    assert couple.services.agreements.change_line(words.id, draft(until=AUGUST)).value is Effect.LATER
    assert couple.services.agreements.extend(words.id, AUGUST).changed == frozenset(), (
        "asked twice, one draft"
    )
    (later,) = drafts(couple)
    assert (later.text, later.until, later.replaces) == (words.text, AUGUST, words.id)
    assert the_line(couple, words.id).until == JUNE, "nothing is longer yet"
    say_yes(couple, later.id)
    assert the_line(couple, later.id).state is State.COUNTS
    assert the_line(couple, words.id).state is State.ENDED


def test_a_line_whose_day_has_passed_is_drafted_again_and_its_need_is_carried_on(couple: Home) -> None:
    words = agreed(couple, draft(until=JUNE))
    need = couple.services.agreements.state_need(
        NewLimit(TOUCH, "Talk", "Only if we talked.", Kind.OURS), words.id
    ).value
    couple.clock.set(2026, 6, 2)
    couple.open(SECOND)
    couple.services.agreements.change_line(words.id, draft(until=AUGUST))
    (again,) = drafts(couple)
    assert again.text == words.text
    assert the_line(couple, again.id).needs == (need,)
    say_yes(couple, again.id)
    assert (the_line(couple, again.id).state, the_line(couple, again.id).needs) == (State.COUNTS, (need,))


def test_other_words_with_an_earlier_day_are_a_draft_all_the_same(couple: Home) -> None:
    words = agreed(couple, draft())
    couple.services.agreements.change_line(words.id, draft("We may hold hands at home.", JUNE))
    assert the_line(couple, words.id).until == AUGUST
    assert [one.replaces for one in drafts(couple)] == [words.id]


def test_the_same_words_and_day_change_nothing(couple: Home) -> None:
    words = agreed(couple, draft())
    with pytest.raises(UserError, match=r"line\.same"):
        couple.services.agreements.change_line(words.id, draft())


def test_in_together_no_day_is_made_earlier_and_a_draft_has_no_condition(couple: Home) -> None:
    words = agreed(couple, draft())
    couple.together()
    for new, code in (
        (draft(until=JUNE), "sitting.not_own"),
        (draft(condition="at home"), "sitting.not_own"),
    ):
        with pytest.raises(UserError) as refused:
            couple.services.agreements.change_line(words.id, new)
        assert refused.value.code == code
    assert the_line(couple, words.id).until == AUGUST
    assert drafts(couple) == []


def test_the_other_cannot_change_an_offer(couple: Home) -> None:
    couple.open(FIRST)
    offer = NewDraft(LineKind.COMMITMENT, TOUCH, "Calls", "I will call when I am late.", AUGUST)
    words = couple.services.agreements.draft(offer).value
    for enter in (lambda: couple.open(SECOND), couple.together):
        enter()
        for move in (
            lambda: couple.services.agreements.drop_draft(words.id),
            lambda: couple.services.agreements.end_line(words.id),
        ):
            with pytest.raises(UserError, match=r"line\.not_yours"):
                move()
    assert drafts(couple) == [words], "as a draft too"
    say_yes(couple, words.id, (FIRST,))
    couple.open(SECOND)
    for move in (
        lambda: couple.services.agreements.shorten(words.id, JUNE),
        lambda: couple.services.agreements.extend(words.id, AUGUST + timedelta(days=9)),
        lambda: couple.services.agreements.end_line(words.id),
    ):
        with pytest.raises(UserError, match=r"line\.not_yours"):
            move()
    assert (the_line(couple, words.id).state, the_line(couple, words.id).until) == (State.COUNTS, AUGUST)
    moves = couple.services.agreements.view().value.moves[words.id]
    assert not any((moves.end, moves.earlier, moves.later, moves.beside, moves.narrow))


def test_a_condition_stands_under_its_givers_name_and_makes_another_draft(couple: Home) -> None:
    couple.open(FIRST)
    old = couple.services.agreements.draft(draft()).value
    couple.services.agreements.change_line(old.id, draft(condition="  we talked  that day. "))
    (words,) = drafts(couple)
    assert [(one.by, one.text) for one in words.conditions] == [(FIRST, "only if we talked that day")]
    assert words.id != old.id
    with pytest.raises(UserError, match=r"condition\.too_long"):
        couple.services.agreements.draft(draft(condition="a" * 161))
    with pytest.raises(UserError, match=r"line\.demands"):
        couple.services.agreements.draft(draft(condition="you give me your passwords"))


def test_transparency_takes_no_line_without_an_end_date(couple: Home) -> None:
    couple.open(FIRST)
    shown = NewDraft(
        LineKind.SHARED_WAY, CategoryId("transparency"), "Plans", "We say where we are.", None, True
    )
    with pytest.raises(UserError, match=r"line\.needs_date"):
        couple.services.agreements.draft(shown)
    dated = NewDraft(shown.kind, shown.category, shown.title, shown.text, JUNE, protects=True)
    words = couple.services.agreements.draft(dated).value
    assert (words.until, words.protects) == (JUNE, False)


def test_a_question_is_answered_with_an_offer_and_looks_as_it_did(couple: Home) -> None:
    ask = Ask("q" * 32, FIRST, TOUCH, "Calls", "Would you call when you are late?")
    couple.open(FIRST)
    with house_of(couple).shared.transaction() as tables:
        tables.asks.add(ask)
    answer = draft("I will call when I am late.")
    with pytest.raises(UserError, match=r"ask\.your_own"):
        couple.services.agreements.answer_with_offer(ask.id, answer)
    couple.open(SECOND)
    words = couple.services.agreements.answer_with_offer(ask.id, answer).value
    assert (words.kind, words.owner, words.text) == (LineKind.COMMITMENT, SECOND, answer.text)
    assert couple.services.rounds.questions().value[0] == (ask,)
    with pytest.raises(UserError, match=r"ask\.unknown"):
        couple.services.agreements.answer_with_offer("0" * 32, answer)
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.agreements.answer_with_offer(ask.id, answer)


def test_a_longer_wait_counts_for_both_and_only_its_owner_takes_it_back(couple: Home) -> None:
    couple.open(FIRST)
    wait = couple.services.agreements.lengthen_wait(72).value
    words = couple.services.agreements.draft(draft()).value
    couple.open(SECOND)
    couple.services.agreements.mark_seen((words.id,))
    couple.clock.on(hours=71)
    couple.open(SECOND)
    with pytest.raises(UserError, match=r"line\.sleep_on_it"):
        couple.services.agreements.still_yes(words.id, WORDS[SECOND], paper=False)
    with pytest.raises(UserError, match=r"statement\.not_yours"):
        couple.services.agreements.ask_lift(wait)
    assert wait not in couple.services.agreements.view().value.moves
    couple.clock.on(hours=1)
    couple.services.agreements.still_yes(words.id, WORDS[SECOND], paper=False)
    couple.open(FIRST)
    couple.services.agreements.ask_lift(wait)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    assert couple.services.agreements.view().value.moves[wait].confirm_lift
    couple.services.agreements.confirm_lift(wait, WORDS[FIRST])
    assert couple.services.agreements.view().value.agreement.wait == timedelta(hours=24)


def test_a_lift_that_was_asked_for_is_taken_back_without_a_trace(couple: Home) -> None:
    couple.open(FIRST)
    wait: StatementId = couple.services.agreements.lengthen_wait(48).value
    couple.services.agreements.ask_lift(wait)
    before = couple.services.agreements.said().value
    couple.services.agreements.forget_lift(wait)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    move = couple.services.agreements.view().value.moves[wait]
    assert (move.ask_lift, move.lift_asked, move.confirm_lift) == (True, None, False)
    with pytest.raises(UserError, match=r"lift\.not_asked"):
        couple.services.agreements.confirm_lift(wait, WORDS[FIRST])
    assert couple.services.agreements.said().value == before


def test_an_earlier_day_survives_files_that_were_put_back_or_lost(couple: Home) -> None:
    words = agreed(couple, draft())
    couple.services.vault.lock()
    before = (couple.folder / "shared.db").read_bytes()
    couple.open(SECOND)
    couple.services.agreements.shorten(words.id, JUNE)
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(before)
    couple.open(FIRST)
    couple.open(SECOND)
    assert the_line(couple, words.id).until == JUNE, "put back: its giver's opening says it again"
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    couple.open(SECOND)
    assert the_line(couple, words.id).until == JUNE, "lost: made again from what one's own space keeps"
    couple.open(FIRST)
    assert the_line(couple, words.id).until == JUNE
