"""Leaving the shared space, and deleting one's own: alone, at once, without anybody's approval."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, WORDS, Home
from tests.services.test_what_lies_on_disk import found_in, spellings
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import Left, LineKind
from trustapp.services import backups, leaving, restoring
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.household import Household
from trustapp.services.leaving import Standing
from trustapp.services.looks import VaultState
from trustapp.services.openings import Setup
from trustapp.services.papers import PaperOptions
from trustapp.services.remains import RemainKind
from trustapp.services.restoring import Wish
from trustapp.vault import ledger

TOUCH = CategoryId("touch")
CANARY = "ninefold-kingfisher-canary"


def house_of(home: Home) -> Household:
    return home.services.leaving._household


def draft(kind: LineKind, text: str) -> NewDraft:
    return NewDraft(kind, TOUCH, text, text, date(2027, 1, 1))


def limit(text: str, **more: object) -> NewLimit:
    return replace(NewLimit(TOUCH, text, text, Kind.MINE), **more)  # type: ignore[arg-type]


def say_yes(home: Home, line: LineId, *members: MemberId) -> None:
    """Each sees the words, sleeps on them, and says still yes."""
    for member in members:
        home.open(member)
        home.services.agreements.mark_seen((line,))
        home.clock.on(hours=25)
        home.open(member)
        home.services.agreements.still_yes(line, WORDS[member], paper=True)


@pytest.fixture
def agreed(couple: Home) -> Home:
    """An opening of both, an offer and a limit of each; and drafts that nobody agreed to."""
    services = couple.services
    couple.open(FIRST)
    opening = services.agreements.draft(draft(LineKind.OPENING, "we dance")).value
    services.agreements.draft(draft(LineKind.OPENING, "we may swim"))
    say_yes(couple, opening.id, FIRST, SECOND)
    for member in (FIRST, SECOND):
        couple.open(member)
        offer = services.agreements.draft(draft(LineKind.COMMITMENT, f"{member} cooks")).value
        services.agreements.draft(draft(LineKind.COMMITMENT, f"{member} may sing"))
        say_yes(couple, offer.id, member)
        services.agreements.state_limit(limit(f"{member} no photos", paper=True))
    couple.clock.on(hours=25)
    return couple


def texts(home: Home, *states: State) -> list[str]:
    lines = home.services.agreements.view().value.agreement.lines
    return sorted(one.text for one in lines if not states or one.state in states)


def make_set(home: Home) -> None:
    """A backup set of the closed vault."""
    house = house_of(home)
    home.services.vault.lock()
    backups.make_set(house.vault, house.today())


def names(home: Home) -> list[str]:
    return sorted(path.name for path in home.folder.iterdir())


# -- leaving -----------------------------------------------------------------------------------------


def test_who_leaves_goes_on_as_a_person_alone(agreed: Home) -> None:
    services = agreed.services
    agreed.open(FIRST)
    services.answers.keep(Answer(services.answers.categories().value[0].items[0].id, Choice.NO))
    sitting = services.leaving.leave(ROBIN).value
    assert (sitting.away, sitting.shares, len(sitting.members)) == (True, False, 1)
    for again in (False, True):
        if again:
            assert agreed.open(FIRST).sitting == sitting
        assert services.leaving.situation().value.standing is Standing.AWAY
        with pytest.raises(UserError, match=r"vault\.alone"):
            services.agreements.view()
        with pytest.raises(UserError, match=r"vault\.alone"):
            services.vault.open_together()
        with pytest.raises(UserError, match=r"vault\.left"):
            services.vault.invite()
        category = services.answers.categories().value[0]
        assert services.answers.category(category.id).value.items[0].answer is not None


def test_who_stays_keeps_limits_and_sees_none_of_the_leavers_openings(agreed: Home) -> None:
    agreed.open(FIRST)
    agreed.services.leaving.leave(ROBIN)
    sitting = agreed.open(SECOND).sitting
    assert ([one.id for one in sitting.members], [one.id for one in sitting.left]) == ([SECOND], [FIRST])
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert texts(agreed, State.ENDED) == ["p2 cooks"]
    assert texts(agreed, State.DRAFT) == ["p2 may sing"]
    assert len(texts(agreed)) == 4
    shown = agreed.services.agreements.versions().value
    assert any(version.taken_out for version in shown)
    for hidden in ("we dance", "p1 cooks"):
        assert hidden not in [line.text for version in shown for line in version.lines]
    assert "p2 cooks" in [line.text for version in shown for line in version.lines]


def test_who_stays_reads_prints_and_states_limits_and_opens_nothing(agreed: Home) -> None:
    services = agreed.services
    agreed.open(FIRST)
    services.leaving.leave(ROBIN)
    agreed.open(SECOND)
    services.agreements.state_limit(limit("no pictures at all"))
    assert "no pictures at all" in texts(agreed, State.STANDS)
    html = services.papers.agreement(PaperOptions()).value.html
    assert "p1 no photos" in html
    assert "as last stated" in html
    assert "we dance" not in html
    with pytest.raises(UserError, match=r"agreement\.nobody_there"):
        services.agreements.draft(draft(LineKind.OPENING, "alone"))
    line = next(one for one in services.agreements.view().value.agreement.lines if one.text == "p2 may sing")
    assert line.words is not None
    services.agreements.mark_seen((line.words.id,))
    agreed.clock.on(hours=25)
    with pytest.raises(UserError, match=r"agreement\.nobody_there"):
        services.agreements.still_yes(line.words.id, SASHA, paper=False)
    with pytest.raises(UserError, match=r"vault\.alone"):
        services.vault.open_together()
    assert services.leaving.situation().value.standing is Standing.STAYS


def test_leaving_takes_ones_own_passphrase(couple: Home) -> None:
    couple.open(FIRST)
    for wrong in (SASHA, ""):
        with pytest.raises(UserError, match=r"passphrase\.wrong"):
            couple.services.leaving.leave(wrong)
        with pytest.raises(UserError, match=r"passphrase\.wrong"):
            couple.services.leaving.delete(wrong)
    assert couple.open(FIRST).sitting.members == couple.open(SECOND).sitting.members


def test_alone_there_is_nothing_to_leave(alone: Home) -> None:
    with pytest.raises(UserError, match=r"vault\.alone"):
        alone.services.leaving.leave(ROBIN)


def test_nobody_leaves_in_together(couple: Home) -> None:
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.leaving.situation()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.leaving.delete(ROBIN)


def test_a_leaving_that_the_ledger_did_not_take_is_kept_and_carried_out_later(
    agreed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: the stop file and the outbox take it, the key stays until the ledger has it."""

    def full(*_given: object) -> None:
        raise UserError("storage.full")

    agreed.open(FIRST)
    with monkeypatch.context() as patch:
        patch.setattr("trustapp.storage.events.EventTable.append", full)
        patch.setattr("trustapp.storage.drafts.DraftTable.delete", full)
        sitting = agreed.services.leaving.leave(ROBIN).value
        assert sitting.away
    assert house_of(agreed).keys().shared_key is not None
    assert agreed.open(FIRST).sitting.away
    assert house_of(agreed).keys().shared_key is None
    agreed.open(SECOND)
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert "we dance" not in texts(agreed)


