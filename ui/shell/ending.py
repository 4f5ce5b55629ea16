"""The end of the program, in order: first the worker, then the pages, then the window, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class Host(Protocol):
    """What is taken apart."""

    @property
    def window(self) -> MainWindow:
        """The window."""
        ...

    def dispose(self) -> None:
        """Stop what runs by itself, and wait for the worker."""
        ...

    def deleteLater(self) -> None:
        """Let go of the object."""
        ...


def loop(application: Host) -> int:
    """Run until the program ends; gives the exit code.

    What shows or paints anything goes while Qt and the interpreter are whole. Left to the interpreter's own
    end, it goes in no order, after what it was made with.
    """
    code = QApplication.exec()
    application.dispose()
    application.window.hide()
    application.window.drop()
    application.window.deleteLater()
    application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return code
