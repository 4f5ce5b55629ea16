"""When a ritual comes: once, again and again, or when it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.recurrence import Every, Repeat, repeat_of, rule_of
from trustapp.domain.rituals import Plan
from trustapp.words import _
from ui.features.rituals.times import day_in, time_in
from ui.widgets import dates
from ui.widgets.buttons import OneOf, Pick
from ui.widgets.fields import Choice, Field
from ui.widgets.layouts import Flow, equal_columns, vbox
from ui.widgets.text import PlainLabel, Prose

FITS, ONCE, AGAIN, AS_IT_IS = "fits", "once", "again", "as_it_is"
ON_DAY, ON_ORDINAL, ON_LAST, AT_END = "day", "ordinal", "last", "end"

_MONDAY = date(2024, 1, 1)


class WhenForm(QWidget):
    """Gives a ``Plan``; a rule that no form can ask for is kept as it is unless another one is chosen."""

    changed = Signal()

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._kept, self._singly = "UTC", "", False
        self._today = date.min
        self._group = QButtonGroup(self)
        self._kinds: dict[str, OneOf] = {}
        ways = QWidget(self)
        ways.setAccessibleName(_("When"))
        row = Flow(ways, gap=16)
        for kind, text in (
            (FITS, _("When it fits")),
            (ONCE, _("Once")),
            (AGAIN, _("Again and again")),
            (AS_IT_IS, _("By the rule that it has")),
        ):
            one = OneOf(text, space, compact=True)
            one.toggled.connect(self._arrange)
            self._group.addButton(one)
            self._kinds[kind] = one
            row.addWidget(one)
        self.day = Field(_("Day"), hint=_("Written like 2026-08-31."))
        self.time = Field(_("Time"), hint=_("Written like 19:30; empty for any time of the day."))
        self._again = QWidget(self)
        self.every = Choice(_("How often"), _everys())
        self.interval = Field(_("Each one, or every second"), hint=_("1 for each one, 2 for every second."))
        self.interval.setText("1")
        self._weekdays = QWidget(self)
        self._weekdays.setAccessibleName(_("On which days of the week"))
        days = Flow(gap=6)
        self.weekdays: list[Pick] = []
        for number in range(7):
            pick = Pick(dates.weekday(_MONDAY.replace(day=1 + number), short=True), space)
            pick.setAccessibleName(dates.weekday(_MONDAY.replace(day=1 + number)))
            pick.toggled.connect(self.changed)
            self.weekdays.append(pick)
            days.addWidget(pick)
        pills = QWidget(self._weekdays)
        pills.setLayout(days)
        vbox(PlainLabel(_("On"), "body", bold=True), 6, pills, parent=self._weekdays)
        self.monthly = Choice(_("Which day of the month"))
        self.until = Field(_("Until"), hint=_("The last day, written like 2026-08-31; empty for no end."))
        vbox(
            equal_columns(self.every, self.interval), 10, self._weekdays, self.monthly, 10, self.until,
            parent=self._again,
        )  # fmt: skip
        self.said = Prose("", "body", bold=True)
        vbox(
            PlainLabel(_("When"), "body", bold=True), 4, ways, 8, equal_columns(self.day, self.time), 10,
            self._again, 8, self.said, parent=self,
        )  # fmt: skip
        for field in (self.day, self.time, self.interval, self.until, self.every, self.monthly):
            field.changed.connect(self._arrange)

    # -- filling in --------------------------------------------------------------------------------

    def show_plan(self, plan: Plan | None, today: date, zone: str, *, singly: bool) -> None:
        """Begin with this plan; ``singly``: only one day can be chosen."""
        self._zone, self._today, self._singly = zone, today, singly
        self._kept = plan.rule if plan is not None and plan.rule and repeat_of(plan.rule) is None else ""
        for kind, one in self._kinds.items():
            one.setVisible((kind == ONCE or not singly) and (kind != AS_IT_IS or bool(self._kept)))
        day = max(plan.day, today) if plan is not None and not plan.rule else plan.day if plan else today
        self.day.setText(day.isoformat())
        self.time.setText(plan.time if plan is not None else "")
        self._show_repeat(repeat_of(plan.rule) if plan is not None and plan.rule else None, day)
        kind = FITS if plan is None else ONCE if not plan.rule else AS_IT_IS if self._kept else AGAIN
        self._kinds[ONCE if singly else kind].setChecked(True)
        self._arrange()

    def _show_repeat(self, repeat: Repeat | None, day: date) -> None:
        repeat = repeat or Repeat(Every.WEEK, weekdays=(day.weekday(),))
        self.every.setText(repeat.every.value)
        self.interval.setText(str(repeat.interval))
        weekdays = repeat.weekdays if repeat.every is Every.WEEK else (day.weekday(),)
        for number, pick in enumerate(self.weekdays):
            pick.setChecked(number in weekdays)
        self._offer_month_days(day)
        if repeat.every is Every.MONTH and repeat.ordinal:
            self.monthly.setText(ON_LAST if repeat.ordinal == -1 else ON_ORDINAL)
        elif repeat.month_day == -1:
            self.monthly.setText(AT_END)
        self.until.setText(repeat.until.isoformat() if repeat.until is not None else "")

    def _offer_month_days(self, day: date) -> None:
        ordinal = (day.day - 1) // 7 + 1
        choices = [(ON_DAY, _("On day {number}").format(number=day.day)), (AT_END, _("On its last day"))]
        weekday = dates.weekday(day)
        if ordinal <= 4:
            choices.insert(1, (ON_ORDINAL, _ordinal_words(ordinal).format(weekday=weekday)))
        choices.append((ON_LAST, _("On the last {weekday}").format(weekday=weekday)))
        self.monthly.set_choices(choices)

    # -- what it says ------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Which of the ways is chosen."""
        return next((kind for kind, one in self._kinds.items() if one.isChecked()), FITS)

    def _arrange(self, _on: object = None) -> None:
        kind = self.kind
        self.day.setVisible(kind != FITS)
        self.time.setVisible(kind != FITS)
        self._again.setVisible(kind == AGAIN)
        every = self.every.text()
        self._weekdays.setVisible(every == Every.WEEK.value)
        self.monthly.setVisible(every == Every.MONTH.value)
        day = day_in(self.day.text())
        if day is not None:
            self._offer_month_days(day)
        self.changed.emit()

    def plan(self) -> tuple[Plan | None, bool]:
        """The plan, and whether everything that was typed can be read."""
        if self.kind == FITS:
            return None, True
        day, time = day_in(self.day.text()), time_in(self.time.text())
        if day is None or time is None:
            return None, False
        plan = Plan(day, time, self._zone)
        if self.kind == AS_IT_IS:
            return replace(plan, rule=self._kept), True
        if self.kind == AGAIN:
            repeat = self._repeat(day)
            return (None, False) if repeat is None else (replace(plan, rule=rule_of(repeat, day)), True)
        return plan, True

    def _repeat(self, day: date) -> Repeat | None:
        until = day_in(self.until.text()) if self.until.text().strip() else None
        interval = self.interval.text().strip()
        if (self.until.text().strip() and until is None) or not interval.isascii() or not interval.isdigit():
            return None
        repeat = Repeat(Every(self.every.text()), int(interval), until=until)
        if not 1 <= repeat.interval <= 99:
            return None
        if repeat.every is Every.WEEK:
            chosen = tuple(number for number, pick in enumerate(self.weekdays) if pick.isChecked())
            return replace(repeat, weekdays=chosen or (day.weekday(),))
        if repeat.every is Every.MONTH:
            return _monthly(repeat, self.monthly.text(), day)
        return repeat

    def check(self) -> bool:
        """Say under each field what cannot be read; whether everything can."""
        kind = self.kind
        day = day_in(self.day.text())
        if kind != FITS:
            if day is None or (kind == ONCE and day < self._today):
                self.day.set_error(_("A day that is still to come, written like 2026-08-31."))
                return False
            if time_in(self.time.text()) is None:
                self.time.set_error(_("A time, written like 19:30."))
                return False
        if kind == AGAIN and self.plan()[0] is None:
            number = self.interval.text().strip()
            if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 99):
                self.interval.set_error(_("A number from 1 to 99."))
            else:
                self.until.set_error(_("A day, written like 2026-08-31."))
            return False
        return True


def _monthly(repeat: Repeat, chosen: str, day: date) -> Repeat:
    if chosen == ON_ORDINAL:
        return replace(repeat, weekdays=(day.weekday(),), ordinal=(day.day - 1) // 7 + 1)
    if chosen == ON_LAST:
        return replace(repeat, weekdays=(day.weekday(),), ordinal=-1)
    return replace(repeat, month_day=-1 if chosen == AT_END else day.day)


def _ordinal_words(ordinal: int) -> str:
    return {
        1: _("On the first {weekday}"),
        2: _("On the second {weekday}"),
        3: _("On the third {weekday}"),
        4: _("On the fourth {weekday}"),
    }[ordinal]


def _everys() -> tuple[tuple[str, str], ...]:
    return (
        (Every.DAY.value, _("Daily")),
        (Every.WEEK.value, _("Weekly")),
        (Every.MONTH.value, _("Monthly")),
        (Every.YEAR.value, _("Yearly")),
    )
