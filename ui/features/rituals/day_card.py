"""Under the calendar: the chosen day, each time with what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import Occurrence, RitualDetail, Span, Standing
from trustapp.words import _
from ui.features.rituals import words
from ui.widgets import dates
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose

BEGIN, SMALLER, OUT, OTHER_TIME, OPEN, YES, NOT_NOW, MOVE_YES, MOVE_KEEP, MOVE_BACK = (
    "begin", "smaller", "out", "other_time", "open", "yes", "not_now", "move_yes", "move_keep", "move_back",
)  # fmt: skip


_EQUAL: Final = (BEGIN, SMALLER, OUT, YES, NOT_NOW, MOVE_YES, MOVE_KEEP)
"""Ways on that are as large as one another."""


class WayButton(Button):
    """One of the ways on from a ritual; it says which."""

    chosen = Signal(str)

    def __init__(self, way: str, text: str, kind: str, name: str) -> None:
        super().__init__(text, kind, "s")
        self._way = way
        self.setAccessibleName(_("{action}: {name}").format(action=text, name=name))
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._way)


class TimeRow(QWidget):
    """One time of a ritual: when, what, who begins, and equal ways on."""

    done = Signal(str, object)
    """What was pressed, and the ``Occurrence``."""

    def __init__(
        self, one: Occurrence, detail: RitualDetail | None, parent: QWidget, *, today: bool, own: bool
    ) -> None:
        super().__init__(parent)
        self.occurrence = one
        self._today, self._own, self._detail = today, own, detail
        time = PlainLabel(one.time or _("Any time"), "small", tone="2")
        name = Prose(one.name, "body", bold=True)
        column = vbox(name, gap=4)
        if note := words.about(one.begins, one.minutes):
            column.addWidget(Prose(note, "small", tone="2"))
        if said := self._said():
            column.addWidget(Prose(said, "body", tone="2"))
        self.buttons: dict[str, Button] = {}
        holder = QWidget(self)
        flow = Flow(holder, gap=8)
        for what, text, kind in self._ways():
            button = WayButton(what, text, kind, one.name)
            button.chosen.connect(self._choose)
            self.buttons[what] = button
            flow.addWidget(button)
        column.addSpacing(4)
        column.addWidget(holder)
        self._time = time
        hbox((vbox(time, None), 0), (column, 1), gap=16, margins=(0, 12, 0, 12), parent=self)
        even_out([self.buttons[way] for way in _EQUAL if way in self.buttons])

    def set_time_width(self, width: int) -> None:
        """All times of a day stand in one column."""
        self._time.setMinimumWidth(width)

    def time_width(self) -> int:
        """How wide the time needs to be."""
        return self._time.sizeHint().width()

    def _said(self) -> str:
        one, detail = self.occurrence, self._detail
        if one.moving and one.standing is Standing.ASKED_ME:
            return _("This time was suggested for once. It counts only if you say yes.")
        if one.moving:
            return _("You suggested this time for once. It counts only if the other says yes.")
        if one.standing is Standing.ASKED_ME and detail is not None and detail.words.replaces is not None:
            return words.instead()
        if one.standing is Standing.ASKED_ME:
            return _("Suggested to you. It is planned only if you say yes; “Not now” needs no reason.")
        if one.standing is Standing.ASKED_THEM:
            return _("Your suggestion. It is planned only if the other says yes.")
        if one.standing is Standing.RESTS:
            return words.why_it_rests(detail.rests if detail is not None else "")
        return ""

    def _ways(self) -> list[tuple[str, str, str]]:
        one = self.occurrence
        if one.standing is Standing.PLANNED and not one.moving:
            return self._each_time()
        whole = (OPEN, _("Read it all"), "quiet")
        if one.moving and one.standing is Standing.ASKED_ME and self._own:
            return [
                (MOVE_YES, _("Yes, this time"), "secondary"),
                (MOVE_KEEP, _("Keep it as it was"), "secondary"),
                (OUT, _("Not this once"), "secondary"),
                whole,
            ]
        if one.moving and self._own:
            return [(MOVE_BACK, _("Take it back"), "secondary"), whole]
        if one.standing is Standing.ASKED_ME and self._own:
            return [(YES, _("Yes"), "secondary"), (NOT_NOW, _("Not now"), "secondary"), whole]
        if one.standing is Standing.ASKED_THEM and self._own:
            return [(NOT_NOW, _("Take it back"), "secondary"), whole]
        return [whole]

    def _each_time(self) -> list[tuple[str, str, str]]:
        found = []
        if self._today and self.occurrence.closeness:
            # An evening begins on its own page, where everything that stands is read first.
            found.append((BEGIN, _("Read its page"), "secondary"))
        elif self._today:
            found.append((BEGIN, _("Begin"), "secondary"))
            if self._detail is not None and self._detail.words.smaller:
                found.append((SMALLER, _("Make it smaller"), "secondary"))
        found.append((OUT, _("Not today") if self._today else _("Not this once"), "secondary"))
        if self.occurrence.movable and self._own:
            found.append((OTHER_TIME, _("Another time…"), "quiet"))
        return [*found, (OPEN, _("Read it all"), "quiet")]

    def _choose(self, way: str) -> None:
        self.done.emit(way, self.occurrence)


def even_out(buttons: Sequence[Button]) -> None:
    """To begin, to make it smaller and to leave it out are equal in size; so are yes and not now."""
    widest = max((button.sizeHint().width() for button in buttons), default=0)
    for button in buttons:
        button.setMinimumWidth(widest)


class DayCard(Card):
    """The chosen day."""

    done = Signal(str, object)
    add_requested = Signal(object)
    """The day to which something is added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date.min
        self._title = PlainLabel("", "read", wrap=True)
        self._add = Button(_("Add here"), "quiet", icon="plus")
        self._add.clicked.connect(self._ask_to_add)
        self.body.addLayout(hbox((self._title, 1), self._add, gap=12))
        self._rows = vbox()
        self.body.addLayout(self._rows)
        self.rows: list[TimeRow] = []

    def show_day(self, span: Span, day: date, details: Mapping[RitualId, RitualDetail], *, own: bool) -> None:
        """What comes on this day; a day that is over says nothing."""
        self._day = day
        clear(self._rows)
        self.rows = []
        self._title.setText(dates.day_of_week(day))
        past = day < span.today
        self._add.setVisible(own and not past)
        for one in span.on(day):
            if self.rows:
                self._rows.addWidget(Rule())
            row = TimeRow(one, details.get(one.ritual), self, today=day == span.today, own=own)
            row.done.connect(self.done)
            self.rows.append(row)
            self._rows.addWidget(row)
        widest = max((row.time_width() for row in self.rows), default=0)
        for row in self.rows:
            row.set_time_width(widest)
        if not self.rows:
            self._rows.addSpacing(8)
            self._rows.addWidget(Prose(_nothing(past=past), "body", tone="2"))

    def row_of(self, key: object) -> TimeRow | None:
        """The row of one time."""
        return next((row for row in self.rows if row.occurrence.key == key), None)

    def _ask_to_add(self) -> None:
        self.add_requested.emit(self._day)


def _nothing(*, past: bool) -> str:
    if past:
        return _("Days that are over show nothing here, neither what was done nor what was not.")
    return _("Nothing is planned. An empty day is fine.")
