"""Rounds: one category for both, each alone, all at once; fourteen days, empty sheets, wishes, titles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.homes import Home
from trustapp.domain.answers import Answer, Choice, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId
from trustapp.domain.merge import Reveal
from trustapp.domain.statements import TalkFirst

TOUCH, AFFECTION = CategoryId("touch"), CategoryId("affection")
ASLEEP, WISH = ItemId("touch.while_asleep"), ItemId("touch.massage")
Sheet = tuple[tuple[Answer, ...], bool]
"""The answers of one person, and whether their sheet says wishes too."""

NOTHING: Sheet = ((), False)


def choose(home: Home, category: CategoryId = TOUCH) -> None:
    home.together()
    home.services.rounds.choose(category)


def release(home: Home, sheets: tuple[Sheet, Sheet]) -> tuple[str, str]:
    tickets = []
    for member, (answers, wishes) in zip((FIRST, SECOND), sheets, strict=True):
        home.open(member)
        for answer in answers:
            home.services.answers.keep(answer)
        tickets.append(" ".join(home.services.rounds.release(wishes).value))
    return tickets[0], tickets[1]


def opened(home: Home, one: Sheet = NOTHING, other: Sheet = NOTHING) -> Reveal:
    choose(home)
    tickets = release(home, (one, other))
    home.together()
    return home.services.rounds.open(tickets).value


def to_open(item: ItemId, choice: Choice, release: Release = Release.OPEN) -> Answer:
    return Answer(item, choice, release=release)


# -- fourteen days -----------------------------------------------------------------------------------


def test_a_category_rests_for_fourteen_days_and_the_others_do_not(couple: Home) -> None:
    opened(couple)
    couple.clock.on(days=13)
    couple.together()
    with pytest.raises(UserError, match=r"round\.too_soon") as refused:
        couple.services.rounds.choose(TOUCH)
    assert refused.value.values["day"] == "2026-05-18"
    state = couple.services.rounds.state().value
    assert [one.id for one, _free in state.resting] == [TOUCH]
    assert TOUCH not in {one.id for one in state.choosable}
    couple.services.rounds.choose(AFFECTION)
    couple.services.rounds.put_away()
    couple.clock.on(days=1)
    couple.together()
    assert couple.services.rounds.choose(TOUCH).value.round is not None


def test_one_category_at_a_time_and_a_clock_set_back_frees_none(couple: Home) -> None:
    opened(couple)
    couple.clock.on(days=-30)
    couple.together()
    with pytest.raises(UserError, match=r"round\.too_soon"):
        couple.services.rounds.choose(TOUCH)
    couple.services.rounds.choose(AFFECTION)
    with pytest.raises(UserError, match=r"round\.open_already"):
        couple.services.rounds.choose(CategoryId("timing"))


def test_a_round_that_was_put_away_lets_no_category_rest(couple: Home) -> None:
    choose(couple)
    release(couple, (NOTHING, NOTHING))
    couple.together()
    couple.services.rounds.put_away()
    assert couple.services.rounds.choose(TOUCH).value.round is not None


# -- both release, even an empty sheet ---------------------------------------------------------------


def test_two_empty_sheets_open_and_show_nothing(couple: Home) -> None:
    assert opened(couple) == Reveal()
    assert couple.services.rounds.state().value.round is None


def test_an_empty_sheet_opens_the_others_and_tells_nothing_of_why_it_is_empty(couple: Home) -> None:
    mine = ((to_open(ASLEEP, Choice.NO),), False)
    kept_back = ((to_open(ASLEEP, Choice.YES, Release.KEEP), to_open(WISH, Choice.NO)), False)
    found = opened(couple, mine, kept_back)
    assert [one.by for one in found.limits] == [FIRST]
    assert found == replace(Reveal(), limits=found.limits)


@pytest.mark.parametrize("missing", ["no sheet", "taken back", "mistyped"])
def test_without_both_sheets_nothing_opens_and_nobody_sees_whose_is_missing(
    couple: Home, missing: str
) -> None:
    rounds = couple.services.rounds
    choose(couple)
    first, second = release(couple, (((to_open(ASLEEP, Choice.NO),), False), NOTHING))
    if missing != "mistyped":
        couple.open(SECOND)
        rounds.take_back()
    else:
        second = first
    if missing == "no sheet":
        first = "abacus abdomen abdominal abide"
    couple.together()
    before = rounds.state().value
    with pytest.raises(UserError, match=r"^round\.nothing_to_open$") as refused:
        rounds.open((first, second))
    assert refused.value.values == {}
    assert rounds.state().value == before
    assert couple.services.agreements.view().value.agreement.lines == ()


# -- wishes, only when both choose it ----------------------------------------------------------------


def test_a_wish_opens_only_where_both_sheets_say_wishes_too_this_time(couple: Home) -> None:
    yes = (to_open(WISH, Choice.YES),)
    shown = {}
    for one in (False, True):
        for other in (False, True):
            found = opened(couple, (yes, one), (yes, other))
            shown[one, other] = [line.item for line in found.openings]
            assert replace(found, openings=()) == Reveal(), "otherwise it looks the same"
            couple.clock.on(days=14)
    assert shown == {(False, False): [], (False, True): [], (True, False): [], (True, True): [WISH]}


def test_one_who_says_wishes_too_sees_what_they_would_have_seen_without(couple: Home) -> None:
    limit = to_open(ASLEEP, Choice.NO)
    both = (to_open(WISH, Choice.YES), limit)
    alone = opened(couple, (both, True), ((limit,), False))
    couple.clock.on(days=14)
    neither = opened(couple, ((replace(both[0], release=Release.KEEP), limit), True), ((limit,), True))
    assert [line.text for line in alone.limits][:1] == ["No touch while I sleep."]
    assert alone.openings == neither.openings == ()
    assert (alone.talk_first, alone.asks) == (neither.talk_first, neither.asks)


def test_wishes_are_asked_for_anew_each_time(couple: Home) -> None:
    """Nothing remembers that somebody chose them once: a sheet says it, and it goes with its round."""
    yes = (to_open(WISH, Choice.YES),)
    opened(couple, (yes, True), (yes, True))
    couple.clock.on(days=14)
    choose(couple)
    couple.open(FIRST)
    preview = couple.services.rounds.preview(wishes=False).value
    assert preview.empty


# -- talk first --------------------------------------------------------------------------------------


def titles(home: Home) -> tuple[TalkFirst, ...]:
    return home.services.rounds.questions().value[1]


def test_a_title_carries_no_name_and_looks_the_same_if_both_brought_it(couple: Home) -> None:
    talk = ((to_open(ASLEEP, Choice.NO, Release.TALK),), False)
    seen = []
    for sheets in ((talk, NOTHING), (NOTHING, talk), (talk, talk)):
        for member in (FIRST, SECOND):
            couple.open(member)
            couple.services.answers.clear(ASLEEP)
        found = opened(couple, *sheets)
        assert found.limits == ()
        seen.append([(one.title, one.category, one.when) for one in found.talk_first])
        for one in titles(couple):
            couple.services.rounds.close_title(one.id)
        couple.clock.on(days=14)
    assert seen == [[("Touch while I sleep", TOUCH, "")]] * 3


@pytest.fixture
def to_talk_about(couple: Home) -> Home:
    """One title was brought and opened; nobody sits there."""
    opened(couple, ((to_open(ASLEEP, Choice.UNKNOWN, Release.TALK),), False))
    couple.services.vault.lock()
    return couple


def test_a_time_to_talk_is_named_by_either_and_seen_by_both(to_talk_about: Home) -> None:
    home, rounds = to_talk_about, to_talk_about.services.rounds
    home.open(SECOND)
    [title] = titles(home)
    rounds.set_time(title.id, "  Sunday   after breakfast ")
    home.open(FIRST)
    assert [one.when for one in titles(home)] == ["Sunday after breakfast"]
    home.together()
    rounds.set_time(title.id, "Monday")
    assert titles(home) == (replace(title, when="Monday"),)
    rounds.set_time(title.id, " ")
    assert titles(home) == (title,)
    rounds.set_time(title.id, "Tuesday")
    rounds.close_title(title.id)
    assert titles(home) == ()
    for words, code in (("Friday", "title.gone"), ("x" * 81, "title.time_too_long")):
        with pytest.raises(UserError) as refused:
            rounds.set_time(title.id, words)
        assert refused.value.code == code


def test_a_time_to_talk_is_no_statement(to_talk_about: Home) -> None:
    home = to_talk_about
    home.open(FIRST)
    house = home.services.rounds._household
    before, agreement = house.events(), home.services.agreements.view().value.agreement
    home.services.rounds.set_time(titles(home)[0].id, "Sunday")
    assert house.events() == before
    assert home.services.agreements.view().value.agreement == agreement


# -- a sealed sheet and another answer ---------------------------------------------------------------


def test_an_answer_of_a_sealed_sheet_says_that_the_sheet_stays_as_it_is(couple: Home) -> None:
    services = couple.services

    def sealed(item: ItemId = ASLEEP, choice: Choice | None = Choice.NO) -> bool:
        return services.answers.preview(Answer(item, choice)).value.sealed

    choose(couple)
    couple.open(FIRST)
    assert not sealed()
    services.rounds.release(wishes=False)
    assert sealed()
    assert sealed(choice=None)
    assert not sealed(ItemId("affection.hands_at_home")), "another category is on no sheet"
    couple.open(SECOND)
    assert not sealed(), "whether the other released is told by nothing"
    couple.open(FIRST)
    services.rounds.take_back()
    assert not sealed()
    first = " ".join(services.rounds.release(wishes=False).value)
    couple.open(SECOND)
    second = " ".join(services.rounds.release(wishes=False).value)
    couple.together()
    services.rounds.open((first, second))
    couple.open(FIRST)
    assert not sealed(), "what was opened is sealed no more"


# -- released alone, taken back in one act -----------------------------------------------------------


def test_taking_back_takes_all_releases_and_leaves_the_other_nothing_to_see(couple: Home) -> None:
    services = couple.services
    choose(couple)
    couple.open(SECOND)
    before = services.rounds.state().value
    answers = [
        to_open(item.id, Choice.NO)
        for category in services.answers.categories().value
        for item in category.items
        if item.shape is Shape.OPENING and item.merge is not Merge.MUTUAL
    ][:20]
    couple.open(FIRST)
    for answer in answers:
        services.answers.keep(answer)
    services.rounds.release(wishes=True)
    services.rounds.take_back()
    kept = [services.finding.some((one.item,)).value.items[0] for one in answers]
    assert {one.answer.release for one in kept if one.answer} == {Release.KEEP}
    assert {one.answer.choice for one in kept if one.answer} == {Choice.NO}
    assert all(one.earlier == () for one in kept), "taking back is no change of mind"
    couple.open(SECOND)
    assert services.rounds.state().value == before
