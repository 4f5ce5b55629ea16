"""Looking back: what one said then and says now, where that differs. Nothing is added up or judged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId
from trustapp.domain.past import Moved, PastAnswer
from trustapp.services.looking_back import LookBack, Span
from trustapp.words import _
from ui.features.answers.look_back_presenter import LookBackPresenter
from ui.features.answers.words import past_words
from ui.widgets.boxes import Card, EmptyState, Rule
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.fields import Choice
from ui.widgets.layouts import clear, equal_columns, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class MovedRow(QWidget):
    """One item: then, and now."""

    opened = Signal(str, str)

    def __init__(self, category: CategoryId, one: Moved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category, self._item = category, one.item.id
        button = Button(_("Look at it"), "quiet")
        button.setAccessibleName(_("Look at {title}").format(title=one.item.title))
        button.clicked.connect(self._open)
        title = Prose(one.item.title, "body", bold=True)
        head = hbox((title, 1), button, gap=8)
        head.setAlignment(title, Qt.AlignmentFlag.AlignVCenter)
        both = equal_columns(
            _said(_("Then"), one, one.then, self), _said(_("Now"), one, one.now, self), gap=24
        )
        vbox(head, both, gap=6, parent=self)

    def _open(self) -> None:
        self.opened.emit(self._category, self._item)


class LookBackPage(Page):
    """Private, like the answers themselves; only its owner comes here."""

    KEY = "lookback"
    TITLE = _("Looking back")

    def __init__(self, presenter: LookBackPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Looking back"), space="own", parent=parent)
        self._presenter = presenter
        self._span = Choice(_("How far back"), _spans())
        self._span.setText(Span.SEASON.value)
        self._span.changed.connect(self._choose)
        self._found = vbox(gap=20)
        self.content.addLayout(hbox((self._span, 1), (QWidget(self), 2)))
        self.content.addSpacing(20)
        self.content.addLayout(self._found)
        self.content.addStretch(1)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(presenter.answers)
        self.set_foot(back)
        presenter.attach(self)

    def look(self, span: Span) -> None:
        """Look back this far."""
        self._presenter.look(span)

    def _choose(self) -> None:
        self._presenter.look(Span(self._span.text()))

    # -- what the presenter shows ------------------------------------------------------------------

    def show_look_back(self, span: Span, found: LookBack) -> None:
        """What moved since that day."""
        self.messages.clear()
        self._span.setText(span.value)
        self.set_subtitle(
            _("Where what you said on {day} differs from what you say now. Neither is wrong.").format(
                day=day(found.day)
            )
        )
        clear(self._found)
        for title, category, rows in found.groups:
            self._found.addWidget(self._card(title, category, rows))
        if not found.groups:
            self._found.addWidget(
                EmptyState(
                    "reflections",
                    _("Nothing to lay side by side"),
                    _(
                        "What you said by that day is what you say now, or nothing from that time is "
                        "kept. Nothing has to change."
                    ),
                )
            )

    def _card(self, title: str, category: CategoryId, rows: tuple[Moved, ...]) -> Card:
        card = Card(self)
        card.body.addWidget(PlainLabel(title, "read", wrap=True))
        for one in rows:
            card.body.addSpacing(10)
            card.body.addWidget(Rule())
            card.body.addSpacing(10)
            row = MovedRow(category, one, card)
            row.opened.connect(self._presenter.open_item)
            card.body.addWidget(row)
        return card

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)


def _said(head: str, one: Moved, said: PastAnswer, parent: QWidget) -> QWidget:
    """One side: what was said, and since when."""
    side = QWidget(parent)
    if said.day is None:
        since = _("said on a day that was not kept") if said.choice is not None else ""
    elif said.choice is None:
        since = _("taken out on {day}").format(day=day(said.day))
    else:
        since = _("said on {day}").format(day=day(said.day))
    vbox(
        PlainLabel(head, "small", tone="2"),
        Prose(past_words(one.item, said), "body"),
        Prose(since, "small", tone="2"),
        None,
        gap=2,
        parent=side,
    )
    return side


def _spans() -> list[tuple[str, str]]:
    return [
        (Span.MONTH.value, _("A month")),
        (Span.SEASON.value, _("Three months")),
        (Span.HALF_YEAR.value, _("Half a year")),
        (Span.YEAR.value, _("A year")),
    ]
