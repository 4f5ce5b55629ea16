"""The spaces of a restore: the set's, made to hold what the present ones say more (docs/vault-format.md)."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from trustapp.domain.errors import UserError
from trustapp.domain.statements import Round
from trustapp.services import bringing_together, showing
from trustapp.services.files_under import SHARED_FILE, private_file
from trustapp.services.household import LATEST_TIME
from trustapp.services.vaults import INVITATION, SITTINGS
from trustapp.storage import files, limits
from trustapp.storage.slips import BEGUN, NOTE, Slip
from trustapp.storage.space import PrivateSpace, PrivateTables, SharedSpace
from trustapp.vault import headerstore, parting
from trustapp.vault.headers import Header
from trustapp.vault.secret import Secret
from trustapp.vault.session import OwnKeys

S = TypeVar("S", PrivateSpace, SharedSpace)

PRESENT = "present"
"""Among the gathered files: copies of what lies in the vault now, to be read and thrown away."""


def _is_private(kind: type[object]) -> bool:
    return kind is PrivateSpace


@dataclass
class Room:
    """Where a restore is put together: the vault, the gathered files, and the keys that open both."""

    vault: Path
    folder: Path
    keys: OwnKeys
    now: datetime
    aside: set[str] = field(default_factory=set)
    """Files of the vault that could not be read, and are kept under another name."""
    _opened: list[PrivateSpace | SharedSpace] = field(default_factory=list)

    def _keys_of(self, kind: type[S]) -> Sequence[Secret]:
        """Every key that may fit, the one in use first."""
        own: OwnKeys = self.keys
        if _is_private(kind):
            return (own.database_key, *own.older_database)
        return (own.shared_key, *own.older_shared) if own.shared_key is not None else ()

    def open(self, kind: type[S], path: Path) -> S | None:
        """Open a space with whichever of the keys fits, and give it the key in use.

        None where it cannot be read. Codes: vault.newer, storage.full, engine.old.
        """
        keys = self._keys_of(kind)
        for secret in keys:
            try:
                space = kind.open(path, secret.view())
            except UserError as error:
                if error.code in ("vault.newer", "storage.full", "engine.old"):
                    raise
                continue
            self._opened.append(space)
            if secret is not keys[0]:
                space.change_key(keys[0].view())
            return space
        return None

    def open_present(self, kind: type[S], name: str) -> S | None:
        """Open a copy of what lies in the vault now: that itself stays as it is, to the byte."""
        (self.folder / PRESENT).mkdir(mode=0o700, exist_ok=True)
        source, copy = self.vault / name, self.folder / PRESENT / name
        try:
            files.check(source, None if _is_private(kind) else limits.LARGEST_FILE)
            for suffix in ("", files.JOURNAL):
                if files.beside(source, suffix).exists():
                    shutil.copyfile(files.beside(source, suffix), files.beside(copy, suffix))
        except UserError as error:
            if error.code != "storage.missing":
                self.aside.add(name)
            return None
        except OSError as error:
            files.explain(error)
        space = self.open(kind, copy)
        if space is None:
            self.aside.add(name)
        return space

    def close(self) -> None:
        """Close whatever is open."""
        while self._opened:
            with contextlib.suppress(UserError):
                self._opened.pop().close()


@dataclass
class _Present:
    """What the present private space says more than the set's."""

    witness: list[bytes] = field(default_factory=list)
    waiting: list[bytes] = field(default_factory=list)
    latest: datetime | None = None
    sittings: int = 0
    begun: tuple[date, ...] = ()


def bring(room: Room, header: Header) -> None:
    """Make the gathered spaces of this person hold what the present ones say. Codes: backup.*, storage.*."""
    own = room.open(PrivateSpace, room.folder / private_file(room.keys.member))
    if own is None:
        raise UserError("backup.keys_too_old")
    before = _read_present(room)
    _require_partner_known(own, room.keys, header)
    events: list[bytes] = []
    if room.keys.shared_key is not None:
        events = _bring_shared(room, own, before)
    with own.transaction() as tables:
        _settle(tables, before, events, room.now)
    own.seal_at_rest()
    own.close()


def _require_partner_known(own: PrivateSpace, keys: OwnKeys, header: Header) -> None:
    """Keys from before the partner joined open nothing shared, unless the invitation is still known.

    Those of somebody who left open nothing shared either, and need to.
    """
    if keys.shared_key is not None or len(header.members) < 2 or parting.has_left(keys):
        return
    with own.transaction() as tables:
        invitation = tables.facts.get(INVITATION)
    if headerstore.confirm_join(header, keys, invitation) is None:
        raise UserError("backup.keys_too_old")


def _read_present(room: Room) -> _Present:
    found = _Present()
    space = room.open_present(PrivateSpace, private_file(room.keys.member))
    if space is None:
        return found
    with contextlib.suppress(UserError), space.transaction() as tables:
        found.waiting = list(tables.outbox.all())
        found.latest = _time(tables.facts.get(LATEST_TIME))
        found.sittings = _number(tables.facts.get(SITTINGS))
        found.begun = tables.own_rituals.times().begun
        found.witness = list(tables.witness.events())
    return found


