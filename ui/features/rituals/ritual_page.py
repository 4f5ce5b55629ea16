"""One ritual, whole: its words, what can be done now, and the notes after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import RitualDetail, RitualNote, Standing
from trustapp.words import _
from ui.features.rituals import words
from ui.features.rituals.day_card import even_out
from ui.features.rituals.ritual_presenter import RitualPresenter
from ui.widgets import dates
from ui.widgets.boxes import Card, Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.fields import TextArea
from ui.widgets.further import Rows
from ui.widgets.kept_place import KeptPlace
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class RitualPage(Page):
    """What it is, from how it starts to how it ends; below it, what somebody wrote afterwards."""

    KEY = "ritual"
    TITLE = _("A ritual")

    def __init__(self, presenter: RitualPresenter, parent: QWidget | None = None) -> None:
        self.KEY = "ritual" if presenter.shared else "own_ritual"  # type: ignore[misc]
        super().__init__(presenter, _("A ritual"), space="s" if presenter.shared else "own", parent=parent)
        self._presenter = presenter
        self._detail: RitualDetail | None = None
        self._shared = False
        self._note: TextArea | None = None
        self._sharing = ""
        self._body = vbox(gap=20)
        self.content.addLayout(self._body)
        self.content.addStretch(1)
        self._back = Button(_("Back"), "secondary", icon="left")
        self._back.clicked.connect(presenter.leave)
        self.set_foot(self._back)
        self._kept = KeptPlace(self, *self.read_in_order())
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """The ritual that another page named."""
        ritual, original = place.get("ritual"), place.get("original")
        if isinstance(ritual, str):
            day = original if isinstance(original, date) else None
            self._presenter.open_at(RitualId(ritual), day)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_ritual(self, detail: RitualDetail, *, shared: bool) -> None:
        """The ritual; a note that is being typed stays."""
        typed = self.half_typed()
        self._kept.keep()
        self._detail, self._shared = detail, shared
        self.set_title(detail.words.name)
        about = words.about(detail.begins, detail.words.minutes)
        self.set_subtitle(" · ".join(part for part in (detail.rule, about) if part))
        clear(self._body)
        self._note = None
        if detail.standing is Standing.RESTS:
            self._body.addWidget(self._standing_card(words.why_it_rests(detail.rests)))
        if detail.standing is Standing.ASKED_ME and detail.words.replaces is not None:
            self._body.addWidget(self._standing_card(words.instead()))
        self._body.addWidget(self._words_card(detail, shared=shared))
        if detail.words.touch or detail.words.step:
            self._body.addWidget(_touch_card())
        if detail.standing in (Standing.PLANNED, Standing.RESTS) or detail.notes:
            self._body.addWidget(self._notes_card(detail))
        self._type_again(typed)

    def _type_again(self, typed: str) -> None:
        if self._note is not None and typed:
            self._note.setText(typed)

    def show_kept(self) -> None:
        """The note is kept; the field is free again."""
        if self._note is not None:
            self._note.setText("")
        self.messages.inform(_("It is kept, for you alone."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    def half_typed(self) -> str:
        """The note that is being typed."""
        return self._note.text() if self._note is not None else ""

    # -- parts -------------------------------------------------------------------------------------

    @staticmethod
    def _standing_card(said: str) -> Tint:
        card = Tint("n")
        card.body.addWidget(Prose(said, "body"))
        return card

    def _words_card(self, detail: RitualDetail, *, shared: bool) -> Card:
        card = Card()
        parts = words.parts_of(detail.words) if shared else words.parts_alone(detail.words)
        for place, (heading, text) in enumerate(parts):
            if place:
                card.body.addSpacing(14)
            card.body.addWidget(PlainLabel(heading, "small", tone="2", wrap=True))
            card.body.addSpacing(2)
            card.body.addWidget(Prose(text, "read"))
        holder = QWidget(card)
        flow = Flow(holder, gap=8)
        for button in self._ways(detail):
            flow.addWidget(button)
        card.body.addSpacing(18)
        card.body.addWidget(holder)
        return card

    def _ways(self, detail: RitualDetail) -> list[Button]:
        found = []
        own = self._presenter.own_sitting
        if detail.standing is Standing.PLANNED:
            to_begin = _("To the page of closeness") if detail.words.step else _("Begin")
            begin = Button(to_begin, "secondary", "s")
            begin.clicked.connect(self._begin)
            found.append(begin)
            if detail.words.smaller and not detail.words.step:
                small = Button(_("Make it smaller"), "secondary", "s")
                small.clicked.connect(self._begin_small)
                found.append(small)
        if detail.standing is Standing.ASKED_ME and own:
            # As easy as a yes, and no question before it either.
            yes, no = Button(_("Yes"), "secondary", "s"), Button(_("Not now"), "secondary", "s")
            yes.clicked.connect(self._presenter.say_yes)
            no.clicked.connect(self._presenter.end)
            even_out([yes, no])
            found += [yes, no]
        if own and not detail.words.step and detail.standing in (Standing.PLANNED, Standing.ASKED_ME):
            other = Button(_("Other words or times…"), "quiet", icon="edit")
            other.clicked.connect(self._presenter.other_words)
            found.append(other)
        if not (detail.standing is Standing.ASKED_ME and own):
            end = Button(_end_label(detail, shared=self._shared), "secondary", icon="withdraw")
            end.clicked.connect(self._ask_end)
            found.append(end)
        return found

    def _begin(self) -> None:
        self._presenter.begin(smaller=False)

    def _begin_small(self) -> None:
        self._presenter.begin(smaller=True)

    def _ask_end(self) -> None:
        if self._detail is None:
            return
        title, text, act = words.end_words(self._detail, shared=self._shared, own=self._presenter.own_sitting)
        ask(self, title, text, act, space=self.space, on_act=self._presenter.end)

    # -- notes -------------------------------------------------------------------------------------

    def _notes_card(self, detail: RitualDetail) -> Card:
        card = Card()
        card.body.addWidget(PlainLabel(_("Afterwards"), "read", wrap=True))
        if detail.words.step:
            card.body.addSpacing(6)
            card.body.addWidget(Prose(_("If you could not stop, it was not a yes."), "read"))
            button = Button(_("Help and safety"), "secondary", icon="help")
            button.clicked.connect(self._presenter.help)
            card.body.addSpacing(8)
            card.body.addLayout(hbox(button, None))
        if self._presenter.own_sitting:
            self._note = TextArea(
                _("A note, if you like"),
                hint=_("It lies in your own space. Whether the other ever reads it is a second decision."),
                rows=3,
            )
            keep = Button(_("Keep it for me"), "secondary", "own")
            keep.clicked.connect(self._keep)
            card.body.addSpacing(10)
            card.body.addWidget(self._note)
            card.body.addSpacing(8)
            card.body.addLayout(hbox(keep, None))
        else:
            card.body.addSpacing(6)
            card.body.addWidget(
                Prose(_("Notes are written alone, each in their own space."), "body", tone="2")
            )
        shared = {one.id for one in detail.notes if one.by is not None}
        card.body.addWidget(Rows([partial(self._note_row, one, shared) for one in detail.notes]))
        return card

    def _note_row(self, note: RitualNote, shared: set[str]) -> Sequence[QWidget]:
        row = NoteRow(note, in_shared=note.id in shared, couple=self._shared)
        row.share_requested.connect(self._ask_share)
        row.take_back_requested.connect(self._presenter.take_note_back)
        row.delete_requested.connect(self._presenter.delete_note)
        return Rule(), row

    def _keep(self) -> None:
        if self._note is not None:
            self._presenter.write_note(self._note.text())

    def _ask_share(self, note: str, text: str) -> None:
        self._sharing = note
        ask(
            self,
            _("Let the other read this note?"),
            _(
                "They read exactly this, under your name: “{text}”. You can take it back; they may have read "
                "it by then."
            ).format(text=text),
            _("Let them read it"),
            _("Keep it to myself"),
            space="s",
            on_act=self._share,
        )

    def _share(self) -> None:
        self._presenter.share_note(self._sharing)


class NoteRow(QWidget):
    """One note: of oneself, or one that the other let be read."""

    share_requested = Signal(str, str)
    take_back_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, note: RitualNote, *, in_shared: bool, couple: bool) -> None:
        super().__init__()
        self._note = note
        column = vbox(gap=4, margins=(0, 12, 0, 12), parent=self)
        column.addWidget(PlainLabel(_note_head(note), "small", tone="2", wrap=True))
        column.addWidget(Prose(note.text, "read"))
        holder = QWidget(self)
        flow = Flow(holder, gap=8)
        if note.by is None:
            if couple and not in_shared:
                share = Button(_("Let the other read it…"), "quiet")
                share.clicked.connect(self._share)
                flow.addWidget(share)
            delete = Button(_("Delete"), "quiet", icon="trash")
            delete.clicked.connect(self._delete)
            flow.addWidget(delete)
        elif note.mine:
            back = Button(_("Take it back"), "quiet", icon="withdraw")
            back.clicked.connect(self._take_back)
            flow.addWidget(back)
        column.addWidget(holder)
        holder.setVisible(flow.count() > 0)

    def _share(self) -> None:
        self.share_requested.emit(self._note.id, self._note.text)

    def _delete(self) -> None:
        self.delete_requested.emit(self._note.id)

    def _take_back(self) -> None:
        self.take_back_requested.emit(self._note.id)


def _note_head(note: RitualNote) -> str:
    day = dates.day(note.day)
    if note.by is None:
        return _("{day}, only you can see this").format(day=day)
    if note.mine:
        return _("{day}, both of you can read this").format(day=day)
    return _("{day}, from the other").format(day=day)


def _end_label(detail: RitualDetail, *, shared: bool) -> str:
    if not shared:
        return _("Take it out…")
    return _("Take it back…") if detail.standing is Standing.ASKED_THEM else _("End it…")


def _touch_card() -> Card:
    card = Card()
    card.body.addWidget(PlainLabel(_("What stands in any case"), "small", tone="2", wrap=True))
    card.body.addSpacing(4)
    card.body.addWidget(
        Prose(
            _(
                "A no needs no reason, and either of you may stop at once. Nothing has to be felt. No sign, "
                "no silence and no plan is a yes; stillness is a stop."
            ),
            "body",
        )
    )
    return card
