"""Passphrase and recovery code are both lost: a new member, other keys, and limits as last stated."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, WORDS, Home
from tests.services.test_leaving import agreed, draft, house_of, limit, names, texts
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import Lift, LineKind
from trustapp.services.beginning_anew import Stage
from trustapp.services.leaving import Standing
from trustapp.services.openings import Opened, Setup
from trustapp.services.papers import PaperOptions
from trustapp.vault import ledger

__all__ = ["agreed"]

THIRD = MemberId("p3")
ALEX = "gondola thimble oyster marbles parsnip"
FRESH = "walnut cradle sixteen hammock drift"


def invite(home: Home) -> None:
    """Sasha, alone, invites somebody to begin anew in Robin's place, and closes their space."""
    home.open(SECOND)
    home.services.anew.invite(SASHA)
    home.services.vault.lock()


def join(home: Home, name: str = "Robin B.") -> None:
    home.services.vault.join(Setup(name, Hue.LAKE, ALEX))
    home.services.vault.finish_setup()
    home.services.vault.lock()


def open_third(home: Home) -> Opened:
    home.services.vault.lock()
    return home.services.vault.unlock(THIRD, ALEX).value


def make_keys_anew(home: Home, passphrase: str) -> None:
    """Whoever sits there makes every key of theirs anew."""
    sheet = home.services.rekeying.begin(passphrase, FRESH).value
    assert home.services.rekeying.confirm({0: sheet.groups[0], 3: sheet.groups[3]}).value
    assert home.services.rekeying.run().value.finished


@pytest.fixture
def anew(agreed: Home) -> Home:
    """Robin lost both; the same person is here again, and Sasha has opened since."""
    invite(agreed)
    join(agreed)
    agreed.open(SECOND)
    agreed.services.vault.lock()
    return agreed


# -- inviting --------------------------------------------------------------------------------------


def test_inviting_ends_openings_and_ones_own_offers_and_keeps_every_limit(agreed: Home) -> None:
    invite(agreed)
    agreed.open(SECOND)
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert texts(agreed, State.COUNTS) == []
    found = agreed.services.anew.look().value
    assert found.stage is Stage.OPEN
    assert found.member is not None
    assert found.member.id == FIRST


def test_inviting_takes_ones_own_passphrase_and_a_partner(agreed: Home) -> None:
    agreed.open(SECOND)
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        agreed.services.anew.invite(ROBIN)
    assert agreed.services.anew.look().value.stage is Stage.NONE
    assert "we dance" in texts(agreed, State.COUNTS)
    agreed.services.leaving.leave(SASHA)
    with pytest.raises(UserError, match=r"vault\.alone"):
        agreed.services.anew.invite(SASHA)


def test_nobody_invites_in_together_or_alone(couple: Home) -> None:
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.anew.invite(ROBIN)


def test_a_withdrawn_invitation_lets_nobody_in_and_the_partner_is_there_again(agreed: Home) -> None:
    agreed.open(SECOND)
    agreed.services.anew.invite(SASHA)
    agreed.services.anew.withdraw()
    assert agreed.services.anew.look().value.stage is Stage.NONE
    assert agreed.services.vault.sitting() is not None
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        join(agreed)
    assert agreed.open(FIRST).notices == ()
    assert len(agreed.open(FIRST).sitting.members) == 2
    assert "we dance" not in texts(agreed, State.COUNTS)


def test_keys_are_not_made_anew_while_the_invitation_is_open(agreed: Home) -> None:
    invite(agreed)
    agreed.open(SECOND)
    with pytest.raises(UserError, match=r"vault\.anew_open"):
        agreed.services.rekeying.begin(SASHA, FRESH)


# -- joining ---------------------------------------------------------------------------------------


