"""The cards of a reading line by line: what is carried on, one line, and other words for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line, State
from trustapp.domain.changing import Effect, effect_of
from trustapp.domain.partners import Member
from trustapp.services.agreements import NewDraft
from trustapp.services.reviewing import ReviewedLine, ReviewView
from trustapp.words import _
from ui.widgets.boxes import Card, MarkLabel, Rule
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.fields import Field, TextArea
from ui.widgets.further import Rows
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import name_of, whose


def hue_of(view: ReviewView, line: Line) -> str:
    """The hue of its owner, or the one of both."""
    return next((one.hue.value for one in view.members if one.id == line.owner), "s")


class CarriedCard(Card):
    """The limits and needs that stand, to read; there is nothing to press."""

    def __init__(self, view: ReviewView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = _("They stand, and are carried on")
        self.body.addWidget(PlainLabel(heading, "small", tone="s", bold=True))
        self.body.addSpacing(8)
        self.body.addWidget(Rows([partial(_carried, line, view) for line in view.carried], self, gap=8))
        if not view.carried:
            self.body.addSpacing(8)
            self.body.addWidget(Prose(_("No limit and no need stands here."), "body", tone="2"))


def _carried(line: Line, view: ReviewView) -> Sequence[QWidget]:
    return Rule(), Prose(line.text, "read"), _owner(line, view)


def _owner(line: Line, view: ReviewView) -> QWidget:
    row = QWidget()
    space = hue_of(view, line)
    hbox(
        MarkLabel(space, 16),
        PlainLabel(whose(line, view.members), "small", tone=space),
        None,
        gap=8,
        parent=row,
    )
    return row


class LineCard(Card):
    """One line, and what may be done with it; leaving it as it is stands among the rest, as large."""

    kept = Signal(object)
    """The date until which it is kept."""
    change_requested = Signal()
    end_requested = Signal()
    left = Signal()

    def __init__(self, one: ReviewedLine, view: ReviewView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until: Field | None = None
        self._leave = Button(_("Leave it as it is"), "secondary", icon="right")
        self._leave.clicked.connect(self.left)
        line = one.line
        self.body.addWidget(Prose(line.text, "read"))
        self._beside(one, view)
        self.body.addSpacing(4)
        self.body.addWidget(_owner(line, view))
        self.body.addWidget(Prose(_standing(one, view.members), "small", tone="2"))
        if one.move.later and one.until is not None and one.kept_until is None:
            self._until = Field(
                _("The same words until"), hint=_("A later day than it has, like 2026-08-31.")
            )
            self._until.setText(one.until.isoformat())
        row = QWidget()
        flow = Flow(row, gap=12)
        for button in self._choices(one):
            flow.addWidget(button)
        self._box = QWidget(self)
        vbox(*(() if self._until is None else (16, self._until)), 20, row, parent=self._box)
        self.body.addWidget(self._box)

    def show_choices(self, shown: bool) -> None:
        """While other words are typed the line stays readable, and its choices stand back."""
        self._box.setVisible(shown)

    def _beside(self, one: ReviewedLine, view: ReviewView) -> None:
        words = one.line.words
        for condition in words.conditions if words is not None else ():
            text = _("{name}: {condition}").format(
                name=name_of(view.members, condition.by), condition=condition.text
            )
            self.body.addWidget(Prose(text, "body", tone="2"))
        for need in one.needs:
            self.body.addWidget(
                Prose(_("With this need, which is carried on: “{need}”").format(need=need), "body")
            )

    def _choices(self, one: ReviewedLine) -> list[Button]:
        found: list[Button] = []
        if self._until is not None:
            passed = one.line.state is State.PASSED
            keep = Button(
                _("Draft it again") if passed else _("Draft it with this day"), "secondary", icon="check"
            )
            keep.clicked.connect(self._keep)
            found.append(keep)
        if one.move.beside:
            change = Button(_("Other words"), "secondary", icon="edit")
            change.clicked.connect(self.change_requested)
            found.append(change)
        if one.move.end:
            end = Button(_("End it"), "secondary", icon="withdraw")
            end.clicked.connect(self.end_requested)
            found.append(end)
        found.append(self._leave)
        for button in found:
            button.setAccessibleName(f"{button.text()}: {one.line.title}")
        return found

    def begin(self) -> None:
        """The keyboard to what changes nothing."""
        self._leave.setFocus()

    def _keep(self) -> None:
        assert self._until is not None
        try:
            until = date.fromisoformat(self._until.text().strip())
        except ValueError:
            self._until.set_error(_("A day, written like 2026-08-31."))
            return
        self.kept.emit(until)


def _standing(one: ReviewedLine, members: tuple[Member, ...]) -> str:
    """Until when it counts, and what is drafted already."""
    line = one.line
    if line.owner is not None and not (one.move.end or one.move.later):
        name = name_of(members, line.owner)
        return _("An offer is looked at again by {name} alone, in their own space.").format(name=name)
    if line.state is State.PASSED and line.until is not None:
        return _("Its last day was {day}. It no longer counts; the same words can be drafted again.").format(
            day=day(line.until)
        )
    if line.until is None:
        return _("It protects, and has no end date. It stays unless one of you ends it.")
    if one.kept_until is not None:
        return _("It counts until {day}. A draft of the same words until {later} is there already.").format(
            day=day(line.until), later=day(one.kept_until)
        )
    return _("It counts until {day}, and ends by itself then.").format(day=day(line.until))


class WordsCard(Card):
    """Other words or a later day for the line that is read: a draft, which counts for nothing yet."""

    given = Signal(object)
    """The NewDraft."""
    closed = Signal()

    def __init__(self, one: ReviewedLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = one.line.words
        assert words is not None
        self._line, self._words = one.line, words
        self._dated = one.line.until is not None
        self._text = TextArea(_("Other words for it"), rows=3)
        self._text.setText(words.text)
        self._until = Field(_("Until"), hint=_("The last day on which they count, like 2026-08-31."))
        offered = one.until or one.line.until
        self._until.setText(offered.isoformat() if offered is not None else "")
        self._until.setVisible(self._dated)
        intro = _(
            "The line counts on as it is until other words are agreed. They are a draft: each of you reads "
            "them alone, another day."
        )
        cancel = Button(_("Leave it"), "secondary")
        cancel.clicked.connect(self.closed)
        keep = Button(_("Keep as a draft"), "primary", space="s")
        keep.clicked.connect(self._send)
        for widget in (Prose(intro, "body", tone="2"), self._text, self._until):
            self.body.addWidget(widget)
            self.body.addSpacing(12)
        self.body.addLayout(hbox(cancel, None, keep))

    def begin(self) -> None:
        """The keyboard into the words."""
        self._text.edit.setFocus()

    def fill(self, text: str) -> None:
        """Other words, as if they were typed."""
        self._text.setText(text)

    def _send(self) -> None:
        text, until = self._text.text().strip(), None
        if not text:
            self._text.set_error(_("The words that each of you will say still yes to."))
            return
        if self._dated:
            try:
                until = date.fromisoformat(self._until.text().strip())
            except ValueError:
                self._until.set_error(_("A day, written like 2026-08-31."))
                return
        words = self._words
        if effect_of(self._line, words.title, text, until) is Effect.EARLIER:
            self._until.set_error(_("A later day. An earlier one is named under “Other words or day”."))
            return
        self.given.emit(
            NewDraft(words.kind, words.category, words.title, text, until, words.protects, words.sensitivity)
        )


def end_panel(parent: QWidget) -> Card:
    """Behind the last line."""
    card = Card(parent)
    words = _(
        "What got a later day or other words is a draft. It counts only if each of you, alone and on "
        "another day, says still yes. What was left as it is goes on until its day. Limits stand, "
        "whatever was read here."
    )
    card.body.addWidget(Prose(words, "body"))
    return card
