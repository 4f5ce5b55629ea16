"""Statements in the stop files: sealed, of fixed size, never in one another's way, not told from random."""

from __future__ import annotations

import errno
import os

import pytest

from tests.vault.helpers import Couple, a_limit
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, LineId, StatementId
from trustapp.domain.statements import End, EndScope, Limit
from trustapp.vault import crypto, files, ledger, stopfile, stopseal
from trustapp.vault.ledger import Signed
from trustapp.vault.stopseal import Seal


def signed(couple: Couple, text: str = "Not in the mornings.") -> Signed:
    return ledger.sign(couple.one, a_limit(text=text), "", couple.vault._clock())


def found(couple: Couple) -> list[Signed | None]:
    return [one.signed for one in stopseal.entries(couple.folder, Seal(couple.two))]


def largest(couple: Couple) -> Signed:
    """A limit as long as the forms allow, in the longest spelling of every character."""
    words = Limit(
        StatementId("ab" * 16), couple.one.member, CategoryId("c" * 60), "\x01" * 60, "\x01" * 600, Kind.MINE
    )
    return ledger.sign(couple.one, words, "", couple.vault._clock())


def test_both_members_and_together_read_what_one_wrote(couple: Couple) -> None:
    said = signed(couple)
    assert stopseal.keep(couple.folder, Seal(couple.one), said)
    assert found(couple) == [said]
    together = Seal(couple.two.shared())
    assert [one.signed for one in stopseal.entries(couple.folder, together)] == [said]


def test_nothing_of_it_can_be_read_without_the_shared_key(couple: Couple) -> None:
    before = [(couple.folder / name).read_bytes() for name in ("p1.stop", "p2.stop")]
    stopseal.keep(couple.folder, Seal(couple.one), signed(couple, "Not in the mornings."))
    for name, old in zip(("p1.stop", "p2.stop"), before, strict=True):
        data = (couple.folder / name).read_bytes()
        assert len(data) == stopfile.SIZE
        assert data[: stopseal.START] == old[: stopseal.START]
        assert b"mornings" not in data
        changed = [i for i in range(stopseal.PLACES) if place(data, i) != place(old, i)]
        assert len(changed) == 1
        assert not [i for i in changed if place(data, i)[-64:] == b"\0" * 64]


def place(data: bytes, number: int) -> bytes:
    start = stopseal.START + number * stopseal.PLACE
    return data[start : start + stopseal.PLACE]


def test_the_same_words_never_look_the_same_twice(couple: Couple) -> None:
    seal, said = Seal(couple.one), signed(couple)
    first, second = seal.places_of(b"x" * 16, b"data"), seal.places_of(b"x" * 16, b"data")
    assert first != second
    assert stopseal.saved(seal, said) != stopseal.saved(seal, said)


def test_ten_of_the_largest_statements_fit_and_thirty_of_the_usual_ones(couple: Couple) -> None:
    seal = Seal(couple.one)
    assert [stopseal.keep(couple.folder, seal, largest(couple)) for _ in range(11)] == [True] * 10 + [False]
    stopseal.clear(couple.folder, seal, stopseal.entries(couple.folder, seal))
    usual = [stopseal.keep(couple.folder, seal, signed(couple, f"Not on day {n}.")) for n in range(31)]
    assert usual == [True] * 30 + [False]


def test_when_no_place_is_free_nothing_that_lies_there_is_overwritten(couple: Couple) -> None:
    seal = Seal(couple.one)
    said = [signed(couple, f"Not on day {n}.") for n in range(31)]
    for one in said:
        stopseal.keep(couple.folder, seal, one)
    assert [one for one in found(couple) if one] == said[:30]


def test_an_end_of_many_lines_takes_many_places_and_too_many_are_left_to_the_others(couple: Couple) -> None:
    def end(count: int) -> Signed:
        lines = tuple(LineId(f"{n:032x}") for n in range(count))
        statement = End(StatementId("cd" * 16), couple.one.member, EndScope.AGREEMENT, lines)
        return ledger.sign(couple.one, statement, "", couple.vault._clock())

    assert not stopseal.keep(couple.folder, Seal(couple.one), end(1_800))
    assert stopseal.keep(couple.folder, Seal(couple.one), end(1_600))
    assert found(couple) == [end(1_600)]


def test_it_needs_no_free_block(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def full(path: str, flags: int, mode: int = 0o777, **more: object) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "full")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    assert stopseal.keep(couple.folder, Seal(couple.one), largest(couple))


