"""A limit, a need, an ending and a suspension get through: a full disk, a locked, damaged or missing file."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes import WORDS, Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, counting, standing
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, LineId, MemberId
from trustapp.services.agreements import NewLimit
from trustapp.storage.connection import Database
from trustapp.vault import files, stopfile

TEXT = "Not in the mornings."


def no_write(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Every database answers, and takes nothing."""
    real = Database.execute

    def refuse(self: Database, statement: str, values: tuple[object, ...] = ()) -> object:
        if statement.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            raise UserError(code)
        return real(self, statement, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "execute", refuse)
    monkeypatch.setattr(Database, "execute_each", lambda *_arguments: refuse(None, "INSERT"))  # type: ignore[arg-type]


def no_new_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise UserError("storage.full")

    monkeypatch.setattr(files, "replace", refuse)


def need(home: Home, line: LineId) -> None:
    category = home.services.answers.categories().value[0].id
    home.services.agreements.state_need(
        NewLimit(category, "A need", "Only after we talked.", Kind.OURS), line
    )


@pytest.mark.parametrize("code", ["storage.full", "storage.busy", "storage.damaged", "storage.read_only"])
def test_everything_that_tightens_gets_through_where_no_database_takes_a_row(
    couple: Home, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    line = an_agreed_line(couple)
    couple.open(FIRST)
    with monkeypatch.context() as patch:
        no_write(patch, code)
        no_new_file(patch)
        a_limit(couple, TEXT)
        need(couple, line)
        assert standing(couple) == [TEXT, "Only after we talked."], "it counts while it waits"
        couple.services.agreements.end_line(line)
        assert counting(couple) == []
        couple.services.agreements.suspend()
        assert couple.services.agreements.view().value.agreement.suspended
    couple.open(SECOND)
    assert standing(couple) == [TEXT, "Only after we talked."]
    assert counting(couple) == []
    assert couple.services.agreements.view().value.agreement.suspended
    assert couple.services.agreements.view().value.agreement.verified


def test_it_gets_through_a_shared_file_that_cannot_be_reached(couple: Home) -> None:
    line = an_agreed_line(couple)
    couple.services.vault.lock()
    path = couple.folder / "shared.db"
    command = [sys.executable, "-c", _KEEP_LOCKED, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == b"held\n"
        assert "shared_busy" in couple.open(FIRST).notices
        a_limit(couple, TEXT)
        couple.services.agreements.end_agreement()
        couple.services.agreements.suspend()
        assert standing(couple) == [TEXT]
        couple.services.vault.lock()
        keeper.stdin.close()
    couple.open(SECOND)
    assert standing(couple) == [TEXT]
    ended = couple.services.agreements.view().value.agreement
    assert ended.suspended
    assert ended.verified
    assert line not in {one.words.id for one in ended.lines if one.words and one.state.value == "counts"}


_KEEP_LOCKED = """
import fcntl, struct, sys
held = open(sys.argv[1], "r+b")
# The bytes that SQLite locks: a writer of another program has all of them.
fcntl.lockf(held, fcntl.LOCK_EX, 512, 0x40000000)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_it_gets_through_where_the_shared_file_goes_while_it_is_open(
    couple: Home, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    couple.open(FIRST)
    path = couple.folder / "shared.db"
    with monkeypatch.context() as patch:
        no_write(patch, "storage.damaged")
        a_limit(couple, TEXT)
        couple.services.agreements.suspend()
    couple.services.vault.lock()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(os.urandom(path.stat().st_size))
    couple.open(SECOND)
    assert standing(couple) == [TEXT], "it lay in the stop files"
    assert couple.services.agreements.view().value.agreement.suspended


@pytest.mark.parametrize("code", ["storage.full", "storage.read_only", "storage.damaged"])
def test_what_is_said_in_together_gets_through_too(
    couple: Home, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    line = an_agreed_line(couple)
    couple.together()
    with monkeypatch.context() as patch:
        no_write(patch, code)
        category = couple.services.answers.categories().value[0].id
        couple.services.agreements.state_limit_together(NewLimit(category, "A", TEXT, Kind.MINE), FIRST)
        assert standing(couple) == [TEXT]
        couple.services.agreements.suspend()
        couple.services.agreements.end_line(line)
        assert counting(couple) == []
        assert couple.services.agreements.view().value.agreement.suspended
    for member in (SECOND, FIRST):
        notices = couple.open(member).notices
        assert standing(couple) == [TEXT]
        assert couple.services.agreements.view().value.agreement.suspended
        assert couple.services.agreements.view().value.agreement.verified
    assert "unsigned_statements" in notices


def test_a_running_together_takes_in_what_was_put_into_a_stop_file(couple: Home) -> None:
    couple.together()
    assert couple.services.vault.watch().value is False
    stopfile.mark_suspended(couple.services.agreements._household.vault)
    outcome = couple.services.vault.watch()
    assert outcome.value
    assert outcome.changed
    assert couple.services.agreements.view().value.agreement.suspended
    assert couple.services.vault.watch().value is False


def test_the_page_looks_into_the_stop_files_before_it_shows_lines(couple: Home) -> None:
    line = an_agreed_line(couple)
    couple.open(SECOND)
    assert counting(couple) == ["We may hold hands."]
    stopfile.mark_suspended(couple.services.agreements._household.vault)
    assert counting(couple) == [], str(line)


def test_stop_files_are_random_again_when_the_ledger_holds_it(couple: Home) -> None:
    couple.open(FIRST)
    for number in range(40):
        a_limit(couple, f"Not on day {number}.")
    assert len(standing(couple)) == 40, "more than there are places: each is freed once the ledger has it"
    couple.services.agreements.suspend()
    couple.services.vault.lock()
    for name in ("p1.stop", "p2.stop"):
        assert b"trustapp" not in (couple.folder / name).read_bytes()


def test_a_statement_in_the_stop_file_that_its_giver_did_not_sign_counts_for_nothing(couple: Home) -> None:
    """The other holds the shared key: they can write there, and not in my name."""
    from trustapp.domain.ids import CategoryId, StatementId
    from trustapp.domain.statements import Limit, Need
    from trustapp.vault import ledger, stopseal

    couple.open(FIRST)
    house = couple.services.agreements._household
    seal = stopseal.Seal(house.keys())
    mine = ledger.sign(
        house.keys(),
        Limit(StatementId("ab" * 16), FIRST, CategoryId("touch"), "A", "Not.", Kind.MINE),
        "",
        house.now(),
    )
    forged = ledger.Signed(
        Limit(StatementId("cd" * 16), SECOND, CategoryId("touch"), "A", "Forged.", Kind.MINE),
        None,
        None,
        mine.signature,
    )
    nobody = ledger.Signed(
        Need(StatementId("ef" * 16), MemberId("p7"), CategoryId("touch"), "A", "Nobody.", Kind.OURS),
        None,
        None,
        None,
    )
    for one in (forged, nobody):
        stopseal.keep(couple.folder, seal, one)
    couple.services.vault.watch()
    assert standing(couple) == []
    assert couple.services.agreements.view().value.agreement.verified
    couple.open(SECOND)
    assert standing(couple) == []
    assert stopseal.entries(couple.folder, stopseal.Seal(house.keys())) == (), "its places are free again"


def nothing_can_be_written(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise UserError("storage.read_only")

    no_write(patch, "storage.read_only")
    patch.setattr(files, "write_in_place", refuse)


def test_where_nothing_can_be_written_the_person_hears_so_and_takes_it_elsewhere(
    couple: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with monkeypatch.context() as patch:
        nothing_can_be_written(patch)
        with pytest.raises(UserError) as caught:
            a_limit(couple, TEXT)
        assert caught.value.code == "statement.not_kept"
        assert couple.services.agreements.unkept().value == (f"A limit: {TEXT}",)
        [name] = couple.services.agreements.save_unkept(elsewhere).value
        assert couple.services.agreements.unkept().value == ()
    saved = elsewhere / name
    assert TEXT.encode() not in saved.read_bytes()
    assert not saved.read_bytes().count(b"trustapp")
    couple.open(SECOND)
    assert standing(couple) == []
    assert couple.services.agreements.take_saved(saved).value == 1
    assert standing(couple) == [TEXT]
    assert couple.services.agreements.take_saved(saved).value == 0, "it counts once"
    couple.open(FIRST)
    assert standing(couple) == [TEXT]
    saved.write_bytes(os.urandom(2048))
    with pytest.raises(UserError) as caught:
        couple.services.agreements.take_saved(saved)
    assert caught.value.code == "statement.not_ours"


def test_what_could_not_be_kept_is_said_as_soon_as_there_is_room_and_once(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    with monkeypatch.context() as patch:
        nothing_can_be_written(patch)
        for text in (TEXT, "Not at night."):
            with pytest.raises(UserError):
                a_limit(couple, text)
    a_limit(couple, TEXT)
    assert sorted(standing(couple)) == ["Not at night.", TEXT]
    assert couple.services.agreements.unkept().value == ()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of its own, which can be filled to the last byte."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only the administrator can make a file system")
    image, where = tmp_path / "disk.img", tmp_path / "disk"
    where.mkdir()
    image.write_bytes(bytes(24 << 20))
    made = subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(image)], check=False, capture_output=True)
    mounted = (
        made.returncode == 0
        and not subprocess.run(
            ["mount", "-o", "loop", str(image), str(where)], check=False, capture_output=True
        ).returncode
    )
    if (
        not mounted
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(where)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def test_on_a_disk_that_is_full_to_the_last_byte_everything_that_tightens_gets_through(
    tiny_disk: Path, couple: Home
) -> None:
    import shutil

    from trustapp.bootstrap import build

    line = an_agreed_line(couple)
    couple.services.vault.lock()
    policy = couple.services.agreements._household.vault.policy
    folder = tiny_disk / "vault"
    shutil.copytree(couple.folder, folder, ignore=shutil.ignore_patterns("backups"))
    home = Home(build(folder, clock=couple.clock, policy=policy), couple.clock, folder, couple.renew)
    home.open(FIRST)
    filler = tiny_disk / "filler"
    fill(filler)
    a_limit(home, TEXT)
    need(home, line)
    home.services.agreements.suspend()
    home.services.agreements.end_agreement()
    assert set(standing(home)) == {TEXT, "Only after we talked."}
    assert counting(home) == []
    home.services.vault.lock()
    fill(filler)
    home.services.vault.suspend_without_key()
    home.open(SECOND)
    assert set(standing(home)) == {TEXT, "Only after we talked."}, "the disk is still full"
    home.services.vault.lock()
    filler.unlink()
    home.open(SECOND)
    view = home.services.agreements.view().value.agreement
    assert set(standing(home)) == {TEXT, "Only after we talked."}
    assert counting(home) == []
    assert len(view.suspended) == 2
    home.services.vault.lock()


def test_on_a_disk_that_cannot_be_written_the_person_hears_so_and_takes_it_elsewhere(
    tiny_disk: Path, couple: Home, tmp_path: Path
) -> None:
    import shutil

    from trustapp.bootstrap import build

    couple.services.vault.lock()
    policy = couple.services.agreements._household.vault.policy
    folder, elsewhere = tiny_disk / "vault", tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copytree(couple.folder, folder)
    home = Home(build(folder, clock=couple.clock, policy=policy), couple.clock, folder, couple.renew)
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert "disk_read_only" in home.services.vault.unlock(FIRST, WORDS[FIRST]).value.notices
    with pytest.raises(UserError) as caught:
        a_limit(home, TEXT)
    assert caught.value.code == "statement.not_kept"
    [name] = home.services.agreements.save_unkept(elsewhere).value
    with pytest.raises(UserError) as caught:
        home.services.vault.suspend_without_key()
    assert caught.value.code == "stop.not_written"
    keys = home.services.agreements._household.keys()
    assert told_at_lock(home) == "lock.not_written"
    assert home.services.vault.sitting() is None
    with pytest.raises(ValueError, match="wiped"):
        keys.umk()
    assert told_at_lock(home) == "", "it is told once"
    subprocess.run(["mount", "-o", "remount,rw", str(tiny_disk)], check=True)
    home.open(SECOND)
    home.services.agreements.take_saved(elsewhere / name)
    assert standing(home) == [TEXT]
    home.services.vault.lock()


def unseen_by_the_first(home: Home, line: LineId) -> None:
    """The second states a limit and a need, ends a line and suspends; the first has not opened since."""
    home.open(FIRST)
    home.open(SECOND)
    a_limit(home, TEXT)
    need(home, line)
    home.services.agreements.end_line(line)
    home.services.agreements.suspend()
    home.services.vault.lock()


def all_of_it_is_seen(home: Home) -> None:
    view = home.services.agreements.view().value.agreement
    assert sorted(standing(home)) == sorted([TEXT, "Only after we talked."])
    assert counting(home) == []
    assert view.suspended
    assert not view.verified, "openings rest"
    assert "We may hold hands." not in [one.text for one in view.lines if one.state is State.RESTS]


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_what_the_other_said_since_is_seen_on_a_disk_that_cannot_be_written(
    tiny_disk: Path, couple: Home, how: str
) -> None:
    import shutil

    from trustapp.bootstrap import build

    line = an_agreed_line(couple)
    unseen_by_the_first(couple, line)
    policy = couple.services.agreements._household.vault.policy
    folder = tiny_disk / "vault"
    shutil.copytree(couple.folder, folder, ignore=shutil.ignore_patterns("backups"))
    home = Home(build(folder, clock=couple.clock, policy=policy), couple.clock, folder, couple.renew)
    before = (folder / "shared.db").read_bytes()
    filler = tiny_disk / "filler"
    if how == "full":
        fill(filler)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert {"shared_full", "shared_read_only"} & set(home.open(FIRST).notices)
    all_of_it_is_seen(home)
    if how == "full":
        a_limit(home, "Not at night.")
        assert "Not at night." in standing(home), "one's own goes beside it"
    told_at_lock(home)
    assert (folder / "shared.db").read_bytes() == before
    if how == "full":
        filler.unlink()
    else:
        subprocess.run(["mount", "-o", "remount,rw", str(tiny_disk)], check=True)
    home.open(FIRST)
    view = home.services.agreements.view().value.agreement
    assert view.verified
    assert TEXT in standing(home)
    assert ("Not at night." in standing(home)) == (how == "full")
    home.services.vault.lock()


def test_a_lock_ends_where_the_disk_turns_read_only_under_an_open_space(
    tiny_disk: Path, couple: Home
) -> None:
    import shutil

    from trustapp.bootstrap import build

    couple.services.vault.lock()
    policy = couple.services.agreements._household.vault.policy
    folder = tiny_disk / "vault"
    shutil.copytree(couple.folder, folder)
    home = Home(build(folder, clock=couple.clock, policy=policy), couple.clock, folder, couple.renew)
    home.open(FIRST)
    a_limit(home, TEXT)
    keys = home.services.agreements._household.keys()
    # What the system does by itself when a disk answers with errors.
    aborted = subprocess.run(
        ["mount", "-o", "remount,abort", str(tiny_disk)], check=False, capture_output=True
    )
    if aborted.returncode:
        pytest.skip("this file system cannot be made to fail")
    with pytest.raises(OSError, match="Read-only"):
        (folder / "probe").touch()
    couple.clock.on(minutes=5)
    assert told_at_lock(home) == "lock.not_written"
    with pytest.raises(ValueError, match="wiped"):
        keys.umk()
    assert home.services.vault.sitting() is None
    home.services.vault.unlock(FIRST, WORDS[FIRST])
    assert standing(home) == [TEXT], "what was kept before is kept"
    assert told_at_lock(home) == "lock.not_written"


def told_at_lock(home: Home) -> str:
    error = home.services.vault.lock().value
    return error.code if error is not None else ""


@pytest.mark.parametrize("together", [False, True])
def test_a_lock_ends_where_the_disk_takes_nothing_any_more_and_closing_a_file_fails(
    couple: Home, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    couple.open(FIRST)
    if together:
        couple.services.vault.open_together()
    house = couple.services.agreements._household
    keys = house.any_keys()
    assert keys is not None
    real = Database.close

    def refuse(self: Database) -> None:
        real(self)
        raise UserError("storage.read_only")

    with monkeypatch.context() as patch:
        no_write(patch, "storage.read_only")
        no_new_file(patch)
        patch.setattr(Database, "close", refuse)
        assert told_at_lock(couple) == "lock.not_written"
    assert couple.services.vault.sitting() is None
    assert house.any_keys() is None
    assert not house.has_shared
    with pytest.raises(ValueError, match="wiped"):
        keys.shared_key.view()  # type: ignore[union-attr]
    couple.open(FIRST)
    assert told_at_lock(couple) == ""


def fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as stream:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    stream.write(bytes(size))
