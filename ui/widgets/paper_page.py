"""What every page of a paper has: the paper as it will come out, what is asked of it, and its ways out."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from trustapp.services.papers import PaperDocument
from trustapp.words import _
from ui.ports import Presenter
from ui.widgets import look, printing
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import Page
from ui.widgets.paper import Paper, typeset
from ui.widgets.paper_look import PaperLook
from ui.widgets.print_preview import PrintPreview

_LOWEST_DESK: Final = 440
_AROUND_DESK: Final = 96
"""What of the page's height its edges, its head and its foot take, besides a row in each of the two."""


class PaperPresenter(Presenter, Protocol):
    """The presenter of a page of a paper."""

    def back(self) -> None:
        """Where one came from."""
        ...


class PaperPage(Page):
    """The preview draws the same pages as the printer and the file; only what lies there can leave."""

    def __init__(
        self,
        presenter: PaperPresenter,
        title: str,
        back: str,
        *,
        space: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(presenter, title, space=space, parent=parent)
        self._document: PaperDocument | None = None
        self._paper: Paper | None = None
        self._beside: QWidget | None = None
        self._look: PaperLook | None = None
        self._desk = QStackedWidget(self)
        self._preview = PrintPreview(self._desk)
        self._desk.addWidget(self._preview)
        self._build_foot(presenter, back)

    def _build_foot(self, presenter: PaperPresenter, words: str) -> None:
        back = Button(words, "secondary")
        save = Button(_("Save as a file…"), "secondary")
        print_it = Button(_("Print…"), "primary", space=self._space, icon="print")
        back.clicked.connect(presenter.back)
        save.clicked.connect(self._save)
        print_it.clicked.connect(self._print)
        self.ways_out = (save, print_it)
        self.print_button = print_it
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(save)
        self.foot.addWidget(print_it)
        self.show_foot(True)

    def lay_out(self, beside: QWidget, paper_look: PaperLook, under: QWidget | None = None) -> None:
        """Put what is asked of the paper beside it, and anything else under it."""
        self._beside, self._look = beside, paper_look
        paper_look.size_changed.connect(self._typeset)
        below = (24, under, None) if under is not None else (None,)
        columns = hbox((vbox(self._desk, *below), 1), beside, gap=24)
        columns.setAlignment(beside, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(columns, 1)
        look.follow(self)

    def restyle(self) -> None:
        """Larger text needs a wider column of options; the desk is as high as what is seen of the page."""
        if self._beside is not None:
            self._beside.setFixedWidth(min(look.px(352), max(300, self.width() // 2)))
        self._desk.setFixedHeight(max(_LOWEST_DESK, self.height() - _AROUND_DESK - 2 * look.height(40)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the paper and its options."""
        super().resizeEvent(event)
        self.restyle()

    # -- showing -----------------------------------------------------------------------------------

    def show_paper(self, document: PaperDocument) -> None:
        """The paper as of now."""
        self._document = document
        self._typeset()

    def _typeset(self) -> None:
        if self._document is None or self._look is None:
            return
        self._paper = typeset(self._document, self._look.paper_size)
        self._preview.show_paper(self._paper)
        self.paper_laid()

    def paper_laid(self) -> None:
        """Another paper lies on the desk."""

    # -- out of the program ------------------------------------------------------------------------

    def _print(self) -> None:
        if self._paper is not None:
            printing.print_with_dialog(self, self._paper, self._printed)

    def _save(self) -> None:
        if self._paper is not None:
            printing.save_as_pdf(self, self._paper, self.show_saved)

    def _printed(self) -> None:
        self.messages.inform(_("Sent to the printer. It may keep a copy until it is switched off."))

    def show_saved(self) -> None:
        """A file was written."""
        self.messages.inform(_("Saved. The file is not sealed: whoever finds it can read it."))
