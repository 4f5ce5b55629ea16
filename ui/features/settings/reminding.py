"""Whether one is reminded of what was planned, and what such a reminder says and where it can be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.preferences import REMIND_BEFORE, PersonalSettings
from trustapp.words import _, ngettext
from ui.widgets.boxes import Card
from ui.widgets.buttons import Tick
from ui.widgets.fields import Choice
from ui.widgets.text import PlainLabel, Prose


class RemindersCard(Card):
    """Off at first; what they are is read before they are on."""

    changed = Signal(bool, int)
    """Whether there are reminders, and how many minutes before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.wanted = Tick(_("Remind me of what I planned"), space="own")
        self.before = Choice(_("How long before"), [(str(one), _said(one)) for one in REMIND_BEFORE])
        words = (
            _(
                "A reminder is the same sentence each time, in this window and as a notification of the "
                "computer: “Something you set aside time for.” It names nothing and nobody, and never comes "
                "for anything with touch or closeness in it."
            ),
            _(
                "They come while the program runs, also while it is locked or hidden: then it keeps the "
                "times of the next 24 hours in memory, without names. With the program closed none come. "
                "Anyone who sees the screen sees them."
            ),
        )
        self.body.addWidget(PlainLabel(_("Reminders"), "read"))
        for text in words:
            self.body.addWidget(Prose(text, "small", tone="2"))
            self.body.addSpacing(8)
        self.body.addWidget(self.wanted)
        self.body.addWidget(self.before)
        self.wanted.toggled.connect(self._changed)
        self.before.changed.connect(self._changed)

    def show_settings(self, personal: PersonalSettings) -> None:
        """As they are now."""
        self._filling = True
        self.wanted.setChecked(personal.ritual_reminders)
        self.before.setText(str(personal.remind_before))
        self.before.setVisible(personal.ritual_reminders)
        self._filling = False

    def _changed(self) -> None:
        self.before.setVisible(self.wanted.isChecked())
        if not self._filling:
            self.changed.emit(self.wanted.isChecked(), int(self.before.text()))


def _said(minutes: int) -> str:
    if minutes == 0:
        return _("when it begins")
    return ngettext("{n} minute before", "{n} minutes before", minutes).format(n=minutes)
