"""The one sealed letter of each writer in the shared space: put there, found, taken away, put right."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.letters import Delivered, Letter, Sent
from trustapp.services.household import Household
from trustapp.storage.slips import LETTER
from trustapp.vault import letters


class _Sealed(NamedTuple):
    data: bytes
    sent: Sent


def copy_of(house: Household, letter: Letter, copy: str) -> Delivered:
    """What the other sees of it. Its day is the day of sending."""
    day = letter.sent.day if letter.sent is not None else house.today()
    return Delivered(copy, letter.kind, letter.title, letter.text, day, house.me().id)


def _partner(house: Household) -> MemberId | None:
    """The other, as far as this person knows their keys."""
    me = house.me().id
    others = [one.id for one in house.members if one.id != me]
    return others[0] if len(others) == 1 and others[0] in house.keys().pinned else None


def sealed(house: Household, letter: Letter) -> _Sealed:
    """The letter for the present key of the other. Codes: vault.alone, letter.no_room."""
    partner = _partner(house)
    if partner is None:
        raise UserError("vault.alone")
    keys = house.keys()
    to = keys.pinned[partner].seal
    before = letter.sent
    copy = copy_of(house, letter, before.copy if before is not None else house.new_id())
    data = letters.seal(keys, to, copy)
    sent = Sent(copy.day, copy.id, partner, to.hex(), letters.signer(keys), letters.row_digest(data))
    return _Sealed(data, sent)


def send(house: Household, letter: Letter) -> None:
    """The shared space first: if the program ends in between, the next opening takes it away again.

    Nothing is ever sent later, by itself. Codes: vault.alone, letter.no_room, storage.*.
    """
    made = sealed(house, letter)
    with house.shared.transaction() as tables:
        tables.slips.put(LETTER + house.me().id, None, made.data)
    with house.private.transaction() as own:
        own.letters.none_out()
        own.letters.put(replace(letter, sent=made.sent))


def take_back(house: Household) -> None:
    """One's own space first: if the program ends in between, the next opening takes it away.

    Where it cannot be taken away now, it is out as before, and that is said. Codes: storage.*.
    """
    with house.private.transaction() as own:
        out = own.letters.out()
        own.letters.none_out()
    try:
        if house.has_shared or house.is_shut:
            with house.shared.transaction() as tables:
                tables.slips.delete(LETTER + house.me().id)
    except UserError:
        if out is not None:
            with suppress(UserError), house.private.transaction() as own:
                own.letters.put(out)
        raise


def delivered(house: Household) -> Delivered | None:
    """The letter of the other, as it verifies; reading writes nothing. Codes: storage.*."""
    partner = _partner(house)
    if partner is None or not house.has_shared:
        return None
    with house.shared.transaction() as tables:
        data = tables.slips.get(LETTER + partner)
    found = letters.unseal(house.keys(), data) if data is not None else None
    return found if found is not None and found.by == partner else None


def settle(house: Household) -> None:
    """At an own opening: what lies there is what one's own space says, for the present key of the other.

    Nobody is kept from their own space by it: what the disk refuses now, the next opening does.
    """
    if not house.has_shared:
        return
    with suppress(UserError):
        _settle(house)


def _settle(house: Household) -> None:
    row = LETTER + house.me().id
    with house.private.transaction() as own:
        out = own.letters.out()
    with house.shared.transaction() as tables:
        there = tables.slips.get(row)
    partner = _partner(house)
    if out is None or out.sent is None or out.sent.to != partner:
        if out is not None:
            with house.private.transaction() as own:
                own.letters.none_out()
        if there is not None:
            with house.shared.transaction() as tables:
                tables.slips.delete(row)
        return
    keys = house.keys()
    whole = there is not None and letters.row_digest(there) == out.sent.row
    same_keys = (out.sent.key, out.sent.signer) == (keys.pinned[partner].seal.hex(), letters.signer(keys))
    if whole and same_keys:
        return
    made = sealed(house, out)
    with house.private.transaction() as own:
        own.letters.put(replace(out, sent=made.sent))
    with house.shared.transaction() as tables:
        tables.slips.put(row, None, made.data)
