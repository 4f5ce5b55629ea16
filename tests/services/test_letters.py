"""Letters on real spaces: sealed to one reader, never telling the writer anything, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.letters import Handled, Kind, Letter, usual_day
from trustapp.domain.reflections import Query
from trustapp.services import letter_rows
from trustapp.storage.slips import LETTER
from trustapp.vault import letters

WORD = "Marmalade"
THANKS = Letter("", Kind.THANKS, "For Tuesday", f"{WORD} toast, and <b>you</b> beside me.")


def write(home: Home, letter: Letter = THANKS) -> str:
    return home.services.letters.put(letter).value.id


def send(home: Home, letter: Letter = THANKS, by: MemberId = FIRST) -> str:
    home.open(by)
    made = write(home, letter)
    home.services.letters.send(made)
    return made


def row(home: Home, by: MemberId = FIRST) -> bytes | None:
    with home.services.letters._household.shared.transaction() as tables:
        return tables.slips.get(LETTER + by)


def put_row(home: Home, data: bytes, by: MemberId = FIRST) -> None:
    with home.services.letters._household.shared.transaction() as tables:
        tables.slips.put(LETTER + by, None, data)


def rows(home: Home) -> list[tuple[object, ...]]:
    """Everything in the shared space, table by table."""
    database = home.services.letters._household.shared._database
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [(name, *one) for name in sorted(names) for one in database.execute(f"SELECT * FROM {name}")]


def received(home: Home) -> object:
    return home.services.letters.view().value.received


def test_it_arrives_only_where_the_reader_allows_it_and_is_opened_when_they_like(couple: Home) -> None:
    send(couple)
    couple.open(SECOND)
    service = couple.services.letters
    assert received(couple) is None
    assert service.waiting().value is None
    service.allow(on=True)
    waiting = service.waiting().value
    assert waiting is not None
    assert (waiting.kind, waiting.by, waiting.handled) == (Kind.THANKS, FIRST, Handled.NEW)
    found = service.read(waiting.id).value
    assert (found.title, found.text, found.by) == (THANKS.title, THANKS.text, FIRST)
    assert service.waiting().value is None, "what was opened is not announced again"
    assert received(couple) == replace(waiting, handled=Handled.OPENED)
    service.lay_aside(waiting.id)
    assert received(couple) == replace(waiting, handled=Handled.ASIDE)
    service.allow(on=False)
    assert received(couple) is None
    with pytest.raises(UserError, match=r"letter\.gone"):
        service.read(waiting.id)


def test_nothing_that_the_reader_does_changes_what_both_have_or_what_the_writer_sees(couple: Home) -> None:
    send(couple)
    couple.open(FIRST)
    seen, before = couple.services.letters.view().value, rows(couple)
    couple.open(SECOND)
    service = couple.services.letters
    start = rows(couple)
    service.allow(on=True)
    waiting = service.waiting().value
    assert waiting is not None
    for act in (service.read, service.lay_aside):
        act(waiting.id)
        assert rows(couple) == start
    service.keep_copy(waiting.id, "A letter")
    service.allow(on=False)
    assert rows(couple) == start
    couple.open(FIRST)
    assert couple.services.letters.view().value == seen
    assert rows(couple) == before


def test_the_writer_cannot_open_it_and_together_knows_nothing(couple: Home) -> None:
    send(couple)
    data = row(couple)
    assert data is not None
    assert letters.unseal(couple.services.letters._household.keys(), data) is None
    couple.together()
    assert couple.services.letters.waiting().value is None
    assert couple.services.letters.due().value == ()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.letters.view()


def test_every_sealed_letter_has_the_same_size(couple: Home) -> None:
    couple.open(FIRST)
    house = couple.services.letters._household
    sizes = {
        len(letter_rows.sealed(house, Letter("", kind, title, text)).data)
        for kind in (Kind.THANKS, Kind.ACKNOWLEDGEMENT, Kind.IMPACT, Kind.REQUEST)
        for title, text in (("", "x"), ("t" * 120, "y" * 30_000))
    }
    assert sizes == {letters.SIZE}
    with pytest.raises(UserError, match=r"letter\.no_room"):
        letter_rows.sealed(house, Letter("", Kind.THANKS, "", "z" * 33_000))


def test_one_at_a_time_and_what_is_out_is_not_changed(couple: Home) -> None:
    first = send(couple)
    service = couple.services.letters
    with pytest.raises(UserError, match=r"letter\.is_out"):
        service.put(replace(THANKS, id=first, text="Other words."))
    second = write(couple, replace(THANKS, kind=Kind.REQUEST, text="Please."))
    preview = service.preview(second).value
    assert preview.replaces is not None
    assert preview.replaces.id == first
    assert preview.letter.text == "Please."
    service.send(second)
    assert [(one.id, one.out) for one in service.view().value.mine] == [(second, True), (first, False)]
    couple.open(SECOND)
    couple.services.letters.allow(on=True)
    waiting = couple.services.letters.waiting().value
    assert waiting is not None
    assert couple.services.letters.read(waiting.id).value.text == "Please."


@pytest.mark.parametrize("kind", [Kind.UNSENT, Kind.MYSELF])
def test_an_unsent_letter_and_one_to_oneself_stay(couple: Home, kind: Kind) -> None:
    couple.open(FIRST)
    made = write(couple, replace(THANKS, kind=kind))
    for act in (couple.services.letters.preview, couple.services.letters.send):
        with pytest.raises(UserError, match=r"letter\.not_to_send"):
            act(made)
    assert row(couple) is None


@pytest.mark.parametrize("how", ["take_back", "delete", "leave"])
def test_it_is_taken_back(couple: Home, how: str) -> None:
    made = send(couple)
    if how == "take_back":
        couple.services.letters.take_back()
        assert couple.services.letters.get(made).value.text == THANKS.text
    elif how == "delete":
        couple.services.letters.delete(made)
    else:
        couple.services.leaving.leave(WORDS[FIRST])
        assert not couple.services.letters.view().value.mine[0].out
    couple.open(SECOND)
    couple.services.letters.allow(on=True)
    assert (row(couple), received(couple)) == (None, None)


def test_an_old_one_that_somebody_put_back_goes_with_the_writers_next_opening(couple: Home) -> None:
    send(couple)
    old = row(couple)
    assert old is not None
    couple.services.letters.take_back()
    couple.open(SECOND)
    put_row(couple, old)
    couple.open(FIRST)
    assert row(couple) is None


def test_one_that_was_altered_or_is_not_the_others_is_not_shown_and_is_put_right(couple: Home) -> None:
    send(couple)
    whole = row(couple)
    assert whole is not None
    couple.open(SECOND)
    service = couple.services.letters
    service.allow(on=True)
    house = service._household
    to = house.keys().pinned[FIRST].seal
    forged = letters.seal(
        house.keys(), house.keys().public.seal, letter_rows.copy_of(house, THANKS, "0" * 32)
    )
    for data in (whole[:-1] + bytes((whole[-1] ^ 1,)), whole[:100], b"\0" * letters.SIZE, forged):
        put_row(couple, data)
        assert received(couple) is None
    put_row(couple, whole, SECOND)
    put_row(couple, letters.seal(house.keys(), to, letter_rows.copy_of(house, THANKS, "0" * 32)))
    assert received(couple) is None
    couple.open(FIRST)
    assert received(couple) is None
    couple.open(SECOND)
    assert received(couple) is not None
    assert row(couple, SECOND) is None, "what stands under one's own name and is not one's own goes"


def test_a_closed_letter_opens_on_its_day(alone: Home) -> None:
    service = alone.services.letters
    made = write(alone, Letter("", Kind.MYSELF, "Later", WORD))
    day = usual_day(service.view().value.today)
    with pytest.raises(UserError, match=r"letter\.day"):
        service.close(made, date(2026, 5, 4))
    service.close(made, day)
    (line,) = service.view().value.mine
    assert (line.closed, line.title, line.opens) == (True, "", day)
    for act in (service.get, lambda one: service.put(Letter(one, Kind.MYSELF, text="x"))):
        with pytest.raises(UserError, match=r"letter\.is_closed"):
            act(made)
    assert service.due().value == ()
    alone.clock.now += day - alone.clock.now.date() + timedelta(days=1)
    alone.open(FIRST)
    service = alone.services.letters
    assert [one.id for one in service.due().value] == [made]
    assert service.get(made).value.text == WORD
    assert service.due().value == ()


def test_alone_nothing_is_sent_and_everything_else_is_there(alone: Home) -> None:
    service = alone.services.letters
    made = write(alone)
    with pytest.raises(UserError, match=r"vault\.alone"):
        service.send(made)
    view = service.view().value
    assert (view.couple, view.received, [one.out for one in view.mine]) == (False, None, [False])
    assert service.put(Letter("", Kind.UNSENT)).value.id == ""
    service.delete(made)
    assert service.view().value.mine == ()


def test_a_copy_that_was_kept_is_a_reflection_of_ones_own(couple: Home) -> None:
    send(couple)
    couple.open(SECOND)
    service = couple.services.letters
    service.allow(on=True)
    waiting = service.waiting().value
    assert waiting is not None
    service.keep_copy(waiting.id, "A letter")
    couple.open(FIRST)
    couple.services.letters.take_back()
    assert couple.services.reflections.count(Query()).value == 0
    couple.open(SECOND)
    assert received(couple) is None
    (kept,) = couple.services.reflections.rows(Query(), 0, 9).value
    assert couple.services.reflections.get(kept.id).value.text == THANKS.text


def test_no_file_tells_a_word_of_it(couple: Home) -> None:
    send(couple)
    with couple.services.letters._household.shared.transaction() as tables:
        assert not [one for one in tables.slips.notes() if WORD.encode() in one.data]
    couple.services.vault.lock()
    assert not [
        one for one in couple.folder.rglob("*") if one.is_file() and WORD.encode() in one.read_bytes()
    ]
