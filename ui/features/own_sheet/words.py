"""What stands over each part of one's own sheet."""

from __future__ import annotations

from trustapp.domain.own_sheet import Part
from trustapp.words import _


def part_words(part: Part) -> tuple[str, str, str]:
    """The head of a part, what belongs there, and an example."""
    return {
        Part.WILL: (
            _("What I will"),
            _("What you do and keep, for your own sake."),
            _("for example: I will take an hour for myself when I need one, and say so."),
        ),
        Part.WILL_NOT: (
            _("What I will not"),
            _("What is not done with you, and what you do not take part in."),
            _("for example: I will not lie beside somebody who has been drinking."),
        ),
        Part.WILL_SAY: (
            _("What I will say"),
            _("Sentences to have ready, for when words are hard to find."),
            _("for example: “I need a break. I will be back at nine.”"),
        ),
    }[part]
