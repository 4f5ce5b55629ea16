"""One's own boundaries as they go onto paper: what I will, what I will not, what I will say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustapp.documents.lines import PaperGroup, PaperLine
from trustapp.documents.writing import long_day, plain
from trustapp.domain.own_sheet import OwnLine, Part
from trustapp.words import _


@dataclass(frozen=True)
class PaperOwnSheet:
    """The sheet of one person; ``summary`` is "" where neither a name nor anything else leads to them."""

    summary: str
    groups: tuple[PaperGroup, ...]
    kept_at: str
    large: bool


def own_sheet_context(
    lines: Sequence[OwnLine], label: str, today: date, *, kept_at: str = "", large: bool = False
) -> PaperOwnSheet:
    """Every line under its part, numbered through. ``label`` are initials, or "" for nobody's."""
    summary = _("As on {day}.").format(day=long_day(today))
    if label:
        summary = _("{who}. As on {day}.").format(who=plain(label), day=long_day(today))
    groups, number = [], 0
    for part in Part:
        rows = []
        for line in (one for one in lines if one.part is part):
            number += 1
            rows.append(PaperLine(number, plain(line.text), (), "", ""))
        if rows:
            groups.append(PaperGroup(part_title(part), tuple(rows)))
    return PaperOwnSheet(summary, tuple(groups), plain(kept_at), large)


def part_title(part: Part) -> str:
    """The head of a part."""
    return {
        Part.WILL: _("What I will"),
        Part.WILL_NOT: _("What I will not"),
        Part.WILL_SAY: _("What I will say"),
    }[part]
