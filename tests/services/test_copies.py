"""Copies as a person meets them: at the lock, in their own sitting, on the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_nothing_is_lost import a_limit, standing
from tests.services.test_restoring import answer, code_of, contents, note, set_of, vault_of
from trustapp import cli
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services import backups
from trustapp.services.copies import CHECKING, Step, Work
from trustapp.storage import archive, backup, exchange
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.session import Vault


def finish(work: Work) -> list[Step]:
    steps = [work.step().value]
    while not steps[-1].finished:
        steps.append(work.step().value)
    return steps


def days(home: Home) -> list[str]:
    return [one.day.isoformat() for one in backup.sets(home.folder)]


# -- at the lock ---------------------------------------------------------------------------------------


def test_the_first_lock_of_a_day_makes_a_set_and_the_next_makes_none(couple: Home) -> None:
    assert days(couple) == ["2026-05-04"]
    for _times in range(2):
        couple.clock.on(days=1)
        for _twice in range(2):
            couple.open(FIRST)
            couple.services.vault.lock()
    assert days(couple) == ["2026-05-04", "2026-05-05", "2026-05-06"]
    couple.clock.on(days=1)
    couple.services.vault.lock()
    assert len(days(couple)) == 3, "nobody was there: nothing changed"


def test_together_is_copied_at_its_lock_too(couple: Home) -> None:
    couple.clock.on(days=1)
    couple.together()
    before = days(couple)
    couple.services.vault.lock()
    assert before == ["2026-05-04"]
    assert days(couple) == ["2026-05-04", "2026-05-05"]


@pytest.mark.parametrize("code", ["storage.full", "storage.read_only"])
def test_what_keeps_a_set_from_being_made_keeps_no_key_open_and_is_told_at_the_next_opening(
    couple: Home, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    couple.clock.on(days=1)
    couple.open(FIRST)

    def fails(*_args: object, **_words: object) -> None:
        raise UserError(code)

    with monkeypatch.context() as patch:
        patch.setattr(archive, "write", fails)
        couple.services.vault.lock()
    assert couple.services.vault.sitting() is None
    assert days(couple) == ["2026-05-04"]
    assert "backup_missing" in couple.open(FIRST).notices
    assert "backup_missing" not in couple.open(FIRST).notices


def test_the_set_is_made_when_every_key_is_gone(couple: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    couple.clock.on(days=1)
    couple.open(FIRST)
    keys = couple.services.vault._household.keys()
    seen: list[bool] = []
    real = backups.make_daily_set

    def looked(vault: Vault, day: object) -> None:
        seen.append(keys.database_key.wiped)
        real(vault, day)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "make_daily_set", looked)
    couple.services.vault.lock()
    assert seen == [True]


# -- in one's own sitting ------------------------------------------------------------------------------


def test_a_copy_of_this_moment_is_made_while_the_sitting_goes_on(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    answer(couple, "a moment ago")
    steps = finish(couple.services.backups.copy_to(tmp_path / "copy").value)
    assert steps[-1].percent == 100
    assert note(couple) == "a moment ago"
    a_limit(couple, "Not in the mornings.")
    assert standing(couple) == ["Not in the mornings."]
    shutil.rmtree(couple.folder)
    couple.services = couple.renew()
    from tests.services.test_restoring import restore

    restore(couple, tmp_path / "copy")
    couple.open(FIRST)
    assert note(couple) == "a moment ago"


def test_a_copy_that_is_given_up_leaves_nothing(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    work = couple.services.backups.copy_to(tmp_path / "copy").value
    work.step()
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.part"]
    work.stop()
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_a_copy_goes_elsewhere_when_the_vaults_own_disk_is_full(
    couple: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)

    def full(*_args: object, **_words: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "make", full)
        finish(couple.services.backups.copy_to(tmp_path / "copy").value)
    finish(couple.services.backups.check(tmp_path / "copy").value)


def test_nothing_is_copied_over_another_file(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    (tmp_path / "copy").write_bytes(b"mine")
    assert code_of(lambda: couple.services.backups.copy_to(tmp_path / "copy")) == "backup.exists"
    assert (tmp_path / "copy").read_bytes() == b"mine"


def test_copies_are_for_ones_own_sitting(couple: Home, tmp_path: Path) -> None:
    couple.together()
    service = couple.services.backups
    for call in (
        service.view,
        lambda: service.copy_to(tmp_path / "x"),
        lambda: service.check(tmp_path / "x"),
        lambda: service.restore(tmp_path / "x", ROBIN),
    ):
        assert code_of(call) == "sitting.not_own"


def test_the_sitting_goes_on_when_a_restore_is_refused_and_ends_when_it_is_done(couple: Home) -> None:
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "after")
    assert code_of(lambda: couple.services.backups.restore(source, SASHA)) == "passphrase.wrong"
    assert note(couple) == "after"
    couple.services.backups.restore(source, ROBIN)
    assert couple.services.vault.sitting() is None
    couple.open(FIRST)
    assert note(couple) == ""


# -- the weekly look -----------------------------------------------------------------------------------


def newest(home: Home) -> Path:
    return backup.sets(home.folder)[-1].path


def test_the_newest_set_is_opened_once_a_week_with_ones_own_keys(couple: Home) -> None:
    couple.open(FIRST)
    assert couple.services.backups.look_at_newest().value
    whole = newest(couple).read_bytes()
    newest(couple).write_bytes(whole[:-1])
    couple.clock.on(days=6)
    assert couple.services.backups.look_at_newest().value, "not again so soon"
    couple.clock.on(days=1)
    assert not couple.services.backups.look_at_newest().value
    assert not couple.services.backups.look_at_newest().value, "told until it holds"
    newest(couple).write_bytes(whole)
    assert couple.services.backups.look_at_newest().value
    assert not (couple.folder / CHECKING).exists()


def test_a_set_whose_space_does_not_open_is_told_although_its_digests_hold(couple: Home) -> None:
    couple.open(FIRST)
    one = backup.sets(couple.folder)[-1]
    backup.make_again(one, {"p1.db": os.urandom(8192)})
    assert not couple.services.backups.look_at_newest().value
    couple.open(SECOND)
    assert couple.services.backups.look_at_newest().value


def test_a_clock_that_went_back_does_not_stop_the_weekly_look(couple: Home) -> None:
    couple.open(FIRST)
    assert couple.services.backups.look_at_newest().value
    couple.clock.on(days=-3000)
    newest(couple).write_bytes(b"damaged")
    assert not couple.services.backups.look_at_newest().value


# -- the command line ----------------------------------------------------------------------------------


@pytest.fixture
def command(couple: Home, cheap_policy: KdfPolicy, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The couple's vault, closed, with a limit; the command line's vault derives keys cheaply as well."""
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    monkeypatch.setattr(cli, "Vault", lambda folder: Vault(folder, cheap_policy, couple.clock))
    monkeypatch.setattr(cli, "utc_now", couple.clock)
    return couple


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object, given: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(given + "\n"))
    return cli.main([str(one) for one in arguments])


