"""Beginning anew, on the files: who is let in, what stays shut, and what nobody gains."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vault.helpers import ANOTHER, MINE, THEIRS, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue
from trustapp.vault import anew, crypto, headers, headerstore, parting, signing
from trustapp.vault.headers import Header
from trustapp.vault.session import OwnKeys

THIRD = MemberId("p3")
NONCE = bytes(range(32))


def header_of(folder: Path) -> Header:
    found = headerstore.read(folder)
    assert found is not None
    return found


def join(couple: Couple, name: str = "Robin the second") -> OwnKeys:
    """Somebody makes the space of a third member."""
    return couple.vault.join(name, Hue.LAKE, ANOTHER)[0]


def begun(couple: Couple) -> OwnKeys:
    """The second person invites, and somebody joins in the first one's place."""
    anew.close_partner(couple.vault, couple.two, NONCE)
    return join(couple)


def test_the_inviter_pins_who_joined_and_both_read_the_same_five_words(couple: Couple) -> None:
    third = begun(couple)
    header = header_of(couple.folder)
    assert [one.id for one in header.members] == [FIRST, SECOND, THIRD]
    assert set(header.seals) == {SECOND, THIRD}
    assert not header.invited
    second = couple.vault.unlock(SECOND, THEIRS)
    assert anew.accept(couple.vault, second, NONCE).id == THIRD
    assert second.shared_key is not None
    assert third.shared_key is not None
    assert second.shared_key.raw() == third.shared_key.raw()
    assert len(second.older_shared) == 1
    assert signing.fingerprint(second.pins) == signing.fingerprint(third.pins)
    again = couple.vault.unlock(SECOND, THEIRS)
    assert again.newcomer is None
    assert again.shared_key is not None
    assert again.shared_key.raw() == third.shared_key.raw()
    for keys in (second, third, again):
        keys.wipe()


def test_who_began_anew_waits_until_the_inviter_has_opened(couple: Couple) -> None:
    third = begun(couple)
    assert anew.awaits(header_of(couple.folder), third)
    second = couple.vault.unlock(SECOND, THEIRS)
    anew.accept(couple.vault, second, NONCE)
    anew.tidy(couple.vault, second, None)
    assert anew.awaits(header_of(couple.folder), third), "the shared file still lies under the older key"
    second.older_shared = ()
    anew.tidy(couple.vault, second, None)
    assert not anew.awaits(header_of(couple.folder), third)
    opened = couple.vault.unlock(THIRD, ANOTHER)
    assert opened.shared_key is not None
    for keys in (second, third, opened):
        keys.wipe()


def test_who_began_anew_takes_the_invitation_out_of_no_header(couple: Couple) -> None:
    third = begun(couple)
    anew.tidy(couple.vault, third, None)
    assert header_of(couple.folder).anew
    third.wipe()


@pytest.mark.parametrize("invitation", [None, "0" * 64, "f" * 64])
def test_somebody_without_the_invitation_is_refused_and_the_inviter_still_opens(
    couple: Couple, invitation: str | None
) -> None:
    """The forger writes the header that somebody who was invited would write."""
    third = begun(couple)
    assert third.shared_key is not None
    header = header_of(couple.folder)._replace(invitation=invitation)
    headerstore.write(couple.folder, header, third.shared_key.raw())
    second = couple.vault.unlock(SECOND, THEIRS)
    with pytest.raises(UserError, match=r"vault\.join_refused"):
        anew.accept(couple.vault, second, NONCE)
    anew.refuse(couple.vault, second)
    assert THIRD not in second.pins
    assert [one.id for one in header_of(couple.folder).members] == [FIRST, SECOND]
    again = couple.vault.unlock(SECOND, THEIRS)
    assert again.newcomer is None
    assert again.shared_key is not None
    mine = couple.vault.unlock(FIRST, MINE)
    assert not mine.closed_out
    parting.tidy(couple.vault, mine)
    assert set(header_of(couple.folder).seals) == {FIRST, SECOND}
    for keys in (third, second, again, mine):
        keys.wipe()


def test_nobody_is_accepted_whom_this_person_did_not_invite(couple: Couple) -> None:
    """A nonce that was forgotten, or was never there."""
    third = begun(couple)
    second = couple.vault.unlock(SECOND, THEIRS)
    for nonce in (None, b"", crypto.random_bytes(32)):
        with pytest.raises(UserError, match=r"vault\.join_refused"):
            anew.accept(couple.vault, second, nonce)
    for keys in (third, second):
        keys.wipe()


def test_an_invitation_left_over_from_the_first_joining_lets_nobody_in(couple: Couple) -> None:
    parting.step_out(couple.vault, couple.one)
    assert header_of(couple.folder).invitation is not None
    assert not header_of(couple.folder).invited
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        join(couple)


