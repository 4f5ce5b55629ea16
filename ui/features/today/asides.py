"""Quiet cards of today: a small step, letters, how it is at this moment, and what was written last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.letters import Kind, LetterRow, title_of
from trustapp.domain.reflections import Row
from trustapp.services.reading import Exercise
from trustapp.services.suggestions import Step
from trustapp.words import _, ngettext
from ui.widgets import dates
from ui.widgets.boxes import Card, Tint
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose

TOO_HIGH, TOO_LOW, TIRED = "too_high", "too_low", "tired"


class StepCard(Tint):
    """One small step at a time, to begin, to change for another, or to leave. Nothing of it is kept."""

    begun = Signal(object)
    """The ``Step`` that leads to another page."""
    left = Signal()

    def __init__(self, steps: Sequence[Step], night: str, parent: QWidget | None = None) -> None:
        super().__init__("own", parent)
        self._steps = tuple(steps)
        self._place = 0
        if night:
            self.body.addWidget(Prose(night, "read"))
            self.body.addSpacing(16)
        head = PlainLabel(_("One small step, if you like"), "small", tone="own", bold=True, wrap=True)
        self._minutes = PlainLabel("", "small", tone="2")
        self.body.addLayout(hbox((head, 1), self._minutes, gap=12))
        self._title = Prose("", "title")
        self._text = Prose("", "body")
        self.body.addSpacing(4)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        self.body.addSpacing(12)
        ways = QWidget()
        flow = Flow(ways, gap=12)
        self.begin = Button(_("Begin"), "primary", "own")
        self.other = Button(_("Another idea"))
        self.leave = Button(_("Not today"), "quiet")
        self.begin.clicked.connect(self._begin)
        self.other.clicked.connect(self._next)
        self.leave.clicked.connect(self.left)
        for one in (self.begin, self.other, self.leave):
            flow.addWidget(one)
        self.body.addWidget(ways)
        self._show()

    def _show(self) -> None:
        one = self._steps[self._place % len(self._steps)]
        minutes = ngettext("about {count} minute", "about {count} minutes", one.minutes)
        self._minutes.setText(minutes.format(count=one.minutes))
        self._title.setText(one.title)
        self._text.hide()
        self.begin.show()
        self.other.setVisible(len(self._steps) > 1)
        for button in (self.begin, self.leave):
            button.setAccessibleName(_("{action}: {name}").format(action=button.text(), name=one.title))

    def _begin(self) -> None:
        one = self._steps[self._place % len(self._steps)]
        if one.leads:
            self.begun.emit(one)
            return
        self._text.setText(one.text)
        self._text.show()
        self.begin.hide()
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        self._place += 1
        self._show()


class LettersCard(Card):
    """That a letter is there, and of what kind. It may stay closed."""

    asked = Signal()

    def __init__(self, kind: Kind | None, due: Sequence[LetterRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if kind is not None:
            words = _("There is a letter for you: {kind}. It can stay closed as long as you like.")
            self.body.addWidget(Prose(words.format(kind=title_of(kind)), "body"))
        for one in due:
            text = _("A letter that you wrote to yourself can be opened: {title}.")
            self.body.addWidget(Prose(text.format(title=one.title or _("Without a title")), "body"))
        go = Button(_("To the letters"), "quiet", icon="letter")
        go.clicked.connect(self.asked)
        self.body.addSpacing(6)
        self.body.addLayout(hbox(go, None))


class JustNowCard(Card):
    """Three answers, each with something small to do. What is chosen lives in these widgets alone."""

    def __init__(self, exercises: Sequence[Exercise], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercises = tuple(exercises)
        self._fitting: tuple[Exercise, ...] = ()
        self._place = 0
        kept = PlainLabel(_("nothing is kept"), "small", tone="2")
        self.body.addLayout(
            hbox((PlainLabel(_("How is it at this moment?"), "read", wrap=True), 1), kept, gap=12)
        )
        self.body.addSpacing(6)
        self._inside = vbox(gap=4)
        self.body.addLayout(self._inside)
        self._ask()

    def _ask(self) -> None:
        clear(self._inside)
        for state, name in _states():
            row = NamedRow(state, name, "", "right")
            row.chosen.connect(self._chosen)
            self._inside.addWidget(row)

    def _chosen(self, state: str) -> None:
        self._fitting = tuple(one for one in self._exercises if one.when == state)
        self._place = 0
        self._show()

    def _show(self) -> None:
        clear(self._inside)
        if self._fitting:
            one = self._fitting[self._place % len(self._fitting)]
            words: QWidget = PlainLabel(one.title, "body", wrap=True)
            steps = list(one.steps)
        else:
            words = PlainLabel(_("Being tired is a reason"), "body", wrap=True)
            steps = [
                _("What can wait, waits until another day."),
                _("Lie down, or sit with something warm, for as long as it is good."),
            ]
        self._inside.addWidget(words)
        for step in steps:
            self._inside.addWidget(Prose(step, "body", tone="2"))
        ways = QWidget()
        flow = Flow(ways)
        back = Button(_("Back"), "quiet")
        back.clicked.connect(self._back)
        if len(self._fitting) > 1:
            other = Button(_("Something else"), "secondary")
            other.clicked.connect(self._next)
            flow.addWidget(other)
        flow.addWidget(back)
        self._inside.addWidget(ways)
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        self._place += 1
        self._show()

    def _back(self) -> None:
        self._ask()
        for row in self.findChildren(NamedRow)[:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class RecentCard(Card):
    """What was written last, each a way to it."""

    opened = Signal(str)
    all_asked = Signal()

    def __init__(self, rows: Sequence[Row], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        everything = Button(_("All reflections"), "quiet")
        everything.clicked.connect(self.all_asked)
        title = PlainLabel(_("Recent reflections"), "read", wrap=True)
        self.body.addLayout(hbox((title, 1), everything, gap=12))
        for row in rows:
            self.body.addWidget(self._row(row, today))

    def _row(self, row: Row, today: date) -> NamedRow:
        day = dates.day_of_week(row.day) if row.day.year == today.year else dates.day(row.day)
        beginning = " ".join("".join(piece.text for piece in row.snippet).split())
        made = NamedRow(row.id, row.title or beginning or _("Without a title"), day, "right")
        made.chosen.connect(self.opened)
        return made


def _states() -> tuple[tuple[str, str], ...]:
    return ((TOO_HIGH, _("Too much")), (TOO_LOW, _("Far away or numb")), (TIRED, _("Only tired")))
