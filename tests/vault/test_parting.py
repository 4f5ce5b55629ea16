"""Leaving and deleting, on the files: who may, what stays, and what an interruption leaves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vault.helpers import MINE, THEIRS, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue
from trustapp.vault import erasing, files, headerstore, parting, stopfile
from trustapp.vault.headers import Header
from trustapp.vault.session import Vault


def header_of(folder: Path) -> Header:
    found = headerstore.read(folder)
    assert found is not None
    return found


def with_spaces(couple: Couple) -> Couple:
    for name in ("p1.db", "p2.db", "shared.db"):
        (couple.folder / name).write_bytes(os.urandom(8192))
    return couple


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def delete(couple: Couple) -> None:
    """The first person leaves and deletes their space."""
    parting.step_out(couple.vault, couple.one, strike_name=True)
    parting.mark_deletion(couple.vault, couple.one)
    parting.finish_deletions(couple.folder)


def test_who_steps_out_holds_no_shared_key_and_still_opens_their_space(couple: Couple) -> None:
    assert not parting.has_left(couple.one)
    parting.step_out(couple.vault, couple.one)
    again = couple.vault.unlock(FIRST, MINE)
    assert parting.has_left(again)
    assert again.shared_key is None
    header = header_of(couple.folder)
    assert parting.left_by_header(header) == {FIRST}
    assert parting.present_in(couple.folder, header) == (FIRST, SECOND)
    other = couple.vault.unlock(SECOND, THEIRS)
    assert other.shared_key is not None
    for keys in (again, other):
        keys.wipe()


def test_stepping_out_twice_changes_nothing_more(couple: Couple) -> None:
    parting.step_out(couple.vault, couple.one)
    before = {name: (couple.folder / name).read_bytes() for name in ("VAULT", "p1.keys")}
    parting.step_out(couple.vault, couple.one)
    assert before == {name: (couple.folder / name).read_bytes() for name in before}


def test_an_interrupted_stepping_out_is_finished_by_the_next(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_write(*_given: object, **_more: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr("trustapp.vault.keystore.KeyStore.write", no_write)
        with pytest.raises(UserError, match=r"storage\.full"):
            parting.step_out(couple.vault, couple.one)
    again = couple.vault.unlock(FIRST, MINE)
    assert again.shared_key is not None
    parting.step_out(couple.vault, again)
    assert parting.has_left(again)
    again.wipe()


def test_nobody_leaves_by_the_others_hand(couple: Couple) -> None:
    """The other holds the shared key: they can write a header that does not seal it for me."""
    header = headerstore.authentic(couple.folder, couple.two)
    assert couple.two.shared_key is not None

    robbed = header._replace(seals={SECOND: header.seals[SECOND]})
    headerstore.write(couple.folder, robbed, couple.two.shared_key.raw())
    again = couple.vault.unlock(FIRST, MINE)
    assert not parting.has_left(again)
    parting.tidy(couple.vault, again)
    assert parting.left_by_header(header_of(couple.folder)) == frozenset()
    fresh = headerstore.authentic(couple.folder, again)
    assert set(fresh.seals) == {FIRST, SECOND}
    again.wipe()


def test_a_deletion_leaves_nothing_of_mine_but_the_stop_file_and_everything_of_the_other(
    couple: Couple,
) -> None:
    with_spaces(couple)
    kept = {name: (couple.folder / name).read_bytes() for name in ("p2.db", "p2.keys", "shared.db")}
    mark = stopfile.mark_suspended(couple.vault)
    (couple.folder / "p1-2026-05-01-1.aside").write_bytes(b"set aside")
    (couple.folder / "checking").mkdir()
    (couple.folder / "checking" / "p1.db").write_bytes(b"a copy")
    delete(couple)
    assert not (couple.folder / "checking").exists()
    assert [name for name in names_in(couple.folder) if name.startswith("p1")] == ["p1.stop"]
    assert stopfile.suspensions(couple.vault) == (mark,)
    assert kept == {name: (couple.folder / name).read_bytes() for name in kept}
    header = header_of(couple.folder)
    assert parting.present_in(couple.folder, header) == (SECOND,)
    assert b"Robin" not in b"".join(one.read_bytes() for one in couple.folder.iterdir())
    other = couple.vault.unlock(SECOND, THEIRS)
    parting.tidy(couple.vault, other)
    assert not (couple.folder / "p1.stop").exists()
    other.wipe()


def test_the_name_of_one_who_left_first_and_deleted_later_goes_at_the_others_opening(couple: Couple) -> None:
    with_spaces(couple)
    parting.step_out(couple.vault, couple.one)
    parting.mark_deletion(couple.vault, couple.one)
    parting.finish_deletions(couple.folder)
    other = couple.vault.unlock(SECOND, THEIRS)
    parting.tidy(couple.vault, other)
    assert b"Robin" not in (couple.folder / "VAULT").read_bytes()
    assert b"Robin" not in (couple.folder / "VAULT.bak").read_bytes()
    other.wipe()


def test_the_last_one_takes_the_whole_vault(couple: Couple) -> None:
    with_spaces(couple)
    (couple.folder / "device.toml").write_text('theme = "dark"\n')
    (couple.folder / "backups").mkdir()
    (couple.folder / "backups" / "000001-2026-05-12.backup").write_bytes(b"x" * 100)
    (couple.folder / "shared-2026-05-01-1.aside").write_bytes(b"x" * 100)
    delete(couple)
    parting.step_out(couple.vault, couple.two, strike_name=True)
    parting.mark_deletion(couple.vault, couple.two)
    assert parting.finish_deletions(couple.folder) == {SECOND}
    assert names_in(couple.folder) == ["device.toml"]
    assert couple.vault.header() is None
    couple.vault.begin("Robin", Hue.LAKE, MINE)[0].wipe()


def test_who_left_keeps_a_space_when_the_other_deletes_theirs(couple: Couple) -> None:
    with_spaces(couple)
    parting.step_out(couple.vault, couple.one)
    parting.step_out(couple.vault, couple.two, strike_name=True)
    parting.mark_deletion(couple.vault, couple.two)
    parting.finish_deletions(couple.folder)
    assert parting.present_in(couple.folder, header_of(couple.folder)) == (FIRST,)
    again = couple.vault.unlock(FIRST, MINE)
    assert parting.has_left(again)
    again.wipe()


def signed_by_another(couple: Couple) -> bytes:
    return couple.two.sign(b"trustapp-gone-v1" + bytes.fromhex(couple.one.vault_id) + b"\0\0\0\1")


@pytest.mark.parametrize(
    "made", [lambda _couple: b"", lambda _couple: bytes(64), signed_by_another, lambda _couple: b"x" * 5000]
)
def test_a_mark_that_its_owner_did_not_sign_deletes_nothing(
    couple: Couple, made: Callable[[Couple], bytes]
) -> None:
    with_spaces(couple)
    before = names_in(couple.folder)
    (couple.folder / "p1.gone").write_bytes(made(couple))
    assert parting.finish_deletions(couple.folder) == frozenset()
    assert names_in(couple.folder) == before


def test_the_others_mark_deletes_nothing_of_mine(couple: Couple) -> None:
    with_spaces(couple)
    parting.mark_deletion(couple.vault, couple.two)
    shutil.copy(couple.folder / "p2.gone", couple.folder / "p1.gone")
    (couple.folder / "p2.gone").unlink()
    parting.finish_deletions(couple.folder)
    assert (couple.folder / "p1.db").exists()


@pytest.mark.parametrize("alone", [True, False])
def test_a_deletion_interrupted_anywhere_is_finished_and_never_half_open(
    tmp_path: Path, couple: Couple, vault: Vault, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every erased file is one step; the program ends before each of them in turn."""
    with_spaces(couple)
    if not alone:
        parting.step_out(couple.vault, couple.one, strike_name=True)
        keys, who, words = couple.one, FIRST, MINE
    else:
        delete(couple)
        parting.step_out(couple.vault, couple.two, strike_name=True)
        keys, who, words = couple.two, SECOND, THEIRS
    parting.mark_deletion(couple.vault, keys)
    erase, steps = erasing.erase, 0
    while True:
        left = steps

        def stops(path: Path) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            erase(path)

        folder = tmp_path / f"copy-{steps}"
        shutil.copytree(couple.folder, folder)
        with monkeypatch.context() as patch:
            patch.setattr("trustapp.vault.erasing.erase", stops)
            try:
                parting.finish_deletions(folder)
            except KeyboardInterrupt:
                done = False
            else:
                done = True
        if steps > 0 and not done:
            assert_never_opens(folder, couple.vault, who, words)
        parting.finish_deletions(folder)
        assert not [name for name in names_in(folder) if name.startswith(who) and name != f"{who}.stop"]
        assert (Vault(folder, couple.vault.policy).header() is None) is alone
        shutil.rmtree(folder)
        if done:
            break
        steps += 1
    assert steps > 6


