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


def test_a_line_of_both_ends_in_together_at_once_and_stays_ended(couple: Home) -> None:
    line = an_agreed_line(couple)
    couple.together()
    assert counting(couple) == ["We may hold hands."]
    couple.services.agreements.end_line(line)
    assert counting(couple) == []
    for member in (FIRST, SECOND):
        couple.open(member)
        assert counting(couple) == []
        assert couple.services.agreements.view().value.agreement.verified


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


# A shared file that cannot be read, or cannot be reached now


def break_shared(home: Home, how: str) -> None:
    """Make the shared file one that holds nothing which can be read safely."""
    shared = home.folder / "shared.db"
    if how == "cut":
        shared.write_bytes(shared.read_bytes()[:4096])
    elif how == "noise":
        shared.write_bytes(bytes(range(256)) * 64)
    elif how == "empty":
        shared.write_bytes(b"")
    elif how == "huge":
        with shared.open("r+b") as stream:
            stream.truncate(65 * 1024 * 1024)
    elif how == "folder":
        shared.unlink()
        shared.mkdir()
    elif how == "link":
        shared.rename(home.folder.parent / "elsewhere.db")
        shared.symlink_to(home.folder.parent / "elsewhere.db")
    elif how == "planted":
        (home.folder / "shared.db-wal").write_bytes(b"old pages")
    else:
        data = bytearray(shared.read_bytes())
        data[5000] ^= 1
        shared.write_bytes(bytes(data))


@pytest.mark.parametrize("how", ["cut", "noise", "empty", "huge", "folder", "link", "planted", "bit"])
def test_a_damaged_shared_file_is_set_aside_and_made_again(couple: Home, how: str) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    break_shared(couple, how)
    assert "shared_set_aside" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == [], "what the other ended meanwhile is not known"
    kept = [one.name for one in couple.folder.iterdir() if ".aside" in one.name]
    assert any(name.startswith("shared-") and name.endswith("-1.aside") for name in kept)
    assert not (couple.folder / "shared.db").is_symlink()
    couple.open(SECOND)
    assert standing(couple) == ["Not in the mornings."]
    assert counting(couple) == []
    assert "shared_set_aside" not in couple.open(FIRST).notices


def test_a_second_file_set_aside_overwrites_no_first_one(couple: Home) -> None:
    for _time in range(2):
        couple.open(FIRST)
        couple.services.vault.lock()
        (couple.folder / "shared.db").write_bytes(b"noise" * 1000)
        couple.open(FIRST)
    couple.services.vault.lock()
    kept = [one for one in couple.folder.iterdir() if one.name.endswith(".aside")]
    assert len(kept) == 2
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in kept)


def test_both_say_go_on_and_what_rested_comes_back(couple: Home) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    for member in (FIRST, SECOND):
        couple.open(member)
        assert counting(couple) == []
        couple.services.agreements.go_on({FIRST: ROBIN, SECOND: SASHA}[member])
    couple.open(FIRST)
    assert counting(couple) == [], "the day begins when Robin's own space sees that both went on"
    couple.clock.on(hours=25)
    couple.open(FIRST)
    assert counting(couple) == ["We may hold hands."]


def test_a_lost_file_revives_nothing_that_the_other_ended(couple: Home) -> None:
    line = an_agreed_line(couple)
    couple.open(FIRST)
    couple.open(SECOND)
    couple.services.agreements.end_line(line)
    couple.services.vault.lock()
    (couple.folder / "shared.db").unlink()
    couple.open(FIRST)
    assert counting(couple) == [], "Robin's witness never saw that Sasha ended it"
    couple.open(SECOND)
    assert counting(couple) == []


def test_a_ledger_that_was_forged_is_set_aside_and_keeps_every_tightening(couple: Home) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    couple.open(SECOND)
    a_limit(couple, "Not at night.")
    shared = couple.services.agreements._household.shared
    with shared.transaction() as tables:
        last = len(list(tables.events.all()))
        tables.events.append(last + 1, b'{"forged": true}')
    couple.services.vault.lock()
    assert "shared_set_aside" in couple.open(FIRST).notices
    assert standing(couple) == ["Not at night."]
    assert counting(couple) == []
    assert couple.services.agreements._household.reading().verified


@pytest.mark.parametrize(
    ("code", "notice"),
    [
        ("storage.busy", "shared_busy"),
        ("storage.full", "shared_full"),
        ("storage.read_only", "shared_read_only"),
        ("vault.newer", "shared_newer"),
        ("storage.failed", "shared_shut"),
    ],
)
def test_a_shared_file_out_of_reach_keeps_nobody_from_their_own_space(
    couple: Home, monkeypatch: pytest.MonkeyPatch, code: str, notice: str
) -> None:
    line = an_agreed_line(couple)
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    before = (couple.folder / "shared.db").read_bytes()

    def out_of_reach(*_anything: object) -> None:
        raise UserError(code)

    with monkeypatch.context() as patch:
        patch.setattr(SharedSpace, "open", out_of_reach)
        assert notice in couple.open(FIRST).notices
        assert couple.services.answers.categories().value
        assert standing(couple) == ["Not in the mornings."]
        assert counting(couple) == [], "what was said meanwhile is not known"
        a_limit(couple, "Not at night.")
        assert set(standing(couple)) == {"Not in the mornings.", "Not at night."}
        with pytest.raises(UserError) as refused:
            couple.services.agreements.still_yes(line, ROBIN, paper=False)
        assert refused.value.code in (code, "agreement.not_verified")
        with pytest.raises(UserError) as refused:
            couple.services.vault.open_together()
        assert refused.value.code == code
        couple.services.vault.lock()
    assert (couple.folder / "shared.db").read_bytes() == before
    assert "stated_again" in couple.open(FIRST).notices
    assert set(standing(couple)) == {"Not in the mornings.", "Not at night."}


def test_a_full_disk_keeps_nobody_from_opening(couple: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    couple.services.vault.lock()
    from trustapp.services.household import Household
    from trustapp.vault import files

    def full(*_anything: object, **_named: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        patch.setattr(Household, "remember_time", full)
        assert "disk_full" in couple.open(FIRST).notices
        assert standing(couple) == ["Not in the mornings."]
        patch.undo()
    assert "disk_full" not in couple.open(FIRST).notices
