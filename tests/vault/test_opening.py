"""What an opening tells its owner: its number, the last time, whether the file was put back; and tries."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.vault.helpers import MINE, Clock, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST
from trustapp.domain.partners import Hue
from trustapp.vault import tries
from trustapp.vault.session import OpeningRecord, Vault


def _rounded(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def test_setting_up_is_the_first_opening(vault: Vault, clock: Clock) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    begun = _rounded(clock.now)
    vault.path("p1.db").write_bytes(b"private")
    vault.closed(own)
    clock.move(days=1)
    assert vault.opening(own) == OpeningRecord(2, begun, file_put_back=False)
    clock.move(days=1)
    vault.closed(own)
    assert vault.opening(own) == OpeningRecord(3, _rounded(clock.now).replace(day=13), file_put_back=False)


def test_another_file_than_the_one_that_was_closed_is_told(couple: Couple) -> None:
    path = couple.vault.path("p1.db")
    path.write_bytes(b"old")
    couple.vault.closed(couple.one)
    couple.vault.opening(couple.one)
    path.write_bytes(b"newer")
    couple.vault.closed(couple.one)
    path.write_bytes(b"old")
    assert couple.vault.opening(couple.one).file_put_back
    couple.vault.closed(couple.one)
    assert not couple.vault.opening(couple.one).file_put_back
    couple.vault.closed(couple.one)
    path.unlink()
    assert couple.vault.opening(couple.one).file_put_back


def test_an_old_seal_put_back_is_told(couple: Couple) -> None:
    path, seal = couple.vault.path("p1.db"), couple.vault.path("p1.seal")
    path.write_bytes(b"old")
    couple.vault.closed(couple.one)
    old = seal.read_bytes()
    couple.vault.opening(couple.one)
    path.write_bytes(b"newer")
    couple.vault.closed(couple.one)
    seal.write_bytes(old)
    assert couple.vault.opening(couple.one).file_put_back


def test_after_a_crash_the_seal_says_nothing_about_the_file(couple: Couple) -> None:
    path = couple.vault.path("p1.db")
    path.write_bytes(b"one")
    couple.vault.closed(couple.one)
    couple.vault.opening(couple.one)
    path.write_bytes(b"written and not closed")
    record = couple.vault.opening(couple.one)
    assert (record.number, record.file_put_back) == (3, False)


@pytest.mark.parametrize("data", [None, b"", b"x" * 511, b"x" * 512, b"x" * 513])
def test_a_missing_or_broken_seal_is_told_and_made_anew(couple: Couple, data: bytes | None) -> None:
    seal = couple.vault.path("p1.seal")
    seal.unlink()
    if data is not None:
        seal.write_bytes(data)
    couple.vault.path("p1.db").write_bytes(b"x")
    record = couple.vault.opening(couple.one)
    assert record == OpeningRecord(1, None, file_put_back=True)
    couple.vault.closed(couple.one)
    assert couple.vault.opening(couple.one).number == 2


def test_closing_where_no_file_was_made_yet_leaves_the_seal_open(couple: Couple) -> None:
    couple.vault.closed(couple.one)
    couple.vault.path("p1.db").write_bytes(b"made later")
    assert not couple.vault.opening(couple.one).file_put_back


def test_seal_and_tries_always_look_random_and_keep_their_size(couple: Couple) -> None:
    couple.vault.path("p1.db").write_bytes(b"x")
    seen: set[bytes] = set()
    for _ in range(3):
        couple.vault.opening(couple.one)
        couple.vault.closed(couple.one)
        data = couple.vault.path("p1.seal").read_bytes()
        assert len(data) == 512
        assert data not in seen
        seen.add(data)


# Tries


def test_only_the_last_64_tries_are_kept(couple: Couple, clock: Clock) -> None:
    path = couple.vault.path("p1.tries")
    for _ in range(70):
        clock.move(minutes=1)
        tries.record(path, couple.one.public.seal, clock.now)
        assert path.stat().st_size == 4096
    found = couple.vault.failed_tries(couple.one)
    assert len(found) == 64
    assert found[-1] == _rounded(clock.now)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("data", [None, b"", b"short", b"x" * 4096, b"x" * 5000])
def test_a_missing_or_broken_file_of_tries_keeps_nobody_out(couple: Couple, data: bytes | None) -> None:
    path = couple.vault.path("p1.tries")
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        couple.vault.unlock(FIRST, "wrong")
    assert caught.value.code == "passphrase.wrong"
    assert len(couple.vault.failed_tries(couple.one)) == 1


def test_a_try_that_cannot_be_written_is_still_refused(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise UserError("storage.full")

    monkeypatch.setattr(tries, "record", full)
    with pytest.raises(UserError) as caught:
        couple.vault.unlock(FIRST, "wrong")
    assert caught.value.code == "passphrase.wrong"


def test_a_clock_that_nobody_has_is_left_out(couple: Couple) -> None:
    from trustapp.vault import crypto

    path = couple.vault.path("p1.tries")
    entry = crypto.box_seal((2**64 - 1).to_bytes(8, "big") + b"TRYTRY\r\n", couple.one.public.seal)
    path.write_bytes(entry + bytes(4096 - 64))
    assert couple.vault.failed_tries(couple.one) == ()
