"""Choosing a file, without a note of it anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.printing import leave_no_history, usual_folder

Chosen = Callable[[str], object]
"""A bound method that takes the path."""


def choose_new_file(
    parent: QWidget, title: str, name: str, on_chosen: Chosen, suffix: str = ""
) -> QFileDialog:
    """Ask where a new file is to lie; nothing that is there is ever written over.

    ``suffix`` is put behind a name that has none.
    """
    dialog = _dialog(parent, title)
    dialog.setDefaultSuffix(suffix)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Qt's own question would run an event loop inside the window; an old file is refused instead.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(name)
    dialog.fileSelected.connect(on_chosen)
    dialog.open()
    return dialog


def choose_file(parent: QWidget, title: str, on_chosen: Chosen) -> QFileDialog:
    """Ask for a file that is there."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(on_chosen)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    leave_no_history()
    dialog = QFileDialog(parent, title, usual_folder())
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
