"""Beginning a reflection: freely, from a template, or from one question at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.suggestions import Prompt, Template
from trustapp.words import _
from ui.features.reflections.ports import Choices
from ui.widgets.boxes import Card, Tint
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.further import Rows
from ui.widgets.layouts import Flow, clear, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.text import PlainLabel, Prose


class Beginning(Card):
    """Nothing here presses: an empty page is the first of the ways."""

    begun = Signal(str, str, str)
    """Question, kind, and text to begin from."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices()
        self._place = 0
        self.free = Button(_("An empty page"), icon="edit")
        self.leave = Button(_("Leave it"), "quiet")
        self.free.clicked.connect(self._free)
        self.leave.clicked.connect(self.left)
        self._asked = Tint("own")
        self._question = Prose("", "read", italic=True)
        self.take, self.other = Button(_("Write to this")), Button(_("Another one"), "quiet")
        self.take.clicked.connect(self._take)
        self.other.clicked.connect(self._next)
        ways, way = QWidget(), QWidget()
        flow, below = Flow(ways), Flow(way)
        for one in (self.free, self.leave):
            flow.addWidget(one)
        for one in (self.take, self.other):
            below.addWidget(one)
        self._asked.body.addWidget(self._question)
        self._asked.body.addSpacing(8)
        self._asked.body.addWidget(way)
        self.search = Field(_("Find a question or a template"))
        self.search.changed.connect(self._list)
        self._found = QWidget()
        self._list_box = vbox(parent=self._found)
        self.body.addWidget(PlainLabel(_("A new reflection"), "title", wrap=True))
        self.body.addSpacing(12)
        self.body.addWidget(ways)
        self.body.addSpacing(16)
        self.body.addWidget(self._asked)
        self.body.addSpacing(16)
        self.body.addWidget(self.search)
        self.body.addWidget(self._found)
        self.body.addStretch(1)
        self.show_choices(Choices())

    def show_choices(self, choices: Choices) -> None:
        """What the catalogue has."""
        self._choices = choices
        self._asked.setVisible(bool(choices.prompts))
        self.search.setVisible(bool(choices.prompts or choices.templates))
        self._show_question()
        self._list()

    def _show_question(self) -> None:
        if self._choices.prompts:
            self._question.setText(self._choices.prompts[self._place % len(self._choices.prompts)].title)

    def _next(self) -> None:
        self._place += 1
        self._show_question()

    def _free(self) -> None:
        self.begun.emit("", "", "")

    def _take(self) -> None:
        one = self._choices.prompts[self._place % len(self._choices.prompts)]
        self.begun.emit(one.title, one.kind, "")

    def _list(self) -> None:
        clear(self._list_box)
        words = self.search.text().casefold().split()
        kinds = dict(self._choices.kinds)
        rows = []
        groups: tuple[tuple[str, tuple[Template | Prompt, ...], str], ...] = (
            ("template", self._choices.templates, _("Template")),
            ("prompt", self._choices.prompts, _("Question")),
        )
        for key, group, kind in groups:
            for place, one in enumerate(group):
                if all(word in one.title.casefold() for word in words):
                    near = isinstance(one, Prompt) and one.near
                    stage = _("for your stage") if near else ""
                    sub = " · ".join(part for part in (kind, kinds.get(one.kind, ""), stage) if part)
                    rows.append(partial(self._row, f"{key}:{place}", one.title, sub))
        if rows:
            self._list_box.addWidget(Rows(rows))

    def _row(self, key: str, title: str, sub: str) -> tuple[QWidget, ...]:
        row = NamedRow(key, title, sub, "right")
        row.chosen.connect(self._chosen)
        return (row,)

    def _chosen(self, key: str) -> None:
        group, place = key.split(":")
        if group == "template":
            template = self._choices.templates[int(place)]
            self.begun.emit("", template.kind, template.text)
        else:
            prompt = self._choices.prompts[int(place)]
            self.begun.emit(prompt.title, prompt.kind, "")
