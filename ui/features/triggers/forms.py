"""The forms of a trigger and of a hard day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.triggers import STATES, HardDay, Part, Trigger
from trustapp.services.reading import Exercise
from trustapp.services.suggestions import Signs
from trustapp.words import _
from ui.features.triggers import words
from ui.features.triggers.ideas import Ideas
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf, Pick, Tick
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import Flow, clear, equal_columns, hbox, vbox
from ui.widgets.text import PlainLabel


class TriggerForm(Card):
    """Everything of one trigger; beside each part stands whether the other may read it."""

    kept = Signal(object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._exercises: tuple[Exercise, ...] = ()
        self._care: tuple[str, ...] = ()
        self._signs = Signs((), ())
        self.name = Field(
            _("What it is"), hint=_("A few words; the other reads them with any part you share.")
        )
        self.story = TextArea(
            _("The story, if you like"), hint=_("For you alone. It is never shared from here."), rows=4
        )
        self._states = QButtonGroup(self)
        self.states: dict[str, OneOf] = {}
        ways = QWidget(self)
        ways.setAccessibleName(_("Which way it goes"))
        column = vbox(parent=ways)
        for state in STATES:
            one = OneOf(words.state_name(state), "own")
            self._states.addButton(one)
            self.states[state] = one
            column.addWidget(one)
        self.parts = {part: TextArea(words.part_name(part), hint=words.part_hint(part)) for part in Part}
        self.shares = {part: Tick(words.share_name(part), "s") for part in Part}
        self.kinds, self.signs = Ideas(_("What it could be")), Ideas(_("What it could be noticed by"))
        self.kinds.picked.connect(self._take_kind)
        self.signs.picked.connect(self._take_sign)
        self._states.buttonClicked.connect(self._show_signs)
        self._calming = QWidget(self)
        self._picks: dict[str, Pick] = {}
        self._flow = Flow(gap=6)
        pills = QWidget(self._calming)
        pills.setLayout(self._flow)
        vbox(
            PlainLabel(_("What I can do for myself then"), "body", bold=True), 6, pills, parent=self._calming
        )
        self._keep = Button(_("Keep it"), "primary", "own")
        self._leave = Button(_("Leave it"))
        self._remove = Button(_("Take it out…"), "quiet", icon="trash")
        self._keep.clicked.connect(self._send)
        self._leave.clicked.connect(self.left)
        self._remove.clicked.connect(self._ask_remove)
        self.body.addLayout(vbox(self.name, self.kinds, 12, self.story, 12))
        self.body.addLayout(vbox(PlainLabel(_("Which way it goes"), "body", bold=True), 4, ways, 12))
        for part in Part:
            ideas: tuple[QWidget, ...] = (self.signs,) if part is Part.SIGNS else ()
            self.body.addLayout(vbox(self.parts[part], *ideas, self.shares[part], 10))
        self.body.addLayout(vbox(self._calming, 16))
        self.body.addLayout(hbox(self._leave, self._remove, None, self._keep, gap=12))

    def begin(self, trigger: Trigger, *, shares: bool) -> None:
        """Fill it in; alone there is nobody to share with."""
        self._id, self._care = trigger.id, trigger.care
        self.name.setText(trigger.name)
        self.story.setText(trigger.story)
        self.states[trigger.state].setChecked(True)
        for part in Part:
            self.parts[part].setText("\n".join(getattr(trigger, part.value)))
            self.shares[part].setChecked(part in trigger.shared)
            self.shares[part].setVisible(shares)
        self._remove.setVisible(bool(trigger.id))
        for ideas in (self.kinds, self.signs):
            ideas.close_ideas()
        self._show_signs()
        self.show_exercises(self._exercises)
        self.name.setFocus()

    def show_exercises(self, exercises: Sequence[Exercise]) -> None:
        """The exercises that can be linked."""
        chosen = self.care() if self._picks else self._care
        self._exercises = tuple(exercises)
        clear(self._flow)
        self._picks = {}
        for one in self._exercises:
            pick = Pick(one.title, "own")
            pick.setChecked(one.id in chosen)
            self._picks[one.id] = pick
            self._flow.addWidget(pick)
        self._calming.setVisible(bool(self._picks))

    def show_signs(self, signs: Signs) -> None:
        """What can be taken over into the form."""
        self._signs = signs
        self.kinds.show_ideas(signs.kinds)
        self._show_signs()

    def _show_signs(self) -> None:
        """Those of the way that is chosen; all of them where it is left open."""
        chosen = next((state for state, one in self.states.items() if one.isChecked()), "")
        self.signs.show_ideas([text for text, state in self._signs.signs if chosen in ("", state)])

    def _take_kind(self, text: str) -> None:
        """Into an empty field, or in the place of another suggestion; what was typed stays before it."""
        typed = self.name.text().strip()
        self.name.setText(text if not typed or typed in self._signs.kinds else f"{typed}, {text}")
        self.name.setFocus()

    def _take_sign(self, text: str) -> None:
        field = self.parts[Part.SIGNS]
        lines = [line for line in field.text().splitlines() if line.strip()]
        if text not in lines:
            field.setText("\n".join((*lines, text)))

    def care(self) -> tuple[str, ...]:
        """The exercises that are linked; one that is not in the list any more stays."""
        gone = tuple(one for one in self._care if one not in self._picks)
        return gone + tuple(name for name, pick in self._picks.items() if pick.isChecked())

    def trigger(self) -> Trigger:
        """What is typed."""
        lines = {part.value: tuple(field.text().splitlines()) for part, field in self.parts.items()}
        state = next((state for state, one in self.states.items() if one.isChecked()), "")
        shared = tuple(part for part, tick in self.shares.items() if tick.isChecked())
        return Trigger(
            self._id, self.name.text(), self.story.text(), state, care=self.care(), shared=shared,
            signs=lines["signs"], helps=lines["helps"], helps_not=lines["helps_not"], please=lines["please"],
        )  # fmt: skip

    def _send(self) -> None:
        if not self.name.text().strip():
            self.name.set_error(_("A few words for its name, so that you find it again."))
            self.name.setFocus()
            return
        self.kept.emit(self.trigger())

    def _ask_remove(self) -> None:
        self.removed.emit(self._id)


class HardDayForm(Card):
    """A day of the year, and a plan for it."""

    kept = Signal(object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self.name = Field(_("What the day is"), hint=_("Only you see it, also on Today."))
        self.day = Field(_("Day"), hint=_("Written like 14."))
        self.month = Field(_("Month"), hint=_("Written like 8."))
        self.plan = TextArea(
            _("A plan for it"),
            hint=_("Where you will be, with whom, what you will leave out, whom you can ring."),
            rows=4,
        )
        self._keep = Button(_("Keep it"), "primary", "own")
        self._leave = Button(_("Leave it"))
        self._remove = Button(_("Take it out"), "quiet", icon="trash")
        self._keep.clicked.connect(self._send)
        self._leave.clicked.connect(self.left)
        self._remove.clicked.connect(self._take_out)
        self.body.addLayout(vbox(self.name, 12, equal_columns(self.day, self.month), 12, self.plan, 16))
        self.body.addLayout(hbox(self._leave, self._remove, None, self._keep, gap=12))

    def begin(self, hard: HardDay) -> None:
        """Fill it in."""
        self._id = hard.id
        self.name.setText(hard.name)
        self.day.setText(str(hard.day) if hard.day else "")
        self.month.setText(str(hard.month) if hard.month else "")
        self.plan.setText(hard.plan)
        self._remove.setVisible(bool(hard.id))
        self.name.setFocus()

    def _send(self) -> None:
        if not self.name.text().strip():
            self.name.set_error(_("A few words for its name, so that you find it again."))
            self.name.setFocus()
            return
        day, month = _number(self.day.text()), _number(self.month.text())
        if day is None:
            self.day.set_error(_("A number, written like 14."))
        elif month is None:
            self.month.set_error(_("A number, written like 8."))
        else:
            self.kept.emit(HardDay(self._id, self.name.text(), month, day, self.plan.text()))

    def _take_out(self) -> None:
        self.removed.emit(self._id)


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None
