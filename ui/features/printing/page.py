"""Print our agreement: the paper as it will come out, and how it is to look."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.services.papers import NameStyle, PaperDocument
from trustapp.words import _
from ui.features.printing.presenter import PrintPresenter
from ui.widgets import look, printing
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button, Pick, Tick
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.paper import Paper, typeset
from ui.widgets.print_preview import PrintPreview
from ui.widgets.text import PlainLabel, Prose


class PrintPage(Page):
    """The preview draws the same pages as the printer and the file."""

    KEY = "print"
    TITLE = _("Print our agreement")

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Print our agreement"), space="s", parent=parent)
        self._presenter = presenter
        self._document: PaperDocument | None = None
        self._paper: Paper | None = None
        self._preview = PrintPreview(self)
        self._preview.setMinimumHeight(520)
        self._build_options()
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

    def _build_options(self) -> None:
        self._options = Card(self)
        self._names = QButtonGroup(self._options)
        pills = QWidget(self._options)
        flow = Flow(pills, gap=8)
        for place, words in enumerate((_("Initials"), _("Names"), _("None"))):
            choice = Pick(words, "s")
            choice.setChecked(place == 0)
            choice.clicked.connect(self._changed)
            self._names.addButton(choice, place)
            flow.addWidget(choice)
        self._sensitive = Tick(_("Leave out the most personal lines"), space="s")
        self._large = Tick(_("Large print"), space="s")
        self._letter = Tick(_("Letter paper instead of A4"), space="s")
        self._record = Tick(
            _("Five words of the record"), space="s", note=_("at the foot, to compare with later")
        )
        for tick in (self._sensitive, self._large, self._record):
            tick.toggled.connect(self._changed)
        self._letter.toggled.connect(self._typeset)
        self._kept = Field(
            _("Where will this paper be kept?"),
            hint=_("This is printed at the foot of each page. Anyone who finds the paper can read it."),
        )
        self._kept.submitted.connect(self._changed)
        self._kept.edit.editingFinished.connect(self._changed)
        self._left_out = Prose(
            _(
                "Only what its giver allows on paper is here. On “Our agreement” each of you allows your "
                "own words."
            ),
            "small",
            tone="2",
        )
        note = Prose(
            _(
                "A printer may keep a copy of what it prints. A file that you save is not sealed: "
                "whoever finds it can "
                "read it."
            ),
            "small",
            tone="2",
        )
        body = self._options.body
        body.addWidget(PlainLabel(_("Names"), "body", bold=True))
        body.addWidget(pills)
        body.addSpacing(12)
        for tick in (self._sensitive, self._large, self._letter, self._record):
            body.addWidget(tick)
        body.addSpacing(12)
        body.addWidget(self._kept)
        body.addSpacing(12)
        body.addWidget(Rule())
        body.addSpacing(12)
        body.addLayout(vbox(self._left_out, 8, note))

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
        self._left_out.setVisible(document.left_out)
        self._typeset()

    def _typeset(self) -> None:
        if self._document is not None:
            size = "Letter" if self._letter.isChecked() else "A4"
            self._paper = typeset(self._document, size)
            self._preview.show_paper(self._paper)

    def _changed(self) -> None:
        style = (NameStyle.INITIALS, NameStyle.NAMES, NameStyle.NONE)[self._names.checkedId()]
        self._presenter.set_options(
            replace(
                self._presenter.options,
                names=style,
                without_sensitive=self._sensitive.isChecked(),
                large=self._large.isChecked(),
                kept_at=self._kept.text().strip(),
                head_words=self._record.isChecked(),
            )
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
        self.messages.inform(_("Saved. The file is not sealed: keep it where only you two look."))
