"""What both let each other read of their triggers. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.shown import Passage
from trustapp.domain.triggers import Told
from trustapp.services.showing import ShowingService
from trustapp.services.triggers import TriggerService
from ui.ports import Attached, Jobs, Navigator


class ToldPageView(Protocol):
    """What the presenter needs of the page."""

    def show_told(self, told: tuple[Told, ...], names: Mapping[MemberId, str], *, own: bool) -> None: ...
    def show_passages(self, passages: tuple[Passage, ...], names: Mapping[MemberId, str]) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ToldPresenter(Attached[ToldPageView]):
    """Reads what was shared; each changes their own on the page of their triggers."""

    TOPICS = frozenset({Topic.TRIGGERS, Topic.PASSAGES, Topic.MEMBERS})

    def __init__(
        self,
        triggers: TriggerService,
        showing: ShowingService,
        names: Mapping[MemberId, str],
        jobs: Jobs,
        navigator: Navigator,
        *,
        own: bool,
    ) -> None:
        self._triggers, self._showing = triggers, showing
        self._names, self._own = names, own
        self._jobs, self._navigator = jobs, navigator

    def refresh(self) -> None:
        """Ask for it again."""
        self._jobs.run(self._triggers.told, self._got, self._refused)
        self._jobs.run(self._showing.shown, self._got_passages, self._refused)

    def _got(self, told: tuple[Told, ...]) -> None:
        self.view.show_told(told, self._names, own=self._own)

    def _got_passages(self, passages: tuple[Passage, ...]) -> None:
        self.view.show_passages(passages, self._names)

    def showing(self) -> None:
        """To one's own passages."""
        self._navigator.go_to("showing")

    def mine(self) -> None:
        """To one's own map."""
        self._navigator.go_to("triggers")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
