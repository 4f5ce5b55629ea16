"""A form in the page: words to draft, other words or another day for a line, an answer to a question."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.agreement import DEFAULT_TERM, Line, State
from trustapp.domain.answers import Category, Shape
from trustapp.domain.changing import Effect, effect_of
from trustapp.domain.demands import demanded
from trustapp.domain.ids import CategoryId, LineId
from trustapp.domain.lines import ALWAYS_DATED
from trustapp.domain.orders import own_words
from trustapp.domain.partners import Member
from trustapp.domain.statements import Ask, LineKind
from trustapp.services.agreements import NewDraft
from trustapp.services.reading import Repair
from trustapp.words import _
from ui.features.agreement.other_words import OtherWords
from ui.widgets.announce import announce
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf
from ui.widgets.dates import day
from ui.widgets.fields import Choice, Field, TextArea
from ui.widgets.layouts import hbox
from ui.widgets.text import PlainLabel, Prose

_KINDS = (LineKind.OPENING, LineKind.SHARED_WAY, LineKind.COMMITMENT)
_SHAPES = (Shape.OPENING, Shape.SAFEGUARD, Shape.OFFER)


class DraftForm(Card):
    """Words for an opening, a shared way or an offer; they count for nothing until each has slept on them."""

    drafted = Signal(object)
    """A NewDraft; what it is for stands in ``line`` and ``ask``."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._ask: Ask | None = None
        self._today = date.min
        self._own = False
        self._asked_about = ""
        self._heading = PlainLabel("", "title", wrap=True)
        self._intro = Prose("", "body", tone="2")
        self._group = QButtonGroup(self)
        self._opening = OneOf(
            _("Something that may happen"), space="s", note=_("until a day that you choose")
        )
        self._way = OneOf(
            _("A way of doing things together"),
            space="s",
            note=_("such as a stop word; no suspension rests it"),
        )
        self._offer = OneOf(
            _("Something I will do"), space="s", note=_("my own offer, until a day that I choose")
        )
        for number, choice in enumerate((self._opening, self._way, self._offer)):
            self._group.addButton(choice, number)
            choice.clicked.connect(self._kind_changed)
        self._category = Choice(_("Where it belongs"), [])
        self._category.changed.connect(self._kind_changed)
        self._title = Field(_("In a few words"))
        self._text = TextArea(_("The exact words"), rows=3)
        self._others = OtherWords(self)
        self._others.taken.connect(self._take)
        self._condition = Field("", hint=_("A condition of yours, under your name. It may stay empty."))
        self._until = Field(_("Until"), hint=_("The last day on which it counts, written like 2026-08-31."))
        self._effect = Prose("", "body", bold=True)
        self._cancel = Button(_("Leave it"), "secondary")
        self._keep = Button(_("Keep as a draft"), "primary", space="s")
        self._cancel.clicked.connect(self.closed)
        self._keep.clicked.connect(self._send)
        for field in (self._title, self._condition, self._until):
            field.edit.textChanged.connect(self._show_effect)
        self._text.edit.textChanged.connect(self._show_effect)
        self._lay_out()

    def _lay_out(self) -> None:
        for widget, after in (
            (self._heading, 8), (self._intro, 12), (self._opening, 0), (self._way, 0), (self._offer, 12),
            (self._category, 12), (self._title, 12), (self._text, 12), (self._others, 12),
            (self._condition, 12), (self._until, 12), (self._effect, 16),
        ):  # fmt: skip
            self.body.addWidget(widget)
            self.body.addSpacing(after)
        self.body.addLayout(hbox(self._cancel, None, self._keep))

    # -- what it is for ----------------------------------------------------------------------------

    @property
    def line(self) -> LineId | None:
        """The draft or line that the words are for; None for new words."""
        return self._line.words.id if self._line is not None and self._line.words is not None else None

    @property
    def ask(self) -> str | None:
        """The question that they answer."""
        return self._ask.id if self._ask is not None else None

    @property
    def effect(self) -> Effect:
        """What the words and the day, as they are typed now, would do."""
        if self._line is None or self._line.state is State.DRAFT:
            return Effect.OTHER
        title, text = self._title.text().strip(), self._text.text().strip()
        return effect_of(self._line, title, text, self._day(), self._condition.text().strip())

    def begin(self, categories: tuple[Category, ...], me: Member | None, today: date) -> None:
        """An empty draft."""
        self._line, self._ask, self._today, self._own = None, None, today, me is not None
        self._asked_about = ""
        self._heading.setText(_("Draft a line"))
        self._intro.setText(
            _(
                "A draft counts for nothing. It counts only if each of you, alone and a day after "
                "first reading these exact words, says still yes. Not answering leaves it a draft."
            )
        )
        self._category.set_choices([(one.id, one.title) for one in categories])
        self._category.show()
        for choice in (self._opening, self._way):
            choice.show()
        self._offer.setVisible(me is not None)
        self._condition.setVisible(me is not None)
        self._opening.setChecked(True)
        for field in (self._title, self._condition):
            field.setText("")
        self._text.setText("")
        self._others.show_repairs(())
        self._until.setText((today + DEFAULT_TERM).isoformat())
        self._keep.setText(_("Keep as a draft"))
        self._kind_changed()
        self.show()
        self._title.edit.setFocus()

    def begin_change(
        self, categories: tuple[Category, ...], line: Line, me: Member | None, today: date
    ) -> None:
        """Other words for a draft; beside a line that counts, other words or another day."""
        words = line.words
        assert words is not None
        self.begin(categories, me, today)
        self._line = line
        self._heading.setText(_("Other words"))
        self._intro.setText(_change_intro(line, own=me is not None))
        for choice, kind in zip((self._opening, self._way, self._offer), _KINDS, strict=True):
            choice.setVisible(kind is words.kind and line.state is State.DRAFT)
            choice.setChecked(kind is words.kind)
        if line.state is not State.DRAFT and line.until is not None:
            self._heading.setText(_("Other words, or another day"))
        self._category.setVisible(line.state is State.DRAFT)
        self._category.setText(words.category)
        self._title.setText(words.title)
        self._text.setText(words.text)
        self._until.setText(line.until.isoformat() if line.until is not None else "")
        if line.state is State.DRAFT and line.until is not None:
            self._until.setText(max(line.until, today + timedelta(days=1)).isoformat())
        if line.state is State.PASSED:
            self._until.setText((today + DEFAULT_TERM).isoformat())
        self._kind_changed()

    def begin_answer(
        self, categories: tuple[Category, ...], ask: Ask, name: str, me: Member, today: date
    ) -> None:
        """An offer of one's own, in answer to the other's question."""
        self.begin(categories, me, today)
        self._ask = ask
        self._heading.setText(_("Answer with an offer"))
        self._intro.setText(
            _(
                "{name} asks: “{question}” What you offer is yours, in your own words, as much or as little "
                "as you like. It is a draft until you have slept on it. The question stays as it is, "
                "answered or not, and nobody sees that this form was open."
            ).format(name=name, question=ask.text)
        )
        for choice in (self._opening, self._way, self._offer):
            choice.setVisible(choice is self._offer)
        self._offer.setChecked(True)
        self._category.setText(ask.category)
        self._title.setText(ask.title)
        self._kind_changed()
        self._text.edit.setFocus()

    # -- while it is open --------------------------------------------------------------------------

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

    @property
    def _dated(self) -> bool:
        """Whether it has an end date: all but a way that protects, and everything of some categories."""
        if self._line is not None and self._line.state is not State.DRAFT:
            return self._line.until is not None
        return not self._way.isChecked() or self._category.text() in ALWAYS_DATED

    def _kind_changed(self) -> None:
        self._until.setVisible(self._dated)
        self._condition.set_label(_("When…") if self._way.isChecked() else _("Only if…"))
        self._show_effect()

    def _show_effect(self) -> None:
        """Beside a line that was agreed: what happens when it is kept, said before it happens."""
        beside = self._line is not None and self._line.state is not State.DRAFT
        self._effect.setVisible(beside)
        self._keep.setText(_("Keep as a draft"))
        if beside:
            effect = self.effect
            said = _effect_words(effect, own=self._own)
            if said != self._effect.text() and self.isVisible():
                announce(self._effect, said)
            self._effect.setText(said)
            self._keep.setEnabled(self._own or effect is not Effect.EARLIER)
            if effect is Effect.EARLIER:
                self._keep.setText(_("End it on that day"))

    def _day(self) -> date | None:
        if not self._dated:
            return None
        try:
            return date.fromisoformat(self._until.text().strip())
        except ValueError:
            return None

    def _send(self) -> None:
        title, text = self._title.text().strip(), self._text.text().strip()
        if not title:
            self._title.set_error(_("A few words, so that both of you find it."))
            return
        if not text:
            self._text.set_error(_("The words that each of you will say still yes to."))
            return
        until = self._day()
        if self._dated:
            if until is None:
                self._until.set_error(_("A day, written like 2026-08-31."))
                return
            if until < self._today or (until == self._today and self.effect is not Effect.EARLIER):
                self._until.set_error(_("A day that is still to come."))
                return
        if self.effect is Effect.OTHER and self._reads_as_an_order(text):
            return
        kind = _KINDS[self._group.checkedId()]
        draft = NewDraft(
            kind, CategoryId(self._category.text()), title, text, until,
            protects=kind is LineKind.SHARED_WAY and until is None,
            condition=self._condition.text() if self._condition.isVisible() else "",
        )  # fmt: skip
        self._keep.setEnabled(False)
        self.drafted.emit(draft)

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


