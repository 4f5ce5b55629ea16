"""The column beside the preview: which days, what is said of them, and where the paper will be kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.papers import NameStyle
from trustapp.services.planner_papers import PlannerPaper, PlannerPaperOptions, PlannerSheet
from trustapp.words import _
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button, Tick
from ui.widgets.layouts import hbox
from ui.widgets.painted import Painted
from ui.widgets.paper_look import PaperLook, leaving_note, pills
from ui.widgets.text import PlainLabel, Prose

_SHEETS = (PlannerSheet.WEEK, PlannerSheet.MONTH)
_STYLES = (NameStyle.INITIALS, NameStyle.NAMES, NameStyle.NONE)


class PlannerOptions(Card):
    """What the person asks of their paper. Nothing of it is kept when the page goes."""

    changed = Signal()
    earlier_requested = Signal()
    later_requested = Signal()

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_days(space)
        self._build_words(space)
        self._build_look(space)
        self._build_note()

    def _build_days(self, space: str) -> None:
        row = QWidget(self)
        self._sheets, sheets = pills((_("Week"), _("Month")), row, space)
        for pill in sheets:
            pill.clicked.connect(self.changed)
        self.before, self.after = Button("", icon="left"), Button("", icon="right")
        self.before.setAccessibleName(_("The days before"))
        self.after.setAccessibleName(_("The days after"))
        self.before.clicked.connect(self.earlier_requested)
        self.after.clicked.connect(self.later_requested)
        self._days = PlainLabel("", "body", wrap=True)
        self.body.addWidget(PlainLabel(_("Which days"), "body", bold=True))
        self.body.addSpacing(4)
        self.body.addWidget(row)
        self.body.addSpacing(8)
        self.body.addLayout(hbox(self.before, (self._days, 1), self.after, gap=12))
        self.body.addSpacing(16)

    def _build_words(self, space: str) -> None:
        row, people = QWidget(self), QWidget(self)
        self._words, words = pills((_("Names of the rituals"), _("Time set aside")), row, space)
        self._people, called = pills((_("Initials"), _("Names"), _("None")), people, space)
        for pill in (*words, *called):
            pill.clicked.connect(self.changed)
        self.body.addWidget(PlainLabel(_("What stands on it"), "body", bold=True))
        self.body.addSpacing(4)
        self.body.addWidget(row)
        self.body.addSpacing(12)
        self.body.addWidget(PlainLabel(_("How people are called"), "body", bold=True))
        self.body.addSpacing(4)
        self.body.addWidget(people)
        self.body.addSpacing(12)

    def _build_look(self, space: str) -> None:
        self._no_times = Tick(_("Without times of day"), space=space)
        self._touch = Tick(_("Also what has touch in it"), space=space)
        self.look = PaperLook(
            space,
            before=(self._no_times, self._touch),
            hint=_(
                "This is printed at the foot of each page. Where others may come by, “Time set aside” tells "
                "them nothing."
            ),
        )
        self.look.changed.connect(self.changed)
        self.body.addWidget(self.look)

    def _build_note(self) -> None:
        words = _(
            "It holds what is planned from today on. An evening of closeness, what rests, and what one of "
            "you only suggested are never on it."
        )
        self._note = Prose(words, "small", tone="2")
        self.body.addSpacing(12)
        self.body.addWidget(Rule())
        self.body.addSpacing(12)
        self.body.addWidget(self._note)
        self.body.addSpacing(8)
        self.body.addWidget(Prose(leaving_note(), "small", tone="2"))

    # -- what is asked for -------------------------------------------------------------------------

    def values(self, before: PlannerPaperOptions) -> PlannerPaperOptions:
        """Everything that is asked for now."""
        return replace(
            before,
            sheet=_SHEETS[self._sheets.checkedId()],
            neutral=self._words.checkedId() == 1,
            touch=self._touch.isChecked(),
            times=not self._no_times.isChecked(),
            names=_STYLES[self._people.checkedId()],
            large=self.look.large,
            kept_at=self.look.kept_at,
        )

    def show_days(self, paper: PlannerPaper, options: PlannerPaperOptions) -> None:
        """Which days lie on the desk; of what is over there is nothing to go back to."""
        self._sheets.button(_SHEETS.index(options.sheet)).setChecked(True)
        self._days.setText(paper.days)
        self.before.setEnabled(paper.earlier)

    def show_space(self, space: str, *, shared: bool) -> None:
        """The planner of both, or one's own: the colours of its place."""
        self._note.setVisible(shared)
        for widget in self.findChildren(Painted):
            widget.set_space(space)
