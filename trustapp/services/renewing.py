"""What an opening does where keys were made anew: one's own re-keying goes on, a partner's is taken over.

Every step can be done again, so that an interruption at any of them is mended by the next opening
(docs/vault-format.md, "New keys").
"""

from __future__ import annotations

from contextlib import suppress

from trustapp.domain.errors import UserError
from trustapp.domain.statements import NewKey
from trustapp.services import backups, ritual_slips
from trustapp.services.files_under import SHARED_FILE, private_file
from trustapp.services.household import Household
from trustapp.storage import rekeying as files
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import ledger, rekeying, sheets
from trustapp.vault.ledger import Reading
from trustapp.vault.secret import Secret
from trustapp.vault.session import OwnKeys

# -- one's own -------------------------------------------------------------------------------------


def bring_over_private(house: Household, keys: OwnKeys) -> None:
    """Before the private file is opened: where it lies under a former key, write it under the new one.

    A full disk leaves it as it is, so that nobody is kept from their own space by it. Copies that an
    interruption left are never believed, and go.
    """
    path = house.vault.path(private_file(keys.member))
    for one in (path, house.vault.path(SHARED_FILE)):
        files.discard(one)
    if keys.older_database and not files.opens(PrivateSpace, path, keys.database_key.view()):
        with suppress(UserError):
            _bring_over_private(house, keys)


def _bring_over_private(house: Household, keys: OwnKeys) -> None:
    path = house.vault.path(private_file(keys.member))
    for older in keys.older_database:
        if files.opens(PrivateSpace, path, older.view()):
            made = files.copy(PrivateSpace, path, older.view(), keys.database_key.view())
            files.put_in_place(made, path)


def go_on(house: Household) -> list[str]:
    """After everything was opened: finish what an interrupted re-keying left, as far as that goes."""
    keys = house.keys()
    if keys.before is None and not keys.older_shared:
        return []
    mine = keys.before is not None
    try:
        finish(house)
    except UserError:
        return ["rekey_waits"] if mine else []
    return ["rekey_finished"] if mine else []


def finish(house: Household) -> None:
    """Everything that comes after the key file, in its order. Codes: storage.*, rekey.waits, as opening."""
    keys = house.keys()
    if keys.before is None:
        _bring_over_shared(house, keys)
        rekeying.forget_older_shared(house.vault, keys)
        return
    if keys.shared_key is not None:
        _introduce(house, keys)
        house.stopping.take_in(opening=True)
        house.witness()
    rekeying.announce(house.vault, keys)
    if keys.shared_key is not None:
        _bring_over_shared(house, keys)
        with suppress(UserError):
            # What the former key signed for a day counts no more; the next opening does it otherwise.
            ritual_slips.put_back(house)
    _take_release_back(house)
    rekeying.carry_over(house.vault, keys)
    if house.private_under is not keys.database_key:
        raise UserError("rekey.waits")
    rekeying.finish(house.vault, keys)
    house.forget_reading()
    backups.forget_older_keys(house.vault, keys.member)


def _introduce(house: Household, keys: OwnKeys) -> None:
    """Say ``new_key``, unless the ledger holds it already; from then on the new key signs."""
    _ = house.shared
    reading = house.reading()
    wanted = keys.public.sign.hex()
    if not any(one.sign_public == wanted for one in _new_keys(reading)):
        if reading.unbroken < reading.seq:
            raise UserError("agreement.not_verified")
        house.append([rekeying.statement(keys, reading.head, house.stamp())])
    keys.introduced = True


def _take_release_back(house: Household) -> None:
    """The key of a released sheet lay in the private space: whoever had that can open the sheet."""
    sheets.destroy_sheet(house.vault, house.me().id)
    with house.private.transaction() as tables:
        tables.release.clear()


def _bring_over_shared(house: Household, keys: OwnKeys) -> None:
    """Write the shared file under the newest key; the file stays open under whichever key holds."""
    under = house.shared_under
    if keys.shared_key is None or under is keys.shared_key:
        return
    if under is None:
        raise UserError("rekey.waits")
    path = house.vault.path(SHARED_FILE)
    house.close_shared()
    try:
        made = files.copy(SharedSpace, path, under.view(), keys.shared_key.view())
        files.put_in_place(made, path)
    finally:
        house.open_shared()


# -- a partner's -----------------------------------------------------------------------------------


def meet_new_keys(house: Household) -> list[str]:
    """Before the shared space is opened: take over a partner's new keys, if the ledger introduces them.

    Codes: vault.keys_changed, storage.*: the shared space then stays shut, and every key as it was.
    """
    keys = house.keys()
    offered = keys.succession
    if offered is None:
        return []
    reading = ledger.read(_events(house, keys, offered.key), keys.vault_id, keys.pins)
    if "key.not_introduced" in reading.problems:
        raise UserError("vault.keys_changed")
    rekeying.accept(house.vault, keys, _new_keys(reading))
    house.refresh_members()
    return ["partner_rekeyed"]


def _events(house: Household, keys: OwnKeys, offered: Secret) -> list[bytes]:
    """The ledger under the offered key, or under one's own where the file was not brought over yet."""
    path = house.vault.path(SHARED_FILE)
    assert keys.shared_key is not None
    for key in (offered, keys.shared_key, *keys.older_shared):
        if files.opens(SharedSpace, path, key.view()):
            space = SharedSpace.open(path, key.view())
            try:
                with space.transaction() as tables:
                    return list(tables.events.all())
            finally:
                space.close()
    raise UserError("vault.keys_changed")


def _new_keys(reading: Reading) -> list[NewKey]:
    """Every ``new_key`` that counts, in order."""
    return [one.statement for one in reading.said if isinstance(one.statement, NewKey)]