def _bring_shared(room: Room, own: PrivateSpace, before: _Present) -> list[bytes]:
    """The set's shared space with everything that tightens since; gives its events."""
    path = room.folder / SHARED_FILE
    with own.transaction() as tables:
        set_witness, set_waiting = list(tables.witness.events()), list(tables.outbox.all())
    there = room.open_present(SharedSpace, SHARED_FILE)
    present = _events(there)
    shared = room.open(SharedSpace, path) if path.exists() else None
    start = _events(shared)
    if shared is None or not bringing_together.holds(room.keys, start):
        shared, start = _fresh(room, path, shared), []
    chains = [present, before.witness, set_witness]
    base = bringing_together.longest(room.keys, start, chains)
    more = bringing_together.tightenings(room.keys, chains, [*before.waiting, *set_waiting], room.folder)
    events = bringing_together.continued(room.keys, base, more, room.now)
    with shared.transaction() as tables:
        for seq in range(len(start), len(events)):
            tables.events.append(seq + 1, events[seq])
    _bring_rounds(shared, there)
    _bring_slips(shared, there)
    shared.close()
    return events


def _fresh(room: Room, path: Path, unread: SharedSpace | None) -> SharedSpace:
    """A shared space without anything, where the set's cannot be relied on."""
    if unread is not None:
        unread.close()
    for suffix in ("", files.JOURNAL):
        files.beside(path, suffix).unlink(missing_ok=True)
    assert room.keys.shared_key is not None
    SharedSpace.create(path, room.keys.shared_key.view()).close()
    made = room.open(SharedSpace, path)
    assert made is not None
    return made


def _events(space: SharedSpace | None) -> list[bytes]:
    if space is None:
        return []
    with contextlib.suppress(UserError), space.transaction() as tables:
        return list(tables.events.all())
    return []


def _bring_rounds(shared: SharedSpace, there: SharedSpace | None) -> None:
    """No round begins again: those of the present file count, and without one none is left open."""
    with shared.transaction() as tables:
        rounds = tables.rounds.all()
    present: list[Round] | None = None
    if there is not None:
        with contextlib.suppress(UserError), there.transaction() as tables:
            present = tables.rounds.all()
    stay = {one.id for one in (present if present is not None else rounds) if one.opened or present}
    with shared.transaction() as tables:
        for one in rounds:
            if one.id not in stay:
                tables.rounds.delete(one.id)
        for one in present or ():
            tables.rounds.save(one)


def _bring_slips(shared: SharedSpace, there: SharedSpace | None) -> None:
    """No single time of then is moved or left out again, and no ceiling chosen: every yes is said anew.

    That an evening began stays known, and of the notes those count that both read now; without a present
    file those of the set.
    """
    now: list[Slip] | None = None
    if there is not None:
        with contextlib.suppress(UserError), there.transaction() as tables:
            now = [*tables.slips.passing(), *tables.slips.notes()]
    with shared.transaction() as tables:
        for row in (
            tables.slips.passing() if now is None else [*tables.slips.passing(), *tables.slips.notes()]
        ):
            if not row.id.startswith(BEGUN):
                tables.slips.delete(row.id)
        for row in now or ():
            if row.id.startswith((BEGUN, NOTE)):
                with contextlib.suppress(ValueError):
                    tables.slips.put(row.id, date.fromisoformat(row.day) if row.day else None, row.data)


def _settle(tables: PrivateTables, before: _Present, events: list[bytes], now: datetime) -> None:
    """What the restored space must not bring back, and what it must know of later."""
    for asked in tables.lifts.all():
        tables.lifts.delete(asked)
    tables.release.clear()
    tables.letters.none_out()
    showing.none_out(tables)
    tables.triggers.save_triggers(tuple(replace(one, shared=()) for one in tables.triggers.triggers()))
    if events:
        tables.witness.replace(events, now)
        for signed in bringing_together.ids_of(tables.outbox.all()):
            tables.outbox.remove(signed)
    rituals = tables.own_rituals
    kept = rituals.times()
    alone = kept.of({one.id for one in rituals.rituals()})
    rituals.save_times(replace(alone, begun=tuple(sorted({*kept.begun, *before.begun}))))
    times = [one for one in (before.latest, _time(tables.facts.get(LATEST_TIME)), now) if one is not None]
    tables.facts.set(LATEST_TIME, max(times).astimezone(UTC).isoformat().encode())
    sittings = max(before.sittings, _number(tables.facts.get(SITTINGS)))
    tables.facts.set(SITTINGS, str(sittings).encode())


def _time(value: bytes | None) -> datetime | None:
    return datetime.fromisoformat(value.decode()) if value is not None else None


def _number(value: bytes | None) -> int:
    return int(value.decode()) if value else 0
