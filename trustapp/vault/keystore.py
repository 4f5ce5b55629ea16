"""Key files on the disk: which of the file and its copy to believe, and how to write both."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.vault import crypto, files, keyfile
from trustapp.vault.bundle import Bundle
from trustapp.vault.kdf import SALT, KdfPolicy, derive, derive_new
from trustapp.vault.keyfile import Damaged, KeyFile, Slot

WRONG: Final = {keyfile.PASSPHRASE: "passphrase.wrong", keyfile.RECOVERY: "code.wrong"}


@dataclass(frozen=True, repr=False)
class Opened:
    """A key file that a secret opened."""

    file: KeyFile
    umk: bytes
    bundle: Bundle


class KeyStore:
    """The key file of one person, and its copy."""

    def __init__(self, folder: Path, vault_id: str, member: MemberId, policy: KdfPolicy) -> None:
        self.path = folder / f"{member}.keys"
        self.copy = folder / f"{member}.keys.bak"
        self._vault_id = vault_id
        self._member = member
        self._policy = policy

    def open(self, number: int, secret: bytes) -> Opened:
        """Open with the secret of a slot, from the file or its copy, and put right what was damaged.

        Codes: passphrase.wrong or code.wrong, keys.damaged, memory.short, vault.newer.
        """
        tried: dict[Slot, bytes] = {}
        wrong = False
        for file in self.candidates():
            slot = file.slot(number)
            if slot not in tried:
                tried[slot] = derive(secret, slot.salt, slot.parameters)
            with contextlib.suppress(Damaged):
                umk = keyfile.unwrap(file, number, tried[slot])
                if umk is not None:
                    opened = Opened(file, umk, keyfile.open_bundle(file, umk))
                    self._repair(opened)
                    return opened
                wrong = True
        raise UserError(WRONG[number] if wrong else "keys.damaged")

    def open_with_umk(self, umk: bytes) -> Opened:
        """Open with the master key of a sitting, to write the file again. Code: keys.damaged."""
        for file in self.candidates():
            with contextlib.suppress(Damaged):
                return Opened(file, umk, keyfile.open_bundle(file, umk))
        raise UserError("keys.damaged")

    def candidates(self) -> list[KeyFile]:
        """The files worth trying, best first.

        The newer of two undamaged ones decides. The other counts only where nothing old can open by
        it: it has the same slots, or the same generation. An older one with other slots is what an
        interrupted change left behind, or what somebody put back.
        """
        loaded = [file for file in (self._load(self.path), self._load(self.copy)) if file is not None]
        if not loaded:
            return []
        newer, *others = sorted(loaded, key=lambda file: -file.generation)
        count = [one for one in others if one.slots == newer.slots or one.generation == newer.generation]
        return [newer, *(one for one in count if one.data != newer.data)]

    def _load(self, path: Path) -> KeyFile | None:
        data = files.read(path, keyfile.READ)
        if data is None:
            return None
        try:
            return keyfile.parse(data, self._vault_id, self._member, self._policy)
        except Damaged:
            return None

    def _repair(self, opened: Opened) -> None:
        """Make both files the same again; a medium that cannot be written to is no reason to stay out."""
        with contextlib.suppress(UserError, OSError):
            for path in (self.path, self.copy):
                if files.read(path, keyfile.READ) != opened.file.data:
                    files.replace(path, opened.file.data, lambda found: found == opened.file.data)

    def new_slot(self, number: int, secret: bytes, umk: bytes) -> tuple[Slot, bytes]:
        """A slot for a new secret, and the key that opens it."""
        salt = crypto.random_bytes(SALT)
        kek, parameters = derive_new(secret, salt, self._policy)
        return keyfile.wrap(kek, umk, self._vault_id, self._member, number, parameters, salt), kek

    def write(
        self, umk: bytes, generation: int, slots: tuple[Slot, Slot], bundle: Bundle, keks: Mapping[int, bytes]
    ) -> None:
        """Write file and copy. What is read back must open with each new secret and give the same keys."""
        file = keyfile.seal_file(umk, self._vault_id, self._member, generation, slots, bundle)

        def opens(found: bytes) -> bool:
            try:
                read = keyfile.parse(found, self._vault_id, self._member, self._policy)
                same = all(keyfile.unwrap(read, number, kek) == umk for number, kek in keks.items())
                return same and keyfile.open_bundle(read, umk) == bundle
            except Damaged:
                return False

        files.replace_with_copy(self.path, file.data, opens)