def test_who_begins_anew_has_a_space_at_once_and_the_shared_one_after_the_inviters_opening(
    agreed: Home,
) -> None:
    before = (agreed.folder / "shared.db").read_bytes
    invite(agreed)
    kept = before()
    join(agreed)
    opened = open_third(agreed)
    assert opened.notices == ("shared_awaits",)
    assert agreed.services.agreements.view().value.awaits_partner
    agreed.services.agreements.state_limit(limit("p3 no calls"))
    assert texts(agreed, State.STANDS) == ["p3 no calls"]
    agreed.services.vault.lock()
    assert before() == kept, "nothing was put in the place of the shared file"
    inviter = agreed.open(SECOND)
    assert "anew_accepted" in inviter.notices
    words = inviter.fingerprint
    assert len(words) == 5
    opened = open_third(agreed)
    assert "shared_awaits" not in opened.notices
    assert not agreed.services.agreements.view().value.awaits_partner
    assert agreed.services.vault.fingerprint().value == words
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos", "p3 no calls"]
    agreed.open(SECOND)
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos", "p3 no calls"]


def test_the_two_are_a_couple_and_the_old_member_is_one_who_is_not_there(anew: Home) -> None:
    for opened in (open_third(anew), anew.open(SECOND)):
        assert [one.id for one in opened.sitting.members] == [SECOND, THIRD]
        assert [one.id for one in opened.sitting.left] == [FIRST]
    situation = anew.services.leaving.situation().value
    assert (situation.standing, situation.partner) == (Standing.COUPLE, "Robin B.")
    open_third(anew)
    assert anew.services.leaving.situation().value.partner == "Sasha"
    assert anew.services.agreements.view().value.agreement.verified


def test_the_two_agree_anew_and_only_what_both_say_now_counts(anew: Home) -> None:
    services = anew.services
    anew.open(SECOND)
    line = services.agreements.draft(draft(LineKind.OPENING, "we dance again")).value
    for member, words in ((SECOND, SASHA), (THIRD, ALEX)):
        services.vault.lock()
        services.vault.unlock(member, words)
        services.agreements.mark_seen((line.id,))
        anew.clock.on(hours=25)
        services.vault.lock()
        services.vault.unlock(member, words)
        services.agreements.still_yes(line.id, words, paper=True)
    anew.clock.on(hours=25)
    for opened in (open_third, lambda home: home.open(SECOND)):
        opened(anew)
        assert texts(anew, State.COUNTS) == ["we dance again"]
        assert "we dance" not in texts(anew)
        assert "p1 cooks" not in texts(anew)
    anew.services.vault.open_together()
    assert texts(anew, State.COUNTS) == ["we dance again"]


def test_old_limits_are_printed_as_their_owner_allowed_it(anew: Home) -> None:
    open_third(anew)
    html = anew.services.papers.agreement(PaperOptions()).value.html
    assert "p1 no photos" in html
    assert "as last stated" in html


def test_somebody_with_the_old_name_is_refused(agreed: Home) -> None:
    invite(agreed)
    for name in ("Robin", "robin", "Sasha"):
        with pytest.raises(UserError, match=r"name\.taken"):
            join(agreed, name)


# -- no new key lifts an old limit -----------------------------------------------------------------


def test_the_new_key_lifts_none_of_the_old_limits(anew: Home) -> None:
    services = anew.services
    open_third(anew)
    old = next(
        one
        for one in services.agreements.view().value.agreement.lines
        if one.text == "p1 no photos" and one.statement is not None
    )
    assert old.statement is not None
    with pytest.raises(UserError):
        services.agreements.ask_lift(old.statement.id)
    house = house_of(anew)
    house.say(Lift(house.new_id(), THIRD, old.statement.id))
    forged = ledger.sign(
        house.keys(), Lift(house.new_id(), THIRD, old.statement.id), house.reading().head, house.now()
    )
    house.append([replace(forged, statement=replace(forged.statement, by=FIRST))])
    for opened in (open_third, lambda home: home.open(SECOND)):
        opened(anew)
        assert "p1 no photos" in texts(anew, State.STANDS)


