"""Print the sheet for the session."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.own_paper import OwnPaperPresenter
from ui.widgets.own_paper_page import OwnPaperPage


class BasketPrintPage(OwnPaperPage):
    """What was gathered, on paper."""

    KEY = "basket_print"
    TITLE = _("Print the sheet")

    def __init__(self, presenter: OwnPaperPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Print the sheet"), _("Back to the basket"), parent)