def test_a_leaving_ended_by_a_crash_is_carried_out_at_the_next_opening(
    agreed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    agreed.open(FIRST)
    with monkeypatch.context() as patch:
        patch.setattr("trustapp.services.leaving._go", crash)
        with pytest.raises(KeyboardInterrupt):
            agreed.services.leaving.leave(ROBIN)
    agreed.services.vault.lock()
    assert agreed.open(FIRST).sitting.away
    assert [one.id for one in agreed.open(SECOND).sitting.left] == [FIRST]


# -- what the other can forge ------------------------------------------------------------------------


def test_a_leaving_that_the_other_wrote_makes_nobody_leave(agreed: Home) -> None:
    agreed.open(SECOND)
    house = house_of(agreed)
    house.append([ledger.unsigned(Left(house.new_id(), FIRST))])
    assert agreed.services.vault.sitting() is not None
    assert agreed.open(SECOND).sitting.left == ()
    sitting = agreed.open(FIRST).sitting
    assert (sitting.away, len(sitting.members)) == (False, 2)
    assert agreed.services.leaving.situation().value.standing is Standing.COUPLE
    assert "p1 no photos" in texts(agreed, State.STANDS)
    assert not agreed.services.agreements.view().value.agreement.nobody_there


def test_a_leaving_signed_by_the_other_in_my_name_counts_for_nothing(agreed: Home) -> None:
    agreed.open(SECOND)
    house = house_of(agreed)
    forged = ledger.sign(house.keys(), Left(house.new_id(), SECOND), "", house.now())
    house.append([replace(forged, statement=replace(forged.statement, by=FIRST))])
    assert agreed.open(FIRST).sitting.away is False
    assert len(agreed.open(SECOND).sitting.members) == 2


def test_a_ledger_from_before_the_leaving_brings_no_opening_back(agreed: Home) -> None:
    """The other puts the shared file and their own space back: the header still says who left."""
    agreed.services.vault.lock()
    kept = {name: (agreed.folder / name).read_bytes() for name in ("shared.db", "p2.db", "p2.seal")}
    agreed.open(FIRST)
    agreed.services.leaving.leave(ROBIN)
    agreed.services.vault.lock()
    for name, data in kept.items():
        (agreed.folder / name).write_bytes(data)
    for path in agreed.folder.glob("*.stop"):
        path.write_bytes(os.urandom(65_536))
    agreed.open(SECOND)
    assert agreed.services.agreements.view().value.agreement.nobody_there
    assert texts(agreed, State.COUNTS) == []
    assert "we dance" not in texts(agreed)


# -- deleting ----------------------------------------------------------------------------------------


def test_alone_a_deletion_takes_the_whole_vault_and_the_first_run_comes(alone: Home) -> None:
    item = alone.services.answers.categories().value[0].items[0].id
    alone.services.answers.keep(Answer(item, Choice.NO, note=CANARY))
    make_set(alone)
    alone.open(FIRST)
    alone.services.leaving.delete(ROBIN)
    alone.services.vault.lock()
    assert [name for name in names(alone) if name not in ("lock", "device.toml")] == []
    assert alone.services.vault.look().value.state is VaultState.EMPTY
    alone.services.vault.begin(Setup("Robin", Hue.LAKE, ROBIN))


def test_a_deletion_leaves_the_other_their_space_and_my_limits_as_last_stated(agreed: Home) -> None:
    services = agreed.services
    agreed.open(FIRST)
    items = services.answers.categories().value[0].items
    services.answers.keep(Answer(items[0].id, Choice.NO, note=CANARY))
    agreed.open(SECOND)
    services.answers.keep(Answer(items[1].id, Choice.YES, note="mine stays"))
    agreed.open(FIRST)
    services.leaving.delete(ROBIN)
    services.vault.lock()

    assert [name for name in names(agreed) if name.startswith("p1")] == ["p1.stop"]
    look = services.vault.look().value
    assert (look.state, [one.id for one in look.members]) == (VaultState.ALONE, [SECOND])
    with pytest.raises(UserError):
        services.vault.unlock(FIRST, ROBIN)
    opened = agreed.open(SECOND)
    assert [one.id for one in opened.sitting.members] == [SECOND]
    answers = services.answers.category(services.answers.categories().value[0].id).value
    assert [one.answer.note for one in answers.items if one.answer] == ["mine stays"]
    assert texts(agreed, State.STANDS) == ["p1 no photos", "p2 no photos"]
    assert "Robin" not in [one.name for one in services.agreements.view().value.members]
    assert services.leaving.situation().value.last
    services.vault.lock()
    assert "p1.stop" not in names(agreed)


def test_after_a_deletion_nothing_of_mine_is_in_any_file_or_copy(agreed: Home, tmp_path: Path) -> None:
    services = agreed.services
    agreed.open(FIRST)
    item = services.answers.categories().value[0].items[0].id
    services.answers.keep(Answer(item, Choice.NO, note=CANARY))
    make_set(agreed)
    mine = {path.name: path.read_bytes() for path in agreed.folder.glob("p1.*") if path.suffix != ".stop"}
    sets = sorted((agreed.folder / "backups").glob("*.backup"))
    assert sets
    assert all(b'"p1.db"' in one.read_bytes() for one in sets)
    assert any(mine["p1.db"] in one.read_bytes() for one in sets)
    agreed.open(FIRST)
    services.leaving.delete(ROBIN)
    services.vault.lock()
    assert found_in(tmp_path, spellings(CANARY)) == []
    assert found_in(tmp_path, [b"Robin"]) == []
    for path in agreed.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [name for name, known in mine.items() if known[:4096] in data], path.name
    for one in sorted((agreed.folder / "backups").glob("*.backup")):
        head = one.read_bytes()[:4096]
        assert b'"p1.' not in head
        assert b'"p2.db"' in head


def test_who_deletes_last_takes_everything(agreed: Home) -> None:
    agreed.open(FIRST)
    agreed.services.leaving.delete(ROBIN)
    agreed.open(SECOND)
    agreed.services.leaving.delete(SASHA)
    agreed.services.vault.lock()
    assert [name for name in names(agreed) if name not in ("lock", "device.toml")] == []


def test_who_left_deletes_later(agreed: Home) -> None:
    agreed.open(FIRST)
    agreed.services.leaving.leave(ROBIN)
    agreed.services.leaving.delete(ROBIN)
    agreed.services.vault.lock()
    assert [one.id for one in agreed.services.vault.look().value.members] == [SECOND]
    agreed.open(SECOND)
    agreed.services.vault.lock()
    assert b"Robin" not in (agreed.folder / "VAULT").read_bytes()


def test_a_suspension_on_the_unlock_page_outlives_a_deletion(agreed: Home) -> None:
    agreed.open(FIRST)
    agreed.services.vault.suspend_without_key()
    agreed.services.leaving.delete(ROBIN)
    agreed.open(SECOND)
    assert agreed.services.agreements.view().value.agreement.suspended


@pytest.mark.parametrize("member", [FIRST, SECOND])
def test_an_interrupted_deletion_is_finished_at_the_next_start(
    agreed: Home, member: MemberId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    agreed.open(member)
    with monkeypatch.context() as patch:
        patch.setattr("trustapp.services.leaving._finish", crash)
        with pytest.raises(KeyboardInterrupt):
            agreed.services.leaving.delete(WORDS[member])
    other = SECOND if member == FIRST else FIRST
    assert [one.id for one in agreed.services.vault.look().value.members] == [other]
    leaving.finish_interrupted(agreed.folder)
    assert [name for name in names(agreed) if name.startswith(member)] == [f"{member}.stop"]
    assert [one.id for one in agreed.open(other).sitting.left] == [member]


def test_a_deletion_that_cannot_begin_deletes_nothing(agreed: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise UserError("storage.full")

    agreed.open(FIRST)
    with monkeypatch.context() as patch:
        patch.setattr("trustapp.vault.files.replace", full)
        with pytest.raises(UserError, match=r"storage\.full"):
            agreed.services.leaving.delete(ROBIN)
    assert not agreed.services.leaving.is_closed
    agreed.open(FIRST)
    assert (agreed.folder / "p1.db").exists()


# -- what remains ------------------------------------------------------------------------------------


def test_every_file_on_this_computer_is_named_by_what_it_is(couple: Home) -> None:
    make_set(couple)
    couple.open(FIRST)
    (couple.folder / "holiday.jpg").write_bytes(b"x" * 10)
    situation = couple.services.leaving.situation().value
    told = {one.name: one for one in situation.remains}
    lying = {
        path.relative_to(couple.folder).as_posix() for path in couple.folder.rglob("*") if path.is_file()
    }
    assert set(told) == lying
    assert situation.folder == str(couple.folder)
    assert [one.name for one in situation.remains if one.kind is RemainKind.OTHER] == ["holiday.jpg"]
    assert (told["p1.db"].mine, told["p2.db"].mine, told["shared.db"].mine) == (True, False, None)
    assert told["holiday.jpg"].size == 10
    assert {one.kind for one in situation.remains} >= {
        RemainKind.HEADER, RemainKind.KEYS, RemainKind.SPACE, RemainKind.SHARED, RemainKind.STOP,
        RemainKind.BACKUP,
    }  # fmt: skip


# -- and what a backup brings back -------------------------------------------------------------------


def bring_back(home: Home, member: MemberId, source: Path) -> None:
    home.services.vault.lock()
    wish = Wish(source, member, WORDS[member])
    for _step in restoring.restore(house_of(home).vault, wish, home.clock()):
        pass


def copy_of_a_set(home: Home, place: Path) -> Path:
    """A set that somebody keeps elsewhere."""
    make_set(home)
    last = sorted((home.folder / "backups").glob("*.backup"))[-1]
    return Path(shutil.copy(last, place / "kept elsewhere.backup"))


def test_no_copy_kept_elsewhere_brings_a_deleted_space_back(agreed: Home, tmp_path: Path) -> None:
    kept = copy_of_a_set(agreed, tmp_path)
    agreed.open(FIRST)
    agreed.services.leaving.delete(ROBIN)
    bring_back(agreed, SECOND, kept)
    assert [name for name in names(agreed) if name.startswith("p1") and name != "p1.stop"] == []
    opened = agreed.open(SECOND)
    assert [one.id for one in opened.sitting.left] == [FIRST]
    assert texts(agreed, State.COUNTS) == []
    assert "p1 no photos" in texts(agreed, State.STANDS)


def test_who_left_brings_their_own_space_back_and_nothing_shared(agreed: Home, tmp_path: Path) -> None:
    agreed.open(FIRST)
    item = agreed.services.answers.categories().value[0].items[0].id
    agreed.services.answers.keep(Answer(item, Choice.NO, note="from before"))
    kept = copy_of_a_set(agreed, tmp_path)
    agreed.open(FIRST)
    agreed.services.answers.clear(item)
    agreed.services.leaving.leave(ROBIN)
    agreed.open(SECOND)
    agreed.services.agreements.state_limit(limit("said since"))
    bring_back(agreed, FIRST, kept)
    assert agreed.open(FIRST).sitting.away
    answers = agreed.services.answers.category(agreed.services.answers.categories().value[0].id).value
    assert [one.answer.note for one in answers.items if one.answer] == ["from before"]
    agreed.open(SECOND)
    assert "said since" in texts(agreed, State.STANDS)
