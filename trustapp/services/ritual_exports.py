"""What one person takes along of rituals: what is planned and still to come, and their own notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trustapp.domain.recurrence import ahead
from trustapp.domain.rituals import AfterNote, Plan, RitualWords
from trustapp.services.household import Household
from trustapp.services.ritual_views import Standing
from trustapp.services.rituals import RitualService
from trustapp.services.rule_words import plan_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trustapp.documents.exporters.told_rituals import ToldNote, ToldRitual, ToldRituals


def told_rituals(house: Household) -> ToldRituals:
    """Rituals of both that are planned, those of this person alone, and this person's notes.

    Codes: sitting.not_own, storage.*.
    """
    from trustapp.documents.exporters import told_rituals as told

    today = house.today()
    with house.private.transaction() as tables:
        mine = tables.own_rituals.rituals()
    own = [told.told_own(words, plan) for words in mine if (plan := _ahead(words, today)) is not None]
    return told.ToldRituals(tuple(_of_both(house, today)), tuple(own), _notes(house))


def _of_both(house: Household, today: date) -> Iterator[ToldRitual]:
    """As on a paper of the planner: what rests or was only suggested is not there, nor closeness.

    An evening of graded closeness would tell a step that the other has said.
    """
    from trustapp.documents.exporters.told_rituals import told_ritual
    from trustapp.documents.naming import Naming

    if not house.has_shared:
        return
    service, naming = RitualService(house), Naming(house.members, "initials")
    out = service.times().out
    for one in service.placed():
        words = one.words
        if one.standing is not Standing.PLANNED or words.step:
            continue
        once = words.plan is not None and not words.plan.rule
        if once and words.plan is not None and (words.id, words.plan.day) in out:
            continue
        if (plan := _ahead(words, today)) is not None:
            yield told_ritual(words, plan, house.me().id, naming)


def _ahead(words: RitualWords, today: date) -> tuple[Plan | None, str] | None:
    """What is still to come, and its words; None where nothing is."""
    plan = ahead(words.plan, today) if words.plan is not None else None
    if words.plan is not None and plan is None:
        return None
    return plan, plan_words(plan)


def _notes(house: Household) -> tuple[ToldNote, ...]:
    """One's own private notes, and what both read under one's name; the oldest first."""
    from trustapp.documents.exporters.told_rituals import ToldNote

    with house.private.transaction() as tables:
        kept = tables.own_rituals.notes()
    service = RitualService(house)
    shared = {one.id: one for one in service.shared_notes() if one.mine}
    private = {one.id for one in kept}
    found = [ToldNote(one, one.id in shared) for one in kept]
    found += [
        ToldNote(AfterNote(one.id, one.ritual, one.name, one.day, one.text), True)
        for one in shared.values()
        if one.id not in private
    ]
    return tuple(sorted(found, key=_day_of))


def _day_of(told: ToldNote) -> date:
    return told.note.day
