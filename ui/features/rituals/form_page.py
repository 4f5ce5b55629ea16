"""The form of a ritual, of both or of one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.rituals import EITHER, MAX_MINUTES, TURNS, RitualWords
from trustapp.words import _
from ui.features.rituals.form_presenter import FormView, RitualFormPresenter
from ui.features.rituals.when_form import WhenForm
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf, Tick
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import clear, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose

_TEXTS = ("does", "starts", "ends", "cannot", "smaller", "why")


class RitualFormPage(Page):
    """Everything that a yes to it would cover stands here, and nothing besides."""

    KEY = "ritual_form"
    TITLE = _("A new ritual")

    def __init__(self, presenter: RitualFormPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("A new ritual"), space="own", parent=parent)
        self._presenter = presenter
        self._view: FormView | None = None
        self.name = Field(_("Name"), hint=_("Up to 60 characters."))
        self.texts: dict[str, TextArea] = {part: TextArea("", rows=3) for part in _TEXTS}
        self.minutes = Field(_("How long, in minutes"), hint=_("Empty for no set length."))
        self.touch = Tick(
            _("There is touch in it"),
            "s",
            sub=_("Then nothing ever reminds of it, and the limits of both stand on its page."),
        )
        self.when = WhenForm("s")
        self.when.changed.connect(self._say_when)
        self._who = QWidget(self)
        self._who.setAccessibleName(_("Who begins"))
        self._who_row = vbox()
        self._group = QButtonGroup(self)
        self._begins: dict[str, OneOf] = {}
        vbox(PlainLabel(_("Who begins"), "body", bold=True), 4, self._who_row, parent=self._who)
        self._told = Prose("", "body", tone="2")
        self._build()
        self._back = Button(_("Leave it"), "secondary")
        self._back.clicked.connect(presenter.leave)
        self._send = Button(_("Plan it"), "primary", "s")
        self._send.clicked.connect(self._submit)
        self.set_foot(self._back, self._send)
        presenter.attach(self)

    def _build(self) -> None:
        first, when, more = Card(), Card(), Card()
        first.body.addWidget(self.name)
        for part in ("does", "starts", "ends"):
            first.body.addSpacing(14)
            first.body.addWidget(self.texts[part])
        when.body.addWidget(self.when)
        when.body.addSpacing(14)
        when.body.addWidget(self.minutes)
        when.body.addSpacing(14)
        when.body.addWidget(self._who)
        for place, part in enumerate(("cannot", "smaller", "why")):
            if place:
                more.body.addSpacing(14)
            more.body.addWidget(self.texts[part])
        more.body.addSpacing(10)
        more.body.addWidget(self.touch)
        self.content.addLayout(vbox(self._told, 16, first, 16, when, 16, more, None))

    def open_at(self, **place: Any) -> None:
        """From a template, from a ritual that stands, or from nothing."""
        template, ritual, day = place.get("template"), place.get("ritual"), place.get("day")
        self._presenter.open_at(
            str(place.get("planner", "own")),
            template=template if isinstance(template, str) else None,
            ritual=RitualId(ritual) if isinstance(ritual, str) else None,
            day=day if isinstance(day, date) else None,
        )

    # -- what the presenter shows ------------------------------------------------------------------

    def show_form(self, view: FormView) -> None:
        """Fill everything in."""
        self._view = view
        words = view.words
        self.messages.clear()
        self.set_title(_title(view))
        for part, label in _labels(shared=view.shared).items():
            self.texts[part].set_label(label)
            self.texts[part].setText(getattr(words, part))
        self.name.setText(words.name)
        self.minutes.setText(str(words.minutes) if words.minutes else "")
        self.touch.setChecked(words.touch)
        self.touch.setEnabled(not words.step and not (words.template and words.touch))
        self._fix_words(fixed=words.step > 0)
        self.touch.setVisible(view.shared)
        self.when.show_plan(words.plan, view.today, self._presenter.zone(), singly=words.step > 0)
        self._show_who(view)
        self._told.setText(_told(view))
        self._told.setVisible(bool(self._told.text()))
        send = _("Suggest it to {name}").format(name=view.partner) if view.shared else _("Plan it")
        self._send.setText(send)
        # A button has the colour of the place where its result lands.
        self._send.set_space("s" if view.shared else "own")
        self.scroll_up()

    def _fix_words(self, *, fixed: bool) -> None:
        """The words of a step are the same for everybody: no stop is written out of them."""
        self.name.edit.setReadOnly(fixed)
        self.minutes.edit.setReadOnly(fixed)
        for text in self.texts.values():
            text.edit.setReadOnly(fixed)

    def _show_who(self, view: FormView) -> None:
        clear(self._who_row)
        self._begins = {}
        self._who.setVisible(view.shared)
        ways = [(EITHER, _("Either of us")), (TURNS, _("Each in turn")), *view.others]
        for who, text in ways:
            one = OneOf(text, "s")
            self._group.addButton(one)
            self._begins[who] = one
            self._who_row.addWidget(one)
        self._begins.get(view.words.who, self._begins[EITHER]).setChecked(True)

    def show_when(self, words: str) -> None:
        """When it comes, as a sentence."""
        self.when.said.setText(words)

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; everything stays as it was typed."""
        self.messages.refuse(error)

    # -- what is typed -----------------------------------------------------------------------------

    def _say_when(self) -> None:
        plan, readable = self.when.plan()
        if readable:
            self._presenter.say_when(plan)
        else:
            self.when.said.setText("")

    def _submit(self) -> None:
        minutes = self._minutes()
        if not self.name.text().strip():
            self.name.set_error(_("A name, in a few words."))
            self.name.setFocus()
            return
        if not self.texts["does"].text().strip():
            self.texts["does"].set_error(_("A few words are enough."))
            self.texts["does"].setFocus()
            return
        if minutes is None:
            self.minutes.set_error(_("A number of minutes, up to one day."))
            self.minutes.setFocus()
            return
        if self.when.check():
            self._presenter.send(self._words(minutes))

    def _minutes(self) -> int | None:
        text = self.minutes.text().strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            return None
        return int(text) if int(text) <= MAX_MINUTES else None

    def _words(self, minutes: int) -> RitualWords:
        texts: dict[str, Any] = {part: field.text() for part, field in self.texts.items()}
        who = next((who for who, one in self._begins.items() if one.isChecked()), EITHER)
        return RitualWords(
            RitualId(""),
            self.name.text(),
            who=who,
            minutes=minutes,
            touch=self.touch.isChecked(),
            plan=self.when.plan()[0],
            **texts,
        )


