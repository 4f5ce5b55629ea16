"""The six steps as a quiet list, what both have said of them, and the ways further and back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.closeness import ClosenessView
from trustapp.words import _
from ui.features.closeness import words
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class _StepButton(Button):
    """A button that stands for a step; its name for a screen reader says which."""

    picked = Signal(int)

    def __init__(self, step: int, text: str, said: str, kind: str = "secondary") -> None:
        super().__init__(text, kind)
        self._step = step
        self.setAccessibleName(said)
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self._step)


class StepsCard(Card):
    """What is said so far stands there in words; the other's own step is nowhere."""

    planned = Signal(int)
    step_up_requested = Signal()
    stepped_down = Signal(int)
    """No further than this step, 0 for none."""

    def __init__(self, view: ClosenessView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(PlainLabel(_("The six steps"), "read"))
        self.body.addSpacing(8)
        for step, text in enumerate(view.steps, start=1):
            if step > 1:
                self.body.addWidget(Rule())
            self.body.addWidget(self._row(step, text, view))
        if any(view.templates) and view.own_sitting and not view.rests:
            note = _(
                "An evening is suggested singly. The other finds it in the planner, and it is planned only "
                "if they say yes; “Not now” needs no reason."
            )
            self.body.addSpacing(8)
            self.body.addWidget(Prose(note, "small", tone="2"))
        self._further(view)
        if view.own_sitting and view.mine:
            self._back(view)

    def _row(self, step: int, text: str, view: ClosenessView) -> QWidget:
        row = QWidget(self)
        said = words.said_of(step, view)
        name = Prose(_("{number}  {step}").format(number=step, step=text), "body", bold=step <= view.both)
        name.setAccessibleName(_("Step {number}: {step}").format(number=step, step=text))
        column = vbox(name, gap=0)
        if said:
            column.addWidget(Prose(said, "small", tone="s" if step <= view.both else "2"))
        line = hbox((column, 1), gap=16, margins=(0, 8, 0, 8), parent=row)
        if view.templates[step - 1] and view.own_sitting and not view.rests:
            plan = _StepButton(
                step, _("Suggest an evening…"), _("Suggest an evening: {step}").format(step=text), "quiet"
            )
            plan.picked.connect(self.planned)
            line.addWidget(plan)
        elif step <= view.both and not view.templates[step - 1]:
            rests = Prose(words.limited(), "small", tone="2")
            line.addWidget(rests, 1)
        return row

    def _further(self, view: ClosenessView) -> None:
        self.body.addSpacing(12)
        if not view.may_step_up:
            self.body.addWidget(Prose(words.next_step(view), "body", tone="2"))
            return
        step = words.lowered(view.steps[view.both])
        further = Button(_("Say the next step: {step}…").format(step=step), "secondary", "s")
        further.setObjectName("step_up")
        further.clicked.connect(self.step_up_requested)
        note = Prose(_("Alone, and with your passphrase. You read first what it means."), "small", tone="2")
        row = QWidget(self)
        Flow(row, gap=12).addWidget(further)
        self.body.addWidget(row)
        self.body.addSpacing(4)
        self.body.addWidget(note)

    def _back(self, view: ClosenessView) -> None:
        self.body.addSpacing(16)
        self.body.addWidget(Rule())
        self.body.addSpacing(14)
        self.body.addWidget(PlainLabel(_("No further than"), "body", bold=True))
        self.body.addSpacing(8)
        row = QWidget(self)
        flow = Flow(row, gap=8)
        for step in range(view.mine or 0):
            text = view.steps[step - 1] if step else _("None of this")
            said = _("No further than: {step}").format(step=text) if step else _("None of these steps")
            button = _StepButton(step, text, said)
            button.picked.connect(self.stepped_down)
            flow.addWidget(button)
        self.body.addWidget(row)
        self.body.addSpacing(6)
        self.body.addWidget(Prose(words.step_down_note(), "small", tone="2"))


class StepUpDialog(PassphraseDialog):
    """The next step: what it means, what the other sees, what can be guessed, and the passphrase."""

    def __init__(self, parent: QWidget, view: ClosenessView) -> None:
        box = QWidget()
        column = vbox(gap=10, parent=box)
        first, *others = words.before_step_up(view)
        for text in others:
            column.addWidget(Prose(text, "body", tone="2"))
        step = words.lowered(view.steps[view.both])
        super().__init__(
            parent, _("Say the next step: {step}?").format(step=step), first, _("Say it"), extra=box
        )
