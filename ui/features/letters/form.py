"""The form of a letter that is being written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.letters import Kind, Letter, months_ahead, title_of
from trustapp.domain.passages import blocks_of
from trustapp.words import _
from ui.features.letters import words
from ui.features.letters.presenter import Draft
from ui.widgets import look
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, Field
from ui.widgets.keep_soon import KeepSoon
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.text import PlainLabel, Prose

_LINES = 12


class LetterForm(Card):
    """Kind, title and words; when something is typed it asks soon to be kept."""

    edited = Signal()
    keep_requested = Signal()
    left = Signal()
    delete_requested = Signal()
    send_requested = Signal()
    close_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet, self._sends = True, False
        self._today = date.min
        self._soon = KeepSoon(self)
        self._soon.timeout.connect(self.keep_requested)
        self.kind = Choice(
            _("What kind of letter it is"), [(kind.value, title_of(kind)) for kind in words.kinds()]
        )
        self._about = Prose("", "body", tone="2")
        self._openings = Flow(gap=6)
        self._ways = QWidget(self)
        self._ways.setLayout(self._openings)
        self.title = Field(_("A title, or none"))
        self.text = PassageEdit(_("The letter"))
        self.state = PlainLabel("", "small", tone="2")
        self._closing = QWidget(self)
        self.span = Choice(_("It opens in"), words.spans())
        self.span.setText("12")
        self._close = Button(_("Close it…"), "primary", "own")
        vbox(Rule(), 12, self.span, 8, hbox(None, self._close), parent=self._closing)
        self._leave = Button(_("Back to the list"), icon="left")
        self._delete = Button(_("Delete it…"), "quiet", icon="trash")
        self.send = Button(_("Look at it before sending…"), "secondary")
        self._wire()
        self.body.addLayout(vbox(self.kind, 6, self._about, 8, self._ways, 12, self.title, 12))
        self.body.addLayout(vbox(PlainLabel(_("The letter"), "body", bold=True), 4, self.text, 4, self.state))
        self.body.addLayout(vbox(8, self._closing, 16))
        self.body.addLayout(hbox(self._leave, self._delete, None, self.send, gap=12))
        look.follow(self)

    def _wire(self) -> None:
        self.kind.changed.connect(self._kind_changed)
        self.title.changed.connect(self._typed)
        self.text.edited.connect(self._typed)
        self._leave.clicked.connect(self.left)
        self._delete.clicked.connect(self.delete_requested)
        self.send.clicked.connect(self.send_requested)
        self._close.clicked.connect(self._ask_close)

    def restyle(self) -> None:
        """Room for some lines at any text size."""
        self.text.setMinimumHeight(_LINES * look.line_height("body"))

    def begin(self, letter: Letter, today: date, *, sends: bool) -> None:
        """Fill it in; alone there is nobody to send to."""
        self._quiet, self._sends, self._today = True, sends, today
        self._soon.stop()
        self.kind.setText(letter.kind.value)
        self.title.setText(letter.title)
        self.text.show_blocks(blocks_of(letter.text))
        self.state.setText("")
        self._show_kind()
        self._quiet = False
        (self.text if letter.id else self.kind).setFocus()

    def draft(self) -> Draft:
        """What is typed."""
        return Draft(Kind(self.kind.text()), self.title.text(), self.text.blocks())

    def show_saved(self) -> None:
        """It is kept."""
        self.state.setText(_("kept"))

    def try_again(self) -> None:
        """Ask later to be kept."""
        self._soon.again()

    def rest(self) -> None:
        """Nothing is asked for any more."""
        self._quiet = True
        self._soon.stop()

    def go_on(self) -> None:
        """Back from a look at it."""
        self._quiet = False
        self.text.setFocus()

    def _typed(self) -> None:
        if self._quiet:
            return
        self.state.setText("")
        self.edited.emit()
        self._soon.typed()

    def _kind_changed(self) -> None:
        self._show_kind()
        self._typed()

    def _show_kind(self) -> None:
        kind = Kind(self.kind.text())
        found = words.kinds()[kind]
        self._about.setText(found.about)
        clear(self._openings)
        for opening in found.openings:
            button = Button(opening.strip() + " …", "quiet")
            button.setProperty("opening", opening)
            button.clicked.connect(self._begin_with)
            self._openings.addWidget(button)
        self.send.setVisible(self._sends and words.can_be_sent(kind))
        self._closing.setVisible(kind is Kind.MYSELF)

    def _begin_with(self) -> None:
        self.text.insertPlainText(str(self.sender().property("opening")))
        self.text.setFocus()

    def _ask_close(self) -> None:
        self.close_requested.emit(months_ahead(self._today, int(self.span.text())))
