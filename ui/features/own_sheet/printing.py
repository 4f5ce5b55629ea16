"""Print my boundaries: the paper as it will come out, for its owner alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from trustapp.services.papers import PaperDocument
from trustapp.words import _
from ui.features.own_sheet.printing_presenter import Look, OwnSheetPrintPresenter
from ui.widgets import look, printing
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button, Tick
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox
from ui.widgets.page import Page
from ui.widgets.paper import Paper, typeset
from ui.widgets.print_preview import PrintPreview
from ui.widgets.text import PlainLabel, Prose


class OwnSheetPrintPage(Page):
    """The preview draws the same pages as the printer and the file."""

    KEY = "own_sheet_print"
    TITLE = _("Print my boundaries")

    def __init__(self, presenter: OwnSheetPrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Print my boundaries"), space="own", parent=parent)
        self._presenter = presenter
        self._document: PaperDocument | None = None
        self._paper: Paper | None = None
        self._preview = PrintPreview(self)
        self._preview.setMinimumHeight(520)
        self._options = self._build_options()
        columns = hbox((self._preview, 1), self._options, gap=24)
        columns.setAlignment(self._options, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(columns, 1)
        self._build_foot()
        presenter.attach(self)
        look.follow(self)

    def restyle(self) -> None:
        """Larger text needs a wider column of options, as far as the page has room for it."""
        self._options.setFixedWidth(min(look.px(352), max(300, self.width() // 2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the paper and its options."""
        super().resizeEvent(event)
        self.restyle()

    def _build_options(self) -> Card:
        card = Card(self)
        self._initials = Tick(_("My initials at its head"), space="own")
        self._large = Tick(_("Large print"), space="own")
        self._letter = Tick(_("Letter paper instead of A4"), space="own")
        self._initials.setChecked(True)
        for tick in (self._initials, self._large):
            tick.toggled.connect(self._changed)
        self._letter.toggled.connect(self._typeset)
        self._kept = Field(
            _("Where will this paper be kept?"),
            hint=_("This is printed at the foot of each page. Anyone who finds the paper can read it."),
        )
        self._kept.submitted.connect(self._changed)
        self._kept.edit.editingFinished.connect(self._changed)
        card.body.addWidget(PlainLabel(_("How it looks"), "body", bold=True))
        for widget in (self._initials, self._large, self._letter):
            card.body.addWidget(widget)
        card.body.addSpacing(12)
        card.body.addWidget(self._kept)
        card.body.addSpacing(16)
        card.body.addWidget(Rule())
        card.body.addSpacing(16)
        words = _(
            "Paper has no lock. Print it where nobody stands by, and keep it where nobody finds it who could "
            "use it against you."
        )
        card.body.addWidget(Prose(words, "small", tone="2"))
        return card

    def _build_foot(self) -> None:
        back = Button(_("Back to my boundaries"), "secondary")
        save = Button(_("Save as a file…"), "secondary")
        print_it = Button(_("Print…"), "primary", space="own", icon="print")
        back.clicked.connect(self._presenter.back)
        save.clicked.connect(self._save)
        print_it.clicked.connect(self._print)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(save)
        self.foot.addWidget(print_it)
        self.show_foot(True)

    # -- showing -----------------------------------------------------------------------------------

    def show_paper(self, document: PaperDocument) -> None:
        """The paper as of now."""
        self._document = document
        self._typeset()

    def _typeset(self) -> None:
        if self._document is not None:
            self._paper = typeset(self._document, "Letter" if self._letter.isChecked() else "A4")
            self._preview.show_paper(self._paper)

    def _changed(self) -> None:
        self._presenter.set_look(
            Look(self._initials.isChecked(), self._large.isChecked(), self._kept.text().strip())
        )

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