# -- the old keys ----------------------------------------------------------------------------------


def test_who_opens_with_their_own_keys_before_anybody_joined_is_told_and_stays(agreed: Home) -> None:
    """A partner pretends; or somebody found their passphrase after all."""
    invite(agreed)
    opened = agreed.open(FIRST)
    assert "anew_undone" in opened.notices
    assert [one.id for one in opened.sitting.members] == [FIRST, SECOND]
    assert "p1 no photos" in texts(agreed, State.STANDS)
    with pytest.raises(UserError, match=r"vault\.not_invited"):
        join(agreed)
    inviter = agreed.open(SECOND)
    assert "anew_closed" in inviter.notices
    assert [one.id for one in inviter.sitting.members] == [FIRST, SECOND]
    assert agreed.open(SECOND).notices == ()


@pytest.mark.parametrize("accepted", [False, True])
def test_a_partner_who_pretends_gains_nothing_of_mine_and_i_am_told(agreed: Home, accepted: bool) -> None:
    services = agreed.services
    agreed.open(FIRST)
    item = services.answers.categories().value[0].items[0].id
    services.answers.keep(Answer(item, Choice.NO, note="for me alone"))
    services.vault.lock()
    mine = {
        one.name: one.read_bytes()
        for one in agreed.folder.glob("p1.*")
        if one.suffix not in (".stop", ".tries")
    }
    invite(agreed)
    join(agreed, "Pretender")
    if accepted:
        agreed.open(SECOND)
        services.vault.lock()
    for words in (SASHA, ALEX):
        with pytest.raises(UserError, match=r"passphrase\.wrong"):
            services.vault.unlock(FIRST, words)
    assert all((agreed.folder / name).read_bytes() == data for name, data in mine.items())
    for _again in range(2):
        opened = agreed.open(FIRST)
        assert "anew_without_you" in opened.notices
        assert opened.sitting.away
        category = services.answers.categories().value[0]
        answers = services.answers.category(category.id).value
        assert [one.answer.note for one in answers.items if one.answer] == ["for me alone"]
        with pytest.raises(UserError, match=r"vault\.alone"):
            services.agreements.view()
        with pytest.raises(UserError, match=r"vault\.left"):
            services.vault.invite()
    agreed.open(SECOND)
    assert "p1 no photos" in texts(agreed, State.STANDS)
    assert texts(agreed, State.COUNTS) == []


def test_what_the_old_member_takes_along_says_that_nothing_counts(agreed: Home, tmp_path: Path) -> None:
    invite(agreed)
    join(agreed)
    agreed.open(FIRST)
    exports = agreed.services.exports
    found = exports.begin(str(tmp_path), ROBIN).value
    for name in found.names:
        exports.write(name)
    exports.finish()
    page = next(one for one in tmp_path.rglob("*.md") if "agreement" in one.name)
    taken = page.read_text(encoding="utf-8")
    assert "p1 no photos" in taken
    assert "we dance" not in taken


def test_who_is_not_there_any_more_makes_new_keys_and_deletes_their_space(anew: Home) -> None:
    services = anew.services
    anew.open(FIRST)
    header = (anew.folder / "VAULT").read_bytes()
    make_keys_anew(anew, ROBIN)
    assert (anew.folder / "VAULT").read_bytes() == header
    services.vault.lock()
    services.vault.unlock(FIRST, FRESH)
    services.leaving.delete(FRESH)
    assert [name for name in names(anew) if name.startswith("p1")] == ["p1.stop"]
    for opened in (anew.open(SECOND), open_third(anew)):
        assert [one.id for one in opened.sitting.members] == [SECOND, THIRD]
    assert "p1 no photos" in texts(anew, State.STANDS)


