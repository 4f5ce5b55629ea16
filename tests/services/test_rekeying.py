"""Somebody may know my passphrase: every key of mine is made anew, and nothing that was agreed is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from nacl import bindings

from tests.homes import ROBIN, SASHA, Home
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId
from trustapp.domain.statements import GoOn
from trustapp.services.agreements import NewLimit
from trustapp.services.checkups import CheckupService
from trustapp.services.openings import Opened
from trustapp.storage import backup
from trustapp.storage import rekeying as rekeyed
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import files as vault_files
from trustapp.vault import headers, headerstore, ledger, recovery, rekeying, seal, sheets, tries
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.keystore import KeyStore
from trustapp.vault.publickeys import PublicKeys
from trustapp.vault.session import Vault

NEW = "gondola thimble oyster marbles parsnip"


def rekey(home: Home, old: str = ROBIN, new: str = NEW) -> tuple[str, ...]:
    """All steps in the present sitting; gives the new code."""
    sheet = home.services.rekeying.begin(old, new).value
    assert home.services.rekeying.confirm({1: sheet.groups[1], 4: sheet.groups[4]}).value
    assert home.services.rekeying.run().value.finished
    return sheet.groups


def unlock(home: Home, member: MemberId, passphrase: str) -> Opened:
    home.services.vault.lock()
    return home.services.vault.unlock(member, passphrase).value


def limits(home: Home) -> list[str]:
    lines = home.services.agreements.view().value.agreement.lines
    return [line.text for line in lines]


def state(home: Home, text: str) -> None:
    category = home.services.answers.categories().value[0].id
    home.services.agreements.state_limit(NewLimit(CategoryId(category), "Kitchen", text, Kind.MINE))


def verified(home: Home) -> bool:
    return home.services.agreements.view().value.agreement.verified


def test_it_works_for_a_couple(couple: Home) -> None:
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    rekey(couple)
    assert verified(couple)
    state(couple, "Not on the stairs.")
    opened = unlock(couple, FIRST, NEW)
    assert opened.notices == ()
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    opened = unlock(couple, SECOND, SASHA)
    assert opened.notices == ("partner_rekeyed",)
    assert verified(couple)
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    assert unlock(couple, SECOND, SASHA).notices == ()
    words = couple.services.vault.fingerprint().value
    assert unlock(couple, FIRST, NEW).notices == ()
    assert couple.services.vault.fingerprint().value == words


def test_it_works_alone(alone: Home) -> None:
    rekey(alone)
    assert unlock(alone, FIRST, NEW).notices == ()
    assert unlock(alone, FIRST, NEW).number == 3


def test_the_old_passphrase_code_and_key_file_open_nothing_new(couple: Home, tmp_path: Path) -> None:
    """Acceptance 32: whoever took every file before, with the passphrase, has what was there then."""
    before = tmp_path / "before"
    shutil.copytree(couple.folder, before)
    couple.open(FIRST)
    old_code = couple.services.vault.new_recovery_code(ROBIN).value.groups
    shutil.copy(couple.folder / "p1.keys", before / "p1.keys")
    code = rekey(couple)
    couple.services.vault.lock()
    for refused, attempt in (
        ("passphrase.wrong", lambda: couple.services.vault.unlock(FIRST, ROBIN)),
        ("code.wrong", lambda: couple.services.vault.recover(FIRST, old_code, ROBIN)),
    ):
        with pytest.raises(UserError) as error:
            attempt()
        assert error.value.code == refused
    for name in ("p1.keys", "p1.keys.bak"):  # also where both are put back
        shutil.copy(before / "p1.keys", couple.folder / name)
    with pytest.raises(UserError):
        couple.services.vault.unlock(FIRST, ROBIN)
    for name in ("VAULT", "VAULT.bak"):  # and the description with them
        shutil.copy(before / "VAULT", couple.folder / name)
    with pytest.raises(UserError) as error:
        couple.services.vault.unlock(FIRST, ROBIN)
    assert error.value.code == "storage.damaged"
    assert code != old_code


def test_no_file_lies_under_an_old_key(couple: Home, tmp_path: Path) -> None:
    """Every file of the old vault is another afterwards, and the old keys read none of them."""
    couple.open(FIRST)
    keys = couple.services.vault._household.keys()
    private, shared = bytes(keys.database_key.view()), keys.shared_key
    assert shared is not None
    old = (private, shared.raw(), keys.umk(), keys.seal_private())
    sizes = {one.name: one.stat().st_size for one in couple.folder.iterdir()}
    rekey(couple)
    couple.services.vault.lock()
    assert not rekeyed.opens(PrivateSpace, couple.folder / "p1.db", memoryview(old[0]))
    assert not rekeyed.opens(SharedSpace, couple.folder / "shared.db", memoryview(old[1]))
    after = {one.name: one.stat().st_size for one in couple.folder.iterdir()}
    assert after["p1.db"] == sizes["p1.db"]
    assert set(after) == {name for name in sizes if not name.endswith("-journal")}
    header = headerstore.read(couple.folder)
    assert header is not None
    assert not headers.holds(header, old[1])
    sealed = header.seals[FIRST]
    public = bindings.crypto_scalarmult_base(old[3])
    assert headers.open_shared(sealed, header.vault_id, public, old[3]) is None
    assert seal.read(couple.folder / "p1.seal", old[2], header.vault_id, FIRST) is None


def test_failed_tries_from_before_are_still_told(couple: Home) -> None:
    couple.open(FIRST)
    house = couple.services.vault._household
    path, public = house.vault.path("p1.tries"), house.keys().public.seal
    tries.record(path, public, couple.clock())
    rekey(couple)
    opened = unlock(couple, FIRST, NEW)
    assert len(opened.failed_tries) == 1


def test_nothing_is_written_before_the_sheet_is_confirmed(couple: Home) -> None:
    couple.open(FIRST)
    names = ("VAULT", "p1.keys", "p1.keys.bak", "p1.tries", "p1.sheet")
    before = [(couple.folder / name).read_bytes() for name in names]
    service = couple.services.rekeying
    for refused, old, new in (
        ("passphrase.wrong", SASHA, NEW),
        ("passphrase.same", ROBIN, ROBIN),
        ("passphrase.weak", ROBIN, "robin sasha"),
    ):
        with pytest.raises(UserError) as error:
            service.begin(old, new)
        assert error.value.code == refused
    with pytest.raises(UserError):
        service.run()
    sheet = service.begin(ROBIN, NEW).value
    assert not service.confirm({0: "00000"}).value
    assert not service.confirm({}).value
    with pytest.raises(UserError) as error:
        service.run()
    assert error.value.code == "rekey.not_confirmed"
    assert service.confirm({0: sheet.groups[0]}).value
    service.forget()
    with pytest.raises(UserError):
        service.run()
    assert [(couple.folder / name).read_bytes() for name in names] == before
    assert unlock(couple, FIRST, ROBIN).notices == ()


def test_what_one_person_began_is_not_done_to_the_other(couple: Home) -> None:
    couple.open(FIRST)
    sheet = couple.services.rekeying.begin(ROBIN, NEW).value
    couple.services.rekeying.confirm({0: sheet.groups[0]})
    couple.open(SECOND)
    with pytest.raises(UserError) as error:
        couple.services.rekeying.run()
    assert error.value.code == "rekey.not_confirmed"
    assert unlock(couple, SECOND, SASHA).notices == ()


def test_the_new_code_opens_and_both_can_make_new_keys_in_turn(couple: Home) -> None:
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    rekey(couple)
    unlock(couple, SECOND, SASHA)
    rekey(couple, SASHA, ROBIN)
    state(couple, "Not on the stairs.")
    assert unlock(couple, FIRST, NEW).notices == ("partner_rekeyed",)
    code = rekey(couple, NEW, SASHA + " again")
    couple.services.vault.lock()
    couple.services.vault.recover(FIRST, code, NEW)
    assert verified(couple)
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    assert unlock(couple, SECOND, ROBIN).notices == ("partner_rekeyed",)
    assert verified(couple)
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]


def test_an_old_description_that_is_put_back_is_written_again(couple: Home) -> None:
    old = (couple.folder / "VAULT").read_bytes()
    couple.open(FIRST)
    rekey(couple)
    for member, passphrase in ((FIRST, NEW), (SECOND, SASHA), (SECOND, SASHA), (FIRST, NEW)):
        couple.services.vault.lock()
        if member == FIRST:
            for name in ("VAULT", "VAULT.bak"):
                (couple.folder / name).write_bytes(old)
        opened = unlock(couple, member, passphrase)
        assert set(opened.notices) <= {"partner_rekeyed"}
        assert verified(couple)


def forged_header(couple: Home, *, sign: bytes, shared: bytes, generation: int) -> None:
    """What somebody can write who has no key: other keys for the first, a shared key of their own."""
    header = headerstore.read(couple.folder)
    assert header is not None
    keys = {**header.public_keys, FIRST: PublicKeys(sign, header.public_keys[FIRST].seal)}
    seals = {m: headers.seal_shared(header.vault_id, generation, shared, k.seal) for m, k in keys.items()}
    headerstore.write(couple.folder, header._replace(public_keys=keys, seals=seals), shared)


def test_a_swapped_key_that_no_event_introduces_is_refused(couple: Home) -> None:
    """Acceptance 22: the shared space stays shut, limits are seen, and the genuine one is taken up later."""
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    couple.open(SECOND)
    couple.services.vault.lock()
    genuine = (couple.folder / "VAULT").read_bytes()
    forged_header(couple, sign=b"f" * 32, shared=b"s" * 32, generation=9)
    opened = couple.open(SECOND)
    assert opened.notices[:1] == ("shared_keys",)
    assert limits(couple) == ["Not in the kitchen."]
    assert not verified(couple)
    assert couple.services.vault._household.keys().pins[FIRST] != b"f" * 32
    couple.services.vault.lock()
    for name in ("VAULT", "VAULT.bak"):
        (couple.folder / name).write_bytes(genuine)
    assert couple.open(SECOND).notices == ()
    assert verified(couple)


def test_nobody_puts_another_shared_key_beside_a_genuine_new_key(couple: Home) -> None:
    """Whoever knows the public keys and the ledger offers a shared key that they know."""
    couple.open(FIRST)
    rekey(couple)
    house = couple.services.vault._household
    public, events = house.keys().public.sign, house.events()
    couple.services.vault.lock()
    header = headerstore.read(couple.folder)
    assert header is not None
    shared = b"s" * 32
    seals = {
        m: headers.seal_shared(header.vault_id, 9, shared, keys.seal)
        for m, keys in header.public_keys.items()
    }
    headerstore.write(couple.folder, header._replace(seals=seals), shared)
    (couple.folder / "shared.db").unlink()
    space = SharedSpace.create(couple.folder / "shared.db", memoryview(shared))
    with space.transaction() as tables:
        for seq, event in enumerate(events, start=1):
            tables.events.append(seq, event)
    space.close()
    opened = couple.open(SECOND)
    assert opened.notices[:1] == ("shared_keys",)
    assert couple.services.vault._household.keys().pins[FIRST] != public


def test_what_the_old_signing_key_says_afterwards_opens_nothing(couple: Home) -> None:
    """The partner has the old key file and passphrase: a go on or a yes made with it is nobody's."""
    couple.open(FIRST)
    old = couple.services.vault._household.vault.unlock(FIRST, ROBIN)
    rekey(couple)
    unlock(couple, SECOND, SASHA)
    house = couple.services.vault._household
    reading = house.reading()
    forged = ledger.sign(old, GoOn(house.new_id(), FIRST, ()), reading.head, house.stamp())
    house.append([forged])
    assert not house.reading().verified
    assert forged.statement.id not in {one.statement.id for one in house.said()}
    # Nor does a record without the new key count: it has to lead to the key that was pinned.
    cut = [event for event in house.events() if b"new_key" not in event]
    found = ledger.read(cut, house.vault_id, house.keys().pins)
    assert "key.not_introduced" in found.problems
    old.wipe()


