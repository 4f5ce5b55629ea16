"""The reflection that lies open, and how what is typed is kept. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, blocks_of, text_of
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Reflection
from ui.features.reflections.ports import Draft, Reflections
from ui.ports import Attached, Jobs


class SheetView(Protocol):
    """What the presenter needs of the page."""

    def show_sheet(self, one: Reflection, blocks: tuple[Block, ...]) -> None: ...
    def show_kept(self, one: Reflection) -> None: ...
    def show_pictures(self, one: Reflection) -> None: ...
    def show_picture(self, place: str, picture: Picture) -> None: ...
    def close_sheet(self) -> None: ...
    def draft(self) -> Draft: ...
    def try_again(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class Slot:
    """One open sheet. Its id is given where it is first kept, so that it is never kept twice."""

    def __init__(self, reflection: str) -> None:
        self.id = reflection


Kept = tuple[Slot, Draft, Reflection]


class SheetPresenter(Attached[SheetView]):
    """Everything typed is asked to be kept; what could not be kept waits here and is tried again."""

    def __init__(
        self, reflections: Reflections, jobs: Jobs, now: Callable[[], datetime] = datetime.now
    ) -> None:
        self._reflections, self._jobs, self._now = reflections, jobs, now
        self._slot: Slot | None = None
        self._dirty = False
        self._waiting: dict[Slot, Draft] = {}
        self._saving = False
        self._wanted = self._picture = ""

    @property
    def open_id(self) -> str:
        """The id of the open one, "" where none is open or it is not kept yet."""
        return self._slot.id if self._slot is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether a sheet is open."""
        return self._slot is not None

    # -- opening -----------------------------------------------------------------------------------

    def open(self, reflection: str) -> None:
        """Keep what is open, and open this one."""
        self.save()
        self._wanted = reflection
        self._jobs.run(partial(self._reflections.get, reflection), self._got, self._refused)

    def _got(self, one: Reflection) -> None:
        if one.id == self._wanted:
            self._wanted = ""
            self._show(one)

    def begin(self, prompt: str = "", kind: str = "", text: str = "") -> None:
        """A new one; without a word in it it is not kept."""
        self.save()
        self._wanted = ""
        now = self._now()
        self._show(Reflection("", now.date(), f"{now:%H:%M}", text=text, prompt=prompt, kind=kind))

    def _show(self, one: Reflection) -> None:
        self._slot, self._dirty = Slot(one.id), False
        self.view.show_sheet(one, blocks_of(one.text))
        self._show_pictures(one)

    def leave(self) -> None:
        """Keep what is open, and show none."""
        self.save()
        self._close()

    def _close(self) -> None:
        self._slot, self._wanted, self._dirty = None, "", False
        self.view.close_sheet()

    # -- keeping -----------------------------------------------------------------------------------

    def edited(self) -> None:
        """Somebody typed."""
        self._dirty = self._slot is not None

    def save(self) -> None:
        """Have everything kept that is not yet; nobody waits for it."""
        if self._slot is not None and self._dirty:
            self._waiting[self._slot] = self.view.draft()
            self._dirty = False
        self._keep_next()

    def _keep_next(self) -> None:
        if self._saving or not self._waiting:
            return
        slot, draft = next(iter(self._waiting.items()))
        self._saving = True
        self._jobs.run(partial(_keep, self._reflections, slot, draft), self._kept, self._not_kept)

    def _kept(self, kept: Kept) -> None:
        slot, draft, one = kept
        self._saving = False
        if self._waiting.get(slot) is draft:
            del self._waiting[slot]
        if slot is self._slot:
            self.view.show_kept(one)
        self._keep_next()

    def _not_kept(self, error: UserError) -> None:
        """It stays here, and on the page, and is tried again."""
        self._saving = False
        self.view.show_error(error)
        if error.code == "reflection.gone":
            # Thrown away or deleted meanwhile by its own writer.
            self._waiting.pop(next(iter(self._waiting)), None)
            return
        self.view.try_again()

    def unfinished(self) -> Callable[[], Outcome[Any]] | None:
        """What keeps all that is not kept yet, at a lock."""
        waiting = dict(self._waiting)
        if self._slot is not None and self._dirty:
            waiting[self._slot] = self.view.draft()
        return partial(_keep_all, self._reflections, waiting) if waiting else None

    # -- what else is done with it -----------------------------------------------------------------

    def pin(self, on: bool) -> None:
        """Let it stand before the others, or no more."""
        self._after_kept(partial(self._reflections.pin, on=on))

    def throw_away(self) -> None:
        """Into the bin, and close it."""
        slot = self._slot
        if slot is None:
            return
        self.save()
        if slot.id or slot in self._waiting:
            self._jobs.run(partial(_with_id, slot, self._reflections.throw_away), None, self._refused)
        self._close()

    def _after_kept(self, work: Callable[..., Outcome[Any]]) -> None:
        if self._slot is not None:
            self.save()
            self._jobs.run(partial(_with_id, self._slot, work), None, self._refused)

    def add_picture(self, path: str) -> None:
        """Take a picture in; a reflection that is not kept yet is kept first."""
        if self._slot is None:
            return
        self.save()
        work = partial(_add_picture, self._reflections, self._slot, path)
        self._jobs.run(work, self._pictures_changed, self._refused)

    def remove_picture(self, picture: str) -> None:
        """Take a picture out for good."""
        if self._slot is not None:
            work = partial(self._reflections.remove_picture, self._slot.id, picture)
            self._jobs.run(work, self._pictures_changed, self._refused)

    def _pictures_changed(self, one: Reflection) -> None:
        if one.id == self.open_id:
            self._show_pictures(one)

    def _show_pictures(self, one: Reflection) -> None:
        self.view.show_pictures(one)
        for picture in one.pictures:
            work = partial(_named_picture, self._reflections, picture)
            self._jobs.run(work, self._got_picture, self._refused)

    def _got_picture(self, found: tuple[str, Picture]) -> None:
        self.view.show_picture(*found)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)


# -- the work itself, done where the keys are ---------------------------------------------------------


def _keep(service: Reflections, slot: Slot, draft: Draft) -> Outcome[Kept]:
    one = replace(draft.reflection, id=slot.id, text=text_of(draft.blocks))
    kept = service.put(one)
    slot.id = kept.value.id
    return Outcome((slot, draft, kept.value), kept.changed)


def _keep_all(service: Reflections, waiting: dict[Slot, Draft]) -> Outcome[None]:
    changed = [_keep(service, slot, draft).changed for slot, draft in waiting.items()]
    return Outcome(None, frozenset().union(*changed))


def _with_id(slot: Slot, work: Callable[[str], Outcome[Any]]) -> Outcome[None]:
    """On a reflection that was perhaps kept only just before this."""
    return Outcome(None, work(slot.id).changed) if slot.id else Outcome(None)


def _add_picture(service: Reflections, slot: Slot, path: str) -> Outcome[Reflection]:
    made = service.add_picture(slot.id, path)
    slot.id = made.value.id
    return made


def _named_picture(service: Reflections, picture: str) -> Outcome[tuple[str, Picture]]:
    return Outcome((picture, service.picture(picture).value))
