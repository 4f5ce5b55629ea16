"""The lines of a paper as plain values, numbered through and written under the names that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from trustapp.documents.choosing import Chosen, key_of
from trustapp.documents.naming import Naming
from trustapp.documents.writing import plain, short_day
from trustapp.domain.agreement import Line
from trustapp.domain.answers import Category
from trustapp.domain.statements import LineKind
from trustapp.words import _


@dataclass(frozen=True)
class PaperLine:
    """One numbered line: its words, what comes with them, whose it is and until when.

    ``label`` is what its owner is called before a colon, "" for what is ours; ``kind`` and ``ends`` tell
    other programs what ``whose`` and ``until`` tell people.
    """

    number: int
    text: str
    conditions: tuple[str, ...]
    whose: str
    until: str
    label: str = ""
    kind: str = ""
    ends: date | None = None


@dataclass(frozen=True)
class PaperGroup:
    """Lines under one head."""

    title: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True)
class PaperChoice:
    """A line that may be picked for a paper, by its key; ``brings`` others that belong to it."""

    key: str
    group: str
    line: PaperLine
    brings: bool


class Writer:
    """Writes lines with running numbers."""

    def __init__(self, chosen: Chosen, naming: Naming, today: date) -> None:
        self._chosen, self.naming, self._today = chosen, naming, today
        self._numbers = count(1)

    def group(self, title: str, lines: Iterable[Line]) -> PaperGroup:
        """These lines under this head."""
        return PaperGroup(plain(title), tuple(self.line(line) for line in lines))

    def line(self, line: Line) -> PaperLine:
        """One line with the next number."""
        until = _("until {day}").format(day=short_day(line.until, self._today)) if line.until else ""
        return PaperLine(
            number=next(self._numbers),
            text=self.naming.inside(plain(line.text), line.owner),
            conditions=tuple(self._conditions(line)),
            whose=self._whose(line),
            until=until,
            label=self.naming.label(line.owner, line.owner) if line.owner is not None else "",
            kind=line.kind.value,
            ends=line.until,
        )

    def _conditions(self, line: Line) -> Iterator[str]:
        for given in line.words.conditions if line.words else ():
            name = self.naming.label(given.by, line.owner)
            text = self.naming.inside(plain(given.text), line.owner)
            yield _("{name}: {condition}").format(name=name, condition=text)
        if line.words is None:
            return
        for need in self._chosen.needs_under(line):
            text = self.naming.inside(plain(need.text), line.owner)
            name = self.naming.label(need.by, line.owner, first=False)
            if self.naming.named:
                yield _("Not without {name}’s need: {need}").format(name=name, need=text)
            else:
                yield _("Not without what {name} needs: {need}").format(name=name, need=text)

    def _whose(self, line: Line) -> str:
        if line.owner is None:
            return _("ours")
        if not self.naming.knows(line.owner):
            return _("as last stated")
        if line.kind is LineKind.COMMITMENT:
            name = self.naming.label(line.owner, line.owner, first=False)
            words = _("{name}’s offer") if self.naming.named else _("offered by {name}")
            return words.format(name=name)
        if not self.naming.named:
            return self.naming.label(line.owner, line.owner, first=False)
        return _("{name}’s").format(name=self.naming.label(line.owner, line.owner))


def by_category(chosen: Chosen, writer: Writer, categories: Sequence[Category]) -> Iterator[PaperGroup]:
    """Limits first, then each category in the order of the catalogue; a category it lacks comes last."""
    if limits := chosen.limits():
        yield writer.group(_("Limits that stand"), limits)
    for category in categories:
        if lines := chosen.of(category.id):
            yield writer.group(category.title, lines)
    known = {category.id for category in categories}
    if rest := [line for other in sorted(chosen.categories() - known) for line in chosen.of(other)]:
        yield writer.group(_("And further"), rest)


def limits_and_needs(chosen: Chosen, writer: Writer, _categories: Sequence[Category]) -> Iterator[PaperGroup]:
    """What protects, and nothing that opens."""
    if limits := chosen.limits():
        yield writer.group(_("Limits that stand"), limits)
    if needs := chosen.others():
        yield writer.group(_("Needs that stand"), needs)


def for_a_wallet(chosen: Chosen, writer: Writer, _categories: Sequence[Category]) -> Iterator[PaperGroup]:
    """What is needed at once: limits, and then what stops and what pauses."""
    if limits := chosen.limits():
        yield writer.group(_("Limits that stand"), limits)
    if stopping := chosen.others():
        yield writer.group(_("To stop, and to pause"), stopping)


def choices(
    chosen: Chosen, naming: Naming, categories: Sequence[Category], today: date
) -> Iterator[PaperChoice]:
    """What may be picked, in the order and under the heads of a full sheet."""
    writer = Writer(chosen, naming, today)
    offered = chosen.offered()
    titles = {category.id: category.title for category in categories}
    places = {category.id: place for place, category in enumerate(categories)}
    limits = [line for line in offered if line.kind is LineKind.LIMIT]
    others = [line for line in offered if line.kind is not LineKind.LIMIT]
    others.sort(key=lambda line: places.get(line.category, len(places)))
    for line in (*limits, *others):
        head = _("Limits that stand") if line in limits else titles.get(line.category, _("And further"))
        bound = any(True for _other in chosen.bound_to(line))
        yield PaperChoice(key_of(line), plain(head), writer.line(line), bound)
