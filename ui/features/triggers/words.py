"""The words of the map of triggers."""

from __future__ import annotations

from datetime import date

from trustapp.domain.triggers import Part, Told
from trustapp.words import _
from ui.widgets import dates


def about() -> str:
    """What the page is."""
    return _(
        "What sets you off, how you notice it early, and what helps. The story stays with you alone. Of the "
        "rest you may let the other read single parts, and take them back."
    )


def part_name(part: Part) -> str:
    """The heading of a part."""
    return {
        Part.SIGNS: _("Early signs"),
        Part.HELPS: _("What helps"),
        Part.HELPS_NOT: _("What does not help"),
        Part.PLEASE: _("What I would like you to do, or not to do"),
    }[part]


def part_hint(part: Part) -> str:
    """What stands under the field of a part."""
    return {
        Part.SIGNS: _("In the body, in thoughts, in what you do. One in each line."),
        Part.HELPS: _("Alone or with the other there. One in each line."),
        Part.HELPS_NOT: _("Also what is well meant. One in each line."),
        Part.PLEASE: _(
            "A wish, and no line of your agreement: the other may not manage it. One in each line."
        ),
    }[part]


def state_name(state: str) -> str:
    """Which way it goes."""
    return {
        "": _("Either, or I do not know"),
        "too_high": _("Too much: racing, loud, panic"),
        "too_low": _("Too little: numb, far away, frozen"),
    }[state]


def share_name(part: Part) -> str:
    """The tick that lets the other read a part."""
    return {
        Part.SIGNS: _("Let the other read the early signs"),
        Part.HELPS: _("Let the other read what helps"),
        Part.HELPS_NOT: _("Let the other read what does not help"),
        Part.PLEASE: _("Let the other read what I would like"),
    }[part]


def lines_of(told: Told) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the other reads, part by part; a part that is not shared is not there."""
    found = tuple((part_name(part), getattr(told, part.value)) for part in Part)
    return tuple((heading, lines) for heading, lines in found if lines)


def copy_words(told: Told) -> str:
    """Exactly what the other reads, as one text."""
    parts = [f"{heading}: " + "; ".join(lines) for heading, lines in lines_of(told)]
    return "\n".join([told.name, *parts])


def coming(day: date) -> str:
    """When a hard day comes next."""
    return _("next on {day}").format(day=dates.day(day))
