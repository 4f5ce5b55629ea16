"""The open vault of one sitting: its keys, its spaces, and the ledger both people write to.

Every service works on one ``Household``. It lives on the vault thread: nothing here is safe to call
from two threads at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from trustapp.documents.catalogue import Catalogues
from trustapp.domain.agreement import Agreement, KeptLines, Version, View
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.partners import Member
from trustapp.domain.record import Record
from trustapp.domain.statements import DateConfirmed, LineWords, Said, Statement
from trustapp.services import backups, membership, unreached
from trustapp.services.files_under import SHARED_FILE, OwnFile, open_under
from trustapp.services.sittings import Sitting, SittingKind
from trustapp.services.stopping import Stopping
from trustapp.services.told import Told
from trustapp.services.unreached import Unreached
from trustapp.storage import files
from trustapp.storage.preferences import DeviceFile
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import ledger, parting
from trustapp.vault.ledger import Reading, Signed
from trustapp.vault.secret import Secret, overwrite_freed
from trustapp.vault.session import OwnKeys, SharedKeys, Vault

LATEST_TIME = "latest_time"


class Household:
    """One vault folder and whatever of it is open now."""

    def __init__(
        self,
        vault: Vault,
        device: DeviceFile,
        load_catalogues: Callable[[], Catalogues],
        clock: Callable[[], datetime],
    ) -> None:
        self.vault = vault
        self.device = device
        self._load_catalogues = load_catalogues
        self.clock = clock
        self._own: OwnFile | None = None
        self._together: SharedKeys | None = None
        self._shared: SharedSpace | None = None
        self._shared_under: Secret | None = None
        self._shut: Unreached | None = None
        self._sitting: Sitting | None = None
        self._away = False
        self._reading: Reading | None = None
        self.stopping = Stopping(self)
        self._seen: dict[int, datetime] | None = None
        self.told = Told()

    @cached_property
    def catalogues(self) -> Catalogues:
        """The reading matter and the items, loaded when they are first asked for."""
        return self._load_catalogues()

    # -- who sits here -----------------------------------------------------------------------------

    @property
    def sitting(self) -> Sitting | None:
        """The present sitting, None while locked."""
        return self._sitting

    @property
    def members(self) -> tuple[Member, ...]:
        """Everyone in the household who did not leave, first member first."""
        if self._sitting is None:
            raise UserError("sitting.locked")
        return self._sitting.members

    @property
    def everyone(self) -> tuple[Member, ...]:
        """The members, and those who left the shared space of one who stays; first member first."""
        return membership.everyone(self._sitting)

    @property
    def names(self) -> Mapping[MemberId, str]:
        """The name of everyone."""
        return {member.id: member.name for member in self.everyone}

    def me(self) -> Member:
        """The person whose own sitting this is. Codes: sitting.not_own."""
        if self._sitting is None or self._sitting.member is None:
            raise UserError("sitting.not_own")
        return self._sitting.member

    def keys(self) -> OwnKeys:
        """The person's keys. Codes: sitting.not_own."""
        if self._own is None:
            raise UserError("sitting.not_own")
        return self._own.keys

    def any_keys(self) -> OwnKeys | SharedKeys | None:
        """The keys of the present sitting, a person's own or those of both."""
        return self._together or (self._own.keys if self._own is not None else None)

    @property
    def private(self) -> PrivateSpace:
        """The person's private space. Codes: sitting.not_own."""
        if self._own is None:
            raise UserError("sitting.not_own")
        return self._own.space

    @property
    def shared(self) -> SharedSpace:
        """The shared space. Codes: vault.alone, sitting.locked."""
        if self._shut is not None:
            raise UserError(self._shut.why.code, **self._shut.why.values)
        if self._shared is None:
            raise UserError("sitting.locked" if self._sitting is None else "vault.alone")
        return self._shared

    @property
    def is_shut(self) -> bool:
        """Whether the shared space could not be reached in this own sitting; see ``shut_shared``."""
        return self._shut is not None

    @property
    def has_shared(self) -> bool:
        """Whether there is a shared space in this sitting."""
        return self._shared is not None

    @property
    def vault_id(self) -> str:
        """The id of the open vault."""
        return (self._together or self.keys()).vault_id

    def require_together(self) -> None:
        """Codes: sitting.not_together."""
        if self._together is None:
            raise UserError("sitting.not_together")

    # -- opening and closing -----------------------------------------------------------------------

    def open_own(self, keys: OwnKeys, *, create: bool = False) -> None:
        """Open this person's private space, or make it, and the shared one where there is one."""
        try:
            if create:
                self._own = OwnFile.create(self.vault, keys)
            else:
                self._own = OwnFile.open(self.vault, keys, self._set_first)
        except BaseException:
            keys.wipe()
            raise
        self._set_sitting(SittingKind.OWN, keys.member)

    def open_shared(self, *, create: bool = False) -> None:
        """Open the shared space with the shared key of the present sitting."""
        keys = self._together or self.keys()
        if keys.shared_key is None:
            raise UserError("vault.alone")
        path, key = self.vault.path(SHARED_FILE), keys.shared_key
        if create:
            self._shared = SharedSpace.create(path, key.view())
        else:
            self._shared, key = open_under(SharedSpace, path, (key, *keys.older_shared), self._set_first)
        self._shared_under = key
        self._reading = None

    def _set_first(self) -> None:
        """Before a file is brought to a newer version: a set of everything as the older program left it."""
        with self.at_rest():
            backups.make_set(self.vault, self.today())

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Close the databases while the sitting goes on: only closed files may be read as files.

        Where one cannot be opened again the sitting is over. Codes: storage.*.
        """
        had_shared = self._shared is not None
        self.close_shared()
        if self._own is not None:
            self._own.space.close()
        try:
            yield
        finally:
            try:
                if self._own is not None:
                    self._own = OwnFile.open(self.vault, self._own.keys)
                if had_shared:
                    self.open_shared()
            except UserError:
                self.abandon()
                raise

    @property
    def private_under(self) -> Secret:
        """The key under which the private file lies. Codes: sitting.not_own."""
        self.keys()
        assert self._own is not None
        return self._own.under

    @property
    def shared_under(self) -> Secret | None:
        """The key under which the open shared file lies; None where it is not open."""
        return self._shared_under if self._shared is not None else None

    def close_shared(self) -> None:
        """Close the shared file and keep its key: another file is about to take its place."""
        shared, self._shared, self._reading = self._shared, None, None
        if shared is not None:
            shared.close()

    def set_down(self) -> None:
        """Close both files and keep the keys, while the private file is copied; ``take_up`` comes next."""
        assert self._own is not None
        self._own.space.close()
        self.close_shared()

    def take_up(self, keys: OwnKeys) -> None:
        """Open the private file again; these keys are the person's from now on. Codes: as opening."""
        assert self._own is not None
        before = self._own.keys
        self.open_own(keys)
        if before is not keys:
            before.wipe()

    def abandon(self) -> None:
        """Forget every key where nothing may be written any more: the next opening finds out what holds."""
        try:
            if self._own is not None:
                self._own.abandon()
        finally:
            self._own = None
            self.close()

    def set_shared_aside(self) -> None:
        """Give the shared file a name that nothing reads, so that a new one can be made. Codes: storage.*."""
        self.close_shared()
        files.set_aside(self.vault.path(SHARED_FILE), self.today())

    def shut_shared(self, why: UserError) -> None:
        """Go on without the shared space: it cannot be reached now, and it is left as it is.

        What this person's witness holds is read in its place, with what tightens in the file where that can
        be read, so that limits are seen and openings rest. What tightens is kept in the outbox; everything
        else is refused with the reason.
        """
        self.close_shared()
        self._shut = unreached.look(self.vault, self.keys(), why, self.now())

    def refresh_members(self) -> None:
        """Read the members again after somebody joined or left."""
        if self._own is not None:
            self._set_sitting(SittingKind.OWN, self._own.keys.member)

    def begin_together(self) -> Sitting:
        """Wipe this person's keys; only the shared space stays open. Codes: vault.alone."""
        _ = self.shared
        membership.require_two(self.members)
        self._together = self.keys().shared()
        self._close_own()
        self._seen, self.told = None, Told()
        self._reading = None
        self._set_sitting(SittingKind.TOGETHER, None)
        # The process goes on: what was the person's own is not to lie about in its memory.
        overwrite_freed()
        assert self._sitting is not None
        return self._sitting

    def close(self) -> None:
        """Close every space and wipe every key. Safe to call twice."""
        try:
            if self._own is not None:
                self._close_own()
        finally:
            self.stopping.forget()
            if self._together is not None:
                self._together.wipe()
            self._together = self._sitting = self._shut = None
            self._seen, self.told = None, Told()
            self._away = False
            self.close_shared()

    def _close_own(self) -> None:
        assert self._own is not None
        own, self._own = self._own, None
        own.put_to_rest(self.vault)

    def _set_sitting(self, kind: SittingKind, member: MemberId | None) -> None:
        away = self._away or (self._own is not None and parting.has_left(self._own.keys))
        said = self.reading().said if self._shared is not None or self._shut is not None else ()
        self._sitting = membership.sitting_of(kind, member, self.vault.header(), said, away=away)

    def go_away(self) -> None:
        """The person left: close the shared space, and go on as for a person alone."""
        self.close_shared()
        self._seen, self.told, self._shut = None, Told(), None
        self.stopping.forget()
        self._away = True
        self.refresh_members()

    # -- time --------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The present clock, aware, UTC."""
        return self.clock()

    def today(self) -> date:
        """The present day where this computer is."""
        return self.now().astimezone().date()

    def latest(self) -> datetime:
        """The latest time that this sitting knows of: dates within words close by it."""
        times = [self.now()]
        if self._shared is not None or self._shut is not None:
            last = self.reading().last_time
            if last is not None:
                times.append(last)
        if self._own is not None:
            with self._own.space.transaction() as tables:
                stored = tables.facts.get(LATEST_TIME)
            if stored is not None:
                times.append(datetime.fromisoformat(stored.decode()))
        return max(times)

    def remember_time(self) -> None:
        """Keep the latest time seen in this person's private space."""
        latest = self.latest().astimezone(UTC).isoformat().encode()
        with self.private.transaction() as tables:
            tables.facts.set(LATEST_TIME, latest)

    # -- the ledger --------------------------------------------------------------------------------

    def events(self) -> list[bytes]:
        """The bytes of every event in the shared space; those last seen where it cannot be reached."""
        if self._shut is not None:
            with self.private.transaction() as own:
                return list(own.witness.events())
        with self.shared.transaction() as tables:
            return list(tables.events.all())

    def reading(self) -> Reading:
        """The ledger as verified with the keys that this person pinned."""
        if self._reading is None:
            keys = self._together or self.keys()
            found = self.told.reading(self.events(), keys.vault_id, keys.pins)
            # What was said since then is not known: in doubt no opening counts.
            self._reading = found if self._shut is None else replace(found, verified=False)
        return self._reading

    def said(self) -> tuple[Said, ...]:
        """The statements of the ledger, each with the time when this person's own space first saw it.

        What tightens and waits for the ledger, or lies in a file that can only be read, follows them: it
        counts from when it was said.
        """
        said = self.told.said(self.reading(), self._seen_times())
        waiting = self.stopping.waiting
        if self._own is not None:
            with self._own.space.transaction() as tables:
                waiting = (*waiting, *map(ledger.from_outbox, tables.outbox.all()))
        if not waiting and self._shut is None:
            return said
        return (*said, *unreached.behind(self.reading(), self._shut, waiting, self.now()))

    def events_to_learn_from(self) -> list[bytes]:
        """Every event that may introduce a key which what tightens is signed with."""
        return [*self.events(), *(self._shut.events if self._shut is not None else ())]

    def _seen_times(self) -> Mapping[int, datetime]:
        """When this person's own space first saw each event; nothing in Together."""
        if self._seen is None:
            self._seen = {}
            if self._own is not None:
                with self._own.space.transaction() as tables:
                    self._seen = tables.witness.seen_times()
        return self._seen

    def record(self) -> Record:
        """Everything that counts of what was said."""
        return self._kept().record

    def _kept(self) -> KeptLines:
        return self.told.kept(self.said(), tuple(member.id for member in self.everyone))

    def versions(self) -> tuple[Version, ...]:
        """Every version of the agreement, oldest first."""
        return self.told.versions(self.said(), self.view())

    def view(self) -> View:
        """The present view, for computing the agreement."""
        now, verified = self.now().astimezone(), self.reading().verified
        return View(tuple(self.names), now, self.latest(), verified, membership.gone(self._sitting))

    def agreement(self) -> Agreement:
        """The agreement as it stands now, with what was said through the stop files meanwhile."""
        self.stopping.take_in()
        return self._kept().agreement(self.drafts(), self.view())

    def drafts(self) -> tuple[LineWords, ...]:
        """The drafts that a statement can name; none where the shared space cannot be reached."""
        if self._shut is not None:
            return ()
        with self.shared.transaction() as tables:
            return tuple(filter(ledger.can_be_said, tables.drafts.all()))

    def new_id(self) -> StatementId:
        """A random id for a statement."""
        return StatementId(secrets.token_hex(16))

    def say(self, statement: Statement) -> None:
        """Put one statement into the ledger: signed in an own sitting, unsigned in Together.

        What tightens goes to stop file and outbox first, so that a shared file which cannot be written
        delays it and never loses it. Codes: statement.not_kept; for what loosens storage.*,
        sitting.not_own.
        """
        if statement.tightens:
            own = self._own
            signed = ledger.sign(own.keys, statement, "", self.now()) if own else ledger.unsigned(statement)
            self.stopping.say(signed)
            return
        if self._own is None:
            raise UserError("sitting.not_own")
        reading = self.reading()
        stamp = self.stamp()
        if isinstance(statement, DateConfirmed):
            # It clears a doubt about the latest time seen, so it must not be read as earlier than that.
            stamp = max(stamp, self.latest().astimezone(UTC))
        self.append([ledger.sign(self._own.keys, statement, reading.head, stamp)])

    def into_outbox(self, signed: Signed) -> bool:
        """Keep a statement in the private space, where it is open, until the ledger holds it."""
        if self._own is None:
            return False
        try:
            with self.private.transaction() as tables:
                tables.outbox.add(signed.statement.id, ledger.to_outbox(signed))
        except UserError:
            return False
        return True

    def out_of_outbox(self, statement: StatementId) -> None:
        """The ledger was read back with it. Codes: storage.*."""
        with self.private.transaction() as tables:
            tables.outbox.remove(statement)

    def append(self, signed: list[Signed]) -> None:
        """Write events to the shared space, read them back, and let the witness see them."""
        fresh = self.events_for(signed)
        with self.shared.transaction() as tables:
            for number, event in fresh:
                tables.events.append(number, event)
        self._reading = None
        if self._own is not None:
            self.witness()

    def events_for(self, signed: list[Signed]) -> list[tuple[int, bytes]]:
        """The events that these statements would make, for a caller with its own transaction."""
        reading = self.reading()
        keys = self._together or self.keys()
        head, seq, fresh = reading.head, reading.seq, []
        for one in signed:
            seq += 1
            event = ledger.event_bytes(keys.vault_id, seq, head, one.time or self.stamp(), one)
            head = ledger.head_of(event)
            fresh.append((seq, event))
        return fresh

    def forget_reading(self) -> None:
        """Ledger or witness were written by a caller: read them anew when next asked."""
        self._reading = self._seen = None

    def witness(self) -> None:
        """Copy what the private space has not seen yet into it, with the time."""
        events = self.events()
        with self.private.transaction() as tables:
            known = tables.witness.head()
            fresh = events[known[0] if known else 0 :]
            if fresh:
                tables.witness.append(fresh, self.now())
                self._seen = None

    def stamp(self) -> datetime:
        """The time of a new event: whole minutes, never earlier than the event before it."""
        reading = self.reading()
        now = self.now().astimezone(UTC).replace(second=0, microsecond=0)
        return max(now, reading.last_time) if reading.last_time else now

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self.vault.folder
