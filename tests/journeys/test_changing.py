"""A line gets another day, a question an offer, the wait a week; a thought of lifting is taken back."""

from __future__ import annotations

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA
from tests.journeys.door import Door, agreement
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.statements import Ask
from ui.features.agreement.wait import WaitCard
from ui.widgets.text import Prose


def hands(home: Door, clock: Clock) -> None:
    """A line until 1 August, which counts; Sasha's sitting is open."""
    page = agreement(home)
    home.press("Draft a line")
    page._draft_form._title.setText("Hands")
    page._draft_form._text.setText("We may hold hands on walks.")
    page._draft_form._condition.setText("we talked that day")
    page._draft_form._until.setText("2026-08-01")
    home.press("Keep as a draft")
    home.unlock(SECOND)
    agreement(home)
    clock.on(hours=25)
    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        home.unlock(member)
        agreement(home)
        home.press("Still yes…")
        home.give_passphrase(words)
    assert "Robin: only if we talked that day" in home.words()


def test_an_earlier_day_counts_at_once_and_a_later_one_is_a_draft(home: Door, clock: Clock) -> None:
    hands(home, clock)
    page = agreement(home)
    home.press("Other words or day")
    form = page._draft_form
    assert "Nothing is different yet." in home.words()
    form._until.setText("2026-09-01")
    assert "The same words with another last day: a draft." in home.words()
    form._until.setText("2026-06-01")
    assert "It counts at once, on your word alone, and for good." in home.words()
    home.press("End it on that day")
    home.press("Leave it as it is")
    assert "until 1 August 2026" in home.words(), "nothing is done that was not asked"
    home.press("End it on that day")
    home.press("End it on that day")
    assert "until 1 June 2026" in home.words()
    home.unlock(FIRST)
    page = agreement(home)
    assert "until 1 June 2026" in home.words()
    home.press("Other words or day")
    page._draft_form._until.setText("2026-08-01")
    home.press("Keep as a draft")
    assert "Draft. It counts for nothing yet." in home.words()
    assert "until 1 June 2026" in home.words(), "the line counts on as it is"


def test_in_together_nobody_makes_a_day_earlier(home: Door, clock: Clock) -> None:
    hands(home, clock)
    home.together()
    page = agreement(home)
    home.press("Other words or day")
    page._draft_form._until.setText("2026-06-01")
    assert "named by one person, alone in their own space" in home.words()
    assert not page._draft_form._keep.isEnabled()
    page._draft_form._until.setText("2026-09-01")
    home.press("Keep as a draft")
    assert "until 1 September 2026" in home.words()


def test_a_question_is_answered_with_an_offer(home: Door) -> None:
    home.unlock(FIRST)
    ask = Ask("a" * 32, FIRST, CategoryId("touch"), "Calls", "Would you call when you are late?")
    with home.services.agreements._household.shared.transaction() as tables:
        tables.asks.add(ask)
    agreement(home)
    assert home.has_button("Take it back")
    assert not home.has_button("Answer with an offer"), "nobody answers their own question"
    home.unlock(SECOND)
    page = agreement(home)
    assert not home.has_button("Take it back")
    home.press("Answer with an offer")
    assert "Robin asks: “Would you call when you are late?”" in home.words()
    page._draft_form._text.setText("I will call when I am more than half an hour late.")
    home.press("Keep as a draft")
    assert "Sasha’s offer" in home.words()
    home.unlock(FIRST)
    agreement(home)
    assert "I will call when I am more than half an hour late." in home.words()
    assert "Would you call when you are late?" in home.words(), "the question shows no answer"


def test_a_lift_that_was_asked_for_is_taken_back(home: Door, clock: Clock) -> None:
    page = agreement(home)
    home.press("State a limit")
    page._limit_form._title.setText("Mornings")
    page._limit_form._text.setText("Not before breakfast.")
    home.press("State it")
    home.press("Think about lifting")
    home.press("Think about it")
    home.press("Leave it as it is")
    assert "You are thinking about lifting this." not in home.words()
    clock.on(hours=25)
    home.unlock(FIRST)
    agreement(home)
    assert not home.has_button("Lift it…")
    assert "Stands, on Robin’s own word." in home.words()


def test_the_wait_is_lengthened_by_one_and_taken_back_by_the_same(home: Door, clock: Clock) -> None:
    page = agreement(home)
    card = page._side.findChild(WaitCard)
    assert isinstance(card, WaitCard)
    card.choose(7 * 24)
    home.press("Wait that long")
    home.press("Wait that long")
    assert "and a yes to them: a week." in home.words()
    home.press("Think about taking it back")
    home.press("Think about it")
    home.unlock(SECOND)
    agreement(home)
    assert "and a yes to them: a week." in home.words()
    assert not home.has_button("Think about taking it back")
    clock.on(hours=25)
    home.unlock(FIRST)
    agreement(home)
    home.press("Take it back…")
    home.give_passphrase(ROBIN)
    assert "a day, 24 hours" in home.words()


def test_what_changed_and_what_ends_soon_are_told_calmly(home: Door, clock: Clock) -> None:
    hands(home, clock)
    home.unlock(FIRST)
    agreement(home)
    clock.set(2026, 7, 20)
    home.unlock(SECOND)
    page = agreement(home)
    assert "Something here ends on 1 August 2026." in home.words()
    home.press("State a limit")
    page._limit_form._title.setText("Mornings")
    page._limit_form._text.setText("Not before breakfast.")
    home.press("State it")
    assert "Something changed" not in home.words(), "one's own words are no news"
    home.unlock(FIRST)
    assert home.app.frame is not None
    told = "\n".join(one.text() for one in home.app.frame.findChildren(Prose) if one.isVisible())
    assert "Something in “Our agreement” changed since you last looked at it." in told
    assert "Something in “Our agreement” ends on 1 August 2026." in told
    agreement(home)
    assert "Something changed since you last looked." in home.words()
    home.press("Show what changed")
    assert "Came\n" in home.words()
    assert "What changed since you last looked, on 5 May 2026" in home.words()
    home.press("Put it away")
    assert "What changed since you last looked, on" not in home.words()
    home.together()
    agreement(home)
    assert "Something changed" not in home.words()
    assert "Something here ends" not in home.words()
    home.unlock(FIRST)
    agreement(home)
    assert "Something changed" not in home.words()
