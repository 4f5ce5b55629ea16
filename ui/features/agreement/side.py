"""Beside the agreement: its version, questions and titles to talk about, and ways to rest or end it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Version
from trustapp.domain.statements import Ask, TalkFirst
from trustapp.services.agreements import AgreementView
from trustapp.words import _
from ui.features.agreement.questions import Questions
from ui.features.agreement.versions import VersionCard
from ui.features.agreement.wait import WaitCard
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.further import Made, Rows
from ui.widgets.layouts import hbox, vbox
from ui.widgets.talk_time import TalkRow
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import name_of

UNBOUNDED = 16_777_215


class AskRow(QWidget):
    """A question from one person, or a title from nobody by name."""

    acted = Signal(str)

    def __init__(
        self, key: str, over: str, text: str, act: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        column = vbox(parent=self, gap=2, margins=(0, 8, 0, 4))
        if over:
            column.addWidget(PlainLabel(over, "small", tone="2"))
        column.addWidget(Prose(text, "body"))
        if act is not None:
            button = Button(act, "quiet")
            button.setAccessibleName(f"{act}: {text}")
            button.clicked.connect(self._act)
            column.addLayout(hbox(button, None))

    def _act(self) -> None:
        self.acted.emit(self._key)


class SideColumn(QWidget):
    """Cards of the side column; each is there only when it holds something."""

    suspend_requested = Signal()
    end_requested = Signal()
    versions_requested = Signal()
    ask_taken_back = Signal(str)
    title_closed = Signal(str)
    time_named = Signal(str, str)
    head_words_requested = Signal()
    saved_file_requested = Signal()
    ask_answered = Signal(str)
    crossed_requested = Signal()
    wait_lengthened = Signal(int)
    wished = Signal(str, str)
    """A wish about a longer wait of one's own, as of a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles: list[TalkRow] = []
        self._version: VersionCard | None = None
        self.wait: WaitCard | None = None
        self._layout = vbox(parent=self, gap=20)

    def set_width(self, width: int | None) -> None:
        """A fixed width beside the lines, or all there is under them."""
        self.setMinimumWidth(width or 0)
        self.setMaximumWidth(width or UNBOUNDED)

    def show_side(self, view: AgreementView, questions: Questions) -> None:
        """Everything beside the lines, anew."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._version = VersionCard(view.version, self) if view.version is not None else None
        if self._version is not None:
            self._version.requested.connect(self.versions_requested)
            self._layout.addWidget(self._version)
        elif view.unversioned:
            self._layout.addWidget(_unversioned_card(self))
        if questions.asks or questions.titles:
            self._layout.addWidget(self._questions_card(view, questions))
        if not view.agreement.nobody_there:
            self._layout.addWidget(self._rest_card(view))
            self._layout.addWidget(self._wait_card(view))
        self._layout.addWidget(self._record_card())
        if not view.agreement.nobody_there:
            note = _(
                "Either of you may end a line at once, without a reason. To open more takes both of "
                "you, each alone, and a day. What no line says is not thereby allowed: you ask each "
                "time. A no needs no reason; silence, stillness or freezing means stop."
            )
            self._layout.addWidget(Prose(note, "small", tone="2"))
        self._layout.addStretch(1)

    def show_versions(self, versions: tuple[Version, ...], view: AgreementView) -> None:
        """Earlier versions, to read one at a time or to compare."""
        if self._version is not None:
            self._version.show_versions(versions, view.members, view.agreement.counting)

    def compare_with_today(self) -> None:
        """Where the earlier versions are open: what differs."""
        if self._version is not None:
            self._version.compare_with_today()

    def _questions_card(self, view: AgreementView, questions: Questions) -> Card:
        card = Card(self)
        self.titles = []
        card.body.addWidget(PlainLabel(_("To talk about"), "read"))
        small = _(
            "Nothing here counts or is printed. It can be answered with an offer, later, or not at all."
        )
        card.body.addWidget(Prose(small, "small", tone="2"))
        card.body.addSpacing(8)
        rows: list[Made] = [partial(self._ask_row, view, one) for one in questions.asks]
        rows += [partial(self._title_row, title) for title in questions.titles]
        card.body.addWidget(Rows(rows, card))
        return card

    def _ask_row(self, view: AgreementView, one: Ask) -> Sequence[QWidget]:
        mine = view.me is not None and view.me.id == one.by
        can_answer = view.me is not None and not mine and not view.agreement.nobody_there
        over = _("{name}’s question").format(name=name_of(view.members, one.by))
        act = _("Take it back") if mine else _("Answer with an offer") if can_answer else None
        row = AskRow(one.id, over, one.text, act, self)
        row.acted.connect(self.ask_taken_back if mine else self.ask_answered)
        return Rule(), row

    def _wait_card(self, view: AgreementView) -> WaitCard:
        card = self.wait = WaitCard(view, self)
        card.lengthened.connect(self.wait_lengthened)
        card.wished.connect(self.wished)
        return card

    def _title_row(self, one: TalkFirst) -> Sequence[QWidget]:
        row = TalkRow(one, parent=self)
        row.closed.connect(self.title_closed)
        row.time_named.connect(self.time_named)
        self.titles.append(row)
        return Rule(), row

    def _record_card(self) -> Card:
        """The record that all of this is computed from."""
        card = Card(self)
        card.body.addWidget(PlainLabel(_("The record"), "read"))
        small = _(
            "The agreement is worked out from what each of you said, and from nothing else. Five words stand "
            "for all of it: where both of you read the same five, both have the same record."
        )
        card.body.addWidget(Prose(small, "small", tone="2"))
        card.body.addSpacing(8)
        words = Button(_("Show the five words"), "quiet")
        words.clicked.connect(self.head_words_requested)
        saved = Button(_("Take in a saved file…"), "quiet")
        saved.clicked.connect(self.saved_file_requested)
        for button in (words, saved):
            card.body.addLayout(hbox(button, None))
        return card

    def _rest_card(self, view: AgreementView) -> Card:
        card = Card(self)
        card.body.addWidget(PlainLabel(_("If it is too much"), "read"))
        small = _("Suspending lets openings and offers rest. Limits stand, whatever happens here.")
        card.body.addWidget(Prose(small, "small", tone="2"))
        card.body.addSpacing(8)
        if not view.agreement.suspended:
            suspend = Button(_("Suspend"), "secondary", icon="pause")
            suspend.clicked.connect(self.suspend_requested)
            card.body.addLayout(hbox(suspend, None))
        if view.me is not None:
            end = Button(_("End the agreement"), "quiet")
            end.clicked.connect(self.end_requested)
            card.body.addLayout(hbox(end, None))
        crossed = Button(_("When a line was crossed"), "quiet")
        crossed.clicked.connect(self.crossed_requested)
        card.body.addLayout(hbox(crossed, None))
        return card


def _unversioned_card(parent: QWidget) -> Card:
    """Why there is no version to read."""
    card = Card(parent)
    card.body.addWidget(PlainLabel(_("No earlier versions"), "read"))
    words = _(
        "So much was said on so many days that working out what stood on each of them would keep this page "
        "from you. What counts today is here, and whole."
    )
    card.body.addWidget(Prose(words, "small", tone="2"))
    return card
