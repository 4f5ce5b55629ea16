"""Forms in the page: a limit or need of one's own, and words to draft."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.agreement import DEFAULT_TERM
from trustapp.domain.answers import Category, Kind, Shape
from trustapp.domain.demands import demanded
from trustapp.domain.ids import CategoryId, LineId, MemberId
from trustapp.domain.orders import own_words
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind, LineWords
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.reading import Repair
from trustapp.words import _
from ui.features.agreement.other_words import OtherWords
from ui.widgets.announce import announce
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf, Tick
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
                "A limit says what is not done to you, with you, or with what is yours. It stands the moment "
                "you state it, and it needs nobody’s yes. The other reads it on this page. Only its owner "
                "can lift it. If reading it could put you in danger, help is one key away: F1."
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
                    "A need says when something may not happen. It stands the moment you state it. It cannot "
                    "make the other do, tell, stay away or hand over anything."
                )
            )
            return
        self._heading.setText(_("A need on this line"))
        self._intro.setText(
            _(
                "“{line}” counts on, with your need beside it, from the moment you state it. A need says "
                "when something may not happen. It cannot make the other do, tell, stay away or hand over "
                "anything."
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


class DraftForm(Card):
    """Words for an opening, a shared way or an offer; they count for nothing until each has slept on them."""

    drafted = Signal(object, object)
    """(NewDraft, the line that it changes or None)"""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: LineId | None = None
        self._asked_about = ""
        self._today = date.min
        self._heading = PlainLabel("", "title")
        self._intro = Prose("", "body", tone="2")
        self._group = QButtonGroup(self)
        self._opening = OneOf(
            _("Something that may happen"), space="s", note=_("until a day that you choose")
        )
        self._way = OneOf(
            _("A way of doing things together"), space="s", note=_("it protects, and never rests")
        )
        self._offer = OneOf(
            _("Something I will do"), space="s", note=_("my own offer, until a day that I choose")
        )
        for number, choice in enumerate((self._opening, self._way, self._offer)):
            self._group.addButton(choice, number)
            choice.clicked.connect(self._kind_changed)
        self._category = Choice(_("Where it belongs"), [])
        self._title = Field(_("In a few words"))
        self._text = TextArea(_("The exact words"), rows=3)
        self._others = OtherWords(self)
        self._others.taken.connect(self._take)
        self._until = Field(_("Until"), hint=_("The last day on which it counts, written like 2026-08-31."))
        self._cancel = Button(_("Leave it"), "secondary")
        self._keep = Button(_("Keep as a draft"), "primary", space="s")
        self._cancel.clicked.connect(self.closed)
        self._keep.clicked.connect(self._send)
        self._lay_out()

    def _lay_out(self) -> None:
        for widget, after in (
            (self._heading, 8), (self._intro, 12), (self._opening, 0), (self._way, 0), (self._offer, 12),
            (self._category, 12), (self._title, 12), (self._text, 12), (self._others, 12), (self._until, 16),
        ):  # fmt: skip
            self.body.addWidget(widget)
            self.body.addSpacing(after)
        self.body.addLayout(hbox(self._cancel, None, self._keep))

    def begin(self, categories: tuple[Category, ...], me: Member | None, today: date) -> None:
        """An empty draft."""
        self._line, self._today, self._asked_about = None, today, ""
        self._heading.setText(_("Draft a line"))
        self._intro.setText(
            _(
                "A draft counts for nothing. It counts when each of you, alone and a day after first reading "
                "these exact words, says still yes. Not answering leaves it a draft."
            )
        )
        self._category.set_choices([(one.id, one.title) for one in categories])
        self._offer.setVisible(me is not None)
        for choice in (self._opening, self._way):
            choice.setVisible(True)
        self._opening.setChecked(True)
        self._title.setText("")
        self._text.setText("")
        self._others.show_repairs(())
        self._until.setText((today + DEFAULT_TERM).isoformat())
        self._kind_changed()
        self.show()
        self._title.edit.setFocus()

    def begin_change(self, categories: tuple[Category, ...], words: LineWords, today: date) -> None:
        """Other words for a draft or a line."""
        self.begin(categories, None, today)
        self._line = words.id
        self._heading.setText(_("Other words"))
        self._intro.setText(
            _(
                "Other words are another draft: a yes to the old words is no yes to these, and the day "
                "begins anew."
            )
        )
        for choice, kind in zip((self._opening, self._way, self._offer), _KINDS, strict=True):
            choice.setVisible(kind is words.kind)
            choice.setChecked(kind is words.kind)
        self._category.setText(words.category)
        self._title.setText(words.title)
        self._text.setText(words.text)
        if words.until is not None:
            self._until.setText(max(words.until, today + timedelta(days=1)).isoformat())
        self._kind_changed()

    def show_repairs(self, repairs: tuple[Repair, ...]) -> None:
        """Other words beside those that were refused; what was typed stays until some are taken."""
        self._others.show_repairs(repairs)

    def _take(self, repair: Repair) -> None:
        """The words into the form, and the kind of line that they would be where it can be chosen."""
        self._text.setText(repair.boundary)
        kind = (self._opening, self._way, self._offer)[_SHAPES.index(repair.shape)]
        if self._line is None and not kind.isHidden():
            kind.setChecked(True)
            self._kind_changed()
        self._others.show_repairs(())
        if demanded(self._title.text()) is not None:
            self._title.setText("")  # it would be refused with any words beside it
        (self._text if self._title.text() else self._title).edit.setFocus()

    def _kind_changed(self) -> None:
        self._until.setVisible(not self._way.isChecked())

    def _send(self) -> None:
        title, text = self._title.text().strip(), self._text.text().strip()
        if not title:
            self._title.set_error(_("A few words, so that both of you find it."))
            return
        if not text:
            self._text.set_error(_("The words that each of you will say still yes to."))
            return
        until: date | None = None
        if not self._way.isChecked():
            try:
                until = date.fromisoformat(self._until.text().strip())
            except ValueError:
                self._until.set_error(_("A day, written like 2026-08-31."))
                return
            if until <= self._today:
                self._until.set_error(_("A day that is still to come."))
                return
        if self._reads_as_an_order(text):
            return
        kind = _KINDS[self._group.checkedId()]
        draft = NewDraft(
            kind, CategoryId(self._category.text()), title, text, until, protects=kind is LineKind.SHARED_WAY
        )
        self._keep.setEnabled(False)
        self.drafted.emit(draft, self._line)

    def _reads_as_an_order(self, text: str) -> bool:
        """Once, words of one's own are offered for a rule that the other would have to keep."""
        words = tuple(one for one in own_words(text) if demanded(one.text) is None)
        if not words or text == self._asked_about or demanded(text) is not None:
            return False
        self._asked_about = text
        intro = _(
            "This reads as a rule for the other. It can be said as words of your own. “Keep as a draft” once "
            "more leaves it as it is; as a question it belongs to “My answers”."
        )
        self._others.show_repairs(tuple(Repair(text, one.text, one.shape) for one in words), intro)
        announce(self._others, intro)
        return True

    def answered(self) -> None:
        """The words were kept or refused: they can be sent again."""
        self._keep.setEnabled(True)


_KINDS = (LineKind.OPENING, LineKind.SHARED_WAY, LineKind.COMMITMENT)
_SHAPES = (Shape.OPENING, Shape.SAFEGUARD, Shape.OFFER)
