"""Today: shows what comes, and passes on what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.ritual_views import CompanionView
from trustapp.services.rituals import RitualService
from trustapp.services.suggestions import Step
from trustapp.services.today import TodayRow, TodayService, TodayView
from ui.ports import Attached, Jobs, Navigator


class TodayPageView(Protocol):
    """What the presenter needs of the page."""

    def show_today(self, view: TodayView) -> None: ...
    def show_left_out(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class TodayPresenter(Attached[TodayPageView]):
    """Whatever is pressed goes to the planner that the time belongs to."""

    TOPICS = frozenset(
        {
            Topic.RITUALS,
            Topic.AGREEMENT,
            Topic.MEMBERS,
            Topic.PREFERENCES,
            Topic.TRIGGERS,
            Topic.REFLECTIONS,
            Topic.LETTERS,
            Topic.PATH,
        }
    )

    def __init__(
        self,
        today: TodayService,
        rituals: RitualService,
        own_rituals: OwnRitualService,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._today = today
        self._rituals = rituals
        self._own_rituals = own_rituals
        self._jobs = jobs
        self._navigator = navigator
        self._undo: Callable[[], Outcome[None]] | None = None
        self._step_left: date | None = None

    def refresh(self) -> None:
        """Ask for today."""
        self._jobs.run(self._today.view, self._got, self._refused)

    def _got(self, view: TodayView) -> None:
        self.view.show_today(view)

    def _refused(self, error: UserError) -> None:
        self._undo = None
        self.view.show_error(error)

    # -- each time ---------------------------------------------------------------------------------

    def begin(self, row: TodayRow, *, smaller: bool = False) -> None:
        """The quiet page; an evening of closeness begins on its own page."""
        if row.one.closeness:
            self._navigator.go_to("closeness")
            return
        work = partial(self._of(row).begin, row.one.ritual, row.one.original, smaller=smaller)
        self._jobs.run(work, self._begun, self._refused)

    def _begun(self, companion: CompanionView) -> None:
        self._navigator.run_companion(companion)

    def leave_out(self, row: TodayRow) -> None:
        """Not today; it can be undone while the page says so, and nothing of it is kept."""
        service = self._of(row)
        self._undo = partial(service.bring_back, row.one.ritual, row.one.original)
        self._jobs.run(
            partial(service.leave_out, row.one.ritual, row.one.original), self._left_out, self._refused
        )

    def _left_out(self, _nothing: None) -> None:
        self.view.show_left_out()

    def undo(self) -> None:
        """What was left out last is there again."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self._jobs.run(undo, None, self._refused)

    def _of(self, row: TodayRow) -> RitualService | OwnRitualService:
        return self._own_rituals if row.own else self._rituals

    # -- a small step ------------------------------------------------------------------------------

    def step(self, step: Step) -> None:
        """To the page on which it is done."""
        if step.leads == "reflections":
            self._navigator.go_to("reflections", prompt=step.question, kind=step.kind)
        else:
            self._navigator.go_to(step.leads)

    def leave_step(self, today: date) -> None:
        """No step today. Nothing of it is kept: after a lock the page does not know it any more."""
        self._step_left = today

    def step_is_left(self, today: date) -> bool:
        """Whether it was left on this day, in this sitting."""
        return self._step_left == today

    def letters(self) -> None:
        """To the letters."""
        self._navigator.go_to("letters")

    # -- the page itself ---------------------------------------------------------------------------

    def hide(self, parts: frozenset[str]) -> None:
        """Show everything but these parts."""
        self._jobs.run(partial(self._today.hide, parts), None, self._refused)

    def planner(self, *, own: bool) -> None:
        """To the planner of both, or to one's own."""
        self._navigator.go_to("own_rituals" if own else "rituals")

    def agreement(self) -> None:
        """To the agreement, which is read again on a day of its own."""
        self._navigator.go_to("agreement")

    def reflection(self, reflection: str) -> None:
        """To one that was written."""
        self._navigator.go_to("reflections", open=reflection)

    def reflections(self) -> None:
        """To all of them."""
        self._navigator.go_to("reflections")
