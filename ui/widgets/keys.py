"""Keys that people expect of a button and that Qt gives to dialogs only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button that has the focus with Enter, as Space does; True when that was done."""
    if event.key() not in _ENTER or event.isAutoRepeat():
        return False
    event.accept()
    button.click()
    return True
