"""Together: both at the screen, the shared space only. Choose, open at once, read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category
from trustapp.domain.errors import UserError
from trustapp.domain.merge import Reveal
from trustapp.domain.partners import Member
from trustapp.domain.statements import TalkFirst
from trustapp.services.rounds import RoundView
from trustapp.words import _
from ui.features.meeting.presenter import MeetingPresenter, Questions
from ui.features.meeting.reveal import RevealPanel
from ui.widgets.boxes import Card, Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.fields import Field
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, grid_of, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.talk_time import TalkRow
from ui.widgets.text import PlainLabel, Prose


class ChoiceCard(Card):
    """A category that may be opened today."""

    picked = Signal(str)

    def __init__(self, category: Category, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = category.id
        button = Button(_("We choose this"), "secondary")
        button.setAccessibleName(_("We choose {category}").format(category=category.title))
        button.clicked.connect(self._pick)
        self.body.addWidget(PlainLabel(category.title, "read", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(Prose(category.intro, "body", tone="2"))
        self.body.addStretch(1)
        self.body.addSpacing(12)
        self.body.addLayout(hbox(button, None))

    def _pick(self) -> None:
        self.picked.emit(self._id)


class MeetingPage(Page):
    """The page of a meeting; its steps stand in the sidebar, done, now and later."""

    KEY = "meeting"
    TITLE = _("Together")

    step_changed = Signal(str)
    """"arrive", "open", "read", "draft" or "sign": the step for the sidebar."""

    def __init__(self, presenter: MeetingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Together"), space="s", parent=parent)
        self._presenter = presenter
        self._body = vbox(gap=20)
        self.content.addLayout(self._body, 1)
        self._tickets: tuple[Field, ...] = ()
        self._named: Tint | None = None
        self._open = Button("", "primary", space="s", parent=self)
        self._open.hide()
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_choosing(self, found: RoundView) -> None:
        """No round is begun: both choose a category, or read the agreement."""
        self._begin(
            "arrive",
            _("What would you two like to open?"),
            _(
                "One category at a time, chosen by both. Each then prepares a sheet alone, another day "
                "if you like."
            ),
        )
        cards = []
        for category in found.choosable:
            card = ChoiceCard(category, self)
            card.picked.connect(self._presenter.choose)
            cards.append(card)
        holder = QWidget(self)
        grid_of(cards, columns=2, gap=20, parent=holder)
        self._body.addWidget(holder)
        for category, free in found.resting:
            words = _("{category}: opened not long ago. It can be chosen again from {day}.").format(
                category=category.title, day=day(free)
            )
            self._body.addWidget(Prose(words, "small", tone="2"))
        self._body.addStretch(1)
        agreement = Button(_("Our agreement"), "quiet", icon="agreement")
        agreement.clicked.connect(self._presenter.to_agreement)
        self.set_foot(self._leave(), agreement)

    def show_tickets(self, found: RoundView, members: tuple[Member, ...]) -> None:
        """A category is chosen: two tickets open both sheets at once."""
        title = found.category.title if found.category else ""
        self._begin(
            "open",
            _("Open “{category}” together").format(category=title),
            _(
                "Whoever prepared a sheet alone has four words for it. An empty sheet is a full answer. "
                "Nobody has to open anything today; “Close for today” needs no reason."
            ),
        )
        card = Card(self)
        fields = []
        for member in members:
            label = _("{name}’s four words").format(name=member.name)
            field = Field(label, password=True)
            field.submitted.connect(self._open_both)
            card.body.addWidget(field)
            card.body.addSpacing(12)
            fields.append(field)
        self._tickets = tuple(fields)
        hint = _("They stay hidden as you type. Nobody types a passphrase here.")
        card.body.addWidget(Prose(hint, "small", tone="2"))
        self._body.addWidget(card)
        self._body.addWidget(_what_opens(self))
        put_away = Button(_("Not this category after all"), "secondary")
        put_away.clicked.connect(self._presenter.put_away)
        self._body.addLayout(hbox(put_away, None))
        self._body.addStretch(1)
        self._open = Button(_("Open both at once"), "primary", space="s")
        self._open.clicked.connect(self._open_both)
        self.set_foot(self._leave(), self._open)
        self._tickets[0].edit.setFocus()

    def show_opening(self) -> None:
        """While both sheets are opened."""
        self._open.setEnabled(False)
        self._open.setText(_("Opening…"))

    def show_nothing_to_open(self) -> None:
        """A ticket that does not fit, or a sheet that is not there: nobody can tell which."""
        self._open.setEnabled(True)
        self._open.setText(_("Open both at once"))
        for field in self._tickets:
            field.setText("")
        self.messages.inform(
            _(
                "Nothing to open today. The words may be mistyped, or there may be no sheet; the two "
                "look the same."
            )
        )

    def show_reveal(self, found: Reveal, members: tuple[Member, ...], title: str) -> None:
        """Everything at once, and nothing besides."""
        self._tickets = ()
        self._begin(
            "read",
            _("What we opened together"),
            _("{category}. Opened for both of you at the same moment.").format(category=title),
        )
        self._body.addWidget(RevealPanel(found, members, self))
        self._body.addStretch(1)
        close = Button(_("Enough for today"), "secondary")
        close.clicked.connect(self._presenter.close_softly)
        drafts = Button(_("Read the drafts"), "primary", space="s")
        drafts.clicked.connect(self._presenter.to_agreement)
        self.set_foot(close, drafts)

    def show_closing(self, titles: tuple[TalkFirst, ...]) -> None:
        """After the reveal: nothing more is asked of anybody."""
        self._begin("draft", _("Enough for today"), _("What you opened is kept. This page lets it rest."))
        card = Card(self)
        card.body.addWidget(PlainLabel(_("Nothing has to be decided tonight"), "read", wrap=True))
        card.body.addSpacing(8)
        card.body.addWidget(Prose(_closing_words(), "body"))
        self._body.addWidget(card)
        if titles:
            self._body.addWidget(self._titles_card(titles))
        back = Button(_("Back to choosing"), "quiet")
        back.clicked.connect(self._presenter.back_to_choosing)
        self._body.addLayout(hbox(back, None))
        self._body.addStretch(1)
        drafts = Button(_("Read the drafts"), "secondary")
        drafts.clicked.connect(self._presenter.to_agreement)
        close = Button(_("Close for today"), "primary", space="s")
        close.clicked.connect(self._presenter.finish)
        self.set_foot(drafts, close)

    def _titles_card(self, titles: tuple[TalkFirst, ...]) -> Card:
        card = Card(self)
        card.body.addWidget(
            PlainLabel(_("What one of you, or both, would talk about first"), "read", wrap=True)
        )
        words = _("Not now, unless both of you like. A time may be named, or left open.")
        card.body.addWidget(Prose(words, "small", tone="2"))
        card.body.addSpacing(8)
        card.body.addWidget(Rows([partial(self._title_row, one) for one in titles], card, gap=8))
        return card

    def _title_row(self, one: TalkFirst) -> Sequence[QWidget]:
        row = TalkRow(one, can_close=False)
        row.time_named.connect(self._presenter.name_time)
        return Rule(), row

    def show_questions(self, questions: Questions, members: tuple[Member, ...]) -> None:
        """Questions stand on the agreement page; here they are only named where there are any."""
        asks, titles = questions
        if self._named is not None:
            self._body.removeWidget(self._named)
            self._named.hide()
            self._named.deleteLater()
            self._named = None
        if not asks and not titles:
            return
        box = self._named = Tint("s", self)
        words = _("There are questions to talk about. They are on “Our agreement”, and they can wait.")
        box.body.addWidget(Prose(words, "body"))
        self._body.insertWidget(0, box)

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    # -- parts -------------------------------------------------------------------------------------

    def _begin(self, step: str, title: str, subtitle: str) -> None:
        self.step_changed.emit(step)
        self.set_title(title)
        self.set_subtitle(subtitle)
        self.messages.clear()
        clear(self._body)
        self._named = None
        self.set_foot()

    def _leave(self) -> Button:
        leave = Button(_("Close for today"), "secondary")
        leave.clicked.connect(self._presenter.finish)
        return leave

    def open_with(self, tickets: tuple[str, str]) -> None:
        """Type both tickets and open."""
        for field, words in zip(self._tickets, tickets, strict=True):
            field.setText(words)
        self._open_both()

    def close_softly(self) -> None:
        """Put away what was opened; it stands in the agreement."""
        self._presenter.close_softly()

    def back_to_choosing(self) -> None:
        """From the closing to the categories."""
        self._presenter.back_to_choosing()

    def _open_both(self) -> None:
        first, second = self._tickets
        for field in (first, second):
            if len(field.text().split()) != 4:
                field.set_error(_("Four words, with a space between them."))
                field.edit.setFocus()
                return
        self._presenter.open_both(first.text(), second.text())


def _closing_words() -> str:
    said = (
        _("Limits and needs stand already. Drafts count for nothing until each of you has slept on them."),
        _("If you like, each says one thing that was good to read, or nothing. Nobody has to explain."),
        _("What is not here was not released as a yes by both. Nobody has to say why, today or later."),
        _("If it was a lot: Pause is always there, and so is “Help and safety”."),
    )
    return "\n\n".join(said)


def _what_opens(parent: QWidget) -> Tint:
    box = Tint("s", parent)
    words = _(
        "What will be shown: what both of you want; each one’s limits and needs, which stand from that "
        "moment; offers; "
        "questions; titles to talk about. What is not shown was not released as a yes by both. Nobody "
        "has to say why."
    )
    box.body.addWidget(Prose(words, "body"))
    return box
