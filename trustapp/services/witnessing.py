"""What one person's own opening finds in the shared space, compared with what they last saw.

The rules are in docs/ledger.md, "Witness" and "Outbox".
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.statements import Limit, Need, Restored, Suspend
from trustapp.services import beginning_anew, renewing
from trustapp.services.files_under import SHARED_FILE
from trustapp.services.household import Household
from trustapp.services.told import work_of_versions
from trustapp.vault import ledger, sheets, stopfile
from trustapp.vault.ledger import Signed

LOST = frozenset({"storage.damaged", "storage.refused"})
"""What the file in the place of the shared space is when it holds nothing that can be read safely."""

WORK_AT_OPENING: Final = 1_000_000
"""Work up to which an opening makes the versions, half a second: years of use have less.

Beyond it somebody wrote days or words into the file, and nobody is kept from their own space for it.
"""

SHUT = {
    "storage.busy": "shared_busy",
    "storage.full": "shared_full",
    "storage.read_only": "shared_read_only",
    "vault.newer": "shared_newer",
    "vault.keys_changed": "shared_keys",
    "vault.awaits_partner": "shared_awaits",
}
"""Why the shared space cannot be reached, and the notice that says so; anything else is "shared_shut"."""


def open_shared(house: Household) -> list[str]:
    """Open the shared space, mend what was put back, and give the notices for its reader alone.

    Nobody is kept from their own space by it: where it cannot be reached the sitting goes on without.
    """
    try:
        return _reach(house)
    except UserError as error:
        house.shut_shared(error)
        house.stopping.take_in()
        return [SHUT.get(error.code, "shared_shut")]


def _reach(house: Household) -> list[str]:
    beginning_anew.require_accepted(house)
    known = _last_seen(house)
    notices = renewing.meet_new_keys(house)
    notices += _open_or_rebuild(house)
    beginning_anew.introduce(house)
    house.witness()
    if _state_again(house):
        notices.append("stated_again")
    if house.stopping.take_in(opening=True):
        notices.append("taken_in")
    if _was_restored(house, known):
        notices.append("restored")
    house.witness()
    if _unsigned_of_mine(house):
        notices.append("unsigned_statements")
    if house.agreement().clock_in_doubt:
        notices.append("clock_behind")
    if not _release_is_there(house):
        notices.append("release_gone")
    if work_of_versions(house.said()) <= WORK_AT_OPENING:
        # With years behind it this takes a moment: here, where a person waits for their keys anyway.
        house.versions()
    return notices


def _last_seen(house: Household) -> int:
    """The number of the event that this person's witness saw last."""
    with house.private.transaction() as tables:
        head = tables.witness.head()
    return head[0] if head is not None else 0


def _was_restored(house: Household, known: int) -> bool:
    """Whether somebody else brought files back since; a lift that waited then is asked for anew."""
    fresh = [one for one in house.reading().said if one.seq > known and isinstance(one.statement, Restored)]
    if not fresh or not known:
        return False
    with house.private.transaction() as tables:
        for asked in tables.lifts.all():
            tables.lifts.delete(asked)
    # Without a signature it may be anybody's, whatever name it bears.
    return any(not one.signed or one.statement.by != house.me().id for one in fresh)


def _open_or_rebuild(house: Household) -> list[str]:
    if not os.path.lexists(house.vault.path(SHARED_FILE)):
        _rebuild(house, ())
        return ["ledger_rebuilt"]
    try:
        house.open_shared()
        present = house.events()
        verified = house.reading().verified
    except UserError as error:
        if error.code not in LOST:
            raise
        present, verified = [], False
    if verified or not _witness_holds(house, present):
        return ["ledger_changed"] if _mend_fork(house) else []
    house.set_shared_aside()
    _rebuild(house, present)
    return ["shared_set_aside"]


def _witness_holds(house: Household, present: Sequence[bytes]) -> bool:
    """Whether this person's witness is sound where the ledger is not, so that it can take its place.

    A file that could not be read at all is replaced whatever the witness says: nothing else is left.
    """
    if not present:
        return True
    keys = house.keys()
    with house.private.transaction() as tables:
        seen = list(tables.witness.events())
    return bool(seen) and ledger.read(seen, keys.vault_id, keys.pins).verified


def _mend_fork(house: Household) -> bool:
    """Where the stored head is not in the ledger: append again every tightening that is missing."""
    with house.private.transaction() as tables:
        seen = list(tables.witness.events())
    present = house.events()
    same = ledger.common_prefix(seen, present)
    if same == len(seen):
        return False
    keys = house.keys()
    missing = ledger.missing(house.reading(), ledger.tightenings(seen, keys.vault_id, keys.pins))
    with house.private.transaction() as tables:
        tables.witness.replace(present, house.now())
    house.forget_reading()
    if missing:
        house.append(list(missing))
    return True


def _rebuild(house: Household, present: Sequence[bytes]) -> None:
    """Make the shared file anew from this person's witness, event for event.

    What tightened in the ``present`` file and can be verified is said again. What the other ended since
    this witness last looked is not known here, so that openings rest until both have said go on.
    """
    keys = house.keys()
    with house.private.transaction() as tables:
        seen = list(tables.witness.events())
    house.open_shared(create=True)
    with house.shared.transaction() as shared:
        for seq, event in enumerate(seen, start=1):
            shared.events.append(seq, event)
    house.forget_reading()
    missing = ledger.missing(house.reading(), ledger.tightenings(present, keys.vault_id, keys.pins))
    rest = ledger.unsigned(Suspend(house.new_id(), MemberId("")))
    house.append([*missing, rest])


def _state_again(house: Household) -> bool:
    """What stayed in the outbox, and every tightening of this person's that somebody removed."""
    with house.private.transaction() as tables:
        waiting = [ledger.from_outbox(data) for data in tables.outbox.all()]
    missing = ledger.missing(house.reading(), waiting)
    if missing:
        house.append(list(missing))
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
    """The person's own stop file lies there whole, as far as the disk allows it."""
    with contextlib.suppress(UserError, OSError):
        stopfile.prepare(house.vault, house.me().id)


__all__ = ["Signed", "open_shared", "prepare_files", "refresh_sheet"]
