"""Which lines go onto a paper: what counts, what its givers allow, and what belongs together.

A paper can be found. So a limit or a need that stays off it takes its openings off as well: paper never
shows more allowed than the agreement does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from trustapp.domain.agreement import Agreement, Line
from trustapp.domain.ids import CategoryId, ItemId, MemberId
from trustapp.domain.statements import Limit, LineKind, Need

SENSITIVE: Final = 3
"""Lines from this sensitivity on can be left out of a paper."""

STOPPING: Final = CategoryId("saying_no")
"""The category of the words and signs that stop: a card has them beside the limits."""


@dataclass(frozen=True)
class Rules:
    """What one paper asks of its lines.

    ``taken_by`` is somebody whose own words need no permission, because they take them themselves.
    ``keys`` are the lines that they picked by hand, None where nothing is picked.
    """

    without_sensitive: bool = False
    taken_by: MemberId | None = None
    keys: frozenset[str] | None = None


USUAL: Final = Rules()
"""Everything that its givers allow."""


def key_of(line: Line) -> str:
    """By what a line is picked: whose it is too, since an id may be used by the other as well."""
    named = line.words.id if line.words is not None else line.statement.id if line.statement else ""
    return f"{line.owner or ''} {line.kind.value} {named}"


class Chosen:
    """The counting lines, parted into those that go onto this paper and those that stay off."""

    def __init__(
        self,
        agreement: Agreement,
        today: date,
        rules: Rules,
        fits: Callable[[Line], bool] = lambda _line: True,
    ) -> None:
        """``fits`` says which kinds of lines the layout has at all."""
        self._rules = rules
        counting = [line for line in agreement.counting if line.until is None or line.until >= today]
        off = [line for line in counting if line.words is None and not self._allowed(line)]
        self._off_ids = {line.statement.id for line in off if line.statement}
        self._off_items = {line.statement.item for line in off if line.statement and line.statement.item}
        self._allowed_lines = [line for line in counting if self._allowed(line) and self._complete(line)]
        self.left_out = len(self._allowed_lines) < len(counting)
        self.lines = [line for line in self._picked() if fits(line)]
        self.review = min((line.until for line in self.lines if line.until), default=None)
        self._under = {id(need) for line in self.lines for need in self._needs_on(line)}

    def _allowed(self, line: Line) -> bool:
        sensitive = self._rules.without_sensitive and line.sensitivity >= SENSITIVE
        own = line.owner is not None and line.owner == self._rules.taken_by
        return (line.printable or own) and not line.unsigned and not sensitive

    def _complete(self, line: Line) -> bool:
        """Whether every limit and need that belongs to this line may be on the paper as well."""
        item: ItemId | None = line.words.item if line.words else None
        return line.words is None or not (self._off_ids & set(line.needs) or item in self._off_items)

    def offered(self) -> list[Line]:
        """What the person who takes the paper may pick: their own words, and lines of both."""
        return [line for line in self._allowed_lines if line.owner in (None, self._rules.taken_by)]

    def _picked(self) -> list[Line]:
        """Everything; or what was picked, with the limits and needs that belong to it."""
        if self._rules.keys is None:
            return self._allowed_lines
        picked = [line for line in self.offered() if key_of(line) in self._rules.keys]
        keys = {key_of(line) for line in picked}
        keys |= {key_of(other) for line in picked for other in self.bound_to(line)}
        return [line for line in self._allowed_lines if key_of(line) in keys]

    def bound_to(self, line: Line) -> Iterator[Line]:
        """The limits and needs without which this line is not told: those on it, and those on its item."""
        if line.words is None:
            return
        for other in self._allowed_lines:
            said = other.statement
            if said is not None and (_on(said, line) or (said.item and said.item == line.words.item)):
                yield other

    def limits(self) -> list[Line]:
        """The limits, in the order of the agreement."""
        return [line for line in self.lines if line.kind is LineKind.LIMIT]

    def of(self, category: CategoryId) -> list[Line]:
        """The other lines of a category."""
        return [line for line in self.others() if line.category == category]

    def others(self) -> list[Line]:
        """All that are no limits; a need that stands under a line is not told twice."""
        return [
            line
            for line in self.lines
            if line.kind is not LineKind.LIMIT and id(line.statement) not in self._under
        ]

    def categories(self) -> set[CategoryId]:
        """The categories that these lines belong to."""
        return {line.category for line in self.lines}

    def needs_under(self, line: Line) -> Iterator[Need]:
        """The needs that narrow this line."""
        return self._needs_on(line)

    def _needs_on(self, line: Line) -> Iterator[Need]:
        for other in self._allowed_lines:
            if isinstance(other.statement, Need) and _on(other.statement, line):
                yield other.statement


def _on(said: Limit | Need, line: Line) -> bool:
    """Whether a need narrows this line. Its id alone tells nothing: the other may have used it as well."""
    words = line.words
    if words is None or not isinstance(said, Need):
        return False
    return said.line == words.id or (said.item is not None and said.item == words.item)
