"""What opening and setting up a vault tells its front end: plain values, without the machinery behind them.

They stand apart so that the first page can be shown before keys and databases are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trustapp.domain.partners import Hue, Member
from trustapp.services.sittings import Sitting


class VaultState(StrEnum):
    """What lies in the folder."""

    EMPTY = "empty"
    ALONE = "alone"
    INVITED = "invited"
    """Alone, and an invitation is open: the partner may join on this computer."""
    TWO = "two"


@dataclass(frozen=True)
class VaultLook:
    """What can be known without a passphrase."""

    state: VaultState
    members: tuple[Member, ...] = ()
    suspended: bool = False
    """A suspension mark lies in a stop file: shown on the unlock page as a fact."""


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


@dataclass(frozen=True)
class Opened:
    """What an own unlock shows to its owner alone.

    ``notices`` are codes with words in the unlock page's table: "partner_joined", "join_refused",
    "ledger_changed", "ledger_rebuilt", "stated_again", "unsigned_statements", "clock_behind",
    "release_gone", "file_put_back".
    """

    sitting: Sitting
    number: int
    last_opened: datetime | None
    failed_tries: tuple[datetime, ...] = ()
    notices: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    """Five words that both can compare, when a partner's keys were pinned at this opening."""
