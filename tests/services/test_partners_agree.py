"""Two partners answer alone, open together and agree; each step through the services on real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.homes import ROBIN, SASHA, Home
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId
from trustapp.domain.merge import Reveal
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.answers import OwnItem


def items(home: Home, category: CategoryId, **wanted: object) -> list[Item]:
    """The catalogue items of a category that have these attributes."""
    for found in home.services.answers.categories().value:
        if found.id == category:
            return [
                item
                for item in found.items
                if all(getattr(item, key) == value for key, value in wanted.items())
            ]
    raise AssertionError(category)


def touch(home: Home) -> CategoryId:
    return home.services.answers.categories().value[0].id


def choose(home: Home, category: CategoryId) -> None:
    home.together()
    home.services.rounds.choose(category)


def release(home: Home, member: MemberId, *answers: Answer, wishes: bool = False) -> str:
    home.open(member)
    for answer in answers:
        home.services.answers.keep(answer)
    return " ".join(home.services.rounds.release(wishes).value)


def opened(item: Item, choice: Choice, **more: object) -> Answer:
    return replace(Answer(item.id, choice, release=Release.OPEN), **more)  # type: ignore[arg-type]


def lines(home: Home, *states: State) -> list[str]:
    return [one.text for one in home.services.agreements.view().value.agreement.lines if one.state in states]


def test_an_opening_counts_only_after_both_slept_on_it(couple: Home) -> None:
    category = touch(couple)
    item = items(couple, category, kind=Kind.OURS, shape=Shape.OPENING, merge=Merge.PROTECTIVE)[0]
    choose(couple, category)
    first = release(couple, FIRST, opened(item, Choice.YES))
    second = release(couple, SECOND, opened(item, Choice.YES))
    couple.together()
    found = couple.services.rounds.open((first, second)).value
    assert [one.item for one in found.openings] == [item.id]
    line = found.openings[0].id

    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        couple.open(member)
        with pytest.raises(UserError, match=r"line\.sleep_on_it"):
            couple.services.agreements.still_yes(line, words, paper=True)
        couple.services.agreements.mark_seen((line,))
        couple.clock.on(hours=23, minutes=59)
        couple.open(member)
        with pytest.raises(UserError, match=r"line\.sleep_on_it"):
            couple.services.agreements.still_yes(line, words, paper=True)
        couple.clock.on(minutes=2)
        couple.services.agreements.still_yes(line, words, paper=True)
        counted = lines(couple, State.COUNTS)
        assert counted == ([found.openings[0].text] if member == SECOND else [])


def test_a_released_no_stands_from_the_reveal_and_a_yes_beside_it_opens_nothing(couple: Home) -> None:
    category = touch(couple)
    item = items(couple, category, kind=Kind.OURS, shape=Shape.OPENING, merge=Merge.PROTECTIVE)[0]
    choose(couple, category)
    first = release(couple, FIRST, opened(item, Choice.NO))
    second = release(couple, SECOND, opened(item, Choice.YES))
    couple.together()
    found = couple.services.rounds.open((first, second)).value
    assert [one.by for one in found.limits] == [FIRST]
    assert found.openings == ()
    couple.open(SECOND)
    view = couple.services.agreements.view().value
    assert [(one.kind, one.owner, one.unsigned) for one in view.agreement.counting] == [
        (LineKind.LIMIT, FIRST, False)
    ]


def test_what_was_kept_back_is_in_no_shared_file(couple: Home) -> None:
    category = touch(couple)
    item = items(couple, category, kind=Kind.OURS, shape=Shape.OPENING, merge=Merge.MUTUAL)[0]
    choose(couple, category)
    first = release(couple, FIRST, opened(item, Choice.YES), wishes=True)
    second = release(couple, SECOND, Answer(item.id, Choice.NO, note="canary-note"), wishes=True)
    couple.together()
    found = couple.services.rounds.open((first, second)).value
    assert found.openings == ()
    assert found.limits == ()
    assert found.talk_first == ()


@pytest.mark.parametrize("wrong", ["first", "second"])
def test_a_wrong_ticket_and_a_missing_sheet_look_the_same(couple: Home, wrong: str) -> None:
    category = touch(couple)
    choose(couple, category)
    first = release(couple, FIRST)
    couple.together()
    with pytest.raises(UserError, match=r"round\.nothing_to_open") as missing:
        couple.services.rounds.open((first, "one two three four"))
    second = release(couple, SECOND)
    couple.together()
    tickets = ("abacus abdomen abdominal abide", second) if wrong == "first" else (first, "a b c d")
    with pytest.raises(UserError, match=r"round\.nothing_to_open") as mistyped:
        couple.services.rounds.open(tickets)
    assert mistyped.value.values == missing.value.values
    assert couple.services.rounds.open((first, second)).value.openings == ()


def test_a_release_taken_back_opens_nothing_and_leaves_no_release(couple: Home) -> None:
    category = touch(couple)
    item = items(couple, category, kind=Kind.OURS, shape=Shape.OPENING, merge=Merge.PROTECTIVE)[0]
    choose(couple, category)
    first = release(couple, FIRST, opened(item, Choice.NO))
    couple.services.rounds.take_back()
    assert couple.services.rounds.state().value.released is False
    kept = couple.services.answers.category(category).value.items
    assert {one.answer.release for one in kept if one.answer} == {Release.KEEP}
    second = release(couple, SECOND)
    couple.together()
    with pytest.raises(UserError, match=r"round\.nothing_to_open"):
        couple.services.rounds.open((first, second))


def test_a_limit_needs_nobody_and_only_its_owner_lifts_it(couple: Home) -> None:
    category = touch(couple)
    couple.open(FIRST)
    limit = couple.services.agreements.state_limit(
        NewLimit(category, "Sleeping", "Not while I sleep.", Kind.MINE)
    ).value
    couple.open(SECOND)
    assert lines(couple, State.STANDS) == ["Not while I sleep."]
    with pytest.raises(UserError, match=r"statement\.not_yours"):
        couple.services.agreements.ask_lift(limit)
    couple.open(FIRST)
    couple.services.agreements.ask_lift(limit)
    couple.clock.on(hours=25)
    with pytest.raises(UserError, match=r"lift\.same_sitting"):
        couple.services.agreements.confirm_lift(limit, ROBIN)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        couple.services.agreements.confirm_lift(limit, SASHA)
    couple.services.agreements.confirm_lift(limit, ROBIN)
    assert lines(couple, State.STANDS) == []


def test_what_is_said_in_together_stands_unsigned_until_its_owner_signs(couple: Home) -> None:
    category = touch(couple)
    couple.together()
    said = couple.services.agreements.state_limit_together(
        NewLimit(category, "Mornings", "Not in the mornings.", Kind.MINE, paper=True), SECOND
    ).value
    assert lines(couple, State.STANDS) == ["Not in the mornings."]
    assert "unsigned_statements" in couple.open(SECOND).notices
    couple.services.agreements.sign(said)
    line = couple.services.agreements.view().value.agreement.counting[0]
    assert (line.unsigned, line.printable) == (False, False)


def test_one_ends_a_line_at_once_and_it_never_comes_back(couple: Home) -> None:
    category = touch(couple)
    couple.open(FIRST)
    draft = couple.services.agreements.draft(
        NewDraft(
            LineKind.OPENING, category, "Hands", "We may hold hands.", couple.clock().date() + timedelta(60)
        )
    ).value
    agree_to(couple, draft.id)
    assert lines(couple, State.COUNTS) == ["We may hold hands."]
    couple.open(FIRST)
    couple.services.agreements.end_line(draft.id)
    assert lines(couple, State.COUNTS) == []
    couple.open(SECOND)
    with pytest.raises(UserError):
        couple.services.agreements.still_yes(draft.id, SASHA, paper=False)
    assert lines(couple, State.COUNTS) == []


def agree_to(home: Home, line: str) -> None:
    """Both read, sleep on it, and say still yes."""
    for member in (FIRST, SECOND):
        home.open(member)
        home.services.agreements.mark_seen((line,))  # type: ignore[arg-type]
    home.clock.on(hours=25)
    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        home.open(member)
        home.services.agreements.still_yes(line, words, paper=True)  # type: ignore[arg-type]


def test_suspending_takes_one_and_going_on_takes_both_and_a_day(couple: Home) -> None:
    category = touch(couple)
    couple.open(FIRST)
    draft = couple.services.agreements.draft(
        NewDraft(
            LineKind.OPENING, category, "Hands", "We may hold hands.", couple.clock().date() + timedelta(60)
        )
    ).value
    agree_to(couple, draft.id)
    couple.services.vault.lock()
    couple.services.vault.suspend_without_key()
    assert couple.services.vault.look().value.suspended
    couple.open(FIRST)
    assert lines(couple, State.COUNTS) == []
    assert lines(couple, State.RESTS) == ["We may hold hands."]
    couple.services.agreements.go_on(ROBIN)
    couple.clock.on(days=3)
    couple.open(SECOND)
    assert lines(couple, State.COUNTS) == []
    couple.services.agreements.go_on(SASHA)
    assert lines(couple, State.COUNTS) == []
    couple.clock.on(hours=25)
    assert lines(couple, State.COUNTS) == ["We may hold hands."]


def test_other_words_are_another_draft(couple: Home) -> None:
    category = touch(couple)
    couple.open(FIRST)
    until = couple.clock().date() + timedelta(60)
    draft = couple.services.agreements.draft(
        NewDraft(LineKind.OPENING, category, "Hands", "We may hold hands.", until)
    ).value
    agree_to(couple, draft.id)
    changed = couple.services.agreements.change_draft(
        draft.id, NewDraft(LineKind.OPENING, category, "Hands", "We may hold hands at home.", until)
    ).value
    assert lines(couple, State.COUNTS) == ["We may hold hands."]
    assert lines(couple, State.DRAFT) == ["We may hold hands at home."]
    agree_to(couple, changed.id)
    assert lines(couple, State.COUNTS) == ["We may hold hands at home."]


def test_the_same_category_rests_for_fourteen_days(couple: Home) -> None:
    category = touch(couple)
    choose(couple, category)
    tickets = (release(couple, FIRST), release(couple, SECOND))
    couple.together()
    couple.services.rounds.open(tickets)
    with pytest.raises(UserError, match=r"round\.too_soon"):
        couple.services.rounds.choose(category)
    couple.clock.on(days=14)
    couple.together()
    assert couple.services.rounds.choose(category).value.round is not None


def opened_together(home: Home, *answers: tuple[Answer, ...]) -> Reveal:
    """A round of the first category in which each released these answers, fourteen days after the last."""
    home.clock.on(days=14)
    choose(home, touch(home))
    tickets = [
        release(home, member, *given, wishes=True)
        for member, given in zip((FIRST, SECOND), answers, strict=True)
    ]
    home.together()
    return home.services.rounds.open((tickets[0], tickets[1])).value


def test_a_line_is_drafted_once_and_a_new_condition_is_not_lost_for_it(couple: Home) -> None:
    item = items(couple, touch(couple), merge=Merge.MUTUAL)[0]
    freely = opened(item, Choice.YES)
    tied = opened(item, Choice.YES_IF, conditions=("I begin",))
    assert len(opened_together(couple, (freely,), (freely,)).openings) == 1
    assert opened_together(couple, (freely,), (freely,)).openings == ()
    [again] = opened_together(couple, (tied,), (freely,)).openings
    assert [(one.by, one.text) for one in again.conditions] == [(FIRST, "only if I begin")]
    assert opened_together(couple, (tied,), (freely,)).openings == ()


def test_each_ones_offer_is_their_own_though_the_words_are_the_same(couple: Home) -> None:
    item = items(couple, touch(couple), shape=Shape.OFFER)[0]
    offer = opened(item, Choice.OFFER)
    assert [one.owner for one in opened_together(couple, (offer,), ()).offers] == [FIRST]
    assert [one.owner for one in opened_together(couple, (offer,), (offer,)).offers] == [SECOND]


def test_in_together_nobody_reads_private_things_or_says_yes(couple: Home) -> None:
    category = touch(couple)
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.answers.category(category)
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.agreements.go_on(ROBIN)
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.rounds.release(wishes=False)


def test_own_items_are_kept_previewed_and_removed(alone: Home) -> None:
    category = touch(alone)
    item = alone.services.answers.add_own(
        OwnItem(category, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "My neck", "Because of the scar.")
    ).value
    answer = Answer(item.id, Choice.NO, release=Release.OPEN)
    alone.services.answers.keep(answer)
    preview = alone.services.answers.preview(answer).value
    assert preview.shown[Release.OPEN]
    assert "My neck" in preview.shown[Release.OPEN][0]
    assert preview.shown[Release.KEEP] == ()
    assert preview.protects_nowhere_yet
    alone.services.answers.remove_own(item.id)
    assert item.id not in {one.item.id for one in alone.services.answers.category(category).value.items}
