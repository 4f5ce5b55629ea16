"""Beside the agreement: how long lies between first reading words and a yes; either may lengthen it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.agreements import AgreementView
from trustapp.services.moves import Move
from trustapp.words import _
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dates import moment
from ui.widgets.fields import Choice
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose

DAY: Final = 24


def lengths() -> Mapping[int, str]:
    """The waits that are offered, in hours."""
    return {
        2 * DAY: _("two days"),
        3 * DAY: _("three days"),
        7 * DAY: _("a week"),
        14 * DAY: _("two weeks"),
        30 * DAY: _("thirty days"),
    }


def length_words(hours: int) -> str:
    """How long that is."""
    if hours <= DAY:
        return _("a day, 24 hours")
    return lengths().get(hours) or _("{hours} hours").format(hours=hours)


class WaitCard(Card):
    """Lengthening is one person's and counts at once; taking it back has the steps of a lift."""

    lengthened = Signal(int)
    wished = Signal(str, str)
    """(wish, id of the wait): ask_lift, forget_lift or confirm_lift."""

    def __init__(self, view: AgreementView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hours = int(view.agreement.wait / timedelta(hours=1))
        self.body.addWidget(PlainLabel(_("Sleeping on it"), "read"))
        small = _("Between first reading words, alone, and a yes to them: {time}. The longest wait counts.")
        self.body.addWidget(Prose(small.format(time=length_words(hours)), "small", tone="2"))
        self._choice: Choice | None = None
        longer = [(str(key), words) for key, words in lengths().items() if key > hours]
        if view.me is not None and longer:
            self._offer(longer)
        for wait in view.agreement.waits:
            if view.me is not None and wait.by == view.me.id:
                row = _OwnWait(wait.id, wait.hours, view.moves.get(wait.id, Move()), self)
                row.wished.connect(self.wished)
                self.body.addSpacing(8)
                self.body.addWidget(Rule())
                self.body.addWidget(row)

    def _offer(self, longer: list[tuple[str, str]]) -> None:
        self._choice = Choice(_("A longer wait"), longer)
        act = Button(_("Wait that long"), "secondary", icon="later")
        act.clicked.connect(self._lengthen)
        self.body.addSpacing(8)
        self.body.addWidget(self._choice)
        self.body.addSpacing(8)
        self.body.addLayout(hbox(act, None))

    def choose(self, hours: int) -> None:
        """Choose one of the longer waits that are offered."""
        if self._choice is not None:
            self._choice.setText(str(hours))

    def _lengthen(self) -> None:
        if self._choice is not None:
            self.lengthened.emit(int(self._choice.text()))


class _OwnWait(QWidget):
    """A longer wait of this person's own; the other reads how long the wait is and not whose."""

    wished = Signal(str, str)

    def __init__(self, wait: str, hours: int, move: Move, parent: QWidget) -> None:
        super().__init__(parent)
        self._wait = wait
        self._wishes: dict[Button, str] = {}
        named = length_words(hours)
        column = vbox(parent=self, gap=2, margins=(0, 8, 0, 4))
        column.addWidget(Prose(_("Yours: {time}").format(time=named), "body"))
        if move.lift_asked is not None and move.wait_until is not None and not move.confirm_lift:
            text = _(
                "You are thinking about taking it back. From {moment}, once you have opened your space "
                "again, you can."
            )
            column.addWidget(Prose(text.format(moment=moment(move.wait_until)), "small", tone="own"))
        for there, wish, words in (
            (move.confirm_lift, "confirm_lift", _("Take it back…")),
            (move.lift_asked is not None, "forget_lift", _("Leave it as it is")),
            (move.ask_lift, "ask_lift", _("Think about taking it back")),
        ):
            if there:
                button = Button(words, "quiet")
                button.setAccessibleName(f"{words}: {named}")
                button.clicked.connect(self._clicked)
                self._wishes[button] = wish
                column.addLayout(hbox(button, None))

    def _clicked(self) -> None:
        for button, wish in self._wishes.items():
            if button is self.sender():
                self.wished.emit(wish, self._wait)