def assert_never_opens(folder: Path, vault: Vault, who: MemberId, words: str) -> None:
    """The tile is gone from the first moment, and after the first two steps no key is left."""
    found = headerstore.read(folder)
    assert (
        found is None or who not in parting.present_in(folder, found) or not (folder / f"{who}.gone").exists()
    )
    if not (folder / f"{who}.keys").exists() and not (folder / f"{who}.keys.bak").exists() and found:
        with pytest.raises(UserError):
            Vault(folder, vault.policy).unlock(who, words)


# -- taking a file off the disk --------------------------------------------------------------------


def test_an_erased_file_is_overwritten_where_it_lay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p1.db"
    path.write_bytes(b"kingfisher" * 300_000)
    seen: list[bytes] = []
    unlink = os.unlink

    def looks(target: Path) -> None:
        seen.append(Path(target).read_bytes())
        unlink(target)

    monkeypatch.setattr(os, "unlink", looks)
    erasing.erase(path)
    assert not path.exists()
    assert len(seen[0]) == 3_000_000
    assert b"kingfisher" not in seen[0]


def test_what_a_planted_link_leads_to_is_not_touched(tmp_path: Path) -> None:
    for plant in (os.symlink, os.link):
        target, link = tmp_path / "somebody elses", tmp_path / "p1.sheet"
        target.write_bytes(b"theirs")
        plant(target, link)
        erasing.erase(link)
        assert target.read_bytes() == b"theirs"
        assert not files.exists(link)
    os.mkfifo(tmp_path / "p1.tries")
    erasing.erase(tmp_path / "p1.tries")
    assert not files.exists(tmp_path / "p1.tries")


def test_a_folder_in_the_place_of_a_file_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "p1.db").mkdir()
    with pytest.raises(UserError, match=r"storage\.(refused|read_only)"):
        erasing.erase(tmp_path / "p1.db")
