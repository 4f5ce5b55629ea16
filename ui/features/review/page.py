"""A meeting about the agreement, or one person's reading of it: limits first, then line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId
from trustapp.services.agreements import NewDraft
from trustapp.services.reviewing import ReviewedLine, ReviewView
from trustapp.words import _
from ui.features.review.parts import CarriedCard, LineCard, WordsCard, end_panel
from ui.features.review.presenter import ReviewPresenter
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.layouts import clear, vbox
from ui.widgets.page import Page


class ReviewPage(Page):
    """Everything that is done here is done at once and whole; Esc leaves from any line."""

    KEY = "review"
    TITLE = _("Line by line")

    def __init__(self, presenter: ReviewPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Line by line"), space="s", parent=parent)
        self._presenter = presenter
        self._line: LineId | None = None
        self._words: WordsCard | None = None
        self._card: LineCard | None = None
        self._body = vbox(gap=20)
        self.content.addLayout(self._body, 1)
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """From the beginning."""
        self._presenter.begin()

    # -- what the presenter shows ------------------------------------------------------------------

    def show_carried(self, view: ReviewView) -> None:
        """Limits and needs, which nobody is asked about."""
        self._begin(
            _("Reading it again"),
            _(
                "Limits and needs come first. Nobody is asked about them. Then every line that was "
                "agreed, one at a time: draft it with a later day, find other words, end it, or leave "
                "it as it is. Each is as good as the other, and Esc stops at any moment."
            ),
        )
        self._body.addWidget(CarriedCard(view, self))
        self._body.addStretch(1)
        on = Button(_("To the lines"), "primary", space="s")
        on.clicked.connect(self._go_on)
        self.set_foot(self._leave(), on)
        on.setFocus()

    def show_line(self, line: ReviewedLine, view: ReviewView) -> None:
        """One line, alone on the page."""
        words = line.line.words
        assert words is not None
        self._begin(words.title, "")
        self._line = words.id
        card = self._card = LineCard(line, view, self)
        card.kept.connect(self._keep)
        card.change_requested.connect(self._begin_words)
        card.end_requested.connect(self._ask_end)
        card.left.connect(self._go_on)
        form = self._words = WordsCard(line, self)
        form.given.connect(self._change)
        form.closed.connect(self._close_words)
        form.hide()
        self._body.addWidget(card)
        self._body.addWidget(form)
        self._body.addStretch(1)
        before = Button(_("One back"), "secondary", icon="left")
        before.clicked.connect(self._go_back)
        self.set_foot(self._leave(), before)
        card.begin()
        announce(card, line.line.text)

    def show_end(self, view: ReviewView) -> None:
        """Behind the last line."""
        title = _("That is all of it") if view.lines else _("Nothing that was agreed is there to read")
        self._begin(title, "")
        self._body.addWidget(end_panel(self))
        self._body.addStretch(1)
        done = Button(_("Our agreement"), "primary", space="s", icon="agreement")
        done.clicked.connect(self._presenter.leave)
        before = Button(_("One back"), "secondary", icon="left")
        before.clicked.connect(self._go_back)
        self.set_foot(before, done)
        done.setFocus()

    def show_done(self, what: str) -> None:
        """What has happened, in a short sentence over the next line."""
        self.messages.inform(
            {
                "kept": _(
                    "Drafted with the new day. It counts for nothing until each of you has slept on it."
                ),
                "drafted": _("Drafted. The line counts on as it is until then."),
                "ended": _("Ended. It no longer stands."),
            }[what]
        )

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    # -- parts -------------------------------------------------------------------------------------

    def _begin(self, title: str, subtitle: str) -> None:
        self.set_title(title)
        self.set_subtitle(subtitle)
        clear(self._body)
        self._line = self._words = self._card = None
        self.scroll_up()

    def _leave(self) -> Button:
        leave = Button(_("Stop here for today"), "secondary")
        leave.clicked.connect(self._presenter.leave)
        return leave

    def _go_on(self) -> None:
        self.messages.clear()
        self._presenter.go_on()

    def _go_back(self) -> None:
        self.messages.clear()
        self._presenter.go_back()

    # -- what is wished ----------------------------------------------------------------------------

    def _keep(self, until: date) -> None:
        if self._line is not None:
            self._presenter.keep(self._line, until)

    def _begin_words(self) -> None:
        if self._words is not None and self._card is not None:
            self._card.show_choices(False)
            self._words.show()
            self._words.begin()
            self.scroll_to(self._words)

    def _close_words(self) -> None:
        if self._words is not None and self._card is not None:
            self._words.hide()
            self._card.show_choices(True)
            self._card.begin()

    def _change(self, draft: NewDraft) -> None:
        if self._line is not None:
            self._presenter.change(self._line, draft)

    def _ask_end(self) -> None:
        ask(
            self,
            _("End this line?"),
            _("It stops counting at once. The agreement will show that it ended, and no reason is asked."),
            _("End it"),
            space="s",
            on_act=self._end,
        )

    def _end(self) -> None:
        if self._line is not None:
            self._presenter.end(self._line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts a form away that is open, and else leaves; what was done stays done."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._words is not None and self._words.isVisible():
            self._close_words()
        else:
            self._presenter.leave()
