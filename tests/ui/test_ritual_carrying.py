"""Times that are carried to another day by the pointer, within the window alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    MONDAY,
    SUNDAY,
    TODAY,
    OnScreen,
    a_may,
    a_week,
    an_agenda,
    came,
    cell,
    ground_of,
    head,
    span,
)
from tests.ui.conftest import settle
from trustapp.domain.ids import RitualId
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.board import Board
from ui.features.rituals.month import MonthView
from ui.features.rituals.week import WeekView
from ui.shell.theme import Theme

GRIP = QPoint(10, 8)


@pytest.fixture
def week(on_screen: OnScreen) -> WeekView:
    made = a_week()
    on_screen(made)
    return made


@pytest.fixture
def may(on_screen: OnScreen) -> MonthView:
    made = a_may()
    on_screen(made)
    return made


@pytest.fixture
def agenda(on_screen: OnScreen) -> AgendaView:
    made = an_agenda()
    on_screen(made)
    return made


def pointer(kind: QEvent.Type, widget: QWidget, place: QPoint) -> None:
    """An event of the mouse with its left button held; ``place`` is in the widget."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    at_point = QPointF(place)
    where = QPointF(widget.mapToGlobal(place))
    QApplication.sendEvent(widget, QMouseEvent(kind, at_point, where, button, held, none))


def take_up(widget: QWidget, start: QPoint = GRIP) -> None:
    pointer(QEvent.Type.MouseButtonPress, widget, start)
    pointer(QEvent.Type.MouseMove, widget, start + QPoint(1, 1))
    pointer(QEvent.Type.MouseMove, widget, start + QPoint(30, 10))


def carry(widget: QWidget, view: QWidget, target: QPoint, start: QPoint = GRIP) -> None:
    """Take something up, carry it to a place of the view, and let it fall there."""
    take_up(widget, start)
    place = widget.mapFromGlobal(view.mapToGlobal(target))
    pointer(QEvent.Type.MouseMove, widget, place)
    pointer(QEvent.Type.MouseButtonRelease, widget, place)


