"""What one person's own opening finds in the shared space, compared with what they last saw.

The rules are in docs/ledger.md, "Witness" and "Outbox".
"""

from __future__ import annotations

from trustapp.domain.errors import UserError
from trustapp.domain.statements import Limit, Need
from trustapp.services.household import SHARED_FILE, Household
from trustapp.vault import ledger, sheets, stopfile
from trustapp.vault.ledger import Signed


def open_shared(house: Household) -> list[str]:
    """Open the shared space, mend what was put back, and give the notices for its reader alone."""
    notices: list[str] = []
    if house.vault.path(SHARED_FILE).exists():
        house.open_shared()
        if _mend_fork(house):
            notices.append("ledger_changed")
    else:
        house.open_shared(create=True)
        _rebuild(house)
        notices.append("ledger_rebuilt")
    house.witness()
    if _state_again(house):
        notices.append("stated_again")
    house.marks_into_ledger()
    house.witness()
    if _unsigned_of_mine(house):
        notices.append("unsigned_statements")
    if house.agreement().clock_in_doubt:
        notices.append("clock_behind")
    if not _release_is_there(house):
        notices.append("release_gone")
    return notices


def _mend_fork(house: Household) -> bool:
    """Where the stored head is not in the ledger: append again every tightening that is missing."""
    with house.private.transaction() as tables:
        seen = list(tables.witness.events())
    present = house.events()
    same = ledger.common_prefix(seen, present)
    if same == len(seen):
        return False
    keys = house.keys()
    known = {one.statement.id for one in house.reading().said}
    missing = [
        signed
        for signed in ledger.tightenings(seen, keys.vault_id, keys.pins)
        if signed.statement.id not in known
    ]
    with house.private.transaction() as tables:
        tables.witness.replace(present, house.now())
    if missing:
        house.append(missing)
    return True


def _rebuild(house: Household) -> None:
    """The shared file is gone: put back what this person's witness holds, event for event."""
    with house.private.transaction() as tables:
        seen = list(tables.witness.events())
    with house.shared.transaction() as shared:
        for seq, event in enumerate(seen, start=1):
            shared.events.append(seq, event)
    house.forget_reading()


def _state_again(house: Household) -> bool:
    """What stayed in the outbox, and every tightening of this person's that somebody removed."""
    with house.private.transaction() as tables:
        waiting = [ledger.from_outbox(data) for data in tables.outbox.all()]
    known = {one.statement.id for one in house.reading().said}
    missing = [signed for signed in waiting if signed.statement.id not in known]
    if missing:
        house.append(missing)
    with house.private.transaction() as tables:
        for signed in waiting:
            tables.outbox.remove(signed.statement.id)
    return bool(missing)


def _unsigned_of_mine(house: Household) -> tuple[Limit | Need, ...]:
    me = house.me().id
    return tuple(
        one.statement
        for one in house.said()
        if not one.signed and one.statement.by == me and isinstance(one.statement, Limit | Need)
    )


def _release_is_there(house: Household) -> bool:
    """Whether a sheet that this person released, and that was not opened, still lies there."""
    with house.private.transaction() as tables:
        record = tables.release.get()
    if record is None:
        return True
    with house.shared.transaction() as shared:
        rounds = {one.id: one for one in shared.rounds.all()}
    begun = rounds.get(record.round)
    if begun is None or begun.opened is not None:
        with house.private.transaction() as tables:
            tables.release.clear()
        return begun is not None
    if sheets.refresh_sheet(house.vault, house.keys(), record.kek):
        return True
    with house.private.transaction() as tables:
        tables.release.clear()
    return False


def refresh_sheet(house: Household) -> None:
    """At each lock: write the sheet file anew, so that a released sheet and an empty one look alike."""
    if not house.has_shared:
        return
    with house.private.transaction() as tables:
        record = tables.release.get()
    try:
        sheets.refresh_sheet(house.vault, house.keys(), record.kek if record else None)
    except UserError:
        # Nothing is lost: the sheet stays as it was, and the next lock writes it again.
        return


def prepare_files(house: Household) -> None:
    """The files that always lie there at the same size, for the person whose sitting it is."""
    stopfile.prepare(house.vault, house.me().id)
    sheets.refresh_sheet(house.vault, house.keys(), None)


__all__ = ["Signed", "open_shared", "prepare_files", "refresh_sheet"]
