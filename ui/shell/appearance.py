"""What the settings of this computer say about the look: read at the start, changed from the unlock page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.ports import Jobs
from ui.shell.i18n import Language
from ui.shell.theme import Theme

if TYPE_CHECKING:
    from trustapp.services.preferences import DeviceSettings, PreferenceService


class Appearance(QObject):
    """Theme, text size, stillness and language, for everyone on this computer."""

    def __init__(self, app: QApplication, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._preferences: PreferenceService | None = None
        self._device: DeviceSettings | None = None
        self.language = Language(app)
        self.theme = Theme(app, self)
        self.theme.apply()

    def read(self, preferences: PreferenceService) -> None:
        """Read the settings and dress the program by them."""
        self._preferences = preferences
        self._jobs.run(preferences.device, self._dress)

    def offer(self, window: QWidget) -> None:
        """Let somebody change them before any space is open."""
        if self._device is not None:
            from ui.shell.display_dialog import DisplayDialog

            dialog = DisplayDialog(window, self._device)
            dialog.changed.connect(self._keep)
            dialog.open()

    def _keep(self, device: DeviceSettings) -> None:
        if self._preferences is not None:
            self._jobs.run(partial(self._preferences.set_device, device), self._dress)

    def _dress(self, device: DeviceSettings) -> None:
        if device == self._device:
            return  # dressing every widget anew is not free, and most changes are of something else
        self._device = device
        if device.language != self.language.name:
            self.language.use(device.language)
        self.theme.apply(device.theme, device.text_percent, still=device.reduced_motion)
