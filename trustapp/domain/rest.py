"""Suspending, and going on: when openings rest and when they return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trustapp.domain.clock import Clock
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.lines import SLEEP_ON_IT, later
from trustapp.domain.record import Heard, Record
from trustapp.domain.statements import GoOn, Suspend


@dataclass(frozen=True)
class Rest:
    """The suspensions in force, and when openings return after the ones that both went on from.

    ``since`` is the suspension for which openings rest now; ``returned`` is when they last returned.
    """

    suspended: tuple[StatementId, ...]
    returns: datetime | None
    since: Heard | None
    returned: datetime | None

    @property
    def resting(self) -> bool:
        """Whether openings rest because of a suspension."""
        return bool(self.suspended) or self.returns is not None


def read_rest(record: Record, members: Sequence[MemberId], clock: Clock, now: datetime) -> Rest:
    """What every suspension and every go on amount to now."""
    in_force: list[tuple[Heard, StatementId]] = []
    pending: list[tuple[datetime, Heard]] = []
    returned: list[datetime] = []
    go_ons = _go_ons(record)
    for heard, suspension in record.of(Suspend):
        moment = _gone_on(go_ons.get(suspension.id, ()), heard, members, clock)
        if moment is None:
            in_force.append((heard, suspension.id))
        elif now < (returns := later(moment, SLEEP_ON_IT)):
            pending.append((returns, heard))
        else:
            returned.append(returns)
    resting = [heard for heard, _id in in_force] or [heard for _moment, heard in pending]
    return Rest(
        suspended=tuple(dict.fromkeys(suspension for _heard, suspension in in_force)),
        returns=max((moment for moment, _heard in pending), default=None) if not in_force else None,
        since=resting[0] if resting else None,
        returned=max(returned, default=None),
    )


def said_go_on(record: Record, by: MemberId) -> frozenset[StatementId]:
    """The suspensions that this person's standing go on names."""
    return frozenset(
        suspension
        for suspension, said in _go_ons(record).items()
        if any(go_on.statement.by == by for go_on in said)
    )


def _go_ons(record: Record) -> dict[StatementId, list[Heard]]:
    """Every go on that stands, by each suspension that it names."""
    found: dict[StatementId, list[Heard]] = defaultdict(list)
    for heard, go_on in record.of(GoOn):
        if heard.seq > record.restored:
            for suspension in go_on.suspensions:
                found[suspension].append(heard)
    return found


def _gone_on(
    go_ons: Sequence[Heard], suspension: Heard, members: Sequence[MemberId], clock: Clock
) -> datetime | None:
    """When the last of the members went on from this suspension; None while somebody has not."""
    firsts: dict[MemberId, datetime] = {}
    for go_on in go_ons:
        if go_on.seq > suspension.seq:
            firsts.setdefault(go_on.statement.by, clock.moment_of(go_on))
    if not members or not set(members) <= firsts.keys():
        return None
    return max(firsts[member] for member in members)
