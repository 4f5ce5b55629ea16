"""The keyboard stays where something is done, also where that makes parts of the page anew."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from tests.ui.calendars import TODAY, OnScreen, came, month
from tests.ui.conftest import settle
from ui.features.rituals.month import MonthView
from ui.widgets.kept_place import KeptPlace
from ui.widgets.layouts import clear


class Parts(QWidget):
    """Rows of two buttons, made anew at every turn."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.addWidget(QPushButton("First of the window"))
        self.part = QWidget()
        self.rows = QVBoxLayout(self.part)
        whole.addWidget(self.part)
        self.kept = KeptPlace(self, self.part)

    def make(self, *names: str) -> None:
        self.kept.keep()
        clear(self.rows)
        for name in names:
            row = QWidget()
            inner = QVBoxLayout(row)
            for way in ("Yes", "Not now"):
                button = QPushButton(way)
                button.setAccessibleName(f"{way}: {name}")
                inner.addWidget(button)
            self.rows.addWidget(row)

    def go_to(self, name: str) -> None:
        found = [one for one in self.findChildren(QPushButton) if one.accessibleName() == name]
        found[-1].setFocus()


def at() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


@pytest.mark.parametrize(
    ("before", "after", "name", "then"),
    [
        (("walk", "tea"), ("walk", "tea"), "Not now: walk", "Not now: walk"),
        (("walk", "tea"), ("tea",), "Not now: walk", "Yes: tea"),
        (("walk", "tea"), ("walk",), "Not now: tea", "Not now: walk"),
    ],
)
def test_the_keyboard_comes_to_the_same_or_to_the_beginning_of_what_stands_there_now(
    on_screen: OnScreen, before: tuple[str, ...], after: tuple[str, ...], name: str, then: str
) -> None:
    page = Parts()
    page.make(*before)
    on_screen(page)
    settle()
    page.go_to(name)
    page.make(*after)
    settle()
    assert at() == then


def test_where_nothing_is_left_the_keyboard_is_at_the_page(on_screen: OnScreen) -> None:
    page = Parts()
    page.make("walk")
    on_screen(page)
    settle()
    page.go_to("Yes: walk")
    page.make()
    settle()
    assert QApplication.focusWidget() is page


def test_the_keyboard_goes_with_the_day_that_the_page_chooses(on_screen: OnScreen) -> None:
    view = MonthView()
    view.show_span(month(came()))
    on_screen(view)
    view.choose(TODAY)
    view.spots(TODAY)[0].setFocus()
    other = TODAY.replace(day=TODAY.day + 1)
    view.choose(other)
    assert QApplication.focusWidget() is view.spots(other)[0]


def test_the_keyboard_does_not_leave_a_time_for_the_head_of_its_own_day(on_screen: OnScreen) -> None:
    view = MonthView()
    one = came()
    view.show_span(month(one))
    on_screen(view)
    view.choose(one.day, one.key)
    spot = view.spots(one.day)[1]
    spot.setFocus()
    view.choose(one.day)
    assert QApplication.focusWidget() is spot
    assert view.chosen == (one.day, one.key)
