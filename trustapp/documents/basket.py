"""What was gathered for a session, as it goes onto paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trustapp.documents.lines import PaperGroup
from trustapp.documents.writing import long_day, plain
from trustapp.domain.basket import Basket, Kind
from trustapp.words import _


@dataclass(frozen=True)
class PaperPart:
    """Things under one head, each as its paragraphs."""

    title: str
    things: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PaperBasket:
    """The sheet of one person; ``groups`` are lines of the agreement, as a paper of today has them."""

    summary: str
    parts: tuple[PaperPart, ...]
    groups: tuple[PaperGroup, ...]
    kept_at: str
    large: bool


def basket_context(
    basket: Basket,
    groups: Sequence[PaperGroup],
    label: str,
    today: date,
    *,
    kept_at: str = "",
    large: bool = False,
) -> PaperBasket:
    """Questions first, then passages, then lines. ``label`` are initials, or "" for nobody's."""
    summary = long_day(today)
    if label:
        summary = _("{who}, {day}").format(who=plain(label), day=long_day(today))
    return PaperBasket(summary, tuple(_parts(basket)), tuple(groups), plain(kept_at), large)


def _parts(basket: Basket) -> Iterator[PaperPart]:
    heads = ((Kind.QUESTION, _("What I would like to ask")), (Kind.PASSAGE, _("What I wrote")))
    for kind, title in heads:
        things = tuple(
            tuple(plain(line) for line in one.text.splitlines() if line.strip())
            for one in basket
            if one.kind is kind
        )
        if things:
            yield PaperPart(title, things)
