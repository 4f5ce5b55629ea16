"""The files of a sitting and the keys that they lie under: during a re-keying also an older one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from trustapp.domain import recurrence
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault.secret import Secret
from trustapp.vault.session import OwnKeys, Vault

SHARED_FILE: Final = "shared.db"

Space = TypeVar("Space", PrivateSpace, SharedSpace)


def private_file(member: MemberId) -> str:
    """The file of one person's private space."""
    return f"{member}.db"


def open_under(
    kind: type[Space], path: Path, keys: Sequence[Secret], before_upgrade: Callable[[], None] | None = None
) -> tuple[Space, Secret]:
    """Open a file with the first key that fits, and tell which it was. Codes: as opening.

    A wrong key and a damaged file look the same; what is told is what the first key found.
    """
    first: UserError | None = None
    for key in keys:
        try:
            return kind.open(path, key.view(), before_upgrade), key
        except UserError as error:
            if error.code != "storage.damaged":
                raise
            first = first or error
    raise first or UserError("storage.damaged")


@dataclass
class OwnFile:
    """What is open in a person's own sitting, and is gone in Together."""

    keys: OwnKeys
    space: PrivateSpace
    under: Secret
    """The key that the file lies under."""

    @classmethod
    def open(cls, vault: Vault, keys: OwnKeys, before_upgrade: Callable[[], None] | None = None) -> OwnFile:
        """Open this person's private space with whichever of their keys it lies under. Codes: as opening."""
        path = vault.path(private_file(keys.member))
        held = (keys.database_key, *keys.older_database)
        return cls(keys, *open_under(PrivateSpace, path, held, before_upgrade))

    @classmethod
    def create(cls, vault: Vault, keys: OwnKeys) -> OwnFile:
        """Make this person's private space. Codes: storage.*."""
        path = vault.path(private_file(keys.member))
        return cls(keys, PrivateSpace.create(path, keys.database_key.view()), keys.database_key)

    @classmethod
    def finish_setup(cls, vault: Vault, keys: OwnKeys) -> bool:
        """Make the private space that an interrupted setting up did not come to; False where it is there.

        Before the opening is counted, so that this too may be interrupted. Codes: storage.*.
        """
        if os.path.lexists(vault.path(private_file(keys.member))) or not vault.never_closed(keys):
            return False
        try:
            cls.create(vault, keys).space.close()
        except BaseException:
            keys.wipe()
            raise
        return True

    def put_to_rest(self, vault: Vault) -> None:
        """Write the file anew and padded, close it, put its seal on, and forget the keys."""
        try:
            self.space.seal_at_rest()
        except UserError:
            # A full disk must not keep the keys open: the file stays valid, only not rewritten.
            pass
        finally:
            try:
                self.space.close()
                # The seal is a comfort for the next opening, never a reason to stay open.
                with suppress(UserError):
                    vault.closed(self.keys)
            finally:
                self.keys.wipe()
                recurrence.forget()  # days of plans that nobody but this person sees

    def abandon(self) -> None:
        """Close the file as it is and forget the keys."""
        try:
            self.space.close()
        finally:
            self.keys.wipe()