def _change_intro(line: Line, *, own: bool) -> str:
    if line.state is State.DRAFT:
        return _(
            "Other words are another draft: a yes to the old words is no yes to these, and the day begins "
            "anew."
        )
    if line.state is State.PASSED:
        return _("Its day has passed. The same words with a new day are a new draft; so are other words.")
    if line.until is None:
        return _("Other words are a draft beside the line. It counts on as it is until the draft does.")
    words = _(
        "It counts until {day}. Other words, or a later day, are a draft beside the line, which counts on as "
        "it is until the draft does."
    ).format(day=day(line.until))
    if not own:
        return words
    sooner = _("An earlier day leaves less, so it counts at once, on your word alone.")
    return _("{words} {sooner}").format(words=words, sooner=sooner)


def _effect_words(effect: Effect, *, own: bool) -> str:
    if effect is Effect.EARLIER and not own:
        return _("An earlier last day is named by one person, alone in their own space.")
    return {
        Effect.NOTHING: _("Nothing is different yet."),
        Effect.EARLIER: _("An earlier last day. It counts at once, on your word alone, and for good."),
        Effect.LATER: _("The same words with another last day: a draft. It counts for nothing yet."),
        Effect.OTHER: _("Other words: a draft. It counts for nothing yet."),
    }[effect]
