"""The bar over the views of the planner."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
)
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    KEY,
    MONDAY,
    SUNDAY,
    TODAY,
    OnScreen,
    role,
    said,
)
from ui.features.rituals.days import month_grid
from ui.features.rituals.range_bar import Kind, RangeBar, range_words
from ui.shell.theme import Theme


def test_the_bar_says_which_days_are_shown(english: None) -> None:
    assert range_words(Kind.WEEK, MONDAY, SUNDAY) == "11 to 17 May 2026"
    assert range_words(Kind.WEEK, date(2026, 6, 29), date(2026, 7, 5)) == "29 June to 5 July 2026"
    assert (
        range_words(Kind.WEEK, date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 to 3 January 2027"
    )
    assert range_words(Kind.MONTH, *month_grid(TODAY)) == "May 2026"
    assert range_words(Kind.AGENDA, TODAY, SUNDAY) == "From 12 May 2026"


def test_the_bar_offers_one_of_three_and_the_ways_to_other_days(on_screen: OnScreen, qtbot: QtBot) -> None:
    bar = RangeBar()
    bar.show_range(Kind.WEEK, MONDAY, SUNDAY)
    on_screen(bar)
    for pick in bar.picks.values():
        assert role(pick) == QAccessible.Role.RadioButton
    assert [pick.isChecked() for pick in bar.picks.values()] == [True, False, False]
    stops = [pick for pick in bar.picks.values() if pick.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert Qt.FocusPolicy.TabFocus & bar.picks[Kind.WEEK].focusPolicy()
    assert bar.picks[Kind.WEEK] in stops
    assert (said(bar.before), said(bar.after)) == ("The week before", "The week after")
    with qtbot.waitSignal(bar.kind_chosen) as chosen:
        qtbot.mouseClick(bar.picks[Kind.MONTH], Qt.MouseButton.LeftButton)
    assert chosen.args == ["month"]
    assert (said(bar.before), said(bar.after)) == ("The month before", "The month after")
    with qtbot.assertNotEmitted(bar.kind_chosen):
        bar.show_kind(Kind.AGENDA)
    for button, way in ((bar.before, -1), (bar.after, 1)):
        with qtbot.waitSignal(bar.moved) as moved:
            button.click()
        assert moved.args == [way]
    with qtbot.waitSignal(bar.today_requested):
        bar.today.click()


def test_arrows_choose_how_the_days_are_shown(on_screen: OnScreen, qtbot: QtBot) -> None:
    bar = RangeBar()
    on_screen(bar)
    bar.picks[Kind.WEEK].setFocus()
    with qtbot.waitSignal(bar.kind_chosen) as chosen:
        qtbot.keyClick(bar.picks[Kind.WEEK], KEY.Key_Right)
    assert chosen.args == ["month"]
    assert bar.picks[Kind.MONTH].hasFocus()


@pytest.mark.parametrize(("width", "percent"), [(1100, 100), (600, 100), (600, 200)])
def test_the_bar_cuts_nothing_where_it_is_narrow(
    width: int, percent: int, on_screen: OnScreen, theme: Theme
) -> None:
    theme.apply("light", percent)
    bar = RangeBar()
    bar.show_range(Kind.WEEK, date(2026, 9, 28), date(2026, 10, 4))
    on_screen(bar, width)
    parts = [bar.before, bar.after, bar.today, bar.words, *bar.picks.values()]
    for part in parts:
        if part not in (bar.before, bar.after):
            assert part.width() >= part.sizeHint().width()
        left = part.mapTo(bar, QPoint(0, 0)).x()
        assert left >= 0
        assert left + part.width() <= width
    level = bar.picks[Kind.WEEK].mapTo(bar, QPoint(0, 0)).y() == bar.before.mapTo(bar, QPoint(0, 0)).y()
    assert level == (width == 1100)
