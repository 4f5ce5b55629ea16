"""Day, time, kind, mood and tags of the open reflection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.reflections import MAX_TAG, MAX_TAGS, Reflection, tags_of
from trustapp.words import _
from ui.features.reflections.ports import Choices
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, Field
from ui.widgets.layouts import Flow, clear, hbox, vbox

SUGGESTED = 8


class Details(QWidget):
    """What is typed wrong is said under its field, and what stood there before goes on to count."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices()
        self._tags_in_use: tuple[str, ...] = ()
        self.day = Field(_("Day"), hint=_("Year-month-day"))
        self.time = Field(_("Time"), hint=_("Like 21:30, or none"))
        self.kind, self.mood = Choice(_("Kind")), Choice(_("How it was"))
        self.tags = Field(_("Tags"), hint=_("Words of your own, with commas between them"))
        self._suggested = QWidget(self)
        self._flow = Flow(self._suggested)
        for one in (self.day, self.time, self.kind, self.mood):
            one.changed.connect(self._changed)
        self.tags.changed.connect(self._tags_changed)
        vbox(
            8, hbox((self.day, 1), (self.time, 1), gap=12), 6,
            hbox((self.kind, 1), (self.mood, 1), gap=12), 6, self.tags, self._suggested, 8, parent=self,
        )  # fmt: skip
        self.show_choices(Choices(), ())

    def show_choices(self, choices: Choices, tags: tuple[str, ...]) -> None:
        """What there is to choose from; what is not in the catalogue any more stays choosable where it is."""
        self._choices, self._tags_in_use = choices, tags
        for field, known in ((self.kind, choices.kinds), (self.mood, choices.moods)):
            now = field.text()
            more = [(now, now)] if now and now not in dict(known) else []
            field.set_choices([("", _("None")), *known, *more])
        self._suggest()

    def show_reflection(self, one: Reflection) -> None:
        """Its own."""
        self.day.setText(one.day.isoformat())
        self.time.setText(one.time)
        for field, value, known in (
            (self.kind, one.kind, self._choices.kinds),
            (self.mood, one.mood, self._choices.moods),
        ):
            more = [(value, value)] if value and value not in dict(known) else []
            field.set_choices([("", _("None")), *known, *more])
            field.setText(value)
        self.tags.setText(", ".join(one.tags))
        self._suggest()

    def onto(self, one: Reflection) -> Reflection:
        """The reflection with what is typed here, where that can be kept."""
        kind, mood = self.kind.text(), self.mood.text()
        made = replace(one, kind=kind, mood=mood)
        try:
            made = replace(made, day=date.fromisoformat(self.day.text().strip()))
        except ValueError:
            self.day.set_error(_("A day, like 2026-05-11."))
        time = self.time.text().strip()
        try:
            made = replace(made, time=f"{datetime.strptime(time, '%H:%M'):%H:%M}" if time else "")
        except ValueError:
            self.time.set_error(_("A time of day, like 21:30, or none."))
        try:
            made = replace(made, tags=tags_of(tuple(self.tags.text().split(","))))
        except UserError:
            self.tags.set_error(
                _("Up to {most} tags, each of up to {each} characters.").format(most=MAX_TAGS, each=MAX_TAG)
            )
        return made

    def said(self, one: Reflection) -> tuple[str, ...]:
        """Kind, mood and tags in words."""
        kind = dict(self._choices.kinds).get(one.kind, one.kind)
        mood = dict(self._choices.moods).get(one.mood, one.mood)
        return kind, mood, ", ".join(one.tags)

    def _changed(self) -> None:
        self.changed.emit()

    def _tags_changed(self) -> None:
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        """Tags in use that begin with what is typed last, and are not there yet."""
        *before, last = self.tags.text().split(",")
        given = {tag.strip().casefold() for tag in before}
        typed = last.strip().casefold()
        found = [
            tag
            for tag in self._tags_in_use
            if tag.casefold().startswith(typed) and tag.casefold() not in given | {typed}
        ]
        clear(self._flow)
        for tag in found[:SUGGESTED]:
            button = Button(tag, "quiet", parent=self._suggested)
            button.setAccessibleName(_("Add the tag {tag}").format(tag=tag))
            button.clicked.connect(self._take)
            self._flow.addWidget(button)
        self._suggested.setVisible(bool(found))

    def _take(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            *before, _last = self.tags.text().split(",")
            self.tags.setText(", ".join([*(tag.strip() for tag in before), button.text()]) + ", ")
            self.tags.setFocus()
