"""What opening and setting up a vault tells its front end: plain values, without the machinery behind them.

They stand apart so that the first page can be shown before keys and databases are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from trustapp.domain.partners import Hue
from trustapp.services.sittings import Sitting


@dataclass(frozen=True)
class Setup:
    """What one person chose at first run."""

    name: str
    hue: Hue
    passphrase: str


@dataclass(frozen=True)
class RecoverySheet:
    """The recovery code, shown once: seven groups of four symbols and a check symbol."""

    groups: tuple[str, ...]
    label: str
    """A neutral label, "Notebook R", so that the paper does not say what it opens."""
    made: date


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess. ``level`` 0 to 4; ``enough`` means four random words or more.

    ``problem`` is "" or one of "short", "guessable", "names", "labels".
    """

    level: int
    enough: bool
    problem: str = ""


NOTICES: Final = (
    "partner_joined", "join_refused", "ledger_changed", "ledger_rebuilt", "shared_set_aside", "shared_busy",
    "shared_full", "shared_read_only", "shared_newer", "shared_shut", "disk_full", "disk_read_only",
    "stated_again", "taken_in", "unsigned_statements", "clock_behind", "release_gone", "backup_missing",
    "restored", "file_put_back",
    "shared_keys", "partner_rekeyed", "rekey_finished", "rekey_waits", "names_put_right",
    "shared_awaits", "anew_accepted", "anew_closed", "anew_undone", "anew_without_you",
)  # fmt: skip
"""What an opening can have to tell; the page after it has words for each."""


@dataclass(frozen=True)
class Opened:
    """What an own unlock shows to its owner alone.

    ``notices`` are of ``NOTICES``, in the order in which they were found.
    """

    sitting: Sitting
    number: int
    last_opened: datetime | None
    failed_tries: tuple[datetime, ...] = ()
    notices: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    """Five words that both can compare, when a partner's keys were pinned at this opening."""
    changed: bool = False
    """Something in the agreement changed since this person last looked at it."""
    ends: date | None = None
    """The first day on which a line of the agreement ends, where that is near."""
