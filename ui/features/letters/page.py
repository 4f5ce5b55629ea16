"""Letters: the list, the form, a letter to read, and what is looked at before one is sent."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.letters import Delivered, Letter, LetterRow, Waiting, title_of
from trustapp.services.letters import LettersView, Preview
from trustapp.words import _
from ui.features.letters import words
from ui.features.letters.form import LetterForm
from ui.features.letters.presenter import Draft, LettersPresenter
from ui.features.letters.reading import LetterSheet
from ui.widgets import dates
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, Tick
from ui.widgets.dialogs import ask
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class LettersPage(Page):
    """One of its parts is shown at a time."""

    KEY = "letters"
    TITLE = _("Letters")

    def __init__(self, presenter: LettersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Letters"), space="own", parent=parent)
        self._presenter = presenter
        self._view: LettersView | None = None
        self._open, self._opens = "", date.min
        self._mine, self._arriving = Card(), Card()
        self._arrived = vbox()
        self.allow = Tick("", "own")
        self.allow.clicked.connect(self._allow)
        self._arriving.body.addLayout(
            vbox(self.allow, 6, Prose(words.about_allowing(), "small", tone="2"), self._arrived)
        )
        self._lists = QWidget(self)
        vbox(Prose(words.about(), "body", tone="2"), 16, self._mine, 16, self._arriving, parent=self._lists)
        self.form, self.sheet = LetterForm(), LetterSheet()
        self.form.edited.connect(presenter.edited)
        self.form.keep_requested.connect(presenter.save)
        self.form.left.connect(self._leave)
        self.form.delete_requested.connect(self._ask_delete)
        self.form.send_requested.connect(presenter.preview)
        self.form.close_requested.connect(self._ask_close)
        self.content.addLayout(vbox(self._lists, self.form, self.sheet, None))
        self._show(self._lists)
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_letters(self, view: LettersView) -> None:
        """The list; what is open stays open."""
        self._view = view
        clear(self._mine.body)
        add = Button(_("Write one"), "quiet", icon="plus")
        add.clicked.connect(self._presenter.begin)
        self._mine.body.addLayout(hbox((PlainLabel(_("My letters"), "read", wrap=True), 1), add))
        if view.mine:
            self._mine.body.addWidget(Rows([partial(self._row, one) for one in view.mine]))
        else:
            self._mine.body.addWidget(
                Prose(_("Nothing is written here. It can stay empty."), "body", tone="2")
            )
        self._arriving.setVisible(view.couple)
        self.allow.setText(words.allow(self._presenter.other))
        self.allow.setChecked(view.allowed)
        clear(self._arrived)
        if view.received is not None:
            first, second = words.waiting(view.received)
            row = NamedRow(view.received.id, first, second, "right")
            row.chosen.connect(self._ask_read)
            self._arrived.addWidget(row)

    def _row(self, one: LetterRow) -> tuple[QWidget, ...]:
        row = NamedRow(one.id, *words.row(one), "right")
        row.chosen.connect(self._choose)
        return (row,)

    def show_form(self, letter: Letter) -> None:
        """Write on."""
        self._open = ""
        self._show(self.form)
        sends = self._view is not None and self._view.couple
        self.form.begin(letter, self._today(), sends=sends)

    def show_own(self, letter: Letter) -> None:
        """One that is out, or one to oneself whose day has come."""
        self._open = letter.id
        sub, last = title_of(letter.kind), self._button(_("Delete it…"), self._ask_delete, "trash")
        buttons: tuple[QWidget | None, ...] = (self._back(), last)
        notes: tuple[str, ...] = ()
        if letter.sent is not None:
            sub = f"{sub} · " + _("out since {day}").format(day=dates.day(letter.sent.day))
            buttons = (self._back(), last, None, self._button(_("Take it back…"), self._ask_take_back))
            notes = (words.on_its_way(self._presenter.other),)
        self._read(letter.title, sub, letter.text, buttons, notes)

    def show_preview(self, preview: Preview) -> None:
        """Exactly what the other will see, and what is worth a look before."""
        self.form.rest()
        one, name = preview.letter, self._presenter.other
        send = self._button(_("Send it"), self._presenter.send, kind="primary")
        back = self._button(_("Not now"), self._back_to_form)
        looked = "\n".join(f"• {line}" for line in words.before_sending(name))
        replaces = (words.taken_by_it(preview.replaces),) if preview.replaces is not None else ()
        notes = (looked, words.on_its_way(name), *replaces)
        question = _("Is this for them, or for my relief?")
        sub = _("{name} will see exactly this: {kind}, {day}").format(
            name=name, kind=title_of(one.kind), day=dates.day(one.day)
        )
        self._read(one.title, sub, one.text, (back, None, send), notes, question)
        back.setFocus()

    def show_received(self, letter: Delivered) -> None:
        """A letter of the other."""
        self._open = letter.id
        sub = f"{self._presenter.other} · {title_of(letter.kind)} · {dates.day(letter.day)}"
        aside = self._button(_("Lay it aside"), self._lay_aside)
        keep = self._button(_("Keep a copy in my reflections"), self._keep_copy)
        self._read(letter.title, sub, letter.text, (self._back(), aside, None, keep))

    def show_saved(self) -> None:
        """What was typed is kept."""
        self.form.show_saved()

    def show_done(self, what: str) -> None:
        """Back to the list, with a word about it."""
        said = {
            "sent": _("It is out. You can take it back here."),
            "closed": _("It is closed until its day."),
            "deleted": _("It is deleted."),
            "taken_back": _("It is taken back. A copy could have been kept."),
            "aside": _("It is laid aside. You find it here again."),
            "copied": _("A copy is in your reflections."),
        }[what]
        if what != "copied":
            self._to_list()
        self.messages.inform(said)

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; what was typed stays."""
        self.messages.refuse(error)

    def try_again(self) -> None:
        """What could not be kept is tried again."""
        self.form.try_again()

    def draft(self) -> Draft:
        """What stands in the form."""
        return self.form.draft()

    # -- what is pressed ---------------------------------------------------------------------------

    def _choose(self, letter: str) -> None:
        rows = self._view.mine if self._view is not None else ()
        found = next((one for one in rows if one.id == letter), None)
        if found is None or not found.closed:
            self._presenter.open(letter)
            return
        self._open = letter
        kind, closed = words.row(found)
        last = self._button(_("Delete it…"), self._ask_delete, "trash")
        self._read("", f"{kind} · {closed}", "", (self._back(), last))

    def _ask_read(self, letter: str) -> None:
        self._open = letter
        found = self._view.received if self._view is not None else None
        ask(
            self,
            _("Open this letter?"),
            self._about_it(found)
            + _("It can wait as long as you like. Nobody learns whether you opened it."),
            _("Open it"),
            _("Not now"),
            space="own",
            on_act=self._read_it,
        )

    def _about_it(self, found: Waiting | None) -> str:
        return f"{words.waiting(found)[1]}\n\n" if found is not None else ""

    def _read_it(self) -> None:
        self._presenter.read(self._open)

    def _lay_aside(self) -> None:
        self._presenter.lay_aside(self._open)

    def _keep_copy(self) -> None:
        title = _("A letter from {name}").format(name=self._presenter.other)
        self._presenter.keep_copy(self._open, title)

    def _allow(self) -> None:
        self._presenter.allow(self.allow.isChecked())

    def _ask_delete(self) -> None:
        text = _("It is deleted for good. If it is out, it is taken back too.")
        ask(self, _("Delete this letter?"), text, _("Delete it"), on_act=self._delete)

    def _delete(self) -> None:
        self.form.rest()
        self._presenter.delete(self._open)

    def _ask_take_back(self) -> None:
        text = _("It goes from the program. It may have been read, and a copy could have been kept.")
        ask(self, _("Take it back?"), text, _("Take it back"), on_act=self._presenter.take_back)

    def _ask_close(self, opens: date) -> None:
        self._opens = opens
        ask(
            self,
            _("Close it until {day}?").format(day=dates.day(opens)),
            words.closing(opens),
            _("Close it"),
            _("Not yet"),
            space="own",
            on_act=self._close_it,
        )

    def _close_it(self) -> None:
        self._presenter.close(self._opens)

    # -- parts -------------------------------------------------------------------------------------

    def _button(self, text: str, pressed: Any, icon: str | None = None, kind: str = "secondary") -> Button:
        made = Button(text, "quiet" if icon else kind, "own", icon=icon)
        made.clicked.connect(pressed)
        return made

    def _back(self) -> Button:
        return self._button(_("Back to the list"), self._leave)

    def _today(self) -> date:
        return self._view.today if self._view is not None else date.min

    def _read(
        self,
        title: str,
        sub: str,
        text: str,
        buttons: tuple[QWidget | None, ...],
        notes: tuple[str, ...] = (),
        question: str = "",
    ) -> None:
        self.sheet.fill(title, sub, text, buttons, notes, question)
        self._show(self.sheet)

    def _back_to_form(self) -> None:
        self._show(self.form)
        self.form.go_on()

    def _leave(self) -> None:
        self._presenter.leave()
        self._to_list()

    def _to_list(self) -> None:
        self.form.rest()
        self._show(self._lists)

    def _show(self, part: QWidget) -> None:
        self.messages.clear()
        for one in (self._lists, self.form, self.sheet):
            one.setVisible(one is part)
        self.scroll_up()
