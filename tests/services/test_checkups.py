"""Checking a vault: what can be told without a passphrase and with one, and that nothing is changed by it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_closeness import choose, say_steps
from tests.services.test_closeness import plan as plan_evening
from tests.services.test_rituals import DAILY, DAY, TODAY, planned, words
from trustapp import cli
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.agreements import NewLimit
from trustapp.services.checkups import CheckupService
from trustapp.vault import crypto
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.session import Vault


@pytest.fixture
def checkup(couple: Home, cheap_policy: KdfPolicy, monkeypatch: pytest.MonkeyPatch) -> CheckupService:
    """The couple's vault, closed; the command line's vault derives keys cheaply as well."""
    couple.open(FIRST)
    category = couple.services.answers.categories().value[0].id
    couple.services.agreements.state_limit(NewLimit(category, "Mornings", "Not in the mornings.", Kind.MINE))
    couple.services.vault.lock()
    monkeypatch.setattr(cli, "Vault", lambda folder: Vault(folder, cheap_policy, couple.clock))
    return CheckupService(Vault(couple.folder, cheap_policy, couple.clock))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_whole_vault_is_well_from_outside_and_inside(checkup: CheckupService) -> None:
    assert checkup.files().well
    report = checkup.spaces(FIRST, ROBIN)
    assert report.well
    assert {"ledger", "witness", "private space", "shared space"} <= {one.what for one in report.findings}


def test_a_check_changes_nothing(checkup: CheckupService, couple: Home) -> None:
    before = bytes_of(couple.folder)
    checkup.files()
    checkup.spaces(FIRST, ROBIN)
    assert bytes_of(couple.folder) == before


def test_a_missing_and_a_shortened_file_are_found_without_a_passphrase(
    checkup: CheckupService, couple: Home
) -> None:
    (couple.folder / "p2.stop").unlink()
    sheet = couple.folder / "p1.sheet"
    sheet.write_bytes(sheet.read_bytes()[:-1])
    found = {one.what: one.code for one in checkup.files().findings if not one.well}
    assert found == {"p2.stop": "file.missing", "p1.sheet": "file.wrong_size"}


def test_a_flipped_bit_in_the_shared_space_is_found(checkup: CheckupService, couple: Home) -> None:
    path = couple.folder / "shared.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    found = {one.what: one.code for one in checkup.spaces(FIRST, ROBIN).findings if not one.well}
    assert found == {"shared space": "storage.damaged"}


def test_an_old_shared_space_is_told_from_the_one_last_seen(checkup: CheckupService, couple: Home) -> None:
    old = (couple.folder / "shared.db").read_bytes()
    couple.open(FIRST)
    category = couple.services.answers.categories().value[0].id
    couple.services.agreements.state_limit(NewLimit(category, "Evenings", "Not late.", Kind.MINE))
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(old)
    found = {one.what: one.code for one in checkup.spaces(FIRST, ROBIN).findings if not one.well}
    assert found == {"witness": "ledger.put_back"}


# -- rituals --------------------------------------------------------------------------------------------


def test_a_vault_with_rituals_single_times_ceilings_and_notes_is_well(
    checkup: CheckupService, couple: Home
) -> None:
    say_steps(couple, 1)
    couple.clock.on(days=1)
    choose(couple, plan_evening(couple, 1), 1, 0)
    ritual = planned(couple, words(plan=replace(DAILY, day=couple.clock().date())))
    today = couple.clock().date()
    service = couple.services.rituals
    service.leave_out(ritual, today)
    service.move(ritual, today + DAY, today + 2 * DAY, "12:00")
    service.share_note(service.write_note(ritual, "Tea", "quiet").value)
    service.end(planned(couple, words("Walk")))
    couple.services.closeness.step_down(0)
    couple.open(FIRST)
    couple.services.vault.lock()
    for member, passphrase in ((FIRST, ROBIN), (SECOND, SASHA)):
        report = checkup.spaces(member, passphrase)
        assert [one for one in report.findings if not one.well] == []
        assert "single times and notes" in {one.what for one in report.findings}


@pytest.mark.parametrize(
    ("row", "day", "data"),
    [
        ("note/" + "0" * 32, None, b"{}"),
        (
            "note/" + "0" * 32,
            None,
            b'{"id":"1","ritual":"","name":"","day":"2026-05-04","text":"x","by":"p1"}',
        ),
        ("moved/p1/" + "0" * 32 + "/2026-05-04", TODAY, b"{}"),
        ("out/" + "0" * 32 + "/2026-05-04", TODAY, b"by p1"),
        ("out/" + "0" * 32 + "/someday", TODAY, b""),
        ("begun/someday", TODAY, b""),
        ("skipped/p1", TODAY, b""),
    ],
)
def test_a_row_that_says_nothing_is_told(
    checkup: CheckupService, couple: Home, row: str, day: date | None, data: bytes
) -> None:
    couple.open(FIRST)
    with couple.services.rituals._household.shared.transaction() as tables:
        tables.slips.put(row, day, data)
    couple.services.vault.lock()
    found = {one.what: one.code for one in checkup.spaces(FIRST, ROBIN).findings if not one.well}
    assert found == {"single times and notes": "slip.unread"}
    assert "count for nothing" in cli.words_for("slip.unread")


# -- the command line -----------------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(
    checkup: CheckupService, couple: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(couple.folder)]) == 0
    assert "All is well." in capsys.readouterr().out


def test_the_command_takes_a_passphrase_on_standard_input(
    checkup: CheckupService, couple: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(SASHA + "\n"))
    arguments = ["check", str(couple.folder), "--json", "--member", "Sasha", "--passphrase-stdin"]
    assert cli.main(arguments) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["well"] is True
    assert answer["reached"] == "spaces"


@pytest.mark.parametrize(
    ("passphrase", "member", "code"),
    [(ROBIN, "Sasha", "passphrase.wrong"), (ROBIN, "Nobody", "member.unknown")],
)
def test_what_cannot_be_looked_at_ends_with_two_and_a_sentence(
    checkup: CheckupService,
    couple: Home,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
    member: str,
    code: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
    arguments = ["check", str(couple.folder), "--json", "--member", member, "--passphrase-stdin"]
    assert cli.main(arguments) == 2
    assert json.loads(capsys.readouterr().out)["error"] == code


def test_a_wrong_folder_ends_with_two_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(tmp_path)]) == 2
    assert cli.main(["check", str(tmp_path / "nowhere")]) == 2
    assert "There is no vault in this folder." in capsys.readouterr().err


def test_a_newer_vault_is_left_as_it_is(
    checkup: CheckupService, couple: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("VAULT", "VAULT.bak"):
        path = couple.folder / name
        data = path.read_bytes()
        newer = data[:8] + b"\0\2" + data[10 : -crypto.DIGEST]
        path.write_bytes(newer + crypto.digest("ta1 checksum", newer))
    before = bytes_of(couple.folder)
    assert cli.main(["check", str(couple.folder)]) == 2
    assert "newer version" in capsys.readouterr().err
    assert bytes_of(couple.folder) == before


def test_a_damaged_header_ends_with_two(
    checkup: CheckupService, couple: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("VAULT", "VAULT.bak"):
        (couple.folder / name).write_bytes(b"not a header")
    assert cli.main(["check", str(couple.folder)]) == 2
    assert capsys.readouterr().err.strip()


def test_the_shared_record_is_told_in_five_words_that_both_keys_give(
    checkup: CheckupService, couple: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    couple.open(FIRST)
    words = couple.services.agreements.head_words().value
    couple.services.vault.lock()
    assert checkup.spaces(FIRST, ROBIN).head_words == words
    assert checkup.files().head_words == ()
    monkeypatch.setattr("sys.stdin", io.StringIO(SASHA + "\n"))
    cli.main(["check", str(couple.folder), "--member", "Sasha", "--passphrase-stdin", "--json"])
    assert json.loads(capsys.readouterr().out)["head_words"] == list(words)
    monkeypatch.setattr("sys.stdin", io.StringIO(ROBIN + "\n"))
    cli.main(["check", str(couple.folder), "--member", "Robin", "--passphrase-stdin"])
    assert " ".join(words) in capsys.readouterr().out
