"""Print our agreement: the paper as it will come out, and how it is to look."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.services.papers import Form, Layout, PaperDocument
from trustapp.words import _
from ui.features.printing.chooser import LineChooser
from ui.features.printing.options import Options
from ui.features.printing.presenter import PrintPresenter
from ui.features.printing.taking import TakeAlong
from ui.features.printing.words import too_long
from ui.widgets.announce import announce
from ui.widgets.boxes import EmptyState, Sunk
from ui.widgets.layouts import clear
from ui.widgets.paper_page import PaperPage


class PrintPage(PaperPage):
    """On the desk lies the paper, the lines to choose from, or why there is no such paper."""

    KEY = "print"
    TITLE = _("Print our agreement")

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        title, back = _("Print our agreement"), _("Back to the agreement")
        super().__init__(presenter, title, back, space="s", parent=parent)
        self._presenter = presenter
        self._choosing = False
        self._build_desk()
        self._options = Options(self)
        self._options.changed.connect(self._changed)
        self._options.choosing_requested.connect(self._turn_desk)
        self._taking = TakeAlong(self)
        self._taking.taken.connect(self._take)
        self.lay_out(self._options, self._options.look, self._taking)
        presenter.attach(self)

    def _build_desk(self) -> None:
        lines = Sunk(self._desk)
        lines.body.setContentsMargins(0, 0, 0, 0)
        self._chooser = LineChooser(lines)
        self._chooser.chosen.connect(self._chosen)
        lines.body.addWidget(self._chooser)
        self._lines = lines
        self._notice = Sunk(self._desk)
        for widget in (lines, self._notice):
            self._desk.addWidget(widget)

    # -- showing -----------------------------------------------------------------------------------

    def show_paper(self, document: PaperDocument) -> None:
        """The paper as of now."""
        self._options.show_left_out(document.left_out)
        if document.layout is Layout.SESSION:
            self._chooser.show_choices(document.choices)
        super().show_paper(document)

    def paper_laid(self) -> None:
        """Another paper lies on the desk, where it is not lines that are chosen."""
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
        for button in self.ways_out:
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

    def _take(self, place: str, form: str, passphrase: str) -> None:
        self._presenter.take_along(place, Form(form), passphrase)

    def scroll_to_taking(self) -> None:
        """Bring the other way out into view."""
        self.scroll_to(self._taking)

    def show_taken(self) -> None:
        """The agreement was written as text."""
        self.show_saved()
