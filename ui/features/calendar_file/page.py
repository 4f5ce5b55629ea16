"""Calendar files: rituals out to another calendar, and in from one, in one's own sitting."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from trustapp.services.calendar_files import FileChoice, FileView, TakenIn
from trustapp.words import _
from ui.features.calendar_file import words
from ui.features.calendar_file.parts import InCard, OutCard
from ui.features.calendar_file.presenter import CalendarFilePresenter
from ui.widgets import filing
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.messages import text_for
from ui.widgets.page import Page

SUFFIX = "ics"


class CalendarFilePage(Page):
    """Place: ``planner`` "shared" or "own"."""

    KEY = "calendar_file"
    TITLE = _("Calendar file")

    def __init__(self, presenter: CalendarFilePresenter, parent: QWidget | None = None) -> None:
        space = _space(presenter)
        super().__init__(presenter, _("Calendar file"), space=space, parent=parent)
        self._presenter = presenter
        self.out_card = OutCard(space, self)
        self.in_card = InCard(space, shared=presenter.shared, parent=self)
        self.out_card.save_requested.connect(self._choose_place)
        self.in_card.open_requested.connect(self._choose_file)
        self.in_card.take_requested.connect(self._take)
        self.content.addWidget(self.out_card)
        self.content.addSpacing(24)
        self.content.addWidget(self.in_card)
        self.content.addStretch(1)
        back = Button(_("Back to the planner"), "secondary")
        back.clicked.connect(presenter.back)
        self.set_foot(back)
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """Be of the planner that was left for this."""
        before = self._presenter.shared
        self._presenter.open(str(place.get("planner", "")))
        if self._presenter.shared != before:
            space = _space(self._presenter)
            self.set_space(space)
            self.out_card.forget()
            self.out_card.set_space(space)
            self.in_card.show_planner(space, shared=self._presenter.shared)
            self.messages.clear()
            self.scroll_up()

    # -- what the presenter shows ------------------------------------------------------------------

    def show_choices(self, choices: tuple[FileChoice, ...]) -> None:
        """What may go into a file."""
        self.out_card.show_choices(choices)

    def show_saved(self) -> None:
        """The file was written."""
        self.messages.inform(_("Saved. The file is not sealed: whoever finds it can read it."))

    def show_file(self, found: FileView | None) -> None:
        """What is in the file that was opened."""
        self.in_card.show_file(found)
        if found is not None:
            self.messages.clear()
            announce(self, _("The file is read. Nothing is changed yet."))
            self.scroll_to(self.in_card)
            self.in_card.focus_found()

    def show_taken(self, taken: TakenIn) -> None:
        """What became of it, and what did not go in and why."""
        told = [words.taken_words(shared=self._presenter.shared)] if taken.taken else []
        told += [_("{name}: {why}").format(name=name, why=text_for(error)) for name, error in taken.refused]
        if taken.refused:
            self.messages.warn("\n".join(told))
        elif told:
            self.messages.inform(told[0])

    # -- files -------------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        name = f"{_('Notes')}.{SUFFIX}"
        filing.choose_new_file(self.window(), _("Save as a file"), name, self.save, suffix=SUFFIX)

    def save(self, path: str) -> None:
        """Write the file in this place."""
        self._presenter.save(path, self.out_card.chosen, titles=self.out_card.titles)

    def _choose_file(self) -> None:
        filing.choose_file(self.window(), _("Open a file"), self.look_into)

    def look_into(self, path: str) -> None:
        """See what this file holds."""
        self._presenter.look_into(path)

    def _take(self) -> None:
        self._presenter.take_in(self.in_card.chosen)


def _space(presenter: CalendarFilePresenter) -> str:
    return "s" if presenter.shared else "own"
