"""What every use of the agreement shares: who speaks, the words that are there, and words as typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from trustapp.domain.answers import Kind
from trustapp.domain.changes import Topic
from trustapp.domain.demands import demanded
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, LineId, MemberId
from trustapp.domain.statements import LineKind, LineWords
from trustapp.services.household import Household

MAX_TITLE: Final = 60
MAX_TEXT: Final = 600
MAX_CONDITION: Final = 160

CHANGED: Final = frozenset({Topic.AGREEMENT})


@dataclass(frozen=True)
class NewLimit:
    """A limit or need as its owner typed it."""

    category: CategoryId
    title: str
    text: str
    kind: Kind
    item: ItemId | None = None
    closes: tuple[LineId, ...] = ()
    paper: bool = False
    sensitivity: int = 1


@dataclass(frozen=True)
class NewDraft:
    """A draft as typed; ``until`` None only for a shared way that protects.

    ``condition`` stands beside the words under the name of whoever typed it; there is none in Together.
    """

    kind: LineKind
    category: CategoryId
    title: str
    text: str
    until: date | None
    protects: bool = False
    sensitivity: int = 1
    condition: str = ""


class Speaking:
    """One part of what may be said about the agreement; ``agreements`` puts the parts together."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def _me(self) -> MemberId | None:
        """Who speaks; None in Together."""
        sitting = self._household.sitting
        return sitting.member.id if sitting and sitting.member else None

    def _find(self, line: LineId) -> LineWords:
        """The words under this id: of a draft first. Codes: line.unknown."""
        for words in self._household.drafts():
            if words.id == line:
                return words
        found = self._household.agreement().by_id.get(line)
        if found is None or found.words is None:
            raise UserError("line.unknown")
        return found.words

    def _delete_draft(self, line: LineId) -> None:
        with self._household.shared.transaction() as tables:
            tables.drafts.delete(line)


def checked_words(title: str, text: str) -> tuple[str, str]:
    """The words of a statement or draft, without space around them. Codes: words.empty, words.too_long."""
    title, text = title.strip(), text.strip()
    if not title or not text:
        raise UserError("words.empty")
    if len(title) > MAX_TITLE or len(text) > MAX_TEXT:
        raise UserError("words.too_long", title=MAX_TITLE, text=MAX_TEXT)
    return title, text


def checked_condition(condition: str) -> str:
    """A condition without space around it; it may be empty. Codes: line.demands, condition.too_long."""
    condition = " ".join(condition.split())
    if len(condition) > MAX_CONDITION:
        raise UserError("condition.too_long", length=MAX_CONDITION)
    refuse_demands(condition)
    return condition


def refuse_demands(*words: str) -> None:
    """No line asks for what no line may ask. Codes: line.demands (value ``what``)."""
    demand = demanded(". ".join(words))
    if demand is not None:
        raise UserError("line.demands", what=demand.value)
