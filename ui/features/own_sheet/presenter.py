"""One's own boundaries: a sheet that nobody else reads. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from trustapp.domain.answers import Category, Kind
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, StatementId
from trustapp.domain.own_sheet import LONGEST, OwnLine, Part
from trustapp.services.agreements import AgreementService, NewLimit
from trustapp.services.answers import AnswerService
from trustapp.services.own_sheet import OwnSheetService, OwnSheetView
from ui.ports import Attached, Jobs, Navigator


class OwnSheetPageView(Protocol):
    """What the presenter needs of the page."""

    def show_sheet(self, view: OwnSheetView, focus: str) -> None: ...
    def show_categories(self, categories: tuple[Category, ...]) -> None: ...
    def show_stated(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def half_typed(self) -> tuple[tuple[Part | str, str], ...]: ...


class OwnSheetPresenter(Attached[OwnSheetPageView]):
    """Every change is kept at once; ``focus`` says where the keyboard goes on afterwards."""

    TOPICS = frozenset({Topic.OWN_SHEET, Topic.ANSWERS, Topic.AGREEMENT, Topic.MEMBERS})

    def __init__(
        self,
        sheet: OwnSheetService,
        answers: AnswerService,
        agreements: AgreementService,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._sheet, self._answers, self._agreements = sheet, answers, agreements
        self._jobs = jobs
        self._navigator = navigator
        self._focus = ""

    def refresh(self) -> None:
        """Ask for the sheet, and for the categories that a limit can belong to."""
        self._jobs.run(self._sheet.view, self._got, self._refused)
        self._jobs.run(self._answers.categories, self._got_categories, self._refused)

    def _got(self, found: OwnSheetView) -> None:
        focus, self._focus = self._focus, ""
        self.view.show_sheet(found, focus)

    def _got_categories(self, categories: tuple[Category, ...]) -> None:
        self.view.show_categories(categories)

    # -- writing -----------------------------------------------------------------------------------

    def put(self, part: Part, text: str) -> None:
        """One more line; the next one can be typed at once."""
        self._run(partial(self._sheet.put, part, text), part.value)

    def change(self, line: str, text: str) -> None:
        """Other words for a line."""
        self._run(partial(self._sheet.change, line, text), line)

    def move(self, line: str, by: int) -> None:
        """Further up or down within its part."""
        self._run(partial(self._sheet.move, line, by), line)

    def remove(self, line: OwnLine) -> None:
        """Take a line off the sheet."""
        self._run(partial(self._sheet.remove, line.id), line.part.value)

    def _run(self, work: Callable[[], Outcome[Any]], focus: str) -> None:
        self._focus = focus
        # That the sheet changed brings it back onto the page.
        self._jobs.run(work, None, self._refused)

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """What was typed and not kept yet when a lock comes."""
        typed = self.view.half_typed()
        return partial(self._keep_typed, typed) if typed else None

    def _keep_typed(self, typed: tuple[tuple[Part | str, str], ...]) -> Outcome[None]:
        for where, text in typed:
            # What is too long for a line is kept as far as a line goes.
            words = text[:LONGEST]
            if isinstance(where, Part):
                self._sheet.put(where, words)
            else:
                self._sheet.change(where, words)
        return Outcome(None, self.TOPICS)

    # -- beyond one's own space --------------------------------------------------------------------

    def state(self, line: OwnLine, category: CategoryId, title: str) -> None:
        """Say a line to the other, in its own words, as a limit that stands at once."""
        self._focus = line.id
        limit = NewLimit(category, title, line.text, Kind.MINE)
        self._jobs.run(partial(self._agreements.state_limit, limit), self._stated, self._refused)

    def _stated(self, _limit: StatementId) -> None:
        self.view.show_stated()

    def print(self) -> None:
        """To the page that prints."""
        self._navigator.go_to("own_sheet_print")

    def _refused(self, error: UserError) -> None:
        self._focus = ""
        self.view.show_error(error)
