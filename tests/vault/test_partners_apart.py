"""What one partner has, with every file and their own keys, opens nothing of the other's."""

from __future__ import annotations

from itertools import product

import pytest

from tests.vault.helpers import ANOTHER, CHEAP, MINE, THEIRS, Couple
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId, RoundId
from trustapp.domain.merge import Sheet
from trustapp.vault import crypto, headers, headerstore, keyfile, recovery, seal, sheets, tries
from trustapp.vault.kdf import derive
from trustapp.vault.keystore import KeyStore
from trustapp.vault.own import OwnKeys
from trustapp.vault.passphrase import secret_of

PEOPLE = [(FIRST, SECOND), (SECOND, FIRST)]


def _passphrase(member: MemberId) -> str:
    return MINE if member == FIRST else THEIRS


def _keys(couple: Couple, member: MemberId) -> OwnKeys:
    return couple.one if member == FIRST else couple.two


def _code(couple: Couple, member: MemberId) -> tuple[str, ...]:
    return couple.code_one if member == FIRST else couple.code_two


@pytest.mark.parametrize(("mine", "other"), PEOPLE)
def test_no_secret_of_the_other_opens_a_slot_of_mine(couple: Couple, mine: MemberId, other: MemberId) -> None:
    """Their passphrase, code, ticket, and every raw key they hold, in both of my slots."""
    sheet = Sheet(RoundId("0" * 32), other, CategoryId("touch"), False)
    ticket = sheets.seal_sheet(couple.vault, _keys(couple, other), sheet, ())
    theirs = _keys(couple, other)
    assert theirs.shared_key is not None
    secrets = [
        secret_of(_passphrase(other)),
        recovery.code_secret(_code(couple, other)),
        secret_of(" ".join(ticket.words)),
        theirs.shared_key.raw(),
        theirs.database_key.raw(),
    ]
    raw = [*secrets[3:], ticket.kek, theirs.umk(), theirs.seal_private()]
    file = KeyStore(couple.folder, theirs.vault_id, mine, CHEAP).candidates()[0]
    for number, secret in product((keyfile.PASSPHRASE, keyfile.RECOVERY), secrets):
        slot = file.slot(number)
        assert keyfile.unwrap(file, number, derive(secret, slot.salt, slot.parameters)) is None
    for number, key in product((keyfile.PASSPHRASE, keyfile.RECOVERY), raw):
        assert keyfile.unwrap(file, number, key) is None
    for key in raw:
        with pytest.raises(keyfile.Damaged):
            keyfile.open_bundle(file, key)


@pytest.mark.parametrize(("mine", "other"), PEOPLE)
def test_slots_are_not_exchanged(couple: Couple, mine: MemberId, other: MemberId) -> None:
    """My passphrase is no code, my code is no passphrase, and their slot in my file opens nothing."""
    for number, secret in (
        (keyfile.RECOVERY, secret_of(_passphrase(mine))),
        (keyfile.PASSPHRASE, recovery.code_secret(_code(couple, mine))),
    ):
        store = KeyStore(couple.folder, couple.one.vault_id, mine, CHEAP)
        with pytest.raises(UserError):
            store.open(number, secret)
    swapped = (couple.folder / f"{other}.keys").read_bytes()
    for name in (f"{mine}.keys", f"{mine}.keys.bak"):
        (couple.folder / name).write_bytes(swapped)
    for passphrase in (MINE, THEIRS):
        with pytest.raises(UserError) as caught:
            couple.vault.unlock(mine, passphrase)
        assert caught.value.code == "keys.damaged"


@pytest.mark.parametrize(("mine", "other"), PEOPLE)
def test_seal_tries_and_sheet_are_mine_alone(couple: Couple, mine: MemberId, other: MemberId) -> None:
    theirs, own = _keys(couple, other), _keys(couple, mine)
    path = couple.vault.path(f"{mine}.seal")
    assert seal.read(path, own.umk(), own.vault_id, mine) is not None
    assert seal.read(path, theirs.umk(), own.vault_id, mine) is None
    with pytest.raises(UserError):
        couple.vault.unlock(mine, "wrong")
    assert tries.take(couple.vault.path(f"{mine}.tries"), theirs.boxes()) == ()
    sheet = Sheet(RoundId("0" * 32), mine, CategoryId("touch"), False)
    ticket = " ".join(sheets.seal_sheet(couple.vault, own, sheet, ()).words)
    assert sheets.open_sheet(couple.vault, own.vault_id, mine, ticket) is not None
    data = couple.vault.path(f"{mine}.sheet").read_bytes()
    couple.vault.path(f"{other}.sheet").write_bytes(data)
    assert sheets.open_sheet(couple.vault, own.vault_id, other, ticket) is None


