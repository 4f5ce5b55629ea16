"""One person alone, the partner who joins later, recovery, and what an opening tells its owner alone."""

from __future__ import annotations

import pytest

from tests.homes import ROBIN, SASHA, Home
from trustapp.domain.answers import Answer, BlankType, Choice, scale_of
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue
from trustapp.services.looks import VaultState
from trustapp.services.openings import Setup
from trustapp.services.sittings import SittingKind
from trustapp.vault.session import Vault

FRESH = "harbour ladder ivory noodle planet"


def test_a_person_alone_keeps_answers_that_only_their_passphrase_opens(alone: Home) -> None:
    item = alone.services.answers.categories().value[0].items[0]
    alone.services.answers.keep(Answer(item.id, Choice.NO, note="for me"))
    alone.services.vault.lock()
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        alone.services.vault.unlock(FIRST, SASHA)
    alone.clock.on(days=1)
    opened = alone.services.vault.unlock(FIRST, ROBIN).value
    assert opened.number == 2
    assert [moment.date() for moment in opened.failed_tries] == [alone.clock().date().replace(day=4)]
    kept = alone.services.answers.category(alone.services.answers.categories().value[0].id).value.items[0]
    assert kept.answer is not None
    assert kept.answer.note == "for me"


def test_what_was_being_typed_when_a_lock_came_is_kept_as_far_as_it_fits(alone: Home) -> None:
    answers = alone.services.answers
    alone.open(FIRST)
    item, blank = next(
        (item, blank)
        for category in answers.categories().value
        for item in category.items
        for blank in item.blanks
        if blank.type is BlankType.NUMBER
    )
    choice = scale_of(item)[0]

    def kept() -> Answer | None:
        found = answers.category(item.category).value.items
        return next(one.answer for one in found if one.item.id == item.id)

    answers.keep(Answer(item.id, choice, blanks={blank.name: str(blank.minimum)}))
    typed = Answer(item.id, choice, ("you ask first", "x" * 200), {blank.name: "99999"}, "for me" * 900)
    with pytest.raises(UserError):
        answers.keep(typed)
    answers.keep_what_fits(typed)
    now = kept()
    assert now is not None
    assert now.conditions == ("you ask first",)
    assert now.blanks == {blank.name: str(blank.minimum)}, "as it was kept before, not the suggested one"
    assert now.note == typed.note[:4000]
    answers.keep_what_fits(Answer(item.id))
    assert kept() is None


def test_alone_there_is_no_shared_space_and_nothing_of_it(alone: Home) -> None:
    assert alone.services.vault.look().value.state is VaultState.ALONE
    assert not (alone.folder / "shared.db").exists()
    with pytest.raises(UserError, match=r"vault\.alone"):
        alone.services.vault.open_together()
    with pytest.raises(UserError, match=r"vault\.alone"):
        alone.services.agreements.view()


def test_the_partner_joins_later_and_is_pinned_at_the_next_opening(alone: Home) -> None:
    alone.clock.on(days=30)
    alone.open(FIRST)
    alone.services.vault.invite()
    alone.services.vault.lock()
    assert alone.services.vault.look().value.state is VaultState.INVITED
    sheet = alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA)).value
    assert len(sheet.groups) == 7
    theirs = alone.services.vault.fingerprint().value
    opened = alone.open(FIRST)
    assert opened.notices == ("partner_joined",)
    assert opened.fingerprint == theirs
    assert len(theirs) == 5
    assert [member.name for member in opened.sitting.members] == ["Robin", "Sasha"]
    assert alone.open(FIRST).notices == ()


def test_nobody_joins_without_an_invitation(alone: Home) -> None:
    alone.services.vault.lock()
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))


def test_a_withdrawn_invitation_lets_nobody_in(alone: Home) -> None:
    alone.services.vault.invite()
    alone.services.vault.withdraw_invitation()
    alone.services.vault.lock()
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))


def test_who_joined_on_a_forged_invitation_stays_out_and_the_owner_comes_in(alone: Home) -> None:
    alone.services.vault.invite()
    # The owner's private space never kept this invitation: as if somebody else had marked the header.
    with alone.services.vault._household.private.transaction() as tables:
        tables.facts.delete("invitation")
    alone.services.vault.join(Setup("Mallory", Hue.CLAY, SASHA))
    opened = alone.open(FIRST)
    assert "join_refused" in opened.notices
    assert [member.name for member in opened.sitting.members] == ["Robin"]
    assert alone.open(FIRST).notices == ()


def test_names_and_colours_are_each_persons_own(alone: Home) -> None:
    alone.services.vault.invite()
    with pytest.raises(UserError, match=r"name\.taken"):
        alone.services.vault.join(Setup("robin", Hue.CLAY, SASHA))
    with pytest.raises(UserError, match=r"hue\.taken"):
        alone.services.vault.join(Setup("Sasha", Hue.LAKE, SASHA))


