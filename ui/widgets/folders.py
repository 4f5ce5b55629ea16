"""Asking for a folder: a single function, so that whoever drives the program can stand in for the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.printing import leave_no_history, usual_folder


def choose(parent: QWidget, title: str, chosen: Callable[[str], object]) -> None:
    """Ask for a folder; ``chosen`` is a bound method. Qt keeps no note of where it was."""
    leave_no_history()
    dialog = QFileDialog(parent, title, usual_folder())
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
