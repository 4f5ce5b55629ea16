"""Bring in, take along: journals of other programs, and one's own reflections as files."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.services.journal_files import Form, Note, Preview, Progress
from trustapp.words import _, ngettext
from ui.features.journal_files import words
from ui.features.journal_files.presenter import JournalFilesPresenter
from ui.widgets import dates, filing, folders
from ui.widgets.announce import announce
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose

MOST_NOTES = 200
"""So many sentences are listed; there are at most some of each kind that a person would read."""


class JournalFilesPage(Page):
    """One half brings in, the other takes along."""

    KEY = "journal_files"
    TITLE = _("Bring in, take along")

    def __init__(self, presenter: JournalFilesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Bring in, take along"), space="own", parent=parent)
        self._presenter = presenter
        self._place, self._form = "", Form.PAGES
        self._build_in()
        self._build_out()
        self._progress = QWidget(self)
        self._how_far = Prose("", "body")
        self.stop_button, self.take_back_button = Button(_("Stop"), "secondary"), Button("", "quiet")
        self.take_back_button.setText(_("Stop, and take out what came in"))
        self.stop_button.clicked.connect(presenter.stop)
        self.take_back_button.clicked.connect(presenter.take_back)
        vbox(
            self._how_far, 8, hbox(self.stop_button, self.take_back_button, None, gap=8), 16,
            parent=self._progress,
        )  # fmt: skip
        self._progress.hide()
        self.content.addWidget(self._progress)
        self.content.addWidget(self._in)
        self.content.addSpacing(24)
        self.content.addWidget(self._out)
        self.content.addStretch(1)
        back = Button(_("Back to the reflections"), "secondary")
        back.clicked.connect(presenter.back)
        self.set_foot(back)
        presenter.attach(self)

    def _build_in(self) -> None:
        self._in = Card()
        about = _(
            "Day One (JSON, as a folder or a ZIP), jrnl, RedNotebook, a folder of Markdown, plain text, and "
            "what was taken along from here. Looking changes nothing. Pictures are made anew and come in "
            "with it; what is here already does not come twice."
        )
        self.file_button = Button(_("Look into a file…"), "secondary")
        self.folder_button = Button(_("Look into a folder…"), "secondary")
        self.file_button.clicked.connect(self._choose_file)
        self.folder_button.clicked.connect(self._choose_folder)
        ways = QWidget()
        flow = Flow(ways)
        for button in (self.file_button, self.folder_button):
            flow.addWidget(button)
        self._found = vbox(gap=4)
        self.take_button = Button(_("Bring in what is new"), "primary", "own")
        self.take_button.clicked.connect(self._take_in)
        self.take_button.hide()
        self._in.body.addWidget(PlainLabel(_("Bring in a journal"), "read", wrap=True))
        self._in.body.addSpacing(4)
        self._in.body.addWidget(Prose(about, "body", tone="2"))
        self._in.body.addSpacing(12)
        self._in.body.addWidget(ways)
        self._in.body.addLayout(self._found)
        self._in.body.addLayout(hbox(self.take_button, None))

    def _build_out(self) -> None:
        self._out = Card()
        about = _(
            "All reflections that are not thrown away go into a new folder, with their pictures. The files "
            "are not encrypted: whoever can open the folder can read everything in it. Markdown and JSON "
            "come in again; a book is a PDF."
        )
        self.pages_button = Button(_("A page of Markdown for each…"), "secondary")
        self.json_button = Button(_("One JSON for another program…"), "secondary")
        self.book_button = Button(_("One book to read or print…"), "secondary")
        self.book_button.clicked.connect(self._take_book)
        self.pages_button.clicked.connect(self._take_pages)
        self.json_button.clicked.connect(self._take_json)
        ways = QWidget()
        flow = Flow(ways)
        for button in (self.book_button, self.pages_button, self.json_button):
            flow.addWidget(button)
        self._out.body.addWidget(PlainLabel(_("Take reflections along"), "read", wrap=True))
        self._out.body.addSpacing(4)
        self._out.body.addWidget(Prose(about, "body", tone="2"))
        self._out.body.addSpacing(12)
        self._out.body.addWidget(ways)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_preview(self, view: Preview | None) -> None:
        """What lies there; nothing is changed yet."""
        clear(self._found)
        self.take_button.setVisible(view is not None and bool(view.fresh))
        self.messages.clear()
        if view is None:
            return
        self._found.addSpacing(16)
        self._found.addWidget(Prose(words.found(view), "body", bold=True))
        for day, line in view.newest:
            self._found.addWidget(Prose(f"{dates.day(day)}: {line}" if line else dates.day(day), "small"))
        self._show_notes(view.notes)
        self._found.addSpacing(12)
        announce(self, words.found(view))

    def _show_notes(self, notes: tuple[Note, ...]) -> None:
        said = words.notes(notes)
        if said:
            self._found.addSpacing(12)
            self._found.addWidget(
                PlainLabel(_("Not taken, or taken otherwise"), "body", bold=True, wrap=True)
            )
        for sentence in said[:MOST_NOTES]:
            self._found.addWidget(Prose(sentence, "small", tone="2"))
        if len(said) > MOST_NOTES:
            self._found.addWidget(Prose(_("There was more of this than is listed."), "small", tone="2"))

    def show_progress(self, progress: Progress, *, writing: bool) -> None:
        """How far it is."""
        told = _("{done} of {of} are written.") if writing else _("{done} of {of} are here.")
        self._how_far.setText(told.format(done=progress.done, of=progress.of))
        self.take_back_button.setVisible(not writing)
        begun = self._progress.isHidden()
        self._progress.show()
        self._rest(busy=True)
        if begun:
            self.stop_button.setFocus()

    def show_taken(self, count: int, notes: tuple[Note, ...], *, stopped: bool) -> None:
        """What came in."""
        self._end()
        self.show_preview(None)
        self._show_notes(notes)
        told = ngettext("{number} entry came in.", "{number} entries came in.", count).format(number=count)
        if stopped:
            told += " " + _("The rest did not; looking again finds it.")
        self.messages.inform(told)

    def show_taken_back(self) -> None:
        """Nothing of it is here."""
        self._end()
        self.show_preview(None)
        self.messages.inform(_("What came in was taken out again."))

    def show_written(self, folder: str) -> None:
        """Where it lies."""
        self._end()
        text = _("They lie in {folder}. They are not sealed: whoever can open it can read them.")
        self.messages.inform(text.format(folder=folder))

    def show_stopped(self) -> None:
        """Nothing of it is left."""
        self._end()
        self.messages.inform(_("Stopped. What was written was removed again."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self._end()
        self.messages.refuse(error)

    def _end(self) -> None:
        had = self._progress.isAncestorOf(self.window().focusWidget())
        self._progress.hide()
        self._rest(busy=False)
        if had:
            self.setFocus()

    def _rest(self, *, busy: bool) -> None:
        for button in (
            self.file_button, self.folder_button, self.take_button, self.pages_button, self.json_button,
            self.book_button,
        ):  # fmt: skip
            button.setEnabled(not busy)

    # -- what is pressed ---------------------------------------------------------------------------

    def _choose_file(self) -> None:
        filing.choose_file(self.window(), _("Look into a file"), self.look_into)

    def _choose_folder(self) -> None:
        folders.choose(self.window(), _("Look into a folder"), self.look_into)

    def look_into(self, path: str) -> None:
        """See what lies there."""
        self._presenter.look(path)

    def _take_in(self) -> None:
        self._presenter.take_in()

    def _take_pages(self) -> None:
        self._form = Form.PAGES
        self._choose_place()

    def _take_book(self) -> None:
        self._form = Form.BOOK
        self._choose_place()

    def _take_json(self) -> None:
        self._form = Form.JSON
        self._choose_place()

    def _choose_place(self) -> None:
        folders.choose(self.window(), _("Where to put them"), self.place_chosen)

    def place_chosen(self, place: str) -> None:
        """Ask for the passphrase before anything is written there."""
        self._place = place
        dialog = PassphraseDialog(
            self,
            _("Save my reflections there?"),
            _(
                "A new folder is made in {place}. The files in it are not sealed: whoever can open it can "
                "read everything that you wrote here."
            ).format(place=place),
            _("Save them"),
            space="own",
        )
        dialog.given.connect(self._write)
        dialog.open()

    def _write(self, passphrase: str) -> None:
        self._presenter.write(self._place, passphrase, self._form)