def under(view: Board, day: date, height: int) -> QPoint:
    """A place of the view under the head of a day."""
    top = head(view, day)
    return top.mapTo(view, QPoint(top.width() // 2, height))


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize(
    ("name", "put_at", "new"),
    [
        ("One thing about your day", "One thing about your day", ""),
        ("One thing about your day", "A walk", "13:00"),
        ("One thing about your day", "Home-coming hug", "20:00"),
        ("Home-coming hug", "One thing about your day", "08:00"),
    ],
)
def test_a_time_is_carried_to_another_day_and_part_of_it(
    name: str, put_at: str, new: str, week: WeekView, qtbot: QtBot
) -> None:
    one = cell(week, name)
    height = cell(week, put_at).mapTo(week, QPoint(5, 5)).y()
    target = QPoint(under(week, SUNDAY, 5).x(), height)
    with qtbot.waitSignal(week.move_requested) as moved, qtbot.assertNotEmitted(week.occurrence_chosen):
        carry(one, week, target)
    assert moved.args == [one.key, SUNDAY, new]


def test_what_has_no_time_gets_none_by_being_carried(week: WeekView, qtbot: QtBot) -> None:
    week.show_span(span(came(time="", name="Any"), came("hug", TODAY, "18:30", "Home-coming hug")))
    settle()
    target = QPoint(under(week, SUNDAY, 5).x(), cell(week, "Home-coming hug").mapTo(week, QPoint(5, 5)).y())
    with qtbot.waitSignal(week.move_requested) as moved:
        carry(cell(week, "Any"), week, target)
    assert moved.args[1:] == [SUNDAY, ""]


def test_days_that_have_passed_refuse_what_is_carried(week: WeekView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(week.move_requested):
        carry(cell(week, "A walk"), week, under(week, MONDAY, 40))


def test_so_do_those_of_the_month(may: MonthView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(may.move_requested):
        carry(cell(may, "Hug"), may, under(may, MONDAY, 20))


def test_where_it_would_land_is_lit_until_it_is_let_go(week: WeekView) -> None:
    walk, ground = cell(week, "A walk"), ground_of(week)
    walk.setFocus()
    before = picture(ground)
    take_up(walk)
    for target, lit in ((under(week, SUNDAY, 200), True), (under(week, MONDAY, 200), False)):
        pointer(QEvent.Type.MouseMove, walk, walk.mapFromGlobal(week.mapToGlobal(target)))
        assert (picture(ground) != before) == lit, "a day that has passed is not lit"
    pointer(QEvent.Type.MouseMove, walk, walk.mapFromGlobal(week.mapToGlobal(under(week, SUNDAY, 200))))
    qapp_key(walk, Qt.Key.Key_Escape)
    assert picture(ground) == before


def test_in_the_month_it_is_carried_to_a_day_and_keeps_its_time(may: MonthView, qtbot: QtBot) -> None:
    hug = cell(may, "Hug")
    with qtbot.waitSignal(may.move_requested) as moved:
        carry(hug, may, under(may, TODAY, 20))
    assert moved.args == [hug.key, TODAY, ""]


def test_in_the_agenda_it_is_carried_to_a_day(agenda: AgendaView, qtbot: QtBot) -> None:
    viewport, model = agenda.list.viewport(), agenda.model
    start, heading = (agenda.list.visualRect(model.index(row)).center() for row in (2, 3))
    with qtbot.waitSignal(agenda.move_requested) as moved:
        carry(viewport, viewport, heading, start)
    assert moved.args == [(RitualId("hug"), TODAY), SUNDAY, ""]
    fixed = agenda.list.visualRect(model.index(4)).center()
    with qtbot.assertNotEmitted(agenda.move_requested):
        carry(viewport, viewport, start, fixed)


def test_the_day_of_the_agenda_is_lit_and_escape_leaves_it(
    agenda: AgendaView, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply("light", contrast=True)  # a tint would not be seen
    viewport = agenda.list.viewport()
    last = agenda.list.visualRect(agenda.model.index(4))
    before = viewport.grab(last).toImage()
    start, heading = (agenda.list.visualRect(agenda.model.index(row)).center() for row in (2, 3))
    with qtbot.assertNotEmitted(agenda.move_requested):
        take_up(viewport, start)
        pointer(QEvent.Type.MouseMove, viewport, heading)
        assert agenda.list.lit == SUNDAY
        assert viewport.grab(last).toImage() != before
        qtbot.keyClick(agenda.list, Qt.Key.Key_Escape)
        assert agenda.list.lit is None
        pointer(QEvent.Type.MouseButtonRelease, viewport, heading)


def test_its_own_place_what_stays_and_what_is_out_of_sight_move_nothing(week: WeekView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(week.move_requested):
        walk = cell(week, "A walk")
        carry(walk, week, walk.mapTo(week, QPoint(5, 5)))
        carry(walk, week, QPoint(-50, 100))
        carry(walk, week, QPoint(100, 5000))
        week.show_span(span(came(name="Fixed", movable=False)))
        carry(cell(week, "Fixed"), week, under(week, SUNDAY, 40))


def test_a_small_movement_is_a_click(week: WeekView, qtbot: QtBot) -> None:
    walk = cell(week, "A walk")
    with qtbot.waitSignal(week.occurrence_chosen), qtbot.assertNotEmitted(week.move_requested):
        pointer(QEvent.Type.MouseButtonPress, walk, GRIP)
        pointer(QEvent.Type.MouseMove, walk, GRIP + QPoint(2, 1))
        pointer(QEvent.Type.MouseButtonRelease, walk, GRIP + QPoint(2, 1))


def qapp_key(widget: QWidget, key: Qt.Key) -> None:
    """A key as the window hands it over: first to whoever wants it before the shortcuts."""
    QTest.keyClick(widget.window().windowHandle(), key)


def test_escape_lets_go_and_leads_nowhere_else(week: WeekView, qtbot: QtBot) -> None:
    pressed: list[str] = []

    class Page(QObject):
        def back(self) -> None:
            pressed.append("back")

        def hide_all(self) -> None:
            pressed.append("hide")

    page = Page()
    for key, act in ((Qt.Key.Key_Escape, page.back), (Qt.Key.Key_F9, page.hide_all)):
        QShortcut(QKeySequence(key), week.window()).activated.connect(act)
    walk = cell(week, "A walk")
    with qtbot.assertNotEmitted(week.move_requested), qtbot.assertNotEmitted(week.occurrence_chosen):
        take_up(walk)
        pointer(QEvent.Type.MouseMove, walk, walk.mapFromGlobal(week.mapToGlobal(under(week, SUNDAY, 40))))
        qapp_key(walk, Qt.Key.Key_F9)
        assert pressed == ["hide"], "the key that hides everything works whatever is carried"
        qapp_key(walk, Qt.Key.Key_Escape)
        assert pressed == ["hide"]
        place = walk.mapFromGlobal(week.mapToGlobal(under(week, SUNDAY, 40)))
        pointer(QEvent.Type.MouseButtonRelease, walk, place)
    assert not walk.isDown()
    qapp_key(walk, Qt.Key.Key_Escape)
    assert pressed == ["hide", "back"], "with nothing carried it is the page's again"


def test_a_page_that_is_put_away_or_shown_anew_ends_the_carrying(week: WeekView, qtbot: QtBot) -> None:
    walk, target = cell(week, "A walk"), under(week, SUNDAY, 40)
    children = len(week.window().children())
    with qtbot.assertNotEmitted(week.move_requested):
        take_up(walk)
        assert len(week.window().children()) == children + 1, "it is seen under the pointer"
        week.hide()
        settle()
        assert len(week.window().children()) == children
        week.show()
        pointer(QEvent.Type.MouseButtonRelease, walk, walk.mapFromGlobal(week.mapToGlobal(target)))
        take_up(walk)
        week.show_span(span(came()))
        settle()
        assert len(week.window().children()) == children


@pytest.mark.parametrize("name", ["week", "may", "agenda"])
def test_nothing_of_other_programs_is_taken_in(name: str, request: pytest.FixtureRequest) -> None:
    view: QWidget = request.getfixturevalue(name)
    assert not view.acceptDrops()
    assert not any(part.acceptDrops() for part in view.findChildren(QWidget))


def test_near_the_edge_of_a_narrow_place_it_scrolls_and_lands_in_sight_only(
    on_screen: OnScreen, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply("light", 200)
    view = a_week()
    on_screen(view)
    tea, bar = cell(view, "One thing about your day"), view._scroll.horizontalScrollBar()
    before = bar.value()
    assert bar.maximum() > before
    take_up(tea)
    edge = tea.mapFromGlobal(view.mapToGlobal(QPoint(view.width() - 2, 150)))
    pointer(QEvent.Type.MouseMove, tea, edge)
    assert bar.value() > before
    with qtbot.assertNotEmitted(view.move_requested):
        beyond = tea.mapFromGlobal(view.mapToGlobal(QPoint(view.width() + 10, 150)))
        pointer(QEvent.Type.MouseButtonRelease, tea, beyond)
