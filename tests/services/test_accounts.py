"""Modes of every file: for one account, and for two that share the folder by their own choice."""

from __future__ import annotations

import grp
import os
import shutil
import stat
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA, Home
from tests.services.test_nothing_is_lost import a_limit, standing
from trustapp import cli
from trustapp.bootstrap import Services, beside, build
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.partners import Hue
from trustapp.services.agreements import NewLimit
from trustapp.services.openings import Setup
from trustapp.services.preferences import DeviceSettings
from trustapp.services.sharing import share_folder
from trustapp.vault import stopfile
from trustapp.vault.hardening import OwnerLock
from trustapp.vault.kdf import KdfPolicy

GROUP = "users"
ONE, TWO, STRANGER = 61_001, 61_002, 61_003
"""Numbers of accounts; the system asks for no more than that."""

AS_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only the administrator can act for two accounts"
)


def modes(folder: Path) -> dict[str, int]:
    """The mode of everything in the folder, and of the folder itself."""
    found = {".": stat.S_IMODE(folder.lstat().st_mode)}
    for path in folder.rglob("*"):
        found[str(path.relative_to(folder))] = stat.S_IMODE(path.lstat().st_mode)
    return found


def assert_modes(folder: Path, of_folders: int, of_files: int) -> None:
    for name, mode in modes(folder).items():
        wanted = of_folders if (folder / name).is_dir() else of_files
        assert mode == wanted, f"{name}: {mode:o} instead of {wanted:o}"


def use_everything(services: Services, member: str, passphrase: str) -> None:
    """A sitting that writes every kind of file."""
    services.vault.unlock(FIRST if member == FIRST else SECOND, passphrase)
    services.preferences.set_device(DeviceSettings())
    services.vault.lock()


def test_for_one_account_nobody_else_may_read_or_enter(couple: Home) -> None:
    old = os.umask(0)
    try:
        for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
            use_everything(couple.services, member, words)
            couple.open(member)
            a_limit(couple, f"Said by {member}.")
            assert_modes(couple.folder, 0o700, 0o600)
            couple.services.vault.lock()
            assert_modes(couple.folder, 0o700, 0o600)
    finally:
        os.umask(old)
    assert "device.toml" in modes(couple.folder)


def test_a_folder_with_another_mode_counts_as_that_of_one(couple: Home) -> None:
    couple.folder.chmod(0o770)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    files = {name: mode for name, mode in modes(couple.folder).items() if (couple.folder / name).is_file()}
    assert set(files.values()) == {0o600}


@pytest.fixture
def shared_place() -> Iterator[Path]:
    """A folder that every account can pass."""
    place = Path(tempfile.mkdtemp(prefix="trustapp-two-"))
    place.chmod(0o777)
    yield place
    shutil.rmtree(place)


def as_account(number: int, work: Callable[[], None], *, member_of_group: bool = True) -> None:
    """Do something as another account, in a process of its own."""
    finish(begin_as_account(number, work, member_of_group=member_of_group))


def finish(child: int) -> None:
    _child, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def wait_for(path: Path) -> None:
    """Until the other process has come so far; one that failed leaves nobody waiting for ever."""
    for _round in range(2_400):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name} was never said")


def begin_as_account(number: int, work: Callable[[], None], *, member_of_group: bool = True) -> int:
    """The process in which another account does something."""
    group = grp.getgrnam(GROUP).gr_gid
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([group] if member_of_group else [])
            os.setgid(number)
            os.setuid(number)
            os.umask(0o077)
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return child


