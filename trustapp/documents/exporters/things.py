"""One person's own things as plain values, gathered for a file that leaves the program.

Nothing of the other person is here beyond what a paper would show, no signature and no time of day
(docs/export-format.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Final

from trustapp.documents.context import PaperAgreement
from trustapp.documents.exporters.told_rituals import ToldRituals
from trustapp.domain import past
from trustapp.domain.answers import Answer, Category, Item
from trustapp.domain.basket import Basket
from trustapp.domain.ids import CategoryId, ItemId, MemberId, StatementId
from trustapp.domain.letters import Letter
from trustapp.domain.own_items import each_item
from trustapp.domain.own_sheet import OwnLine
from trustapp.domain.past import Past
from trustapp.domain.paths import Chosen
from trustapp.domain.reflections import Reflection
from trustapp.domain.shown import Passage
from trustapp.domain.statements import (
    Limit,
    LineKind,
    Need,
    PaperNo,
    PaperYes,
    Said,
    Shorten,
    Statement,
    StillYes,
)
from trustapp.domain.triggers import HardDay, Trigger

VERSION: Final = 1

_UNTOLD: Final = frozenset({"ritual_yes", "ritual_end", "step_up", "step_down"})
"""What is told by no day: a plan stands in its words, and a step of closeness is for its page alone."""


@dataclass(frozen=True)
class ToldPast:
    """What was said of an item before; ``choice`` is "" where the answer was taken out on that day.

    ``day`` is None where it was said before days were kept.
    """

    day: date | None
    choice: str
    conditions: tuple[str, ...]
    blanks: Mapping[str, str]


@dataclass(frozen=True)
class ToldAnswer:
    """An answer, or an item that is not answered now; ``choice`` is "" then.

    ``said_on`` is the day of the answer as far as it is known, ``earlier`` what was said before.
    """

    category: str
    title: str
    text: str
    own: bool
    choice: str
    conditions: tuple[str, ...]
    blanks: Mapping[str, str]
    note: str
    released_note: str
    release: str
    paper: bool
    said_on: date | None = None
    earlier: tuple[ToldPast, ...] = ()


@dataclass(frozen=True)
class ToldStatement:
    """Something this person said. ``title`` and ``text`` are theirs alone, "" where the words are both's.

    ``state`` is "stands", "lifted", or "" where nothing stands or falls by it. ``paper`` is None where
    there is nothing to allow on paper.
    """

    type: str
    day: date
    category: str
    title: str
    text: str
    until: date | None
    state: str
    signed: bool
    paper: bool | None


@dataclass(frozen=True)
class OwnThings:
    """Everything that is exported."""

    label: str
    made: date
    answers: tuple[ToldAnswer, ...]
    statements: tuple[ToldStatement, ...]
    agreement: PaperAgreement | None
    boundaries: tuple[OwnLine, ...] = ()
    """One's own sheet."""
    rituals: ToldRituals = field(default_factory=ToldRituals)
    triggers: tuple[Trigger, ...] = ()
    hard_days: tuple[HardDay, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    """Those that are not in the bin, the oldest day first; their pictures do not go along."""
    letters: tuple[Letter, ...] = ()
    """One's own, the oldest first; those of the other are not theirs to take along."""
    path: Chosen = field(default_factory=Chosen)
    path_words: str = ""
    """The path and the stage by their titles, "" where none was chosen."""
    gathered: Basket = ()
    """Questions and words for a session; lines are in the agreement."""
    shown: tuple[Passage, ...] = ()
    """What the other can read of one's own words."""


def told_answers(
    categories: Sequence[Category],
    own_items: Sequence[Item],
    answers: Mapping[ItemId, Answer],
    said: Mapping[ItemId, Past],
) -> Iterator[ToldAnswer]:
    """Every answer and what was said before, and every item of one's own, in the order of the answer page."""
    for item, category in each_item(categories, own_items):
        answer, before = answers.get(item.id), said.get(item.id, ())
        if answer is not None or before or item.own:
            yield _told(category.title, item, answer or Answer(item.id), before)


def _told(category: str, item: Item, answer: Answer, said: Past) -> ToldAnswer:
    return ToldAnswer(
        category=category,
        title=item.title,
        text=item.text,
        own=item.own,
        choice=answer.choice.value if answer.choice is not None else "",
        conditions=answer.conditions,
        blanks=_labelled(item, answer.blanks),
        note=answer.note,
        released_note=answer.released_note,
        release=answer.release.value,
        paper=answer.paper,
        said_on=past.said_on(item, said, answer),
        earlier=tuple(
            ToldPast(
                one.day, one.choice.value if one.choice else "", one.conditions, _labelled(item, one.blanks)
            )
            for one in past.earlier(item, said, answer)
        ),
    )


def _labelled(item: Item, blanks: Mapping[str, str]) -> Mapping[str, str]:
    """What was filled in, by the labels of the blanks."""
    labels = {blank.name: blank.label or blank.name for blank in item.blanks}
    return {labels.get(name, name): value for name, value in blanks.items() if value}


def told_statements(
    said: Sequence[Said], me: MemberId, titles: Mapping[CategoryId, str], zone: tzinfo | None
) -> Iterator[ToldStatement]:
    """What this person said, once each, in order; unsigned what was said together in their name."""
    mine = [one for one in said if one.statement.by == me and one.statement.type not in _UNTOLD]
    lifted = {getattr(one.statement, "target", "") for one in mine if one.statement.type == "lift"}
    signed = {one.statement.id for one in mine if one.signed}
    paper = _paper(one.statement for one in mine)
    known: set[StatementId] = set()
    for one in mine:
        if one.statement.id in known or (not one.signed and one.statement.id in signed):
            continue
        known.add(one.statement.id)
        yield _said(one, titles, lifted, paper, zone)


def _paper(statements: Iterable[Statement]) -> Mapping[StatementId, bool]:
    """What the person allows on paper of their own: the last word on each counts."""
    found: dict[StatementId, bool] = {}
    for one in statements:
        if isinstance(one, Limit | Need | StillYes):
            found.setdefault(one.id, one.paper)
        elif isinstance(one, PaperYes | PaperNo):
            found[one.target] = isinstance(one, PaperYes)
    return found


def _day_of(moment: datetime, zone: tzinfo | None) -> date:
    """Its day where this computer is; at the end of the calendar that day may not be there."""
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


def _said(
    one: Said,
    titles: Mapping[CategoryId, str],
    lifted: set[str],
    paper: Mapping[StatementId, bool],
    zone: tzinfo | None,
) -> ToldStatement:
    statement = one.statement
    category, title, text, until = "", "", "", None
    state = ""
    if isinstance(statement, Limit | Need):
        category, title, text = statement.category, statement.title, statement.text
        state = "lifted" if statement.id in lifted else "stands"
    elif isinstance(statement, StillYes) and statement.words.kind is LineKind.COMMITMENT:
        words = statement.words
        category, title, text, until = words.category, words.title, words.text, words.until
    elif isinstance(statement, Shorten):
        until = statement.until
    return ToldStatement(
        type=statement.type,
        day=_day_of(one.at, zone),
        category=titles.get(CategoryId(category), category),
        title=title,
        text=text,
        until=until,
        state=state,
        signed=one.signed,
        paper=paper.get(statement.id),
    )
