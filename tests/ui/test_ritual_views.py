"""The week, the month and the agenda: what they show, what is chosen in them, and how large they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
)
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    KEY,
    MONDAY,
    SUNDAY,
    TODAY,
    OnScreen,
    a_week,
    at,
    came,
    cell,
    cells,
    ground_of,
    head,
    month,
    role,
    said,
    span,
)
from tests.ui.conftest import settle
from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import Span, Standing
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.board import Board
from ui.features.rituals.days import Band, band_of, landing, month_grid, month_shown, week_of
from ui.features.rituals.month import MonthView
from ui.features.rituals.spots import MoreSpot, Spot, broken
from ui.features.rituals.week import FIRST, WeekView
from ui.shell.theme import Theme
from ui.widgets import look


def test_a_time_lies_in_a_part_of_the_day_and_none_in_any() -> None:
    times = ("", "00:00", "07:10", "10:59", "11:00", "17:59", "18:00", "23:59")
    any_time, morning, day, evening = Band.ANY, Band.MORNING, Band.DAY, Band.EVENING
    assert [band_of(time) for time in times] == [
        any_time, morning, morning, morning, day, day, evening, evening,
    ]  # fmt: skip


def test_what_is_put_into_another_part_of_the_day_takes_its_time_and_else_keeps_its_own() -> None:
    at_seven, at_any = came(time="07:10"), came(time="")
    assert landing(at_seven, Band.MORNING) == (Band.MORNING, "")
    assert landing(at_seven, Band.DAY) == (Band.DAY, "13:00")
    assert landing(at_seven, Band.EVENING) == (Band.EVENING, "20:00")
    assert landing(came(time="21:00"), Band.MORNING) == (Band.MORNING, "08:00")
    assert landing(at_seven, Band.ANY) == (Band.MORNING, "")
    assert landing(at_seven, None) == (Band.MORNING, "")
    assert landing(at_any, Band.EVENING) == (Band.ANY, "")


@pytest.mark.parametrize("first_weekday", [0, 5, 6])
@pytest.mark.parametrize("number", range(1, 13))
def test_six_weeks_hold_every_month_and_show_it(first_weekday: int, number: int) -> None:
    day = date(2027, number, 28)
    first, last = month_grid(day, first_weekday)
    assert first.weekday() == first_weekday
    assert first <= day.replace(day=1)
    assert (last - first).days == 41
    assert last >= day
    assert month_shown(first, last) == day.replace(day=1)
    assert week_of(day, first_weekday)[0].weekday() == first_weekday


@pytest.fixture
def week(on_screen: OnScreen) -> WeekView:
    made = a_week()
    on_screen(made)
    return made


def test_the_week_shows_each_time_under_its_day_and_in_its_part_of_the_day(week: WeekView) -> None:
    tea, hug, walk = (
        cell(week, "One thing about your day"),
        cell(week, "Home-coming hug"),
        cell(week, "A walk"),
    )

    def place(widget: QWidget) -> QPoint:
        return widget.mapTo(week, QPoint(0, 0))

    assert place(tea).x() == place(hug).x() < place(walk).x()
    assert place(tea).y() < place(walk).y() < place(hug).y()
    assert place(head(week, TODAY)).y() < place(tea).y()


def test_a_screen_reader_hears_everything_of_a_time(week: WeekView) -> None:
    tea = cell(week, "One thing about your day")
    words = "Tuesday 12 May, 07:10, One thing about your day, planned, Robin begins, 3 minutes"
    assert said(tea) == words
    assert role(tea) == QAccessible.Role.Button
    assert said(cell(week, "Home-coming hug")).endswith("planned, Either begins, 1 minute")
    assert said(head(week, TODAY)) == "Tuesday 12 May, today"
    assert said(head(week, SUNDAY)) == "Sunday 17 May"
    assert role(head(week, SUNDAY)) == QAccessible.Role.Button
    assert week.accessibleName() == "Week, 11 to 17 May 2026"


@pytest.mark.parametrize(
    ("standing", "spoken"),
    [
        (Standing.ASKED_ME, "suggested to you"),
        (Standing.ASKED_THEM, "suggested by you"),
        (Standing.RESTS, "rests"),
    ],
)
def test_what_is_not_planned_says_so_and_has_another_shape(
    standing: Standing, spoken: str, on_screen: OnScreen, theme: Theme
) -> None:
    theme.apply("light", contrast=True)  # every tint is plain here: what differs is no colour
    view = WeekView()
    view.show_span(span(came(), came("other", TODAY, "08:10", standing=standing, name="Other")))
    on_screen(view)
    plain, other = cell(view, "One thing about your day"), cell(view, "Other")
    assert f", {spoken}, " in said(other)
    assert other.height() > plain.height(), "it has a line more, which says so"
    edges = [[one.grab().toImage().pixelColor(0, y).name() for y in range(10, 60)] for one in (plain, other)]
    assert edges[0] != edges[1]


def test_another_time_that_is_suggested_is_said(on_screen: OnScreen) -> None:
    view = WeekView()
    view.show_span(span(came(moving=True)))
    on_screen(view)
    assert "planned, another time is suggested" in said(cells(view)[0])


def test_there_is_a_band_without_a_time_only_for_what_has_none(week: WeekView) -> None:
    from ui.widgets.text import PlainLabel

    def bands() -> list[str]:
        return [label.text() for label in week.findChildren(PlainLabel) if label.isVisible()]

    assert bands() == ["Morning", "Day", "Evening"]
    week.show_span(span(came(time="")))
    assert bands() == ["Any time", "Morning", "Day", "Evening"]
    assert "at any time" in said(cells(week)[0])
    week.show_span(span(came()))
    assert bands() == ["Morning", "Day", "Evening"]


@pytest.mark.parametrize("make", [WeekView, MonthView, AgendaView])
def test_days_that_have_passed_are_empty_whatever_is_handed_over(
    make: Callable[[], WeekView | MonthView | AgendaView], on_screen: OnScreen
) -> None:
    view = make()
    view.show_span(month(came(day=MONDAY)) if make is MonthView else span(came(day=MONDAY)))
    on_screen(view)
    assert cells(view) == []
    if isinstance(view, AgendaView):
        assert view.model.rowCount() == 0
    else:
        assert [said(spot) for spot in view.spots(MONDAY)] == ["Monday 11 May"]


@pytest.mark.parametrize("make", [WeekView, MonthView, AgendaView])
def test_names_are_plain_words(
    make: Callable[[], WeekView | MonthView | AgendaView], on_screen: OnScreen
) -> None:
    name = "<b>Tea</b> &amp; \u202ecake"
    view = make()
    view.show_span(month(came(name=name)) if make is MonthView else span(came(name=name)))
    on_screen(view)
    words = "Tuesday 12 May, 07:10, <b>Tea</b> &amp; cake, planned, Robin begins, 3 minutes"
    if isinstance(view, AgendaView):
        assert view.model.data(view.model.index(1)) == words
    else:
        assert said(cells(view)[0]) == words
        assert not cells(view)[0].toolTip()


def test_forty_times_on_each_day_fold_and_unfold(on_screen: OnScreen, qtbot: QtBot) -> None:
    week_days = [TODAY + timedelta(days=step) for step in range(6)]
    view = WeekView()
    view.show_span(
        span(*(came(f"r{one}", day, f"08:{one:02}", f"No. {one}") for day in week_days for one in range(40)))
    )
    on_screen(view)
    assert len(cells(view)) == 6 * FIRST
    more = view.spots(TODAY)[-1]
    assert isinstance(more, MoreSpot)
    assert more.text() == "and 34 more"
    assert said(more) == "Tuesday 12 May, and 34 more"
    more.setFocus()
    qtbot.keyClick(more, KEY.Key_Return)
    assert at().key == (RitualId(f"r{FIRST}"), TODAY), "the keyboard comes to the first of those that came"
    assert len(view.spots(TODAY)) == 1 + FIRST + 24 + 1
    view.choose(TODAY, (RitualId("r39"), TODAY))
    assert [spot.key for spot in view.spots(TODAY) if spot.is_chosen] == [(RitualId("r39"), TODAY)]
    assert not isinstance(view.spots(TODAY)[-1], MoreSpot)


def test_cells_are_used_again(week: WeekView) -> None:
    before = {id(one) for one in week.findChildren(Spot)}
    week.show_span(span(came(name="Other"), came("hug", TODAY, "19:00", "Hug")))
    assert {id(one) for one in week.findChildren(Spot)} == before
    assert sorted(one.occurrence.name for one in cells(week) if one.occurrence) == ["Hug", "Other"]


def test_a_click_chooses_a_time_and_a_second_opens_it(week: WeekView, qtbot: QtBot) -> None:
    tea = cell(week, "One thing about your day")
    with qtbot.waitSignal(week.occurrence_chosen) as chosen:
        qtbot.mouseClick(tea, Qt.MouseButton.LeftButton)
    assert chosen.args == [(RitualId("tea"), TODAY)]
    assert tea.is_chosen
    assert tea.accessibleDescription() == "chosen"
    with qtbot.waitSignal(week.open_requested) as opened:
        qtbot.mouseDClick(tea, Qt.MouseButton.LeftButton)
    assert opened.args == [(RitualId("tea"), TODAY)]


def test_an_empty_day_can_be_chosen_by_its_head(week: WeekView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(week.day_chosen) as chosen:
        qtbot.mouseClick(head(week, SUNDAY), Qt.MouseButton.LeftButton)
    assert chosen.args == [SUNDAY]
    assert week.chosen == (SUNDAY, None)
    with qtbot.waitSignal(week.day_chosen), qtbot.assertNotEmitted(week.open_requested):
        qtbot.keyClick(head(week, SUNDAY), KEY.Key_Space)


def test_to_choose_from_outside_is_silent(week: WeekView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(week.occurrence_chosen), qtbot.assertNotEmitted(week.day_chosen):
        week.choose(TODAY, (RitualId("hug"), TODAY))
        week.choose(SUNDAY)
        week.choose(TODAY, (RitualId("hug"), TODAY))
    assert [one for one in week.findChildren(Spot) if one.is_chosen] == [cell(week, "Home-coming hug")]


def test_the_chosen_edge_moves_nothing(week: WeekView) -> None:
    tea = cell(week, "One thing about your day")
    before = tea.geometry()
    week.choose(TODAY, tea.key)
    settle()
    assert tea.geometry() == before


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("make", [WeekView, MonthView])
def test_large_text_makes_room_and_cuts_no_line(
    make: Callable[[], Board], percent: int, on_screen: OnScreen, theme: Theme
) -> None:
    theme.apply("light", percent)
    view = make()
    times = (
        came(standing=Standing.ASKED_ME, name="Relationshipconversations about the day " * 2),
        came("b", time="08:00"),
    )
    view.show_span(month(*times) if make is MonthView else span(*times))
    on_screen(view)
    line = look.line_height("small")
    for one in cells(view):
        assert one.height() >= one.sizeHint().height() >= line
        assert one.width() >= look.px(70), "columns grow with the text, and the view scrolls sideways"
    columns = [head(view, MONDAY + timedelta(days=step)).mapTo(view, QPoint(0, 0)).x() for step in range(7)]
    assert len({right - left for left, right in pairwise(columns)}) <= 2, "columns are of one width"
    ground = ground_of(view)
    assert ground.height() >= ground.layout().minimumSize().height(), "nothing is cut off at the foot"


def test_what_the_keyboard_comes_to_is_scrolled_to(on_screen: OnScreen, theme: Theme, qtbot: QtBot) -> None:
    theme.apply("light", 200)
    view = WeekView()
    view.show_span(span(came()))
    on_screen(view)
    head(view, TODAY).setFocus()
    assert view._scroll.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(at(), KEY.Key_End)
    assert view.rect().contains(at().mapTo(view, at().rect().center()))


def test_a_narrow_place_begins_at_today(on_screen: OnScreen, theme: Theme) -> None:
    theme.apply("light", 200)
    view = WeekView()
    view.show_span(Span(MONDAY, SUNDAY, SUNDAY, ()))
    on_screen(view)
    assert view.rect().contains(head(view, SUNDAY).mapTo(view, head(view, SUNDAY).rect().center()))


@pytest.mark.parametrize("width", [600, 1100])
def test_in_the_month_a_name_has_two_lines_at_most_and_a_wide_day_its_time(
    width: int, on_screen: OnScreen, theme: Theme
) -> None:
    view = MonthView()
    view.show_span(
        month(came(), came("b", SUNDAY, name="Tea"), came("c", MONDAY + timedelta(days=8), name="Tea " * 30))
    )
    on_screen(view, width)
    one, two, most = (cells(view)[place].height() for place in (1, 0, 2))
    assert one < two == most
    assert one == look.line_height("small") + 4


def test_a_name_has_three_lines_at_most_and_its_end_is_kept_for_the_last(theme: Theme) -> None:
    font = look.font("small")
    name = "One thing \U0001f375 about your very long and winding day at home"
    lines = broken(name, font, 70, 3)
    assert len(lines) == 3
    assert " ".join(lines) == name
    metrics = QFontMetricsF(font)
    assert all(metrics.horizontalAdvance(line) <= 70 for line in lines[:-1])
    assert broken("Tea", font, 70, 3) == ("Tea",)


def test_another_look_reaches_every_cell(week: WeekView, theme: Theme) -> None:
    tea = cell(week, "One thing about your day")
    light, height = tea.grab().toImage(), tea.height()
    theme.apply("dark")
    assert tea.grab().toImage() != light
    theme.apply("light", 150)
    settle()
    assert tea.height() > height
    theme.apply("light", 100)
    settle()
    assert tea.height() == height
