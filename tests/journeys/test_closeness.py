"""Graded closeness from the first step to a stop and a step back, on real spaces, page by page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.clocks import Clock
from tests.homes import WORDS
from tests.journeys.door import Door, key
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId, RitualId
from trustapp.domain.rituals import Plan
from trustapp.services.agreements import NewLimit
from ui.features.closeness.page import ClosenessPage
from ui.features.help.page import HelpAndSafetyPage

NOBODY_YET = "How far it goes at the most stands here once each of you has chosen, alone."


def closeness(door: Door, member: MemberId | None = None) -> str:
    """The page, in this person's sitting, or in the one that is open; gives what it says."""
    if member is not None:
        door.unlock(member)
    door.go("closeness")
    assert isinstance(door.page, ClosenessPage)
    return door.words()


def say_step(door: Door, member: MemberId, words: str) -> None:
    closeness(door, member)
    door.press(f"Say the next step: {words}…")
    door.give_passphrase(WORDS[member])


def plan(door: Door, step: int) -> RitualId:
    """Robin suggests this evening for today, Sasha says yes to it."""
    door.unlock(FIRST)
    rituals = door.services.rituals
    template = next(one for one in rituals.templates().value if one.step == step)
    today = door.services.closeness._household.today()
    ritual = rituals.suggest(template.words(RitualId(""), Plan(today, "20:00", "UTC"))).value
    door.unlock(SECOND)
    rituals.say_yes(ritual)
    return ritual


@pytest.fixture
def evening(home: Door, clock: Clock) -> Door:
    """Both have said two steps, and an evening of the second is planned for today."""
    for words in ("beside each other", "hands"):
        for member in (FIRST, SECOND):
            clock.on(days=1)
            say_step(home, member, words)
    clock.on(days=1)
    plan(home, 2)
    return home


def test_from_the_first_step_to_a_stop_and_a_step_back(home: Door, clock: Clock) -> None:
    assert not home.has_button("Suggest an evening…")
    say_step(home, FIRST, "beside each other")
    assert "you have said it" in home.words()
    assert "You have said “beside each other”." in home.words()
    clock.on(days=1)
    assert "have said it" not in closeness(home, SECOND), "of the other's own step the page says nothing"
    say_step(home, SECOND, "beside each other")
    assert home.words().count("both of you have said it") == 1
    assert home.has_button("Suggest an evening…")
    assert "A further step is said on a day of its own." in home.words()

    plan(home, 1)
    for member, chosen in ((FIRST, "Beside each other"), (SECOND, "Beside each other")):
        assert NOBODY_YET in closeness(home, member)
        assert not home.has_button("Begin")
        tile(home, chosen).click()
        home.settle()
    assert "Tonight: no further than “beside each other”." in home.words()
    home.press("Begin")
    companion = home.app.window.companion
    assert companion is not None
    home.app.window.stop_companion()
    home.settle()
    home.app.window.companion_left.emit()
    home.settle()
    assert home.app.window.companion is None
    for member in (FIRST, SECOND):
        words = closeness(home, member)
        assert "Nothing is taken up again tonight." in words
        assert "If you could not stop, it was not a yes." in words
        assert not home.has_button("Begin")
        assert not home.has_button("Say the next step: hands…")

    clock.on(days=1)
    plan(home, 1)
    closeness(home, FIRST)
    home.press("None of this")
    assert "It rests: it goes further than both of you have said." in home.words()
    assert "It holds from now on." in home.page.messages.text
    assert not home.has_button("Suggest an evening…")
    assert "you have said it" in closeness(home, SECOND), "what Sasha said stays Sasha's"
    assert "It rests: it goes further than both of you have said." in home.words()


def tile(door: Door, words: str) -> QAbstractButton:
    found = [
        one
        for one in door.page.findChildren(QAbstractButton)
        if one.objectName().startswith("ceiling/") and one.text() == words and one.isVisible()
    ]
    assert found, door.words()
    return found[-1]


