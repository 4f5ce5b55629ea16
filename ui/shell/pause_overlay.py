"""The pause: one key, no reason, no name. It stops this screen only; lines stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from trustapp.words import _
from ui.shell.handover import TOMORROW, KeptPause
from ui.widgets import look
from ui.widgets.breathing import BreathingCircle
from ui.widgets.buttons import Button
from ui.widgets.choices import Pick
from ui.widgets.layouts import Flow, clear, equal_columns, grid_of, hbox, vbox
from ui.widgets.painted import Painted, wrapped
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel, Prose

if TYPE_CHECKING:
    from trustapp.services.reading import Exercise

_STEP = timedelta(minutes=5)
_TIMES = (timedelta(minutes=20), timedelta(minutes=40), timedelta(minutes=60))
_MOST_EXERCISES = 6
_HANDED = "HH:mm"


def _clock(at: QTime) -> str:
    """As a clock on this computer shows it."""
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


class WayTile(Painted):
    """One way to calm down: its name, and when it helps."""

    def __init__(self, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(exercise.title, "s", parent)
        self.exercise = exercise
        self._sub = _when(exercise.when)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleDescription(self._sub)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.follow(self)

    def _room(self, width: int) -> int:
        return max(80, width - 20 - 46)

    def heightForWidth(self, width: int) -> int:
        """64, more with larger text."""
        words = wrapped(self.text(), "body", self._room(width)) + wrapped(
            self._sub, "small", self._room(width)
        )
        return max(64, words + 24)

    def sizeHint(self) -> QSize:
        """Half of the column."""
        return QSize(look.px(200), self.heightForWidth(look.px(200)))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the words wrap."""
        return QSize(look.px(120), 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, name, when, tick."""
        painter = self._begin()
        on = self.isChecked()
        edge = 1.0 if on else 0.5
        painter.setPen(look.pen("s" if on else "control", 2 if on else 1))
        painter.setBrush(look.colour(self._ground() or "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 10, 10)
        room = self._room(self.width())
        first, second = wrapped(self.text(), "body", room), wrapped(self._sub, "small", room)
        top = (self.height() - first - second) / 2
        self._paragraph(painter, QRectF(20, top, room, first), self.text(), "body", "ink")
        self._paragraph(painter, QRectF(20, top + first, room, second), self._sub, "small", "ink2")
        if on:
            size = look.px(20)
            self._draw_pixmap(
                painter, self.width() - size - 16, (self.height() - size) / 2, "check", "s", size
            )


class TimePick(Pick):
    """A time to come back, as a clock shows it."""

    named = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "s", parent=parent)
        self.setAutoExclusive(True)
        self.clicked.connect(self._name)

    def _name(self) -> None:
        self.named.emit(self.text())


class PauseOverlay(QWidget):
    """Fills the whole window; three equal ways on, of which stopping is the first."""

    stop_requested = Signal()
    back_requested = Signal()
    help_requested = Signal()
    hide_requested = Signal()

    def __init__(self, now: Callable[[], datetime] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._now = now or datetime.now
        self._own = self._together = False
        self._named = ""
        self.circle = BreathingCircle()
        self._over = PlainLabel("", "body", tone="2")
        self._time = PlainLabel("", "display")
        self._words = Prose("", "read", leading=1.55)
        self._both = Prose(_("Going on needs both of you."), "small", tone="2")
        self._build_ways()
        self._build_times()
        self._build_choices()
        self._lay_out()
        self.begin(together=False)

    # -- building ----------------------------------------------------------------------------------

    def _build_ways(self) -> None:
        self._ways = QWidget(self)
        self._ways_heading = PlainLabel(_("What might help now?"), "body", bold=True)
        self._ways_holder = QWidget(self._ways)
        self._ways_group = QButtonGroup(self)
        self._steps = Prose("", "body", tone="2")
        vbox(self._ways_heading, 12, self._ways_holder, 12, self._steps, parent=self._ways)
        self._steps.hide()
        self._ways.hide()

    def _build_times(self) -> None:
        self._times = QWidget(self)
        self._time_row = QWidget(self._times)
        self._flow = Flow(self._time_row, gap=8)
        words = _("A time to look in on each other, if you like. It is an intention, and can be another one.")
        vbox(Prose(words, "small", tone="2"), 8, self._time_row, parent=self._times)
        self._times.hide()

    def _build_choices(self) -> None:
        self.stop_button = Button(_("Stop for today"), "secondary", tall=True)
        self.time_button = Button(_("Another time…"), "secondary", tall=True)
        self.back_button = Button(_("I am back"), "secondary", tall=True)
        self.stop_button.clicked.connect(self.stop_requested)
        self.time_button.clicked.connect(self._offer_times)
        self.back_button.clicked.connect(self.back_requested)

    def _lay_out(self) -> None:
        """The ways on stand under what scrolls: they are in sight at any size of text."""
        told = QWidget()
        told.setProperty("ground", "clear")
        column = (self._over, 4, self._time, 12, self._words, 24, self._ways, None)
        vbox(*column, margins=(4, 8, 12, 0), parent=told)
        scroll = _Told(told, self)
        buttons = (self.stop_button, self.time_button, self.back_button)
        self._choices = equal_columns(*buttons, gap=12)
        self._right = QWidget(self)
        under = vbox(self._choices, 12, self._both, self._times, margins=(4, 20, 12, 0))
        vbox(None, scroll, under, None, parent=self._right)
        middle = hbox((self.circle, 5), 48, (self._right, 6))
        vbox((middle, 1), 16, self._build_foot(), margins=(40, 24, 40, 24), parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """Larger words need other columns."""
        self._right.setMaximumWidth(look.px(560))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The circle goes where there is no room for it beside the words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = max(one.sizeHint().width() for one in (self.stop_button, self.time_button, self.back_button))
        row = 3 * widest + 2 * 12 + 20
        room = self.width() - 2 * 40
        self.circle.setVisible(room - row - 48 >= self.circle.minimumSizeHint().width())
        beside = room >= row
        ways = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._choices.setDirection(ways)
        self._right.setMinimumWidth(row if beside else 0)

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        self.help_button = Button(_("Help and safety"), "quiet", icon="help")
        self.hide_button = Button(_("Hide and lock"), "quiet", icon="hide")
        self.help_button.clicked.connect(self.help_requested)
        self.hide_button.clicked.connect(self.hide_requested)
        said = _("No reason is asked and nobody is named. If the time passes, you can name another.")
        words = Prose(said, "small", tone="2", centred=True)
        row = hbox(self.help_button, (words, 1), self.hide_button, gap=16, parent=foot)
        row.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        return foot

    # -- showing -----------------------------------------------------------------------------------

    def begin(self, *, together: bool, own: bool = False) -> None:
        """A pause begins, without a time; ``own`` over the pages of one's own space."""
        self._own, self._together = own, together
        self._both.setVisible(together)
        self._times.hide()
        self._show_time("")

    def kept(self) -> KeptPause:
        """The pause as it stands, without a word of anybody's."""
        chosen = [one.isChecked() for one in self._ways_group.buttons()]
        way = chosen.index(True) if True in chosen else -1
        return KeptPause(self._together, self._own, way, self._named_time())

    def choose_way(self, way: int) -> None:
        """Show the steps of the way at this place again, if there is one."""
        tiles = self._ways_group.buttons()
        if 0 <= way < len(tiles):
            tiles[way].setChecked(True)
            self._show_steps()

    def name_again(self, time: str) -> None:
        """The time that was named before, "" for none; see ``KeptPause.time``."""
        if time == TOMORROW:
            self._show_time(_("tomorrow"))
        elif time:
            self._show_time(_clock(QTime.fromString(time, _HANDED)))

    def show_exercises(self, exercises: Sequence[Exercise]) -> None:
        """Ways to calm down: what helps when it is too much, and when one is far away."""
        old = self._ways_holder
        self._ways_holder = QWidget(self._ways)
        tiles = []
        for exercise in exercises[:_MOST_EXERCISES]:
            tile = WayTile(exercise, self._ways_holder)
            tile.clicked.connect(self._show_steps)
            self._ways_group.addButton(tile)
            tiles.append(tile)
        grid_of(tiles, columns=2, gap=12, parent=self._ways_holder)
        layout = self._ways.layout()
        if layout is not None:
            layout.replaceWidget(old, self._ways_holder)
        old.deleteLater()
        self._ways.setVisible(bool(tiles))

    @property
    def has_exercises(self) -> bool:
        """Whether they were shown already."""
        return bool(self._ways_group.buttons())

    def _show_steps(self) -> None:
        tile = self._ways_group.checkedButton()
        if isinstance(tile, WayTile):
            self._steps.setText("\n".join(tile.exercise.steps))
            self._steps.show()

    # -- a time ------------------------------------------------------------------------------------

    def _offer_times(self) -> None:
        clear(self._flow)
        for words in (*self.times(), _("tomorrow")):
            pick = TimePick(words, self._time_row)
            pick.named.connect(self._show_time)
            self._flow.addWidget(pick)
            pick.show()
        self._times.show()

    def times(self) -> tuple[str, ...]:
        """Times that can be named, on the next full five minutes."""
        found = []
        for later in _TIMES:
            at = self._now() + later
            beyond = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
            at = at - beyond + (_STEP if beyond else timedelta())
            found.append(_clock(QTime(at.hour, at.minute)))
        return tuple(found)

    def _named_time(self) -> str:
        if self._named == _("tomorrow"):
            return TOMORROW
        return QLocale().toTime(self._named, QLocale.FormatType.ShortFormat).toString(_HANDED)

    def _show_time(self, words: str) -> None:
        self._named = words
        self._over.setText(_("A pause, until"))
        self._over.setVisible(bool(words))
        self._time.setText(words or _("A pause"))
        kept = _("Nothing has to be solved now. What you had kept stays kept.")
        if self._own:
            kept = _("Nothing has to be solved now. Your answers are kept, also one that is half given.")
        if not words:
            more = _("A time to come back can be named, or not.")
        elif words == _("tomorrow"):
            more = _("Tomorrow you only look in on each other; the subject can wait for another day.")
        else:
            more = _(
                "At {time} you only look in on each other; the subject can wait for another day."
            ).format(time=words)
        self._words.setText(f"{kept} {more}")


class _Told(ClearScroll):
    """As high as what it holds while there is room; where there is not, this is what scrolls."""

    def __init__(self, told: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = told
        self.hold(told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        told.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """The height of what it holds, beside a scroll bar: else a bar that came once would stay."""
        beside = self.width() - self.verticalScrollBar().sizeHint().width()
        return QSize(self._told.sizeHint().width(), self._told.heightForWidth(max(beside, 200)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds changed its mind about its height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _when(kind: str) -> str:
    return {
        "too_high": _("when it is too much"),
        "too_low": _("when far away or numb"),
    }.get(kind, "")
