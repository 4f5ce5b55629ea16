"""One time of today with its equal ways on, and one time that comes up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from trustapp.services.today import TodayRow
from trustapp.words import _, ngettext
from ui.widgets import dates, look
from ui.widgets.boxes import MarkLabel
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.text import PlainLabel, Prose

BEGIN, SMALLER, OUT = "begin", "smaller", "out"

_ROOM = 760
"""The least width, at the text size of the design, at which the ways on stand beside the words."""


def minutes(number: int) -> str:
    """How long, "" for no time at all."""
    if not number:
        return ""
    if number % 60 == 0 and number >= 120:
        return ngettext("{count} hour", "{count} hours", number // 60).format(count=number // 60)
    return ngettext("{count} minute", "{count} minutes", number).format(count=number)


class _Way(Button):
    """One of the ways on: all of them are of one size."""

    picked = Signal(str)

    def __init__(self, way: str, text: str, name: str) -> None:
        super().__init__(text, "secondary")
        self._way = way
        self.setAccessibleName(_("{action}: {name}").format(action=text, name=name))
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self._way)


class TimeRow(QWidget):
    """A time of today: when, what, who begins, and the ways on."""

    done = Signal(str, object)
    """What was pressed, and the ``TodayRow``."""

    def __init__(self, row: TodayRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        one = row.one
        self._time = PlainLabel(one.time or _("Any time"), "small", tone="2")
        words = vbox(Prose(one.name, "body", bold=True), gap=2)
        about = ", ".join(part for part in (one.begins, minutes(one.minutes)) if part)
        if about:
            words.addWidget(Prose(about, "small", tone="2"))
        self._ways = [_Way(way, text, one.name) for way, text in _ways(row)]
        holder = QWidget(self)
        flow = Flow(holder, gap=8)
        for way in self._ways:
            way.picked.connect(self._pick)
            flow.addWidget(way)
        self._parts = hbox((words, 1), holder, gap=16)
        column = vbox(2, self._time, None)
        hbox(column, (self._parts, 1), gap=16, margins=(0, 12, 0, 12), parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """Larger words need other columns."""
        self._time.setMinimumWidth(look.px(64))
        widest = max(way.sizeHint().width() for way in self._ways)
        for way in self._ways:
            way.setMinimumWidth(widest)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ways on stand under the words where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across = self.width() >= look.px(_ROOM)
        down = QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if across else down)
        self._parts.setSpacing(16 if across else 8)

    def _pick(self, way: str) -> None:
        self.done.emit(way, self._row)


def _ways(row: TodayRow) -> list[tuple[str, str]]:
    """To begin, to make it smaller, not today; an evening of closeness is read first, on its page."""
    if row.one.closeness:
        return [(BEGIN, _("Read its page")), (OUT, _("Not today"))]
    found = [(BEGIN, _("Begin")), (SMALLER, _("Make it smaller")), (OUT, _("Not today"))]
    return [one for one in found if one[0] != SMALLER or row.smaller]


class ComingRow(QWidget):
    """A time of the days after today; there is nothing to press."""

    def __init__(self, mark: str, when: str, name: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._when = PlainLabel(when, "small", tone="2")
        side = MarkLabel(mark, 16)
        self._note = PlainLabel(note, "small", tone="2")
        row = hbox(side, self._when, (Prose(name, "body"), 1), self._note, gap=12, parent=self)
        row.setContentsMargins(0, 12, 0, 12)
        look.follow(self)

    def restyle(self) -> None:
        """All days stand in one column."""
        self._when.setMinimumWidth(look.px(112))


def coming_row(row: TodayRow) -> ComingRow:
    """A time as it comes up."""
    one = row.one
    day = dates.weekday(one.day, short=True)
    when = _("{day} {time}").format(day=day, time=one.time) if one.time else day
    made = ComingRow("own" if row.own else "s", when, one.name, minutes(one.minutes))
    said = _("{when}: {name}. Only yours.") if row.own else _("{when}: {name}. For both of you.")
    made.setAccessibleName(
        said.format(when=f"{dates.day_of_week(one.day)} {one.time}".strip(), name=one.name)
    )
    return made
