"""One ritual, whole: its words, and the notes after it. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.ritual_views import CompanionView, RitualDetail
from trustapp.services.rituals import RitualService
from ui.ports import Attached, Jobs, Navigator


class RitualPageView(Protocol):
    """What the presenter needs of the page."""

    def show_ritual(self, detail: RitualDetail, *, shared: bool) -> None: ...
    def show_kept(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def half_typed(self) -> str: ...


class RitualPresenter(Attached[RitualPageView]):
    """Of either planner; a note lies in the private space until it is shared."""

    TOPICS = frozenset({Topic.RITUALS, Topic.AGREEMENT, Topic.MEMBERS})

    def __init__(
        self,
        service: RitualService | OwnRitualService,
        jobs: Jobs,
        navigator: Navigator,
        *,
        own_sitting: bool,
    ) -> None:
        self._service = service
        self._jobs, self._navigator = jobs, navigator
        self.own_sitting = own_sitting
        self._ritual: RitualId | None = None
        self._original: date | None = None
        self._detail: RitualDetail | None = None

    @property
    def shared(self) -> bool:
        """Whether it is a ritual of both."""
        return self._service.shared

    def open_at(self, ritual: RitualId, original: date | None) -> None:
        """Show this ritual; ``original`` names the time that it was opened from."""
        self._ritual, self._original = ritual, original
        self.refresh()

    def refresh(self) -> None:
        """Ask for it again."""
        if self._ritual is not None:
            self._jobs.run(partial(self._service.detail, self._ritual), self._got, self._gone)

    def _got(self, detail: RitualDetail) -> None:
        self._detail = detail
        self.view.show_ritual(detail, shared=self._service.shared)

    def _gone(self, error: UserError) -> None:
        """It ended meanwhile: back to the planner, where nothing of it is left."""
        if error.code == "ritual.gone":
            self._ritual = self._detail = None
            self.leave()
        else:
            self.view.show_error(error)

    # -- what is done with it ----------------------------------------------------------------------

    def begin(self, *, smaller: bool) -> None:
        """The quiet page; one of closeness begins on its own page."""
        if self._detail is not None and self._detail.words.step:
            self._navigator.go_to("closeness")
        elif self._ritual is not None:
            work = partial(self._service.begin, self._ritual, self._original, smaller=smaller)
            self._jobs.run(work, self._begun, self._refused)

    def _begun(self, view: CompanionView) -> None:
        self._navigator.run_companion(view)

    def say_yes(self) -> None:
        """Yes to what the other suggested."""
        if self._ritual is not None and isinstance(self._service, RitualService):
            self._run(partial(self._service.say_yes, self._ritual))

    def end(self) -> None:
        """Not now, take back, or end."""
        if self._ritual is not None:
            self._jobs.run(partial(self._service.end, self._ritual), self._ended, self._refused)

    def _ended(self, _nothing: None) -> None:
        self._ritual = self._detail = None
        self.leave()

    def other_words(self) -> None:
        """Other words or another rhythm, beside what stands."""
        if self._ritual is not None:
            self._navigator.go_to(
                "ritual_form", planner="shared" if self.shared else "own", ritual=self._ritual
            )

    def leave(self) -> None:
        """Back to the planner."""
        self._navigator.go_to("rituals" if self.shared else "own_rituals")

    def help(self) -> None:
        """Help and safety."""
        self._navigator.go_to("help")

    # -- notes -------------------------------------------------------------------------------------

    def write_note(self, text: str) -> None:
        """Keep a note, for oneself."""
        if self._detail is not None:
            words = self._detail.words
            work = partial(self._service.write_note, words.id, words.name, text)
            self._jobs.run(work, self._kept, self._refused)

    def _kept(self, _note: str) -> None:
        self.view.show_kept()

    def share_note(self, note: str) -> None:
        """A copy of it where both read it."""
        if isinstance(self._service, RitualService):
            self._run(partial(self._service.share_note, note))

    def take_note_back(self, note: str) -> None:
        """The shared copy goes."""
        if isinstance(self._service, RitualService):
            self._run(partial(self._service.take_note_back, note))

    def delete_note(self, note: str) -> None:
        """The private note goes."""
        self._run(partial(self._service.delete_note, note))

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """A note that was typed and not kept when a lock comes."""
        text = self.view.half_typed().strip()
        if not text or self._detail is None:
            return None
        return partial(self._keep_typed, self._detail, text)

    def _keep_typed(self, detail: RitualDetail, text: str) -> Outcome[None]:
        self._service.write_note(detail.words.id, detail.words.name, text)
        return Outcome(None, self.TOPICS)

    def _run(self, work: Callable[[], Outcome[Any]]) -> None:
        # That the planner changed brings it back onto the page.
        self._jobs.run(work, None, self._refused)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
