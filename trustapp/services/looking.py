"""When one person last looked at the agreement, and what has changed since; the other's looking is nobody's.

What is kept lies in the person's own space: the place in the ledger, the moment, and one name for all that
counted then. It is told at their own opening and on their own page, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from trustapp.domain.agreement import Agreement, KeptLines
from trustapp.domain.differences import Difference, difference
from trustapp.domain.errors import UserError
from trustapp.domain.lines import Line, View, day_of
from trustapp.domain.review import near_end
from trustapp.services.household import Household
from trustapp.services.told import Looked

LOOKED: Final = "looked"


class News(NamedTuple):
    """What an opening tells its owner of the agreement, besides what it must."""

    changed: bool = False
    ends: date | None = None
    """The first day on which something ends, where that is near."""


@dataclass(frozen=True)
class Since:
    """What differs from a day on; ``day`` is that of one's own last look, or of the version nearest to it."""

    day: date
    difference: Difference


def looked_before(house: Household) -> Looked | None:
    """When this person last looked before this sitting: the same all through it. Codes: sitting.not_own."""
    told = house.told
    if told.looked is None:
        with house.private.transaction() as tables:
            stored = tables.facts.get(LOOKED)
        told.looked = (_read(stored) if stored is not None else None,)
    return told.looked[0]


def _read(stored: bytes) -> Looked:
    told = json.loads(stored)
    return Looked(told["seq"], datetime.fromisoformat(told["at"]), told["digest"])


def keep_look(house: Household) -> None:
    """Keep that the agreement is before this person now; what was kept before it is asked for first."""
    looked_before(house)
    digest = house.told.names.digest(house.agreement().counting)
    seq = max((one.seq for one in house.said()), default=0)
    told = {"seq": seq, "at": house.latest().astimezone(UTC).isoformat(), "digest": digest}
    with house.private.transaction() as tables:
        tables.facts.set(LOOKED, json.dumps(told, sort_keys=True).encode())


def has_changed(house: Household, agreement: Agreement) -> bool:
    """Whether something changed since this person last looked; never in Together.

    Asked once in a sitting: what the person says themself in it is no news to them.
    """
    if house.sitting is None or house.sitting.member is None:
        return False
    told = house.told
    if told.changed is None:
        before = looked_before(house)
        told.changed = before is not None and before.digest != told.names.digest(agreement.counting)
    return told.changed


def news(house: Household) -> News:
    """What there is to tell at an opening; nothing where the shared space cannot be reached."""
    if not house.has_shared:
        return News()
    with suppress(UserError):
        agreement = house.agreement()
        return News(has_changed(house, agreement), near_end(agreement, house.today()))
    return News()


def since_looked(house: Household) -> Since | None:
    """What differs between what counted when this person last looked and what counts now."""
    looked = looked_before(house)
    if looked is None:
        return None
    day, before = _then(house, looked)
    return Since(day, difference(before, house.agreement().counting))


def _then(house: Household, looked: Looked) -> tuple[date, Sequence[Line]]:
    """What counted then: a version, where nothing changed later on that day, or what had been said by then.

    A ledger that was made again has other places: then the version of that day is the nearest that is known.
    """
    view = house.view()
    day = day_of(looked.at, view)
    earlier = [one for one in house.versions() if one.day <= day]
    if earlier and house.told.names.digest(earlier[-1].lines) == looked.digest:
        return day, earlier[-1].lines
    kept = KeptLines(view.members)
    for one in house.said():
        if one.seq <= looked.seq:
            kept.hear(one)
    lines = kept.agreement((), replace(view, now=_there(looked.at, view), latest=looked.at)).counting
    if house.told.names.digest(lines) == looked.digest:
        return day, lines
    return (earlier[-1].day, earlier[-1].lines) if earlier else (day, ())


def _there(moment: datetime, view: View) -> datetime:
    """A moment in the zone of whoever looks; at the end of the calendar it stays where it is."""
    try:
        return moment.astimezone(view.now.tzinfo)
    except OverflowError:
        return moment
