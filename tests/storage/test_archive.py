"""A set holds what was put in, and nothing that was made to hurt gets further than its head."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.storage import archive
from trustapp.storage.archive import Content, Part

DAY = date(2026, 5, 12)
VAULT = "0123456789abcdef" * 2


def write(target: Path, contents: Mapping[str, Content]) -> None:
    for _step in archive.write(target, DAY, VAULT, contents):
        pass


@pytest.fixture
def made(tmp_path: Path) -> Path:
    space = tmp_path / "p1.db"
    space.write_bytes(os.urandom(3 * 1024 * 1024 + 17))
    write(tmp_path / "a.backup", {"VAULT": b"header", "p1.keys": b"k" * 4096, "p1.db": space, "p1.stop": b""})
    return tmp_path / "a.backup"


def forged(body: Any, files: bytes = b"", number: int = 1) -> bytes:
    """A set whose head holds by its checksum, whatever it says."""
    text = (
        body if isinstance(body, bytes) else json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    )
    head = struct.pack(">8sHHI", b"TABACK\r\n", number, 1, len(text)) + text
    checksum = blake2b(len(head).to_bytes(4, "big") + head, digest_size=32, person=b"ta1 checksum").digest()
    return head + checksum + files


def entry(name: str, data: bytes, size: int | None = None) -> dict[str, Any]:
    digest = blake2b(data, digest_size=32).hexdigest()
    return {"digest": digest, "name": name, "size": len(data) if size is None else size}


def said(*files: dict[str, Any], day: str = "2026-05-12") -> dict[str, Any]:
    return {"day": day, "files": list(files), "vault": VAULT}


def code_of(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        for _step in archive.prove(path):
            pass
    return refused.value.code


def test_what_was_put_in_comes_out(made: Path, tmp_path: Path) -> None:
    found = archive.manifest(made)
    assert (found.day, found.vault) == (DAY, VAULT)
    assert [one.name for one in found.entries] == ["VAULT", "p1.keys", "p1.db", "p1.stop"]
    space = found.find("p1.db")
    assert space is not None
    archive.extract(made, space, tmp_path / "out.db")
    assert (tmp_path / "out.db").read_bytes() == (tmp_path / "p1.db").read_bytes()
    assert (tmp_path / "out.db").stat().st_mode & 0o777 == 0o600
    assert made.stat().st_mode & 0o777 == 0o600
    steps = list(archive.prove(made))
    assert steps[-1][0] == steps[-1][1] == sum(one.size for one in found.entries)


def test_a_file_of_another_set_can_be_taken_over(made: Path, tmp_path: Path) -> None:
    space = archive.manifest(made).find("p1.db")
    assert space is not None
    write(tmp_path / "b.backup", {"p1.db": Part(made, space), "p1.keys": b"new"})
    again = archive.manifest(tmp_path / "b.backup").find("p1.db")
    assert again is not None
    assert again.digest == space.digest


def test_nothing_is_written_over_a_file_that_is_there(made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(UserError) as refused:
        write(made, {"VAULT": b"x"})
    assert refused.value.code == "backup.exists"
    assert made.read_bytes() == before


def test_what_is_stopped_halfway_leaves_nothing(tmp_path: Path) -> None:
    space = tmp_path / "p1.db"
    space.write_bytes(bytes(9 * 1024 * 1024))
    steps = archive.write(tmp_path / "a.backup", DAY, VAULT, {"p1.db": space})
    next(steps)
    assert (tmp_path / "a.backup").exists()
    steps.close()
    assert not (tmp_path / "a.backup").exists()


def test_a_set_without_its_end_or_with_more_is_damaged(made: Path) -> None:
    whole = made.read_bytes()
    for cut in (*range(8, 700), len(whole) // 2, len(whole) - 1):
        made.write_bytes(whole[:cut])
        assert code_of(made) == "backup.damaged", cut
    made.write_bytes(whole + b"x")
    assert code_of(made) == "backup.damaged"
    for cut in range(8):
        made.write_bytes(whole[:cut])
        assert code_of(made) == "backup.not_a_backup"


def test_every_flipped_bit_of_the_head_and_of_each_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    write(path, {"VAULT": b"h" * 40, "p1.keys": b"k" * 40, "shared.db": b"d" * 40})
    whole = path.read_bytes()
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 1 << place % 8
        path.write_bytes(bytes(data))
        assert code_of(path) in ("backup.damaged", "backup.not_a_backup"), place


@pytest.mark.parametrize(
    "body",
    [
        said(entry("../evil", b"")),
        said(entry("/etc/passwd", b"")),
        said(entry("p1.sheet", b"")),
        said(entry("p1.db\n", b"")),
        said(entry("p0.db", b"")),
        said(entry("lock", b"")),
        said(entry("VAULT", b""), entry("VAULT", b"")),
        said(),
        said(*(entry(f"p{number}.db", b"") for number in range(1, 66))),
        said(entry("p1.db", b"", 1 << 62)),
        said(entry("p1.db", b"", -1)),
        said(entry("p1.db", b"", 5), entry("p2.db", b"", -5)),
        said({**entry("p1.db", b""), "size": True}),
        said({**entry("p1.db", b""), "size": 0.0}),
        said({**entry("p1.db", b""), "more": 1}),
        said({**entry("p1.db", b""), "digest": None}),
        said({**entry("p1.db", b""), "name": 5}),
        said(entry("VAULT", b""), day="2026-13-40"),
        said(entry("VAULT", b""), day="20260512"),
        {**said(entry("VAULT", b"")), "vault": "../../x"},
        {**said(entry("VAULT", b"")), "vault": 7},
        {**said(entry("VAULT", b"")), "files": {"a": 1}},
        {**said(entry("VAULT", b"")), "files": [None]},
        [],
        b"null",
        b"[" * 20_000,
        b'{"day":"2026-05-12","files":[], "vault":"x"}',
        b"\xff\xfe",
    ],
)
def test_a_hostile_manifest_is_refused(tmp_path: Path, body: Any) -> None:
    path = tmp_path / "evil.backup"
    path.write_bytes(forged(body))
    assert code_of(path) == "backup.damaged"


def test_a_manifest_that_claims_to_be_huge_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "evil.backup"
    path.write_bytes(struct.pack(">8sHHI", b"TABACK\r\n", 1, 1, 0xFFFF_FFFF))
    assert code_of(path) == "backup.damaged"


def test_a_newer_set_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "new.backup"
    path.write_bytes(forged({"anything": 1}, b"else", number=2))
    assert code_of(path) == "backup.newer"


@pytest.mark.parametrize("name", ["shared.db", "p1.keys"])
def test_a_file_beyond_its_size_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "large.backup"
    size = 64 * 1024 * 1024 + 1 if name == "shared.db" else 65_537
    head = forged(said(entry(name, b"", size)))
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(len(head) + size)
    assert code_of(path) == "backup.damaged"


def test_a_link_a_pipe_and_a_folder_are_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(made)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("link", "pipe", "folder"):
        assert code_of(tmp_path / name) == "storage.refused"
        with pytest.raises(UserError) as refused:
            write(tmp_path / "b.backup", {"p1.db": tmp_path / name})
        assert refused.value.code == "storage.refused"
        assert not (tmp_path / "b.backup").exists()


@given(st.binary(max_size=400))
def test_no_bytes_make_anything_but_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "x.backup"
    path.write_bytes(b"TABACK\r\n\0\1\0\1" + data)
    assert code_of(path) == "backup.damaged"


@given(st.binary(max_size=400))
def test_no_manifest_makes_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "x.backup"
    path.write_bytes(forged(body))
    assert code_of(path) == "backup.damaged"
