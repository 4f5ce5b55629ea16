"""Judging one altered file of a vault: is it found, or put right, and does anything go wrong on the way.

For a small file that is the part of the vault that reads it; for a database its seal and the engine's checks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.drills.ground import CHEAP, House, begin_couple, keys_of
from trustapp.demonstration import PASSPHRASES, answer_again
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import files, seal, stopfile, tries
from trustapp.vault.own import OwnKeys
from trustapp.vault.session import Vault
from trustapp.vault.sheets import _decrypt, _key

UNDETECTED: Final = "not found"
FOUND, REPAIRED, HARMLESS = "found", "put right from the copy", "nothing depends on it"

SMALL: Final = (
    "VAULT",
    "p1.keys",
    "VAULT both",
    "p1.keys both",
    "p1.seal",
    "p1.sheet",
    "p1.tries",
    "p1.stop",
)
"""Small files; "both" alters the file and its copy alike."""
LARGE: Final = ("p1.db", "shared.db")


class Patient:
    """A vault with something in every file, which is altered and put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        house = begin_couple(folder)
        self._fill(house)
        self.keys: OwnKeys = keys_of(folder)
        self.vault = Vault(folder, CHEAP)
        self.good = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self._kek = _key(self.vault, self.keys.vault_id, FIRST, self.ticket)
        self._tries = self._count_tries()
        self._judges: dict[str, Callable[[], str]] = {
            "VAULT": self._header,
            "p1.keys": self._key_file,
            "p1.seal": self._seal,
            "p1.sheet": self._sheet,
            "p1.tries": self._try_file,
            "p1.stop": self._stop,
            "p1.db": self._private,
            "shared.db": self._shared,
        }

    def _fill(self, house: House) -> None:
        house.together()
        house.services.rounds.choose(house.category())
        house.open(FIRST)
        answer_again(house.services, FIRST)
        house.limit("Not in the mornings.")
        self.ticket = " ".join(house.services.rounds.release(wishes=True).value)
        house.services.vault.lock()
        for _number in range(20):
            try:
                house.services.vault.unlock(FIRST, "not this one")
            except UserError:
                continue
        for _number in range(3):
            stopfile.mark_suspended(Vault(house.folder, CHEAP))

    def judge(self, what: str, data: bytes) -> str:
        """What becomes of the vault with this content of a file; the file is as it was afterwards."""
        name, _space, both = what.partition(" ")
        names = [name, f"{name}.bak"] if both else [name]
        for one in names:
            (self.folder / one).write_bytes(data)
        try:
            return self._judges[name]()
        finally:
            for one in (name, f"{name}.bak"):
                if one in self.good:
                    (self.folder / one).write_bytes(self.good[one])

    def open_sheet(self) -> bytes:
        """The content of the released sheet, as its ticket opens it."""
        text = _decrypt(self._kek, self.keys.vault_id, FIRST, self.good["p1.sheet"])
        assert text is not None
        return text[4 : 4 + int.from_bytes(text[:4], "big")]

    # -- small files -------------------------------------------------------------------------------

    def _header(self) -> str:
        return self._opened("VAULT")

    def _key_file(self) -> str:
        return self._opened("p1.keys")

    def _opened(self, name: str) -> str:
        """Open with the passphrase: the same keys and the file put right, or a word about damage."""
        try:
            keys = self.vault.unlock(FIRST, PASSPHRASES[FIRST])
        except UserError as error:
            told = error.code in ("vault.damaged", "vault.not_a_vault", "keys.damaged")
            return FOUND if told else f"{UNDETECTED}: {error.code}"
        same = keys.umk() == self.keys.umk() and dict(keys.pins) == dict(self.keys.pins)
        keys.wipe()
        if same and (self.folder / name).read_bytes() == self.good[name]:
            return REPAIRED
        return UNDETECTED

    def _seal(self) -> str:
        last = seal.read(self.folder / "p1.seal", self.keys.umk(), self.keys.vault_id, FIRST)
        return FOUND if seal.differs(last, self.folder / "p1.db") else UNDETECTED

    def _sheet(self) -> str:
        data = files.read(self.folder / "p1.sheet", len(self.good["p1.sheet"]))
        return FOUND if _decrypt(self._kek, self.keys.vault_id, FIRST, data) is None else UNDETECTED

    def _count_tries(self) -> int:
        return len(tries.take(self.folder / "p1.tries", self.keys.boxes()))

    def _try_file(self) -> str:
        """A changed entry is left out and never read as another time; nobody is told that one is missing."""
        left = self._count_tries()
        return HARMLESS if left <= self._tries else UNDETECTED

    def _stop(self) -> str:
        """One damaged bit undoes no suspension, and makes none where both files are random."""
        marks = stopfile.suspensions(self.vault)
        return HARMLESS if len(marks) >= 3 else UNDETECTED

    # -- databases ---------------------------------------------------------------------------------

    def _private(self) -> str:
        """The seal alone is enough for whoever opens, the engine alone for a check without an opening."""
        last = seal.read(self.folder / "p1.seal", self.keys.umk(), self.keys.vault_id, FIRST)
        by_seal = seal.differs(last, self.folder / "p1.db")
        by_engine = self._by_engine(PrivateSpace, "p1.db", self.keys.database_key.view())
        return FOUND if by_seal and by_engine else UNDETECTED

    def _shared(self) -> str:
        assert self.keys.shared_key is not None
        return FOUND if self._by_engine(SharedSpace, "shared.db", self.keys.shared_key.view()) else UNDETECTED

    def _by_engine(self, kind: type[PrivateSpace | SharedSpace], name: str, key: memoryview) -> bool:
        try:
            if integrity(self.folder / name, key):
                return True
            kind.open(self.folder / name, key).close()  # an empty file passes both checks, and is no space
        except UserError:
            return True
        return False
