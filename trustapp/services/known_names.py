"""The name and colour of everybody, as each person's own space knows them.

The header has them in clear, under a key that both hold: whoever changes them there could put one person's
words under the other's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.partners import Hue, Member
from trustapp.services.household import Household
from trustapp.vault import headerstore, parting

NAMES: Final = "names"

_Known = dict[str, list[str]]


def remember_mine(house: Household) -> None:
    """Before somebody else joins, and writes the header: one's own name in it is still genuine."""
    me = house.me()
    _keep(house, {me.id: [me.name, me.hue.value]}, _read(house))


def put_right(house: Household) -> list[str]:
    """At an own opening of who shares: names that were changed in the header are as they were chosen.

    The first opening learns them. Whoever left and deleted their space has no name any more.
    """
    keys = house.keys()
    if keys.shared_key is None or keys.succession is not None:
        return []
    try:
        header = headerstore.authentic(house.vault.folder, keys)
        known = _read(house)
        gone = parting.gone_from(house.vault.folder, header)
        members = tuple(one if one.id in gone else _as_known(one, known) for one in header.members)
        _keep(house, {one.id: [one.name, one.hue.value] for one in members if one.id not in gone}, known)
    except UserError:
        return []
    if members == header.members:
        return []
    with suppress(UserError):
        headerstore.write(house.vault.folder, header._replace(members=members), keys.shared_key.raw())
        house.refresh_members()
    return ["names_put_right"]


def _as_known(one: Member, known: Mapping[str, list[str]]) -> Member:
    if one.id not in known:
        return one
    name, hue = known[one.id]
    return Member(one.id, name, Hue(hue))


def _read(house: Household) -> _Known:
    with house.private.transaction() as tables:
        stored = tables.facts.get(NAMES)
    found: _Known = json.loads(stored) if stored is not None else {}
    return found


def _keep(house: Household, names: _Known, known: _Known) -> None:
    if names == known:
        return
    with house.private.transaction() as tables:
        tables.facts.set(NAMES, json.dumps(names, ensure_ascii=False, sort_keys=True).encode())