def test_the_lower_of_two_ceilings_shows_and_then_it_only_goes_down(evening: Door) -> None:
    closeness(evening, FIRST)
    tile(evening, "Beside each other").click()
    evening.settle()
    assert tile(evening, "Beside each other").isChecked()
    assert NOBODY_YET in evening.words(), "until the other has chosen the page says the same"
    assert NOBODY_YET in closeness(evening, SECOND)
    tile(evening, "Hands").click()
    evening.settle()
    assert "Tonight: no further than “beside each other”." in evening.words()
    closeness(evening, FIRST)
    assert not tile(evening, "Hands").isEnabled()
    tile(evening, "Not tonight").click()
    evening.settle()
    assert "neither of you is asked whose it was" in evening.words()
    assert not evening.has_button("Begin")


def test_together_it_is_read_begun_or_let_go_and_nothing_goes_further(evening: Door) -> None:
    for member in (FIRST, SECOND):
        closeness(evening, member)
        tile(evening, "Hands").click()
        evening.settle()
    evening.together()
    words = closeness(evening)
    assert "Tonight: no further than “hands”." in words
    assert "For me, tonight" not in words
    assert "you have said it" not in words.replace("both of you have said it", "")
    for button in (
        "Suggest an evening…",
        "None of this",
        "Say the next step: head, shoulders, back, dressed…",
    ):
        assert not evening.has_button(button), button
    assert evening.has_button("Begin")
    evening.press("Let this evening go")
    assert "Tonight" not in evening.words()
    evening.page._toast.undone.emit()  # type: ignore[attr-defined]
    evening.settle()
    assert "Tonight: no further than “hands”." in evening.words()
    evening.press("Let this evening go")
    assert "Saturday 9 May" not in closeness(evening, FIRST), "an evening that was let go is nowhere"


def test_limits_of_both_and_a_suspension_stand_on_the_page(evening: Door) -> None:
    limit = NewLimit(CategoryId("touch"), "Mornings", "Not before breakfast.", Kind.MINE)
    evening.services.agreements.state_limit(limit)
    words = closeness(evening, FIRST)
    assert "Not before breakfast." in words
    assert "Sasha" in words.splitlines(), "whose it is stands under it"
    evening.services.agreements.suspend()
    words = closeness(evening, FIRST)
    assert "This rests at the moment, and nothing has to be done about it." in words
    assert "It rests while the agreement is suspended." in words
    assert not evening.has_button("Suggest an evening…")
    assert evening.has_button("None of this"), "a step back counts in a suspension too"


def test_before_a_step_is_said_one_reads_what_the_other_sees_and_may_leave_it(home: Door) -> None:
    closeness(home, FIRST)
    home.press("Say the next step: beside each other…")
    words = home.words()
    assert "What the other sees: nothing, until both of you have said it." in words
    assert "What can be guessed: you are two." in words
    home.press("Help and safety")
    assert isinstance(home.page, HelpAndSafetyPage)
    assert "you have said it" not in closeness(home)
    home.press("Say the next step: beside each other…")
    home.give_passphrase("not the right words")
    assert home.page.messages.text
    assert "you have said it" not in home.words()


def test_by_keyboard_the_choice_stays_where_it_was_made(evening: Door) -> None:
    closeness(evening, FIRST)
    evening.app.window.activateWindow()
    evening.settle()
    tile(evening, "Not tonight").setFocus(Qt.FocusReason.TabFocusReason)
    key(tile(evening, "Not tonight"), Qt.Key.Key_Right)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Beside each other"
    QTest.keyClick(focus, Qt.Key.Key_Space)
    evening.settle()
    assert tile(evening, "Beside each other").isChecked()
    assert QApplication.focusWidget() is tile(evening, "Beside each other")
    key(tile(evening, "Beside each other"), Qt.Key.Key_Delete)
    assert tile(evening, "Beside each other").isChecked(), "a choice is changed and not taken back to none"


def test_alone_there_is_no_such_page(door: Door) -> None:
    door.set_up(("Robin",))
    assert door.app.frame is not None
    assert not door.app.frame.has("closeness")
