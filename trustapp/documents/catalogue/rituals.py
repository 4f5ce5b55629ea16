"""The templates of rituals: what two people, or one alone, may choose to do again.

A template is a suggestion and nothing else: what was agreed to is a copy of its words (domain/rituals.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from trustapp.documents.catalogue.tables import CatalogueError, Raw, cited, once, read, said
from trustapp.domain.ids import ItemId
from trustapp.domain.ritual_texts import AloneText, Place, RitualText, Stage, Voice
from trustapp.domain.rituals import (
    EITHER,
    MAX_MINUTES,
    MAX_NAME,
    MAX_WORDS,
    STEPS,
    TURNS,
    Often,
)

COUNTS: Final = {Often.DAILY: 14, Often.WEEKLY: 14, Often.MONTHLY: 10, Often.OCCASION: 10}
"""How many templates each file holds: 48 in all."""

_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|")
_DAY: Final = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_RULES: Final = {
    Often.DAILY: re.compile(rf"FREQ=DAILY|FREQ=WEEKLY;BYDAY={_DAY}(?:,{_DAY}){{1,6}}"),
    Often.WEEKLY: re.compile(rf"FREQ=WEEKLY;BYDAY={_DAY}"),
    Often.MONTHLY: re.compile(rf"FREQ=MONTHLY;BYDAY=(?:[1-4]|-1){_DAY}"),
    Often.OCCASION: re.compile(""),
}
"""What a template may suggest: short rules that come at most once a day, and none for an occasion."""


class RawPlan(Raw, frozen=True):
    """When it is suggested for: a time on the clock or none, and the value of an RRULE or none."""

    time: str
    rule: str


class RawAlone(Raw, frozen=True):
    """The form of a ritual for one person alone, as it stands in the file."""

    starts: str
    does: str
    ends: str
    cannot: str
    smaller: str
    name: str = ""
    why: str = ""


class RawRitual(Raw, frozen=True):
    """A template as it stands in the file."""

    id: str
    name: str
    why: str
    when: str
    plan: RawPlan
    who: str
    starts: str
    does: str
    ends: str
    cannot: str
    smaller: str
    minutes: int
    stage: Stage
    place: Place
    voice: Voice
    touch: bool
    step: int
    items: tuple[str, ...]
    article: tuple[str, ...]
    alone: RawAlone | None = None


class RawRituals(Raw, frozen=True):
    """A file of templates."""

    ritual: tuple[RawRitual, ...]


def rituals_in(folder: Path, items: Iterable[str]) -> tuple[RitualText, ...]:
    """The templates of all groups, in the order of their files; raises CatalogueError.

    ``items`` are the ids of the boundaries, which are all that a template may name.
    """
    known = frozenset(items)
    found: list[RitualText] = []
    seen: dict[str, str] = {}
    for often in Often:
        path = folder / f"{often}.toml"
        raw = read(path, RawRituals).ritual
        once(path, (one.id for one in raw))
        for one in raw:
            if one.id in seen:
                raise CatalogueError(f"{path.name}: the id {one.id} is there twice, also in {seen[one.id]}")
            seen[one.id] = path.name
            found.append(_ritual(path, often, one, known))
        if len(raw) != COUNTS[often]:
            raise CatalogueError(f"{path.name}: {len(raw)} rituals in the place of {COUNTS[often]}")
    _each_step_once(folder, found)
    return tuple(found)


def _ritual(path: Path, often: Often, raw: RawRitual, known: frozenset[str]) -> RitualText:
    if not raw.id.startswith("ritual."):
        raise CatalogueError(f"{path.name}: the id {raw.id} does not begin with ritual.")
    _check_words(path, raw.id, raw)
    said(path, f"{raw.id}, when", raw.when, MAX_WORDS)
    cited(path, raw.id, raw.article)
    _check_plan(path, often, raw)
    if raw.who not in (EITHER, TURNS):
        raise CatalogueError(f"{path.name}: {raw.id}: {raw.who!r} cannot begin")
    if not 0 < raw.minutes <= MAX_MINUTES or not 0 <= raw.step <= STEPS:
        raise CatalogueError(f"{path.name}: {raw.id} takes {raw.minutes} minutes, step {raw.step}")
    _check_items(path, raw, known)
    return RitualText(
        raw.id, often, raw.name, raw.why, raw.when, raw.plan.time, raw.plan.rule, raw.who, raw.starts,
        raw.does, raw.ends, raw.cannot, raw.smaller, raw.minutes, raw.stage, raw.place, raw.voice,
        raw.touch, raw.step, tuple(ItemId(one) for one in raw.items), raw.article, _alone(path, raw),
    )  # fmt: skip


def _check_words(path: Path, where: str, raw: RawRitual | RawAlone) -> None:
    said(path, f"{where}, name", raw.name, MAX_NAME)
    for part in ("why", "starts", "does", "ends", "cannot", "smaller"):
        said(path, f"{where}, {part}", getattr(raw, part), MAX_WORDS)


def _check_plan(path: Path, often: Often, raw: RawRitual) -> None:
    if not _TIME.fullmatch(raw.plan.time):
        raise CatalogueError(f"{path.name}: {raw.id}: {raw.plan.time!r} is no time")
    rule = _RULES[Often.OCCASION] if raw.step else _RULES[often]
    if not rule.fullmatch(raw.plan.rule):
        raise CatalogueError(f"{path.name}: {raw.id}: the rule {raw.plan.rule!r} does not fit its group")


def _check_items(path: Path, raw: RawRitual, known: frozenset[str]) -> None:
    unknown = sorted(set(raw.items) - known)
    if unknown or len(set(raw.items)) != len(raw.items):
        raise CatalogueError(f"{path.name}: {raw.id} names items twice, or that there are not: {unknown}")
    if (raw.touch or raw.step) and not raw.items:
        raise CatalogueError(f"{path.name}: {raw.id} has touch and no item, so that no limit would reach it")
    if raw.step and (not raw.touch or raw.alone is not None):
        raise CatalogueError(f"{path.name}: {raw.id}: a step of closeness is for two and has touch")


def _alone(path: Path, raw: RawRitual) -> AloneText | None:
    """The form for one person; where it has no name or reason of its own, those of the form for two."""
    own = raw.alone
    if own is None:
        return None
    name, why = own.name or raw.name, own.why or raw.why
    _check_words(
        path, f"{raw.id}, alone", RawAlone(own.starts, own.does, own.ends, own.cannot, own.smaller, name, why)
    )
    return AloneText(name, why, own.starts, own.does, own.ends, own.cannot, own.smaller)


def _each_step_once(folder: Path, found: list[RitualText]) -> None:
    steps = sorted(one.step for one in found if one.step)
    if steps != list(range(1, STEPS + 1)):
        raise CatalogueError(f"{folder.name}: the steps of closeness are {steps}")
