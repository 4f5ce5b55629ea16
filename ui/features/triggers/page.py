"""My triggers: a private map, and the days that are hard."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.triggers import HardDay, Told, Trigger
from trustapp.services.reading import Exercise
from trustapp.services.suggestions import Signs
from trustapp.services.triggers import TriggersView
from trustapp.words import _
from ui.features.triggers import words
from ui.features.triggers.forms import HardDayForm, TriggerForm
from ui.features.triggers.presenter import TriggersPresenter
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class TriggersPage(Page):
    """The list, or one form open in its place."""

    KEY = "triggers"
    TITLE = _("My triggers")

    def __init__(self, presenter: TriggersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("My triggers"), space="own", parent=parent)
        self._presenter = presenter
        self._view: TriggersView | None = None
        self._asked: Trigger | None = None
        self._removing = ""
        self._lists = QWidget(self)
        self._triggers, self._days = Card(), Card()
        vbox(Prose(words.about(), "body", tone="2"), 16, self._triggers, 16, self._days, parent=self._lists)
        self._form, self._day_form = TriggerForm(), HardDayForm()
        self._form.kept.connect(presenter.keep)
        self._form.removed.connect(self._ask_remove)
        self._form.left.connect(self._close)
        self._day_form.kept.connect(presenter.put_day)
        self._day_form.removed.connect(self._remove_day)
        self._day_form.left.connect(self._close)
        self.content.addLayout(vbox(self._lists, self._form, self._day_form, None))
        self._form.hide()
        self._day_form.hide()
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_triggers(self, view: TriggersView) -> None:
        """Both lists; an open form stays open."""
        self._view = view
        clear(self._triggers.body)
        add = Button(_("Add one"), "quiet", icon="plus")
        add.clicked.connect(self._add)
        self._triggers.body.addLayout(hbox((PlainLabel(_("What sets me off"), "read", wrap=True), 1), add))
        if view.triggers:
            self._triggers.body.addWidget(Rows([partial(self._row, one) for one in view.triggers]))
        else:
            self._triggers.body.addWidget(
                Prose(_("Nothing is written here. It can stay empty."), "body", tone="2")
            )
        clear(self._days.body)
        more = Button(_("Add a day"), "quiet", icon="plus")
        more.clicked.connect(self._add_day)
        self._days.body.addLayout(hbox((PlainLabel(_("Hard days of the year"), "read", wrap=True), 1), more))
        if view.days:
            self._days.body.addWidget(Rows([partial(self._day_row, one, day) for one, day in view.days]))
        else:
            text = _("An anniversary, a birthday, the day of finding out. Today shows it to you alone.")
            self._days.body.addWidget(Prose(text, "body", tone="2"))
        self._show_way_to_told(shares=view.shares)

    def _show_way_to_told(self, *, shares: bool) -> None:
        self.set_foot()
        if shares:
            told = Button(_("What we let each other read"), "secondary")
            told.clicked.connect(self._presenter.told)
            self.set_foot(told)

    def _row(self, trigger: Trigger) -> tuple[QWidget, ...]:
        sub = _("only you can see this")
        if trigger.shared:
            parts = ", ".join(words.part_name(part) for part in trigger.shared)
            sub = _("the other can read: {parts}").format(parts=parts)
        row = NamedRow(trigger.id, trigger.name, sub, "right")
        row.chosen.connect(self._open)
        return (row,)

    def _day_row(self, hard: HardDay, day: object) -> tuple[QWidget, ...]:
        row = NamedRow(hard.id, hard.name, words.coming(day), "right")  # type: ignore[arg-type]
        row.chosen.connect(self._open_day)
        return (row,)

    def show_signs(self, signs: Signs) -> None:
        """Words to begin from, for the form."""
        self._form.show_signs(signs)

    def show_exercises(self, exercises: tuple[Exercise, ...]) -> None:
        """What can be linked."""
        self._form.show_exercises(exercises)

    def show_kept(self) -> None:
        """It is kept; back to the list."""
        self._close()
        self.messages.inform(_("It is kept."))

    def ask_to_share(self, trigger: Trigger, copy: Told) -> None:
        """Exactly what the other would read."""
        self._asked = trigger
        text = _("They read exactly this, under your name, until you take it back:\n\n{words}")
        ask(
            self,
            _("Let the other read this?"),
            text.format(words=words.copy_words(copy)),
            _("Let them read it"),
            _("Not yet"),
            space="s",
            on_act=self._put_asked,
        )

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; what was typed stays."""
        self.messages.refuse(error)

    def half_typed(self) -> Trigger | None:
        """What is being typed, with nothing more shared than before."""
        if self._form.isHidden() or self._view is None:
            return None
        typed = self._form.trigger()
        before = next((one for one in self._view.triggers if one.id == typed.id), None)
        shared = before.shared if before is not None else ()
        return Trigger(**{**vars(typed), "shared": tuple(part for part in typed.shared if part in shared)})

    # -- what is pressed ---------------------------------------------------------------------------

    def _put_asked(self) -> None:
        if self._asked is not None:
            self._presenter.put(self._asked)

    def _open(self, trigger: str) -> None:
        found = next((one for one in self._view.triggers if one.id == trigger), None) if self._view else None
        if found is not None:
            self._show_form(self._form)
            self._form.begin(found, shares=self._view is not None and self._view.shares)

    def _add(self) -> None:
        self._show_form(self._form)
        self._form.begin(Trigger("", ""), shares=self._view is not None and self._view.shares)

    def _open_day(self, hard: str) -> None:
        days = self._view.days if self._view is not None else ()
        found = next((one for one, _day in days if one.id == hard), None)
        if found is not None:
            self._show_form(self._day_form)
            self._day_form.begin(found)

    def _add_day(self) -> None:
        self._show_form(self._day_form)
        self._day_form.begin(HardDay("", "", 0, 0))

    def _show_form(self, form: QWidget) -> None:
        self.messages.clear()
        for part in (self._lists, self._form, self._day_form):
            part.setVisible(part is form)
        self.scroll_up()

    def _close(self) -> None:
        self._show_form(self._lists)

    def _ask_remove(self, trigger: str) -> None:
        self._removing = trigger
        ask(
            self,
            _("Take this out?"),
            _("It goes from your map, and what the other could read of it goes too."),
            _("Take it out"),
            on_act=self._remove,
        )

    def _remove(self) -> None:
        self._presenter.remove(self._removing)
        self._close()

    def _remove_day(self, hard: str) -> None:
        self._presenter.remove_day(hard)
        self._close()
