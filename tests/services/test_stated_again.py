"""Somebody takes a limit, an ending or a suspension out of the shared file: it is stated again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, counting, standing
from trustapp.domain.agreement import Agreement
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId
from trustapp.domain.statements import End, EndScope, Limit
from trustapp.services.agreements import NewLimit
from trustapp.services.household import Household
from trustapp.vault import ledger, stopfile

TEXT = "Not in the mornings."


def house_of(home: Home) -> Household:
    return home.services.agreements._household


def agreement(home: Home) -> Agreement:
    return home.services.agreements.view().value.agreement


def take_out(home: Home, count: int) -> None:
    """Whoever sits there deletes the last events with a program of their own."""
    shared = house_of(home).shared
    with shared.transaction():
        last = shared._database.number("SELECT max(seq) FROM event")
        shared._database.execute("DELETE FROM event WHERE seq > ?", (last - count,))
    house_of(home).forget_reading()


def as_sasha_with_another_program(home: Home, forge: Callable[[Household], None]) -> None:
    """Sasha's keys and files, and none of the rules of this program; their witness agrees with all of it."""
    home.open(SECOND)
    house = house_of(home)
    forge(house)
    with house.private.transaction() as tables:
        tables.witness.replace(house.events(), house.now())


def last_id(home: Home) -> str:
    return home.services.agreements.said().value[-1].statement.id


def suspend_without_key(home: Home) -> None:
    home.services.vault.lock()
    home.services.vault.suspend_without_key()


def say_limit(home: Home) -> None:
    a_limit(home, TEXT)


def say_need(home: Home) -> None:
    home.services.agreements.state_need(NewLimit(CategoryId("touch"), "A", TEXT, Kind.OURS))


def say_suspend(home: Home) -> None:
    home.services.agreements.suspend()


def say_end(home: Home) -> None:
    home.services.agreements.end_agreement()