@pytest.mark.parametrize("gone", ["p1.stop", "p2.stop"])
def test_one_file_is_enough_and_parts_are_put_together_from_both(couple: Couple, gone: str) -> None:
    said = largest(couple)
    stopseal.keep(couple.folder, Seal(couple.one), said)
    for name, spoilt in (("p1.stop", 0), ("p2.stop", 1)):
        data = bytearray((couple.folder / name).read_bytes())
        used = [i for i in range(stopseal.PLACES) if Seal(couple.one).open(place(bytes(data), i))]
        data[stopseal.START + used[spoilt] * stopseal.PLACE] ^= 1
        (couple.folder / name).write_bytes(data)
    assert found(couple) == [said]
    (couple.folder / gone).unlink()
    assert found(couple) == [None]


@pytest.mark.parametrize("byte", [0, 23, 24, 700, 2031, 2047])
def test_a_damaged_place_counts_for_nothing_and_is_free(couple: Couple, byte: int) -> None:
    (couple.folder / "p2.stop").unlink()
    stopseal.keep(couple.folder, Seal(couple.one), signed(couple))
    path = couple.folder / "p1.stop"
    data = bytearray(path.read_bytes())
    [used] = [i for i in range(stopseal.PLACES) if Seal(couple.one).open(place(bytes(data), i))]
    data[stopseal.START + used * stopseal.PLACE + byte] ^= 1
    path.write_bytes(data)
    assert found(couple) == []


def test_clearing_takes_these_entries_and_no_others(couple: Couple) -> None:
    seal, one, two = Seal(couple.one), signed(couple, "One."), signed(couple, "Two.")
    stopseal.keep(couple.folder, seal, one)
    stopseal.keep(couple.folder, seal, two)
    mark = stopfile.mark_suspended(couple.vault)
    gone = [entry for entry in stopseal.entries(couple.folder, seal) if entry.signed == one]
    stopseal.clear(couple.folder, seal, gone)
    assert found(couple) == [two]
    assert stopfile.suspensions(couple.vault) == (mark,)


def test_a_file_cut_short_keeps_what_is_left_of_it(couple: Couple) -> None:
    said = signed(couple)
    stopseal.keep(couple.folder, Seal(couple.one), said)
    (couple.folder / "p2.stop").unlink()
    path = couple.folder / "p1.stop"
    path.write_bytes(path.read_bytes()[:-1])
    stopfile.prepare(couple.vault, couple.one.member)
    assert path.stat().st_size == stopfile.SIZE
    assert found(couple) == [said]


def test_a_lock_that_somebody_keeps_holds_nobody_up(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(stopfile, "_SECONDS_BETWEEN", 0.0)
    with (couple.folder / "p1.stop").open("rb") as one, (couple.folder / "p2.stop").open("rb") as two:
        fcntl.flock(one, fcntl.LOCK_EX)
        fcntl.flock(two, fcntl.LOCK_EX)
        assert stopseal.keep(couple.folder, Seal(couple.one), signed(couple))
        stopfile.mark_suspended(couple.vault)
    assert len(found(couple)) == 1
    assert len(stopfile.suspensions(couple.vault)) == 1


def test_what_was_sealed_with_an_older_shared_key_is_still_read(couple: Couple) -> None:
    said = signed(couple)
    stopseal.keep(couple.folder, Seal(couple.one), said)
    older = couple.two.shared()
    older.older_shared = (older.shared_key.copy(),)
    older.shared_key = type(older.shared_key)(crypto.random_bytes(crypto.KEY))
    assert [one.signed for one in stopseal.entries(couple.folder, Seal(older))] == [said]


def test_a_saved_file_is_read_by_both_and_by_nobody_else(couple: Couple) -> None:
    said = largest(couple)
    data = stopseal.saved(Seal(couple.one), said)
    assert len(data) == 3 * stopseal.PLACE
    assert stopseal.read_saved(Seal(couple.two), data) == (said,)
    stranger = couple.two.shared()
    stranger.shared_key = type(stranger.shared_key)(crypto.random_bytes(crypto.KEY))
    assert stopseal.read_saved(Seal(stranger), data) == ()
    assert stopseal.read_saved(Seal(couple.two), data[: 2 * stopseal.PLACE]) == ()
    assert stopseal.read_saved(Seal(couple.two), b"something else") == ()


def test_a_stop_file_that_is_a_folder_stops_nothing(couple: Couple) -> None:
    (couple.folder / "p1.stop").unlink()
    (couple.folder / "p1.stop").mkdir()
    assert stopseal.keep(couple.folder, Seal(couple.one), signed(couple))
    assert len(found(couple)) == 1


def test_where_nothing_can_be_written_it_says_so(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise UserError("storage.read_only")

    monkeypatch.setattr(files, "write_in_place", fail)
    assert not stopseal.keep(couple.folder, Seal(couple.one), signed(couple))
