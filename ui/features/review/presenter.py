"""Reading the agreement again, line by line: keep, other words, end, or leave it; every one is equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId
from trustapp.services.agreements import AgreementService, NewDraft
from trustapp.services.reviewing import ReviewedLine, ReviewView
from ui.ports import Attached, Jobs, Navigator


class ReviewPageView(Protocol):
    """What the presenter needs of the page."""

    def show_carried(self, view: ReviewView) -> None: ...
    def show_line(self, line: ReviewedLine, view: ReviewView) -> None: ...
    def show_end(self, view: ReviewView) -> None: ...
    def show_done(self, what: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ReviewPresenter(Attached[ReviewPageView]):
    """Goes from line to line; each act is done at once and whole, so that one can leave at any moment.

    Nothing is kept of where one was, of what was left as it is, or of how far it went.
    """

    TOPICS = frozenset({Topic.AGREEMENT})

    def __init__(self, agreements: AgreementService, jobs: Jobs, navigator: Navigator) -> None:
        self._agreements = agreements
        self._jobs = jobs
        self._navigator = navigator
        self._found: ReviewView | None = None
        self._order: tuple[LineId, ...] = ()
        self._place = -1
        self._shown: int | None = None

    # -- from line to line -------------------------------------------------------------------------

    def begin(self) -> None:
        """From the limits on."""
        self._place, self._shown = -1, None
        self.refresh()

    def refresh(self) -> None:
        """Ask for the lines again; one stays where one is."""
        self._jobs.run(self._agreements.review, self._got, self._refused)

    def _got(self, found: ReviewView) -> None:
        if (found, self._place) == (self._found, self._shown):
            return  # what is being typed stays
        self._found = found
        if self._place < 0:
            self._order = tuple(one.line.words.id for one in found.lines if one.line.words is not None)
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        current = self._current() if self._place >= 0 else None
        self._shown = self._place
        if self._place < 0:
            self.view.show_carried(found)
            return
        if current is None:
            self.view.show_end(found)
        else:
            self.view.show_line(current, found)

    def _current(self) -> ReviewedLine | None:
        """The line at this place, or the next one that is still there; None behind the last."""
        found = self._found
        lines = {one.line.words.id: one for one in found.lines if one.line.words} if found else {}
        while self._place < len(self._order):
            line = lines.get(self._order[self._place])
            if line is not None:
                return line
            self._place += 1
        return None

    def go_on(self) -> None:
        """Leave this line as it is; nothing is kept of that."""
        self._place += 1
        self._show()

    def go_back(self) -> None:
        """To the line before it, or to the limits."""
        there = {one.line.words.id for one in self._found.lines if one.line.words} if self._found else set()
        self._place -= 1
        while self._place >= 0 and self._order[min(self._place, len(self._order) - 1)] not in there:
            self._place -= 1
        self._show()

    def leave(self) -> None:
        """Back to the agreement; what was done is done, and nothing else was begun."""
        self._navigator.go_to("agreement")

    # -- what one may do with a line ---------------------------------------------------------------

    def keep(self, line: LineId, until: date) -> None:
        """The same words with a new day: a draft."""
        self._say(partial(self._agreements.extend, line, until), self._kept)

    def change(self, line: LineId, draft: NewDraft) -> None:
        """Other words, or another day."""
        self._say(partial(self._agreements.change_line, line, draft), self._changed)

    def end(self, line: LineId) -> None:
        """It ends, at once."""
        self._say(partial(self._agreements.end_line, line), self._ended)

    def _say(self, work: Callable[[], Outcome[Any]], done: Callable[[object], None]) -> None:
        self._jobs.run(work, done, self._refused)

    def _kept(self, _value: object) -> None:
        self._on("kept")

    def _changed(self, _effect: object) -> None:
        self._on("drafted")

    def _ended(self, _value: object) -> None:
        self._on("ended")

    def _on(self, what: str) -> None:
        """To the next line, with the lines as they are now."""
        self._place += 1
        self.refresh()
        self.view.show_done(what)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
