"""The other partner with their own keys, this source code, and every file of the vault while it is closed.

Each test is something that they could try; the forgeries are written as by a program of their own.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from nacl import bindings

from tests.homes import ROBIN, SASHA, WORDS, Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line, counting, standing
from tests.services.test_stated_again import agreement, as_sasha_with_another_program, house_of, take_out
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId, RoundId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import (
    End,
    GoOn,
    Joined,
    Limit,
    LineKind,
    LineWords,
    Restored,
    Round,
    Statement,
    Suspend,
)
from trustapp.services import backups
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.household import Household
from trustapp.services.openings import Setup
from trustapp.services.restoring import Wish, restore
from trustapp.storage.engine import PAGE_BYTES
from trustapp.vault import headerstore, ledger, stopseal
from trustapp.vault import rekeying as new_keys
from trustapp.vault.headers import Header
from trustapp.vault.publickeys import PublicKeys
from trustapp.vault.seal import Seal, drop_journal, measure

TOUCH = CategoryId("touch")
THIRD = MemberId("p3")


def states(home: Home) -> dict[str, State]:
    return {line.text: line.state for line in agreement(home).lines}


def drafted(home: Home, harmless: str, kind: LineKind = LineKind.OPENING, **forged: object) -> LineWords:
    """Sasha drafts something harmless, and then writes over it what the program would not have taken."""
    home.open(SECOND)
    protects = kind is LineKind.SHARED_WAY and "until" not in forged
    until = None if protects else home.clock().date() + timedelta(days=20)
    draft = NewDraft(kind, TOUCH, "A title", harmless, until, protects=protects)
    words = replace(home.services.agreements.draft(draft).value, **forged)  # type: ignore[arg-type]
    put_draft(home, words)
    return words


def put_draft(home: Home, *words: LineWords) -> None:
    with house_of(home).shared.transaction() as tables:
        for one in words:
            tables.drafts.save(one)


def both_say_yes(home: Home, line: LineId, last: MemberId = FIRST) -> None:
    for member in (FIRST, SECOND):
        home.open(member)
        home.services.agreements.mark_seen((line,))
    home.clock.on(hours=25)
    for member in sorted(WORDS, key=lambda one: one == last):
        home.open(member)
        home.services.agreements.still_yes(line, WORDS[member], paper=False)


def append_as_sasha(home: Home, *statements: Statement) -> None:
    """Events that nobody's program said, in whoever's name; Sasha signs what is Sasha's."""
    home.open(SECOND)
    house = house_of(home)
    house.append(
        [
            ledger.sign(house.keys(), one, "", house.now()) if one.by == SECOND else ledger.unsigned(one)
            for one in statements
        ]
    )


def rewrite_header(home: Home, change: Callable[[Header], Header]) -> None:
    """Sasha holds the shared key, under which the header is made."""
    home.open(SECOND)
    key = house_of(home).keys().shared_key
    assert key is not None
    raw = key.raw()
    home.services.vault.lock()
    header = headerstore.read(home.folder)
    assert header is not None
    headerstore.write(home.folder, change(header), raw)


# -- making a limit vanish unseen ---------------------------------------------------------------------


def journal_of(old: bytes) -> bytes:
    """What a crash would have left beside a database file if every page of it had been as in ``old``."""
    sector = 512
    pages = [old[at : at + PAGE_BYTES] for at in range(0, len(old), PAGE_BYTES)]
    numbers = (len(pages), 0, len(pages), sector, PAGE_BYTES)
    head = bytes.fromhex("d9d505f920a163d7") + b"".join(one.to_bytes(4, "big") for one in numbers)
    records = (
        number.to_bytes(4, "big") + page + sum(page[PAGE_BYTES - 200 : 0 : -200]).to_bytes(4, "big")
        for number, page in enumerate(pages, start=1)
    )
    return head.ljust(sector, b"\0") + b"".join(records)


def test_no_journal_plays_old_pages_back_into_a_space_that_was_closed(couple: Home) -> None:
    """The engine would do so after the file was compared with its seal: the witness would be the old one."""
    couple.open(FIRST)
    couple.services.vault.lock()
    old = {name: (couple.folder / name).read_bytes() for name in ("p1.db", "shared.db")}
    couple.open(FIRST)
    a_limit(couple, "Not ever.")
    couple.services.vault.lock()
    (couple.folder / "p1.db-journal").write_bytes(journal_of(old["p1.db"]))
    (couple.folder / "shared.db").write_bytes(old["shared.db"])
    assert {"file_put_back", "ledger_changed"} <= set(couple.open(FIRST).notices)
    assert standing(couple) == ["Not ever."]


def test_an_empty_journal_beside_a_closed_space_is_nothing_to_tell(couple: Home) -> None:
    """A full disk keeps an opening from being counted, and leaves one behind."""
    couple.open(FIRST)
    couple.services.vault.lock()
    (couple.folder / "p1.db-journal").write_bytes(b"")
    assert "file_put_back" not in couple.open(FIRST).notices


