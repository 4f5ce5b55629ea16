"""My own boundaries: what I will, what I will not, what I will say. It stays with its owner."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category
from trustapp.domain.own_sheet import OwnLine, Part
from trustapp.services.own_sheet import OwnSheetView
from trustapp.words import _
from ui.features.own_sheet.parts import LineEditor, OfferedCard, PartCard, StateForm
from ui.features.own_sheet.presenter import OwnSheetPresenter
from ui.widgets.buttons import Button
from ui.widgets.page import Page
from ui.widgets.text import Prose


class OwnSheetPage(Page):
    """One line is open at a time; whatever is kept shows at once."""

    KEY = "own_sheet"
    TITLE = _("My own boundaries")

    def __init__(self, presenter: OwnSheetPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("My own boundaries"), space="own", parent=parent)
        self._presenter = presenter
        self._categories: tuple[Category, ...] = ()
        self._editor: LineEditor | None = None
        self._form: StateForm | None = None
        self._sent: Part | None = None
        self._parts = {part: PartCard(part, self) for part in Part}
        self._offered = OfferedCard(self)
        self._offered.added.connect(presenter.put)
        self._offered.hide()
        self.content.addWidget(
            Prose(
                _(
                    "A boundary says what you do. It needs nobody’s yes, and nobody has to read it. This "
                    "sheet is no part of an agreement: it reminds you, also on paper, and binds nobody."
                ),
                "body",
                tone="2",
            )
        )
        for card in self._parts.values():
            card.added.connect(self._put)
            card.opened.connect(self._open)
            card.state_requested.connect(self._ask_to_state)
            self.content.addSpacing(20)
            self.content.addWidget(card)
        self.content.addSpacing(20)
        self.content.addWidget(self._offered)
        self.content.addStretch(1)
        self._print = Button(_("Print my sheet…"), "secondary", icon="print")
        self._print.clicked.connect(presenter.print)
        self.set_foot(self._print)
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_sheet(self, view: OwnSheetView, focus: str) -> None:
        """The sheet as it is kept; what is typed and not kept yet stays where it was typed."""
        opened = self._editor.line.id if self._editor is not None else ""
        self._close()
        for part, card in self._parts.items():
            lines = tuple(one for one in view.lines if one.part is part)
            card.show_lines(lines, view.stated, stateable=view.shares)
        self._offered.show_offered(view.offered)
        self._print.setEnabled(bool(view.lines))
        self._settle(focus or opened)

    def _settle(self, focus: str) -> None:
        """The keyboard goes on where something was just done."""
        for part, card in self._parts.items():
            row = card.row(focus)
            if row is not None:
                row.button.setFocus()
            elif focus == part.value:
                if self._sent is part:
                    card.text.setText("")
                card.text.edit.setFocus()
        self._sent = None

    def show_categories(self, categories: tuple[Category, ...]) -> None:
        """Where a limit can belong."""
        self._categories = categories

    def show_stated(self) -> None:
        """It stands, between the two."""
        self.messages.inform(_("It stands, from now on. Both of you read it on “Our agreement”."))

    def half_typed(self) -> tuple[tuple[Part | str, str], ...]:
        """What was typed and not kept: other words in the open line, and one more line of any part."""
        typed: list[tuple[Part | str, str]] = []
        if self._editor is not None:
            text = self._editor.text.text().strip()
            if text and text != self._editor.line.text:
                typed.append((self._editor.line.id, text))
        typed += [(part, card.typed()) for part, card in self._parts.items() if card.typed()]
        return tuple(typed)

    # -- what the person does ----------------------------------------------------------------------

    def _put(self, part: Part, text: str) -> None:
        self._sent = part
        self._presenter.put(part, text)

    def _open(self, line: OwnLine) -> None:
        self._close()
        editor = LineEditor(line, self)
        editor.changed.connect(self._presenter.change)
        editor.moved.connect(self._presenter.move)
        editor.removed.connect(self._presenter.remove)
        editor.closed.connect(self._leave)
        self._editor = editor
        self._parts[line.part].put_under(line.id, editor)
        editor.text.edit.setFocus()
        self.scroll_to_form()

    def _ask_to_state(self, line: OwnLine) -> None:
        self._close()
        form = StateForm(line, self._categories, self)
        form.stated.connect(self._presenter.state)
        form.closed.connect(self._leave)
        self._form = form
        self._parts[line.part].put_under(line.id, form)
        form.begin()
        self.scroll_to_form()

    def scroll_to_form(self) -> None:
        """Bring the form that is open into view."""
        open_now = self._editor or self._form
        if open_now is not None:
            self.scroll_to(open_now)

    def _leave(self) -> None:
        line = self._editor.line if self._editor is not None else None
        self._close()
        if line is not None and (row := self._parts[line.part].row(line.id)) is not None:
            row.button.setFocus()

    def _close(self) -> None:
        for open_now in (self._editor, self._form):
            if open_now is not None:
                open_now.hide()
                open_now.deleteLater()
        self._editor = self._form = None
