"""The map of triggers, and the days that are hard. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.triggers import HardDay, Told, Trigger, told
from trustapp.services.reading import Exercise
from trustapp.services.suggestions import Signs
from trustapp.services.triggers import TriggersView
from ui.ports import Attached, Jobs, Navigator


class Triggers(Protocol):
    """What the presenter needs of the service."""

    def view(self) -> Outcome[TriggersView]: ...
    def preview(self, trigger: Trigger) -> Outcome[Told | None]: ...
    def put(self, trigger: Trigger) -> Outcome[str]: ...
    def remove(self, trigger: str) -> Outcome[None]: ...
    def put_day(self, hard: HardDay) -> Outcome[str]: ...
    def remove_day(self, hard: str) -> Outcome[None]: ...


class Reading(Protocol):
    """Where exercises are read."""

    def exercises(self) -> Outcome[tuple[Exercise, ...]]: ...


class Suggesting(Protocol):
    """Where words to begin from are."""

    def signs(self) -> Outcome[Signs]: ...


class TriggersPageView(Protocol):
    """What the presenter needs of the page."""

    def show_triggers(self, view: TriggersView) -> None: ...
    def show_exercises(self, exercises: tuple[Exercise, ...]) -> None: ...
    def show_signs(self, signs: Signs) -> None: ...
    def show_kept(self) -> None: ...
    def ask_to_share(self, trigger: Trigger, copy: Told) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def half_typed(self) -> Trigger | None: ...


class TriggersPresenter(Attached[TriggersPageView]):
    """Before the other can read more than they could, its owner sees exactly what they would read."""

    TOPICS = frozenset({Topic.TRIGGERS, Topic.MEMBERS})

    def __init__(
        self,
        triggers: Triggers,
        reading: Reading,
        suggesting: Suggesting,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._triggers, self._reading, self._suggesting = triggers, reading, suggesting
        self._jobs, self._navigator = jobs, navigator
        self._known: TriggersView | None = None
        self._asked: Trigger | None = None

    def refresh(self) -> None:
        """Ask for everything again."""
        self._jobs.run(self._triggers.view, self._got, self._refused)
        self._jobs.run(self._reading.exercises, self._got_exercises, self._refused)
        self._jobs.run(self._suggesting.signs, self._got_signs, self._refused)

    def _got(self, view: TriggersView) -> None:
        self._known = view
        self.view.show_triggers(view)

    def _got_exercises(self, exercises: tuple[Exercise, ...]) -> None:
        self.view.show_exercises(exercises)

    def _got_signs(self, signs: Signs) -> None:
        self.view.show_signs(signs)

    # -- triggers ----------------------------------------------------------------------------------

    def keep(self, trigger: Trigger) -> None:
        """Keep it; where something is shared, what the other would read is shown first."""
        self._asked = trigger
        self._jobs.run(partial(self._triggers.preview, trigger), self._previewed, self._refused)

    def _previewed(self, copy: Told | None) -> None:
        asked = self._asked
        if asked is None:
            return
        if copy is None or replace(copy, by="") == self._told_now(asked):
            self.put(asked)
        else:
            self.view.ask_to_share(asked, copy)

    def _told_now(self, trigger: Trigger) -> Told | None:
        """What the other reads of it now: nothing new needs no question."""
        known = self._known.triggers if self._known is not None else ()
        before = next((one for one in known if one.id == trigger.id), None)
        return told(before, "") if before is not None else None

    def put(self, trigger: Trigger) -> None:
        """Keep it as it is."""
        self._jobs.run(partial(self._triggers.put, trigger), self._kept, self._refused)

    def _kept(self, _trigger: str) -> None:
        self._asked = None
        self.view.show_kept()

    def remove(self, trigger: str) -> None:
        """Take it out."""
        self._run(partial(self._triggers.remove, trigger))

    # -- hard days ---------------------------------------------------------------------------------

    def put_day(self, hard: HardDay) -> None:
        """Keep a hard day."""
        self._jobs.run(partial(self._triggers.put_day, hard), self._kept, self._refused)

    def remove_day(self, hard: str) -> None:
        """Take a hard day out."""
        self._run(partial(self._triggers.remove_day, hard))

    def told(self) -> None:
        """To what both let each other read."""
        self._navigator.go_to("told")

    def unfinished(self) -> Callable[[], Outcome[Any]] | None:
        """What is being typed when a lock comes is kept, and nothing more of it is shared."""
        typed = self.view.half_typed()
        return partial(self._triggers.put, typed) if typed is not None and typed.name.strip() else None

    def _run(self, work: Callable[[], Outcome[Any]]) -> None:
        self._jobs.run(work, None, self._refused)

    def _refused(self, error: UserError) -> None:
        self._asked = None
        self.view.show_error(error)
