"""What both see for a day: reading the rows, writing them, and holding them against one's own word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.lines import day_after
from trustapp.domain.rituals import Ceiling, LeftOut, Moved
from trustapp.services import ritual_notes
from trustapp.services.household import Household
from trustapp.services.ritual_times import Key, Times
from trustapp.services.slip_rows import begun_id, ceiling_id, day_of, moved_id, out_id
from trustapp.storage.own_rituals import OwnTimes
from trustapp.storage.slips import Slip
from trustapp.vault import slips

MOST: Final = 1_000
"""So many signed rows are read, the latest written first: either can write a file full of them."""

_DAY: Final = timedelta(days=1)
_MORNING: Final = 12
"""Until this hour an evening that began the day before is still the same evening."""


@dataclass(frozen=True)
class Evening:
    """What was said beforehand of evenings of closeness, and on which days one began."""

    ceilings: dict[tuple[MemberId, RitualId, date], int] = field(default_factory=dict)
    begun: frozenset[date] = frozenset()


def read(house: Household) -> tuple[Times, Evening]:
    """What counts of the rows, with one's own word from the private space, where that is open."""
    found: list[Slip] = []
    if house.has_shared:
        with house.shared.transaction() as tables:
            found = tables.slips.passing()
    out: set[Key] = set()
    begun: set[date] = set()
    signed: list[Slip] = []
    for row in found:
        kind, *rest = row.id.split("/")
        day = day_of(rest[-1]) if rest else None
        if day is None:
            continue
        if kind == "out" and len(rest) == 2:
            out.add((RitualId(rest[0]), day))
        elif kind == "begun":
            begun.add(day)
        else:
            signed.append(row)
    moved: dict[Key, dict[MemberId, Moved]] = {}
    ceilings: dict[tuple[MemberId, RitualId, date], int] = {}
    keys = house.any_keys()
    for row in signed[-MOST:]:
        said = slips.read(row.data, keys.vault_id, keys.pins) if keys is not None else None
        if said is not None:
            by, value = said
            if isinstance(value, Moved) and row.id == moved_id(by, value.ritual, value.original):
                moved.setdefault((value.ritual, value.original), {})[by] = value
            elif isinstance(value, Ceiling) and row.id == ceiling_id(by, value.ritual, value.day):
                ceilings[by, value.ritual, value.day] = value.step
    _with_own(house, out, moved, ceilings, begun)
    return Times(frozenset(out), moved), Evening(ceilings, frozenset(begun))


def _with_own(
    house: Household,
    out: set[Key],
    moved: dict[Key, dict[MemberId, Moved]],
    ceilings: dict[tuple[MemberId, RitualId, date], int],
    begun: set[date],
) -> None:
    """One's own space is the truth about one's own word: a row that was put back counts for nothing."""
    if house.sitting is None or house.sitting.member is None:
        return
    me = house.me().id
    own = own_times(house)
    out.update((one.ritual, one.original) for one in own.out)
    begun.update(own.begun)
    for said in moved.values():
        said.pop(me, None)
    for one in own.moved:
        moved.setdefault((one.ritual, one.original), {})[me] = one
    for key in [key for key in ceilings if key[0] == me]:
        del ceilings[key]
    for ceiling in own.ceilings:
        ceilings[me, ceiling.ritual, ceiling.day] = ceiling.step


def own_times(house: Household) -> OwnTimes:
    """What this person said of single times. Codes: sitting.not_own, storage.damaged."""
    with house.private.transaction() as tables:
        return tables.own_rituals.times()


def change_own(house: Household, change: Callable[[OwnTimes], OwnTimes]) -> None:
    """Keep another word of this person. Codes: sitting.not_own, storage.*."""
    with house.private.transaction() as tables:
        before = tables.own_rituals.times()
        after = change(before)
        if after != before:
            tables.own_rituals.save_times(after)


def put_moved(house: Household, moved: Moved) -> None:
    """One's own word about a time, privately and, signed, where both read it. Codes: storage.*."""
    key = moved.ritual, moved.original
    change_own(house, lambda own: replace(own, moved=(*_without(own.moved, key), moved)))
    _put_moved(house, moved)


def forget_moved(house: Household, key: Key) -> None:
    """One's own word is again what the plan says. Codes: storage.*."""
    change_own(house, lambda own: replace(own, moved=_without(own.moved, key)))
    if house.has_shared:
        with house.shared.transaction() as tables:
            tables.slips.delete(moved_id(house.me().id, *key))


def _without(moved: tuple[Moved, ...], key: Key) -> tuple[Moved, ...]:
    return tuple(one for one in moved if (one.ritual, one.original) != key)


def _put_moved(house: Household, moved: Moved) -> None:
    if house.has_shared:
        data = slips.sign(house.keys(), moved)
        with house.shared.transaction() as tables:
            until = max(moved.day, moved.original)
            tables.slips.put(moved_id(house.me().id, moved.ritual, moved.original), until, data)


