"""Print our agreement: the paper as it will come out, and how it is to look."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from trustapp.services.papers import Form, Layout, PaperDocument
from trustapp.words import _
from ui.features.printing.chooser import LineChooser
from ui.features.printing.options import Options
from ui.features.printing.presenter import PrintPresenter
from ui.features.printing.taking import TakeAlong
from ui.features.printing.words import too_long
from ui.widgets import look, printing
from ui.widgets.announce import announce
from ui.widgets.boxes import EmptyState, Sunk
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.paper import Paper, typeset
from ui.widgets.print_preview import PrintPreview

_LOWEST_DESK: Final = 440
_AROUND_DESK: Final = 96
"""What of the page's height its edges, its head and its foot take, besides a row in each of the two."""


class PrintPage(Page):
    """The preview draws the same pages as the printer and the file."""

    KEY = "print"
    TITLE = _("Print our agreement")

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Print our agreement"), space="s", parent=parent)
        self._presenter = presenter
        self._document: PaperDocument | None = None
        self._paper: Paper | None = None
        self._choosing = False
        self._build_desk()
        self._options = Options(self)
        self._options.changed.connect(self._changed)
        self._options.size_changed.connect(self._typeset)
        self._options.choosing_requested.connect(self._turn_desk)
        self._taking = TakeAlong(self)
        self._taking.taken.connect(self._take)
        columns = hbox((vbox(self._desk, 24, self._taking, None), 1), self._options, gap=24)
        columns.setAlignment(self._options, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(columns, 1)
        self._build_foot()
        presenter.attach(self)
        look.follow(self)

    def restyle(self) -> None:
        """Larger text needs a wider column of options; the desk is as high as what is seen of the page."""
        self._options.setFixedWidth(min(look.px(352), max(300, self.width() // 2)))
        self._desk.setFixedHeight(max(_LOWEST_DESK, self.height() - _AROUND_DESK - 2 * look.height(40)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the paper and its options."""
        super().resizeEvent(event)
        self.restyle()

    def _build_desk(self) -> None:
        """The paper, the lines to choose from, or why there is no such paper: one of them at a time."""
        self._desk = QStackedWidget(self)
        self._preview = PrintPreview(self._desk)
        lines = Sunk(self._desk)
        lines.body.setContentsMargins(0, 0, 0, 0)
        self._chooser = LineChooser(lines)
        self._chooser.chosen.connect(self._chosen)
        lines.body.addWidget(self._chooser)
        self._lines = lines
        self._notice = Sunk(self._desk)
        for widget in (self._preview, lines, self._notice):
            self._desk.addWidget(widget)

    def _build_foot(self) -> None:
        back = Button(_("Back to the agreement"), "secondary")
        back.clicked.connect(self._presenter.back)
        save = Button(_("Save as a file…"), "secondary")
        save.clicked.connect(self._save)
        print_it = Button(_("Print…"), "primary", space="s", icon="print")
        print_it.clicked.connect(self._print)
        self._ways_out = (save, print_it)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(save)
        self.foot.addWidget(print_it)
        self.show_foot(True)

    # -- showing -----------------------------------------------------------------------------------

    def show_paper(self, document: PaperDocument) -> None:
        """The paper as of now."""
        self._document = document
        self._options.show_left_out(document.left_out)
        if document.layout is Layout.SESSION:
            self._chooser.show_choices(document.choices)
        self._typeset()

    def _typeset(self) -> None:
        if self._document is None:
            return
        self._paper = typeset(self._document, self._options.paper_size)
        self._preview.show_paper(self._paper)
        self._show_desk()

    def _show_desk(self) -> None:
        """What lies on the desk; only what lies there can be printed or saved."""
        assert self._paper is not None
        assert self._document is not None
        session = self._document.layout is Layout.SESSION
        nothing = session and not self._chooser.keys
        self._options.show_choosing(self._choosing)
        self.set_whose(_("Only you see what you choose") if session else _("Both of you see this"))
        if session and self._choosing:
            self._desk.setCurrentWidget(self._lines)
        elif nothing:
            self._say(_("No line is chosen yet"), _("Nothing is on this sheet before you choose it."), "")
        elif not self._paper.fits:
            title, text = too_long(large=self._document.large)
            self._say(title, text, _("Take the full sheet"))
        else:
            self._desk.setCurrentWidget(self._preview)
        for button in self._ways_out:
            button.setEnabled(self._desk.currentWidget() is self._preview)

    def _say(self, title: str, text: str, action: str) -> None:
        """Say in the place of the paper why there is none."""
        clear(self._notice.body)
        told = EmptyState("print", title, text, action or None)
        told.action_requested.connect(self._take_full_sheet)
        self._notice.body.addStretch(2)
        self._notice.body.addWidget(told)
        self._notice.body.addStretch(3)
        self._desk.setCurrentWidget(self._notice)
        announce(self, title)

    def _take_full_sheet(self) -> None:
        self.pick(Layout.FULL)

    def _turn_desk(self) -> None:
        """From the lines to the paper, and back."""
        self._choosing = not self._choosing
        self._show_desk()
        if self._choosing:
            self._chooser.focus_first()

    # -- asking for another ------------------------------------------------------------------------

    def pick(self, layout: Layout) -> None:
        """Choose a paper, as its tile does."""
        self._options.pick(layout)

    def _changed(self) -> None:
        before = self._presenter.options.layout
        options = self._options.values(self._presenter.options)
        if options.layout is not before:
            # Whoever comes to the session's sheet with nothing chosen begins by choosing.
            self._choosing = options.layout is Layout.SESSION and not options.chosen
        self._presenter.set_options(options)

    def _chosen(self, keys: frozenset[str]) -> None:
        self._options.set_chosen(keys)

    # -- out of the program ------------------------------------------------------------------------

    def _print(self) -> None:
        if self._paper is not None:
            printing.print_with_dialog(self, self._paper, self._printed)

    def _save(self) -> None:
        if self._paper is not None:
            printing.save_as_pdf(self, self._paper, self._saved)

    def _printed(self) -> None:
        self.messages.inform(_("Sent to the printer. It may keep a copy until it is switched off."))

    def _saved(self) -> None:
        self.messages.inform(_("Saved. The file is not sealed: whoever finds it can read it."))

    def _take(self, place: str, form: str, passphrase: str) -> None:
        self._presenter.take_along(place, Form(form), passphrase)

    def scroll_to_taking(self) -> None:
        """Bring the other way out into view."""
        self.scroll_to(self._taking)

    def show_taken(self) -> None:
        """The agreement was written as text."""
        self.messages.inform(_("Saved. The file is not sealed: whoever finds it can read it."))
