"""Items that a person writes themselves, and how their lines read in the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trustapp.domain.answers import Category, Choice, Item, Kind, Merge, Shape
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.words import _


def own_item(
    item: ItemId,
    category: CategoryId,
    kind: Kind,
    shape: Shape,
    merge: Merge | None,
    title: str,
    text: str = "",
) -> Item:
    """An item of one's own; what is typed by hand is taken as sensitive."""
    return Item(
        id=item,
        category=category,
        kind=kind,
        shape=shape,
        merge=merge,
        title=title,
        text=text,
        sensitivity=3,
        wording=plain_wording(kind, shape),
        own=True,
    )


def each_item(categories: Sequence[Category], own: Sequence[Item]) -> Iterator[tuple[Item, Category]]:
    """Every item in the order of the answer page, with its category; a person's own come last in each."""
    for category in categories:
        for item in (*category.items, *(one for one in own if one.category == category.id)):
            yield item, category


def plain_wording(kind: Kind, shape: Shape) -> Mapping[Choice, str]:
    """How a line reads where nobody wrote a better sentence: built around ``{title}``.

    The title is left as a blank, so that braces typed into it stay what they are. Every choice that
    makes a line has a wording here: no limit is lost for want of words.
    """
    if kind is Kind.ASK:
        return _asking()
    if shape is Shape.OFFER:
        return {Choice.OFFER: _("I offer this: {title}."), Choice.OFFER_IF: _("I offer this: {title}.")}
    if shape is Shape.SAFEGUARD:
        return {
            Choice.NEED: _("I need this: {title}."),
            Choice.ONLY_WHEN: _("I need “{title}” when"),
            Choice.LIKE: _("We keep to this: {title}."),
        }
    return {
        Choice.YES: _("{title}: this may happen."),
        Choice.YES_IF: _("{title}: only if"),
        Choice.NOT_NOW: _("Not for now: {title}."),
        Choice.NO: _("Not: {title}."),
    }


def _asking() -> Mapping[Choice, str]:
    wish = _("Would you? {title}.")
    need = _("Would you? {title}. It matters to me, and your answer is free.")
    return {
        Choice.YES: wish,
        Choice.YES_IF: wish,
        Choice.LIKE: wish,
        Choice.OFFER: wish,
        Choice.OFFER_IF: wish,
        Choice.NEED: need,
        Choice.ONLY_WHEN: _("Would you? {title}. I mean the times when"),
    }
