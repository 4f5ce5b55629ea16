"""Rituals to and from the calendars of other programs, as files that this person chooses."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain import recurrence
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.rituals import Moved, Plan, RitualWords
from trustapp.domain.statements import RitualYes
from trustapp.services.household import Household
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.planning import CHANGED, Planner
from trustapp.services.ritual_times import Placed, Times, is_over, settled
from trustapp.services.ritual_views import Standing
from trustapp.services.rituals import RitualService
from trustapp.services.rule_words import plan_words
from trustapp.services.zones import zone_name
from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.documents.exporters.calendar import CalendarEntry
    from trustapp.documents.importers.calendar import ReadEntry

_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting: what was chosen might be a pipe."""


@dataclass(frozen=True)
class FileChoice:
    """A ritual that may go into a file. ``when`` is said in words; ``touch``: there is touch in it."""

    ritual: RitualId
    name: str
    when: str
    touch: bool


class Known(StrEnum):
    """How an event of a file stands to this planner."""

    NEW = "new"
    THERE = "there"
    """It is in the planner already, and taking it in changes nothing."""
    OVER = "over"
    """Nothing of it is still to come."""


@dataclass(frozen=True)
class FileEvent:
    """An event that was understood; ``key`` names it within its file."""

    key: int
    name: str
    when: str
    known: Known
    words: RitualWords = field(repr=False)
    moved: tuple[Moved, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class UnreadEvent:
    """What was not understood of an event; the codes are those of ``docs/export-format.md``."""

    name: str
    code: str


@dataclass(frozen=True)
class FileView:
    """What a file holds, looked at for one of the planners. Nothing was changed by looking."""

    shared: bool
    events: tuple[FileEvent, ...]
    unread: tuple[UnreadEvent, ...]


@dataclass(frozen=True)
class TakenIn:
    """What became of the events that were chosen, by their names."""

    taken: tuple[str, ...]
    refused: tuple[tuple[str, UserError], ...] = ()


class CalendarFileService:
    """Everything here is done in one's own sitting; a file is never encrypted."""

    def __init__(self, household: Household) -> None:
        self._household = household

    # -- out -----------------------------------------------------------------------------------------

    def choices(self, shared: bool) -> Outcome[tuple[FileChoice, ...]]:
        """What may go into a file: planned, with a day, and not at rest; never an evening of closeness.

        Codes: sitting.not_own, vault.alone, storage.*.
        """
        found = [
            FileChoice(one.words.id, one.words.name, plan_words(one.words.plan), one.words.touch)
            for one in self._open_to_files(self._planner(shared))
        ]
        return Outcome(tuple(found))

    def export(self, shared: bool, chosen: Iterable[RitualId], path: str, *, titles: bool) -> Outcome[None]:
        """Write a new file with these; under a neutral title unless ``titles`` asks for their names.

        Codes: sitting.not_own, vault.alone, calendar.none_chosen, calendar.in_vault, export.exists,
        export.not_written, storage.*.
        """
        from trustapp.documents.exporters import folder
        from trustapp.documents.exporters.calendar import export_calendar

        house = self._household
        source, wanted = self._planner(shared), frozenset(chosen)
        placed = [one for one in self._open_to_files(source) if one.words.id in wanted]
        if not placed:
            raise UserError("calendar.none_chosen")
        if Path(path).resolve().is_relative_to(house.folder.resolve()):
            raise UserError("calendar.in_vault")
        times = settled(source.times(), placed)
        entries = [_entry(one, times) for one in placed]
        folder.write_alone(Path(path), export_calendar(entries, titles=titles, today=house.today()))
        return Outcome(None)

    def _planner(self, shared: bool) -> Planner:
        house = self._household
        house.me()
        return RitualService(house) if shared else OwnRitualService(house)

    def _open_to_files(self, source: Planner) -> list[Placed]:
        today = self._household.today()
        return [
            one
            for one in source.placed()
            if one.standing is Standing.PLANNED
            and not one.words.step
            and one.words.plan is not None
            and not is_over(one.words.plan, today)
        ]

    # -- in ------------------------------------------------------------------------------------------

    def preview(self, shared: bool, path: str) -> Outcome[FileView]:
        """What a file holds, and what of it is in this planner already.

        Codes: sitting.not_own, vault.alone, calendar.not_read, calendar.not_a_calendar, calendar.too_large.
        """
        from trustapp.documents.importers.calendar import read_calendar

        there = _There(self._planner(shared))
        found = read_calendar(_bytes(Path(path)), zone_name())
        unread = [UnreadEvent(one.name, one.code) for one in found.unread]
        events: list[FileEvent] = []
        inside = _There()
        for entry in found.entries:
            event = self._event(len(events), entry, there)
            if event.known is Known.NEW and inside.alike(event.words) is not None:
                unread.append(UnreadEvent(event.name, "twice"))
                continue
            inside.add(event.words)
            events.append(event)
        return Outcome(FileView(shared, tuple(events), tuple(unread)))

    def _event(self, key: int, entry: ReadEntry, there: _There) -> FileEvent:
        name = entry.name or _("Time set aside")
        words = RitualWords(entry.ritual or RitualId(""), name, name, minutes=entry.minutes, plan=entry.plan)
        when = plan_words(entry.plan)
        same = there.alike(words)
        if same is not None:
            return FileEvent(key, same.name, when, Known.THERE, words)
        moved = tuple(
            Moved(words.id, one.original, *_carried(one.day, one.time, entry.plan.zone, zone_name()))
            for one in entry.moved
        )
        known = Known.OVER if is_over(entry.plan, self._household.today()) else Known.NEW
        return FileEvent(key, name, when, known, words, moved)

    def take_in(self, view: FileView, chosen: Iterable[int]) -> Outcome[TakenIn]:
        """Put what is chosen and new into one's own planner, or suggest it to the other.

        What came into the planner since the file was looked at is left alone as well.
        Codes: sitting.not_own, vault.alone, ritual.full, storage.*; what is refused singly is in the result.
        """
        source, wanted = self._planner(view.shared), frozenset(chosen)
        there = _There(source)
        new = [
            one
            for one in view.events
            if one.key in wanted and one.known is Known.NEW and there.alike(one.words) is None
        ]
        if isinstance(source, OwnRitualService):
            return Outcome(self._put(source, new), CHANGED)
        return Outcome(_suggest(RitualService(self._household), new), CHANGED)

    def _put(self, source: OwnRitualService, new: Sequence[FileEvent]) -> TakenIn:
        """All of them at once, or none; single times that were moved go where the file has them."""
        others = self._known_to_both()
        source.put_from_a_file(
            [
                (replace(one.words, id=RitualId("") if one.words.id in others else one.words.id), one.moved)
                for one in new
            ]
        )
        return TakenIn(tuple(one.name for one in new))

    def _known_to_both(self) -> frozenset[RitualId]:
        """Ids of the planner of both: what one keeps for oneself never goes by the same."""
        house = self._household
        if not house.has_shared:
            return frozenset()
        said = (one.statement for one in house.said())
        return frozenset(one.words.id for one in said if isinstance(one, RitualYes))


def _entry(one: Placed, times: Times) -> CalendarEntry:
    """A ritual without the times that were left out, and with those that were moved, on the clock here."""
    from trustapp.documents.exporters import calendar

    words, plan = one.words, one.words.plan
    assert plan is not None
    out = tuple(original for ritual, original in times.out if ritual == words.id)
    moved = tuple(
        calendar.Moved(original, wish.day, wish.time, zone_name())
        for (ritual, original), said in times.moved.items()
        for wish in list(said.values())[:1]
        if ritual == words.id and original not in out
    )
    plan = replace(plan, without=(*plan.without, *out))
    return calendar.CalendarEntry(words.id, words.name, plan, words.minutes, moved)


def _carried(day: date, time: str, zone: str, other: str) -> tuple[date, str]:
    """A time on the clock of one zone, on the clock of another."""
    to = recurrence.zone_named(other)
    return (day, time) if to is None else recurrence.at(Plan(day, time, zone), day, to)


def _suggest(source: RitualService, new: Sequence[FileEvent]) -> TakenIn:
    taken: list[str] = []
    refused: list[tuple[str, UserError]] = []
    for one in new:
        try:
            source.suggest(one.words)
        except UserError as error:
            refused.append((one.name, error))
        else:
            taken.append(one.name)
    return TakenIn(tuple(taken), tuple(refused))


class _There:
    """What is there already: found by its id, or else by its name and its time."""

    def __init__(self, source: Planner | None = None) -> None:
        self._ids: dict[RitualId, RitualWords] = {}
        self._names: dict[str, list[RitualWords]] = {}
        # Also what rests or is only suggested.
        for one in source.placed() if source is not None else ():
            self.add(one.words)

    def add(self, words: RitualWords) -> None:
        """One more that is there."""
        if words.id:
            self._ids[words.id] = words
        self._names.setdefault(words.name, []).append(words)

    def alike(self, words: RitualWords) -> RitualWords | None:
        """The same ritual, as far as a file can tell."""
        if words.id in self._ids:
            return self._ids[words.id]
        same = self._names.get(words.name, ())
        return next((one for one in same if _goes_on(one.plan, words.plan)), None)


def _goes_on(plan: Plan | None, later: Plan | None) -> bool:
    """Whether one plan is the other from a later time on: a file begins a series with its next time."""
    if plan is None or later is None:
        return False
    same = (plan.time, plan.zone, plan.rule) == (later.time, later.zone, later.rule)
    return same and bool(recurrence.days(replace(plan, without=()), later.day, later.day))


def _bytes(path: Path) -> bytes:
    """As much of a file as is read of one. Codes: calendar.not_read."""
    from trustapp.documents.importers.calendar_lines import MAX_BYTES

    try:
        descriptor = os.open(path, _READ)
        with open(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UserError("calendar.not_read")
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError("calendar.not_read") from error
