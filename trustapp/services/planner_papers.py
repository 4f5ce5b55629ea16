"""A week or a month of a planner on paper: what is planned and still to come, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from trustapp.domain.changes import Outcome
from trustapp.services.household import Household
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.papers import NameStyle, PaperDocument, document_of
from trustapp.services.planning import Planner
from trustapp.services.ritual_times import Placed, settled, span_of
from trustapp.services.ritual_views import Standing
from trustapp.services.rituals import RitualService
from trustapp.services.zones import here

if TYPE_CHECKING:
    from trustapp.documents.planner import PlannedTime


class PlannerSheet(StrEnum):
    """The papers of a planner."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class PlannerPaperOptions:
    """What is wanted. ``day`` is any day of the week or of the month, None is today.

    ``starts`` is the weekday that a week begins with, Monday is 0. ``neutral`` says "Time set aside" in place
    of each name. ``touch`` also prints what has touch in it; an evening of closeness is never printed.
    """

    shared: bool
    sheet: PlannerSheet = PlannerSheet.WEEK
    day: date | None = None
    starts: int = 0
    neutral: bool = False
    touch: bool = False
    times: bool = True
    names: NameStyle = NameStyle.INITIALS
    large: bool = False
    kept_at: str = ""


@dataclass(frozen=True)
class PlannerPaper:
    """A paper with the days that it is of; ``days`` says them. ``earlier``: there are days before these."""

    document: PaperDocument
    first: date
    last: date
    days: str
    earlier: bool


class PlannerPaperService:
    """Paper of this moment. The renderer is loaded when a paper is first asked for."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def paper(self, options: PlannerPaperOptions) -> Outcome[PlannerPaper]:
        """The week or the month; what rests or is only suggested is not on it.

        Codes: sitting.not_own (paper is made in one's own sitting), vault.alone, storage.*.
        """
        from trustapp.documents import planner
        from trustapp.documents.naming import Naming
        from trustapp.documents.render import render_planner

        house = self._household
        me = house.me()
        naming = Naming(house.members, options.names.value)
        who = naming.everyone() if options.shared else naming.label(me.id) if naming.named else ""
        style = planner.PlannerStyle(
            who, not options.shared, options.neutral, options.times, options.large, options.kept_at
        )
        today = house.today()
        day = options.day or today
        if options.sheet is PlannerSheet.WEEK:
            first, last = planner.week_of(day, options.starts)
            planned = self._planned(options, first, last)
            made = planner.week_context(first, planned, today, naming, style)
        else:
            first, last = planner.month_of(day)
            planned = self._planned(options, first, last)
            made = planner.month_context(first, planned, today, naming, style, starts=options.starts)
        return Outcome(
            PlannerPaper(document_of(render_planner(made)), first, last, made.title, first > today)
        )

    def _planned(self, options: PlannerPaperOptions, first: date, last: date) -> list[PlannedTime]:
        from trustapp.documents.planner import PlannedTime

        house = self._household
        source: Planner = RitualService(house) if options.shared else OwnRitualService(house)
        placed = [one for one in source.placed() if _printed(one, touch=options.touch)]
        names = house.names if options.shared else {}
        days = first, last, house.today()
        found = span_of(placed, settled(source.times(), placed), days, here(), names)
        return [
            PlannedTime(one.day, one.time, one.name, one.minutes, one.begins) for one in found.occurrences
        ]


def _printed(one: Placed, *, touch: bool) -> bool:
    return one.standing is Standing.PLANNED and not one.words.step and (touch or not one.words.touch)
