"""The agreement, computed from what both said; it is never edited as a whole.

In doubt no opening counts and every limit stands (docs/agreement.md). This is the door to it: ``lines``
says what a line is, ``standing`` computes them, ``history`` the versions, ``moves`` what may be said.
"""

from __future__ import annotations

from trustapp.domain.history import History, versions
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
    lines_ended_by,
    may_ask_lift,
    may_confirm_lift,
    may_go_on,
    may_say_still_yes,
    replaced_by,
)
from trustapp.domain.standing import compute, compute_from

__all__ = [
    "CLOCK_TOLERANCE",
    "DEFAULT_TERM",
    "LONGEST_WAIT",
    "OVER",
    "SLEEP_ON_IT",
    "Agreement",
    "History",
    "Line",
    "State",
    "Version",
    "View",
    "always_stands",
    "compute",
    "compute_from",
    "lines_ended_by",
    "may_ask_lift",
    "may_confirm_lift",
    "may_go_on",
    "may_say_still_yes",
    "replaced_by",
    "versions",
    "words_digest",
]