def put_ceiling(house: Household, ceiling: Ceiling) -> None:
    """One's own ceiling for an evening. Codes: sitting.not_own, storage.*."""
    same = (ceiling.ritual, ceiling.day)
    change_own(
        house,
        lambda own: replace(
            own, ceilings=(*(one for one in own.ceilings if (one.ritual, one.day) != same), ceiling)
        ),
    )
    _put_ceiling(house, ceiling)


def _put_ceiling(house: Household, ceiling: Ceiling) -> None:
    data = slips.sign(house.keys(), ceiling)
    with house.shared.transaction() as tables:
        tables.slips.put(ceiling_id(house.me().id, ceiling.ritual, ceiling.day), ceiling.day, data)


def put_out(house: Household, left: LeftOut) -> None:
    """Leave one time out, by nobody's name. Codes: storage.*."""
    with house.shared.transaction() as tables:
        tables.slips.put(out_id(left.ritual, left.original), max(left.day, left.original))


def begin_evening(house: Household, day: date) -> None:
    """An evening of closeness begins: none begins again before the next noon. Codes: storage.*.

    Where it begins in an own sitting, that person's space knows it even if the row is taken out.
    """
    if house.sitting is not None and house.sitting.member is not None:
        change_own(house, lambda own: replace(own, begun=(*own.begun, day)))
    with house.shared.transaction() as tables:
        tables.slips.put(begun_id(day), day_after(day, _DAY))


def began_lately(house: Household, evening: Evening) -> bool:
    """Whether an evening of closeness began today, or last evening and it is not noon yet."""
    today = house.today()
    if today in evening.begun:
        return True
    return today - _DAY in evening.begun and house.now().astimezone().hour < _MORNING


def settle(house: Household) -> None:
    """At an own opening: erase what is over, and put back what is missing of one's own.

    Nobody is kept from their own space by it: what the disk refuses now, the next opening does.
    """
    today = house.today()
    with suppress(UserError):
        change_own(house, lambda own: _from(own, today))
    if not house.has_shared:
        return
    with suppress(UserError):
        with house.shared.transaction() as tables:
            tables.slips.forget_before(today)
        begun = tuple(sorted(day for day in read(house)[1].begun if today - _DAY <= day <= today))
        change_own(house, lambda own: replace(own, begun=begun))
        if len(house.members) > 1:
            put_back(house)


def _from(own: OwnTimes, today: date) -> OwnTimes:
    return OwnTimes(
        tuple(one for one in own.out if max(one.day, one.original) >= today),
        tuple(one for one in own.moved if max(one.day, one.original) >= today),
        tuple(one for one in own.ceilings if one.day >= today),
        tuple(day for day in own.begun if day_after(day, _DAY) >= today),
    )


def put_back(house: Household) -> None:
    """The rows are those that follow from one's own word, signed with the present key. Codes: storage.*.

    Those of one's own rituals lie in the private space only. A row under one's own name that says what one
    did not say, or does not say any more, goes.
    """
    with house.private.transaction() as tables:
        own, alone = tables.own_rituals.times(), {one.id for one in tables.own_rituals.rituals()}
    mine = [moved for moved in own.moved if moved.ritual not in alone]
    _forget_others_of_mine(house, mine, own.ceilings)
    for left in own.out:
        if left.ritual not in alone:
            put_out(house, left)
    for moved in mine:
        _put_moved(house, moved)
    for ceiling in own.ceilings:
        _put_ceiling(house, ceiling)
    with house.shared.transaction() as tables:
        for day in own.begun:
            tables.slips.put(begun_id(day), day_after(day, _DAY))
    ritual_notes.put_back(house)


def _forget_others_of_mine(house: Household, moved: Sequence[Moved], ceilings: Sequence[Ceiling]) -> None:
    me = house.me().id
    said = {moved_id(me, one.ritual, one.original) for one in moved}
    said |= {ceiling_id(me, one.ritual, one.day) for one in ceilings}
    with house.shared.transaction() as tables:
        for row in tables.slips.passing():
            if _is_signed_by(row, me) and row.id not in said:
                tables.slips.delete(row.id)


def _is_signed_by(row: Slip, member: MemberId) -> bool:
    """Whether a row is there as this person's word."""
    kind, _slash, rest = row.id.partition("/")
    return kind in slips.KINDS and rest.startswith(f"{member}/")


def take_back(house: Household) -> None:
    """Whoever leaves takes back what they said of single times of both. Codes: storage.*.

    Nothing of both is planned any more: what was left out goes too, and what the other signed stays.
    """
    with house.private.transaction() as own:
        alone = {one.id for one in own.own_rituals.rituals()}
        own.own_rituals.save_times(own.own_rituals.times().of(alone))
    if not house.has_shared:
        return
    me = house.me().id
    with house.shared.transaction() as tables:
        for row in tables.slips.passing():
            if _is_signed_by(row, me) or row.id.partition("/")[0] not in slips.KINDS:
                tables.slips.delete(row.id)
