"""The basket for a session: words of a reflection, a question, and the sheet."""

from __future__ import annotations

import pytest

from tests.journeys.door import Door
from tests.journeys.test_reflections import write
from tests.services.test_leaving import limit
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.baskets import BasketService
from ui.features.basket.page import BasketPage
from ui.features.basket.printing import BasketPrintPage
from ui.widgets.buttons import Tick

MARKUP = "Why <b>always</b> & Sundays?"


def page_of(door: Door) -> BasketPage:
    door.go("basket")
    page = door.page
    assert isinstance(page, BasketPage)
    return page


def test_it_is_gathered_printed_and_emptied(home: Door) -> None:
    page = write(home, "Sunday", "I was afraid.")
    page.sheet.gather_action.trigger()
    home.settle()
    basket = home.page
    assert isinstance(basket, BasketPage)
    assert "I was afraid." in home.words()
    basket.question.setText(MARKUP)
    home.press("Put it in")
    assert MARKUP in home.words()
    assert basket.question.text() == ""
    home.press("Print the sheet…")
    assert isinstance(home.page, BasketPrintPage)
    home.press("Back to the basket")
    home.unlock(SECOND)
    page_of(home)
    assert "afraid" not in home.words()
    home.unlock(FIRST)
    page_of(home)
    home.press("Take it out")
    assert "afraid" not in home.words()
    assert MARKUP in home.words()
    home.press("Take everything out…")
    home.press("Leave it")
    assert MARKUP in home.words()
    home.press("Take everything out…")
    home.press("Take it out")
    assert "Nothing is gathered yet." in home.words()


def test_chosen_words_alone_are_taken_and_nothing_is_said_plainly(home: Door) -> None:
    page = write(home, "", "Before. After.")
    cursor = page.sheet.edit.textCursor()
    cursor.setPosition(8)
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    page.sheet.edit.setTextCursor(cursor)
    page.sheet.gather_action.trigger()
    home.settle()
    assert "After." in home.words()
    assert "Before." not in home.words()
    basket = page_of(home)
    home.press("Put it in")
    assert "There are no words to put in yet." in basket.messages.text


def test_alone_there_are_no_lines_and_the_rest_is_there(door: Door) -> None:
    door.set_up(("Robin",))
    basket = page_of(door)
    assert not basket.lines.isVisible()
    basket.question.setText("What helps at night?")
    door.press("Put it in")
    assert "What helps at night?" in door.words()


def test_a_line_that_could_not_be_kept_is_not_ticked(home: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    home.services.agreements.state_limit(limit("No talks after ten."))
    basket = page_of(home)
    tick = next(one for one in basket.findChildren(Tick) if one.text().startswith("No talks"))
    with monkeypatch.context() as broken:
        broken.setattr(BasketService, "pick", refuse)
        tick.click()
        home.settle()
    assert basket.messages.text
    assert basket.lines.keys == frozenset()


def refuse(*_given: object) -> None:
    raise UserError("basket.full", most=60)
