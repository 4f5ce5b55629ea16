"""The five papers that an agreement can become: which lines each has, and under which heads.

Each has its own template of the same name. Adding one: an entry here, a template, its words on the
printing page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from trustapp.documents.choosing import STOPPING, Chosen
from trustapp.documents.lines import PaperGroup, Writer, by_category, for_a_wallet, limits_and_needs
from trustapp.domain.agreement import Line
from trustapp.domain.answers import Category
from trustapp.domain.ids import MemberId
from trustapp.domain.statements import LineKind

Fits = Callable[[Line], bool]
Groups = Callable[[Chosen, Writer, Sequence[Category]], Iterator[PaperGroup]]


class Subject(Enum):
    """What a paper is about, in its head and its first line."""

    AGREEMENT = auto()
    LIMITS = auto()
    SESSION = auto()


def _everything(_of: MemberId | None) -> Fits:
    return lambda _line: True


def _protecting(of: MemberId | None) -> Fits:
    """Limits and needs, of both or of one person."""
    return lambda line: line.words is None and of in (None, line.owner)


def _at_once(_of: MemberId | None) -> Fits:
    """Limits, and how the two stop and pause; nothing that opens, so that nothing has to stand beside it."""
    return lambda line: (
        line.kind is LineKind.LIMIT
        or (line.kind in (LineKind.NEED, LineKind.SHARED_WAY) and line.category == STOPPING)
    )


@dataclass(frozen=True)
class Layout:
    """One of the papers. ``one_page`` sets its type smaller until it is one page, down to a floor."""

    fits: Callable[[MemberId | None], Fits]
    groups: Groups
    subject: Subject
    one_page: bool = False
    carried: bool = False
    """Whether it is carried about: then nobody's whole name stands on it."""

    def names(self, wanted: str) -> str:
        """How people are called on this paper where this is wanted."""
        return "initials" if self.carried and wanted == "names" else wanted


LAYOUTS: Final[Mapping[str, Layout]] = {
    "full": Layout(_everything, by_category, Subject.AGREEMENT),
    "one_page": Layout(_everything, by_category, Subject.AGREEMENT, one_page=True),
    "card": Layout(_at_once, for_a_wallet, Subject.LIMITS, carried=True),
    "limits": Layout(_protecting, limits_and_needs, Subject.LIMITS),
    "session": Layout(_everything, by_category, Subject.SESSION),
}
