"""The keys that stop and hide, from a dialog too: no shortcut of a window works while one is before it."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class DialogKeys(QObject):
    """Hears F8 and F9 in dialogs, and Escape while a companion runs. Nobody has to close one first."""

    def __init__(self, app: QGuiApplication, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._watched: weakref.WeakSet[QWindow] = weakref.WeakSet()
        app.focusWindowChanged.connect(self._watch)

    def _watch(self, window: QWindow | None) -> None:
        """A dialog is found by the focus that it takes."""
        if window is None or window in self._watched or window.modality() == Qt.WindowModality.NonModal:
            return
        self._watched.add(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key where it is one of these."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        if event.key() == Qt.Key.Key_F8:
            self._window.pause_requested.emit()
        elif event.key() == Qt.Key.Key_F9:
            self._window.hide_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self._window.runs_companion:
            self._window.stop_companion()
        else:
            return False
        return True
