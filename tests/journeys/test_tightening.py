"""One states a limit, one ends a line; a release is taken back. None of it needs the other."""

from __future__ import annotations

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA
from tests.journeys.door import Door, agreement
from trustapp.domain.ids import FIRST, SECOND
from ui.features.meeting.page import MeetingPage


def test_one_states_a_limit_and_one_ends_a_line(home: Door, clock: Clock) -> None:
    page = agreement(home)
    home.press("State a limit")
    page._limit_form._title.setText("Mornings")
    page._limit_form._text.setText("Not before I have had breakfast.")
    home.press("State it")
    assert "Not before I have had breakfast." in home.words()
    assert "Stands, on Robin’s own word." in home.words()
    home.press("Draft a line")
    page._draft_form._title.setText("Hands")
    page._draft_form._text.setText("We may hold hands on walks.")
    home.press("Keep as a draft")
    home.unlock(SECOND)
    agreement(home)
    assert "Not before I have had breakfast." in home.words()
    assert not home.has_button("Think about lifting"), "only its owner lifts a limit"
    clock.on(hours=25)
    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        home.unlock(member)
        agreement(home)
        home.press("Still yes…")
        home.give_passphrase(words)
    assert "Counts: each of you said still yes." in home.words()
    home.press("End")
    assert "leave unsaid" in home.words()
    assert "This ends for me today." in home.words()
    home.press("End it")
    assert "We may hold hands on walks." not in home.words()
    home.unlock(FIRST)
    agreement(home)
    assert "We may hold hands on walks." not in home.words()
    home.press("Show what has ended")
    assert "Ended. It no longer stands." in home.words()


def test_other_words_stand_beside_a_draft_that_was_refused(home: Door) -> None:
    page = agreement(home)
    home.press("Draft a line")
    form = page._draft_form
    form._title.setText("Your phone")
    form._text.setText("You give me your passwords.")
    assert not home.has_button("Take these words")
    home.press("Keep as a draft")
    assert "Instead of: “You hand over your phone whenever I ask.”" in home.words()
    assert form._text.text() == "You give me your passwords.", "nothing is put in by itself"
    home.press("Take these words", nth=1)
    assert form._text.text() == "I will tell you, unasked, if that person writes to me."
    assert form._offer.isChecked()
    assert not home.has_button("Take these words")
    home.press("Keep as a draft")
    assert "Robin’s offer" in home.words()


def test_a_title_that_demands_does_not_stay_over_other_words(home: Door) -> None:
    page = agreement(home)
    home.press("Draft a line")
    page._draft_form._title.setText("You give me your passwords")
    page._draft_form._text.setText("As agreed.")
    home.press("Keep as a draft")
    home.press("Take these words")
    assert page._draft_form._title.text() == ""


def test_a_wrong_passphrase_says_no_yes_and_a_demand_becomes_no_draft(home: Door, clock: Clock) -> None:
    page = agreement(home)
    home.press("Draft a line")
    page._draft_form._title.setText("Phones")
    page._draft_form._text.setText("You give me your passwords.")
    home.press("Keep as a draft")
    assert "A line cannot ask for passwords" in home.words()
    assert page._draft_form._text.text() == "You give me your passwords.", "the words are still there"
    page._draft_form._title.setText("Hands")
    page._draft_form._text.setText("We may hold hands on walks.")
    home.press("Keep as a draft")
    clock.on(hours=25)
    home.unlock(FIRST)
    agreement(home)
    home.press("Still yes…")
    home.give_passphrase(SASHA)
    assert "You said still yes." not in home.words()
    assert home.has_button("Still yes…")


def test_a_limit_that_asks_something_is_offered_as_a_question_and_never_refused(home: Door) -> None:
    page = agreement(home)
    home.press("State a limit")
    page._limit_form._title.setText("Phones")
    page._limit_form._text.setText("You give me your passwords.")
    home.press("State it")
    assert "As a question of your own" in home.words()
    assert "Stands" not in home.words()
    home.press("State it")
    assert "Stands, on Robin’s own word." in home.words()


def test_a_draft_is_dropped_only_when_that_was_asked(home: Door) -> None:
    page = agreement(home)
    home.press("Draft a line")
    page._draft_form._title.setText("Hands")
    page._draft_form._text.setText("We may hold hands on walks.")
    home.press("Keep as a draft")
    home.press("Drop the draft")
    home.press("Leave it as it is")
    assert "We may hold hands on walks." in home.words()
    home.press("Drop the draft")
    home.press("Drop it")
    assert "We may hold hands on walks." not in home.words()


def test_a_limit_is_lifted_a_day_later_in_another_sitting(home: Door, clock: Clock) -> None:
    page = agreement(home)
    home.press("State a limit")
    page._limit_form._title.setText("Mornings")
    page._limit_form._text.setText("Not before breakfast.")
    home.press("State it")
    home.press("Think about lifting")
    home.press("Think about it")
    assert "You are thinking about lifting this." in home.words()
    home.unlock(SECOND)
    agreement(home)
    assert "lifting" not in home.words(), "nothing of it leaves the private space"
    clock.on(hours=25)
    home.unlock(FIRST)
    agreement(home)
    home.press("Lift it…")
    assert "I have lifted this, and I may state it again on any day." in home.words()
    home.give_passphrase(ROBIN)
    assert "Not before breakfast." not in home.words()


def test_suspending_from_the_unlock_page_and_going_on(home: Door, clock: Clock) -> None:
    home.lock()
    home.press("Suspend the agreement")
    home.press("Suspend")
    assert "The agreement is suspended. Limits stand." in home.words()
    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        home.unlock(member)
        agreement(home)
        home.press("Go on…")
        home.give_passphrase(words)
    clock.on(hours=25)
    home.unlock(FIRST)
    agreement(home)
    assert "The agreement is suspended." not in home.words()


def test_a_release_taken_back(home: Door) -> None:
    home.together()
    home.press("We choose this")
    tickets = []
    for member in (FIRST, SECOND):
        home.unlock(member)
        home.go("release")
        home.press("Release this sheet")
        home.press("Release it")
        ticket = next(line for line in home.words().splitlines() if len(line.split()) == 4 and "   " in line)
        tickets.append(" ".join(ticket.split()))
        home.press("I have copied them")
    home.press("Take it back")
    home.press("Take it back")
    assert "Your sheet is sealed" not in home.words()
    home.together()
    meeting = home.page
    assert isinstance(meeting, MeetingPage)
    meeting.open_with((tickets[0], tickets[1]))
    home.settle()
    assert "Nothing to open today." in home.words()
