"""The words of the page about one's path."""

from __future__ import annotations

from trustapp.domain.paths import BOTH, BROKE, HURT, NEITHER
from trustapp.words import _


def about() -> str:
    """What the page is, before anything is chosen."""
    return _(
        "Three paths to read along, each with three stages. You can choose one, look around, or leave it. "
        "Where you are on it is your own word: nothing works it out, and nobody else can see it."
    )


def roles() -> tuple[tuple[str, str], ...]:
    """For whom the texts are."""
    return (
        (HURT, _("I was hurt")),
        (BROKE, _("I broke the trust")),
        (BOTH, _("Both is true of me")),
        (NEITHER, _("Neither, or I leave it open")),
    )


def after_leaving() -> str:
    """What becomes of the choice."""
    return _("Nothing of your choice is kept then. What you wrote stays where it is.")