def _labels(*, shared: bool) -> dict[str, str]:
    if shared:
        return {
            "does": _("What we do"),
            "starts": _("How it starts"),
            "ends": _("How it ends"),
            "cannot": _("If one of us cannot"),
            "smaller": _("A small form, for a tired day"),
            "why": _("What it may be good for"),
        }
    return {
        "does": _("What I do"),
        "starts": _("How it starts"),
        "ends": _("How it ends"),
        "cannot": _("If I cannot"),
        "smaller": _("A small form, for a tired day"),
        "why": _("What it may be good for"),
    }


def _title(view: FormView) -> str:
    if view.words.step:
        return _("An evening of closeness")
    if view.beside:
        return _("Other words or times")
    if not view.shared:
        return _("A ritual of my own")
    return _("A ritual for both of you")


def _told(view: FormView) -> str:
    if not view.shared:
        return _("It stays in your own space. Nobody else sees it or has to say yes.")
    if view.beside:
        return _(
            "{name} reads all of this, word for word, with your name. What you have goes on as it is until "
            "both of you have said yes to the new words."
        ).format(name=view.partner)
    return _(
        "{name} reads all of this, word for word, with your name. It is planned only if {name} says yes, "
        "and “Not now” needs no reason."
    ).format(name=view.partner)
