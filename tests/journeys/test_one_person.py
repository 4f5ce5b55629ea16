"""A person alone, the partner who joins later, a forgotten passphrase."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.clocks import Clock
from tests.homes import ROBIN, WORDS
from tests.journeys.door import Door
from trustapp.domain.answers import Choice
from trustapp.domain.ids import FIRST, SECOND
from ui.features.answers.page import AnswersPage
from ui.features.settings.page import SettingsPage
from ui.features.today.page import TodayPage
from ui.shell.recover import RecoverPanel
from ui.shell.unlock import UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.recovery_groups import ShownGroups
from ui.widgets.text import Prose

FRESH = "harbour ladder ivory noodle planet"


def test_a_person_alone(door: Door, clock: Clock) -> None:
    door.set_up(("Robin",))
    assert door.app.frame is not None
    assert not door.app.frame.has("agreement"), "alone there is nothing shared to show"
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item="touch.while_asleep")
    page._presenter.choose(Choice.NO)
    assert "When we open our answers" not in door.words(), "alone there is nobody to release to"
    page._panel._card._note.setText("for me alone")
    door.press("Keep and go on")
    clock.on(days=200)
    door.unlock(FIRST)
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item="touch.while_asleep")
    kept = page._presenter.answer
    assert kept is not None
    assert (kept.choice, kept.note) == (Choice.NO, "for me alone")
    assert "invite" not in door.words().lower(), "nothing nags to invite"


@pytest.mark.parametrize("how", ["hidden", "idle", "pause that ends in a lock", "stop for today"])
def test_what_was_being_answered_is_there_again_however_it_was_locked(door: Door, how: str) -> None:
    door.set_up(("Robin",))
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item="touch.while_asleep")
    page._presenter.choose(Choice.NO)
    page._panel._card._note.setText("half a senten")
    if how == "hidden":
        door.app.hide_and_lock()
    elif how == "idle":
        door.app.autolock.due.emit("idle")
    else:
        door.app.pause()
        door.settle()
        assert "Your answers are kept, also one that is half given" in door.app.window.pause._words.text()
        if how == "stop for today":
            door.app.window.pause.stop_button.click()
        else:
            door.app.autolock.due.emit("idle")
            assert door.app.window.paused
            door.app.window.pause.back_button.click()
    door.settle()
    door.unlock(FIRST)
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item="touch.while_asleep")
    kept = page._presenter.answer
    assert kept is not None
    assert (kept.choice, kept.note) == (Choice.NO, "half a senten")


def test_the_partner_joins_later(door: Door, clock: Clock) -> None:
    door.set_up(("Robin",))
    clock.on(days=30)
    door.unlock(FIRST)
    door.go("settings")
    door.press("Invite my partner…")
    door.press("Invite and hand over")
    door.walk_as_joiner(SECOND, "Sasha")
    assert door.app.frame is not None
    assert door.app.frame.has("agreement")
    door.go("settings")
    theirs = [line for line in door.words().splitlines() if len(line.split()) == 5 and "   " in line]
    told = door.unlock(FIRST)
    assert "Your partner has joined" in told
    assert theirs
    assert theirs[0] in told, "both read the same five words"


def test_a_forgotten_passphrase(door: Door) -> None:
    door.set_up(("Robin",))
    door.go("settings")
    settings = door.page
    assert isinstance(settings, SettingsPage)
    door.press("Make a new recovery sheet…")
    door.give_passphrase(ROBIN)
    shown = settings.findChild(ShownGroups)
    assert shown is not None
    groups = shown.groups()
    assert len(groups) == 7
    door.lock()
    gate = door.app.window.gate
    assert isinstance(gate, UnlockPage)
    gate.show_recovery(FIRST)
    door.settle()
    panel = gate.findChild(RecoverPanel)
    assert panel is not None
    for field, group in zip(panel._groups, groups, strict=True):
        field.setText(group.lower())
    wrong = "1" if groups[3][0] != "1" else "2"
    panel._groups[3].setText(wrong + groups[3][1:])
    assert "This group does not fit." in door.words()
    panel._groups[3].setText(groups[3])
    assert "This group does not fit." not in door.words()
    panel._new.setText(FRESH)
    panel._again.setText(FRESH)
    door.press("Open")
    assert "the old one opens nothing" in door.words()
    fresh = list(panel._shown.groups())
    assert len(fresh) == 7
    assert fresh != groups
    door.press("I have copied it")
    assert "the old one opens nothing" not in door.words()
    door.press("Look at it again")
    assert "the old one opens nothing" in door.words(), "the sheet is there until two groups were typed back"
    assert not door.has_button("Back"), "the space is open: no way leads out before the sheet is copied"
    door.press("I have copied it")
    panel._typed.fill(fresh)
    door.press("These are right")
    assert door.app.frame is not None
    door.unlock(FIRST, FRESH)
    assert isinstance(door.page, TodayPage)


def over_the_page(door: Door) -> str:
    assert door.app.frame is not None
    return "\n".join(one.text() for one in door.app.frame.findChildren(Prose) if one.isVisible())


def test_an_opening_tells_its_owner_alone_when_it_was_last_opened(door: Door, clock: Clock) -> None:
    door.set_up(("Robin", "Sasha"))
    assert "opening number" not in over_the_page(door), "the set-up itself is no surprise"
    clock.on(days=1)
    told = door.unlock(FIRST)
    assert "This is opening number 2." in told, "with what else there is to tell"
    assert "opening number" not in over_the_page(door), "it is told once"
    door.unlock(FIRST)
    assert door.app.frame is not None
    assert "This is opening number 3." in over_the_page(door)
    assert "It may well have been you." in over_the_page(door)
    next(one for one in door.app.frame.findChildren(Button) if one.text() == "Close").click()
    door.settle()
    assert "opening number" not in over_the_page(door), "it can be put away"
    door.unlock(FIRST)
    assert "This is opening number 4." in over_the_page(door)
    door.go("agreement")
    assert "opening number" not in over_the_page(door), "it does not go along to what both see"
    door.unlock(FIRST)
    door.together()
    assert "opening number" not in over_the_page(door)
    told = door.unlock(SECOND) + over_the_page(door)
    assert "This is opening number 2." in told


def test_after_a_wrong_passphrase_one_types_again_at_once(home: Door) -> None:
    home.lock()
    home.app.window.activateWindow()
    gate = home.app.window.gate
    assert isinstance(gate, UnlockPage)
    gate.try_passphrase(FIRST, "not these words at all")
    home.settle()
    assert "This passphrase does not open this space." in home.words()
    field = home.app.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, WORDS[FIRST])
    assert field.text() == WORDS[FIRST], "what was wrong is typed over"
    QTest.keyClick(field, Qt.Key.Key_Return)
    home.settle()
    assert home.has_button("Continue"), "it is open, and says that there was a failed try"
