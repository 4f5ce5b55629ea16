"""What lies in the place of a database file, and what is made of it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from trustapp.domain.errors import UserError
from trustapp.storage import files
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace

Trick = Callable[[Path], None]


def _link(path: Path) -> None:
    real = path.with_name("real")
    if path.exists():
        path.rename(real)
    path.symlink_to(real)


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


TRICKS = [_link, _pipe, _folder, _loop]


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize("kind", [PrivateSpace, SharedSpace])
@pytest.mark.parametrize("trick", TRICKS)
def test_a_link_pipe_or_folder_is_not_opened(
    tmp_path: Path, key: memoryview, trick: Trick, kind: type[PrivateSpace | SharedSpace]
) -> None:
    path = tmp_path / "space.db"
    kind.create(path, key).close()
    trick(path)
    assert _code(lambda: kind.open(path, key)) == "storage.refused"
    assert _code(lambda: integrity(path, key)) == "storage.refused"


@pytest.mark.parametrize("trick", TRICKS)
def test_a_link_pipe_or_folder_is_not_written_over(tmp_path: Path, key: memoryview, trick: Trick) -> None:
    path = tmp_path / "space.db"
    trick(path)
    before = os.lstat(path)
    assert _code(lambda: PrivateSpace.create(path, key)) == "storage.refused"
    assert os.lstat(path) == before
    assert not (tmp_path / "space.db.new").exists()


@pytest.mark.parametrize("trick", TRICKS)
def test_nor_is_one_in_the_place_of_the_half_made_file(tmp_path: Path, key: memoryview, trick: Trick) -> None:
    trick(tmp_path / "space.db.new")
    assert _code(lambda: PrivateSpace.create(tmp_path / "space.db", key)) == "storage.refused"
    assert not (tmp_path / "space.db").exists()


@pytest.mark.parametrize("trick", TRICKS)
def test_nor_is_one_in_the_place_of_the_journal(closed_private: Path, key: memoryview, trick: Trick) -> None:
    trick(closed_private.with_name("p1.db-journal"))
    assert _code(lambda: PrivateSpace.open(closed_private, key)) == "storage.refused"


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_another_modes_companion_is_refused(closed_private: Path, key: memoryview, suffix: str) -> None:
    closed_private.with_name(closed_private.name + suffix).write_bytes(b"")
    assert _code(lambda: PrivateSpace.open(closed_private, key)) == "storage.refused"


def test_a_journal_that_names_another_file_is_refused(closed_private: Path, key: memoryview) -> None:
    victim = closed_private.with_name("victim")
    victim.write_bytes(b"keep me")
    name = str(victim).encode()
    tail = bytes(4) + name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big")
    head = files._JOURNAL_MAGIC + bytes(8) + (1024).to_bytes(4, "big") + (512).to_bytes(4, "big")
    journal = head + (4096).to_bytes(4, "big") + bytes(484) + tail + files._JOURNAL_MAGIC
    closed_private.with_name("p1.db-journal").write_bytes(journal)
    assert _code(lambda: PrivateSpace.open(closed_private, key)) == "storage.refused"
    assert victim.read_bytes() == b"keep me"


def test_an_empty_left_over_journal_does_no_harm(closed_private: Path, key: memoryview) -> None:
    closed_private.with_name("p1.db-journal").write_bytes(b"")
    PrivateSpace.open(closed_private, key).close()


def test_a_missing_file_and_a_missing_folder_say_so(tmp_path: Path, key: memoryview) -> None:
    assert _code(lambda: PrivateSpace.open(tmp_path / "p1.db", key)) == "storage.missing"
    assert _code(lambda: PrivateSpace.open(tmp_path / "none" / "p1.db", key)) == "storage.missing"
    assert not (tmp_path / "p1.db").exists()


def test_a_link_above_the_folder_is_followed(tmp_path: Path, key: memoryview) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "vault").symlink_to("real")
    PrivateSpace.create(tmp_path / "vault" / "p1.db", key).close()
    PrivateSpace.open(tmp_path / "vault" / "p1.db", key).close()


@pytest.mark.parametrize("kind", [PrivateSpace, SharedSpace])
def test_only_the_owner_may_read_the_file(
    tmp_path: Path, key: memoryview, kind: type[PrivateSpace | SharedSpace]
) -> None:
    mask = os.umask(0)
    try:
        space = kind.create(tmp_path / "space.db", key)
        with space.transaction() as tables:
            (tables.facts.set("a", b"b") if hasattr(tables, "facts") else tables.events.append(1, b"e"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        space.close()
    finally:
        os.umask(mask)
    assert set(modes.values()) == {0o600}
    assert "space.db" in modes


def test_a_space_is_never_made_over_another(
    closed_private: Path, key: memoryview, other_key: memoryview
) -> None:
    before = closed_private.read_bytes()
    assert _code(lambda: PrivateSpace.create(closed_private, other_key)) == "storage.refused"
    assert closed_private.read_bytes() == before
    assert sorted(path.name for path in closed_private.parent.iterdir()) == ["p1.db"]


def test_what_an_interrupted_making_left_is_replaced(private_path: Path, key: memoryview) -> None:
    private_path.with_name("p1.db.new").write_bytes(b"half")
    private_path.with_name("p1.db.new-journal").write_bytes(b"half")
    PrivateSpace.create(private_path, key).close()
    assert [path.name for path in private_path.parent.iterdir()] == ["p1.db"]


def test_a_making_that_fails_leaves_nothing(
    private_path: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "rename", fail)
    assert _code(lambda: PrivateSpace.create(private_path, key)) == "storage.full"
    assert list(private_path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.full"),
        (errno.EDQUOT, "storage.full"),
        (errno.EROFS, "storage.read_only"),
        (errno.EACCES, "storage.read_only"),
        (errno.ELOOP, "storage.refused"),
        (errno.EISDIR, "storage.refused"),
        (errno.ENOENT, "storage.missing"),
        (errno.EIO, "storage.failed"),
    ],
)
def test_errors_of_the_disk_have_codes(number: int, code: str) -> None:
    def explain() -> None:
        files.explain(OSError(number, os.strerror(number)))

    assert _code(explain) == code


def test_text_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "device.toml"
    files.replace_text(path, "one\n")
    files.replace_text(path, "two\n")
    assert path.read_text() == "two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["device.toml"]


@pytest.mark.parametrize("trick", TRICKS)
def test_text_replaces_no_link_pipe_or_folder(tmp_path: Path, trick: Trick) -> None:
    path = tmp_path / "device.toml"
    trick(path)
    assert _code(lambda: files.replace_text(path, "x")) == "storage.refused"
