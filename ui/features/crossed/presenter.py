"""When a line was crossed: shows what stands, and leads to help, to a pause, to the agreement."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.services.agreements import AgreementService
from trustapp.services.crossing import CATEGORY, CrossedView
from trustapp.services.rounds import RoundService
from ui.ports import Attached, Jobs, Navigator


class CrossedPageView(Protocol):
    """What the presenter needs of the page."""

    def show_crossed(self, view: CrossedView) -> None: ...
    def show_put(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class CrossedPresenter(Attached[CrossedPageView]):
    """Reads, and writes nothing unless a person puts a title where both of them read it."""

    TOPICS = frozenset({Topic.AGREEMENT})

    def __init__(
        self, agreements: AgreementService, rounds: RoundService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._agreements = agreements
        self._rounds = rounds
        self._jobs = jobs
        self._navigator = navigator
        self._shared = False

    def refresh(self) -> None:
        """Ask for the couple's own lines."""
        self._jobs.run(self._agreements.when_crossed, self._got, self._refused)

    def _got(self, view: CrossedView) -> None:
        self._shared = view.shared
        self.view.show_crossed(view)

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def pause(self) -> None:
        """The pause that is on every page."""
        self._navigator.pause()

    def leave(self) -> None:
        """To the agreement or, alone, to one's own boundaries."""
        self._navigator.go_to("agreement" if self._shared else "own_sheet")

    def put_to_talk_about(self, title: str, when: str) -> None:
        """Under the titles that both read; without a name."""
        self._jobs.run(partial(self._rounds.bring_title, CATEGORY, title, when), self._put, self._refused)

    def _put(self, _nothing: None) -> None:
        self.view.show_put()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