def test_a_release_is_taken_back(couple: Home) -> None:
    """Its key lay in the private space, which somebody else may have read."""
    couple.together()
    category = couple.services.answers.categories().value[0].id
    couple.services.rounds.choose(category)
    couple.open(FIRST)
    words = couple.services.rounds.release(wishes=False).value
    rekey(couple)
    vault = couple.services.vault._household.vault
    assert sheets.open_sheet(vault, couple.services.vault._household.vault_id, FIRST, " ".join(words)) is None
    assert unlock(couple, FIRST, NEW).notices == ()
    assert couple.services.rounds.release(wishes=False).value


def test_on_a_disk_that_stays_full_the_person_still_comes_in(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key file is new, no copy can be made: all opens under the former keys, and goes on later."""
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")

    def full(*_arguments: object) -> Path:
        raise UserError("storage.full")

    sheet = couple.services.rekeying.begin(ROBIN, NEW).value
    couple.services.rekeying.confirm({0: sheet.groups[0]})
    with monkeypatch.context() as patch:
        patch.setattr(rekeyed, "put_in_place", full)
        assert not couple.services.rekeying.run().value.finished
        patch.setattr(rekeyed, "copy", full)
        opened = unlock(couple, FIRST, NEW)
        assert opened.notices == ("rekey_waits",)
        assert verified(couple)
        state(couple, "Not on the stairs.")
        with pytest.raises(UserError) as error:
            couple.services.rekeying.begin(NEW, SASHA + " again")
        assert error.value.code == "rekey.unfinished"
        assert "rekey_waits" not in unlock(couple, SECOND, SASHA).notices
        assert verified(couple)
    assert unlock(couple, FIRST, NEW).notices == ("rekey_finished",)
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    assert verified(couple)


def test_when_the_disk_leaves_open_which_keys_hold_the_space_closes(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.open(FIRST)
    sheet = couple.services.rekeying.begin(ROBIN, NEW).value
    couple.services.rekeying.confirm({0: sheet.groups[0]})

    def silent(_folder: Path) -> None:
        raise OSError(5, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(vault_files, "flush_folder", silent)
        with pytest.raises(UserError) as error:
            couple.services.rekeying.run()
    assert error.value.code == "rekey.uncertain"
    assert couple.services.vault.sitting() is None
    assert unlock(couple, FIRST, NEW).notices == ("rekey_finished",)


def test_a_leftover_journal_is_not_played_back_by_a_wrong_key(tmp_path: Path) -> None:
    """The newest key is tried first; a file under an older one keeps what its journal holds."""
    old, new = memoryview(b"o" * 32), memoryview(b"n" * 32)
    path, copy = tmp_path / "p1.db", tmp_path / "copied" / "p1.db"
    copy.parent.mkdir()
    space = PrivateSpace.create(path, old)
    with space.transaction() as tables:
        tables.facts.set("kept", b"1")
    with space.transaction() as tables:
        tables.facts.set("large", bytes(3_000_000))
        tables.facts.set("kept", b"2")
        for one in (path, path.with_name("p1.db-journal")):
            shutil.copy(one, copy.with_name(one.name))
    space.close()
    assert not rekeyed.opens(PrivateSpace, copy, new)
    again = PrivateSpace.open(copy, old)
    with again.transaction() as tables:
        assert tables.facts.get("kept") == b"1"
    again.close()


def test_recovery_changes_nothing_where_the_keys_do_not_open_the_space(couple: Home) -> None:
    """Nothing old goes before the same data came back."""
    couple.open(FIRST)
    code = couple.services.vault.new_recovery_code(ROBIN).value.groups
    couple.services.vault.lock()
    whole = (couple.folder / "p1.db").read_bytes()
    (couple.folder / "p1.db").write_bytes(bytes(len(whole)))
    keys = (couple.folder / "p1.keys").read_bytes()
    with pytest.raises(UserError) as error:
        couple.services.vault.recover(FIRST, code, NEW)
    assert error.value.code == "storage.damaged"
    assert (couple.folder / "p1.keys").read_bytes() == keys
    (couple.folder / "p1.db").write_bytes(whole)
    couple.services.vault.recover(FIRST, code, NEW)
    assert unlock(couple, FIRST, NEW).notices == ()
    for refused in (
        lambda: couple.services.vault.unlock(FIRST, ROBIN),
        lambda: couple.services.vault.recover(FIRST, code, ROBIN),
    ):
        couple.services.vault.lock()
        with pytest.raises(UserError):
            refused()
        (couple.folder / "p1.keys").write_bytes((couple.folder / "p1.keys.bak").read_bytes())
        with pytest.raises(UserError):
            refused()


def test_somebody_without_the_shared_key_gets_new_keys_for_what_is_their_own(couple: Home) -> None:
    """Who left can announce no other signature; passphrase, code and space are new, and they come in."""
    couple.open(FIRST)
    vault = couple.services.vault._household.vault
    keys = couple.services.vault._household.keys()
    store = KeyStore(couple.folder, keys.vault_id, FIRST, vault.policy)
    opened = store.open_with_umk(keys.umk())
    bundle = replace(opened.bundle, shared=())
    couple.services.vault.lock()
    store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
    left = vault.unlock(FIRST, ROBIN)
    before = (couple.folder / "VAULT").read_bytes()
    fresh = rekeying.draw(vault, left, NEW, recovery.new_code())
    path = couple.folder / "p1.db"
    made = rekeyed.copy(PrivateSpace, path, left.database_key.view(), fresh.database_key)
    renewed = rekeying.commit(vault, left, fresh)
    rekeyed.put_in_place(made, path)
    rekeying.announce(vault, renewed)
    rekeying.carry_over(vault, renewed)
    rekeying.finish(vault, renewed)
    assert (couple.folder / "VAULT").read_bytes() == before
    again = vault.unlock(FIRST, NEW)
    assert again.public == left.public
    assert rekeyed.opens(PrivateSpace, path, again.database_key.view())
    assert not rekeyed.opens(PrivateSpace, path, left.database_key.view())
    for one in (left, renewed, again):
        one.wipe()
    assert couple.open(SECOND).notices == ()


def test_a_check_of_the_vault_finds_nothing_wrong_before_and_after(
    couple: Home, cheap_policy: KdfPolicy
) -> None:
    checkups = CheckupService(Vault(couple.folder, cheap_policy, couple.clock))
    couple.open(FIRST)
    rekey(couple)
    couple.services.vault.lock()
    report = checkups.spaces(FIRST, NEW)
    assert report.well, [one for one in report.findings if not one.well]
    couple.open(SECOND)
    couple.services.vault.lock()
    assert checkups.spaces(SECOND, SASHA).well


def test_a_set_from_before_is_refused_and_the_one_made_with_the_new_keys_comes_back(couple: Home) -> None:
    """Its private space lies under a key that nobody has any more; nothing is changed by trying."""
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    couple.services.vault.lock()
    older = {one.path for one in backup.sets(couple.folder)}
    couple.open(FIRST)
    rekey(couple)
    fresh = [one.path for one in backup.sets(couple.folder) if one.path not in older]
    assert len(fresh) == 1
    for path in sorted(older):
        with pytest.raises(UserError):
            couple.services.backups.restore(path, NEW)
        assert limits(couple) == ["Not in the kitchen."]
    assert unlock(couple, FIRST, NEW).notices == ()
    couple.services.backups.restore(fresh[0], NEW)
    unlock(couple, FIRST, NEW)
    assert limits(couple) == ["Not in the kitchen."]
    unlock(couple, SECOND, SASHA)
    assert limits(couple) == ["Not in the kitchen."]


def test_the_partner_brings_their_own_space_back_from_a_set_from_before(couple: Home) -> None:
    """The shared space in it cannot be read any more; every limit stays, under the present keys."""
    couple.open(SECOND)
    state(couple, "Not on the stairs.")
    couple.services.vault.lock()
    older = backup.sets(couple.folder)[-1].path
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    rekey(couple)
    unlock(couple, SECOND, SASHA)
    couple.services.backups.restore(older, SASHA)
    assert couple.services.vault.sitting() is None
    for member, passphrase in ((SECOND, SASHA), (FIRST, NEW), (SECOND, SASHA)):
        unlock(couple, member, passphrase)
        assert sorted(limits(couple)) == ["Not in the kitchen.", "Not on the stairs."]
        assert verified(couple)
