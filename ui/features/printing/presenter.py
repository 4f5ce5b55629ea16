"""Print our agreement: what may stand on paper today, and how it looks."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.papers import Form, PaperDocument, PaperOptions, PaperService
from ui.ports import Attached, Jobs, Navigator


class PrintView(Protocol):
    """What the presenter needs of the page."""

    def show_paper(self, document: PaperDocument) -> None: ...
    def show_taken(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class PrintPresenter(Attached[PrintView]):
    """Asks for the paper anew at each change of an option, so that it is always of this moment."""

    TOPICS = frozenset({Topic.AGREEMENT})

    def __init__(self, papers: PaperService, jobs: Jobs, navigator: Navigator) -> None:
        self._papers = papers
        self._jobs = jobs
        self._navigator = navigator
        self._options = PaperOptions()

    @property
    def options(self) -> PaperOptions:
        """How the sheet is to look."""
        return self._options

    def refresh(self) -> None:
        """Make the paper as of now."""
        self._jobs.run(partial(self._papers.agreement, self._options), self._got, self._refused)

    def set_options(self, options: PaperOptions) -> None:
        """Another look: the paper is made anew."""
        if options != self._options:
            self._options = options
            self.refresh()

    def take_along(self, path: str, form: Form, passphrase: str) -> None:
        """Write the agreement as text, under the names that the paper uses."""
        work = partial(self._papers.take_along, path, form, self._options.names, passphrase)
        self._jobs.run(work, self._taken, self._refused)

    def back(self) -> None:
        """To the agreement."""
        self._navigator.go_to("agreement")

    def _got(self, document: PaperDocument) -> None:
        self.view.show_paper(document)

    def _taken(self, _nothing: None) -> None:
        self.view.show_taken()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
