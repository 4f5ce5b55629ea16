"""The map of triggers on real spaces: the story stays private, single parts are told and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.homes import WORDS, Home
from tests.services.test_restoring import restore, set_of
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.triggers import MOST, HardDay, Part, Trigger
from trustapp.storage.slips import TOLD

DOOR = Trigger("", "A loud door", "Marmalade story.", helps=("The window.",), please=("Say where you are.",))


def test_nothing_is_told_until_a_part_is_shared_and_then_that_part_alone(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.triggers
    made = service.put(DOOR).value
    couple.open(SECOND)
    assert (service.view().value.triggers, service.told().value) == ((), ())
    couple.open(FIRST)
    shared = replace(DOOR, id=made, shared=(Part.HELPS,))
    assert service.preview(shared).value == service.preview(shared).value
    service.put(shared)
    couple.open(SECOND)
    (copy,) = service.told().value
    assert (copy.by, copy.name, copy.helps, copy.please) == (FIRST, "A loud door", ("The window.",), ())
    couple.together()
    assert service.told().value == (copy,)


def test_what_is_changed_or_taken_out_is_changed_and_taken_out_for_the_other(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.triggers
    made = service.put(replace(DOOR, shared=(Part.HELPS, Part.PLEASE))).value
    service.put(replace(DOOR, id=made, name="Doors", shared=(Part.PLEASE,)))
    couple.open(SECOND)
    assert [(one.name, one.helps, one.please) for one in service.told().value] == [
        ("Doors", (), ("Say where you are.",))
    ]
    couple.open(FIRST)
    service.remove(made)
    couple.open(SECOND)
    assert service.told().value == ()


def test_what_somebody_changed_in_the_file_is_put_right_and_nobody_tells_in_the_others_name(
    couple: Home,
) -> None:
    couple.open(FIRST)
    service = couple.services.triggers
    made = service.put(replace(DOOR, shared=(Part.HELPS,))).value
    couple.open(SECOND)
    house = service._household
    with house.shared.transaction() as tables:
        (row,) = tables.slips.notes()
        tables.slips.put(row.id, None, row.data.replace(b"window", b"cellar"))
        tables.slips.put(TOLD + "0" * 32, None, row.data)
    assert service.told().value == ()
    couple.open(FIRST)
    assert [one.helps for one in service.told().value] == [("The window.",)]
    assert service.told().value[0].id == made


def test_whoever_leaves_takes_it_along(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.triggers.put(replace(DOOR, shared=(Part.HELPS,)))
    couple.services.leaving.leave(WORDS[FIRST])
    couple.open(SECOND)
    assert couple.services.triggers.told().value == ()


def test_alone_nothing_can_be_shared_and_everything_else_is_there(alone: Home) -> None:
    service = alone.services.triggers
    service.put(DOOR)
    with pytest.raises(UserError):
        service.put(replace(DOOR, shared=(Part.HELPS,)))
    assert [one.name for one in service.view().value.triggers] == ["A loud door"]
    assert service.told().value == ()


def test_hard_days_come_in_the_order_in_which_they_are_next(alone: Home) -> None:
    service = alone.services.triggers
    first = service.put_day(HardDay("", "Past", 5, 3)).value
    service.put_day(HardDay("", "Soon", 5, 4, "Walk early."))
    found = service.view().value.days
    assert [(one.name, day) for one, day in found] == [
        ("Soon", date(2026, 5, 4)),
        ("Past", date(2027, 5, 3)),
    ]
    service.remove_day(first)
    assert [one.name for one, _day in service.view().value.days] == ["Soon"]


def test_there_is_room_for_so_many(alone: Home) -> None:
    service = alone.services.triggers
    with service._household.private.transaction() as tables:
        tables.triggers.save_triggers(
            tuple(Trigger(f"{number:032x}", f"n{number}") for number in range(MOST))
        )
    with pytest.raises(UserError, match=r"trigger\.full"):
        service.put(DOOR)


def test_no_file_tells_a_word_of_it(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.triggers.put(replace(DOOR, helps=("Marmalade toast.",), shared=(Part.HELPS,)))
    couple.services.vault.lock()
    assert not [one for one in couple.folder.rglob("*") if one.is_file() and b"armalade" in one.read_bytes()]


def test_a_restore_tells_nothing_that_was_taken_back(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.triggers
    made = service.put(replace(DOOR, shared=(Part.HELPS,))).value
    source = set_of(couple)
    couple.open(FIRST)
    couple.services.triggers.put(replace(DOOR, id=made, shared=()))
    restore(couple, source)
    couple.open(FIRST)
    (kept,) = couple.services.triggers.view().value.triggers
    assert (kept.story, kept.shared) == ("Marmalade story.", ())
    couple.open(SECOND)
    assert couple.services.triggers.told().value == ()


def test_what_was_taken_back_and_put_in_again_goes_with_the_next_opening(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.triggers
    made = service.put(replace(DOOR, shared=(Part.HELPS,))).value
    couple.open(SECOND)
    theirs = service.put(replace(DOOR, name="Keys", shared=(Part.PLEASE,))).value
    with service._household.shared.transaction() as tables:
        (old,) = [row for row in tables.slips.notes() if row.id == TOLD + made]
    couple.open(FIRST)
    service.remove(made)
    couple.open(SECOND)
    with service._household.shared.transaction() as tables:
        tables.slips.put(TOLD + made, None, old.data)
    couple.open(FIRST)
    assert [one.id for one in service.told().value] == [theirs]
