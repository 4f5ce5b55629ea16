"""Letters: written and kept by themselves, sent sealed, read or not, taken back, and one for later."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.letters import Kind
from trustapp.domain.reflections import Query
from ui.features.letters.page import LettersPage

TITLE = "For <b>Tuesday</b>"
TEXT = "<u>You</u> sat beside me.\nI slept & woke."


def page_of(door: Door) -> LettersPage:
    door.go("letters")
    page = door.page
    assert isinstance(page, LettersPage)
    return page


def write(door: Door, kind: Kind = Kind.THANKS) -> LettersPage:
    page = page_of(door)
    door.press("Write one")
    page.form.kind.setText(kind.value)
    page.form.title.setText(TITLE)
    page.form.text.insertPlainText(TEXT)
    door.settle()
    return page


def send(door: Door) -> LettersPage:
    page = write(door)
    door.press("Look at it before sending…")
    door.press("Send it")
    return page


def test_what_is_typed_is_kept_by_itself(home: Door) -> None:
    page = write(home, Kind.UNSENT)
    assert page._view is not None
    assert page._view.mine == ()
    QTest.qWait(1_700)
    assert [one.title for one in page._view.mine] == [TITLE]
    assert not home.has_button("Look at it before sending…"), "one of this kind is never sent"
    page.form.text.insertPlainText(" More.")
    home.press("Back to the list")
    assert TITLE in home.words()
    home.press(TITLE)
    assert page.form.text.toPlainText().endswith("I slept & woke. More.")
    assert len(page._view.mine) == 1


def test_a_lock_keeps_what_was_typed(home: Door) -> None:
    write(home)
    home.lock()
    home.unlock(FIRST)
    page = page_of(home)
    assert page._view is not None
    assert [(one.title, one.out) for one in page._view.mine] == [(TITLE, False)]


def test_before_it_is_sent_it_is_seen_and_asked_for_whom_it_is(home: Door) -> None:
    page = write(home)
    home.press("Look at it before sending…")
    said = home.words()
    for part in (TITLE, "<u>You</u> sat beside me.", "Is this for them, or for my relief?", "or never",
                 "a copy could have been kept"):  # fmt: skip
        assert part in said
    home.press("Not now")
    assert page.form.isVisible()
    assert page._view is not None
    assert not page._view.mine[0].out
    home.press("Look at it before sending…")
    home.press("Send it")
    assert "It is out. You can take it back here." in home.words()
    assert page._view.mine[0].out
    home.press(TITLE)
    assert page.sheet.isVisible(), "what is out is read and not changed"
    home.press("Take it back…")
    home.press("Take it back")
    assert not page._view.mine[0].out


def test_the_other_allows_opens_lays_aside_and_keeps_and_the_writer_sees_the_same(home: Door) -> None:
    send(home)
    home.unlock(FIRST)
    page_of(home)
    before = home.words()
    home.unlock(SECOND)
    page = page_of(home)
    assert "There is a letter" not in home.words()
    page.allow.click()
    home.settle()
    assert "There is a letter" in home.words()
    assert TITLE not in home.words()
    home.press("There is a letter")
    assert isinstance(home.shown, QDialog)
    home.press("Not now")
    assert "There is a letter" in home.words()
    home.press("There is a letter")
    home.press("Open it")
    assert TITLE in home.words()
    assert "<u>You</u> sat beside me." in home.words()
    home.press("Keep a copy in my reflections")
    home.press("Lay it aside")
    assert "A letter that you laid aside" in home.words()
    page.allow.click()
    home.settle()
    assert "A letter that you laid aside" not in home.words()
    home.go("reflections")
    assert home.services.reflections.count(Query()).value == 1
    home.unlock(FIRST)
    page_of(home)
    assert home.words() == before


def test_another_one_takes_the_first_back_and_that_is_said(home: Door) -> None:
    send(home)
    page = write(home, Kind.REQUEST)
    page.form.title.setText("Second")
    home.press("Look at it before sending…")
    assert f"takes back: {TITLE}" in home.words()
    home.press("Send it")
    assert page._view is not None
    assert [(one.title, one.out) for one in page._view.mine] == [("Second", True), (TITLE, False)]


def test_one_to_myself_is_closed_until_its_day_and_can_be_deleted(home: Door) -> None:
    page = write(home, Kind.MYSELF)
    home.press("Close it…")
    assert "clock decides" in home.words()
    home.press("Close it")
    assert TITLE not in home.words()
    assert "closed until" in home.words()
    home.press("To myself, later")
    assert "beside me" not in home.words()
    home.press("Delete it…")
    home.press("Delete it")
    assert page._view is not None
    assert page._view.mine == ()


def test_an_empty_one_is_not_sent_and_alone_nothing_is_said_of_sending(door: Door) -> None:
    door.set_up(("Robin",))
    page = write(door)
    assert not door.has_button("Look at it before sending…")
    door.press("Back to the list")
    assert page._arriving.isHidden()
    assert "arrive" not in door.words()
    door.press("Write one")
    door.press("Delete it…")
    door.press("Delete it")
    assert page._view is not None
    assert len(page._view.mine) == 1


def test_nothing_is_sent_that_is_empty(home: Door) -> None:
    page = page_of(home)
    home.press("Write one")
    page.form.kind.setText(Kind.THANKS.value)
    home.press("Look at it before sending…")
    assert page.form.isVisible()
    home.press("Back to the list")
    assert page._view is not None
    assert page._view.mine == ()
