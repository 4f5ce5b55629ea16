"""Suspending without any key: on a full disk, with a damaged file, and when one file is left."""

from __future__ import annotations

import errno
import os

import pytest

from tests.vault.helpers import MINE, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue
from trustapp.vault import files, stopfile
from trustapp.vault.session import Vault


def test_a_mark_lies_in_both_files_and_is_cleared_from_both(couple: Couple) -> None:
    assert stopfile.suspensions(couple.vault) == ()
    mark = stopfile.mark_suspended(couple.vault)
    assert stopfile.suspensions(couple.vault) == (mark,)
    for name in ("p1.stop", "p2.stop"):
        assert bytes.fromhex(mark) in (couple.folder / name).read_bytes()
    stopfile.clear(couple.vault, mark)
    assert stopfile.suspensions(couple.vault) == ()
    for name in ("p1.stop", "p2.stop"):
        assert b"trustapp" not in (couple.folder / name).read_bytes()


def test_each_suspension_has_its_own_id(couple: Couple) -> None:
    first, second = stopfile.mark_suspended(couple.vault), stopfile.mark_suspended(couple.vault)
    assert stopfile.suspensions(couple.vault) == (first, second)
    stopfile.clear(couple.vault, first)
    assert stopfile.suspensions(couple.vault) == (second,)


def test_more_suspensions_than_places_still_suspend(couple: Couple) -> None:
    marks = [stopfile.mark_suspended(couple.vault) for _ in range(66)]
    found = stopfile.suspensions(couple.vault)
    assert len(found) == 64
    assert marks[-1] in found
    assert (couple.folder / "p1.stop").stat().st_size == 65_536


def test_it_works_on_a_full_disk(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be created or made longer: only the write in place is left."""
    real = os.open

    def full(path: str, flags: int, mode: int = 0o777, **more: object) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "full")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    mark = stopfile.mark_suspended(couple.vault)
    assert stopfile.suspensions(couple.vault) == (mark,)


@pytest.mark.parametrize("left", ["p1.stop", "p2.stop"])
def test_one_file_that_can_be_written_is_enough(couple: Couple, left: str) -> None:
    other = couple.folder / ("p2.stop" if left == "p1.stop" else "p1.stop")
    other.unlink()
    other.mkdir()
    mark = stopfile.mark_suspended(couple.vault)
    assert stopfile.suspensions(couple.vault) == (mark,)


def test_when_nothing_can_be_written_it_is_said(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise UserError("storage.read_only")

    monkeypatch.setattr(files, "write_in_place", fail)
    with pytest.raises(UserError) as caught:
        stopfile.mark_suspended(couple.vault)
    assert caught.value.code == "stop.not_written"


def test_deleted_stop_files_are_made_again(couple: Couple) -> None:
    for name in ("p1.stop", "p2.stop"):
        (couple.folder / name).unlink()
    mark = stopfile.mark_suspended(couple.vault)
    assert stopfile.suspensions(couple.vault) == (mark,)
    stopfile.prepare(couple.vault, SECOND)
    assert (couple.folder / "p2.stop").stat().st_size == 65_536


def test_a_file_that_was_cut_short_keeps_its_marks(couple: Couple) -> None:
    mark = stopfile.mark_suspended(couple.vault)
    for name in ("p1.stop", "p2.stop"):
        path = couple.folder / name
        path.write_bytes(path.read_bytes()[:5000])
    assert stopfile.suspensions(couple.vault) == (mark,)
    stopfile.prepare(couple.vault, FIRST)
    assert (couple.folder / "p1.stop").stat().st_size == 65_536
    second = stopfile.mark_suspended(couple.vault)
    assert set(stopfile.suspensions(couple.vault)) == {mark, second}


@pytest.mark.parametrize("place", [*range(64)])
def test_no_damaged_byte_undoes_a_suspension(couple: Couple, place: int) -> None:
    stopfile.mark_suspended(couple.vault)
    (couple.folder / "p2.stop").unlink()
    path = couple.folder / "p1.stop"
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << (place % 8)
    path.write_bytes(data)
    assert len(stopfile.suspensions(couple.vault)) == 1


def test_preparing_a_whole_file_changes_nothing(couple: Couple) -> None:
    stopfile.mark_suspended(couple.vault)
    before = (couple.folder / "p1.stop").read_bytes()
    stopfile.prepare(couple.vault, FIRST)
    assert (couple.folder / "p1.stop").read_bytes() == before


def test_a_new_file_is_random_and_takes_its_blocks(vault: Vault) -> None:
    vault.begin("Robin", Hue.LAKE, MINE)
    status = (vault.folder / "p1.stop").stat()
    assert status.st_size == 65_536
    assert status.st_blocks * 512 >= 65_536


def test_no_folder_no_suspension(vault: Vault) -> None:
    assert stopfile.suspensions(vault) == ()
    with pytest.raises(UserError) as caught:
        stopfile.mark_suspended(vault)
    assert caught.value.code == "stop.not_written"