def test_the_old_files_stay_where_they_are(anew: Home) -> None:
    for name in ("p1.db", "p1.keys", "p1.keys.bak", "p1.seal"):
        assert (anew.folder / name).exists()
    open_third(anew)
    told = {one.name: one for one in anew.services.leaving.situation().value.remains}
    assert told["p1.db"].mine is False
    assert told["p3.db"].mine is True


# -- what can be forged or interrupted -------------------------------------------------------------


def test_somebody_who_joins_without_my_invitation_is_refused_and_i_am_told(agreed: Home) -> None:
    """Whoever can write the folder, without the nonce that the inviter keeps."""
    invite(agreed)
    header = (agreed.folder / "VAULT").read_bytes()
    agreed.open(SECOND)
    agreed.services.anew.withdraw()
    agreed.services.vault.lock()
    for name in ("VAULT", "VAULT.bak"):
        (agreed.folder / name).write_bytes(header)
    join(agreed, "Forger")
    opened = agreed.open(SECOND)
    assert "join_refused" in opened.notices
    assert [one.id for one in opened.sitting.members] == [SECOND]
    assert THIRD not in house_of(agreed).keys().pins
    assert [one.id for one in agreed.open(FIRST).sitting.members] == [FIRST, SECOND]
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert [one.id for one in agreed.open(SECOND).sitting.members] == [FIRST, SECOND]


def test_an_accepting_that_the_disk_ends_is_finished_by_the_next_opening(
    agreed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise UserError("storage.full")

    invite(agreed)
    join(agreed)
    with monkeypatch.context() as patch:
        patch.setattr("trustapp.storage.rekeying.copy", full)
        agreed.open(SECOND)
        assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert open_third(agreed).notices == ("shared_awaits",)
    agreed.open(SECOND)
    assert "shared_awaits" not in open_third(agreed).notices
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]


def test_a_stop_file_from_before_brings_no_old_member_back(anew: Home) -> None:
    for path in anew.folder.glob("*.stop"):
        path.write_bytes(os.urandom(65_536))
    assert [one.id for one in anew.open(SECOND).sitting.left] == [FIRST]
    assert "p1 no photos" in texts(anew, State.STANDS)


def test_who_began_anew_leaves_before_the_inviter_opened(agreed: Home) -> None:
    invite(agreed)
    join(agreed)
    open_third(agreed)
    agreed.services.leaving.delete(ALEX)
    opened = agreed.open(SECOND)
    assert [one.id for one in opened.sitting.members] == [SECOND]
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]


def test_the_first_of_both_may_be_the_one_who_invites(agreed: Home) -> None:
    services = agreed.services
    agreed.open(FIRST)
    services.anew.invite(ROBIN)
    services.vault.lock()
    services.vault.join(Setup("Sasha B.", Hue.CLAY, ALEX))
    services.vault.lock()
    assert "anew_accepted" in agreed.open(FIRST).notices
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert [one.id for one in open_third(agreed).sitting.members] == [FIRST, THIRD]
    assert "anew_without_you" in agreed.open(SECOND).notices


@pytest.mark.parametrize("member", [FIRST, SECOND])
def test_limits_signed_with_a_key_from_before_stand_for_who_begins_anew(
    agreed: Home, member: MemberId
) -> None:
    """Either had made new keys before: the ledger begins with a signature that the header names nowhere."""
    services = agreed.services
    agreed.open(member)
    make_keys_anew(agreed, WORDS[member])
    words = {**WORDS, member: FRESH}
    other = SECOND if member == FIRST else FIRST
    agreed.open(other)
    services.vault.lock()
    services.vault.unlock(SECOND, words[SECOND])
    services.anew.invite(words[SECOND])
    services.vault.lock()
    join(agreed)
    services.vault.unlock(SECOND, words[SECOND])
    services.vault.lock()
    for _again in range(2):
        open_third(agreed)
        assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
        assert services.agreements.view().value.agreement.verified
    services.vault.lock()
    services.vault.unlock(SECOND, words[SECOND])
    assert services.agreements.view().value.agreement.verified
