"""Prints a recovery sheet that a page shows; the page itself knows nothing of paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.ports import Jobs
from ui.widgets.page import Page

if TYPE_CHECKING:
    from trustapp.services.openings import RecoverySheet
    from trustapp.services.papers import PaperDocument, PaperService


class RecoveryPrint(QObject):
    """Lives as long as its page."""

    def __init__(self, page: Page, papers: PaperService, jobs: Jobs) -> None:
        super().__init__(page)
        self._page = page
        self._papers = papers
        self._jobs = jobs

    def print(self, sheet: RecoverySheet) -> None:
        """Make the paper and ask for a printer."""
        work = partial(self._papers.recovery, sheet.groups, sheet.label, sheet.made)
        self._jobs.run(work, self._made, self._page.show_error)

    def _made(self, document: PaperDocument) -> None:
        from ui.widgets import printing
        from ui.widgets.paper import typeset

        printing.print_with_dialog(self._page, typeset(document), self._printed, self._page.show_error)

    def _printed(self) -> None:
        self._page.messages.clear()
