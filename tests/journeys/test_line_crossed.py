"""A line was crossed: read by keyboard alone, in one's own sitting and together; it leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.clocks import Clock
from tests.homes import WORDS
from tests.journeys.door import Door, key
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.crossing import CATEGORY
from ui.features.agreement.page import AgreementPage
from ui.features.crossed.page import CrossedPage
from ui.features.help.page import HelpAndSafetyPage

TELL = "If I have crossed a line, I will tell you within a day, unasked."


@pytest.fixture
def home(door: Door, clock: Clock) -> Door:
    """Robin and Sasha; Robin offered to tell, Sasha stated a limit about it, and another about touch."""
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    say, until = door.services.agreements, clock.now.date().replace(month=8)
    line = say.draft(NewDraft(LineKind.COMMITMENT, CATEGORY, "Telling", TELL, until)).value.id
    say.mark_seen((line,))
    clock.on(hours=25)
    door.unlock(FIRST)
    say.still_yes(line, WORDS[FIRST], paper=False)
    door.unlock(SECOND)
    say.state_limit(NewLimit(CATEGORY, "A night", "No talk about it in the same night.", Kind.MINE))
    say.state_limit(NewLimit(CategoryId("touch"), "Mornings", "Not before breakfast.", Kind.MINE))
    return door


def tab_to(door: Door, words: str) -> QAbstractButton:
    """Go on with Tab until the button that says this has the keyboard."""
    for _press in range(300):
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and focus.text() == words and focus.isVisible():
            return focus
        QTest.keyClick(focus or door.page, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never came to {words!r}")


def press_enter(door: Door, words: str) -> None:
    key(tab_to(door, words), Qt.Key.Key_Return)
    door.settle()


def traces(door: Door) -> object:
    """All that reading the page could change: what is said, drafted, asked, and titles."""
    say = door.services.agreements
    return say.said().value, say.view().value.drafts, door.services.rounds.questions().value


def test_by_keyboard_alone(home: Door) -> None:
    home.app.window.activateWindow()
    home.go("agreement")
    before = traces(home)
    home.page.setFocus()
    press_enter(home, "When a line was crossed")
    page = home.page
    assert isinstance(page, CrossedPage)
    read = home.words()
    assert TELL in read
    assert "No talk about it in the same night." in read
    assert "Not before breakfast." not in read, "only what belongs to this"
    assert "Robin’s offer" in read
    page.setFocus()
    press_enter(home, "Help and safety")
    assert isinstance(home.page, HelpAndSafetyPage)
    home.page.setFocus()
    press_enter(home, "Open that page")
    assert home.page is page
    page.setFocus()
    press_enter(home, "Pause")
    assert home.app.window.paused
    home.app.window.end_pause()
    home.settle()
    assert page._time is not None
    page._time.edit.setFocus()
    QTest.keyClicks(page._time.edit, "Sunday")
    assert page._time.text() == "Sunday"
    assert traces(home) == before, "a time is an intention and is kept nowhere"
    key(page, Qt.Key.Key_Escape)
    assert isinstance(home.page, AgreementPage)
    assert traces(home) == before


def test_a_time_is_kept_only_where_one_chooses_to_put_it(home: Door) -> None:
    home.go("crossed")
    page = home.page
    assert isinstance(page, CrossedPage)
    assert page._time is not None
    page._time.setText("  Sunday,  after breakfast ")
    home.press("Put it under “To talk about”…")
    assert "without a name: “A repair conversation. When: Sunday, after breakfast”" in home.words()
    home.press("Keep it to myself")
    assert home.services.rounds.questions().value[1] == ()
    home.press("Put it under “To talk about”…")
    home.press("Put it there")
    (title,) = home.services.rounds.questions().value[1]
    assert (title.title, title.when) == ("A repair conversation", "Sunday, after breakfast")
    home.unlock(FIRST)
    home.go("agreement")
    assert "When: Sunday, after breakfast" in home.words()


def test_together_it_reads_the_same_and_names_nobody(home: Door) -> None:
    home.together()
    home.go("crossed")
    read = home.words()
    assert TELL in read
    assert "If it was done to you" in read
    assert "If you crossed it" in read
    home.press("Back")
    assert isinstance(home.page, AgreementPage)


def test_alone_it_needs_nothing_shared(door: Door) -> None:
    door.set_up(("Robin",))
    door.unlock(FIRST)
    door.go("help")
    door.press("Open that page")
    assert isinstance(door.page, CrossedPage)
    assert "First: is everybody safe?" in door.words()
    assert "What you two said for this" not in door.words()
    assert not door.has_button("Put it under “To talk about”…")
    door.press("Back")
    assert not isinstance(door.page, CrossedPage)


def test_over_the_locked_window_help_leads_nowhere_else(home: Door) -> None:
    home.lock()
    home.app.show_help()
    home.settle()
    over = home.app.window.over
    assert over is not None
    assert not any(one.text() == "Open that page" for one in over.findChildren(QAbstractButton))
