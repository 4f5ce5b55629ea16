"""One passage on real spaces: a copy that the other reads, taken back, forged, restored, taken along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.homes import WORDS, Home
from tests.services.test_restoring import restore, set_of
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.reflections import Query, Reflection
from trustapp.domain.shown import MAX_PASSAGE, MOST, Passage, checked
from trustapp.services.showing import SHOWN, ShowingService
from trustapp.storage.slips import PASSAGE, Slip
from trustapp.vault import slips

WORDS_SHOWN = "Marmalade: I was <b>afraid</b> of the door."


def shown_by_first(home: Home) -> ShowingService:
    home.open(FIRST)
    home.services.showing.show(WORDS_SHOWN)
    return home.services.showing


def rows(home: Home) -> list[Slip]:
    with home.services.showing._household.shared.transaction() as tables:
        return [row for row in tables.slips.notes() if row.id.startswith(PASSAGE)]


def test_the_other_reads_exactly_what_was_looked_at_and_nothing_of_the_rest(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.showing
    couple.services.reflections.put(
        Reflection("", date(2026, 5, 3), title="Secret", text=f"A. {WORDS_SHOWN} B.")
    )
    looked = service.preview(f"  {WORDS_SHOWN}\n").value
    assert rows(couple) == [], "to look is not to show"
    service.show(f"  {WORDS_SHOWN}\n")
    couple.open(SECOND)
    (found,) = service.shown().value
    assert replace(found, id="") == looked
    assert found.text == WORDS_SHOWN
    assert service.mine().value == (), "it is the other's"
    assert couple.services.reflections.count(Query()).value == 0


def test_it_is_a_copy_that_stays_as_it_was_shown(couple: Home) -> None:
    couple.open(FIRST)
    one = couple.services.reflections.put(Reflection("", date(2026, 5, 3), text=WORDS_SHOWN)).value
    couple.services.showing.show(WORDS_SHOWN)
    couple.services.reflections.put(replace(one, text="Something else."))
    couple.open(SECOND)
    assert [found.text for found in couple.services.showing.shown().value] == [WORDS_SHOWN]


def test_it_is_taken_back_by_its_owner_alone(couple: Home) -> None:
    service = shown_by_first(couple)
    (mine,) = service.mine().value
    couple.open(SECOND)
    service.take_back(mine.id)
    couple.open(FIRST)
    assert [one.id for one in service.shown().value] == [mine.id], "it is put right at its owner's opening"
    service.take_back(mine.id)
    assert (service.mine().value, service.shown().value, rows(couple)) == ((), (), [])
    couple.open(SECOND)
    assert service.shown().value == ()


def test_one_that_was_altered_forged_or_moved_is_not_read_and_is_put_right(couple: Home) -> None:
    service = shown_by_first(couple)
    (row,) = rows(couple)
    couple.open(SECOND)
    forged = Passage("1" * 32, "I agree to all of it.", "2026-05-03", FIRST)
    own = f'"by":"{SECOND}"'.encode()
    signed = slips.sign(service._household.keys(), forged)
    data = signed.replace(own, f'"by":"{FIRST}"'.encode())
    assert data != signed
    with service._household.shared.transaction() as tables:
        tables.slips.put(row.id, None, row.data.replace(b"afraid", b"glad of"))
        tables.slips.put(PASSAGE + "0" * 32, None, row.data)
        tables.slips.put(PASSAGE + forged.id, None, data)
    assert service.shown().value == ()
    couple.open(FIRST)
    assert [one.text for one in service.shown().value] == [WORDS_SHOWN]
    assert PASSAGE + forged.id not in [one.id for one in rows(couple)]


def test_what_was_taken_back_and_put_in_again_goes_with_the_next_opening(couple: Home) -> None:
    service = shown_by_first(couple)
    (old,) = rows(couple)
    service.take_back(service.mine().value[0].id)
    couple.open(SECOND)
    with service._household.shared.transaction() as tables:
        tables.slips.put(old.id, None, old.data)
    couple.open(FIRST)
    assert (service.shown().value, rows(couple)) == ((), [])


def test_a_restore_shows_nothing_that_was_taken_back(couple: Home) -> None:
    service = shown_by_first(couple)
    source = set_of(couple)
    couple.open(FIRST)
    couple.services.showing.take_back(couple.services.showing.mine().value[0].id)
    restore(couple, source)
    couple.open(FIRST)
    assert couple.services.showing.mine().value == ()
    couple.open(SECOND)
    assert couple.services.showing.shown().value == ()
    del service


def test_whoever_leaves_takes_it_along(couple: Home) -> None:
    shown_by_first(couple)
    couple.services.leaving.leave(WORDS[FIRST])
    couple.open(SECOND)
    assert couple.services.showing.shown().value == ()


def test_alone_there_is_nobody_to_show_it_to_and_nothing_is_kept(alone: Home) -> None:
    with pytest.raises(UserError, match=r"vault\.alone"):
        alone.services.showing.show(WORDS_SHOWN)
    assert alone.services.showing.mine().value == ()
    assert alone.services.showing.shown().value == ()


def test_together_it_is_read_and_nothing_is_shown_from_there(couple: Home) -> None:
    service = shown_by_first(couple)
    couple.together()
    assert [one.text for one in service.shown().value] == [WORDS_SHOWN]
    with pytest.raises(UserError):
        service.show("More.")


@pytest.mark.parametrize(
    ("text", "code"), [("", "passage.empty"), (" \n\0 ", "passage.empty"), ("x" * 4_001, "passage.too_long")]
)
def test_what_is_nothing_or_too_much_is_refused(couple: Home, text: str, code: str) -> None:
    couple.open(FIRST)
    for act in (couple.services.showing.preview, couple.services.showing.show):
        with pytest.raises(UserError, match=code.replace(".", r"\.")):
            act(text)


@pytest.mark.parametrize("text", ["x" * MAX_PASSAGE, "\U0001f33f" * MAX_PASSAGE, "\x01" * MAX_PASSAGE])
def test_the_longest_one_arrives_whole(couple: Home, text: str) -> None:
    couple.open(FIRST)
    couple.services.showing.show(text)
    couple.open(SECOND)
    assert [one.text for one in couple.services.showing.shown().value] == [checked(text)]


def test_there_is_room_for_so_many(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.showing
    many = tuple(Passage(f"{number:032x}", "x", "2026-05-03", FIRST) for number in range(MOST))
    with service._household.private.transaction() as tables:
        tables.facts.keep(SHOWN, many)
    with pytest.raises(UserError, match=r"passage\.full"):
        service.show("One more.")
    service.take_back(many[0].id)
    service.show("One more.")


def test_no_file_tells_a_word_of_it(couple: Home) -> None:
    shown_by_first(couple)
    couple.services.vault.lock()
    assert not [one for one in couple.folder.rglob("*") if one.is_file() and b"armalade" in one.read_bytes()]


@pytest.mark.parametrize(
    "odd",
    [
        Passage("1" * 32, "x", "2026-02-31", FIRST),
        Passage("1" * 32, "x", "20260503", FIRST),
        Passage("1" * 32, "", "2026-05-03", FIRST),
        Passage("1" * 32, "x" * (MAX_PASSAGE + 1), "2026-05-03", FIRST),
        Passage("one", "x", "2026-05-03", FIRST),
        Passage("1" * 32, "x", "2026-05-03", SECOND),
    ],
)
def test_a_passage_that_says_something_odd_is_none(couple: Home, odd: Passage) -> None:
    couple.open(FIRST)
    assert (
        slips.parsed(slips.sign(couple.services.showing._household.keys(), odd), slips.LARGEST_NOTE) is None
    )
