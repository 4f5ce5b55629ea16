"""Text that is kept while somebody types, without Qt: nothing waits for it, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui.ports import Attached, Jobs

D = TypeVar("D")
K = TypeVar("K")
D_co = TypeVar("D_co", covariant=True)
V = TypeVar("V", bound="KeepingView[Any]")


class KeepingView(Protocol[D_co]):
    """What keeping needs of a page."""

    def draft(self) -> D_co:
        """Everything as it stands."""
        ...

    def try_again(self) -> None:
        """It could not be kept; the page asks again after a while."""
        ...

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        ...


class Slot:
    """Something that lies open. Its id is given where it is first kept, so that it is never kept twice."""

    def __init__(self, kept_as: str) -> None:
        self.id = kept_as


class _Save(NamedTuple, Generic[D]):
    slot: Slot
    draft: D


class _Kept(NamedTuple, Generic[D, K]):
    save: _Save[D]
    value: K


class Keeping(Attached[V], Generic[V, D, K]):
    """A presenter of something that is typed; ``keep`` is the work that keeps a draft and names its slot.

    Every save is asked for at once, so that whatever is asked for after it finds what was typed. What could
    not be kept waits here, whatever is opened meanwhile, and is tried again with the next save and at a lock.
    """

    GONE: str
    """The code of the error after which there is nothing to keep any more."""

    def __init__(self, jobs: Jobs, keep: Callable[[Slot, D], Outcome[K]]) -> None:
        self._jobs, self._keep = jobs, keep
        self._slot: Slot | None = None
        self._dirty = False
        self._waiting: dict[Slot, D] = {}
        self._under_way: list[_Save[D]] = []

    def was_kept(self, slot: Slot, value: K) -> None:
        """A draft is kept: for the page, where its slot is the open one."""
        raise NotImplementedError

    def hold(self, slot: Slot | None) -> None:
        """Another one lies open, or none; what was typed before was saved, or is given up."""
        self._slot, self._dirty = slot, False

    def edited(self) -> None:
        """Somebody typed."""
        self._dirty = self._slot is not None

    def save(self) -> None:
        """Have everything kept that is not yet; nobody waits for it."""
        if self._slot is not None and self._dirty:
            self._waiting[self._slot] = self.view.draft()
            self._dirty = False
        for slot, draft in list(self._waiting.items()):
            if not any(one.draft is draft for one in self._under_way):
                save = _Save(slot, draft)
                self._under_way.append(save)
                self._jobs.run(partial(_kept, self._keep, save), self._saved, self._not_saved)

    def forget(self, slot: Slot) -> None:
        """What was typed there is not to be kept."""
        self._waiting.pop(slot, None)
        if slot is self._slot:
            self._dirty = False

    def unfinished(self) -> Callable[[], Outcome[Any]] | None:
        """What keeps all that is not kept yet, at a lock."""
        waiting = dict(self._waiting)
        if self._slot is not None and self._dirty:
            waiting[self._slot] = self.view.draft()
        return partial(_keep_all, self._keep, waiting) if waiting else None

    def _saved(self, kept: _Kept[D, K]) -> None:
        slot, draft = kept.save
        # Answers come in their order; one before this without an answer was a bug, and told elsewhere.
        while self._under_way and self._under_way.pop(0) is not kept.save:
            pass
        if self._waiting.get(slot) is draft:
            del self._waiting[slot]
        self.was_kept(slot, kept.value)

    def _not_saved(self, error: UserError) -> None:
        slot = self._under_way.pop(0).slot
        self.view.show_error(error)
        if error.code == self.GONE:
            self._waiting.pop(slot, None)
        else:
            self.view.try_again()


# -- the work itself, done where the keys are ---------------------------------------------------------


def _kept(keep: Callable[[Slot, D], Outcome[K]], save: _Save[D]) -> Outcome[_Kept[D, K]]:
    made = keep(save.slot, save.draft)
    return Outcome(_Kept(save, made.value), made.changed)


def _keep_all(keep: Callable[[Slot, D], Outcome[K]], waiting: dict[Slot, D]) -> Outcome[None]:
    changed = [keep(slot, draft).changed for slot, draft in waiting.items()]
    return Outcome(None, frozenset().union(*changed))
