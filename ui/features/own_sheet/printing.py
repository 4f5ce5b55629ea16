"""Print my boundaries."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.own_paper import OwnPaperPresenter
from ui.widgets.own_paper_page import OwnPaperPage


class OwnSheetPrintPage(OwnPaperPage):
    """One's own boundaries on paper."""

    KEY = "own_sheet_print"
    TITLE = _("Print my boundaries")

    def __init__(self, presenter: OwnPaperPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Print my boundaries"), _("Back to my boundaries"), parent)
