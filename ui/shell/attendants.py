"""Those who look after an open window: who is there, where the keyboard is, what others may see.

They are made when the first page has been painted. It holds nothing that needs them, and loading them
takes as long as half of that page.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.shell.clipboard import ClipboardKeeper
from ui.shell.cover import CoverKeeper
from ui.shell.dialog_keys import DialogKeys
from ui.shell.focus import FocusKeeper
from ui.shell.input_watch import InputWatch
from ui.shell.main_window import MainWindow
from ui.shell.system_signals import SystemSignals
from ui.shell.theme import Theme
from ui.widgets import icons


class Attendants(QObject):
    """Hear input, draw the ring, put on covers, and listen to the system."""

    def __init__(self, app: QApplication, window: MainWindow, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        window.setWindowIcon(icons.window_icon())
        theme.watch(window)
        self.input = InputWatch(app, self)
        self.input.watch(app.focusWindow())
        self.dialog_keys = DialogKeys(app, window, self)
        self.focus = FocusKeeper(app, self.input, self)
        self.covers = CoverKeeper(app, self)
        self.covers.watch(window)
        self.clipboard = ClipboardKeeper(self)
        self.system = SystemSignals(self)
        self.system.listen()

    def stop(self) -> None:
        """The program ends: its last windows come and go unattended."""
        self.clipboard.stop()
        self.covers.stop()
        self.focus.stop()