def test_a_vault_is_copied_lost_and_brought_back_by_commands(
    command: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    assert run(monkeypatch, "backup", command.folder, copy) == 0
    assert "Copied" in capsys.readouterr().out
    assert copy.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "again"
    words = ("--member", "Robin", "--passphrase-stdin")
    assert run(monkeypatch, "restore", copy, again, *words, "--json", given=ROBIN) == 0
    assert json.loads(capsys.readouterr().out)["well"] is True
    assert run(monkeypatch, "check", again, *words, given=ROBIN) == 0
    assert vault_of(command, again).unlock(SECOND, SASHA)
    assert again.stat().st_mode & 0o777 == 0o700


def test_what_cannot_be_done_is_said_in_a_sentence_and_ends_with_two(
    command: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = set_of(command)
    newer = tmp_path / "newer"
    data = bytearray(copy.read_bytes())
    newer.write_bytes(_newer(bytes(data)))
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    (stranger / "letters.txt").write_bytes(b"mine")
    words = ("--member", "p1", "--passphrase-stdin")
    for arguments, given, code in (
        (("backup", tmp_path / "nowhere", tmp_path / "x"), "", "vault.not_a_vault"),
        (("backup", command.folder, copy), "", "backup.exists"),
        (("backup", command.folder, tmp_path / "no" / "x"), "", "file.no_folder"),
        (("restore", tmp_path / "nothing", command.folder, *words), ROBIN, "storage.missing"),
        (("restore", newer, command.folder, *words), ROBIN, "backup.newer"),
        (("restore", copy, stranger, *words), ROBIN, "backup.other_files"),
        (("restore", copy, command.folder, *words), SASHA, "passphrase.wrong"),
        (("restore", copy, command.folder, *words, "--code"), "0000-0000", "code.group"),
        (("restore", copy, command.folder, "--passphrase-stdin"), ROBIN, "member.unknown"),
    ):
        assert run(monkeypatch, *arguments, "--json", given=given) == 2, arguments
        said = json.loads(capsys.readouterr().out)
        assert said["error"] == code
        assert "(" not in said["words"]
    assert sorted(os.listdir(stranger)) == ["letters.txt", "lock"]


def _newer(data: bytes) -> bytes:
    from hashlib import blake2b

    length = int.from_bytes(data[12:16], "big")
    head = data[:8] + b"\0\2" + data[10 : 16 + length]
    part = len(head).to_bytes(4, "big") + head
    return head + blake2b(part, digest_size=32, person=b"ta1 checksum").digest() + data[48 + length :]


def test_a_damaged_or_a_wrong_file_ends_with_one(
    command: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = set_of(command)
    words = ("--member", "p1", "--passphrase-stdin")
    before = contents(command.folder)
    data = copy.read_bytes()
    for wrong in (data[:-1], data[:100], b"", b"letters"):
        copy.write_bytes(wrong)
        assert run(monkeypatch, "restore", copy, command.folder, *words, given=ROBIN) == 1
        out = capsys.readouterr()
        assert out.out == ""
        assert "Traceback" not in out.err
        assert "copy" in out.err
    assert contents(command.folder) == before


def test_a_vault_that_is_open_is_neither_copied_nor_brought_back(
    command: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trustapp.services import process
    from trustapp.vault.hardening import OwnerLock

    copy = set_of(command)
    monkeypatch.setattr(process, "_owned", {})
    with OwnerLock(command.folder):
        assert run(monkeypatch, "backup", command.folder, tmp_path / "x") == 2
        words = ("--member", "p1", "--passphrase-stdin")
        assert run(monkeypatch, "restore", copy, command.folder, *words, given=ROBIN) == 2
    assert capsys.readouterr().err.count("Close it and try again.") == 2


def test_a_start_finishes_a_restore_that_was_interrupted(
    command: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trustapp.services import process

    room = command.folder / exchange.BEGUN
    room.mkdir()
    shutil.copyfile(command.folder / "p1.db", room / "p1.db")
    (command.folder / "p1.db").write_bytes(b"half")
    assert run(monkeypatch, "check", command.folder) == 2
    assert "interrupted" in capsys.readouterr().err
    monkeypatch.setattr(process, "_owned", {})
    process.own(command.folder)
    assert not room.exists()
    assert run(monkeypatch, "check", command.folder, "--member", "p1", "--passphrase-stdin", given=ROBIN) == 0


def test_the_copy_for_another_day_is_not_missed_after_a_long_time(couple: Home) -> None:
    couple.clock.on(days=100)
    assert "backup_missing" not in couple.open(FIRST).notices
    couple.services.vault.lock()
    today = couple.clock().date()
    assert not backups.is_missing(vault_of(couple), today, today)
    assert backups.is_missing(vault_of(couple), today + timedelta(days=1), today + timedelta(days=2))