def test_a_journal_beside_a_space_that_is_not_as_it_was_closed_stays_for_the_engine(couple: Home) -> None:
    """It may be what a crash left, and without it the file would be torn."""
    couple.open(FIRST)
    couple.services.vault.lock()
    path, journal = couple.folder / "p1.db", couple.folder / "p1.db-journal"
    closed = Seal(False, 1, 0, *(measure(path) or (0, b"")))
    journal.write_bytes(journal_of(path.read_bytes()))
    drop_journal(replace(closed, length=closed.length + 1), path)
    assert journal.exists()
    drop_journal(closed, path)
    assert not journal.exists()


# -- making something open, or end, that was not said -------------------------------------------------


def test_words_hidden_behind_a_line_that_counts_are_not_slept_on(couple: Home) -> None:
    """They lie in the table of drafts under its id; a restore makes the line a draft, and they are shown."""
    line = an_agreed_line(couple)
    couple.open(SECOND)
    words = next(one.words for one in agreement(couple).lines if one.words is not None)
    put_draft(couple, replace(words, text="We may do everything."))
    couple.open(FIRST)
    assert list(states(couple)) == ["We may hold hands."]
    couple.services.agreements.mark_seen((line,))
    couple.clock.on(hours=30)
    append_as_sasha(couple, Restored(house_of(couple).new_id(), SECOND))
    couple.open(FIRST)
    assert states(couple) == {"We may do everything.": State.DRAFT}
    with pytest.raises(UserError, match=r"line\.sleep_on_it"):
        couple.services.agreements.still_yes(line, ROBIN, paper=False)


def test_a_demand_that_another_program_wrote_gets_no_yes(couple: Home) -> None:
    words = drafted(couple, "We have breakfast.", text="You give me the password of your telephone.")
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.mark_seen((words.id,))
    couple.clock.on(hours=25)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"line\.demands"):
        couple.services.agreements.still_yes(words.id, ROBIN, paper=False)


def test_what_has_an_end_date_ends_and_rests_whatever_it_claims_to_protect(couple: Home) -> None:
    until = couple.clock().date() + timedelta(days=20)
    words = drafted(couple, "We share a room.", LineKind.SHARED_WAY, until=until, protects=True)
    both_say_yes(couple, words.id)
    assert counting(couple) == ["We share a room."]
    couple.services.vault.lock()
    couple.clock.on(days=30)
    couple.open(FIRST)
    assert states(couple)["We share a room."] is State.PASSED


# -- making a program sign what its owner did not say -------------------------------------------------


def said_together(home: Home) -> Limit:
    home.together()
    home.services.agreements.state_limit_together(NewLimit(TOUCH, "No", "Not at all.", Kind.MINE), FIRST)
    home.services.vault.lock()
    home.open(SECOND)
    said = house_of(home).said()[-1].statement
    assert isinstance(said, Limit)
    return said


def test_milder_words_under_the_id_of_a_limit_are_not_signed_in_its_place(couple: Home) -> None:
    limit = said_together(couple)

    def forge(house: Household) -> None:
        take_out(couple, 1)
        milder = replace(limit, text="Not on Sundays.")
        house.append([ledger.unsigned(milder), ledger.unsigned(limit)])

    as_sasha_with_another_program(couple, forge)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"statement\.other_words"):
        couple.services.agreements.sign(limit.id)
    assert standing(couple) == ["Not on Sundays.", "Not at all."]


def test_a_permission_for_paper_that_was_written_in_is_not_signed(couple: Home) -> None:
    limit = said_together(couple)

    def forge(house: Household) -> None:
        take_out(couple, 1)
        house.append([ledger.unsigned(replace(limit, paper=True))])

    as_sasha_with_another_program(couple, forge)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"statement\.other_words"):
        couple.services.agreements.sign(limit.id)
    assert not any(line.printable for line in agreement(couple).lines)


def test_a_restore_in_my_name_that_i_did_not_sign_is_told(couple: Home) -> None:
    an_agreed_line(couple)
    append_as_sasha(couple, Restored(house_of(couple).new_id(), FIRST))
    assert "restored" in couple.open(FIRST).notices
    assert "restored" not in couple.open(FIRST).notices


