"""Light or dark, text size, stillness: for everyone on this computer, before any space is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets.buttons import Button, Tick
from ui.widgets.dialogs import CalmDialog
from ui.widgets.fields import Choice

if TYPE_CHECKING:
    from trustapp.services.preferences import DeviceSettings

PERCENTS = (100, 125, 150, 175, 200)


class DisplayDialog(CalmDialog):
    """Each choice acts at once."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None, settings: DeviceSettings) -> None:
        super().__init__(parent, _("Display"), _("For everyone on this computer; nothing personal is in it."))
        self._settings = settings
        schemes = [("system", _("As the computer")), ("light", _("Light")), ("dark", _("Dark"))]
        self.theme = Choice(_("Light or dark"), schemes)
        percents = [(str(one), _("{percent} %").format(percent=one)) for one in PERCENTS]
        self.text = Choice(_("Text size"), percents)
        self.still = Tick(_("Keep everything still"), note=_("no fading, no moving circle"))
        self.theme.setText(settings.theme)
        self.text.setText(str(settings.text_percent))
        self.still.setChecked(settings.reduced_motion)
        for widget in (self.theme, self.text, self.still):
            self.column.addSpacing(16)
            self.column.addWidget(widget)
        self.theme.changed.connect(self._changed)
        self.text.changed.connect(self._changed)
        self.still.toggled.connect(self._changed)
        self.close_button = Button(_("Close"), "secondary")
        self.close_button.clicked.connect(self.accept)
        self.add_choices(self.close_button)
        self.close_button.setFocus()

    def _changed(self) -> None:
        self._settings = replace(
            self._settings,
            theme=self.theme.text(),
            text_percent=int(self.text.text()),
            reduced_motion=self.still.isChecked(),
        )
        self.changed.emit(self._settings)
