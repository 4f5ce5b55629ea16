"""What a set brings back, and what no set can: nothing is widened, and no limit is lost."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.homes import ROBIN, SASHA, WORDS, Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, counting, standing
from trustapp.domain.answers import Answer, Choice, Kind, Release
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, ItemId, MemberId
from trustapp.services import backups, restoring
from trustapp.services.agreements import NewLimit
from trustapp.services.restoring import Wish
from trustapp.storage import archive, exchange
from trustapp.vault.session import Vault

NEW = "granite willow orbit sunday violet"


def vault_of(home: Home, folder: Path | None = None) -> Vault:
    return Vault(folder or home.folder, home.services.vault._household.vault.policy, home.clock)


def set_of(home: Home) -> Path:
    """A set of this moment, kept outside of the vault."""
    home.services.vault.lock()
    one = backups.make_set(vault_of(home), home.clock().date())
    assert one is not None
    kept = home.folder.parent / f"{one.number}.backup"
    shutil.copyfile(one.path, kept)
    return kept


def restore(
    home: Home, source: Path, member: MemberId = FIRST, secret: Any = None, *, lost: bool = False
) -> None:
    home.services.vault.lock()
    wish = Wish(source, member, secret or WORDS[member], lost)
    for _step in restoring.restore(vault_of(home), wish, home.clock()):
        pass
    home.services = home.renew()


def item_of(home: Home) -> ItemId:
    return home.services.answers.categories().value[0].items[0].id


def answer(home: Home, note: str) -> None:
    home.services.answers.keep(Answer(item_of(home), Choice.YES, note=note))


def note(home: Home) -> str:
    category = home.services.answers.categories().value[0].id
    found = {one.item.id: one.answer for one in home.services.answers.category(category).value.items}
    kept = found[item_of(home)]
    return kept.note if kept is not None else ""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        call()
    return refused.value.code


# -- what comes back -----------------------------------------------------------------------------------


def test_the_private_space_is_as_it_was_when_the_set_was_made(couple: Home) -> None:
    couple.open(FIRST)
    answer(couple, "before")
    source = set_of(couple)
    couple.clock.on(days=3)
    couple.open(FIRST)
    answer(couple, "after")
    restore(couple, source)
    found = couple.open(FIRST)
    assert note(couple) == "before"
    assert found.notices == ()
    assert found.number == 5
    assert not exchange.is_begun(couple.folder)


def test_what_lay_there_before_the_restore_can_be_brought_back(couple: Home) -> None:
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "after")
    restore(couple, source)
    couple.open(FIRST)
    assert note(couple) == ""
    couple.services.vault.lock()
    before = sorted((couple.folder / "backups").iterdir())[-1]
    restore(couple, before)
    couple.open(FIRST)
    assert note(couple) == "after"


def test_a_set_fills_an_empty_folder_and_both_open_with_the_same_keys(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    answer(couple, "mine")
    a_limit(couple, "Not in the mornings.")
    couple.open(SECOND)
    answer(couple, "theirs")
    source = set_of(couple)
    keys = vault_of(couple).unlock(FIRST, ROBIN)
    umk = keys.umk()
    shutil.rmtree(couple.folder)
    restore(couple, source)
    again = vault_of(couple).unlock(FIRST, ROBIN)
    assert again.umk() == umk
    assert again.database_key.raw() == keys.database_key.raw()
    for member, words in ((FIRST, "mine"), (SECOND, "theirs")):
        couple.open(member)
        assert note(couple) == words
        assert standing(couple) == ["Not in the mornings."]
    for path in couple.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_recovery_code_proves_the_same_master_key(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    groups = couple.services.vault.new_recovery_code(ROBIN).value.groups
    answer(couple, "kept")
    source = set_of(couple)
    umk = vault_of(couple).unlock(FIRST, ROBIN).umk()
    shutil.rmtree(couple.folder)
    restore(couple, source, secret=groups)
    own, _fresh = vault_of(couple).recover(FIRST, groups, NEW)
    assert own.umk() == umk
    assert vault_of(couple).unlock(FIRST, NEW).umk() == umk


def test_the_others_files_stay_unless_they_are_missing(couple: Home) -> None:
    source = set_of(couple)
    couple.open(SECOND)
    answer(couple, "theirs, later")
    couple.services.vault.lock()
    theirs = {name: data for name, data in contents(couple.folder).items() if name.startswith("p2.")}
    restore(couple, source)
    now = contents(couple.folder)
    assert {name: data for name, data in now.items() if name.startswith("p2.")} == theirs
    for name in ("p2.db", "p2.seal", "p2.keys", "p2.keys.bak", "p2.stop", "p2.tries", "p2.sheet"):
        (couple.folder / name).unlink()
    restore(couple, source)
    couple.open(SECOND)
    assert note(couple) == ""


def test_every_damaged_small_file_comes_back(couple: Home) -> None:
    source = set_of(couple)
    for name in ("VAULT", "VAULT.bak", "p1.keys", "p1.keys.bak", "p1.db", "shared.db", "p1.stop"):
        (couple.folder / name).write_bytes(b"nonsense")
    restore(couple, source)
    assert "file_put_back" not in couple.open(FIRST).notices
    assert couple.open(SECOND).sitting.member is not None
    kept = {path.name for path in couple.folder.glob("*.aside") if path.read_bytes() == b"nonsense"}
    lost = ("VAULT", "VAULT.bak", "p1", "p1.keys", "p1.keys.bak", "p1.stop", "shared")
    assert kept == {f"{stem}-2026-05-04-1.aside" for stem in lost}


# -- keys ----------------------------------------------------------------------------------------------


@pytest.fixture
def older(couple: Home) -> Path:
    """A set from before Robin changed the passphrase, kept outside of the vault."""
    couple.open(FIRST)
    answer(couple, "old passphrase")
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "new passphrase")
    couple.services.vault.change_passphrase(ROBIN, NEW)
    couple.services.vault.lock()
    return source


@pytest.mark.parametrize("proof", [ROBIN, NEW])
def test_an_old_passphrase_does_not_come_back_with_an_old_set(couple: Home, older: Path, proof: str) -> None:
    restore(couple, older, secret=proof)
    assert code_of(lambda: couple.services.vault.unlock(FIRST, ROBIN)) == "passphrase.wrong"
    couple.services.vault.unlock(FIRST, NEW)
    assert note(couple) == "old passphrase"


def test_only_who_says_that_the_key_file_is_lost_gets_the_old_one(couple: Home, older: Path) -> None:
    assert code_of(lambda: restore(couple, older, secret=NEW, lost=True)) == "passphrase.wrong"
    restore(couple, older, lost=True)
    couple.services.vault.unlock(FIRST, ROBIN)
    couple.services.vault.lock()
    assert code_of(lambda: couple.services.vault.unlock(FIRST, NEW)) == "passphrase.wrong"
    assert len(list(couple.folder.glob("p1.keys*.aside"))) == 2


def test_the_others_passphrase_restores_nothing_of_mine_and_is_shown_to_me(couple: Home) -> None:
    source = set_of(couple)
    before = contents(couple.folder)
    assert code_of(lambda: restore(couple, source, FIRST, SASHA)) == "passphrase.wrong"
    now = contents(couple.folder)
    assert {name for name in before if before[name] != now[name]} == {"p1.tries"}
    assert len(couple.open(FIRST).failed_tries) == 1


def test_keys_from_before_the_partner_joined_do_not_push_the_partner_out(alone: Home) -> None:
    from tests.homes import Setup
    from trustapp.domain.partners import Hue

    source = set_of(alone)
    alone.open(FIRST)
    alone.services.vault.invite()
    alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
    alone.services.vault.finish_setup()
    alone.open(FIRST)
    a_limit(alone, "Not in the mornings.")
    alone.services.vault.lock()
    before = contents(alone.folder)
    assert code_of(lambda: restore(alone, source, lost=True)) == "backup.keys_too_old"
    assert contents(alone.folder) == before
    restore(alone, source)
    alone.open(FIRST)
    assert standing(alone) == ["Not in the mornings."]
    assert alone.open(SECOND).sitting.partner is not None


# -- nothing is widened, no limit is lost --------------------------------------------------------------


def test_no_yes_of_the_set_counts_again(couple: Home) -> None:
    an_agreed_line(couple)
    assert counting(couple) == ["We may hold hands."]
    source = set_of(couple)
    restore(couple, source)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert counting(couple) == []


def test_later_limits_endings_and_suspensions_survive(couple: Home) -> None:
    line = an_agreed_line(couple)
    source = set_of(couple)
    couple.open(SECOND)
    couple.services.agreements.end_line(line)
    a_limit(couple, "Not in the mornings.")
    couple.open(FIRST)
    a_limit(couple, "Not at work.")
    couple.services.agreements.suspend()
    restore(couple, source)
    for member in (FIRST, SECOND):
        notices = couple.open(member).notices
        assert "ledger_changed" not in notices
        assert sorted(standing(couple)) == ["Not at work.", "Not in the mornings."]
        assert counting(couple) == []
        assert couple.services.agreements.view().value.agreement.suspended


def test_a_lifted_limit_stands_again_and_a_pending_lift_is_asked_for_anew(couple: Home) -> None:
    couple.open(FIRST)
    category = couple.services.answers.categories().value[0].id
    limits = [
        couple.services.agreements.state_limit(NewLimit(category, "A limit", text, Kind.MINE)).value
        for text in ("Not here.", "Not there.")
    ]
    couple.services.agreements.ask_lift(limits[0])
    couple.clock.on(hours=25)
    couple.open(FIRST)
    couple.services.agreements.ask_lift(limits[1])
    source = set_of(couple)
    couple.open(FIRST)
    couple.services.agreements.confirm_lift(limits[0], ROBIN)
    assert standing(couple) == ["Not there."]
    couple.clock.on(hours=25)
    restore(couple, source)
    couple.open(FIRST)
    assert sorted(standing(couple)) == ["Not here.", "Not there."]
    for limit in limits:
        assert code_of(lambda wanted=limit: couple.services.agreements.confirm_lift(wanted, ROBIN)) == (
            "lift.not_asked"
        )


def test_the_other_hears_of_a_restore_once_and_asks_for_a_pending_lift_anew(couple: Home) -> None:
    couple.open(SECOND)
    category = couple.services.answers.categories().value[0].id
    limit = couple.services.agreements.state_limit(
        NewLimit(category, "A limit", "Not there.", Kind.MINE)
    ).value
    couple.services.agreements.ask_lift(limit)
    source = set_of(couple)
    couple.clock.on(hours=25)
    restore(couple, source, FIRST)
    assert "restored" not in couple.open(FIRST).notices
    assert "restored" in couple.open(SECOND).notices
    assert code_of(lambda: couple.services.agreements.confirm_lift(limit, SASHA)) == "lift.not_asked"
    assert "restored" not in couple.open(SECOND).notices


def test_a_released_sheet_does_not_come_back(couple: Home) -> None:
    category = couple.services.answers.categories().value[0].id
    couple.together()
    couple.services.rounds.choose(category)
    tickets = []
    for member in (FIRST, SECOND):
        couple.open(member)
        kept = Answer(item_of(couple), Choice.NO, release=Release.OPEN)
        couple.services.answers.keep(kept)
        tickets.append(" ".join(couple.services.rounds.release(False).value))
    source = set_of(couple)
    couple.open(FIRST)
    couple.services.rounds.take_back()
    restore(couple, source)
    couple.open(FIRST)
    assert couple.services.rounds.state().value.released is False
    couple.together()
    with pytest.raises(UserError, match=r"round\.nothing_to_open"):
        couple.services.rounds.open((tickets[0], tickets[1]))


def test_a_round_that_was_opened_since_is_not_open_again(couple: Home) -> None:
    category = couple.services.answers.categories().value[0].id
    couple.together()
    couple.services.rounds.choose(category)
    source = set_of(couple)
    tickets = []
    for member in (FIRST, SECOND):
        couple.open(member)
        tickets.append(" ".join(couple.services.rounds.release(False).value))
    couple.together()
    couple.services.rounds.open((tickets[0], tickets[1]))
    restore(couple, source)
    couple.together()
    assert code_of(lambda: couple.services.rounds.choose(category)) == "round.too_soon"


@pytest.mark.parametrize("without", [(), ("shared.db",), ("shared.db", "p2.db"), ("p2.db",)])
def test_a_partner_who_restores_an_old_set_gains_nothing(couple: Home, without: tuple[str, ...]) -> None:
    line = an_agreed_line(couple)
    source = set_of(couple)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.agreements.end_line(line)
    couple.services.vault.lock()
    for name in without:
        (couple.folder / name).unlink()
    restore(couple, source, SECOND)
    couple.open(SECOND)
    assert counting(couple) == []
    couple.open(FIRST)
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == []
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]


def test_what_waited_in_the_outbox_is_said(couple: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    source = set_of(couple)
    couple.open(FIRST)

    def full(*_args: object, **_words: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(couple.services.agreements._household, "append", full)
        a_limit(couple, "Not in the mornings.")
    restore(couple, source)
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]


def test_a_mark_that_nobody_took_over_suspends_after_the_restore(couple: Home) -> None:
    couple.services.vault.suspend_without_key()
    source = set_of(couple)
    shutil.rmtree(couple.folder)
    restore(couple, source)
    couple.open(SECOND)
    assert couple.services.agreements.view().value.agreement.suspended


def test_the_latest_time_seen_and_the_sitting_do_not_go_back(couple: Home) -> None:
    source = set_of(couple)
    couple.clock.on(days=400)
    couple.open(FIRST)
    couple.services.vault.lock()
    couple.clock.on(days=-400)
    restore(couple, source)
    couple.open(FIRST)
    assert couple.services.agreements.view().value.agreement.clock_in_doubt


def test_a_hostile_shared_space_in_the_set_is_not_taken_over(couple: Home) -> None:
    source = set_of(couple)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    found = archive.manifest(source)
    forged = couple.folder.parent / "forged.backup"
    parts: dict[str, archive.Content] = {
        one.name: b"x" * 8192 if one.name == "shared.db" else archive.Part(source, one)
        for one in found.entries
    }
    for _step in archive.write(forged, found.day, found.vault, parts):
        pass
    restore(couple, forged)
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]


# -- refused, and interrupted ---------------------------------------------------------------------------


def test_a_set_of_another_vault_and_a_folder_of_other_files_are_refused(couple: Home, tmp_path: Path) -> None:
    source = set_of(couple)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letters.txt").write_bytes(b"mine")
    wish = Wish(source, FIRST, ROBIN)
    assert code_of(lambda: list(restoring.restore(vault_of(couple, other), wish, couple.clock()))) == (
        "backup.other_files"
    )
    assert os.listdir(other) == ["letters.txt"]
    second = tmp_path / "second"
    made = vault_of(couple, second)
    from trustapp.domain.partners import Hue

    made.begin("Kim", Hue.LAKE, NEW)
    assert code_of(lambda: list(restoring.restore(made, wish, couple.clock()))) == "backup.other_vault"


@pytest.mark.parametrize("member", ["p2", "p3"])
def test_somebody_without_a_space_in_the_set_is_told_so(alone: Home, member: str) -> None:
    source = set_of(alone)
    assert code_of(lambda: restore(alone, source, MemberId(member), SASHA)) == "backup.without_you"


def test_a_damaged_set_changes_nothing(couple: Home) -> None:
    source = set_of(couple)
    data = bytearray(source.read_bytes())
    data[-100] ^= 1
    source.write_bytes(bytes(data))
    before = contents(couple.folder)
    assert code_of(lambda: restore(couple, source)) == "backup.damaged"
    assert contents(couple.folder) == before


def test_a_restore_that_is_stopped_while_it_reads_changes_nothing(couple: Home) -> None:
    source = set_of(couple)
    before = contents(couple.folder)
    steps = restoring.restore(vault_of(couple), Wish(source, FIRST, ROBIN), couple.clock())
    next(steps)
    steps.close()
    assert contents(couple.folder) == before


@pytest.mark.parametrize("after", [0, 5, 18, 22, 30])
def test_a_disk_that_fills_up_while_files_are_gathered_leaves_the_old_vault(
    couple: Home, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    couple.open(FIRST)
    answer(couple, "before")
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "after")
    couple.services.vault.lock()
    before = contents(couple.folder)
    sets = sorted(path.name for path in (couple.folder / "backups").iterdir())
    left, real = [after], os.write

    def fills_up(descriptor: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "full")
        return real(descriptor, data)

    with monkeypatch.context() as patch:
        patch.setattr(archive.os, "write", fills_up)
        assert code_of(lambda: restore(couple, source)) == "storage.full"
    assert contents(couple.folder) == before
    assert not [
        path.name for path in couple.folder.rglob("*") if path.name.endswith((".new", "restoring-new"))
    ]
    assert set(sets) <= {path.name for path in (couple.folder / "backups").iterdir()}
    couple.open(FIRST)
    assert note(couple) == "after"


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("after", range(0, 12))
def test_a_restore_that_is_killed_is_the_old_vault_or_is_finished(
    couple: Home, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    couple.open(FIRST)
    answer(couple, "before")
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "after")
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    shutil.copytree(couple.folder, couple.folder.parent / "kept")
    calls = {"left": after}
    real = Path.replace

    def counted(self: Path, target: Path) -> Path:
        if self.parent.name == exchange.BEGUN:
            if calls["left"] == 0:
                raise Killed
            calls["left"] -= 1
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", counted)
        with suppress(Killed):
            restore(couple, source)
    exchange.finish(couple.folder)
    couple.services = couple.renew()
    couple.open(FIRST)
    assert note(couple) == "before"
    assert standing(couple) == ["Not in the mornings."]
    assert not exchange.is_begun(couple.folder)


def test_a_restore_that_is_killed_while_it_gathers_is_the_old_vault(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = set_of(couple)
    couple.open(FIRST)
    answer(couple, "after")
    couple.services.vault.lock()
    before = contents(couple.folder)

    def killed(*_args: object, **_words: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(exchange, "commit", killed)
        patch.setattr(exchange, "discard", lambda _folder: None)
        (couple.folder / exchange.GATHERED).mkdir(exist_ok=True)
        shutil.rmtree(couple.folder / exchange.GATHERED)
        with suppress(Killed):
            restore(couple, source)
    assert (couple.folder / exchange.GATHERED).is_dir()
    exchange.finish(couple.folder)
    assert not (couple.folder / exchange.GATHERED).exists()
    assert contents(couple.folder) == before
    couple.open(FIRST)
    assert note(couple) == "after"
