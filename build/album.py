"""The album of the tour: where the pictures go, and the page that shows them."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.app import Application
from ui.widgets.paper import typeset

LOOKS = (("light", 100), ("dark", 100), ("light", 150), ("dark", 150))
PRINT_DPI = 110


class Album:
    """Where the pictures go, and the page that shows them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._parts: list[str] = []

    def chapter(self, title: str) -> None:
        """A heading on the index page."""
        print(title, flush=True)
        self._parts.append(f"<h2>{html.escape(title)}</h2>")

    def stop(self, name: str, title: str, window: QWidget, application: Application) -> None:
        """Take the window in every look."""
        # A window that is not the active one is covered: here, too.
        window.activateWindow()
        self._take(name, title, window.grab, application)

    def dialog(self, name: str, title: str, open_it: Callable[[], QDialog], application: Application) -> None:
        """Take a dialog, opened anew in every look and left as if nothing had been asked."""

        def grab() -> QPixmap:
            dialog = open_it()
            picture = dialog.grab()
            dialog.reject()
            return picture

        self._take(name, title, grab, application)

    def _take(self, name: str, title: str, grab: Callable[[], QPixmap], application: Application) -> None:
        pictures = []
        for scheme, percent in LOOKS:
            application.appearance.theme.apply(scheme, percent, still=True)
            settle()
            file = f"{name}-{scheme}-{percent}.png"
            if not grab().save(str(self.folder / file)):
                raise RuntimeError(f"{file} could not be saved")
            pictures.append(file)
        application.appearance.theme.apply("light", 100, still=True)
        settle()
        shown = "".join(
            f'<a href="{one}"><img src="{one}" alt="{html.escape(title)}"></a>' for one in pictures
        )
        self._parts.append(f"<h3>{html.escape(title)}</h3><p>{shown}</p>")

    def paper(self, name: str, title: str, document: object, size: str) -> None:
        """Save a printed document as PDF and as pictures of its pages."""
        paper = typeset(document, size)  # type: ignore[arg-type]
        paper.to_pdf(self.folder / f"{name}.pdf")
        links = [f'<a href="{name}.pdf">PDF</a>']
        for number, image in enumerate(paper.to_images(PRINT_DPI), start=1):
            file = f"{name}-page-{number}.png"
            image.save(str(self.folder / file))
            links.append(f'<a href="{file}"><img src="{file}" alt="{html.escape(title)}"></a>')
        self._parts.append(f"<h3>{html.escape(title)}</h3><p>{' '.join(links)}</p>")

    def close(self) -> None:
        """Write the index."""
        style = (
            "body{font:15px sans-serif;margin:32px;background:#f7f2ea;color:#2a2422}"
            "img{width:340px;margin:4px;border:1px solid #dfd6c8}h3{margin-bottom:4px}"
        )
        body = "\n".join(self._parts)
        head = f'<meta charset="utf-8"><title>Tour</title><style>{style}</style>'
        page = f'<!doctype html><html lang="en">{head}{body}</html>'
        (self.folder / "index.html").write_text(page, encoding="utf-8")


def settle() -> None:
    """Let layouts and deferred deletes happen."""
    for _round in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
