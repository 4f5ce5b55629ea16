"""Sets are made when everything is closed, and go with the keys that they hold."""

from __future__ import annotations

import pytest

from tests.homes import ROBIN, Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services import backups
from trustapp.storage import archive, backup
from trustapp.vault.session import Vault

NEW = "granite willow orbit sunday violet"


def vault_of(home: Home) -> Vault:
    return Vault(home.folder, home.services.vault._household.vault.policy, home.clock)


def keys_in(one: backup.KeptSet, member: str = "p1") -> bytes:
    entry = archive.manifest(one.path).find(f"{member}.keys")
    assert entry is not None
    return archive.content(one.path, entry)


def prove(one: backup.KeptSet) -> None:
    for _step in archive.prove(one.path):
        pass


@pytest.fixture
def sets(couple: Home) -> list[backup.KeptSet]:
    """Three sets, of three days."""
    for _day in range(3):
        couple.clock.on(days=1)
        backups.make_set(vault_of(couple), couple.clock().date())
    return backup.sets(couple.folder)[-3:]


def test_after_a_new_passphrase_no_set_holds_the_older_key_file(
    couple: Home, sets: list[backup.KeptSet]
) -> None:
    old = (couple.folder / "p1.keys").read_bytes()
    spaces = [archive.manifest(one.path).find("p1.db") for one in sets]
    couple.open(FIRST)
    couple.services.vault.change_passphrase(ROBIN, NEW)
    couple.services.vault.lock()
    new = (couple.folder / "p1.keys").read_bytes()
    for one, space in zip(sets, spaces, strict=True):
        prove(one)
        assert keys_in(one) == new
        again = archive.manifest(one.path).find("p1.db")
        assert space is not None
        assert again is not None
        assert again.digest == space.digest
    slots = old[36:300]
    assert not any(slots in path.read_bytes() for path in (couple.folder / "backups").iterdir())


def test_sets_that_hold_the_present_keys_are_left_alone(couple: Home, sets: list[backup.KeptSet]) -> None:
    before = [one.path.stat().st_ino for one in sets]
    assert backups.forget_older_keys(vault_of(couple), SECOND)
    assert [one.path.stat().st_ino for one in sets] == before


def test_a_set_that_cannot_be_made_again_is_removed(
    couple: Home, sets: list[backup.KeptSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    sets[0].path.write_bytes(b"TABACK\r\n damaged")

    def full(*_args: object, **_words: object) -> None:
        raise UserError("storage.full")

    monkeypatch.setattr(backup, "make_again", full)
    couple.services.vault.change_passphrase(ROBIN, NEW)
    assert not [one for one in sets if one.path.exists()]


def test_a_set_holds_no_sheet_no_tries_and_no_copies(sets: list[backup.KeptSet]) -> None:
    names = {one.name for one in archive.manifest(sets[-1].path).entries}
    assert names == {
        "VAULT", "p1.db", "p1.keys", "p1.seal", "p1.stop",
        "p2.db", "p2.keys", "p2.seal", "p2.stop", "shared.db",
    }  # fmt: skip


def test_a_damaged_key_file_goes_into_the_set_as_its_copy(couple: Home) -> None:
    good = (couple.folder / "p2.keys").read_bytes()
    (couple.folder / "p2.keys").write_bytes(good[:-1] + b"x")
    one = backups.make_set(vault_of(couple), couple.clock().date())
    assert one is not None
    assert keys_in(one, "p2") == good


def test_a_journal_that_a_crash_left_goes_into_the_set(couple: Home) -> None:
    (couple.folder / "p2.db-journal").write_bytes(b"a journal")
    (couple.folder / "p1.db-journal").write_bytes(b"")
    one = backups.make_set(vault_of(couple), couple.clock().date())
    assert one is not None
    names = {entry.name for entry in archive.manifest(one.path).entries}
    assert "p2.db-journal" in names
    assert "p1.db-journal" not in names
    (couple.folder / "p2.db-journal").unlink()
