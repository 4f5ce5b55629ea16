"""What stands on paper today, as plain values for the templates.

A paper leaves the program and can be found. So only what counts on its day and what everyone whose
words it holds allows on paper is here; where a limit or a need stays off, its openings stay off too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final

from trustapp.documents.naming import Naming
from trustapp.documents.writing import long_day, plain, short_day
from trustapp.domain.agreement import Agreement, Line, Version
from trustapp.domain.answers import Category
from trustapp.domain.ids import CategoryId, ItemId, StatementId
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind, Need
from trustapp.words import _

SENSITIVE: Final = 3
"""Lines from this sensitivity on can be left out of a paper."""

CODE_GROUPS: Final = 7
CODE_SYMBOLS: Final = 5
"""The shape of a recovery code, for a sheet that it is copied into by hand."""

_FIRST_ROW: Final = 4


@dataclass(frozen=True)
class PaperLine:
    """One numbered line: its words, what comes with them, whose it is and until when."""

    number: int
    text: str
    conditions: tuple[str, ...]
    whose: str
    until: str


@dataclass(frozen=True)
class PaperGroup:
    """Lines under one head."""

    title: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True)
class PaperAgreement:
    """The agreement as it goes onto paper. ``left_out`` says that lines stayed off, never which."""

    summary: str
    groups: tuple[PaperGroup, ...]
    head: str
    kept_at: str
    large: bool
    left_out: bool


@dataclass(frozen=True)
class CodeGroup:
    """One group of the recovery code and its place in it."""

    number: int
    symbols: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The group as it is read."""
        return "".join(self.symbols)


@dataclass(frozen=True)
class PaperRecovery:
    """The recovery sheet: the code in rows, or boxes to copy it into by hand."""

    summary: str
    rows: tuple[tuple[CodeGroup, ...], ...]
    blank: bool


def agreement_context(
    agreement: Agreement,
    members: Sequence[Member],
    categories: Sequence[Category],
    version: Version | None,
    today: date,
    names: str = "initials",
    *,
    without_sensitive: bool = False,
    kept_at: str = "",
    large: bool = False,
) -> PaperAgreement:
    """The full sheet. ``names`` is "initials", "names" or "none": how the two are called on it."""
    chosen = _Chosen(agreement, today, without_sensitive)
    writer = _Writer(chosen, Naming(members, names), today)
    return PaperAgreement(
        summary=_summary(writer.naming.everyone(), version, today, chosen.review),
        groups=tuple(_groups(chosen, writer, categories)),
        head=_head(version),
        kept_at=plain(kept_at),
        large=large,
        left_out=chosen.left_out,
    )


def recovery_context(groups: Sequence[str], label: str, made: date, *, blank: bool = False) -> PaperRecovery:
    """The recovery sheet; ``blank`` keeps the code off it and leaves boxes of its shape instead."""
    symbols = [("",) * CODE_SYMBOLS] * CODE_GROUPS if blank else [tuple(plain(group)) for group in groups]
    shown = [CodeGroup(number, group) for number, group in enumerate(symbols, start=1)]
    rows = (tuple(shown[:_FIRST_ROW]), tuple(shown[_FIRST_ROW:]))
    summary = _("{label}. Made on {day}.").format(label=plain(label), day=long_day(made))
    return PaperRecovery(summary, tuple(row for row in rows if row), blank)


class _Chosen:
    """The counting lines, parted into those that go onto this paper and those that stay off."""

    def __init__(self, agreement: Agreement, today: date, without_sensitive: bool) -> None:
        self._without_sensitive = without_sensitive
        counting = [line for line in agreement.counting if line.until is None or line.until >= today]
        off = [line for line in counting if line.words is None and not self._allowed(line)]
        self._off_ids = {line.statement.id for line in off if line.statement}
        self._off_items = {line.statement.item for line in off if line.statement and line.statement.item}
        self.lines = [line for line in counting if self._allowed(line) and self._complete(line)]
        self.left_out = len(self.lines) < len(counting)
        self.review = min((line.until for line in self.lines if line.until), default=None)
        self._under = {need for line in self.lines if line.words is not None for need in line.needs}

    def _allowed(self, line: Line) -> bool:
        sensitive = self._without_sensitive and line.sensitivity >= SENSITIVE
        return line.printable and not line.unsigned and not sensitive

    def _complete(self, line: Line) -> bool:
        """Whether every limit and need that belongs to this line is on the paper as well."""
        item: ItemId | None = line.words.item if line.words else None
        return line.words is None or not (self._off_ids & set(line.needs) or item in self._off_items)

    def limits(self) -> list[Line]:
        """The limits, in the order of the agreement."""
        return [line for line in self.lines if line.kind is LineKind.LIMIT]

    def of(self, category: CategoryId) -> list[Line]:
        """The other lines of a category; a need that stands under a line is not told twice."""
        return [
            line
            for line in self.lines
            if line.kind is not LineKind.LIMIT
            and line.category == category
            and not (line.statement and line.statement.id in self._under)
        ]

    def categories(self) -> set[CategoryId]:
        """The categories that these lines belong to."""
        return {line.category for line in self.lines}

    def needs_under(self, line: Line) -> Iterator[Need]:
        """The needs that narrow this line."""
        wanted: set[StatementId] = set(line.needs)
        for other in self.lines:
            if isinstance(other.statement, Need) and other.statement.id in wanted:
                yield other.statement


class _Writer:
    """Writes lines with running numbers."""

    def __init__(self, chosen: _Chosen, naming: Naming, today: date) -> None:
        self._chosen, self.naming, self._today = chosen, naming, today
        self._numbers = count(1)

    def group(self, title: str, lines: Iterable[Line]) -> PaperGroup:
        """These lines under this head."""
        return PaperGroup(plain(title), tuple(self._line(line) for line in lines))

    def _line(self, line: Line) -> PaperLine:
        until = _("until {day}").format(day=short_day(line.until, self._today)) if line.until else ""
        return PaperLine(
            number=next(self._numbers),
            text=self.naming.inside(plain(line.text), line.owner),
            conditions=tuple(self._conditions(line)),
            whose=self._whose(line),
            until=until,
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


def _groups(chosen: _Chosen, writer: _Writer, categories: Sequence[Category]) -> Iterator[PaperGroup]:
    """Limits first, then each category in the order of the catalogue; a category it lacks comes last."""
    if limits := chosen.limits():
        yield writer.group(_("Limits that stand"), limits)
    for category in categories:
        if lines := chosen.of(category.id):
            yield writer.group(category.title, lines)
    known = {category.id for category in categories}
    if rest := [line for other in sorted(chosen.categories() - known) for line in chosen.of(other)]:
        yield writer.group(_("And further"), rest)


def _summary(who: str, version: Version | None, today: date, review: date | None) -> str:
    """Who, which version, which day, and when it is read again."""
    day = long_day(today)
    dated = (
        _("Version {number}, as on {day}.").format(number=version.number, day=day)
        if version
        else _("As on {day}.").format(day=day)
    )
    parts = [_("{who}.").format(who=who) if who else "", dated]
    if review:
        parts.append(_("To be read again together on {day}.").format(day=long_day(review)))
    return " ".join(part for part in parts if part)


def _head(version: Version | None) -> str:
    if version is None:
        return _("Our agreement")
    return _("Our agreement, version {number}").format(number=version.number)
