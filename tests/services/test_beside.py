"""A second start while the other's program is open: suspending, and with the passphrase what tightens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_nothing_is_lost import an_agreed_line, counting, standing
from trustapp.bootstrap import beside
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.beside import BesideService
from trustapp.storage.connection import Database
from trustapp.vault import files

TEXT = "Not in the mornings."
LIMIT = NewLimit(CategoryId("touch"), "A", TEXT, Kind.MINE)


@pytest.fixture
def second(couple: Home) -> Iterator[BesideService]:
    policy = couple.services.agreements._household.vault.policy
    service = beside(couple.folder, clock=couple.clock, policy=policy)
    yield service
    service.lock()


def test_it_suspends_without_a_passphrase(couple: Home, second: BesideService) -> None:
    an_agreed_line(couple)
    couple.open(SECOND)
    assert counting(couple) == ["We may hold hands."]
    assert not second.look().value.suspended
    second.suspend()
    assert second.look().value.suspended
    assert couple.services.vault.watch().value
    assert counting(couple) == []


def test_no_yes_is_taken_while_a_suspension_lies_in_a_stop_file_unread(
    couple: Home, second: BesideService
) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    until = couple.clock().date() + timedelta(days=60)
    draft = NewDraft(LineKind.OPENING, CategoryId("touch"), "Walks", "We may walk arm in arm.", until)
    line = couple.services.agreements.draft(draft).value.id
    couple.services.agreements.mark_seen((line,))
    couple.clock.on(hours=25)
    second.suspend()
    with pytest.raises(UserError) as caught:
        couple.services.agreements.still_yes(line, ROBIN, paper=False)
    assert caught.value.code == "agreement.suspended"


@pytest.mark.parametrize("running", ["together", "own"])
def test_a_limit_reaches_the_open_program(couple: Home, second: BesideService, running: str) -> None:
    if running == "together":
        couple.together(SECOND)
    else:
        couple.open(SECOND)
    second.unlock(FIRST, ROBIN)
    second.state_limit(LIMIT)
    assert couple.services.vault.watch().value
    assert standing(couple) == [TEXT]
    assert couple.services.agreements.view().value.agreement.verified
    assert not couple.services.vault.watch().value
    notices = couple.open(FIRST).notices
    assert "file_put_back" not in notices
    assert "ledger_changed" not in notices
    assert standing(couple) == [TEXT]


def test_lines_are_named_and_ended(couple: Home, second: BesideService) -> None:
    line = an_agreed_line(couple)
    couple.open(SECOND)
    opened = second.unlock(FIRST, ROBIN).value
    assert opened.knows_lines
    assert [one.text for one in opened.lines] == ["We may hold hands."]
    after = second.state_need(NewLimit(CategoryId("touch"), "A", "Only by day.", Kind.OURS), line).value
    assert [one.text for one in after.lines] == ["We may hold hands."]
    assert second.end_line(line).value.lines == ()
    assert counting(couple) == []
    assert standing(couple) == ["Only by day."]


def test_everything_that_one_opened_is_ended(couple: Home, second: BesideService) -> None:
    an_agreed_line(couple)
    couple.open(SECOND)
    second.unlock(FIRST, ROBIN)
    assert second.end_agreement().value.lines == ()
    assert counting(couple) == []


def test_if_the_stop_files_are_destroyed_its_owner_states_it_again(
    couple: Home, second: BesideService
) -> None:
    couple.open(SECOND)
    second.unlock(FIRST, ROBIN)
    second.state_limit(LIMIT)
    for name in ("p1.stop", "p2.stop"):
        (couple.folder / name).unlink()
    assert not couple.services.vault.watch().value
    assert standing(couple) == []
    notices = couple.open(FIRST).notices
    assert "stated_again" in notices
    assert "file_put_back" not in notices
    assert standing(couple) == [TEXT]


def test_in_ones_own_open_space_a_limit_gets_through_and_no_line_is_named(
    couple: Home, second: BesideService
) -> None:
    an_agreed_line(couple)
    couple.open(FIRST)
    opened = second.unlock(FIRST, ROBIN).value
    assert not opened.knows_lines
    assert opened.lines == ()
    second.state_limit(LIMIT)
    with pytest.raises(UserError) as caught:
        second.end_agreement()
    assert caught.value.code == "line.unknown"
    assert standing(couple) == [TEXT]
    assert "file_put_back" not in couple.open(FIRST).notices


def test_a_copy_that_was_put_back_is_not_written_and_still_told(couple: Home, second: BesideService) -> None:
    couple.open(FIRST)
    couple.services.vault.lock()
    old = (couple.folder / "p1.db").read_bytes()
    couple.open(FIRST)
    couple.open(SECOND)
    (couple.folder / "p1.db").write_bytes(old)
    second.unlock(FIRST, ROBIN)
    second.state_limit(LIMIT)
    assert (couple.folder / "p1.db").read_bytes() == old
    assert standing(couple) == [TEXT]
    assert "file_put_back" in couple.open(FIRST).notices


def test_a_wrong_passphrase_opens_nothing_and_its_owner_hears_of_it(
    couple: Home, second: BesideService
) -> None:
    couple.open(SECOND)
    with pytest.raises(UserError) as caught:
        second.unlock(FIRST, SASHA)
    assert caught.value.code == "passphrase.wrong"
    with pytest.raises(UserError) as caught:
        second.state_limit(LIMIT)
    assert caught.value.code == "sitting.locked"
    assert len(couple.open(FIRST).failed_tries) == 1


def test_where_nothing_can_be_written_it_says_so(
    couple: Home, second: BesideService, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(SECOND)
    second.unlock(FIRST, ROBIN)
    real = Database.execute

    def refuse(self: Database, statement: str, values: tuple[object, ...] = ()) -> object:
        if statement.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            raise UserError("storage.read_only")
        return real(self, statement, values)  # type: ignore[arg-type]

    def fail(*_arguments: object) -> None:
        raise UserError("storage.read_only")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_in_place", fail)
        patch.setattr(Database, "execute", refuse)
        with pytest.raises(UserError) as caught:
            second.state_limit(LIMIT)
    assert caught.value.code == "statement.not_kept"


def test_alone_there_is_nothing_to_say(alone: Home) -> None:
    policy = alone.services.agreements._household.vault.policy
    with pytest.raises(UserError) as caught:
        beside(alone.folder, clock=alone.clock, policy=policy).unlock(FIRST, ROBIN)
    assert caught.value.code == "vault.alone"
