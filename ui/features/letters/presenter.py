"""Letters: what is typed is kept by itself, and nothing is sent unseen. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.letters import Delivered, Kind, Letter
from trustapp.domain.passages import Block, text_of
from trustapp.services.letters import LettersView, Preview
from ui.keeping import Keeping, KeepingView, Slot
from ui.ports import Jobs


class Letters(Protocol):
    """What the presenter needs of the service."""

    def view(self) -> Outcome[LettersView]: ...
    def get(self, letter: str) -> Outcome[Letter]: ...
    def put(self, letter: Letter) -> Outcome[Letter]: ...
    def delete(self, letter: str) -> Outcome[None]: ...
    def close(self, letter: str, opens: date) -> Outcome[None]: ...
    def preview(self, letter: str) -> Outcome[Preview]: ...
    def send(self, letter: str) -> Outcome[None]: ...
    def take_back(self) -> Outcome[None]: ...
    def allow(self, *, on: bool) -> Outcome[None]: ...
    def read(self, letter: str) -> Outcome[Delivered]: ...
    def lay_aside(self, letter: str) -> Outcome[None]: ...
    def keep_copy(self, letter: str, title: str) -> Outcome[None]: ...


class Draft(NamedTuple):
    """What stands in the form."""

    kind: Kind
    title: str
    blocks: tuple[Block, ...]


class LettersPageView(KeepingView[Draft], Protocol):
    """What the presenter needs of the page."""

    def show_letters(self, view: LettersView) -> None: ...
    def show_form(self, letter: Letter) -> None: ...
    def show_own(self, letter: Letter) -> None: ...
    def show_preview(self, preview: Preview) -> None: ...
    def show_received(self, letter: Delivered) -> None: ...
    def show_saved(self) -> None: ...
    def show_done(self, what: str) -> None: ...


class LettersPresenter(Keeping[LettersPageView, Draft, Letter]):
    """One letter is open at a time; ``other`` is the name of the other, "" for a person alone."""

    TOPICS = frozenset({Topic.LETTERS, Topic.MEMBERS})
    GONE = "letter.gone"

    def __init__(self, letters: Letters, other: str, jobs: Jobs) -> None:
        super().__init__(jobs, partial(_keep, letters))
        self._letters, self.other = letters, other
        self._done = ""

    def refresh(self) -> None:
        """Ask for the list again; what is open stays open."""
        self._jobs.run(self._letters.view, self._got, self._refused)

    def _got(self, view: LettersView) -> None:
        self.view.show_letters(view)

    # -- writing -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new one; without a word in it it is not kept."""
        self._open(Letter("", Kind.UNSENT))

    def open(self, letter: str) -> None:
        """One of one's own."""
        self._jobs.run(partial(self._letters.get, letter), self._got_letter, self._refused)

    def _got_letter(self, letter: Letter) -> None:
        if letter.sent is None and letter.opens is None:
            self._open(letter)
        else:
            self.view.show_own(letter)

    def _open(self, letter: Letter) -> None:
        self.hold(Slot(letter.id))
        self.view.show_form(letter)

    def was_kept(self, slot: Slot, value: Letter) -> None:
        """It says so where it is the open one."""
        if slot is self._slot:
            self.view.show_saved()

    def leave(self) -> None:
        """Keep what is open, and show none."""
        self.save()
        self.hold(None)

    # -- what is done with an own letter -----------------------------------------------------------

    def preview(self) -> None:
        """What the other would see of the open one."""
        if self._slot is not None:
            self.save()
            work = partial(_with_id, self._slot, self._letters.preview)
            self._jobs.run(work, self._previewed, self._refused)

    def _previewed(self, preview: Preview) -> None:
        self.view.show_preview(preview)

    def send(self) -> None:
        """Send the open one, as it was shown."""
        if self._slot is not None:
            self._do("sent", partial(_with_id, self._slot, self._letters.send))

    def close(self, opens: date) -> None:
        """Close the open one until a day."""
        if self._slot is not None:
            self.save()
            self._do("closed", partial(_with_id, self._slot, partial(self._letters.close, opens=opens)))

    def delete(self, letter: str = "") -> None:
        """For good: this one, or the open one."""
        slot = Slot(letter) if letter else self._slot
        if slot is not None:
            self.forget(slot)
            self._do("deleted", partial(_delete, self._letters, slot))

    def take_back(self) -> None:
        """The one that is out."""
        self._do("taken_back", self._letters.take_back)

    # -- receiving ---------------------------------------------------------------------------------

    def allow(self, on: bool) -> None:
        """Whether letters may arrive."""
        self._jobs.run(partial(self._letters.allow, on=on), None, self._refused)

    def read(self, letter: str) -> None:
        """Open a letter of the other."""
        self._jobs.run(partial(self._letters.read, letter), self._read, self._refused)

    def _read(self, letter: Delivered) -> None:
        self.view.show_received(letter)

    def lay_aside(self, letter: str) -> None:
        """It is not announced any more."""
        self._do("aside", partial(self._letters.lay_aside, letter))

    def keep_copy(self, letter: str, title: str) -> None:
        """As a reflection of one's own."""
        self._do("copied", partial(self._letters.keep_copy, letter, title))

    def _do(self, what: str, work: Callable[[], Outcome[Any]]) -> None:
        self._done = what
        self._jobs.run(work, self._was_done, self._refused)

    def _was_done(self, _nothing: None) -> None:
        done, self._done = self._done, ""
        if done in ("sent", "closed", "deleted"):
            self.hold(None)
        self.view.show_done(done)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)


def _keep(service: Letters, slot: Slot, draft: Draft) -> Outcome[Letter]:
    kept = service.put(Letter(slot.id, draft.kind, draft.title, text_of(draft.blocks)))
    slot.id = kept.value.id
    return kept


def _with_id(slot: Slot, work: Callable[[str], Outcome[Any]]) -> Outcome[Any]:
    """A letter that was never kept has nothing in it."""
    if not slot.id:
        raise UserError("letter.empty")
    return work(slot.id)


def _delete(service: Letters, slot: Slot) -> Outcome[None]:
    """One that was never kept is not there."""
    return service.delete(slot.id) if slot.id else Outcome(None)
