"""Weeks, months and agendas with a few rituals in them, and what a test asks of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
)
from PySide6.QtWidgets import QApplication, QWidget

from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import Occurrence, Span, Standing
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.board import Board
from ui.features.rituals.days import month_grid
from ui.features.rituals.month import MonthView
from ui.features.rituals.spots import OccurrenceCell, Spot
from ui.features.rituals.week import WeekView
from ui.widgets import dates

OnScreen = Callable[..., None]
"""Shows a part of a page in a window of its own."""

MONDAY, TODAY, SUNDAY = date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 17)
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def came(
    ritual: str = "tea",
    day: date = TODAY,
    time: str = "07:10",
    name: str = "One thing about your day",
    standing: Standing = Standing.PLANNED,
    *,
    minutes: int = 3,
    begins: str = "Robin begins",
    movable: bool = True,
    moving: bool = False,
) -> Occurrence:
    return Occurrence(
        RitualId(ritual), day, day, time, name, minutes, standing, begins, movable=movable, moving=moving
    )


def span(*occurrences: Occurrence, first: date = MONDAY, last: date = SUNDAY) -> Span:
    return Span(first, last, TODAY, tuple(sorted(occurrences, key=lambda one: (one.day, one.time))))


def month(*occurrences: Occurrence) -> Span:
    first, last = month_grid(TODAY, dates.first_weekday())
    return span(*occurrences, first=first, last=last)


def cells(view: QWidget) -> list[OccurrenceCell]:
    return [cell for cell in view.findChildren(OccurrenceCell) if cell.isVisible()]


def cell(view: QWidget, name: str) -> OccurrenceCell:
    return next(one for one in cells(view) if one.occurrence is not None and one.occurrence.name == name)


def head(view: Board, day: date) -> Spot:
    return view.spots(day)[0]


def at() -> Spot:
    focus = QApplication.focusWidget()
    assert isinstance(focus, Spot)
    return focus


def said(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def ground_of(view: Board) -> QWidget:
    return view.spots(TODAY)[0].window().findChildren(type(view._ground))[0]


def a_week() -> WeekView:
    made = WeekView()
    made.show_span(
        span(
            came(),
            came("hug", TODAY, "18:30", "Home-coming hug", begins="Either begins", minutes=1),
            came("walk", date(2026, 5, 14), "11:00", "A walk"),
            came("tea", date(2026, 5, 15), "07:30", "Tea"),
        )
    )
    return made


def a_may() -> MonthView:
    made = MonthView()
    made.show_span(
        month(
            *(came(f"r{one}", SUNDAY, f"08:0{one}", f"No. {one}") for one in range(5)),
            came("hug", date(2026, 6, 2), "18:30", "Hug"),
        )
    )
    return made


def an_agenda() -> AgendaView:
    made = AgendaView()
    made.show_span(
        span(came(), came("hug", TODAY, "18:30", "Hug"), came("tea", SUNDAY, "", "Tea", movable=False))
    )
    return made
