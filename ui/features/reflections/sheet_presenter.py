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
from ui.keeping import Keeping, KeepingView, Slot
from ui.ports import Jobs


class SheetView(KeepingView[Draft], Protocol):
    """What the presenter needs of the page."""

    def show_sheet(self, one: Reflection, blocks: tuple[Block, ...]) -> None: ...
    def show_kept(self, one: Reflection) -> None: ...
    def show_pictures(self, one: Reflection) -> None: ...
    def show_picture(self, place: str, picture: Picture) -> None: ...
    def close_sheet(self) -> None: ...


class SheetPresenter(Keeping[SheetView, Draft, Reflection]):
    """One reflection lies open at a time."""

    GONE = "reflection.gone"
    """Thrown away or deleted meanwhile by its own writer."""

    def __init__(
        self, reflections: Reflections, jobs: Jobs, now: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(jobs, partial(_keep, reflections))
        self._reflections, self._now = reflections, now
        self._wanted = ""

    @property
    def open_id(self) -> str:
        """The id of the open one, "" where none is open or it is not kept yet."""
        return self._slot.id if self._slot is not None else ""

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
        self.hold(Slot(one.id))
        self.view.show_sheet(one, blocks_of(one.text))
        self._show_pictures(one)

    def leave(self) -> None:
        """Keep what is open, and show none."""
        self.save()
        self._close()

    def _close(self) -> None:
        self.hold(None)
        self._wanted = ""
        self.view.close_sheet()

    def was_kept(self, slot: Slot, value: Reflection) -> None:
        """It says so where it is the open one."""
        if slot is self._slot:
            self.view.show_kept(value)

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


def _keep(service: Reflections, slot: Slot, draft: Draft) -> Outcome[Reflection]:
    kept = service.put(replace(draft.reflection, id=slot.id, text=text_of(draft.blocks)))
    slot.id = kept.value.id
    return kept


def _with_id(slot: Slot, work: Callable[[str], Outcome[Any]]) -> Outcome[None]:
    """On a reflection that was perhaps kept only just before this."""
    return Outcome(None, work(slot.id).changed) if slot.id else Outcome(None)


def _add_picture(service: Reflections, slot: Slot, path: str) -> Outcome[Reflection]:
    made = service.add_picture(slot.id, path)
    slot.id = made.value.id
    return made


def _named_picture(service: Reflections, picture: str) -> Outcome[tuple[str, Picture]]:
    return Outcome((picture, service.picture(picture).value))
