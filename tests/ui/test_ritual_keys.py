"""The week and the month by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    CTRL,
    KEY,
    MONDAY,
    SUNDAY,
    TODAY,
    OnScreen,
    a_may,
    a_week,
    at,
    came,
    cell,
    head,
    month,
    said,
    span,
)
from tests.ui.conftest import settle
from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import Occurrence, Standing
from ui.features.rituals.board import Board
from ui.features.rituals.month import MonthView
from ui.features.rituals.spots import DayHead, MoreSpot, Spot
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


@pytest.mark.parametrize("make", [WeekView, MonthView])
def test_a_calendar_is_one_stop_for_tab(make: Callable[[], Board], on_screen: OnScreen) -> None:
    view = make()
    view.show_span(
        month(came(), came("hug", SUNDAY)) if make is MonthView else span(came(), came("hug", SUNDAY))
    )
    on_screen(view)

    def stops() -> list[Spot]:
        return [one for one in view.findChildren(Spot) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == [head(view, TODAY)], "the keyboard begins at today"
    view.choose(SUNDAY, (RitualId("hug"), SUNDAY))
    assert [stop.key for stop in stops()] == [(RitualId("hug"), SUNDAY)]


def test_arrows_go_by_day_and_by_time_and_choose(week: WeekView, qtbot: QtBot) -> None:
    head(week, TODAY).setFocus()
    went = []
    week.day_chosen.connect(went.append)
    week.occurrence_chosen.connect(went.append)
    for key in (
        KEY.Key_Down, KEY.Key_Down, KEY.Key_Down,  # the first, the second, and no further
        KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Right,  # Wednesday is empty
        KEY.Key_Up, KEY.Key_End, KEY.Key_Right, KEY.Key_Home, KEY.Key_Left,
    ):  # fmt: skip
        qtbot.keyClick(at(), key)
    tea, hug, walk = RitualId("tea"), RitualId("hug"), RitualId("walk")
    friday = date(2026, 5, 15)
    assert went == [
        (tea, TODAY), (hug, TODAY),
        date(2026, 5, 13), date(2026, 5, 14), (walk, date(2026, 5, 14)), (tea, friday),
        friday, SUNDAY, MONDAY,
    ]  # fmt: skip
    assert at() is head(week, MONDAY)


def test_beside_a_time_the_arrow_finds_the_nearest_part_of_the_day(week: WeekView, qtbot: QtBot) -> None:
    thursday = date(2026, 5, 14)
    week.show_span(
        span(
            came("late", TODAY + timedelta(days=1), "21:00", "Late"),
            came("early", thursday, "07:00", "Early"),
            came("night", thursday, "22:00", "Night"),
        )
    )
    cell(week, "Late").setFocus()
    qtbot.keyClick(at(), KEY.Key_Right)
    assert at() is cell(week, "Night")


@pytest.mark.parametrize("make", [WeekView, MonthView])
def test_paging_asks_for_the_days_before_and_after(
    make: Callable[[], Board], on_screen: OnScreen, qtbot: QtBot
) -> None:
    view = make()
    view.show_span(span(came()))
    on_screen(view)
    head(view, TODAY).setFocus()
    for key, way in ((KEY.Key_PageDown, 1), (KEY.Key_PageUp, -1)):
        with qtbot.waitSignal(view.range_requested) as asked:
            qtbot.keyClick(at(), key)
        assert asked.args == [way]


def test_in_the_days_after_these_the_keyboard_stays_at_the_same_place(week: WeekView, qtbot: QtBot) -> None:
    friday = date(2026, 5, 15)
    head(week, friday).setFocus()
    qtbot.keyClick(at(), KEY.Key_Right)
    assert at().day == friday + timedelta(days=1)
    first, last = MONDAY + timedelta(days=7), SUNDAY + timedelta(days=7)
    week.show_span(span(came(day=last), first=first, last=last))
    assert at() is head(week, friday + timedelta(days=8))
    assert not at().is_chosen, "it was not chosen there"


def test_enter_and_space_open(week: WeekView, qtbot: QtBot) -> None:
    tea = cell(week, "One thing about your day")
    tea.setFocus()
    for key in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space):
        with qtbot.waitSignal(week.open_requested) as asked:
            qtbot.keyClick(tea, key)
        assert asked.args == [tea.key]


def test_where_reading_runs_from_the_right_days_and_arrows_are_turned_round(
    week: WeekView, qtbot: QtBot
) -> None:
    week.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    monday, sunday = (head(week, day).mapTo(week, QPoint(0, 0)).x() for day in (MONDAY, SUNDAY))
    assert monday > sunday
    head(week, TODAY).setFocus()
    qtbot.keyClick(at(), KEY.Key_Left)
    assert at().day == TODAY + timedelta(days=1)
    moves: list[tuple[object, object, str]] = []
    week.move_requested.connect(lambda *move: moves.append(move))
    qtbot.keyClick(cell(week, "A walk"), KEY.Key_Left, CTRL)
    assert moves == [((RitualId("walk"), date(2026, 5, 14)), date(2026, 5, 15), "")]


def test_ctrl_and_an_arrow_move_the_chosen_time(week: WeekView, qtbot: QtBot) -> None:
    walk = cell(week, "A walk")
    moves: list[tuple[object, object, str]] = []
    week.move_requested.connect(lambda *move: moves.append(move[1:]))
    for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down):
        qtbot.keyClick(walk, key, CTRL)
    thursday = date(2026, 5, 14)
    assert moves == [
        (date(2026, 5, 13), ""), (date(2026, 5, 15), ""), (thursday, "08:00"), (thursday, "20:00"),
    ]  # fmt: skip


def test_the_keyboard_moves_nothing_into_the_past_nor_what_stays(week: WeekView, qtbot: QtBot) -> None:
    week.show_span(
        span(came(), came("fixed", SUNDAY, "11:00", "Fixed", movable=False), came("any", SUNDAY, "", "Any"))
    )
    with qtbot.assertNotEmitted(week.move_requested):
        qtbot.keyClick(cell(week, "One thing about your day"), KEY.Key_Left, CTRL)
        qtbot.keyClick(cell(week, "One thing about your day"), KEY.Key_Up, CTRL)
        qtbot.keyClick(cell(week, "Fixed"), KEY.Key_Left, CTRL)
        qtbot.keyClick(cell(week, "Any"), KEY.Key_Down, CTRL)


def test_the_keyboard_goes_with_what_was_moved(week: WeekView, qtbot: QtBot) -> None:
    walk = cell(week, "A walk")
    walk.setFocus()
    walk.click()
    moved = Occurrence(
        RitualId("walk"),
        date(2026, 5, 14),
        date(2026, 5, 16),
        "11:00",
        "A walk",
        3,
        Standing.PLANNED,
        movable=True,
    )
    with qtbot.assertNotEmitted(week.occurrence_chosen):
        week.show_span(span(came(), moved))
    assert at().key == moved.key
    assert at().day == date(2026, 5, 16)
    assert at().is_chosen
    assert week.chosen == (date(2026, 5, 16), moved.key)


def test_what_is_gone_leaves_the_keyboard_at_its_day(week: WeekView) -> None:
    walk = cell(week, "A walk")
    walk.setFocus()
    walk.click()
    week.show_span(span(came()))
    assert at() is head(week, date(2026, 5, 14))


def test_the_month_shows_three_names_of_a_day_and_says_how_many_more(may: MonthView, qtbot: QtBot) -> None:
    spots = may.spots(SUNDAY)
    assert [type(spot).__name__ for spot in spots] == ["DayNumber", *["OccurrenceLine"] * 3, "MoreSpot"]
    assert spots[-1].text() == "and 2 more"
    assert may.accessibleName() == "Month, May 2026"
    with qtbot.waitSignal(may.day_chosen) as chosen:
        spots[-1].click()
    assert chosen.args == [SUNDAY]
    assert cell(may, "Hug").day == date(2026, 6, 2), "the neighbours of the month are there"


@pytest.mark.parametrize(("place", "first"), [("en_GB", "Monday 27 April"), ("en_US", "Sunday 26 April")])
def test_the_month_begins_as_weeks_do_here(place: str, first: str, on_screen: OnScreen) -> None:
    QLocale.setDefault(QLocale(place))
    view = MonthView()
    view.show_span(month())
    on_screen(view)
    heads = view.findChildren(DayHead)
    assert len(heads) == 42
    assert said(heads[0]) == first


def test_arrows_go_through_the_weeks_of_the_month(may: MonthView, qtbot: QtBot) -> None:
    head(may, SUNDAY - timedelta(days=7)).setFocus()
    qtbot.keyClick(at(), KEY.Key_Down)
    assert at() is head(may, SUNDAY)
    qtbot.keyClick(at(), KEY.Key_Down)
    assert at().key == (RitualId("r0"), SUNDAY)
    qtbot.keyClick(at(), KEY.Key_Right)
    assert at() is head(may, SUNDAY + timedelta(days=1)), "the next week begins there"
    qtbot.keyClick(at(), KEY.Key_End)
    assert at().day == SUNDAY + timedelta(days=7)
    qtbot.keyClick(at(), KEY.Key_Up)
    assert isinstance(at(), MoreSpot)
    qtbot.keyClick(at(), KEY.Key_Home)
    assert at().day == MONDAY


def test_a_chosen_day_of_the_month_has_an_edge_round_all_of_it(may: MonthView) -> None:
    box = head(may, SUNDAY).parentWidget()
    before = box.grab().toImage()
    may.choose(SUNDAY)
    foot = box.height() - 1
    assert box.grab().toImage().pixel(box.width() // 2, foot) != before.pixel(box.width() // 2, foot)


def test_in_the_month_ctrl_moves_by_a_day_and_by_a_week(may: MonthView, qtbot: QtBot) -> None:
    moves: list[tuple[object, ...]] = []
    may.move_requested.connect(lambda *move: moves.append(move[1:]))
    hug = cell(may, "Hug")
    for key in (KEY.Key_Left, KEY.Key_Up, KEY.Key_Down):
        qtbot.keyClick(hug, key, CTRL)
    assert moves == [(date(2026, 6, 1), ""), (date(2026, 5, 26), ""), (date(2026, 6, 9), "")]
