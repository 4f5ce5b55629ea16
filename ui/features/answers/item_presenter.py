"""What may be done with an item besides answering it: state it at once, forget what was said before."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId, StatementId
from trustapp.domain.past import PastAnswer
from trustapp.services.kept_back import KeptAnswer, KeptBackService
from trustapp.services.looking_back import LookBackService
from ui.features.answers.presenter import AnswersPresenter
from ui.ports import Attached, Jobs, Navigator


class ItemPageView(Protocol):
    """What the presenter needs of the page."""

    def ask_to_state(self, kept: KeptAnswer) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ItemPresenter(Attached[ItemPageView]):
    """Keeps what is on the screen first, so that nothing else is stated or forgotten than what is seen."""

    def __init__(
        self,
        answering: AnswersPresenter,
        kept_back: KeptBackService,
        looking_back: LookBackService,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._answering = answering
        self._kept_back = kept_back
        self._looking_back = looking_back
        self._jobs = jobs
        self._navigator = navigator
        self._item: ItemId | None = None
        self._one: PastAnswer | None = None

    def look_before_stating(self) -> None:
        """Show exactly what the other will see of this answer."""
        self._take_item()
        self._answering.keep_first(self._look)

    def _look(self, _nothing: None) -> None:
        if self._item is not None:
            self._jobs.run(partial(self._kept_back.look_at, self._item), self._looked, self._refused)

    def _looked(self, kept: KeptAnswer) -> None:
        self.view.ask_to_state(kept)

    def state(self) -> None:
        """State it now."""
        if self._item is not None:
            self._jobs.run(partial(self._kept_back.state, self._item), self._stated, self._refused)

    def _stated(self, _statement: StatementId) -> None:
        self._item = None

    def forget(self, one: PastAnswer | None) -> None:
        """Forget one thing that was said of this item before; None for all of it."""
        self._one = one
        self._take_item()
        self._answering.keep_first(self._forget)

    def _forget(self, _nothing: None) -> None:
        if self._item is not None:
            self._jobs.run(partial(self._looking_back.forget, self._item, self._one), refused=self._refused)

    def _take_item(self) -> None:
        answer = self._answering.answer
        self._item = answer.item if answer is not None else None

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def look_back(self) -> None:
        """To the page of what moved."""
        self._navigator.go_to("lookback")

    def kept_back(self) -> None:
        """To what protects nowhere yet."""
        self._navigator.go_to("release")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
