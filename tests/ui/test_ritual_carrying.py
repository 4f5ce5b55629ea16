"""Times that are carried to another day, and nothing private on the way."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
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
from ui.features.rituals import dragging
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.board import Board
from ui.features.rituals.month import MonthView
from ui.features.rituals.week import WeekView


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


def event_of(kind: QEvent.Type, at_point: QPoint, data: QMimeData) -> QDropEvent:
    action, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if kind == QEvent.Type.Drop:
        return QDropEvent(QPointF(at_point), action, data, button, none)
    made = QDragEnterEvent if kind == QEvent.Type.DragEnter else QDragMoveEvent
    return made(at_point, action, data, button, none)


def carry(ground: QWidget, at_point: QPoint, data: QMimeData) -> tuple[bool, bool, bool]:
    """Enter, hover and let fall; says which of the three were taken."""
    taken = []
    for kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
        event = event_of(kind, at_point, data)
        event.ignore()
        QApplication.sendEvent(ground, event)
        taken.append(event.isAccepted())
    return taken[0], taken[1], taken[2]


def under(view: Board, day: date, height: int) -> QPoint:
    """A place of the ground under the head of a day."""
    top = head(view, day)
    return top.mapTo(ground_of(view), QPoint(top.width() // 2, height))


@pytest.mark.parametrize(
    ("name", "time", "put_at", "new"),
    [
        ("One thing about your day", "07:10", "One thing about your day", ""),
        ("One thing about your day", "07:10", "A walk", "13:00"),
        ("One thing about your day", "07:10", "Home-coming hug", "20:00"),
        ("Home-coming hug", "18:30", "One thing about your day", "08:00"),
    ],
)
def test_a_time_is_carried_to_another_day_and_part_of_it(
    name: str, time: str, put_at: str, new: str, week: WeekView, qtbot: QtBot
) -> None:
    one = cell(week, name).occurrence
    assert one is not None
    assert one.time == time
    place = cell(week, put_at).mapTo(ground_of(week), QPoint(5, 5))
    target = QPoint(under(week, SUNDAY, 5).x(), place.y())
    with qtbot.waitSignal(week.move_requested) as moved:
        assert carry(ground_of(week), target, dragging.take_up(one)) == (True, True, True)
    assert moved.args == [one.key, SUNDAY, new]


def test_days_that_have_passed_refuse_what_is_carried(week: WeekView, may: MonthView, qtbot: QtBot) -> None:
    for view, name in ((week, "A walk"), (may, "Hug")):
        one = cell(view, name).occurrence
        assert one is not None
        with qtbot.assertNotEmitted(view.move_requested):
            assert carry(ground_of(view), under(view, MONDAY, 40), dragging.take_up(one)) == (
                True,
                False,
                False,
            )


def test_where_it_would_land_is_lit_until_it_is_carried_away(week: WeekView) -> None:
    one = cell(week, "A walk").occurrence
    assert one is not None
    ground, data = ground_of(week), dragging.take_up(one)
    target = under(week, SUNDAY, 200)
    before = ground.grab().toImage()
    for kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
        QApplication.sendEvent(ground, event_of(kind, target, data))
    assert ground.grab().toImage() != before
    QApplication.sendEvent(ground, QDragLeaveEvent())
    assert ground.grab().toImage() == before


def test_in_the_month_it_is_carried_to_a_day_and_keeps_its_time(may: MonthView, qtbot: QtBot) -> None:
    one = cell(may, "Hug").occurrence
    assert one is not None
    with qtbot.waitSignal(may.move_requested) as moved:
        carry(ground_of(may), under(may, TODAY, 30), dragging.take_up(one))
    assert moved.args == [one.key, TODAY, ""]


def test_in_the_agenda_it_is_carried_to_a_day(agenda: AgendaView, qtbot: QtBot) -> None:
    one = came("hug", TODAY, "18:30", "Hug")
    heading = agenda.list.visualRect(agenda.model.index(3)).center()
    with qtbot.waitSignal(agenda.move_requested) as moved:
        assert carry(agenda.list.viewport(), heading, dragging.take_up(one)) == (True, True, True)
    assert moved.args == [one.key, SUNDAY, ""]


def test_its_own_place_and_what_stays_move_nothing(week: WeekView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(week.move_requested):
        walk = cell(week, "A walk")
        assert walk.occurrence is not None
        carry(ground_of(week), walk.mapTo(ground_of(week), QPoint(5, 5)), dragging.take_up(walk.occurrence))
        fixed = came("fixed", movable=False)
        carry(ground_of(week), under(week, SUNDAY, 40), dragging.take_up(fixed))


def test_what_is_carried_says_nothing_to_others_and_nothing_of_others_is_taken(week: WeekView) -> None:
    one = came(name="Private words")
    data = dragging.take_up(one)
    assert data.formats() == [dragging.MIME]
    assert not data.hasText()
    assert b"Private" not in bytes(data.data(dragging.MIME).data())
    assert b"tea" not in bytes(data.data(dragging.MIME).data())
    text, forged = QMimeData(), QMimeData()
    text.setText("tea")
    forged.setData(dragging.MIME, b"tea")
    for foreign in (text, forged):
        assert carry(ground_of(week), under(week, SUNDAY, 40), foreign) == (False, False, False)
    dragging.let_go()
    assert carry(ground_of(week), under(week, SUNDAY, 40), data) == (False, False, False)


def drag_by_mouse(widget: QWidget) -> None:
    start, end = QPointF(10, 10), QPointF(60, 40)
    for kind, place in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, start + QPointF(1, 1)),
        (QEvent.Type.MouseMove, end),
    ):
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QMouseEvent(kind, place, widget.mapToGlobal(place), left, left, none))


def test_the_mouse_takes_up_what_may_be_moved_and_tells_when_it_has_let_go(
    week: WeekView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves: list[tuple[object, ...]] = []
    week.move_requested.connect(lambda *move: moves.append(move))
    drags: list[QDrag] = []

    def let_fall(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        drags.append(drag)
        assert not drag.pixmap().isNull()
        carry(ground_of(week), under(week, SUNDAY, 400), drag.mimeData())
        assert moves == [], "not while Qt still holds the pointer"
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", let_fall)
    drag_by_mouse(cell(week, "A walk"))
    assert len(drags) == 1
    assert [move[1] for move in moves] == [SUNDAY]
    assert not dragging._carried, "its token opens nothing any more"
    drags[0].deleteLater()
    week.show_span(span(came(name="Fixed", movable=False)))
    drag_by_mouse(cell(week, "Fixed"))
    assert len(drags) == 1


def test_escape_moves_nothing(week: WeekView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drags: list[QDrag] = []

    def escape(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        drags.append(drag)
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", escape)
    with qtbot.assertNotEmitted(week.move_requested):
        drag_by_mouse(cell(week, "A walk"))
    assert len(drags) == 1
    assert not cell(week, "A walk").isDown()
    drags[0].deleteLater()


def test_a_page_that_is_put_away_ends_the_carrying(week: WeekView, monkeypatch: pytest.MonkeyPatch) -> None:
    cancelled: list[bool] = []
    drags: list[QDrag] = []

    def locked(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        drags.append(drag)
        week.hide()
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", locked)
    monkeypatch.setattr(QDrag, "cancel", lambda: cancelled.append(True))
    drag_by_mouse(cell(week, "A walk"))
    assert cancelled == [True]
    drags[0].deleteLater()
    week.hide()
    assert cancelled == [True]
