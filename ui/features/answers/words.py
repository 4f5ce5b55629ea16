"""The words of the answer scales, the kinds and the releases, as the answer page shows them."""

from __future__ import annotations

from trustapp.domain.answers import Choice, Item, Kind, Release, Shape, scale_of
from trustapp.domain.past import PastAnswer, values_of
from trustapp.words import _

ICONS = {
    Choice.YES: "check",
    Choice.YES_IF: "yesif",
    Choice.NOT_NOW: "later",
    Choice.NO: "no",
    Choice.NEED: "shield",
    Choice.LIKE: "check",
    Choice.ONLY_WHEN: "yesif",
    Choice.NOT_NEEDED: "no",
    Choice.OFFER: "check",
    Choice.OFFER_IF: "yesif",
    Choice.UNKNOWN: "unknown",
}


def choice_words(choice: Choice) -> str:
    """A step of the scale in words."""
    return {
        Choice.YES: _("Yes, freely"),
        Choice.YES_IF: _("Yes, if…"),
        Choice.NOT_NOW: _("Not now"),
        Choice.NO: _("No"),
        Choice.NEED: _("I need this"),
        Choice.LIKE: _("I would like this"),
        Choice.ONLY_WHEN: _("Only when…"),
        Choice.NOT_NEEDED: _("Not needed"),
        Choice.OFFER: _("I offer"),
        Choice.OFFER_IF: _("I offer, if…"),
        Choice.UNKNOWN: _("I don’t know yet"),
    }[choice]


def steps(item: Item) -> list[tuple[str, str, str]]:
    """The scale of an item as (value, words, icon)."""
    return [(step.value, choice_words(step), ICONS[step]) for step in scale_of(item)]


def kind_words(item: Item) -> str:
    """Whose line an item would make."""
    if item.shape is Shape.OFFER:
        return _("What I offer")
    return {
        Kind.MINE: _("My line"),
        Kind.OURS: _("Ours together"),
        Kind.ASK: _("A question to my partner"),
    }[item.kind]


def conditions_heading(choice: Choice) -> str:
    """The words over the conditions of a choice."""
    return {
        Choice.YES_IF: _("Yes, if…"),
        Choice.ONLY_WHEN: _("Only when…"),
        Choice.OFFER_IF: _("I offer, if…"),
    }.get(choice, "")


def release_words(release: Release) -> tuple[str, str]:
    """A release in words, and what it means in a few more."""
    return {
        Release.KEEP: (_("For me only, not yet"), _("stays in this space")),
        Release.OPEN: (_("Open it with the other’s"), _("when we both open our sheets")),
        Release.TALK: (_("Talk first"), _("only the title is shown, without a name")),
    }[release]


def past_words(item: Item, one: PastAnswer) -> str:
    """What was said, in one line: the choice, what was filled in, the conditions."""
    if one.choice is None:
        return _("No answer")
    details = "; ".join((*values_of(item, one), *one.conditions))
    if not details:
        return choice_words(one.choice)
    words = _("{choice} {details}") if choice_words(one.choice).endswith("…") else _("{choice}: {details}")
    return words.format(choice=choice_words(one.choice), details=details)
