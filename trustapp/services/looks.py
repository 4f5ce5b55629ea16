"""What a look at the folder tells without a passphrase: all that the page before the first one needs to know.

It stands apart from ``openings`` so that a start loads no more than this.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trustapp.domain.partners import Member


class VaultState(StrEnum):
    """What lies in the folder."""

    EMPTY = "empty"
    ALONE = "alone"
    INVITED = "invited"
    """Alone, and an invitation is open: the partner may join on this computer."""
    TWO = "two"


class VaultLook(NamedTuple):
    """What can be known without a passphrase."""

    state: VaultState
    members: tuple[Member, ...] = ()
    suspended: bool = False
    """A suspension mark lies in a stop file: shown on the unlock page as a fact."""
    inviter: Member | None = None
    """Whose invitation is open, so that somebody may join on this computer."""
