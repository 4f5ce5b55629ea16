"""Three lines are read again in Together: kept, worded otherwise, ended; limits are carried on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.clocks import Clock
from tests.homes import WORDS
from tests.journeys.door import Door, key
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from ui.features.agreement.page import AgreementPage
from ui.features.review.page import ReviewPage

TOUCH = CategoryId("touch")


@pytest.fixture
def home(door: Door, clock: Clock) -> Door:
    """Robin and Sasha with a limit of Robin's and three lines that count: hands, a walk, tea."""
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    say = door.services.agreements
    say.state_limit(NewLimit(TOUCH, "Mornings", "Not before breakfast.", Kind.MINE))
    lines: list[LineId] = []
    for day, title, text in (
        (1, "Hands", "We may hold hands on walks."),
        (2, "A walk", "We may walk arm in arm."),
        (3, "Tea", "We may sit close over tea."),
    ):
        until = clock.now.date().replace(month=8, day=day)
        lines.append(say.draft(NewDraft(LineKind.OPENING, TOUCH, title, text, until)).value.id)
    say_yes(door, clock, lines)
    return door


def say_yes(door: Door, clock: Clock, lines: list[LineId]) -> None:
    for member in (FIRST, SECOND):
        door.unlock(member)
        door.services.agreements.mark_seen(tuple(lines))
    clock.on(hours=25)
    for member in (FIRST, SECOND):
        door.unlock(member)
        for line in lines:
            door.services.agreements.still_yes(line, WORDS[member], paper=False)


def review(door: Door) -> ReviewPage:
    door.go("agreement")
    door.press("Read it again…")
    page = door.page
    assert isinstance(page, ReviewPage)
    return page


def states(door: Door) -> dict[str, list[State]]:
    found: dict[str, list[State]] = {}
    for line in door.services.agreements.view().value.agreement.lines:
        found.setdefault(line.text, []).append(line.state)
    return found


def test_keep_change_end_through_a_meeting_and_both_sittings(home: Door, clock: Clock) -> None:
    home.together()
    page = review(home)
    assert "Not before breakfast." in home.words(), "limits are shown first"
    assert not home.has_button("End it"), "and put to no question"
    home.press("To the lines")
    assert "We may hold hands on walks." in home.words(), "the earliest day comes first"
    home.press("Draft it with this day")
    assert "We may walk arm in arm." in home.words()
    assert "Drafted with the new day." in home.words()
    home.press("Other words")
    assert page._words is not None
    page._words.fill("We may walk arm in arm on Sundays.")
    home.press("Keep as a draft")
    home.press("End it")
    home.press("End it")
    assert "That is all of it" in home.words()
    assert not home.has_button("Still yes…")
    home.press("Our agreement")
    assert isinstance(home.page, AgreementPage)
    found = states(home)
    assert found["We may hold hands on walks."] == [State.COUNTS, State.DRAFT]
    assert found["We may walk arm in arm."] == [State.COUNTS]
    assert found["We may walk arm in arm on Sundays."] == [State.DRAFT]
    assert found["We may sit close over tea."] == [State.ENDED]
    assert found["Not before breakfast."] == [State.STANDS]

    drafts = [
        line.words.id
        for line in home.services.agreements.view().value.agreement.lines
        if line.state is State.DRAFT and line.words is not None
    ]
    say_yes(home, clock, drafts)
    for member in (FIRST, SECOND):
        home.unlock(member)
        found = states(home)
        assert sorted(found["We may hold hands on walks."]) == [State.COUNTS, State.ENDED]
        assert found["We may walk arm in arm."] == [State.ENDED]
        assert found["We may walk arm in arm on Sundays."] == [State.COUNTS]
        assert found["We may sit close over tea."] == [State.ENDED]
        assert found["Not before breakfast."] == [State.STANDS]


def test_leaving_it_as_it_is_leaves_no_trace_and_esc_leaves_from_any_line(home: Door) -> None:
    before = home.services.agreements.said().value
    page = review(home)
    home.press("To the lines")
    for _line in range(3):
        home.press("Leave it as it is")
    assert "That is all of it" in home.words()
    home.press("One back")
    assert "We may sit close over tea." in home.words()
    home.press("Other words")
    key(page, Qt.Key.Key_Escape)
    assert home.page is page, "Esc puts the form away first"
    assert not home.has_button("Keep as a draft")
    key(page, Qt.Key.Key_Escape)
    assert isinstance(home.page, AgreementPage)
    assert home.services.agreements.said().value == before
    assert State.DRAFT not in [one for several in states(home).values() for one in several]
    assert "Hands" not in review(home).title, "it begins from the limits each time"


def test_what_is_kept_already_is_not_kept_twice(home: Door) -> None:
    review(home)
    home.press("To the lines")
    home.press("Draft it with this day")
    home.press("One back")
    assert "is there already" in home.words()
    assert not home.has_button("Draft it with this day")


def test_the_others_offer_is_read_and_not_decided(home: Door, clock: Clock) -> None:
    home.unlock(SECOND)
    until = clock.now.date().replace(month=7)
    offer = NewDraft(LineKind.COMMITMENT, TOUCH, "Calls", "I will call when I am late.", until)
    line = home.services.agreements.draft(offer).value.id
    home.services.agreements.mark_seen((line,))
    clock.on(hours=25)
    home.unlock(SECOND)
    home.services.agreements.still_yes(line, WORDS[SECOND], paper=False)
    for enter in (lambda: home.unlock(FIRST), home.together):
        enter()
        review(home)
        home.press("To the lines")
        assert "An offer is looked at again by Sasha alone" in home.words()
        assert not home.has_button("Draft it with this day")
        assert not home.has_button("End it")
    home.unlock(SECOND)
    review(home)
    home.press("To the lines")
    assert home.has_button("Draft it with this day")
    assert home.has_button("End it")


def test_a_line_whose_day_has_passed_is_drafted_again(home: Door, clock: Clock) -> None:
    clock.set(2026, 8, 2)
    home.together()
    review(home)
    home.press("To the lines")
    assert "Its last day was 1 August 2026." in home.words()
    assert not home.has_button("End it")
    home.press("Draft it again")
    assert states(home)["We may hold hands on walks."] == [State.DRAFT, State.PASSED]
