"""Flipped bits, cut and lengthened files: found, put right from the copy where there is one, no traceback."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.helpers import ANOTHER, CHEAP, MINE, THEIRS, Clock, Couple, make_couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue
from trustapp.vault import crypto, files, headers, keyfile, sheets
from trustapp.vault.session import Vault

SAMPLE = 60
CHANCE = random.Random(1)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Couple:
    return make_couple(tmp_path_factory.mktemp("pristine") / "vault", Clock())


@pytest.fixture
def copied(pristine: Couple, tmp_path: Path) -> Vault:
    """A copy of a whole vault, to be damaged."""
    shutil.copytree(pristine.folder, tmp_path / "vault")
    return Vault(tmp_path / "vault", CHEAP)


def _flips(data: bytes) -> Iterator[bytes]:
    """Every byte of the small structures at the beginning and the end, and a sample between."""
    places = {*range(0, 48), *range(len(data) - 40, len(data)), *CHANCE.sample(range(len(data)), SAMPLE)}
    for place in sorted(places):
        flipped = bytearray(data)
        flipped[place] ^= 1 << CHANCE.randrange(8)
        yield bytes(flipped)


def _lengths(data: bytes) -> Iterator[bytes]:
    for length in (0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, len(data) // 2, len(data) - 1):
        yield data[:length]
    yield data + b"\0"
    yield data + data


def _broken(data: bytes) -> Iterator[bytes]:
    yield from _flips(data)
    yield from _lengths(data)


def test_a_damaged_key_file_is_put_right_from_its_copy(copied: Vault, pristine: Couple) -> None:
    path = copied.path("p1.keys")
    good = path.read_bytes()
    for broken in _broken(good):
        path.write_bytes(broken)
        own = copied.unlock(FIRST, MINE)
        assert own.database_key.raw() == pristine.one.database_key.raw()
        assert path.read_bytes() == good


def test_a_damaged_copy_is_put_right_too(copied: Vault) -> None:
    path = copied.path("p1.keys.bak")
    good = path.read_bytes()
    for broken in [*_lengths(good), None]:
        path.unlink(missing_ok=True)
        if broken is not None:
            path.write_bytes(broken)
        copied.unlock(FIRST, MINE)
        assert path.read_bytes() == good


def test_two_damaged_key_files_are_said_to_be_damaged(copied: Vault) -> None:
    path, copy = copied.path("p1.keys"), copied.path("p1.keys.bak")
    good = path.read_bytes()
    for broken in _broken(good):
        path.write_bytes(broken)
        copy.write_bytes(broken)
        with pytest.raises(UserError) as caught:
            copied.unlock(FIRST, MINE)
        assert caught.value.code == "keys.damaged"
    path.unlink()
    copy.unlink()
    with pytest.raises(UserError) as caught:
        copied.unlock(FIRST, MINE)
    assert caught.value.code == "keys.damaged"


def test_a_wrong_passphrase_is_not_taken_for_damage(copied: Vault) -> None:
    copied.path("p1.keys").write_bytes(b"broken")
    with pytest.raises(UserError) as caught:
        copied.unlock(FIRST, THEIRS)
    assert caught.value.code == "passphrase.wrong"
    assert copied.path("p1.keys").read_bytes() == b"broken"


def _with_checksum(data: bytes) -> bytes:
    return data[:-32] + crypto.digest("ta1 checksum", data[:-32])


def test_bits_flipped_by_somebody_who_mends_the_checksum(copied: Vault, pristine: Couple) -> None:
    """The copy helps, whatever was altered; without it the alteration is never taken for true."""
    path, copy = copied.path("p1.keys"), copied.path("p1.keys.bak")
    good = path.read_bytes()
    for broken in _flips(good[:-32]):
        forged = _with_checksum(broken + bytes(32))
        path.write_bytes(forged)
        if forged[8:10] != good[8:10]:  # a newer format, says the file
            path.write_bytes(good)
            continue
        if forged[32:36] <= good[32:36]:  # a higher generation decides: it is damaged, or asks in vain
            own = copied.unlock(FIRST, MINE)
            assert own.database_key.raw() == pristine.one.database_key.raw()
        path.write_bytes(forged)
        copy.write_bytes(forged)
        with pytest.raises(UserError) as caught:
            copied.unlock(FIRST, MINE)
        assert caught.value.code in ("keys.damaged", "passphrase.wrong")
        path.write_bytes(good)
        copy.write_bytes(good)


def test_a_damaged_header_is_read_from_its_copy_and_put_right(copied: Vault) -> None:
    path = copied.path("VAULT")
    good = path.read_bytes()
    for broken in _broken(good):
        path.write_bytes(broken)
        header = copied.header()
        assert header is not None
        assert len(header.members) == 2
        copied.unlock(SECOND, THEIRS)
        assert path.read_bytes() == good
    path.unlink()
    copied.unlock(FIRST, MINE)
    assert path.read_bytes() == good


def test_two_damaged_headers_are_said_to_be_damaged(copied: Vault) -> None:
    path, copy = copied.path("VAULT"), copied.path("VAULT.bak")
    good = path.read_bytes()
    for broken in _broken(good):
        path.write_bytes(broken)
        copy.write_bytes(broken)
        for ask in (copied.header, lambda: copied.unlock(FIRST, MINE)):
            with pytest.raises(UserError) as caught:
                ask()
            expected = "vault.damaged" if broken[:8] == good[:8] else "vault.not_a_vault"
            assert caught.value.code == expected
    path.unlink()
    copy.unlink()
    copied.path("p1.db").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        copied.header()
    assert caught.value.code == "vault.damaged"


@pytest.mark.parametrize("name", ["p1.seal", "p1.tries", "p1.sheet", "p1.stop"])
def test_damage_elsewhere_keeps_nobody_out(copied: Vault, name: str) -> None:
    path = copied.path(name)
    good = path.read_bytes()
    for broken in [*[*_flips(good)][:40], *_lengths(good)]:
        path.write_bytes(broken)
        own = copied.unlock(FIRST, MINE)
        copied.opening(own)
        copied.failed_tries(own)


@pytest.mark.parametrize("name", ["VAULT", "p1.keys"])
def test_a_newer_format_is_said_and_nothing_is_written(copied: Vault, name: str) -> None:
    for entry in (name, f"{name}.bak"):
        path = copied.path(entry)
        data = bytearray(path.read_bytes() + b"later programs may add what they like")
        data[8:10] = (2).to_bytes(2, "big")
        data[-32:] = crypto.digest("ta1 checksum", bytes(data[:-32]))
        path.write_bytes(data)
    before = {path.name: path.read_bytes() for path in copied.folder.iterdir()}
    with pytest.raises(UserError) as caught:
        copied.unlock(FIRST, MINE)
    assert caught.value.code == "vault.newer"
    if name == "VAULT":
        for ask in (copied.header, lambda: copied.begin("Robin", Hue.LAKE, MINE)):
            with pytest.raises(UserError) as caught:
                ask()
            assert caught.value.code == "vault.newer"
    assert {path.name: path.read_bytes() for path in copied.folder.iterdir()} == before


def test_an_old_key_file_beside_a_newer_one_opens_nothing(copied: Vault) -> None:
    """Putting back only one of the two files does not bring an old passphrase back."""
    for name in ("p1.keys", "p1.keys.bak"):
        old = copied.path(name).read_bytes()
        own = copied.unlock(FIRST, MINE)
        copied.change_passphrase(own, MINE, ANOTHER)
        copied.path(name).write_bytes(old)
        with pytest.raises(UserError) as caught:
            copied.unlock(FIRST, MINE)
        assert caught.value.code == "passphrase.wrong"
        again = copied.unlock(FIRST, ANOTHER)
        assert copied.path(name).read_bytes() != old
        copied.change_passphrase(again, ANOTHER, MINE)


@pytest.mark.parametrize("thing", ["link", "pipe", "folder"])
@pytest.mark.parametrize("name", ["VAULT", "p1.keys", "p1.seal", "p1.tries", "p1.sheet"])
def test_a_trick_in_the_place_of_a_file_is_refused(
    copied: Vault, name: str, thing: str, tmp_path: Path
) -> None:
    path = copied.path(name)
    own = copied.unlock(FIRST, MINE)
    kept = tmp_path / "kept"
    shutil.move(path, kept)
    if thing == "link":
        path.symlink_to(kept)
    elif thing == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    uses = {
        "p1.seal": lambda: copied.opening(own),
        "p1.tries": lambda: copied.failed_tries(own),
        "p1.sheet": lambda: sheets.refresh_sheet(copied, own, None),
    }
    with pytest.raises(UserError) as caught:
        uses.get(name, lambda: copied.unlock(FIRST, MINE))()
    assert caught.value.code == "storage.refused"


def test_read_only_files_can_be_opened(copied: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise UserError("storage.read_only")

    copied.path("p1.keys").write_bytes(b"broken")
    copied.path("VAULT").unlink()
    monkeypatch.setattr(files, "replace", refuse)
    copied.unlock(FIRST, MINE)


@pytest.mark.parametrize("parser", ["header", "keys"])
def test_random_bytes_never_make_a_parser_stumble(parser: str) -> None:
    chance = random.Random(3)
    magic = headers.MAGIC if parser == "header" else keyfile.MAGIC
    for _ in range(3000):
        data = chance.randbytes(chance.choice([0, 5, 40, 100, 300, 4096]))
        if chance.random() < 0.8:
            data = magic + b"\0\1\0\1" + data[12:]
        if chance.random() < 0.8:
            data = _with_checksum(data + bytes(32))
        try:
            if parser == "header":
                headers.parse(data)
            else:
                keyfile.parse(data, "0" * 32, FIRST, CHEAP)
        except (headers.Damaged, keyfile.Damaged, UserError):
            pass
        else:
            pytest.fail("random bytes were taken for a file of a vault")
