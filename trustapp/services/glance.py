"""The first look at a folder: enough for the first page, and nothing that needs a key.

It stands apart from the services so that somebody who starts the program reads a page before keys,
databases and catalogues are loaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trustapp.domain.changes import Outcome
from trustapp.services.looks import VaultLook, VaultState

if TYPE_CHECKING:
    from trustapp.domain.partners import Member
    from trustapp.services.reading import Card
    from trustapp.vault.headers import Header


class Glance(NamedTuple):
    """Who belongs to the vault; and the words of the first run where nobody does yet."""

    look: VaultLook
    cards: tuple[Card, ...] = ()
    questions: tuple[str, ...] = ()


def glance(folder: Path) -> Outcome[Glance]:
    """Codes: vault.damaged, vault.newer, vault.not_a_vault, storage.refused."""
    look = look_at(folder)
    if look.state is not VaultState.EMPTY:
        return Outcome(Glance(look))
    # Not at the top: where there is somebody, the first page has other words.
    from trustapp.services import first_words

    return Outcome(Glance(look, first_words.cards(), first_words.questions()))


def look_at(folder: Path) -> VaultLook:
    """What lies in the folder, as far as that can be known without a passphrase."""
    if not _holds_anything(folder):
        return VaultLook(VaultState.EMPTY)
    # Not at the top: what reads a header is not needed where there is none.
    from trustapp.vault import headerstore, parting, stopfile

    header = headerstore.read(folder)
    present = parting.present_in(folder, header) if header is not None else ()
    if header is None or not present:
        return VaultLook(VaultState.EMPTY)
    members = tuple(member for member in header.members if member.id in present)
    if len(members) > 1:
        return VaultLook(VaultState.TWO, members, bool(stopfile.suspensions_in(folder)), _inviter(header))
    state = VaultState.INVITED if header.invited else VaultState.ALONE
    return VaultLook(state, members, inviter=_inviter(header))


def _inviter(header: Header) -> Member | None:
    """Who left an invitation open: the one who is alone, or to whom alone the shared key is sealed."""
    if not header.invited:
        return None
    return next(one for one in header.members if len(header.members) == 1 or one.id in header.seals)


def _holds_anything(folder: Path) -> bool:
    """False where a first run surely begins; what else lies there is looked at closely."""
    try:
        return bool(os.listdir(folder))
    except FileNotFoundError:
        return False
    except OSError:
        return True
