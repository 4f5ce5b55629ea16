"""A No or a need that was kept back is stated at once, without a round, as its owner saw it before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.homes import ROBIN, Home
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId
from trustapp.domain.statements import LineKind
from trustapp.services.answers import OwnItem

TOUCH = CategoryId("touch")
ASLEEP = ItemId("touch.while_asleep")
WISH = ItemId("touch.massage")


def kept(home: Home) -> list[ItemId]:
    return [one.item for one in home.services.kept_back.all().value]


def standing(home: Home) -> list[tuple[LineKind, str, bool]]:
    view = home.services.agreements.view().value
    return [(one.kind, one.text, one.unsigned) for one in view.agreement.lines if one.state is State.STANDS]


def test_a_kept_back_no_is_stated_at_once_and_the_other_sees_what_was_shown(couple: Home) -> None:
    services = couple.services
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.NO, note="for me"))
    [one] = services.kept_back.all().value
    assert one == services.kept_back.look_at(ASLEEP).value
    assert (one.title, one.shown) == ("Touch while I sleep", "As Robin’s limit: No touch while I sleep.")
    assert services.answers.preview(Answer(ASLEEP, Choice.NO)).value.protects_nowhere_yet
    services.kept_back.state(ASLEEP)
    assert kept(couple) == []
    there = services.answers.preview(Answer(ASLEEP, Choice.NO)).value
    assert (there.stands, there.protects_nowhere_yet) == (True, False)
    couple.open(SECOND)
    assert standing(couple) == [(LineKind.LIMIT, "No touch while I sleep.", False)]
    line = services.agreements.view().value.agreement.lines[0]
    assert f"As Robin’s limit: {line.text}" == one.shown
    assert (line.title, line.owner, line.printable) == (one.title, FIRST, False)


def test_every_no_and_need_that_protects_nowhere_is_named_whatever_its_category_and_release(
    couple: Home,
) -> None:
    services = couple.services
    couple.open(FIRST)
    expected = []
    for category in services.answers.categories().value:
        for item in category.items:
            choice = {Shape.OPENING: Choice.NO, Shape.SAFEGUARD: Choice.NEED, Shape.OFFER: Choice.NO}[
                item.shape
            ]
            release = list(Release)[len(item.id) % 3]
            services.answers.keep(Answer(item.id, choice, release=release))
            protective = item.shape is Shape.SAFEGUARD or item.merge is not Merge.MUTUAL
            if item.kind is not Kind.ASK and item.shape is not Shape.OFFER and protective:
                expected.append((item.id, release is Release.OPEN))
    found = services.kept_back.all().value
    assert [(one.item, one.on_a_sheet) for one in found] == expected
    assert len(expected) > 50


def test_nothing_is_stated_twice_and_another_answer_states_its_own_words(couple: Home) -> None:
    services = couple.services
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    services.kept_back.state(ASLEEP)
    for again in (services.kept_back.state, services.kept_back.look_at):
        with pytest.raises(UserError, match=r"stating\.nothing"):
            again(ASLEEP)  # type: ignore[operator]
    services.answers.keep(Answer(ASLEEP, Choice.YES_IF, ("we spoke of it awake",)))
    assert kept(couple) == [ASLEEP]
    services.kept_back.state(ASLEEP)
    assert [kind for kind, _text, _unsigned in standing(couple)] == [LineKind.LIMIT, LineKind.NEED]
    services.answers.keep(Answer(ASLEEP, Choice.YES))
    assert kept(couple) == [], "a yes protects nothing"
    assert len(standing(couple)) == 2, "what was stated stands until its owner lifts it"


@pytest.mark.parametrize("title", ["Do not give me your password", "Never see your friends again", "x" * 60])
def test_no_wording_keeps_a_no_from_being_stated(couple: Home, title: str) -> None:
    services = couple.services
    couple.open(FIRST)
    own = services.answers.add_own(OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, title)).value
    note = "y" * 300
    services.answers.keep(
        Answer(own.id, Choice.YES_IF, tuple(f"{n} {'z' * 110}" for n in range(12)), released_note=note)
    )
    services.kept_back.state(own.id)
    [(kind, text, _unsigned)] = standing(couple)
    assert kind is LineKind.NEED
    assert note in text


def test_a_no_to_a_wish_is_told_only_if_its_owner_states_it(couple: Home) -> None:
    services = couple.services
    couple.open(FIRST)
    no = Answer(WISH, Choice.NO)
    services.answers.keep(no)
    assert kept(couple) == []
    assert services.answers.preview(no).value.hint_limit
    assert "As Robin’s limit: Not: " in services.kept_back.look_at(WISH).value.shown
    assert standing(couple) == []
    services.kept_back.state(WISH)
    preview = services.answers.preview(no).value
    assert (preview.hint_limit, preview.stands) == (False, True)
    assert [kind for kind, _text, _unsigned in standing(couple)] == [LineKind.LIMIT]


def test_it_stands_while_the_agreement_rests_and_stays_off_paper(couple: Home) -> None:
    services = couple.services
    couple.open(FIRST)
    services.agreements.suspend()
    services.answers.keep(replace(Answer(ASLEEP, Choice.NO), paper=True, release=Release.TALK))
    services.kept_back.state(ASLEEP)
    [line] = services.agreements.view().value.agreement.lines
    assert (line.state, line.printable) == (State.STANDS, False)


def test_what_was_stated_is_on_no_sheet_again(couple: Home) -> None:
    services = couple.services
    couple.together()
    services.rounds.choose(TOUCH)
    tickets = []
    for member in (FIRST, SECOND):
        couple.open(member)
        if member == FIRST:
            services.answers.keep(Answer(ASLEEP, Choice.NO, release=Release.OPEN))
            services.kept_back.state(ASLEEP)
        tickets.append(" ".join(services.rounds.release(wishes=False).value))
    couple.together()
    services.rounds.open((tickets[0], tickets[1]))
    couple.open(SECOND)
    assert len(standing(couple)) == 1


def test_what_is_stated_after_it_was_released_stands_once(couple: Home) -> None:
    services = couple.services
    couple.together()
    services.rounds.choose(TOUCH)
    tickets = []
    for member in (FIRST, SECOND):
        couple.open(member)
        services.answers.keep(Answer(ASLEEP, Choice.NO, release=Release.OPEN))
        tickets.append(" ".join(services.rounds.release(wishes=False).value))
    couple.open(FIRST)
    services.kept_back.state(ASLEEP)
    couple.together()
    found = services.rounds.open((tickets[0], tickets[1])).value
    assert [one.by for one in found.limits] == [FIRST, SECOND], "both are shown"
    couple.open(SECOND)
    lines = services.agreements.view().value.agreement.lines
    assert sorted(str(one.owner) for one in lines) == ["p1", "p2"]


def test_what_was_lifted_since_it_was_released_stands_again_from_the_sheet(couple: Home) -> None:
    """In doubt the limit stands: a sheet that was released says it, whatever was lifted before."""
    services = couple.services
    couple.together()
    services.rounds.choose(TOUCH)
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.NO, release=Release.OPEN))
    first = " ".join(services.rounds.release(wishes=False).value)
    limit = services.kept_back.state(ASLEEP).value
    services.agreements.ask_lift(limit)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    services.agreements.confirm_lift(limit, ROBIN)
    assert standing(couple) == []
    couple.open(SECOND)
    second = " ".join(services.rounds.release(wishes=False).value)
    couple.together()
    services.rounds.open((first, second))
    couple.open(SECOND)
    assert standing(couple) == [(LineKind.LIMIT, "No touch while I sleep.", False)]


def test_another_answer_says_that_what_was_stated_still_stands(couple: Home) -> None:
    services = couple.services
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    assert not services.answers.preview(Answer(ASLEEP, Choice.NO)).value.other_stands
    services.kept_back.state(ASLEEP)
    for choice in (Choice.YES, Choice.UNKNOWN, Choice.YES_IF, None):
        assert services.answers.preview(Answer(ASLEEP, choice)).value.other_stands
    assert not services.answers.preview(Answer(ASLEEP, Choice.NO)).value.other_stands
    assert not services.answers.preview(Answer(WISH, Choice.NO)).value.other_stands


def test_alone_there_is_nobody_to_state_it_to(alone: Home) -> None:
    alone.services.answers.keep(Answer(ASLEEP, Choice.NO))
    assert kept(alone) == []
    with pytest.raises(UserError, match=r"vault\.alone"):
        alone.services.kept_back.state(ASLEEP)


def test_in_together_no_answer_is_stated(couple: Home) -> None:
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.kept_back.all()


def test_nobody_sees_that_something_is_kept_back(couple: Home) -> None:
    services = couple.services
    couple.open(SECOND)
    before = services.agreements.view().value
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    services.kept_back.look_at(ASLEEP)
    couple.open(SECOND)
    assert kept(couple) == []
    assert services.agreements.view().value.agreement == before.agreement