def test_whoever_opens_with_their_own_keys_before_that_takes_the_invitation_back(couple: Couple) -> None:
    anew.close_partner(couple.vault, couple.two, NONCE)
    mine = couple.vault.unlock(FIRST, MINE)
    assert mine.shared_key is not None
    parting.tidy(couple.vault, mine)
    header = header_of(couple.folder)
    assert set(header.seals) == {FIRST, SECOND}
    assert header.invitation is None
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        join(couple)
    mine.wipe()


def test_the_old_member_opens_their_space_and_holds_no_shared_key(couple: Couple) -> None:
    kept = {one.name: one.read_bytes() for one in couple.folder.glob("p1.*")}
    third = begun(couple)
    mine = couple.vault.unlock(FIRST, MINE)
    assert mine.closed_out
    assert mine.shared_key is None
    assert parting.has_left(mine)
    assert kept == {one.name: one.read_bytes() for one in couple.folder.glob("p1.*")}
    second = couple.vault.unlock(SECOND, THEIRS)
    anew.accept(couple.vault, second, NONCE)
    again = couple.vault.unlock(FIRST, MINE)
    assert again.closed_out
    for keys in (third, mine, second, again):
        keys.wipe()


def test_the_old_member_deletes_their_own_files_and_nobody_elses(couple: Couple) -> None:
    third = begun(couple)
    mine = couple.vault.unlock(FIRST, MINE)
    parting.mark_deletion(couple.vault, mine)
    assert parting.finish_deletions(couple.folder) == {FIRST}
    assert [one.name for one in couple.folder.glob("p1.*")] == ["p1.stop"]
    assert (couple.folder / "p3.keys").exists()
    for member, words in ((SECOND, THEIRS), (THIRD, ANOTHER)):
        couple.vault.unlock(member, words).wipe()
    for keys in (third, mine):
        keys.wipe()


@pytest.mark.parametrize("name", ["Robin", "ROBIN", "Ｒobin", " robin ", "Sasha"])
def test_who_begins_anew_takes_no_name_that_is_there(couple: Couple, name: str) -> None:
    anew.close_partner(couple.vault, couple.two, NONCE)
    with pytest.raises(UserError, match=r"name\.taken"):
        join(couple, name)


def test_who_begins_anew_does_not_take_the_inviters_colour(couple: Couple) -> None:
    anew.close_partner(couple.vault, couple.two, NONCE)
    with pytest.raises(UserError, match=r"hue\.taken"):
        couple.vault.join("Somebody", Hue.CLAY, ANOTHER)


def test_who_joined_and_left_again_keeps_nobody_out(couple: Couple) -> None:
    third = begun(couple)
    parting.step_out(couple.vault, third)
    second = couple.vault.unlock(SECOND, THEIRS)
    assert anew.accept(couple.vault, second, NONCE).id == THIRD
    assert parting.left_by_header(header_of(couple.folder)) == {FIRST, THIRD}
    for keys in (third, second):
        keys.wipe()


def test_two_who_joined_one_after_the_other_are_both_refused(couple: Couple) -> None:
    third = begun(couple)
    parting.step_out(couple.vault, third)
    fourth = join(couple, "Yet another")
    second = couple.vault.unlock(SECOND, THEIRS)
    with pytest.raises(UserError, match=r"vault\.join_refused"):
        anew.accept(couple.vault, second, NONCE)
    anew.refuse(couple.vault, second)
    couple.vault.unlock(SECOND, THEIRS).wipe()
    for keys in (third, fourth, second):
        keys.wipe()


def test_withdrawing_seals_the_shared_key_for_the_partner_again(couple: Couple) -> None:
    anew.close_partner(couple.vault, couple.two, NONCE)
    anew.take_back(couple.vault, couple.two, FIRST)
    header = header_of(couple.folder)
    assert set(header.seals) == {FIRST, SECOND}
    assert header.invitation is None
    mine = couple.vault.unlock(FIRST, MINE)
    sealed = headers.open_shared(header.seals[FIRST], mine.vault_id, *mine.boxes()[0])
    assert sealed is not None
    assert mine.shared_key is not None
    assert sealed[1] == mine.shared_key.raw()
    mine.wipe()


def test_a_member_who_is_alone_there_closes_nobody(couple: Couple) -> None:
    parting.step_out(couple.vault, couple.one)
    with pytest.raises(UserError, match=r"vault\.alone"):
        anew.close_partner(couple.vault, couple.two, NONCE)


def test_a_third_time_is_like_the_second(couple: Couple) -> None:
    """Who began anew loses everything again: the next one is another member still."""
    third = begun(couple)
    second = couple.vault.unlock(SECOND, THEIRS)
    anew.accept(couple.vault, second, NONCE)
    anew.tidy(couple.vault, second, None)
    anew.close_partner(couple.vault, second, bytes(32))
    fourth = join(couple, "Robin the third")
    assert fourth.member == "p4"
    again = couple.vault.unlock(SECOND, THEIRS)
    assert anew.accept(couple.vault, again, bytes(32)).id == fourth.member
    assert couple.vault.unlock(THIRD, ANOTHER).closed_out
    for keys in (third, second, fourth, again):
        keys.wipe()
