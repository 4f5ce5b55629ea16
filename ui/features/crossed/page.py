"""When a line was crossed: safety, a pause, the couple's own words, what each can do, and a talk later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line, State
from trustapp.domain.errors import UserError
from trustapp.services.crossing import CrossedView
from trustapp.words import _
from ui.features.crossed import words
from ui.features.crossed.presenter import CrossedPresenter
from ui.widgets.boxes import Card, MarkLabel, Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.fields import Field
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import name_of, whose


class CrossedPage(Page):
    """A page to read on a hard evening; it does nothing by itself and keeps nothing."""

    KEY = "crossed"
    TITLE = _("When a line was crossed")

    def __init__(self, presenter: CrossedPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("When a line was crossed"), space="n", parent=parent)
        self.set_subtitle(words.about())
        self._presenter = presenter
        self._time: Field | None = None
        self._parts: dict[str, Card] = {}
        self._body = vbox(gap=20)
        self.content.addLayout(self._body)
        self.content.addStretch(1)
        back = Button(_("Back"), "secondary", icon="left")
        back.clicked.connect(presenter.leave)
        self.set_foot(back)
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_crossed(self, view: CrossedView) -> None:
        """Everything in its calm order; what was chosen for later stays chosen while the page is open."""
        chosen = self._time.text() if self._time is not None else ""
        clear(self._body)
        first = _card(words.safe())
        self._add_button(first, Button(_("Help and safety"), "secondary", icon="help"), self._presenter.help)
        stop = _card(words.stop())
        self._add_button(stop, Button(_("Pause"), "secondary", icon="pause"), self._presenter.pause)
        cards = [first, stop]
        if view.shared:
            self._parts["agreed"] = _agreed_card(view)
            cards.append(self._parts["agreed"])
        hurt = self._parts["now"] = _card(words.hurt())
        late = self._parts["later"] = self._later_card(view)
        for card in (*cards, hurt, _card(words.crossed()), _card(words.unsure()), late):
            self._body.addWidget(card)
        if self._time is not None:
            self._time.setText(chosen)

    def scroll_to_part(self, part: str) -> None:
        """Bring a part into view: "agreed", "now" or "later"."""
        if part in self._parts:
            self.scroll_to(self._parts[part])

    def show_put(self) -> None:
        """The title is where both read it."""
        self.messages.inform(
            _("It stands under “To talk about”, without a name. Either of you can put it away.")
        )

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    # -- parts -------------------------------------------------------------------------------------

    @staticmethod
    def _add_button(card: Card, button: Button, act: object) -> None:
        button.clicked.connect(act)
        card.body.addSpacing(12)
        card.body.addLayout(hbox(button, None))

    def _later_card(self, view: CrossedView) -> Card:
        card = _card(words.later())
        self._time = Field(
            _("A time that might suit, in your words"),
            placeholder=_("for example: Sunday after breakfast, half an hour"),
        )
        card.body.addSpacing(12)
        card.body.addWidget(self._time)
        if view.shared:
            self._add_button(card, Button(_("Put it under “To talk about”…"), "quiet"), self._ask_put)
        return card

    def _ask_put(self) -> None:
        when = self._when()
        named = _("A repair conversation. When: {time}").format(time=when) if when else _title()
        text = _(
            "Both of you will read there, without a name: “{title}”. With two people it can be guessed who "
            "put it there. It asks nobody to come."
        )
        ask(
            self,
            _("Put it where both of you read it?"),
            text.format(title=named),
            _("Put it there"),
            _("Keep it to myself"),
            space="s",
            on_act=self._put,
        )

    def _when(self) -> str:
        return " ".join(self._time.text().split()) if self._time is not None else ""

    def _put(self) -> None:
        self._presenter.put_to_talk_about(_title(), self._when())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._presenter.leave()
        else:
            super().keyPressEvent(event)


def _title() -> str:
    return _("A repair conversation")


def _card(passage: words.Passage) -> Card:
    heading, paragraphs = passage
    card = Card()
    card.body.addWidget(PlainLabel(heading, "read", wrap=True))
    for paragraph in paragraphs:
        card.body.addSpacing(8)
        card.body.addWidget(Prose(paragraph, "body"))
    return card


def _agreed_card(view: CrossedView) -> Card:
    """The couple's lines, limits and needs first, each under whose it is."""
    card = _card(words.agreed_intro())
    if not view.lines:
        card.body.addSpacing(8)
        card.body.addWidget(Prose(words.nothing_agreed(), "body", tone="2"))
    card.body.addSpacing(8)
    card.body.addWidget(Rows([partial(_line, line, view) for line in view.lines], card, gap=8))
    return card


def _line(line: Line, view: CrossedView) -> Sequence[QWidget]:
    conditions = (Prose(text, "body", tone="2") for text in _conditions(line, view))
    return Rule(), Prose(line.text, "read"), *conditions, _owner(line, view)


def _conditions(line: Line, view: CrossedView) -> list[str]:
    return [
        _("{name}: {condition}").format(name=name_of(view.members, one.by), condition=one.text)
        for one in (line.words.conditions if line.words is not None else ())
    ]


def _owner(line: Line, view: CrossedView) -> QWidget:
    space = next((one.hue.value for one in view.members if one.id == line.owner), "s")
    row = QWidget()
    said = PlainLabel(whose(line, view.members), "small", tone=space)
    rests = PlainLabel(_("rests for now"), "small", tone="2")
    rests.setVisible(line.state is State.RESTS)
    hbox(MarkLabel(space, 16), said, rests, None, gap=8, parent=row)
    return row
