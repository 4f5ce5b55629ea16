"""Looking back on one's own answers. No Qt here."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.services.looking_back import LookBack, LookBackService, Span
from ui.ports import Attached, Jobs, Navigator


class LookBackView(Protocol):
    """What the presenter needs of the page."""

    def show_look_back(self, span: Span, found: LookBack) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class LookBackPresenter(Attached[LookBackView]):
    """Remembers how far back is looked while the page is open."""

    TOPICS = frozenset({Topic.ANSWERS, Topic.PREFERENCES})

    def __init__(self, looking_back: LookBackService, jobs: Jobs, navigator: Navigator) -> None:
        self._looking_back = looking_back
        self._jobs = jobs
        self._navigator = navigator
        self._span = Span.SEASON

    def refresh(self) -> None:
        """What moved since then, as of now."""
        self._jobs.run(partial(self._looking_back.look, self._span), self._got, self._refused)

    def _got(self, found: LookBack) -> None:
        self.view.show_look_back(self._span, found)

    def look(self, span: Span) -> None:
        """Look back this far."""
        if span is not self._span:
            self._span = span
            self.refresh()

    def open_item(self, category: CategoryId, item: ItemId) -> None:
        """To the answer itself."""
        self._navigator.go_to("answers", category=category, item=item)

    def answers(self) -> None:
        """Back to the answers."""
        self._navigator.go_to("answers")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
