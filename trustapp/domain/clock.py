"""Which day it is, and whether the clock can be trusted (docs/agreement.md, "The clock")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trustapp.domain.ids import MemberId
from trustapp.domain.lines import CLOCK_TOLERANCE, View, day_of, later
from trustapp.domain.record import Heard, Record
from trustapp.domain.statements import DateConfirmed


@dataclass(frozen=True)
class Clock:
    """What the clock and everything seen before say of the time.

    ``confirmed_from`` is the place in the ledger from which both have confirmed a date that lies before
    the latest time seen; what was said before it is still judged by that latest time.
    """

    in_doubt: bool
    latest_day: date
    confirmed_from: int | None = None
    confirmed_day: date | None = None
    sure_from: datetime | None = None

    def day_for(self, seqs: Sequence[int]) -> date:
        """The day by which end dates are judged for words that were agreed at these places."""
        if self.confirmed_day is not None and self._after_confirmation(min(seqs, default=0)):
            return self.confirmed_day
        return self.latest_day

    def moment_of(self, heard: Heard) -> datetime:
        """When a statement was said, as far as the viewer can know it."""
        if heard.seen is None:
            return heard.at
        return heard.seen if self._after_confirmation(heard.seq) else max(heard.at, heard.seen)

    def _after_confirmation(self, seq: int) -> bool:
        return self.confirmed_from is not None and seq > self.confirmed_from


def read_clock(record: Record, members: Sequence[MemberId], view: View) -> Clock:
    """The clock as the latest time seen and both persons' confirmations leave it."""
    latest = max(view.latest, record.latest or view.latest)
    latest_day = max(day_of(latest, view), day_of(view.now, view))
    if later(view.now, CLOCK_TOLERANCE) >= latest:
        return Clock(False, latest_day, sure_from=latest)
    confirmed: dict[MemberId, tuple[Heard, DateConfirmed]] = {}
    for heard, said in record.of(DateConfirmed):
        if later(heard.at, CLOCK_TOLERANCE) >= latest:
            confirmed[said.by] = heard, said
    if not members or not set(members) <= confirmed.keys():
        return Clock(True, latest_day, sure_from=latest)
    return _confirmed(record, [confirmed[member] for member in members], latest_day, view)


def _confirmed(
    record: Record, confirmations: Sequence[tuple[Heard, DateConfirmed]], latest_day: date, view: View
) -> Clock:
    """Both named the date: from there on it is the ground, and what was seen since moves it forward."""
    place = max(heard.seq for heard, _said in confirmations)
    named = max(said.day for _heard, said in confirmations)
    seen = max((heard.seen for heard in record.heard if heard.seen and heard.seq > place), default=None)
    today = day_of(view.now, view)
    tomorrow = day_of(later(view.now, timedelta(days=1)), view)
    behind = tomorrow < named or (seen is not None and later(view.now, CLOCK_TOLERANCE) < seen)
    ground = max([named, today, *([day_of(seen, view)] if seen else [])])
    return Clock(behind, latest_day, place, ground, seen)
