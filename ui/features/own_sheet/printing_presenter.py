"""One's own boundaries on paper: asked for anew at each change. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.papers import PaperDocument, PaperService
from ui.ports import Attached, Jobs, Navigator


class Look(NamedTuple):
    """How the sheet is to look."""

    initials: bool = True
    large: bool = False
    kept_at: str = ""


class OwnSheetPrintView(Protocol):
    """What the presenter needs of the page."""

    def show_paper(self, document: PaperDocument) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class OwnSheetPrintPresenter(Attached[OwnSheetPrintView]):
    """The paper is always of this moment; nothing of its look is kept."""

    TOPICS = frozenset({Topic.OWN_SHEET})

    def __init__(self, papers: PaperService, jobs: Jobs, navigator: Navigator) -> None:
        self._papers = papers
        self._jobs = jobs
        self._navigator = navigator
        self._look = Look()

    def refresh(self) -> None:
        """Make the paper as of now."""
        look = self._look
        work = partial(self._papers.own_sheet, initials=look.initials, large=look.large, kept_at=look.kept_at)
        self._jobs.run(work, self._got, self._refused)

    def set_look(self, look: Look) -> None:
        """Another look: the paper is made anew."""
        if look != self._look:
            self._look = look
            self.refresh()

    def back(self) -> None:
        """To the sheet."""
        self._navigator.go_to("own_sheet")

    def _got(self, document: PaperDocument) -> None:
        self.view.show_paper(document)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
