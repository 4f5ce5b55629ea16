"""What was said survives a full disk, a deleted file, an old file put back and a removed event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.homes import ROBIN, SASHA, Home
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, LineId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.storage.space import SharedSpace


def a_limit(home: Home, text: str) -> None:
    category = home.services.answers.categories().value[0].id
    home.services.agreements.state_limit(NewLimit(category, "A limit", text, Kind.MINE))


def an_agreed_line(home: Home) -> LineId:
    """Both read, slept on it and said still yes."""
    home.open(FIRST)
    category = home.services.answers.categories().value[0].id
    until = home.clock().date() + timedelta(days=60)
    draft = NewDraft(LineKind.OPENING, category, "Hands", "We may hold hands.", until)
    line = home.services.agreements.draft(draft).value.id
    for member in (FIRST, SECOND):
        home.open(member)
        home.services.agreements.mark_seen((line,))
    home.clock.on(hours=25)
    for member, words in ((FIRST, ROBIN), (SECOND, SASHA)):
        home.open(member)
        home.services.agreements.still_yes(line, words, paper=False)
    return line


def standing(home: Home) -> list[str]:
    lines = home.services.agreements.view().value.agreement.lines
    return [line.text for line in lines if line.state is State.STANDS]


def counting(home: Home) -> list[str]:
    lines = home.services.agreements.view().value.agreement.lines
    return [line.text for line in lines if line.state is State.COUNTS]


def test_a_limit_said_on_a_full_disk_is_stated_at_the_next_opening(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)

    def full(_space: object, _how: str = "") -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        couple.services.agreements.view()
        patch.setattr(SharedSpace, "transaction", full)
        a_limit(couple, "Not in the mornings.")
    assert "stated_again" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]
    assert "stated_again" not in couple.open(FIRST).notices
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]


def test_a_deleted_shared_file_is_made_again_from_the_witness(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    assert "ledger_rebuilt" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]


def test_an_old_shared_file_put_back_removes_no_limit_and_revives_no_yes(couple: Home) -> None:
    line = an_agreed_line(couple)
    couple.services.vault.lock()
    old = (couple.folder / "shared.db").read_bytes()
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.agreements.end_line(line)
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(old)
    couple.open(SECOND)
    assert counting(couple) == ["We may hold hands."], "Sasha has not seen the end yet"
    assert "ledger_changed" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == []
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == []


def test_a_limit_taken_out_of_the_file_is_stated_again_by_its_owners_opening(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.open(SECOND)
    shared = couple.services.agreements._household.shared
    with shared.transaction():
        last = shared._database.number("SELECT max(seq) FROM event")
        shared._database.execute("DELETE FROM event WHERE seq = ?", (last,))
    couple.services.agreements._household.forget_reading()
    assert standing(couple) == []
    assert "ledger_changed" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]


def test_a_clock_set_back_closes_openings_and_keeps_limits(couple: Home) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.clock.on(days=-400)
    assert "clock_behind" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == []
    couple.clock.on(days=400)
    couple.open(FIRST)
    assert counting(couple) == ["We may hold hands."]


def test_a_suspension_needs_no_passphrase_and_survives_a_lost_ledger(couple: Home) -> None:
    an_agreed_line(couple)
    couple.services.vault.lock()
    couple.services.vault.suspend_without_key()
    couple.open(FIRST)
    assert counting(couple) == []
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    couple.open(FIRST)
    assert counting(couple) == []
    couple.open(SECOND)
    assert counting(couple) == []
