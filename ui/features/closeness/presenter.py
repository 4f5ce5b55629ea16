"""Graded closeness: shows what both have said, and passes on what this person says of it."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.closeness import ClosenessService, ClosenessView, Night
from trustapp.services.ritual_views import CompanionView
from trustapp.services.rituals import RitualService
from ui.ports import Attached, Jobs, Navigator


class ClosenessPageView(Protocol):
    """What the presenter needs of the page."""

    def show_closeness(self, view: ClosenessView) -> None: ...
    def show_stepped_up(self) -> None: ...
    def show_stepped_down(self) -> None: ...
    def show_left_out(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ClosenessPresenter(Attached[ClosenessPageView]):
    """What goes further is said in one's own sitting; less, and stopping, in any."""

    TOPICS = frozenset({Topic.RITUALS, Topic.AGREEMENT, Topic.MEMBERS})

    def __init__(
        self, closeness: ClosenessService, rituals: RitualService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._closeness = closeness
        self._rituals = rituals
        self._jobs = jobs
        self._navigator = navigator
        self._shown: ClosenessView | None = None
        self._left_out: Night | None = None

    def refresh(self) -> None:
        """Ask for what stands."""
        self._jobs.run(self._closeness.view, self._got, self._refused)

    def _got(self, view: ClosenessView) -> None:
        self._shown = view
        self.view.show_closeness(view)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)

    # -- steps -------------------------------------------------------------------------------------

    def step_up(self, passphrase: str) -> None:
        """One's own part of the step after the one that both have said."""
        if self._shown is not None:
            step = self._shown.both + 1
            self._jobs.run(partial(self._closeness.step_up, step, passphrase), self._up, self._refused)

    def _up(self, _nothing: None) -> None:
        self.view.show_stepped_up()

    def step_down(self, step: int) -> None:
        """No further than this step, 0 for none of it."""
        self._jobs.run(partial(self._closeness.step_down, step), self._down, self._refused)

    def _down(self, _nothing: None) -> None:
        self.view.show_stepped_down()

    # -- an evening --------------------------------------------------------------------------------

    def plan(self, step: int) -> None:
        """To the form of the planner, with the words of this step; the other's yes plans it."""
        template = self._shown.templates[step - 1] if self._shown is not None else ""
        if template:
            self._navigator.go_to("ritual_form", planner="shared", template=template)

    def choose(self, ritual: RitualId, step: int) -> None:
        """One's own ceiling for an evening."""
        self._jobs.run(partial(self._closeness.choose_ceiling, ritual, step), None, self._not_chosen)

    def _not_chosen(self, error: UserError) -> None:
        self.refresh()
        self._refused(error)

    def begin(self, ritual: RitualId) -> None:
        """The quiet page of the evening."""
        self._jobs.run(partial(self._closeness.begin, ritual), self._begun, self._refused)

    def _begun(self, companion: CompanionView) -> None:
        self._navigator.run_companion(companion)

    def leave_out(self, ritual: RitualId) -> None:
        """That evening does not come; by nobody's name."""
        nights = self._shown.nights if self._shown is not None else ()
        night = next((one for one in nights if one.ritual == ritual), None)
        if night is not None:
            self._left_out = night
            self._jobs.run(
                partial(self._rituals.leave_out, night.ritual, night.day), self._gone, self._refused
            )

    def _gone(self, _nothing: None) -> None:
        self.view.show_left_out()

    def bring_back(self) -> None:
        """Undo of leaving out."""
        night, self._left_out = self._left_out, None
        if night is not None:
            self._jobs.run(partial(self._rituals.bring_back, night.ritual, night.day), None, self._refused)

    # -- elsewhere ---------------------------------------------------------------------------------

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def leave(self) -> None:
        """To the planner."""
        self._navigator.go_to("rituals")
