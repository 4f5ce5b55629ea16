"""Hears keys, buttons and movements before any widget does, without filtering every event there is.

A filter on the application would call Python for each of the thousands of events of a page that is
built. Input reaches a program through its windows, so the filter sits on those.
"""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_POINTER = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})


class InputWatch(QObject):
    """Says that somebody is there, and whether they last used a key or a pointer."""

    active = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_keyboard = False
        self._watched: weakref.WeakSet[QWindow] = weakref.WeakSet()
        app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Hear from this window too; every window is found by the focus that it takes."""
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the input and let it go on."""
        kind = event.type()
        if kind in _KEYS:
            self.by_keyboard = True
            self.active.emit()
        elif kind in _POINTER:
            if kind in _PRESSES:
                self.by_keyboard = False
            self.active.emit()
        return False
