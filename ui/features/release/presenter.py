"""Releasing a sheet for a round, alone: see exactly what the other may see, release, take back."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, StatementId
from trustapp.services.kept_back import KeptAnswer, KeptBackService
from trustapp.services.rounds import RoundService, RoundView, SheetPreview
from ui.ports import Attached, Jobs, Navigator

Kept = tuple[KeptAnswer, ...]
"""What protects its owner nowhere yet."""


class ReleaseView(Protocol):
    """What the presenter needs of the page."""

    def show_no_round(self, kept: Kept) -> None: ...
    def show_sheet(self, found: RoundView, preview: SheetPreview, wishes: bool, kept: Kept) -> None: ...
    def show_released(self, found: RoundView, kept: Kept) -> None: ...
    def show_ticket(self, words: tuple[str, ...]) -> None: ...
    def show_stated(self, title: str) -> None: ...
    def ask_to_state(self, kept: KeptAnswer) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ReleasePresenter(Attached[ReleaseView]):
    """Knows only this person's own sheet; whether the other released anything is never asked."""

    TOPICS = frozenset({Topic.ROUND, Topic.ANSWERS, Topic.AGREEMENT})

    def __init__(
        self, rounds: RoundService, kept_back: KeptBackService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._rounds = rounds
        self._kept_back = kept_back
        self._jobs = jobs
        self._navigator = navigator
        self._found: RoundView | None = None
        self._kept: Kept = ()
        self._to_state: KeptAnswer | None = None
        self._stated_now: KeptAnswer | None = None
        self._wishes = False
        self._ticket_open = False

    def refresh(self) -> None:
        """Show where the round stands; a ticket that is on the screen stays until it is put away."""
        if not self._ticket_open:
            self._jobs.run(self._look, self._got, self._refused)

    def _look(self) -> Outcome[tuple[RoundView, Kept]]:
        return Outcome((self._rounds.state().value, self._kept_back.all().value))

    def _got(self, looked: tuple[RoundView, Kept]) -> None:
        self._found, self._kept = looked
        if self._found.round is None:
            self.view.show_no_round(self._kept)
            self._tell_stated()
        elif self._found.released:
            self.view.show_released(self._found, self._kept)
            self._tell_stated()
        else:
            self._ask_preview()

    def _ask_preview(self) -> None:
        self._jobs.run(partial(self._rounds.preview, self._wishes), self._got_preview, self._refused)

    def _got_preview(self, preview: SheetPreview) -> None:
        if self._found is not None:
            self.view.show_sheet(self._found, preview, self._wishes, self._kept)
            self._tell_stated()

    def with_wishes(self, wishes: bool) -> None:
        """Whether wishes about closeness are on the sheet this time."""
        if wishes != self._wishes:
            self._wishes = wishes
            self._ask_preview()

    def release(self, paper: bool) -> None:
        """Sign and seal the sheet; the ticket is shown once."""
        work = partial(self._rounds.release, self._wishes, paper)
        self._jobs.run(work, self._released, self._refused)

    def _released(self, words: tuple[str, ...]) -> None:
        self._ticket_open = True
        self.view.show_ticket(words)

    def ticket_written_down(self) -> None:
        """The four words are copied: they are not shown again."""
        self._ticket_open = False
        self.refresh()

    def take_back(self) -> None:
        """Destroy the sheet; everything goes back to "for me only, not yet"."""
        self._jobs.run(self._rounds.take_back, self._taken_back, self._refused)

    def _taken_back(self, _nothing: None) -> None:
        self._ticket_open = False
        self.refresh()

    def open_item(self, category: CategoryId, item: ItemId) -> None:
        """To an answer that protects nowhere yet."""
        self._navigator.go_to("answers", category=category, item=item)

    def look_before_stating(self, item: ItemId) -> None:
        """Show exactly what the other will see of it."""
        self._jobs.run(partial(self._kept_back.look_at, item), self._looked, self._refused)

    def _looked(self, kept: KeptAnswer) -> None:
        self._to_state = kept
        self.view.ask_to_state(kept)

    def state(self) -> None:
        """State it now, without a round."""
        if self._to_state is not None:
            self._jobs.run(partial(self._kept_back.state, self._to_state.item), self._stated, self._refused)

    def _stated(self, _statement: StatementId) -> None:
        # What changed is told to every page next: this one is shown again, and says it then.
        self._stated_now, self._to_state = self._to_state, None

    def _tell_stated(self) -> None:
        """Once, when the page is there again without it."""
        stated, self._stated_now = self._stated_now, None
        if stated is not None:
            self.view.show_stated(stated.title)

    def answers(self) -> None:
        """To the answers of the round's category."""
        if self._found is not None and self._found.category is not None:
            self._navigator.go_to("answers", category=self._found.category.id)
        else:
            self._navigator.go_to("answers")

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
