"""The life of a vault: beginning, inviting, joining, opening, recovering, changing."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.vault.helpers import ANOTHER, CHEAP, MINE, THEIRS, Clock, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.vault import signing
from trustapp.vault.kdf import KdfParameters, KdfPolicy
from trustapp.vault.session import Vault


def refusal(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_nothing_is_there_before_somebody_begins(vault: Vault) -> None:
    assert vault.header() is None
    vault.folder.mkdir()
    (vault.folder / "device.toml").write_text("")
    (vault.folder / "lock").write_text("")
    assert vault.header() is None


def test_beginning_makes_a_whole_vault_for_one(vault: Vault) -> None:
    own, code = vault.begin("  Robin\n Sky ", Hue.CLAY, MINE)
    header = vault.header()
    assert header is not None
    assert header.members == (Member(FIRST, "Robin Sky", Hue.CLAY),)
    assert (header.vault_id, header.invited) == (own.vault_id, False)
    assert len(code) == 7
    assert own.shared_key is None
    assert dict(own.pins) == {FIRST: own.public.sign}
    sizes = {path.name: path.stat().st_size for path in vault.folder.iterdir() if "VAULT" not in path.name}
    assert sizes == {
        "p1.keys": 4096,
        "p1.keys.bak": 4096,
        "p1.seal": 512,
        "p1.sheet": 262_144,
        "p1.stop": 65_536,
        "p1.tries": 4096,
    }
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in vault.folder.iterdir()} == {0o600}


def test_a_vault_is_begun_once(vault: Vault) -> None:
    vault.begin("Robin", Hue.LAKE, MINE)
    with pytest.raises(UserError) as caught:
        vault.begin("Robin", Hue.LAKE, MINE)
    assert refusal(caught) == "vault.exists"


@pytest.mark.parametrize(
    ("name", "passphrase", "code"),
    [
        ("", MINE, "name.empty"),
        (" \t\u200d\x07", MINE, "name.empty"),
        ("x" * 41, MINE, "name.too_long"),
        ("Robin", "sunny day", "passphrase.weak"),
    ],
)
def test_what_is_refused_at_the_beginning_leaves_no_file(
    vault: Vault, name: str, passphrase: str, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        vault.begin(name, Hue.LAKE, passphrase)
    assert refusal(caught) == code
    assert not vault.folder.exists()


def test_a_folder_with_other_things_is_no_vault(vault: Vault) -> None:
    vault.folder.mkdir()
    (vault.folder / "holiday.txt").write_text("")
    with pytest.raises(UserError) as caught:
        vault.header()
    assert refusal(caught) == "vault.not_a_vault"


def test_a_space_without_a_header_is_damage_and_not_a_place_to_begin(vault: Vault) -> None:
    vault.folder.mkdir()
    (vault.folder / "p1.db").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        vault.begin("Robin", Hue.LAKE, MINE)
    assert refusal(caught) == "vault.damaged"


def test_unlocking_brings_back_the_same_keys(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    again = vault.unlock(FIRST, MINE)
    assert again.database_key.raw() == own.database_key.raw()
    assert again.sign(b"x") == own.sign(b"x")
    assert again.invitation is None
    own.wipe()
    assert own.database_key.wiped
    assert not again.database_key.wiped


def test_an_accent_typed_another_way_opens(vault: Vault) -> None:
    vault.begin("Robin", Hue.LAKE, MINE + " caf\u00e9")
    vault.unlock(FIRST, MINE + " cafe\u0301").wipe()


def test_a_wrong_passphrase_is_refused_and_kept_for_the_owner(couple: Couple, clock: Clock) -> None:
    for _ in range(3):
        clock.move(minutes=1)
        with pytest.raises(UserError) as caught:
            couple.vault.unlock(FIRST, THEIRS)
        assert refusal(caught) == "passphrase.wrong"
    tries = couple.vault.failed_tries(couple.one)
    assert [clock.now.replace(microsecond=0) - moment for moment in tries] == [
        timedelta(minutes=2), timedelta(minutes=1), timedelta(0),
    ]  # fmt: skip
    assert couple.vault.failed_tries(couple.one) == ()
    assert couple.vault.failed_tries(couple.two) == ()


def test_a_member_who_is_not_listed_is_not_opened(couple: Couple) -> None:
    with pytest.raises(UserError) as caught:
        couple.vault.unlock(MemberId("p3"), MINE)
    assert refusal(caught) == "vault.damaged"


# Two people


def test_both_hold_the_same_shared_key_and_pins(couple: Couple) -> None:
    assert couple.one.shared_key is not None
    assert couple.two.shared_key is not None
    assert couple.one.shared_key.raw() == couple.two.shared_key.raw()
    assert dict(couple.one.pins) == dict(couple.two.pins)
    assert signing.fingerprint(couple.one.pins) == signing.fingerprint(couple.two.pins)
    header = couple.vault.header()
    assert header is not None
    assert [member.id for member in header.members] == [FIRST, SECOND]
    assert not header.invited


def test_what_was_pinned_is_there_at_the_next_opening(couple: Couple) -> None:
    again = couple.vault.unlock(FIRST, MINE)
    assert dict(again.pins) == dict(couple.two.pins)
    assert again.shared_key is not None
    assert couple.vault.accept_join(again, None) is None
    assert couple.vault.unlock(SECOND, THEIRS).shared_key is not None


def test_together_gets_no_private_key(couple: Couple) -> None:
    shared = couple.one.shared()
    couple.one.wipe()
    assert shared.shared_key.raw() == couple.two.shared().shared_key.raw()
    assert set(vars(shared)) == {"vault_id", "shared_key", "older_shared", "pins"}
    shared.wipe()
    assert shared.shared_key.wiped


def test_alone_there_is_nothing_to_open_together(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    with pytest.raises(ValueError, match="shared"):
        own.shared()


def test_nobody_joins_without_an_invitation(vault: Vault) -> None:
    with pytest.raises(UserError) as caught:
        vault.join("Sasha", Hue.CLAY, THEIRS)
    assert refusal(caught) == "vault.not_invited"
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    assert _invited(vault)
    vault.withdraw_invitation(own)
    assert not _invited(vault)
    assert own.invitation is None
    with pytest.raises(UserError) as caught:
        vault.join("Sasha", Hue.CLAY, THEIRS)
    assert refusal(caught) == "vault.not_invited"


def _invited(vault: Vault) -> bool:
    header = vault.header()
    return header is not None and header.invited


@pytest.mark.parametrize(
    ("name", "hue", "passphrase", "code"),
    [
        ("ROBIN", Hue.CLAY, THEIRS, "name.taken"),
        ("\uff32obin", Hue.CLAY, THEIRS, "name.taken"),
        ("Sasha", Hue.LAKE, THEIRS, "hue.taken"),
        ("Sasha", Hue.CLAY, "robin robin robin robin", "passphrase.weak"),
        ("", Hue.CLAY, THEIRS, "name.empty"),
    ],
)
def test_what_is_refused_at_joining_leaves_the_invitation_open(
    vault: Vault, name: str, hue: Hue, passphrase: str, code: str
) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    with pytest.raises(UserError) as caught:
        vault.join(name, hue, passphrase)
    assert refusal(caught) == code
    assert _invited(vault)
    vault.join("Sasha", Hue.CLAY, THEIRS)


def test_inviting_again_keeps_the_invitation_that_is_open(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    invitation = own.invitation
    vault.invite(own)
    assert own.invitation == invitation


def test_before_acceptance_the_inviter_still_opens_their_space(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    vault.join("Sasha", Hue.CLAY, THEIRS)
    again = vault.unlock(FIRST, MINE)
    assert again.shared_key is None
    assert list(again.pins) == [FIRST]
    partner = vault.accept_join(again, own.invitation)
    assert partner == Member(SECOND, "Sasha", Hue.CLAY)
    assert again.shared_key is not None


@pytest.mark.parametrize("invitation", [None, b"", bytes(32)])
def test_a_joiner_with_another_invitation_is_refused_and_can_be_unlisted(
    vault: Vault, invitation: bytes | None
) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    vault.join("Sasha", Hue.CLAY, THEIRS)
    again = vault.unlock(FIRST, MINE)
    with pytest.raises(UserError) as caught:
        vault.accept_join(again, invitation)
    assert refusal(caught) == "vault.join_refused"
    assert list(vault.unlock(FIRST, MINE).pins) == [FIRST]
    vault.withdraw_invitation(again)
    header = vault.header()
    assert header is not None
    assert [member.id for member in header.members] == [FIRST]


def test_an_old_invitation_put_back_after_it_was_withdrawn_is_refused(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    old = (vault.folder / "VAULT").read_bytes()
    vault.withdraw_invitation(own)
    (vault.folder / "VAULT").write_bytes(old)
    vault.join("Sasha", Hue.CLAY, THEIRS)
    with pytest.raises(UserError) as caught:
        vault.accept_join(vault.unlock(FIRST, MINE), own.invitation)
    assert refusal(caught) == "vault.join_refused"


def test_a_joiner_never_writes_over_somebodys_space(vault: Vault) -> None:
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(own)
    vault.join("Sasha", Hue.CLAY, THEIRS)
    (vault.folder / "p2.db").write_bytes(b"everything of Sasha's")
    kept = (vault.folder / "p2.keys").read_bytes()
    vault.withdraw_invitation(vault.unlock(FIRST, MINE))
    vault.invite(own)
    joined, _code = vault.join("Kim", Hue.CLAY, ANOTHER)
    assert joined.member == "p3"
    assert (vault.folder / "p2.keys").read_bytes() == kept


def test_somebody_who_joined_is_not_uninvited(couple: Couple) -> None:
    for move in (couple.vault.invite, couple.vault.withdraw_invitation):
        with pytest.raises(ValueError, match="joined"):
            move(couple.one)


# Passphrases and codes


def test_recovering_gives_the_same_keys_and_ends_the_old_ways_in(couple: Couple) -> None:
    typed = tuple(group.lower() for group in couple.code_one)
    own, code = couple.vault.recover(FIRST, typed, ANOTHER)
    assert own.database_key.raw() == couple.one.database_key.raw()
    assert own.sign(b"x") == couple.one.sign(b"x")
    assert dict(own.pins) == dict(couple.one.pins)
    assert code != couple.code_one
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            couple.vault.unlock(FIRST, MINE)
        assert refusal(caught) == "passphrase.wrong"
        with pytest.raises(UserError) as caught:
            couple.vault.recover(FIRST, couple.code_one, THEIRS)
        assert refusal(caught) == "code.wrong"
        (couple.folder / "p1.keys").unlink(missing_ok=True)  # the copy must not open either
    couple.vault.unlock(FIRST, ANOTHER)
    couple.vault.recover(FIRST, code, MINE)


def test_a_wrong_code_is_kept_as_a_try_and_changes_nothing(couple: Couple) -> None:
    before = (couple.folder / "p1.keys").read_bytes()
    with pytest.raises(UserError) as caught:
        couple.vault.recover(FIRST, couple.code_two, ANOTHER)
    assert refusal(caught) == "code.wrong"
    assert (couple.folder / "p1.keys").read_bytes() == before
    assert len(couple.vault.failed_tries(couple.one)) == 1


def test_a_mistyped_group_and_a_weak_passphrase_are_found_before_anything_is_derived(couple: Couple) -> None:
    with pytest.raises(UserError) as caught:
        couple.vault.recover(FIRST, ("?????", *couple.code_one[1:]), ANOTHER)
    assert (refusal(caught), caught.value.values) == ("code.group", {"group": 1})
    with pytest.raises(UserError) as caught:
        couple.vault.recover(FIRST, couple.code_one, "Robin and Sasha")
    assert refusal(caught) == "passphrase.weak"
    couple.vault.unlock(FIRST, MINE)


def test_changing_the_passphrase(couple: Couple) -> None:
    with pytest.raises(UserError) as caught:
        couple.vault.change_passphrase(couple.one, THEIRS, ANOTHER)
    assert refusal(caught) == "passphrase.wrong"
    with pytest.raises(UserError) as caught:
        couple.vault.change_passphrase(couple.one, MINE, "short")
    assert refusal(caught) == "passphrase.weak"
    couple.vault.change_passphrase(couple.one, MINE, ANOTHER)
    with pytest.raises(UserError):
        couple.vault.unlock(FIRST, MINE)
    again = couple.vault.unlock(FIRST, ANOTHER)
    assert again.database_key.raw() == couple.one.database_key.raw()
    files = [(couple.folder / name).read_bytes() for name in ("p1.keys", "p1.keys.bak")]
    assert files[0] == files[1]
    couple.vault.recover(FIRST, couple.code_one, MINE)


def test_a_new_code_ends_the_old_one_and_keeps_the_passphrase(couple: Couple) -> None:
    with pytest.raises(UserError):
        couple.vault.new_code(couple.one, THEIRS)
    code = couple.vault.new_code(couple.one, MINE)
    with pytest.raises(UserError) as caught:
        couple.vault.recover(FIRST, couple.code_one, ANOTHER)
    assert refusal(caught) == "code.wrong"
    couple.vault.unlock(FIRST, MINE)
    couple.vault.recover(FIRST, code, ANOTHER)


def test_proving(couple: Couple) -> None:
    couple.vault.prove(couple.one, MINE)
    with pytest.raises(UserError) as caught:
        couple.vault.prove(couple.one, THEIRS)
    assert refusal(caught) == "passphrase.wrong"


# Cost


def test_a_file_that_asks_for_too_much_or_too_little_is_not_believed(couple: Couple) -> None:
    for policy in (
        KdfPolicy(CHEAP.default, KdfParameters(257, 1), CHEAP.cap),
        KdfPolicy(CHEAP.default, CHEAP.floor, KdfParameters(255, 3)),
    ):
        with pytest.raises(UserError) as caught:
            Vault(couple.folder, policy).unlock(FIRST, MINE)
        assert refusal(caught) == "keys.damaged"


def test_the_cost_of_real_vaults(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    own, _code = vault.begin("Robin", Hue.LAKE, MINE)
    data = (vault.folder / "p1.keys").read_bytes()
    assert int.from_bytes(data[40:44], "big") == 256 * 1024
    assert 4 <= int.from_bytes(data[44:48], "big") <= 20
    assert vault.unlock(FIRST, MINE).sign(b"x") == own.sign(b"x")


def test_names_of_files_stay_inside_the_folder(vault: Vault) -> None:
    assert vault.path("shared.db") == vault.folder / "shared.db"
    for name in ("", "..", "../x", "a/b", ".hidden", "x\n"):
        with pytest.raises(ValueError, match="name"):
            vault.path(name)
