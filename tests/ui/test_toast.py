"""A word that comes by itself, and Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeySequence,
)
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    KEY,
    OnScreen,
    a_week,
    cell,
    said,
)
from tests.ui.conftest import settle
from ui.features.rituals.week import WeekView
from ui.shell.theme import Theme
from ui.widgets.toast import STAYS, Toast


@pytest.fixture
def week(on_screen: OnScreen) -> WeekView:
    made = a_week()
    on_screen(made)
    return made


def at_it() -> bool:
    return True


@pytest.fixture
def toast(week: WeekView) -> Toast:
    return Toast(week.window())


def test_a_toast_says_what_was_done_and_undoes_it(toast: Toast, qtbot: QtBot) -> None:
    toast.say("Moved to Thursday 14 May")
    assert toast.text == "Moved to Thursday 14 May"
    assert said(toast) == "Moved to Thursday 14 May"
    with qtbot.waitSignal(toast.undone):
        qtbot.mouseClick(toast._undo, Qt.MouseButton.LeftButton)
    assert toast.text == ""


def test_f6_leads_to_the_toast_and_back_and_escape_puts_it_away(
    toast: Toast, week: WeekView, qtbot: QtBot
) -> None:
    tea = cell(week, "One thing about your day")
    tea.setFocus()
    QTest.keySequence(week.window(), QKeySequence(KEY.Key_F6))
    assert tea.hasFocus(), "there is no toast to go to"
    toast.say("Moved to Thursday 14 May")
    assert tea.hasFocus(), "it does not take the keyboard away"
    QTest.keySequence(tea, QKeySequence(KEY.Key_F6))
    assert toast._undo.hasFocus()
    QTest.keySequence(toast._undo, QKeySequence(KEY.Key_F6))
    assert tea.hasFocus()
    QTest.keySequence(tea, QKeySequence(KEY.Key_F6))
    with qtbot.assertNotEmitted(toast.undone):
        qtbot.keyClick(toast._undo, KEY.Key_Escape)
    assert toast.isHidden()
    assert tea.hasFocus()


def test_a_toast_goes_after_six_seconds_unless_somebody_is_at_it(
    toast: Toast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert STAYS == 6_000
    toast.say("Moved to Thursday 14 May")
    assert toast._timer.interval() == STAYS
    assert toast._timer.isSingleShot()
    toast._undo.setFocus()
    toast._timer.timeout.emit()
    assert not toast.isHidden()
    toast._undo.clearFocus()
    with monkeypatch.context() as pointer:
        pointer.setattr(toast, "underMouse", at_it)
        toast._timer.timeout.emit()
    assert not toast.isHidden()
    toast._timer.timeout.emit()
    assert toast.isHidden()


def test_nothing_moves_where_less_motion_is_wanted(toast: Toast, theme: Theme) -> None:
    theme.apply("light", still=True)
    toast.say("Moved to Thursday 14 May")
    assert toast._shade == 1.0
    assert toast._coming.state() == toast._coming.State.Stopped
    theme.apply("light")
    toast.say("Moved to Friday 15 May")
    assert toast._coming.state() == toast._coming.State.Running
    toast.put_away()


def test_a_page_that_is_put_away_takes_its_toast_along(toast: Toast, week: WeekView, qtbot: QtBot) -> None:
    toast.say("Moved to Thursday 14 May")
    with qtbot.waitSignal(toast.closed), qtbot.assertNotEmitted(toast.undone):
        week.window().hide()
    assert toast.text == ""


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [1000, 380])
def test_a_toast_stands_whole_over_the_foot_of_its_page(
    width: int, percent: int, toast: Toast, week: WeekView, theme: Theme
) -> None:
    theme.apply("light", percent, still=True)
    week.window().resize(width, 600)
    toast.say("Moved to Wednesday 30 September")
    settle()
    assert week.window().rect().contains(toast.geometry())
    for act in (toast._undo, toast._close):
        assert act.width() >= act.sizeHint().width()
        assert toast.rect().contains(act.geometry())
