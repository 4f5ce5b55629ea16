"""The planner: week, month or agenda, the chosen day under it, and the library beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.ritual_texts import RitualText
from trustapp.services.ritual_views import Occurrence, PlannerView, RitualDetail, Span, Standing
from trustapp.words import _
from ui.features.rituals import day_card, words
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.day_card import DayCard
from ui.features.rituals.days import month_grid, week_of
from ui.features.rituals.library import WIDTH, LibraryDrawer
from ui.features.rituals.month import MonthView
from ui.features.rituals.other_time import OtherTimeDialog
from ui.features.rituals.presenter import PlannerPresenter
from ui.features.rituals.range_bar import Kind, RangeBar
from ui.features.rituals.sides import RitualsCard
from ui.features.rituals.week import WeekView
from ui.widgets import dates, look
from ui.widgets.boxes import Banner
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.kept_place import KeptPlace
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import Page
from ui.widgets.toast import Toast

_AGENDA_DAYS: Final = 42
_ROOM: Final = 620
"""The least room of the calendar beside the drawer, at the usual size of text."""


class PlannerPage(Page):
    """Of both, or of one person alone."""

    KEY = "rituals"
    TITLE = _("Rituals")

    def __init__(self, presenter: PlannerPresenter, parent: QWidget | None = None) -> None:
        shared = presenter.shared
        title = _("Rituals") if shared else _("My own rituals")
        self.KEY = "rituals" if shared else "own_rituals"  # type: ignore[misc]
        super().__init__(presenter, title, space="s" if shared else "own", parent=parent)
        self._presenter = presenter
        self._planner: PlannerView | None = None
        self._span: Span | None = None
        self._chosen: date | None = None
        self._details: dict[RitualId, RitualDetail] = {}
        self._toast = Toast(self)
        self._toast.undone.connect(presenter.undo)
        self._build()
        presenter.attach(self)

    def _build(self) -> None:
        space = "s" if self._presenter.shared else "own"
        self._rests = Banner("n", "pause", _("Rituals rest at the moment"), _rest_words())
        self._rests.hide()
        self._bar = RangeBar(space)
        self._bar.moved.connect(self._page)
        self._bar.today_requested.connect(self._go_today)
        self._bar.kind_chosen.connect(self._change_kind)
        self._views: dict[Kind, WeekView | MonthView | AgendaView] = {
            Kind.WEEK: WeekView(space),
            Kind.MONTH: MonthView(space),
            Kind.AGENDA: AgendaView(space),
        }
        # Not in a stack: that would be as high as the month while the week is shown.
        shown = vbox()
        for view in self._views.values():
            view.day_chosen.connect(self._choose_day)
            view.occurrence_chosen.connect(self._choose_key)
            view.open_requested.connect(self._open)
            view.move_requested.connect(self._move)
            view.range_requested.connect(self._page)
            view.hide()
            shown.addWidget(view)
        self._day = DayCard()
        self._day.done.connect(self._do)
        self._day.add_requested.connect(self._presenter.make_own)
        self._sides = RitualsCard(shared=self._presenter.shared)
        self._sides.done.connect(self._do_ritual)
        self._sides.hide()
        self._kept = KeptPlace(self, self._day, self._sides)
        self.content.addLayout(vbox(self._rests, self._bar, 8, shown, 12, self._day, 16, self._sides, None))
        self._drawer = LibraryDrawer(space, self)
        self._drawer.template_chosen.connect(self._use_template)
        self._drawer.own_requested.connect(self._make_own)
        self._drawer.closeness_requested.connect(self._presenter.closeness)
        self._drawer.close_requested.connect(self._put_drawer_away)
        self._ideas = Button(_("Ideas"), "secondary", icon="plus")
        self._ideas.clicked.connect(self._show_drawer)
        self.head_actions.addWidget(self._ideas)
        self._ideas.hide()
        self._over = False
        self._escape = QShortcut(QKeySequence("Esc"), self._drawer)
        self._escape.activated.connect(self._put_drawer_away)
        self._print = Button(_("Print…"), "secondary", icon="print")
        self._print.clicked.connect(self._ask_print)
        self._file = Button(_("Calendar file…"), "secondary")
        self._file.clicked.connect(self._presenter.calendar_file)
        ways = QWidget(self)
        hbox(self._print, self._file, gap=12, parent=ways)
        self.set_foot(ways)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_planner(self, view: PlannerView) -> None:
        """Everything besides the days."""
        first = self._planner is None
        self._planner = view
        self._details = {one.words.id: one for one in view.rituals}
        self._rests.setVisible(view.suspended or view.clock_in_doubt)
        if not view.own_sitting:
            # Together nothing is suggested, printed or taken along.
            self.set_foot()
            self._place_drawer()
        self._kept.keep()
        self._sides.show_rituals(view)
        self._sides.setVisible(self._sides.has_any())
        if first:
            self._chosen = view.today
            self._ask()
        else:
            self._show_day()
        self._presenter.ask_library()

    def show_library(self, templates: tuple[RitualText, ...]) -> None:
        """The drawer's content."""
        view = self._planner
        if view is not None:
            self._drawer.show_library(templates, view.limited, shared=view.shared, own=view.own_sitting)

    def show_span(self, span: Span) -> None:
        """The days that were asked for."""
        self._span = span
        kind = self._bar.kind
        self._bar.show_range(kind, span.first, span.last)
        # Its place is for the words, where today is seen anyway.
        self._bar.today.setVisible(not span.first <= span.today <= span.last)
        view = self._views[kind]
        view.show_span(span)
        if self._chosen is not None:
            view.choose(self._chosen)
        for other in self._views.values():
            other.setVisible(other is view)
        self._show_day()

    def show_undo(self, what: str) -> None:
        """What was done, and the way back; nothing private stands there."""
        self._toast.say({"out": _("It does not come this once."), "move": self._moved_words()}[what])

    def _moved_words(self) -> str:
        if self._presenter.shared:
            return _("Another time is suggested.")
        return _("It has another time, for once.")

    def show_done(self, what: str) -> None:
        """What was done, where nothing brings it back."""
        self._toast.put_away()
        if what == "yes":
            self.messages.inform(_("It is planned, for both of you."))
        elif what == "kept":
            self.messages.inform(_("It comes where it was planned."))
        else:
            self.messages.inform(_("It is gone from the page."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self._toast.put_away()
        self.messages.refuse(error)

    def _show_day(self) -> None:
        span, day = self._span, self._chosen
        if span is None or day is None:
            return
        self._kept.keep()
        inside = span.first <= day <= span.last
        self._day.setVisible(inside)
        if inside:
            own = self._planner is not None and self._planner.own_sitting
            self._day.show_day(span, day, self._details, own=own)

    # -- days --------------------------------------------------------------------------------------

    def _range(self) -> tuple[date, date]:
        """The days to ask for around the chosen one."""
        assert self._chosen is not None
        assert self._planner is not None
        first_weekday = dates.first_weekday()
        if self._bar.kind is Kind.WEEK:
            return week_of(self._chosen, first_weekday)
        if self._bar.kind is Kind.MONTH:
            return month_grid(self._chosen, first_weekday)
        first = max(self._chosen, self._planner.today)
        return first, first + timedelta(days=_AGENDA_DAYS - 1)

    def _ask(self) -> None:
        if self._chosen is not None and self._planner is not None:
            self._presenter.ask(*self._range())

    def _page(self, step: int) -> None:
        """The week, the month or the days before or after."""
        if self._chosen is None:
            return
        self._chosen = moved_by(self._chosen, self._bar.kind, step)
        self._ask()

    def _go_today(self) -> None:
        if self._planner is not None:
            self._chosen = self._planner.today
            self._ask()

    def _change_kind(self, _kind: str) -> None:
        self._ask()

    def _choose_day(self, day: date) -> None:
        self._chosen = day
        span = self._span
        if span is not None and span.first <= day <= span.last:
            self._show_day()
        else:
            self._ask()

    def _choose_key(self, key: object) -> None:
        one = self._find(key)
        if one is not None:
            self._choose_day(one.day)

    def _find(self, key: object) -> Occurrence | None:
        found = self._span.occurrences if self._span is not None else ()
        return next((one for one in found if one.key == key), None)

    # -- what is done ------------------------------------------------------------------------------

    def _open(self, key: object) -> None:
        """Enter on a time: the way to its buttons, which stand in the day under the calendar."""
        one = self._find(key)
        if one is None:
            return
        self._choose_day(one.day)
        row = self._day.row_of(key)
        if row is not None and row.buttons:
            self.scroll_to(row)
            next(iter(row.buttons.values())).setFocus()

    def _move(self, key: object, day: date, time: str) -> None:
        one = self._find(key)
        if one is not None:
            self._chosen = day
            self._presenter.move(one, day, time)

    def _do(self, way: str, one: Occurrence) -> None:
        if way in (day_card.BEGIN, day_card.SMALLER):
            if one.closeness:
                self._presenter.closeness()
            else:
                self._presenter.begin(one.ritual, one.original, smaller=way == day_card.SMALLER)
        elif way == day_card.OUT:
            self._presenter.leave_out(one)
        elif way == day_card.OTHER_TIME:
            dialog = OtherTimeDialog(self, one, self._today())
            dialog.chosen.connect(self._move)
            dialog.open()
        elif way == day_card.MOVE_YES:
            self._presenter.agree_move(one)
        elif way == day_card.MOVE_KEEP:
            self._presenter.keep_time(one)
        elif way == day_card.MOVE_BACK:
            self._presenter.take_move_back(one)
        elif way == day_card.OPEN:
            self._presenter.open(one.ritual, one.original)
        else:
            self._do_ritual(way, one.ritual)

    def _do_ritual(self, way: str, ritual: RitualId) -> None:
        detail = self._details.get(ritual)
        if way == day_card.OPEN:
            self._presenter.open(ritual)
        elif way in (day_card.BEGIN, day_card.SMALLER):
            self._presenter.begin(ritual, None, smaller=way == day_card.SMALLER)
        elif way == day_card.YES:
            self._presenter.say_yes(ritual)
        elif way == day_card.NOT_NOW and detail is not None:
            if detail.standing is Standing.ASKED_ME:
                # No reason, no question: saying not now is as quick as saying yes.
                self._presenter.end(ritual)
            else:
                title, text, act = words.end_words(
                    detail,
                    shared=self._presenter.shared,
                    own=self._planner is not None and self._planner.own_sitting,
                )
                ask(self, title, text, act, space=self.space, on_act=_Bound(self._presenter, ritual).end)

    def _today(self) -> date:
        assert self._planner is not None
        return self._planner.today

    def _use_template(self, template: str) -> None:
        self._presenter.use_template(template, self._day_to_add())

    def _make_own(self) -> None:
        self._presenter.make_own(self._day_to_add())

    def _day_to_add(self) -> date | None:
        chosen, view = self._chosen, self._planner
        return chosen if view is not None and chosen is not None and chosen > view.today else None

    def _ask_print(self) -> None:
        if self._chosen is not None and self._planner is not None:
            kind = "month" if self._bar.kind is Kind.MONTH else "week"
            first = self._chosen.replace(day=1) if kind == "month" else self._range()[0]
            if self._bar.kind is Kind.AGENDA:
                first = week_of(self._chosen, dates.first_weekday())[0]
            self._presenter.print(kind, first)

    # -- the drawer --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Take the place that is there."""
        super().showEvent(event)
        self._place_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the calendar where there is room, else behind a button."""
        super().resizeEvent(event)
        self._place_drawer()

    def _place_drawer(self) -> None:
        width = min(look.px(WIDTH), self.width() - 48)
        there = self._planner is None or self._planner.own_sitting
        beside = there and self.width() - width >= look.px(_ROOM)
        shown = beside or (there and self._over)
        margins = self.contentsMargins()
        reserved = width if beside else 0
        right, left = (0, reserved) if self.isRightToLeft() else (reserved, 0)
        if (margins.left(), margins.right()) != (left, right):
            self.setContentsMargins(left, 0, right, 0)
        x = 0 if self.isRightToLeft() else self.width() - width
        self._drawer.setGeometry(QRect(x, 0, width, self.height()))
        self._drawer.set_overlaid(overlaid=not beside)
        self._drawer.setVisible(shown)
        self._ideas.setVisible(there and not beside)
        if shown:
            self._drawer.raise_()

    def _show_drawer(self) -> None:
        self._over = True
        self._place_drawer()
        self._drawer.search.edit.setFocus()

    def _put_drawer_away(self) -> None:
        self._over = False
        self._place_drawer()
        if self._ideas.isVisible():
            self._ideas.setFocus()

    def read_in_order(self) -> tuple[QWidget, ...]:
        """The drawer stands beside everything, and comes after it."""
        return (*super().read_in_order(), self._drawer)

    def open_at(self, **place: Any) -> None:
        """A day that another page named, or a ritual after which somebody may write a note."""
        day, note = place.get("day"), place.get("note")
        if isinstance(note, str):
            self._presenter.open(RitualId(note), day if isinstance(day, date) else None)
        elif isinstance(day, date):
            self._chosen = day
            self._ask()


class _Bound:
    """What a dialog does when it is accepted: a bound method of something that it keeps."""

    def __init__(self, presenter: PlannerPresenter, ritual: RitualId) -> None:
        self.end = partial(presenter.end, ritual)


def moved_by(day: date, kind: Kind, step: int) -> date:
    """The day to look at after paging: a week, a month or six weeks on, within the calendar."""
    try:
        if kind is Kind.MONTH:
            month = day.year * 12 + day.month - 1 + step
            return date(month // 12, month % 12 + 1, 1)
        return day + timedelta(days=step * (7 if kind is Kind.WEEK else _AGENDA_DAYS))
    except (ValueError, OverflowError):
        return day


def _rest_words() -> str:
    return _("Nothing has to be done about that. What is planned comes back when it may.")
