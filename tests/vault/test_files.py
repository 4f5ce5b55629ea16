"""Whole files are replaced so that the old or the new one is always there; tricks are refused."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from trustapp.domain.errors import UserError
from trustapp.vault import files


def _code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def _put_in_place(path: Path, thing: str) -> None:
    if thing == "link":
        target = path.with_name("elsewhere")
        target.write_bytes(b"theirs")
        path.symlink_to(target)
    elif thing == "dangling":
        path.symlink_to(path.with_name("nowhere"))
    elif thing == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()


THINGS = ["link", "dangling", "pipe", "folder"]


@pytest.mark.parametrize("thing", THINGS)
def test_reading_refuses_what_is_no_plain_file(tmp_path: Path, thing: str) -> None:
    path = tmp_path / "file"
    _put_in_place(path, thing)
    with pytest.raises(UserError) as caught:
        files.read(path, 100)
    assert _code(caught) == "storage.refused"
    with pytest.raises(UserError):
        files.read_pieces(path, lambda piece: None)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("place", ["file", "file.new", "file.bak"])
def test_writing_refuses_what_is_no_plain_file(tmp_path: Path, thing: str, place: str) -> None:
    _put_in_place(tmp_path / place, thing)
    with pytest.raises(UserError) as caught:
        files.replace(tmp_path / "file", b"new")
    assert _code(caught) == "storage.refused"
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_bytes() == b"theirs"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("thing", THINGS)
def test_writing_in_place_refuses_too(tmp_path: Path, thing: str) -> None:
    path = tmp_path / "file"
    _put_in_place(path, thing)
    with pytest.raises(UserError) as caught:
        files.write_in_place(path, 0, b"x", 6)
    assert _code(caught) == "storage.refused"
    assert files.exists(path)


def test_modes(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    files.make_folder(folder)
    files.replace(folder / "file", b"x")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600


def test_a_missing_file_is_none_and_a_long_one_is_cut(tmp_path: Path) -> None:
    assert files.read(tmp_path / "file", 10) is None
    assert files.read_pieces(tmp_path / "file", lambda piece: None) is None
    (tmp_path / "file").write_bytes(bytes(1000))
    found = files.read(tmp_path / "file", 10)
    assert found is not None
    assert len(found) == 11


def test_the_old_file_stays_when_the_new_one_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.replace(path, b"old")
    with pytest.raises(UserError) as caught:
        files.replace(path, b"new", lambda found: False)
    assert _code(caught) == "storage.damaged"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_what_an_interrupted_writing_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file.new").write_bytes(b"half")
    files.replace(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert not (tmp_path / "file.new").exists()


def test_an_old_copy_goes_when_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "file", tmp_path / "file.bak"
    files.replace_with_copy(path, b"old")
    assert copy.read_bytes() == b"old"
    real = files._write_new

    def full_for_the_copy(target: Path, data: bytes) -> None:
        if target.name == "file.bak.new":
            raise OSError(errno.ENOSPC, "full")
        real(target, data)

    monkeypatch.setattr(files, "_write_new", full_for_the_copy)
    files.replace_with_copy(path, b"new")
    assert path.read_bytes() == b"new"
    assert not copy.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.full"),
        (errno.EDQUOT, "storage.full"),
        (errno.EROFS, "storage.read_only"),
        (errno.EACCES, "storage.read_only"),
        (errno.EIO, "storage.damaged"),
        (errno.ELOOP, "storage.refused"),
    ],
)
def test_errors_of_the_disk_become_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError) as caught:
        files.replace(tmp_path / "file", b"x")
    assert _code(caught) == code


def test_an_error_nobody_can_act_on_stays_a_bug() -> None:
    with pytest.raises(OSError, match="odd"):
        files.explain(OSError(errno.EBADF, "odd"))


def test_writing_in_place_keeps_size_and_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a" * 100)
    files.write_in_place(path, 10, b"bbb", 100)
    assert path.read_bytes() == b"a" * 10 + b"bbb" + b"a" * 87
    with pytest.raises(UserError) as caught:
        files.write_in_place(path, 10, b"bbb", 99)
    assert _code(caught) == "storage.damaged"
