"""Answers that live: found by words, five on a quiet evening, changed, looked back on, stated at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.clocks import Clock
from tests.journeys.door import Door, key
from tests.journeys.test_for_everyone import focus, tab_to, unnamed
from trustapp.domain.answers import Choice
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId
from trustapp.domain.past import PastAnswer
from ui.features.answers.look_back import LookBackPage
from ui.features.answers.page import AnswersPage
from ui.features.answers.words import steps
from ui.widgets.scale import ChoiceScale

TOUCH = CategoryId("touch")
ASLEEP = ItemId("touch.while_asleep")


def answers(door: Door) -> AnswersPage:
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    return page


def say(door: Door, choice: Choice, item: ItemId = ASLEEP) -> AnswersPage:
    page = answers(door)
    page.open_at(category="touch", item=item)
    page.choose(choice)
    door.press("Keep and go on")
    page.open_at(category="touch", item=item)
    door.settle()
    return page


def said_before(door: Door) -> tuple[PastAnswer, ...]:
    items = door.services.answers.category(TOUCH).value.items
    return next(one for one in items if one.item.id == ASLEEP).earlier


# -- a changed mind ----------------------------------------------------------------------------------


def test_a_changed_mind_is_read_beside_the_answer_and_looked_back_on_months_later(
    door: Door, clock: Clock
) -> None:
    door.set_up(("Robin",))
    say(door, Choice.NO)
    assert "What I said before" not in door.words(), "there is nothing before the first answer"
    clock.on(days=120)
    door.unlock(FIRST)
    say(door, Choice.NOT_NOW)
    assert "4 May 2026" not in door.words(), "it is closed until it is opened"
    door.press("What I said before")
    told = door.words()
    assert "4 May 2026\n" in told
    assert "What stands now, you said on 1 September 2026." in told
    door.go("lookback")
    assert isinstance(door.page, LookBackPage)
    told = door.words()
    for words in ("Only you can see this", "Touch while I sleep", "No", "said on 4 May 2026", "Not now"):
        assert words in (told + door.page._chip.text()), words
    assert unnamed(door.app.window) == []
    door.press("Look at it")
    page = door.page
    assert isinstance(page, AnswersPage)
    assert page._presenter.answer is not None
    assert page._presenter.answer.item == ASLEEP


def test_what_was_said_before_is_forgotten_by_its_owner(door: Door, clock: Clock) -> None:
    door.set_up(("Robin",))
    for choice in (Choice.NO, Choice.UNKNOWN, Choice.NOT_NOW):
        say(door, choice)
        clock.on(days=100)
        door.unlock(FIRST)
    page = say(door, Choice.NOT_NOW)
    door.press("What I said before")
    door.press("Forget it", nth=0)
    door.press("Leave it as it is")
    assert door.words().count("Forget it") == 2
    door.press("Forget it", nth=0)
    door.press("Forget it")
    assert "I don’t know yet" not in earlier_words(page)
    assert "4 May 2026" in door.words()
    assert [one.choice for one in said_before(door)] == [Choice.NO]
    page.choose(Choice.YES_IF)
    door.press("Forget all of it…")
    door.press("Forget it")
    assert not said_before(door)
    kept = page._presenter.answer
    assert kept is not None
    assert kept.choice is Choice.YES_IF, "what was being answered is not lost over it"


def earlier_words(page: AnswersPage) -> str:
    from ui.widgets.text import Prose

    return "\n".join(one.text() for one in page._panel.earlier.findChildren(Prose) if one.isVisible())


def test_what_was_said_before_is_opened_and_forgotten_with_keys_alone(door: Door, clock: Clock) -> None:
    door.set_up(("Robin",))
    say(door, Choice.NO)
    clock.on(days=100)
    door.unlock(FIRST)
    page = say(door, Choice.NOT_NOW)
    door.app.window.activateWindow()
    door.settle()
    key(tab_to(page, "What I said before"), Qt.Key.Key_Space)
    key(tab_to(page, "Forget: 4 May 2026, No"), Qt.Key.Key_Return)
    dialog = door.shown
    key(tab_to(dialog, "Forget it"), Qt.Key.Key_Return)
    door.settle()
    assert "What I said before" not in door.words()
    assert not said_before(door)


def test_looking_back_with_nothing_to_see_says_so_calmly(door: Door) -> None:
    door.set_up(("Robin",))
    door.go("answers")
    door.press("Look back")
    assert "Nothing has to change." in door.words()
    door.press("Back to my answers")
    assert isinstance(door.page, AnswersPage)


# -- a quiet evening ---------------------------------------------------------------------------------


def test_five_quiet_questions_are_answered_with_keys_alone(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    page = answers(door)
    door.app.window.activateWindow()
    door.settle()
    key(tab_to(page, "Five quiet questions"), Qt.Key.Key_Space)
    door.settle()
    assert page.title == "Five quiet questions"
    assert "Add my own item" not in door.words()
    opened = page._presenter._open
    assert opened is not None
    ids = [entry.item.id for entry in opened.items]
    assert len(ids) == 5
    for place, item in enumerate(ids):
        answer = page._presenter.answer
        assert answer is not None
        assert answer.item == item, "they are gone through in their order"
        scale = page.findChild(ChoiceScale)
        assert scale is not None
        assert scale.isAncestorOf(focus())
        key(focus(), Qt.Key.Key_Space)
        key(tab_to(page, "Keep and close" if place == 4 else "Keep and go on"), Qt.Key.Key_Return)
        door.settle()
    assert page.title == "My answers"
    for entry in door.services.finding.some(tuple(ids)).value.items:
        assert entry.answer is not None
        assert entry.answer.choice == Choice(steps(entry.item)[0][0])
    page.open_quiet()
    again = page._presenter._open
    assert again is not None
    assert not {entry.item.id for entry in again.items} & set(ids), "what is open comes first"
    told = door.words()
    assert " of " not in "\n".join(line for line in told.splitlines() if any(c.isdigit() for c in line))


# -- finding something -------------------------------------------------------------------------------


def test_an_item_is_found_and_opened_with_keys_alone(door: Door) -> None:
    door.set_up(("Robin",))
    page = answers(door)
    door.app.window.activateWindow()
    door.settle()
    field = tab_to(page, "Search")
    QTest.keyClicks(field, "tickl")
    door.settle()
    assert "Open" not in door.words().splitlines(), "what was found stands in the place of the categories"
    key(field, Qt.Key.Key_Down)
    assert "tickling" in focus().accessibleName()
    key(focus(), Qt.Key.Key_Up)
    assert focus() is field
    key(field, Qt.Key.Key_Return)
    door.settle()
    assert page.title == "Touch: asking, places, pace"
    assert page._presenter.answer is not None
    assert page._presenter.answer.item == "touch.grabbing"
    door.press("Stop here for today")
    assert page._bar._search.text() == "", "what was searched for is gone"


def test_what_is_not_found_is_said_calmly_and_esc_shows_everything_again(door: Door) -> None:
    door.set_up(("Robin",))
    page = answers(door)
    door.app.window.activateWindow()
    door.settle()
    field = tab_to(page, "Search")
    QTest.keyClicks(field, "<b>zebra</b>")
    door.settle()
    assert "Nothing here has these words" in door.words()
    key(field, Qt.Key.Key_Return)
    assert page.title == "My answers"
    key(field, Qt.Key.Key_Escape)
    door.settle()
    assert "Nothing here has these words" not in door.words()
    assert door.has_button("Open")


def test_less_is_shown_to_who_wants_to_see_less(door: Door) -> None:
    door.set_up(("Robin",))
    say(door, Choice.NO)
    door.press("Stop here for today")
    page = answers(door)
    page._bar._intensity.setText("1")
    door.settle()
    page.search("sleep")
    door.settle()
    assert "Touch while I sleep" not in door.words()
    page.open_at(category="touch")
    door.settle()
    assert "Touch while I sleep" not in door.words()
    assert not any(character.isdigit() for character in door.words()), "nothing tells how much is hidden"
    door.unlock(FIRST)
    assert answers(door)._bar._intensity.text() == "1"


# -- stated at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["beside the answer", "on the page of what is kept back"])
def test_a_kept_back_no_is_stated_at_once_and_seen_by_the_other(door: Door, place: str) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    page = answers(door)
    page.open_at(category="touch", item=ASLEEP)
    page.choose(Choice.NO)
    assert "This protects you nowhere yet." in door.words()
    if place != "beside the answer":
        door.press("Stop here for today")
        door.press("What protects me nowhere yet")
        assert "This protects you nowhere yet" in door.words()
    door.press("State it now…")
    asked = door.words()
    assert "\n\nAs Robin’s limit: No touch while I sleep.\n\n" in asked
    door.press("Leave it as it is")
    assert door.services.agreements.view().value.agreement.lines == ()
    door.press("State it now…")
    door.press("State it")
    assert "This protects you nowhere yet" not in door.words()
    if place != "beside the answer":
        assert "Nothing of yours is kept back" in door.words()
        assert "Stated: Touch while I sleep. It stands from now on." in door.words()
    answers(door).open_at(category="touch", item=ASLEEP)
    door.settle()
    assert "This stands, as yours, in “Our agreement”." in door.words()
    answers(door).choose(Choice.YES)
    assert "Another answer here does not lift it." in door.words()
    door.unlock(SECOND)
    door.go("agreement")
    assert "No touch while I sleep." in door.words()
    door.press("Print…")
    assert "No touch while I sleep." not in door.words()


def test_what_is_kept_back_is_named_and_looked_at_whatever_one_wants_to_see(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    say(door, Choice.NO)
    door.press("Stop here for today")
    answers(door)._bar._intensity.setText("1")
    door.settle()
    door.press("What protects me nowhere yet")
    assert "Touch while I sleep" in door.words()
    door.press("Look at it")
    page = door.page
    assert isinstance(page, AnswersPage)
    kept = page._presenter.answer
    assert kept is not None
    assert (kept.item, kept.choice) == (ASLEEP, Choice.NO)
    door.press("Stop here for today")
    page.open_at(category="touch")
    door.settle()
    assert "Touch while I sleep" not in door.words(), "gone again once it was looked at"


def test_what_was_answered_alone_can_be_stated_once_the_partner_is_there(door: Door) -> None:
    door.set_up(("Robin",))
    say(door, Choice.NO)
    assert "nowhere yet" not in door.words(), "alone there is nobody to state it to"
    door.go("settings")
    door.press("Invite my partner…")
    door.press("Invite and hand over")
    door.walk_as_joiner(SECOND, "Sasha")
    door.unlock(FIRST)
    answers(door)
    door.press("What protects me nowhere yet")
    door.press("State it now…")
    door.press("State it")
    door.unlock(SECOND)
    door.go("agreement")
    assert "No touch while I sleep." in door.words()


def test_what_is_kept_back_has_names_for_a_screen_reader(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    say(door, Choice.NO)
    say(door, Choice.NOT_NOW)
    door.press("What I said before")
    assert unnamed(door.app.window) == []
    door.go("release")
    assert unnamed(door.app.window) == []
    answers(door).search("sleep")
    door.settle()
    assert unnamed(door.app.window) == []
