"""What could not be written down: its words, for paper; another folder; and the way back in from there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from trustapp.words import _
from ui.widgets import printing
from ui.widgets.boxes import Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import CalmDialog
from ui.widgets.text import Prose

Chosen = Callable[[str], None]


class UnkeptDialog(CalmDialog):
    """Says so in plain words, and offers what is left; closing it takes nothing back."""

    save_requested = Signal()

    def __init__(self, parent: QWidget | None, said: tuple[str, ...]) -> None:
        text = _(
            "Nothing in the folder of this program can be written at the moment: not the shared record, not "
            "your own space, not the file beside them. What you said is yours all the same. Say it to the "
            "other, or write these words on paper with the day. Or save them in another folder, such as a "
            "memory stick: a small sealed file that only the two of you can open. “Take in a saved file…” "
            "beside the agreement puts it back when there is room."
        )
        super().__init__(parent, _("This could not be written down here"), text)
        self.column.addSpacing(12)
        for words in said:
            self.column.addWidget(Rule())
            self.column.addSpacing(8)
            self.column.addWidget(Prose(words, "read"))
            self.column.addSpacing(8)
        self.close_button = Button(_("I have it on paper"), "secondary")
        self.save_button = Button(_("Save in another folder…"), "primary", "s")
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self.add_choices(self.close_button, self.save_button)
        self.save_button.setFocus()

    def _save(self) -> None:
        self.save_requested.emit()
        self.accept()


def choose_folder(parent: QWidget, chosen: Chosen) -> None:
    """Ask for a folder; nothing of the choice is kept."""
    dialog = _dialog(parent, _("Another folder"), chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def choose_file(parent: QWidget, chosen: Chosen) -> None:
    """Ask for a file that is there; nothing of the choice is kept."""
    dialog = _dialog(parent, _("A saved file"), chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def _dialog(parent: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    printing.leave_no_history()
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    return dialog