def test_the_partner_cannot_make_a_key_file_that_my_passphrase_opens_into_my_space(couple: Couple) -> None:
    """They may write any file; what they write gives them none of my keys and me none of theirs."""
    for name in ("p1.keys", "p1.keys.bak"):
        (couple.folder / name).write_bytes(bytes(keyfile.SIZE))
    with pytest.raises(UserError) as caught:
        couple.vault.unlock(FIRST, MINE)
    assert caught.value.code == "keys.damaged"
    with pytest.raises(UserError):
        couple.vault.recover(FIRST, couple.code_two, ANOTHER)


@pytest.mark.parametrize("field", ["sign", "seal"])
@pytest.mark.parametrize(("mine", "other"), PEOPLE)
def test_a_swapped_public_key_is_refused(couple: Couple, mine: MemberId, other: MemberId, field: str) -> None:
    """The partner holds the shared key, so their header carries a right MAC; the pins refuse it."""
    header = couple.vault.header()
    shared = _keys(couple, other).shared_key
    assert header is not None
    assert shared is not None
    for victim in (mine, other):
        keys = dict(header.public_keys)
        keys[victim] = type(keys[victim])(
            **{"sign": keys[victim].sign, "seal": keys[victim].seal, field: crypto.random_bytes(32)}
        )
        forged = headers.Header(
            header.vault_id, header.members, False, keys, header.invitation, header.seals, headers.SHARED
        )
        headerstore.write(couple.folder, forged, shared.raw())
        with pytest.raises(UserError) as caught:
            couple.vault.unlock(mine, _passphrase(mine))
        assert caught.value.code == "vault.damaged"


def test_a_header_with_a_broken_mac_is_refused_and_the_copy_put_back(couple: Couple) -> None:
    good = (couple.folder / "VAULT").read_bytes()
    body = good[:-64].replace(b"Robin", b"Nobir")
    forged = body + good[-64:-32]
    (couple.folder / "VAULT").write_bytes(forged + crypto.digest("ta1 checksum", forged))
    couple.vault.unlock(FIRST, MINE)
    assert (couple.folder / "VAULT").read_bytes() == good


def test_a_header_that_says_alone_again_is_refused(couple: Couple) -> None:
    header = headers.Header(
        couple.one.vault_id, (couple.vault.header().members[0],), False,  # type: ignore[union-attr]
        {FIRST: couple.one.public}, mac_by=FIRST,
    )  # fmt: skip
    headerstore.write(couple.folder, header, couple.one.umk())
    with pytest.raises(UserError) as caught:
        couple.vault.unlock(FIRST, MINE)
    assert caught.value.code == "vault.damaged"


def test_the_sealed_shared_key_opens_for_its_member_and_vault_only(couple: Couple) -> None:
    header = couple.vault.header()
    assert header is not None
    sealed = header.seals[FIRST]
    one, two = couple.one, couple.two
    assert headers.open_shared(sealed, one.vault_id, one.public.seal, one.seal_private()) is not None
    assert headers.open_shared(sealed, one.vault_id, two.public.seal, two.seal_private()) is None
    assert headers.open_shared(sealed, "0" * 32, one.public.seal, one.seal_private()) is None


def test_a_header_made_by_somebody_who_was_not_invited_is_refused(couple: Couple) -> None:
    """An outsider who knows the public header only cannot pose as the joiner of a withdrawn invitation."""
    header = couple.vault.header()
    assert header is not None
    assert headerstore.confirm_join(header, couple.one, None) is None
    assert headerstore.confirm_join(header, couple.one, bytes(32)) is None