@pytest.mark.parametrize("passphrase", ["short", "robin robin robin", "password1234", "sasha loves robin"])
def test_a_weak_passphrase_is_refused(alone: Home, passphrase: str) -> None:
    with pytest.raises(UserError, match=r"passphrase\.weak"):
        alone.services.vault.change_passphrase(ROBIN, passphrase)


def test_suggested_words_are_always_enough(alone: Home) -> None:
    for _time in range(20):
        words = alone.services.vault.suggest_passphrase().value
        assert len(words.split()) == 5
        assert alone.services.vault.strength(words, ("Robin", "Sasha")).value.enough


def test_the_recovery_sheet_opens_once_and_everything_is_there(couple: Home) -> None:
    couple.open(FIRST)
    item = couple.services.answers.categories().value[0].items[0]
    couple.services.answers.keep(Answer(item.id, Choice.NO, note="still mine"))
    groups = couple.services.vault.new_recovery_code(ROBIN).value.groups
    couple.services.vault.lock()
    with pytest.raises(UserError, match=r"code\.wrong"):
        couple.services.vault.recover(SECOND, groups, FRESH)
    fresh = couple.services.vault.recover(FIRST, groups, FRESH).value.groups
    assert fresh != groups
    kept = couple.services.answers.category(couple.services.answers.categories().value[0].id).value.items[0]
    assert kept.answer is not None
    assert kept.answer.note == "still mine"
    couple.services.vault.lock()
    with pytest.raises(UserError, match=r"code\.wrong"):
        couple.services.vault.recover(FIRST, groups, ROBIN)
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        couple.services.vault.unlock(FIRST, ROBIN)
    assert couple.services.vault.unlock(FIRST, FRESH).value.number > 1


def test_a_mistyped_group_is_named(alone: Home) -> None:
    groups = list(alone.services.vault.new_recovery_code(ROBIN).value.groups)
    groups[2] = ("0" if groups[2][0] != "0" else "1") + groups[2][1:]
    assert alone.services.vault.check_code(tuple(groups)).value == (2,)


def test_two_groups_typed_back_confirm_the_sheet(alone: Home) -> None:
    groups = alone.services.vault.new_recovery_code(ROBIN).value.groups
    assert alone.services.vault.confirm_recovery({1: groups[1].lower(), 4: groups[4]}).value
    assert not alone.services.vault.confirm_recovery({1: groups[4], 4: groups[1]}).value
    alone.services.vault.finish_setup()
    assert not alone.services.vault.confirm_recovery({1: groups[1]}).value


def test_changing_the_passphrase_asks_for_the_old_one(alone: Home) -> None:
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        alone.services.vault.change_passphrase(SASHA, FRESH)
    alone.services.vault.change_passphrase(ROBIN, FRESH)
    alone.services.vault.lock()
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        alone.services.vault.unlock(FIRST, ROBIN)
    alone.services.vault.unlock(FIRST, FRESH)


def test_together_is_a_one_way_door(couple: Home) -> None:
    couple.open(FIRST)
    sitting = couple.services.vault.open_together().value
    assert (sitting.kind, sitting.member) == (SittingKind.TOGETHER, None)
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.vault.open_together()


def test_one_persons_secrets_open_nothing_of_the_others(couple: Home) -> None:
    couple.open(FIRST)
    groups = couple.services.vault.new_recovery_code(ROBIN).value.groups
    couple.services.vault.lock()
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        couple.services.vault.unlock(SECOND, ROBIN)
    with pytest.raises(UserError, match=r"code\.wrong"):
        couple.services.vault.recover(SECOND, groups, ROBIN)


def test_a_joining_that_a_power_cut_ended_can_be_gone_on_with(alone: Home) -> None:
    alone.services.vault.invite()
    # The keys alone, as the vault lists them before any space is made.
    Vault(alone.folder, alone.services.vault._household.vault.policy).join("Sasha", Hue.CLAY, SASHA)
    assert "partner_joined" in alone.open(FIRST).notices
    assert "file_put_back" in alone.open(SECOND).notices
    assert alone.services.vault.fingerprint().value
    assert alone.open(SECOND).notices == ()
    assert alone.open(FIRST).notices == ()


def test_a_space_that_was_closed_once_is_never_made_again_in_silence(alone: Home) -> None:
    alone.open(FIRST)
    alone.services.vault.lock()
    (alone.folder / "p1.db").unlink()
    with pytest.raises(UserError, match=r"storage\.missing"):
        alone.services.vault.unlock(FIRST, ROBIN)
    assert not (alone.folder / "p1.db").exists()
