"""Rituals, single times and notes where somebody joins, leaves or loses keys, and where files come back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services import test_beginning_anew as anew_steps
from tests.services.test_beginning_anew import ALEX, THIRD
from tests.services.test_closeness import choose, night, say_steps
from tests.services.test_closeness import plan as plan_evening
from tests.services.test_closeness import view as closeness
from tests.services.test_own_rituals import WORDS as OWN
from tests.services.test_rekeying import NEW, rekey, unlock
from tests.services.test_restoring import restore, set_of
from tests.services.test_rituals import (
    DAILY,
    DAY,
    TODAY,
    planned,
    said,
    standings,
    suggested,
    week,
    words,
)
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId, RitualId
from trustapp.domain.partners import Hue
from trustapp.domain.rituals import Ceiling
from trustapp.domain.statements import Left, RitualEnd, StepDown
from trustapp.services import ritual_slips
from trustapp.services.household import Household
from trustapp.services.openings import Setup
from trustapp.services.ritual_views import Standing
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import ledger


def house_of(home: Home) -> Household:
    return home.services.rituals._household


def rows(home: Home) -> list[str]:
    """The ids of all rows of the shared space, without the days and ids behind them."""
    with house_of(home).shared.transaction() as tables:
        found = [*tables.slips.passing(), *tables.slips.notes()]
    return [re.sub(r"(?<=[a-z0-9])/[0-9a-f][0-9a-f-]{9,}.*", "", row.id) for row in found]


def own_names(home: Home) -> list[str]:
    return [one.name for one in home.services.own_rituals.rituals()]


def moved_times(home: Home) -> list[tuple[str, str, Standing]]:
    return [
        (one.day.isoformat(), one.time, one.standing)
        for one in home.services.rituals.span(TODAY, TODAY + 6 * DAY).value.occurrences
        if one.original == TODAY + DAY
    ]


def move_together(home: Home) -> RitualId:
    """Both said that tomorrow's time comes the day after, at noon; it is Robin's sitting then."""
    ritual = planned(home)
    home.services.rituals.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "12:00")
    home.open(FIRST)
    home.services.rituals.agree_move(ritual, TODAY + DAY)
    return ritual


NOON = [((TODAY + 2 * DAY).isoformat(), "12:00", Standing.PLANNED)]


@pytest.fixture
def busy(couple: Home) -> tuple[Home, RitualId]:
    """Something of every kind of both: a moved time, one left out, and a shared note of each."""
    ritual = move_together(couple)
    for member in (SECOND, FIRST):
        couple.open(member)
        service = couple.services.rituals
        service.share_note(service.write_note(ritual, "Tea", f"by {member}").value)
        service.write_note(ritual, "Tea", f"private to {member}")
    service.leave_out(ritual, TODAY + 3 * DAY)
    couple.services.own_rituals.put(OWN)
    return couple, ritual


# -- joining -------------------------------------------------------------------------------------------


def test_what_one_person_planned_alone_stays_theirs_when_somebody_joins(alone: Home) -> None:
    ritual = alone.services.own_rituals.put(OWN).value
    alone.services.own_rituals.leave_out(ritual, TODAY + DAY)
    alone.services.own_rituals.write_note(ritual, "Six slow breaths", "mine")
    alone.services.vault.invite()
    alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
    alone.services.vault.finish_setup()
    assert (own_names(alone), alone.services.rituals.notes()) == ([], ())
    alone.open(FIRST)
    assert own_names(alone) == ["Six slow breaths"]
    assert len(alone.services.own_rituals.span(TODAY, TODAY + 6 * DAY).value.occurrences) == 6
    assert rows(alone) == []
    assert standings(alone) == []


# -- leaving -------------------------------------------------------------------------------------------


def test_who_leaves_takes_their_notes_and_words_back_and_keeps_what_is_theirs_alone(
    busy: tuple[Home, RitualId],
) -> None:
    home, _ritual = busy
    home.services.leaving.leave(ROBIN)
    for again in (False, True):
        if again:
            home.open(FIRST)
        assert own_names(home) == ["Six slow breaths"]
        assert {note.text for note in home.services.rituals.notes()} == {"by p1", "private to p1"}
        own = ritual_slips.own_times(house_of(home))
        assert (own.out, own.moved, own.ceilings) == ((), (), ())
    home.open(SECOND)
    assert home.services.rituals.rituals() == ()
    assert week(home) == ()
    assert {(note.text, note.by) for note in home.services.rituals.notes()} == {
        ("by p2", SECOND),
        ("by p2", None),
        ("private to p2", None),
    }
    assert rows(home) == ["moved/p2", "note"]
    home.clock.on(days=3)
    home.open(SECOND)
    assert rows(home) == ["note"]


def test_of_single_times_of_ones_own_rituals_nothing_goes_with_leaving(busy: tuple[Home, RitualId]) -> None:
    home, _ritual = busy
    service = home.services.own_rituals
    own = service.rituals()[0].id
    service.leave_out(own, TODAY + DAY)
    service.move(own, TODAY + 2 * DAY, TODAY + 2 * DAY, "21:00")
    home.services.leaving.leave(ROBIN)
    home.open(FIRST)
    found = service.span(TODAY, TODAY + 2 * DAY).value.occurrences
    assert [(one.day, one.time) for one in found] == [(TODAY, "07:10"), (TODAY + 2 * DAY, "21:00")]


def test_a_leaving_that_the_disk_refused_at_first_takes_them_back_at_the_next_opening(
    busy: tuple[Home, RitualId], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, _ritual = busy

    def full(_space: object, _how: str = "") -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(SharedSpace, "transaction", full)
        home.services.leaving.leave(ROBIN)
    home.open(FIRST)
    home.open(SECOND)
    assert rows(home) == ["moved/p2", "note"]


def test_who_deletes_their_space_takes_their_notes_back_too(busy: tuple[Home, RitualId]) -> None:
    home, _ritual = busy
    home.services.leaving.delete(ROBIN)
    home.services = home.renew()
    home.open(SECOND)
    assert {note.by for note in home.services.rituals.notes()} == {None, SECOND}
    assert week(home) == ()


def test_a_leaving_that_nobody_signed_ends_what_there_was_and_not_what_comes(couple: Home) -> None:
    """Whoever writes such a row with another program keeps nobody from the planner for good."""
    ritual = planned(couple)
    house = house_of(couple)
    house.append([ledger.unsigned(Left(house.new_id(), FIRST))])
    couple.open(FIRST)
    assert standings(couple) == []
    couple.open(SECOND)
    assert standings(couple) == []
    again = planned(couple)
    assert again != ritual
    assert standings(couple) == [Standing.PLANNED]


# -- new keys ------------------------------------------------------------------------------------------


def test_after_new_keys_a_moved_time_stands_where_both_put_it(couple: Home) -> None:
    move_together(couple)
    couple.services.own_rituals.put(OWN)
    rekey(couple)
    assert moved_times(couple) == NOON
    couple.open(SECOND)
    assert moved_times(couple) == NOON, "signed anew before anybody else opened"
    couple.services.vault.open_together()
    assert moved_times(couple) == NOON
    unlock(couple, FIRST, NEW)
    assert moved_times(couple) == NOON
    assert own_names(couple) == ["Six slow breaths"]
    assert standings(couple) == [Standing.PLANNED]


def test_where_that_was_cut_off_the_next_opening_signs_anew(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_together(couple)

    def refused(_house: Household) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(ritual_slips, "put_back", refused)
        rekey(couple)
    couple.open(SECOND)
    [(_day, _time, standing)] = moved_times(couple)
    assert standing is not Standing.PLANNED, "what the former key signed counts no more"
    unlock(couple, FIRST, NEW)
    couple.open(SECOND)
    assert moved_times(couple) == NOON


def test_after_new_keys_the_ceiling_of_an_evening_stands(couple: Home) -> None:
    say_steps(couple, 1, 2)
    couple.clock.on(days=1)
    ritual = plan_evening(couple, 2)
    choose(couple, ritual, 2, 1)
    couple.open(FIRST)
    rekey(couple)
    assert night(couple).ceiling == 1
    couple.open(SECOND)
    assert night(couple).ceiling == 1
    assert closeness(couple).both == 2


# -- beginning anew ------------------------------------------------------------------------------------


def begin_anew(home: Home) -> None:
    """Robin lost everything and begins anew as another member; Sasha has opened since."""
    anew_steps.invite(home)
    anew_steps.join(home)
    home.open(SECOND)


def test_who_begins_anew_finds_nothing_planned_or_suggested(couple: Home) -> None:
    planned(couple)
    suggested(couple, words("Walk"))
    couple.open(SECOND)
    couple.services.rituals.suggest(words("Music"))
    begin_anew(couple)
    assert (standings(couple), week(couple)) == ([], ())
    anew_steps.open_third(couple)
    assert (standings(couple), week(couple)) == ([], ())
    ritual = couple.services.rituals.suggest(words("Music")).value
    couple.open(SECOND)
    couple.services.rituals.say_yes(ritual)
    assert standings(couple) == [Standing.PLANNED]


def test_who_begins_anew_has_said_no_step_and_neither_has_the_other_to_them(couple: Home) -> None:
    say_steps(couple, 1, 2)
    begin_anew(couple)
    assert (closeness(couple).mine, closeness(couple).both) == (0, 0)
    couple.clock.on(days=1)
    anew_steps.open_third(couple)
    couple.services.closeness.step_up(1, ALEX)
    assert closeness(couple).both == 0
    couple.open(SECOND)
    couple.services.closeness.step_up(1, SASHA)
    assert closeness(couple).both == 1


def test_what_was_ended_for_a_beginning_stays_ended_where_it_is_withdrawn(couple: Home) -> None:
    planned(couple)
    say_steps(couple, 1)
    couple.open(SECOND)
    couple.services.anew.invite(SASHA)
    couple.services.anew.withdraw()
    assert standings(couple) == []
    ended = [one for one in said(couple) if isinstance(one, RitualEnd | StepDown)]
    assert [(one.by, getattr(one, "again", None)) for one in ended] == [(SECOND, None)] * 2
    couple.open(FIRST)
    assert couple.services.rituals.suggest(words()).value
    assert closeness(couple).both == 0


def test_the_new_member_sees_no_word_of_the_old_ones_planner(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.own_rituals.put(OWN)
    begin_anew(couple)
    anew_steps.open_third(couple)
    assert own_names(couple) == []
    assert couple.services.vault.sitting() is not None
    assert house_of(couple).me().id == THIRD


# -- what came in the place of another -----------------------------------------------------------------


@pytest.mark.parametrize("passed", [False, True])
def test_what_others_took_the_place_of_does_not_come_back_when_those_end(couple: Home, passed: bool) -> None:
    before = planned(couple)
    plan = replace(DAILY, rule="FREQ=DAILY;UNTIL=20260506") if passed else DAILY
    after = planned(couple, words("Coffee", plan, replaces=before))
    assert [one.words.id for one in couple.services.rituals.view().value.rituals] == [after]
    if passed:
        couple.clock.on(days=5)
        couple.open(SECOND)
    else:
        couple.services.rituals.end(after)
    for member in (SECOND, FIRST):
        couple.open(member)
        assert standings(couple) == []


# -- backups -------------------------------------------------------------------------------------------


def test_what_one_person_planned_alone_is_in_the_backup_and_comes_back(alone: Home) -> None:
    service = alone.services.own_rituals
    ritual = service.put(OWN).value
    service.move(ritual, TODAY + DAY, TODAY + DAY, "21:00")
    service.write_note(ritual, "Six slow breaths", "kept in the set")
    source = set_of(alone)
    alone.open(FIRST)
    service.end(ritual)
    service.delete_note(service.private_notes()[0].id)
    restore(alone, source)
    alone.open(FIRST)
    assert own_names(alone) == ["Six slow breaths"]
    assert [note.text for note in alone.services.own_rituals.private_notes()] == ["kept in the set"]
    found = alone.services.own_rituals.span(TODAY + DAY, TODAY + DAY).value.occurrences
    assert [one.time for one in found] == ["21:00"]


@pytest.mark.parametrize("empty", [False, True])
def test_a_restore_revives_no_ritual_no_step_no_ceiling_and_no_moved_time(couple: Home, empty: bool) -> None:
    say_steps(couple, 1)
    couple.clock.on(days=1)
    evening = plan_evening(couple, 1)
    choose(couple, evening, 1, 1)
    planned(couple)
    source = set_of(couple)
    couple.open(SECOND)
    couple.services.closeness.choose_ceiling(evening, 0)
    couple.services.vault.lock()
    if empty:
        (couple.folder / "shared.db").unlink()
    restore(couple, source)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert standings(couple) == []
        assert closeness(couple).both == 0
        assert closeness(couple).nights == ()
        with house_of(couple).shared.transaction() as tables:
            assert tables.slips.passing() == [] or member == SECOND
    own = ritual_slips.own_times(house_of(couple)).ceilings
    assert own == (Ceiling(evening, couple.clock().date(), 0),), "Sasha’s own space was not restored"


def test_a_restore_keeps_every_later_end_and_step_down(couple: Home) -> None:
    ritual = planned(couple)
    say_steps(couple, 1, 2)
    source = set_of(couple)
    couple.open(SECOND)
    couple.services.rituals.end(ritual)
    couple.services.closeness.step_down(0)
    restore(couple, source)
    for member in (FIRST, SECOND):
        couple.open(member)
        kinds = [type(one) for one in said(couple)]
        assert RitualEnd in kinds
        assert StepDown in kinds
        assert closeness(couple).both == 0


def test_after_a_restore_those_notes_are_shared_that_were_shared_now(busy: tuple[Home, RitualId]) -> None:
    home, ritual = busy
    source = set_of(home)
    home.open(SECOND)
    service = home.services.rituals
    taken = next(note for note in service.shared_notes() if note.mine)
    service.take_note_back(taken.id)
    service.share_note(service.write_note(ritual, "Tea", "later").value)
    restore(home, source)
    home.open(FIRST)
    assert {(note.text, note.by) for note in home.services.rituals.shared_notes()} == {
        ("by p1", FIRST),
        ("later", SECOND),
    }


def test_a_set_in_an_empty_folder_brings_the_notes_along(busy: tuple[Home, RitualId]) -> None:
    home, _ritual = busy
    source = set_of(home)
    shutil.rmtree(home.folder)
    restore(home, source)
    home.open(FIRST)
    assert {note.text for note in home.services.rituals.shared_notes()} == {"by p1", "by p2"}
    assert week(home) == ()


def test_after_a_restore_an_evening_that_began_stays_begun(couple: Home) -> None:
    say_steps(couple, 1)
    couple.clock.on(days=1)
    source = set_of(couple)
    evening = plan_evening(couple, 1)
    choose(couple, evening, 1, 1)
    couple.services.closeness.begin(evening)
    restore(couple, source, SECOND)
    for member in (SECOND, FIRST):
        couple.open(member)
        assert closeness(couple).stopped_tonight
        assert not closeness(couple).may_step_up


# -- older files put back by hand ----------------------------------------------------------------------


def test_an_older_shared_file_revives_no_yes_and_no_step_and_loses_no_end(couple: Home) -> None:
    say_steps(couple, 1)
    ended = planned(couple)
    couple.services.vault.lock()
    old = (couple.folder / "shared.db").read_bytes()
    couple.open(SECOND)
    couple.services.rituals.end(ended)
    couple.services.closeness.step_down(0)
    planned(couple, words("Walk"))
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(old)
    for member in (SECOND, FIRST):
        couple.open(member)
        assert standings(couple) == []
        assert (closeness(couple).both, week(couple)) == (0, ())


def test_an_older_row_of_ones_own_goes_at_ones_next_opening(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "12:00")
    with house_of(couple).shared.transaction() as tables:
        (row,) = tables.slips.passing()
    service.take_move_back(ritual, TODAY + DAY)
    with house_of(couple).shared.transaction() as tables:
        tables.slips.put(row.id, TODAY + 2 * DAY, row.data)
    couple.open(FIRST)
    assert rows(couple) == ["moved/p2"]
    couple.open(SECOND)
    assert rows(couple) == []
    couple.open(FIRST)
    assert moved_times(couple) == [((TODAY + DAY).isoformat(), "19:10", Standing.PLANNED)]


def test_a_deleted_shared_file_brings_back_ones_own_single_times_and_no_shared_note(
    busy: tuple[Home, RitualId],
) -> None:
    home, _ritual = busy
    home.services.vault.lock()
    (home.folder / "shared.db").unlink()
    home.open(FIRST)
    assert rows(home) == ["out", "moved/p1"]
    assert home.services.rituals.shared_notes() == ()
    home.open(SECOND)
    assert sorted(rows(home)) == ["moved/p1", "moved/p2", "out"]


# -- cut off, and full disks ---------------------------------------------------------------------------


def test_an_undo_that_is_cut_off_is_there_to_be_done_again(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.leave_out(ritual, TODAY)

    def cut(*_given: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(ritual_slips, "change_own", cut)
        with pytest.raises(UserError):
            service.bring_back(ritual, TODAY)
    couple.open(SECOND)
    assert TODAY not in [one.day for one in week(couple)]
    service.bring_back(ritual, TODAY)
    couple.open(FIRST)
    assert TODAY in [one.day for one in week(couple)]


@pytest.mark.parametrize("member", [FIRST, SECOND])
@pytest.mark.parametrize("space", [PrivateSpace, SharedSpace])
def test_a_full_disk_keeps_nobody_out_where_something_is_to_be_erased(
    couple: Home, monkeypatch: pytest.MonkeyPatch, member: MemberId, space: type
) -> None:
    ritual = planned(couple)
    for one in (FIRST, SECOND):
        couple.open(one)
        couple.services.rituals.leave_out(ritual, TODAY + (DAY if one == FIRST else 0 * DAY))
    couple.services.vault.lock()
    couple.clock.on(days=4)
    kept: Callable[[Household], None] = ritual_slips.settle

    def full(_space: object, _how: str = "") -> None:
        raise UserError("storage.full")

    def settle(house: Household) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(space, "transaction", full)
            kept(house)

    with monkeypatch.context() as patch:
        patch.setattr(ritual_slips, "settle", settle)
        couple.open(member)
    couple.open(member)
    assert ritual_slips.own_times(house_of(couple)).out == ()
