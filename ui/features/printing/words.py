"""What the printing page says of each paper."""

from __future__ import annotations

from trustapp.services.papers import Layout
from trustapp.words import _
from ui.widgets import paper_look


def layouts() -> tuple[tuple[Layout, str, str], ...]:
    """Every paper in its order: what it is called, and what it holds."""
    return (
        (Layout.FULL, _("Full sheet"), _("Everything that may stand on paper.")),
        (
            Layout.ONE_PAGE,
            _("One page"),
            _("The same on a single page, in smaller type where it has to be."),
        ),
        (
            Layout.CARD,
            _("Wallet card"),
            _(
                "Limits, and your own words and signs to stop, on a card to cut out and fold. Nothing on it "
                "is a yes, and nobody’s whole name stands on it."
            ),
        ),
        (Layout.LIMITS, _("Limits only"), _("Limits and needs, and nothing that opens.")),
        (
            Layout.SESSION,
            _("Session"),
            _(
                "Lines that you choose yourself, one by one, to take to a therapist. The other chooses "
                "theirs."
            ),
        ),
    )


def kept_hint(layout: Layout) -> str:
    """Where the place is printed, and who may read it."""
    if layout is Layout.CARD:
        return _("This is printed on the card, inside the fold. Anyone who finds the card can read it.")
    return paper_look.kept_hint()


def too_long(*, large: bool) -> tuple[str, str]:
    """Why there is no single page, and that nothing is left out for it."""
    text = _(
        "There is more here than one page holds in type that can be read. No line is left out to make it "
        "fit. The full sheet holds them all."
    )
    if large:
        text = _(
            "There is more here than one page holds in large print. No line is left out to make it fit. "
            "The full sheet holds them all, in large print too."
        )
    return _("This does not fit on one page"), text