def test_an_old_shared_file_is_detected_by_the_witness_of_each(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.vault.lock()
    old = (couple.folder / "shared.db").read_bytes()
    couple.open(FIRST)
    a_limit(couple, TEXT)
    couple.open(SECOND)
    couple.services.vault.lock()
    for member in (FIRST, SECOND):
        (couple.folder / "shared.db").write_bytes(old)
        assert "ledger_changed" in couple.open(member).notices
        assert standing(couple) == [TEXT]
        couple.services.vault.lock()


@pytest.mark.parametrize("member", [FIRST, SECOND])
def test_a_deleted_shared_file_is_rebuilt_from_the_witness_of_each(couple: Home, member: str) -> None:
    couple.open(FIRST)
    a_limit(couple, TEXT)
    couple.open(SECOND)
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    assert "ledger_rebuilt" in couple.open(FIRST if member == FIRST else SECOND).notices
    assert standing(couple) == [TEXT]
    assert agreement(couple).suspended, "what the other said since is not known"


@pytest.mark.parametrize("said", [say_limit, say_need, say_suspend, say_end])
def test_each_kind_is_stated_again_when_it_was_taken_out(couple: Home, said: Callable[[Home], None]) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    said(couple)
    before = (standing(couple), counting(couple), agreement(couple).suspended)
    as_sasha_with_another_program(couple, lambda _house: take_out(couple, 1))
    assert (standing(couple), counting(couple), agreement(couple).suspended) != before
    assert "ledger_changed" in couple.open(FIRST).notices
    assert (standing(couple), counting(couple), agreement(couple).suspended) == before
    couple.open(SECOND)
    assert (standing(couple), counting(couple), agreement(couple).suspended) == before


def test_a_suspension_without_a_passphrase_is_stated_again_by_whoever_saw_it(couple: Home) -> None:
    suspend_without_key(couple)
    couple.open(FIRST)
    assert agreement(couple).suspended
    as_sasha_with_another_program(couple, lambda _house: take_out(couple, 1))
    assert not agreement(couple).suspended
    assert "ledger_changed" in couple.open(FIRST).notices
    assert agreement(couple).suspended


def test_what_was_said_in_together_is_stated_again_once_its_owner_saw_it(couple: Home) -> None:
    couple.together()
    limit = NewLimit(CategoryId("touch"), "A", TEXT, Kind.MINE)
    couple.services.agreements.state_limit_together(limit, FIRST)
    assert "unsigned_statements" in couple.open(FIRST).notices
    as_sasha_with_another_program(couple, lambda _house: take_out(couple, 1))
    assert standing(couple) == []
    notices = couple.open(FIRST).notices
    assert "ledger_changed" in notices
    assert "unsigned_statements" in notices
    assert standing(couple) == [TEXT]


def test_a_signature_that_was_taken_away_comes_back(couple: Home) -> None:
    """The unsigned words are left in the file: their owner had signed them."""
    couple.together()
    limit = NewLimit(CategoryId("touch"), "A", TEXT, Kind.MINE)
    said = couple.services.agreements.state_limit_together(limit, FIRST).value
    couple.open(FIRST)
    couple.services.agreements.sign(said)
    as_sasha_with_another_program(couple, lambda _house: take_out(couple, 1))
    couple.open(FIRST)
    [one] = [one for one in couple.services.agreements.said().value if one.statement.id == said]
    assert one.signed


def test_nobody_uses_up_the_id_of_a_limit_that_they_took_out(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, TEXT)
    stolen = last_id(couple)

    def forge(house: Household) -> None:
        take_out(couple, 1)
        own = Limit(stolen, SECOND, CategoryId("touch"), "A", "Something else.", Kind.MINE)  # type: ignore[arg-type]
        house.append([ledger.sign(house.keys(), own, "", house.now())])

    as_sasha_with_another_program(couple, forge)
    assert standing(couple) == ["Something else."]
    couple.open(FIRST)
    assert TEXT in standing(couple)


def test_nobody_uses_up_the_id_of_a_suspension_without_a_giver(couple: Home) -> None:
    """The end of a line of both has no giver either, and may carry the same id."""
    line = an_agreed_line(couple)
    suspend_without_key(couple)
    couple.open(FIRST)
    stolen = agreement(couple).suspended[0]

    def forge(house: Household) -> None:
        take_out(couple, 1)
        house.append([ledger.unsigned(End(stolen, MemberId(""), EndScope.LINE, (line,)))])

    as_sasha_with_another_program(couple, forge)
    assert not agreement(couple).suspended
    couple.open(FIRST)
    assert agreement(couple).suspended


def test_nobody_uses_up_the_id_of_a_suspension_that_waits_in_a_stop_file(couple: Home) -> None:
    suspend_without_key(couple)
    [mark] = stopfile.suspensions(house_of(couple).vault)
    saved = {name: (couple.folder / name).read_bytes() for name in ("p1.stop", "p2.stop")}
    couple.open(SECOND)

    def forge(house: Household) -> None:
        take_out(couple, 1)
        own = Limit(mark, SECOND, CategoryId("touch"), "A", "Something else.", Kind.MINE)
        house.append([ledger.sign(house.keys(), own, "", house.now())])

    as_sasha_with_another_program(couple, forge)
    couple.services.vault.lock()
    for name, data in saved.items():
        (couple.folder / name).write_bytes(data)
    couple.open(FIRST)
    assert agreement(couple).suspended


def test_a_fork_keeps_every_tightening_of_either_branch_and_revives_no_loosening(couple: Home) -> None:
    """Robin's branch: a limit, an end, a suspension. Sasha's: their limit, and a yes from before the end."""
    line = an_agreed_line(couple)
    couple.open(FIRST)
    a_limit(couple, "A limit from before.")
    old_limit = last_id(couple)
    couple.services.agreements.ask_lift(old_limit)  # type: ignore[arg-type]
    couple.clock.on(hours=25)
    couple.open(SECOND)
    couple.services.vault.lock()
    fork = (couple.folder / "shared.db").read_bytes()

    couple.open(FIRST)
    couple.services.agreements.confirm_lift(old_limit, ROBIN)  # type: ignore[arg-type]
    a_limit(couple, "Robin’s limit.")
    couple.services.agreements.end_line(line)
    assert standing(couple) == ["Robin’s limit."]
    couple.services.vault.lock()

    (couple.folder / "shared.db").write_bytes(fork)
    couple.open(SECOND)
    assert counting(couple) == ["We may hold hands."], "Sasha’s branch knows of no end"
    a_limit(couple, "Sasha’s limit.")
    couple.services.agreements.suspend()

    assert "ledger_changed" in couple.open(FIRST).notices
    assert set(standing(couple)) == {"A limit from before.", "Robin’s limit.", "Sasha’s limit."}
    assert counting(couple) == []
    assert agreement(couple).suspended
    couple.services.agreements.go_on(ROBIN)
    couple.open(SECOND)
    couple.services.agreements.go_on(SASHA)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    assert not agreement(couple).suspended
    assert counting(couple) == [], "the end of the other branch stands"
    assert set(standing(couple)) == {"A limit from before.", "Robin’s limit.", "Sasha’s limit."}
