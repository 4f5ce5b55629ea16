"""For the session: questions, words of one's own, and lines of the agreement."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.basket import Kind, Thing
from trustapp.domain.errors import UserError
from trustapp.services.baskets import BasketView
from trustapp.words import _
from ui.features.basket.presenter import BasketPresenter
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.fields import Field
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.tick_list import TickList, TickRow


class BasketPage(Page):
    """Everything in it is for its owner alone, until they take the sheet along."""

    KEY = "basket"
    TITLE = _("For the session")

    def __init__(self, presenter: BasketPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("For the session"), space="own", parent=parent)
        self._presenter = presenter
        about = _(
            "Gather here what you would like to take to a therapist, or to somebody else who helps. It "
            "becomes one sheet. Nothing has to be used."
        )
        self.question = Field(_("A question, or something to say"))
        self.question.submitted.connect(self._ask)
        put = Button(_("Put it in"), icon="plus")
        put.clicked.connect(self._ask)
        self._things, self._lines_card = Card(), Card()
        self._list = vbox()
        self._things.body.addWidget(self.question)
        self._things.body.addSpacing(8)
        self._things.body.addLayout(hbox(put, None))
        self._things.body.addSpacing(8)
        self._things.body.addLayout(self._list)
        self.lines = TickList(_("Show more lines"), space="own")
        self.lines.chosen.connect(presenter.pick)
        self._lines_card.body.addWidget(PlainLabel(_("Lines of our agreement"), "read", wrap=True))
        note = _("Limits and needs that belong to a line come along with it.")
        self._lines_card.body.addWidget(Prose(note, "small", tone="2"))
        self._lines_card.body.addSpacing(6)
        self._lines_card.body.addWidget(self.lines)
        self.content.addLayout(vbox(Prose(about, "body", tone="2"), self._things, self._lines_card, gap=16))
        self.content.addStretch(1)
        back, empty = Button(_("Back to the reflections")), Button(_("Take everything out…"), "quiet")
        back.clicked.connect(presenter.leave)
        empty.clicked.connect(self._ask_clear)
        print_it = Button(_("Print the sheet…"), "primary", "own", icon="print")
        print_it.clicked.connect(presenter.print)
        self.set_foot(back, empty, print_it)
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """``text``: words that were chosen in a reflection."""
        if "text" in place:
            self._presenter.take(str(place["text"]))

    # -- what the presenter shows ------------------------------------------------------------------

    def show_basket(self, view: BasketView) -> None:
        """What was gathered."""
        clear(self._list)
        if view.things:
            self._list.addWidget(Rows([partial(self._row, one) for one in view.things]))
        else:
            nothing = _("Nothing is gathered yet. Chosen words of a reflection can be put in from there.")
            self._list.addWidget(Prose(nothing, "body", tone="2"))
        self._lines_card.setVisible(bool(view.lines))
        rows = [TickRow(one.key, one.text, one.whose, one.group) for one in view.lines]
        self.lines.show_rows(rows, view.picked)

    def _row(self, thing: Thing) -> tuple[QWidget, ...]:
        row = _Gathered(thing)
        row.removed.connect(self._presenter.remove)
        return Rule(), row

    def show_put(self) -> None:
        """It is in."""
        self.messages.clear()
        self.question.setText("")

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; what was typed stays."""
        self.messages.refuse(error)

    # -- what is pressed ---------------------------------------------------------------------------

    def _ask(self) -> None:
        self._presenter.ask(self.question.text())

    def _ask_clear(self) -> None:
        ask(
            self,
            _("Take everything out?"),
            _("Your reflections and the agreement stay as they are."),
            _("Take it out"),
            _("Leave it"),
            space="own",
            on_act=self._presenter.clear,
        )


class _Gathered(QWidget):
    """One thing, with the way to take it out."""

    removed = Signal(str)

    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self._id = thing.id
        kind = _("A question") if thing.kind is Kind.QUESTION else _("What I wrote")
        out = Button(_("Take it out"), "quiet")
        out.setAccessibleName(_("{action}: {name}").format(action=out.text(), name=thing.text[:60]))
        out.clicked.connect(self._remove)
        column = vbox(gap=4, margins=(0, 12, 0, 12), parent=self)
        column.addLayout(hbox((PlainLabel(kind, "small", tone="2"), 1), out, gap=12))
        column.addWidget(Prose(thing.text, "body"))

    def _remove(self) -> None:
        self.removed.emit(self._id)
