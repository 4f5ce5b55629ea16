"""On a disk that takes nothing the shared file is read all the same: what it says may tighten, no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.homes import Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, counting, standing
from tests.services.test_rekeying import rekey
from tests.services.test_unstoppable import all_of_it_is_seen, unseen_by_the_first
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, StatementId
from trustapp.domain.statements import Limit
from trustapp.services.agreements import NewLimit
from trustapp.storage import backup
from trustapp.storage import files as files_beside
from trustapp.storage.connection import Database
from trustapp.storage.schema import SHARED
from trustapp.storage.schema import Kind as Schema
from trustapp.storage.space import SharedSpace
from trustapp.storage.witness import WitnessTable
from trustapp.vault import ledger, rekeying, stopseal

TEXT = "Not in the mornings."


def no_witness(patch: pytest.MonkeyPatch) -> None:
    """The private space takes nothing that it sees in the ledger, as on a full disk."""

    def full(*_anything: object) -> None:
        raise UserError("storage.full")

    patch.setattr(WitnessTable, "append", full)


def test_it_is_seen_once_with_its_own_date_beside_witness_and_stop_files(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.together()
    category = couple.services.answers.categories().value[0].id
    couple.services.agreements.state_limit_together(NewLimit(category, "A", TEXT, Kind.MINE), SECOND)
    couple.open(FIRST)
    assert standing(couple) == [TEXT]
    couple.open(SECOND)
    [unsigned] = couple.services.agreements.view().value.agreement.lines
    said_on = couple.clock()
    house = couple.services.agreements._household
    seal, [limit] = stopseal.Seal(house.keys()), [one.statement for one in house.said() if not one.signed]
    house.say(limit)  # signed by its giver now
    a_limit(couple, "Not at night.")
    [twice] = [one.statement for one in house.said() if getattr(one.statement, "text", "") == "Not at night."]
    stopseal.keep(couple.folder, seal, ledger.sign(house.keys(), twice, "", house.now()))
    couple.services.vault.lock()
    couple.clock.on(days=3)
    with monkeypatch.context() as patch:
        no_witness(patch)
        assert "shared_full" in couple.open(FIRST).notices
        assert sorted(standing(couple)) == sorted([TEXT, "Not at night."]), unsigned
        [found] = [
            one
            for one in couple.services.agreements._household.said()
            if getattr(one.statement, "text", "") == "Not at night."
        ]
        assert found.at <= said_on
        assert found.signed


def test_nothing_that_loosens_is_taken_from_a_file_that_can_only_be_read(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(SECOND)
    a_limit(couple, TEXT)
    couple.open(FIRST)
    assert standing(couple) == [TEXT]
    couple.services.vault.lock()
    private = (couple.folder / "p1.db").read_bytes()
    an_agreed_line(couple)
    couple.open(FIRST)
    assert counting(couple) == ["We may hold hands."]
    couple.services.vault.lock()
    (couple.folder / "p1.db").write_bytes(private)
    with monkeypatch.context() as patch:
        no_witness(patch)
        assert "shared_full" in couple.open(FIRST).notices
        assert standing(couple) == [TEXT]
        assert counting(couple) == []
        lines = couple.services.agreements.view().value.agreement.lines
        assert [one.text for one in lines] == [TEXT], "a yes is known from the witness alone"


def test_words_that_nobody_signed_validly_are_not_taken_from_it(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    couple.open(SECOND)
    house = couple.services.agreements._household
    forged = Limit(StatementId("cd" * 16), FIRST, CategoryId("touch"), "A", "Forged.", Kind.MINE)
    mine = ledger.sign(house.keys(), replace(forged, by=SECOND), "", house.now())
    [(seq, event)] = house.events_for([ledger.Signed(forged, None, None, mine.signature)])
    with house.shared.transaction() as tables:
        tables.events.append(seq, event)
    house.forget_reading()
    a_limit(couple, TEXT)
    couple.services.vault.lock()
    with monkeypatch.context() as patch:
        patch.setattr(files_beside, "set_aside", refuse_all)
        assert "shared_full" in couple.open(FIRST).notices
        assert standing(couple) == [TEXT], "what its giver signed stands, behind what was forged too"


def refuse_all(*_anything: object, **_named: object) -> None:
    raise UserError("storage.full")


def test_what_was_said_under_new_keys_is_seen_though_they_cannot_be_taken_over(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(SECOND)
    couple.open(FIRST)
    rekey(couple)
    a_limit(couple, TEXT)
    couple.services.vault.lock()
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "accept", refuse_all)
        assert "shared_full" in couple.open(SECOND).notices
        assert standing(couple) == [TEXT]
    assert "partner_rekeyed" in couple.open(SECOND).notices
    assert standing(couple) == [TEXT]


def _places(database: Database) -> None:
    database.execute("ALTER TABLE round ADD COLUMN place_of TEXT NOT NULL DEFAULT ''")


def test_what_an_older_program_wrote_is_seen_though_it_cannot_be_brought_to_the_present(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = an_agreed_line(couple)
    unseen_by_the_first(couple, line)
    before = (couple.folder / "shared.db").read_bytes()
    with monkeypatch.context() as patch:
        later = Schema(SHARED.name, SHARED.application_id, (*SHARED.migrations, _places))
        patch.setattr(SharedSpace, "KIND", later)
        patch.setattr(backup, "make", refuse_all)
        assert "shared_full" in couple.open(FIRST).notices
        all_of_it_is_seen(couple)
        couple.services.vault.lock()
        assert (couple.folder / "shared.db").read_bytes() == before
    couple.open(FIRST)


def test_the_file_is_not_read_while_it_is_open_and_is_left_alone_for_any_other_reason(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    couple.open(SECOND)
    a_limit(couple, TEXT)
    couple.services.vault.lock()
    house, read = couple.services.agreements._household, list[bool]()
    real = SharedSpace.events_at_rest

    def at_rest(path: Path, key: memoryview) -> list[bytes]:
        read.append(house.has_shared)
        return real(path, key)

    with monkeypatch.context() as patch:
        patch.setattr(SharedSpace, "events_at_rest", at_rest)
        no_witness(patch)
        assert "shared_full" in couple.open(FIRST).notices
        assert read == [False]
    for code in ("storage.busy", "vault.newer", "vault.keys_changed"):

        def out_of_reach(*_anything: object, code: str = code) -> None:
            raise UserError(code)

        with monkeypatch.context() as patch:
            patch.setattr(SharedSpace, "open", out_of_reach)
            patch.setattr(SharedSpace, "events_at_rest", at_rest)
            couple.open(FIRST)
            assert standing(couple) == []
    assert read == [False]
