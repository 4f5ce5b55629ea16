"""The two ways by which a paper leaves the program: a printer, and a file that the person names.

Both are single functions, so that whoever drives the program in their place can stand in for the
native windows.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QMarginsF, QObject, QRectF, QSettings, QStandardPaths, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from trustapp.domain.errors import UserError
from trustapp.words import _
from ui.widgets import dialogs
from ui.widgets.page import Page
from ui.widgets.paper import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

PRINT_SOCKET: Final = "/run/cups/cups.sock"
"""Where the printing system of this computer listens; nothing here ever dials an address."""

Done = Callable[[], None]
Refused = Callable[[UserError], None]


def print_with_dialog(parent: QWidget, paper: Paper, done: Done, refused: Refused | None = None) -> None:
    """Ask for a printer and print.

    ``refused`` hears paper.no_printer or paper.not_printed; without it the page itself does.
    """
    stay_on_this_computer()
    refused = refused or _shown_by(parent)
    if not printer_names():
        refused(UserError("paper.no_printer"))
        return
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    printer.setCreator("")
    printer.setPageLayout(QPageLayout(paper.qt_size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    printer.setFromTo(0, 0)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, paper.page_count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    job = _PrintJob(dialog, printer, paper, done, refused)
    dialog.accepted.connect(job.print)
    QDialog.open(dialog)  # the print dialog's own open wants a C++ slot by name


def save_as_pdf(parent: QWidget, paper: Paper, done: Done, refused: Refused | None = None) -> None:
    """Ask for a place and save. ``refused`` hears paper.not_saved; without it the page itself does."""
    leave_no_history()
    dialog = QFileDialog(parent, _("Save as a file"), usual_folder(), _("PDF file (*.pdf)"))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    # Qt's own question would run an event loop inside the window; the job asks instead.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{paper.title}.pdf")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    job = _SaveJob(parent, paper, done, refused or _shown_by(parent))
    dialog.rejected.connect(job.deleteLater)
    dialog.fileSelected.connect(job.save)
    dialog.open()


def printer_names() -> list[str]:
    """The printers that this computer knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def stay_on_this_computer() -> None:
    """Point the printing library to the local socket before it first looks for a server.

    Without it the library would dial localhost wherever the socket is missing. The pages that wait
    for the printer go to the folder that is emptied when the person logs out, where there is one.
    """
    os.environ["CUPS_SERVER"] = PRINT_SOCKET
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime).is_dir():
        os.environ["TMPDIR"] = runtime


def leave_no_history() -> None:
    """Keep Qt from writing down the folders and files that were chosen.

    Qt's own file window writes them to a settings file that every Qt program shares. A place that
    cannot exist takes no notes.
    """
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.path.join(os.devnull, "none"))


def paint_on(printer: QPrinter, paper: Paper, pages: range) -> bool:
    """Paint these pages; False where the printer does not take them."""
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        return False
    scale = printer.resolution() / 72
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    fit = min(sheet.width() / (paper.size.width() * scale), sheet.height() / (paper.size.height() * scale), 1)
    good = True
    for index in pages:
        good = good and (index == pages.start or printer.newPage())
        painter.save()
        painter.scale(scale * fit, scale * fit)
        paper.paint_page(painter, index)
        painter.restore()
    return painter.end() and good


class _PrintJob(QObject):
    """Waits for the answer of the print window; lives and dies with it."""

    def __init__(
        self, dialog: QPrintDialog, printer: QPrinter, paper: Paper, done: Done, refused: Refused
    ) -> None:
        super().__init__(dialog)
        self._printer, self._paper, self._done, self._refused = printer, paper, done, refused

    def print(self) -> None:
        """Print what was chosen."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        pages = range(first - 1, last) if first else range(self._paper.page_count)
        if paint_on(self._printer, self._paper, pages):
            self._done()
        else:
            self._refused(UserError("paper.not_printed"))


class _SaveJob(QObject):
    """Waits for the answers of the save window and of the question after it."""

    def __init__(self, parent: QWidget, paper: Paper, done: Done, refused: Refused) -> None:
        super().__init__(parent)
        self._window, self._paper, self._done, self._refused = parent, paper, done, refused
        self._path = Path()

    def save(self, path: str) -> None:
        """Save in this place, after a question where something lies there."""
        self._path = Path(path)
        if not self._path.exists():
            self._write()
            return
        title, act = _("There is a file of this name"), _("Write over it")
        question = dialogs.ask(self._window, title, _("Its contents would be lost."), act, on_act=self._write)
        question.rejected.connect(self.deleteLater)

    def _write(self) -> None:
        self.deleteLater()
        try:
            self._paper.to_pdf(self._path)
        except UserError as error:
            self._refused(error)
        else:
            self._done()


def _shown_by(parent: QWidget) -> Refused:
    """The page's own message bar."""
    if not isinstance(parent, Page):
        raise TypeError("without a page somebody else has to hear of refusals")
    return parent.show_error


def usual_folder() -> str:
    """The folder for a person's documents, or their home."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if folder and QDir(folder).exists() else QDir.homePath()