@AS_ROOT
def test_two_accounts_open_their_own_space_one_after_another(
    shared_place: Path, clock: Clock, cheap_policy: KdfPolicy
) -> None:
    folder = shared_place / "vault"

    def home() -> Home:
        return Home(build(folder, clock=clock, policy=cheap_policy), clock, folder, home_services)

    def home_services() -> Services:
        return build(folder, clock=clock, policy=cheap_policy)

    def begin() -> None:
        services = home_services()
        services.vault.begin(Setup("Robin", Hue.LAKE, ROBIN))
        services.vault.finish_setup()
        services.vault.invite()
        services.vault.lock()
        assert_modes(folder, 0o700, 0o600)
        assert [one.name for one in share_folder(folder, GROUP)] == []
        assert_modes(folder, 0o2770, 0o660)

    def join() -> None:
        with OwnerLock(folder):
            services = home_services()
            services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
            services.vault.finish_setup()
            services.vault.lock()

    def sit(number: int) -> Callable[[], None]:
        member = (FIRST, SECOND)[number]

        def work() -> None:
            with OwnerLock(folder):
                made = home()
                use_everything(made.services, member, (ROBIN, SASHA)[number])
                made.open(member)
                a_limit(made, f"Said by {member}.")
                assert f"Said by {member}." in standing(made)
                assert_modes(folder, 0o2770, 0o660)
                made.services.vault.lock()

        return work

    def suspend_beside() -> None:
        before = [(folder / name).stat().st_ino for name in ("p1.stop", "p2.stop")]
        home_services().vault.suspend_without_key()
        for name, node in zip(("p1.stop", "p2.stop"), before, strict=True):
            assert b"trustapp suspend" in (folder / name).read_bytes()[: stopfile.PLACE * stopfile.PLACES]
            assert (folder / name).stat().st_ino == node, "written in place, also that of the other"

    def say_beside() -> None:
        with pytest.raises(UserError) as caught:
            OwnerLock(folder).acquire()
        assert caught.value.code == "vault.in_use", "the other account has it open"
        second = beside(folder, clock=clock, policy=cheap_policy)
        assert second.unlock(FIRST, ROBIN).value.knows_lines
        second.state_limit(NewLimit(CategoryId("touch"), "A", "Said beside.", Kind.MINE))
        second.lock()
        (folder.parent / "said").touch()

    def open_meanwhile() -> None:
        with OwnerLock(folder):
            made = home()
            made.open(SECOND)
            (folder.parent / "open").touch()
            wait_for(folder.parent / "said")
            assert made.services.vault.watch().value
            assert "Said beside." in standing(made)
            made.services.vault.lock()

    def is_kept_out() -> None:
        with pytest.raises(PermissionError):
            list(folder.iterdir())
        with pytest.raises(PermissionError):
            (folder / "VAULT").read_bytes()

    warm_up(clock, cheap_policy)
    group = grp.getgrnam(GROUP).gr_gid
    as_account(ONE, begin)
    for account, work in ((TWO, join), (ONE, sit(0)), (TWO, sit(1)), (ONE, sit(0)), (TWO, suspend_beside)):
        as_account(account, work)
        assert_modes(folder, 0o2770, 0o660)
        assert {path.stat().st_gid for path in (folder, *folder.rglob("*"))} == {group}
    assert {path.stat().st_uid for path in folder.iterdir()} == {ONE, TWO}
    with_open = begin_as_account(TWO, open_meanwhile)
    wait_for(folder.parent / "open")
    as_account(ONE, say_beside)
    finish(with_open)
    assert_modes(folder, 0o2770, 0o660)
    as_account(STRANGER, is_kept_out, member_of_group=False)


def warm_up(clock: Clock, policy: KdfPolicy) -> None:
    """Load everything that the accounts need: the interpreter may lie where they cannot read."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        services = build(folder, clock=clock, policy=policy)
        home = Home(services, clock, folder, lambda: services)
        services.vault.begin(Setup("Robin", Hue.LAKE, ROBIN))
        services.vault.finish_setup()
        services.vault.invite()
        services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
        services.vault.finish_setup()
        services.vault.suspend_without_key()
        for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
            use_everything(services, member, words)
            home.open(member)
            a_limit(home, "Not in the mornings.")
            standing(home)
            services.vault.lock()
        second = beside(folder, clock=clock, policy=policy)
        second.unlock(FIRST, ROBIN)
        second.state_limit(NewLimit(CategoryId("touch"), "A", "Said beside.", Kind.MINE))
        second.lock()
        share_folder(folder, GROUP)


@AS_ROOT
def test_only_whom_the_folder_belongs_to_opens_it_to_others(shared_place: Path, couple: Home) -> None:
    couple.services.vault.lock()
    folder = shared_place / "vault"
    shutil.copytree(couple.folder, folder)
    before = modes(folder)

    def refused() -> None:
        with pytest.raises(UserError) as caught:
            share_folder(folder, GROUP)
        assert caught.value.code in ("sharing.not_allowed", "storage.read_only")

    folder.chmod(0o755)
    as_account(STRANGER, refused)
    folder.chmod(0o700)
    assert modes(folder) == before


def test_nothing_is_shared_while_the_program_has_it_open(couple: Home) -> None:
    before = modes(couple.folder)
    with OwnerLock(couple.folder), pytest.raises(UserError) as caught:
        share_folder(couple.folder, GROUP)
    assert caught.value.code == "vault.in_use"
    assert {**modes(couple.folder), "lock": 0} == {**before, "lock": 0}


def test_a_link_in_the_folder_stops_it_before_anything_is_changed(couple: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("x")
    elsewhere.chmod(0o600)
    (couple.folder / "zz").symlink_to(elsewhere)
    with pytest.raises(UserError) as caught:
        share_folder(couple.folder, GROUP)
    assert caught.value.code == "storage.refused"
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    assert stat.S_IMODE(couple.folder.stat().st_mode) == 0o700


def test_the_command_line_shares_and_says_what_keeps_the_other_out(
    couple: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    couple.services.vault.lock()
    assert cli.main(["share-folder", str(couple.folder), "--group", "no-such-group"]) == 2
    assert "no group" in capsys.readouterr().err
    assert cli.main(["share-folder", str(tmp_path / "nothing"), "--group", GROUP]) == 2
    own_group = grp.getgrgid(os.getgid()).gr_name
    tmp_path.chmod(0o600 | stat.S_IXUSR)
    code = cli.main(["share-folder", str(couple.folder), "--group", own_group])
    told = capsys.readouterr().out
    assert "Both accounts can open this folder" in told
    assert code == 1
    assert str(tmp_path.resolve()) in told
    assert_modes(couple.folder, 0o2770, 0o660)