def test_a_restore_that_lay_in_a_stop_file_is_told_too(couple: Home) -> None:
    """It makes a lift void, so that the limit stands again: harmless, and never without a word."""
    couple.open(FIRST)
    a_limit(couple, "Not in the kitchen.")
    limit = house_of(couple).said()[-1].statement.id
    couple.services.agreements.ask_lift(limit)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    house = house_of(couple)
    [signed] = ledger.tightenings(house.events(), house.vault_id, house.keys().pins)
    couple.services.agreements.confirm_lift(limit, ROBIN)
    couple.open(SECOND)
    keep_in_stop_files(couple, signed)
    assert couple.open(FIRST).notices == ()
    assert standing(couple) == [], "a limit that was lifted does not come back with its old bytes"
    couple.open(SECOND)
    keep_in_stop_files(couple, ledger.unsigned(Restored(house_of(couple).new_id(), FIRST)))
    assert "restored" in couple.open(FIRST).notices
    assert standing(couple) == ["Not in the kitchen."]


def keep_in_stop_files(home: Home, signed: ledger.Signed) -> None:
    """Where nobody's program runs that would take it in."""
    keys = house_of(home).keys()
    seal = stopseal.Seal(keys)
    home.services.vault.lock()
    assert stopseal.keep(home.folder, seal, signed)


def test_no_version_changes_because_somebody_joins_once_more(couple: Home) -> None:
    an_agreed_line(couple)
    before = couple.services.agreements.versions().value
    assert before
    couple.services.vault.lock()
    couple.clock.on(days=5)
    couple.open(SECOND)
    house = house_of(couple)
    joined = next(one.statement for one in house.said() if isinstance(one.statement, Joined))
    house.say(replace(joined, id=house.new_id()))
    couple.services.vault.lock()
    couple.clock.on(days=5)
    couple.open(FIRST)
    assert couple.services.agreements.versions().value == before


# -- keeping the other out, or their words ------------------------------------------------------------


def test_thousands_of_drafts_keep_nothing_from_ending_and_nobody_out(couple: Home) -> None:
    """All of them end with the agreement; in one statement they would be longer than an event may be."""
    an_agreed_line(couple)
    couple.open(SECOND)
    until = couple.clock().date() + timedelta(days=20)
    many = (
        LineWords(LineId(secrets.token_hex(16)), LineKind.OPENING, TOUCH, "A", "Words.", until=until)
        for _ in range(2_200)
    )
    put_draft(couple, *many)
    couple.open(FIRST)
    couple.services.agreements.end_agreement()
    ends = [one.statement for one in house_of(couple).said() if isinstance(one.statement, End)]
    assert sum(len(one.lines) for one in ends) == 2_201
    assert couple.open(FIRST).notices == ()
    assert counting(couple) == []


def test_thousands_of_suspensions_can_be_gone_on_from(couple: Home) -> None:
    suspensions = [Suspend(house_of(couple).new_id(), MemberId("")) for _ in range(2_000)]
    append_as_sasha(couple, *suspensions)
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.go_on(WORDS[member])
    assert sum(isinstance(one.statement, GoOn) for one in house_of(couple).said()) > 2
    assert not agreement(couple).suspended


def test_words_as_long_as_an_event_can_hold_keep_nobody_out_when_they_are_taken_out_again(
    couple: Home,
) -> None:
    """At a later place they would be longer than an event may be, and so could not be said again."""
    couple.open(SECOND)
    house = house_of(couple)
    for _ in range(9 - house.reading().seq - 1):
        a_limit(couple, "Not this.")

    def long(letters: int) -> ledger.Signed:
        limit = Limit("a" * 32, SECOND, TOUCH, "A", "y" * letters, Kind.OURS)  # type: ignore[arg-type]
        return ledger.sign(house.keys(), limit, "", house.now())

    [(place, empty)] = house.events_for([long(0)])
    assert place == 9
    house.append([long(64 * 1024 - len(empty))])
    couple.open(FIRST)
    a_limit(couple, "Not ever.")

    def forge(house: Household) -> None:
        take_out(couple, 2)
        for _ in range(3):
            a_limit(couple, "Not that.")

    as_sasha_with_another_program(couple, forge)
    assert "ledger_changed" in couple.open(FIRST).notices
    assert "Not ever." in standing(couple)


