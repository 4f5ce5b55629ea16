"""One passage: chosen in a reflection, looked at, read by the other, taken back."""

from __future__ import annotations

from tests.journeys.door import Door
from tests.journeys.test_reflections import page_of, write
from trustapp.domain.ids import FIRST, SECOND

MARKUP = "I was <b>afraid</b> & cold."


def choose_words(home: Door) -> None:
    page = write(home, "The long evening", f"Before. {MARKUP}")
    cursor = page.sheet.edit.textCursor()
    cursor.setPosition(len("Before. "))
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    page.sheet.edit.setTextCursor(cursor)
    page.sheet.passage_action.trigger()
    home.settle()


def test_a_passage_is_seen_exactly_shown_read_and_taken_back(home: Door) -> None:
    choose_words(home)
    assert "Sasha will see exactly this" in home.words()
    assert MARKUP in home.words()
    assert "Before." not in home.words()
    home.press("Not now")
    home.unlock(SECOND)
    home.go("told")
    assert "afraid" not in home.words()
    home.unlock(FIRST)
    choose_words(home)
    home.press("Let Sasha read it")
    assert "It can be read now" in home.page.messages.text
    home.unlock(SECOND)
    home.go("told")
    assert MARKUP in home.words()
    assert "Before." not in home.words()
    assert "Nothing is written here" not in home.words()
    home.together()
    home.go("told")
    assert MARKUP in home.words()
    home.unlock(FIRST)
    page_of(home)
    home.press("What the other can read")
    assert MARKUP in home.words()
    home.press("Take it back")
    assert "It may have been read before." in home.page.messages.text
    assert MARKUP not in home.words()
    home.unlock(SECOND)
    home.go("told")
    assert MARKUP not in home.words()
    assert "Nothing is written here" in home.words()


def test_without_chosen_words_nothing_is_offered(home: Door) -> None:
    page = write(home, "", "Some words.")
    page.sheet.passage_action.trigger()
    home.settle()
    assert page_of(home) is home.page
    assert "Choose some words in the text first" in home.page.messages.text


def test_alone_there_is_no_such_way(door: Door) -> None:
    door.set_up(("Robin",))
    page = write(door, "", "Some words.")
    assert not page.sheet.passage_action.isVisible()
    assert not door.has_button("What the other can read")
