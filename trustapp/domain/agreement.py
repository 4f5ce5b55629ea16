"""The agreement, computed from what both said; it is never edited as a whole.

In doubt no opening counts and every limit stands (docs/agreement.md). This is the door to it: ``lines``
says what a line is, ``standing`` computes them, ``history`` the versions, ``moves`` what may be said.
"""

from __future__ import annotations

from collections.abc import Sequence

from trustapp.domain.history import History, versions
from trustapp.domain.kept import KeptLines
from trustapp.domain.lines import (
    CLOCK_TOLERANCE,
    DEFAULT_TERM,
    LONGEST_WAIT,
    OVER,
    SLEEP_ON_IT,
    Agreement,
    Line,
    State,
    Version,
    View,
    always_stands,
    words_digest,
)
from trustapp.domain.moves import (
    in_parts,
    lines_ended_by,
    may_ask_lift,
    may_confirm_lift,
    may_go_on,
    may_say_still_yes,
    replaced_by,
)
from trustapp.domain.statements import LineWords, Said

__all__ = [
    "CLOCK_TOLERANCE",
    "DEFAULT_TERM",
    "LONGEST_WAIT",
    "OVER",
    "SLEEP_ON_IT",
    "Agreement",
    "History",
    "KeptLines",
    "Line",
    "State",
    "Version",
    "View",
    "always_stands",
    "compute",
    "in_parts",
    "lines_ended_by",
    "may_ask_lift",
    "may_confirm_lift",
    "may_go_on",
    "may_say_still_yes",
    "replaced_by",
    "versions",
    "words_digest",
]


def compute(said: Sequence[Said], drafts: Sequence[LineWords], view: View) -> Agreement:
    """The agreement as it stands for this view."""
    kept = KeptLines(view.members)
    for one in sorted(said, key=lambda entry: entry.seq):
        kept.hear(one)
    return kept.agreement(drafts, view)
