"""The planner, of both or of one person alone: what comes when, and what is done with it. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.ritual_texts import RitualText
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.ritual_views import CompanionView, Occurrence, PlannerView, Span
from trustapp.services.rituals import RitualService
from ui.ports import Attached, Jobs, Navigator

Service = RitualService | OwnRitualService
"""Either planner: they are asked the same, and answer each for itself."""


class PlannerPageView(Protocol):
    """What the presenter needs of the page."""

    def show_planner(self, view: PlannerView) -> None: ...
    def show_library(self, templates: tuple[RitualText, ...]) -> None: ...
    def show_span(self, span: Span) -> None: ...
    def show_undo(self, what: str) -> None: ...
    def show_done(self, what: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class PlannerPresenter(Attached[PlannerPageView]):
    """Asks for the days that the page shows, and says what was done, with a way to undo it."""

    TOPICS = frozenset({Topic.RITUALS, Topic.AGREEMENT, Topic.MEMBERS})

    def __init__(self, service: Service, jobs: Jobs, navigator: Navigator) -> None:
        self._service, self._jobs, self._navigator = service, jobs, navigator
        self._days: tuple[date, date] | None = None
        self._undo: Callable[[], Outcome[None]] | None = None
        self._done = ""

    @property
    def shared(self) -> bool:
        """Whether this is the planner of both."""
        return self._service.shared

    @property
    def planner(self) -> str:
        """How other pages are told which planner is meant."""
        return "shared" if self.shared else "own"

    # -- reading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the planner, and for the days that are shown."""
        self._jobs.run(self._service.view, self._got, self._refused)
        if self._days is not None:
            self.ask(*self._days)

    def _got(self, view: PlannerView) -> None:
        self.view.show_planner(view)

    def ask(self, first: date, last: date) -> None:
        """The days from the first to the last."""
        self._days = first, last
        self._jobs.run(partial(self._service.span, first, last), self._got_span, self._refused)

    def _got_span(self, span: Span) -> None:
        # Somebody who pages on quickly sees the days that they asked for last.
        if (span.first, span.last) == self._days:
            self.view.show_span(span)

    def ask_library(self) -> None:
        """The templates, when they are first looked at."""
        self._jobs.run(self._service.templates, self._got_library, self._refused)

    def _got_library(self, templates: tuple[RitualText, ...]) -> None:
        self.view.show_library(templates)

    # -- suggestions and ends ----------------------------------------------------------------------

    def say_yes(self, ritual: RitualId) -> None:
        """Yes to what the other suggested."""
        if isinstance(self._service, RitualService):
            self._run(partial(self._service.say_yes, ritual), "yes")

    def end(self, ritual: RitualId) -> None:
        """Not now, take back, or end: for both at once."""
        self._run(partial(self._service.end, ritual), "end")

    # -- each time ---------------------------------------------------------------------------------

    def leave_out(self, one: Occurrence) -> None:
        """It does not come this once."""
        undo = partial(self._service.bring_back, one.ritual, one.original)
        self._run(partial(self._service.leave_out, one.ritual, one.original), "out", undo)

    def move(self, one: Occurrence, day: date, time: str) -> None:
        """Another day or time for this once."""
        undo: Callable[[], Outcome[None]] = partial(self._service.take_move_back, one.ritual, one.original)
        if one.moving:
            undo = partial(self._service.move, one.ritual, one.original, one.day, one.time)
        self._run(partial(self._service.move, one.ritual, one.original, day, time), "move", undo)

    def agree_move(self, one: Occurrence) -> None:
        """Yes to the time that the other suggested for this once."""
        if isinstance(self._service, RitualService):
            self._run(partial(self._service.agree_move, one.ritual, one.original), "yes")

    def keep_time(self, one: Occurrence) -> None:
        """No to the time that the other suggested: what the plan says stands."""
        if isinstance(self._service, RitualService):
            self._run(partial(self._service.keep_time, one.ritual, one.original), "kept")

    def take_move_back(self, one: Occurrence) -> None:
        """My own suggestion of another time goes; what the plan says stands."""
        self._run(partial(self._service.take_move_back, one.ritual, one.original), "end")

    def begin(self, ritual: RitualId, original: date | None, *, smaller: bool) -> None:
        """The quiet page."""
        work = partial(self._service.begin, ritual, original, smaller=smaller)
        self._jobs.run(work, self._begun, self._refused)

    def _begun(self, view: CompanionView) -> None:
        self._navigator.run_companion(view)

    def undo(self) -> None:
        """What was done last is as it was before."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self._jobs.run(undo, None, self._refused)

    def _run(
        self,
        work: Callable[[], Outcome[Any]],
        what: str,
        undo: Callable[[], Outcome[None]] | None = None,
    ) -> None:
        self._done, self._undo = what, undo
        self._jobs.run(work, self._did, self._refused)

    def _did(self, _value: object) -> None:
        if self._undo is not None:
            self.view.show_undo(self._done)
        else:
            self.view.show_done(self._done)

    # -- to other pages ----------------------------------------------------------------------------

    def open(self, ritual: RitualId, original: date | None = None) -> None:
        """One ritual, whole."""
        page = "ritual" if self.shared else "own_ritual"
        self._navigator.go_to(page, ritual=ritual, original=original)

    def make_own(self, day: date | None = None) -> None:
        """A ritual from nothing."""
        self._navigator.go_to("ritual_form", planner=self.planner, day=day)

    def use_template(self, template: str, day: date | None = None) -> None:
        """A ritual from the library."""
        self._navigator.go_to("ritual_form", planner=self.planner, template=template, day=day)

    def closeness(self) -> None:
        """The page about graded closeness."""
        self._navigator.go_to("closeness")

    def print(self, kind: str, first: date) -> None:
        """The week or the month on paper."""
        self._navigator.go_to("planner_print", planner=self.planner, kind=kind, first=first.isoformat())

    def calendar_file(self) -> None:
        """To and from other calendars."""
        self._navigator.go_to("calendar_file", planner=self.planner)

    def _refused(self, error: UserError) -> None:
        self._undo = None
        self.view.show_error(error)
