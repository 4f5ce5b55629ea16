"""What narrows the list down: tag, kind, mood, days, and the month of days written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.reflections import Facets
from trustapp.words import _
from ui.features.reflections.days_written import DaysWritten
from ui.features.reflections.ports import Choices
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, Field
from ui.widgets.layouts import hbox, vbox
from ui.widgets.scroll import ClearScroll


class Filters(ClearScroll):
    """Stands in the place of the list while it is open; every choice is heard at once."""

    narrowed = Signal(dict)
    closed = Signal()
    month_wanted = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._quiet = False
        self.tag, self.kind = Choice(_("Tag")), Choice(_("Kind"))
        self.mood = Choice(_("How it was"))
        self.since = Field(_("From"), hint=_("Year-month-day"))
        self.until = Field(_("To"), hint=_("Year-month-day"))
        self.days = DaysWritten()
        self.all_button = Button(_("Show all"), "quiet")
        self.close_button = Button(_("Show the list"), "secondary")
        for one in (self.tag, self.kind, self.mood, self.since, self.until):
            one.changed.connect(self._changed)
        self.days.day_chosen.connect(self._day_chosen)
        self.days.month_wanted.connect(self.month_wanted)
        self.all_button.clicked.connect(self.clear)
        self.close_button.clicked.connect(self.closed)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        vbox(
            self.days, 12, self.kind, 8, self.mood, 8, self.tag, 8,
            hbox((self.since, 1), (self.until, 1), gap=12), 8,
            hbox(self.close_button, self.all_button, None, gap=8), None,
            margins=(4, 4, 12, 8), parent=inside,
        )  # fmt: skip
        self.hold(inside)
        self.show_facets(Facets(), Choices())

    def show_facets(self, facets: Facets, choices: Choices) -> None:
        """What is in use, in the words of the catalogue where it has some."""
        self._quiet = True
        kinds, moods = dict(choices.kinds), dict(choices.moods)
        self.tag.set_choices([("", _("All")), *((tag, tag) for tag in facets.tags)])
        self.kind.set_choices([("", _("All")), *((one, kinds.get(one, one)) for one in facets.kinds)])
        self.mood.set_choices([("", _("All")), *((one, moods.get(one, one)) for one in facets.moods)])
        self._quiet = False

    def clear(self) -> None:
        """Narrow nothing down any more."""
        self._quiet = True
        for one in (self.tag, self.kind, self.mood, self.since, self.until):
            one.setText("")
        self._quiet = False
        self._changed()

    def _day_chosen(self, day: date | None) -> None:
        self._quiet = True
        for field in (self.since, self.until):
            field.setText(day.isoformat() if day is not None else "")
        self._quiet = False
        self._changed()

    def _changed(self) -> None:
        if self._quiet:
            return
        since, until = _day(self.since), _day(self.until)
        self.days.mark(since if since == until else None)
        self.narrowed.emit(
            {
                "tag": self.tag.text(), "kind": self.kind.text(), "mood": self.mood.text(),
                "since": since, "until": until,
            }
        )  # fmt: skip


def _day(field: Field) -> date | None:
    """The day in a field; one that is half typed narrows nothing down."""
    try:
        return date.fromisoformat(field.text().strip())
    except ValueError:
        return None