def test_the_number_of_a_shared_key_cannot_be_used_up(couple: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sasha's new keys come with the last number there is, so that Robin could never make any again."""
    last = 2**32 - 1
    genuine = new_keys._next
    monkeypatch.setattr(new_keys, "_next", lambda keys: (last, genuine(keys)[1]))
    couple.open(SECOND)
    sheet = couple.services.rekeying.begin(SASHA, "mango pencil orbit winter silk").value
    couple.services.rekeying.confirm({0: sheet.groups[0], 1: sheet.groups[1]})
    couple.services.rekeying.run()
    couple.services.vault.lock()
    monkeypatch.undo()
    assert couple.open(FIRST).notices[:1] == ("shared_keys",)
    assert house_of(couple).keys().shared_generation < last


def test_somebody_written_into_the_header_is_nobody(couple: Home) -> None:
    an_agreed_line(couple)
    sign, seal = bindings.crypto_sign_keypair()[0], bindings.crypto_box_keypair()[0]

    def third(header: Header) -> Header:
        stranger = header.members[0]._replace(id=THIRD, name="Robin too")
        return header._replace(
            members=(*header.members, stranger),
            public_keys={**header.public_keys, THIRD: PublicKeys(sign, seal)},
            seals={**header.seals, THIRD: bytes(100)},
        )

    rewrite_header(couple, third)
    assert [one.id for one in couple.open(FIRST).sitting.members] == [FIRST, SECOND]
    assert counting(couple) == ["We may hold hands."]
    couple.services.vault.open_together()
    couple.services.rounds.choose(couple.services.rounds.state().value.choosable[0].id)
    with pytest.raises(UserError, match=r"round\.nothing_to_open"):
        couple.services.rounds.open(("one two three four", "five six seven eight"))


def test_a_round_of_a_category_that_there_is_not_can_be_put_away(couple: Home) -> None:
    couple.open(SECOND)
    with house_of(couple).shared.transaction() as tables:
        tables.rounds.save(Round(RoundId("a" * 32), CategoryId("nothing"), couple.clock().date()))
    couple.together()
    assert couple.services.rounds.state().value.category is None
    assert couple.services.rounds.put_away().value.round is None


def test_names_that_were_exchanged_in_the_header_are_put_right_and_told(couple: Home) -> None:
    """Else one person's limits would stand under the other's name, on the page and on paper."""
    before = couple.open(FIRST).sitting.members

    def exchanged(header: Header) -> Header:
        one, other = header.members
        swapped = one._replace(name=other.name, hue=other.hue), other._replace(name=one.name, hue=one.hue)
        return header._replace(members=swapped)

    rewrite_header(couple, exchanged)
    opened = couple.open(FIRST)
    assert opened.notices == ("names_put_right",)
    assert opened.sitting.members == before
    assert couple.open(SECOND).notices == ()
    assert couple.open(FIRST).notices == ()


def test_who_joins_does_not_rename_who_invited_them(alone: Home) -> None:
    alone.services.vault.invite()
    alone.services.vault.join(Setup("Sasha", Hue.CLAY, SASHA))
    alone.services.vault.finish_setup()

    def renamed(header: Header) -> Header:
        first, second = header.members
        return header._replace(members=(first._replace(name="Nobody"), second))

    rewrite_header(alone, renamed)
    opened = alone.open(FIRST)
    assert set(opened.notices) == {"partner_joined", "names_put_right"}
    assert [one.name for one in opened.sitting.members] == ["Robin", "Sasha"]


def test_a_deletion_that_the_other_made_up_keeps_nobody_from_their_own_copy(
    couple: Home, tmp_path: Path
) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not ever.")
    couple.services.vault.lock()
    vault = house_of(couple).vault
    backups.make_set(vault, couple.clock().date())
    last = sorted((couple.folder / "backups").glob("*.backup"))[-1]
    kept = Path(shutil.copy(last, tmp_path / "kept elsewhere.backup"))
    rewrite_header(
        couple, lambda header: header._replace(seals={m: s for m, s in header.seals.items() if m != FIRST})
    )
    for name in ("p1.keys", "p1.keys.bak", "p1.db"):
        (couple.folder / name).unlink()
    couple.open(SECOND)
    couple.services.vault.lock()
    for _step in restore(vault, Wish(kept, FIRST, ROBIN), couple.clock()):
        pass
    sitting = couple.open(FIRST).sitting
    assert [one.name for one in sitting.members] == ["Robin", "Sasha"]
    assert "Not ever." in standing(couple)


# -- learning something -------------------------------------------------------------------------------


def test_reading_thinking_and_answering_change_no_file_that_is_not_ones_own(couple: Home) -> None:
    words = drafted(couple, "We have breakfast.")
    couple.open(FIRST)
    a_limit(couple, "Not ever.")
    limit = house_of(couple).said()[-1].statement.id
    couple.services.vault.lock()

    def contents() -> dict[str, bytes]:
        files = (path for path in couple.folder.rglob("*") if path.is_file())
        return {path.relative_to(couple.folder).as_posix(): path.read_bytes() for path in files}

    def changed(what: Callable[[], object]) -> set[str]:
        before = contents()
        couple.open(FIRST)
        what()
        couple.services.vault.lock()
        after = contents()
        assert {name: len(data) for name, data in before.items()} == {
            name: len(data) for name, data in after.items()
        }
        return {name for name in before if before[name] != after[name]}

    say = couple.services.agreements
    plain = changed(lambda: None)
    assert plain == {"p1.db", "p1.seal", "p1.sheet", "p1.tries"}
    assert changed(lambda: say.mark_seen((words.id,))) == plain
    assert changed(say.looked) == plain
    assert changed(lambda: say.ask_lift(limit)) == plain
    assert changed(lambda: say.forget_lift(limit)) == plain
