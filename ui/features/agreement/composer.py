"""A form in the page: a limit or need of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category, Kind
from trustapp.domain.demands import demanded
from trustapp.domain.ids import CategoryId, LineId, MemberId
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineWords
from trustapp.services.agreements import NewLimit
from trustapp.words import _
from ui.widgets.announce import announce
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, Tick
from ui.widgets.fields import Choice, Field, TextArea
from ui.widgets.layouts import hbox
from ui.widgets.text import PlainLabel, Prose


class LimitForm(Card):
    """A limit, or a need put on a line: its owner's words, at once, with nobody's leave."""

    stated = Signal(object, object)
    """(NewLimit, the member it is said for in Together or the line it narrows, or None)"""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: LineId | None = None
        self._need = False
        self._members: tuple[Member, ...] = ()
        self._heading = PlainLabel("", "title")
        self._intro = Prose("", "body", tone="2")
        self._for = Choice(_("Whose limit is it?"), [])
        self._category = Choice(_("Where it belongs"), [])
        self._title = Field(_("In a few words"))
        self._text = TextArea(_("In your own sentence"), rows=3)
        self._demand = Prose("", "small", tone="2")
        self._demand.hide()
        self._asked_about = ""
        self._paper = Tick(_("This may stand on paper"), space="s", note=_("you can change it at any time"))
        self._cancel = Button(_("Leave it"), "secondary")
        self._state = Button(_("State it"), "primary", space="s")
        self._cancel.clicked.connect(self.closed)
        self._state.clicked.connect(self._send)
        for widget, after in (
            (self._heading, 8), (self._intro, 16), (self._for, 12), (self._category, 12),
            (self._title, 12), (self._text, 8), (self._demand, 8), (self._paper, 12),
        ):  # fmt: skip
            self.body.addWidget(widget)
            self.body.addSpacing(after)
        self.body.addLayout(hbox(self._cancel, None, self._state))

    @property
    def for_line(self) -> bool:
        """Whether the form states a need on a line."""
        return self._need

    def begin_limit(
        self, categories: tuple[Category, ...], members: tuple[Member, ...], me: Member | None
    ) -> None:
        """A limit of one's own; in Together the owner is named."""
        self._begin(categories, members, me)
        self._need, self._line = False, None
        self._heading.setText(_("A limit of mine") if me else _("A limit, said together"))
        self._intro.setText(
            _(
                "A limit says what is not done to you, with you, or with what is yours. It stands the "
                "moment you state it, and it needs nobody’s yes. Only its owner can lift it. The other "
                "reads it on this page: if that could be dangerous for you, press F1 for help first."
            )
        )
        self._title.edit.setPlaceholderText(_("for example: touch while I sleep"))
        self._text.edit.setPlaceholderText(_("for example: Not while I am asleep."))

    def begin_need(self, categories: tuple[Category, ...], words: LineWords | None, me: Member) -> None:
        """A need that narrows a line, which counts on with the need beside it; or one of its own."""
        self._begin(categories, (), me)
        self._need, self._line = True, words.id if words is not None else None
        self._text.edit.setPlaceholderText(_("for example: Only if we have talked that day."))
        if words is None:
            self._heading.setText(_("A need of mine"))
            self._intro.setText(
                _(
                    "A need says what has to be so before something may happen; otherwise it may not. "
                    "It stands the moment you state it. It cannot make the other do, tell, stay away "
                    "or hand over anything."
                )
            )
            return
        self._heading.setText(_("A need on this line"))
        self._intro.setText(
            _(
                "“{line}” counts on, and from the moment you state your need only together with it. A "
                "need says what has to be so before something may happen. It cannot make the other do, "
                "tell, stay away or hand over anything."
            ).format(line=words.text)
        )
        self._title.setText(words.title)
        self._category.setText(words.category)

    def _begin(
        self, categories: tuple[Category, ...], members: tuple[Member, ...], me: Member | None
    ) -> None:
        self._members = members
        self._category.set_choices([(one.id, one.title) for one in categories])
        self._for.set_choices([(one.id, one.name) for one in members])
        self._for.setVisible(me is None)
        self._paper.setVisible(me is not None)
        self._paper.setChecked(False)
        self._title.setText("")
        self._text.setText("")
        self._demand.hide()
        self._asked_about = ""
        self.show()
        self._title.edit.setFocus()

    def _send(self) -> None:
        title, text = self._title.text().strip(), self._text.text().strip()
        if not title:
            self._title.set_error(_("A few words, so that both of you find it."))
            return
        if not text:
            self._text.set_error(
                _("A sentence that says what you need.")
                if self._need
                else _("A sentence that says what is not done.")
            )
            return
        if self._asks_first(f"{title}. {text}"):
            return
        limit = NewLimit(
            CategoryId(self._category.text()), title, text, Kind.OURS if self._need else Kind.MINE,
            paper=self._paper.isChecked(),
        )  # fmt: skip
        where = self._line if self._need else MemberId(self._for.text()) if self._for.isVisible() else None
        self._state.setEnabled(False)
        self.stated.emit(limit, where)

    def _asks_first(self, words: str) -> bool:
        """A limit is never refused; once, what asks something of the other is offered as a question."""
        if demanded(words) is None or words == self._asked_about:
            return False
        self._asked_about = words
        self._demand.setText(
            _(
                "This asks something of the other, and a limit cannot make that so. As a question of your "
                "own, under “My answers”, they answer it freely, or not at all. “State it” once more leaves "
                "your words as they are."
            )
        )
        self._demand.show()
        announce(self._demand, self._demand.text())
        return True

    def answered(self) -> None:
        """The words were kept or refused: they can be sent again."""
        self._state.setEnabled(True)
