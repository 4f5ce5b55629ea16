"""Another day or time for one time of a ritual: what dragging does, for the keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.ritual_views import Occurrence
from trustapp.words import _
from ui.features.rituals.times import day_in, time_in
from ui.widgets.buttons import Button
from ui.widgets.dialogs import CalmDialog
from ui.widgets.fields import Field


class OtherTimeDialog(CalmDialog):
    """Asks for a day and a time."""

    chosen = Signal(object, object, str)
    """The key of the time, the day, and the time of day ("" keeps it)."""

    def __init__(self, parent: QWidget | None, one: Occurrence, today: date) -> None:
        super().__init__(parent, _("Another time, for once"), one.name)
        self._key, self._today = one.key, today
        self.day = Field(_("Day"), hint=_("Written like 2026-08-31."))
        self.day.setText(one.day.isoformat())
        self.time = Field(_("Time"), hint=_("Written like 19:30; empty keeps it as it is."))
        self.time.setText(one.time)
        for field in (self.day, self.time):
            self.column.addSpacing(12)
            self.column.addWidget(field)
            field.submitted.connect(self._submit)
        self.safe = Button(_("Leave it as it is"))
        self.act = Button(_("Take this time"), "primary", "s")
        self.safe.clicked.connect(self.reject)
        self.act.clicked.connect(self._submit)
        self.add_choices(self.safe, self.act)
        self.day.setFocus()

    def _submit(self) -> None:
        day, time = day_in(self.day.text()), time_in(self.time.text())
        if day is None or day < self._today:
            self.day.set_error(_("A day that is still to come, written like 2026-08-31."))
            return
        if time is None:
            self.time.set_error(_("A time, written like 19:30."))
            return
        self.chosen.emit(self._key, day, time)
        self.accept()
