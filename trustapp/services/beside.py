"""A second start, where the program of the other is open: what tightens can be said all the same.

It holds a person's keys and no lock on the vault, and never touches the shared space. What is said goes
into the stop files, which the open program reads every few seconds, and into the outbox of the person's
own space (docs/decisions/009-a-second-start.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import NamedTuple

from trustapp.documents.catalogue import Catalogues
from trustapp.domain.agreement import lines_ended_by
from trustapp.domain.answers import Category
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.partners import Member
from trustapp.domain.record import read
from trustapp.domain.statements import End, EndScope, Limit, LineWords, Need, Said, Statement, StillYes
from trustapp.services.files_under import OwnFile
from trustapp.services.glance import look_at
from trustapp.services.looks import VaultLook
from trustapp.services.speaking import NewLimit, checked_words
from trustapp.storage.space import PrivateSpace
from trustapp.vault import ledger, stopfile, stopseal
from trustapp.vault.ledger import Signed
from trustapp.vault.session import OwnKeys, Vault


class Beside(NamedTuple):
    """What a person can say something about in a second start."""

    member: Member
    categories: tuple[Category, ...]
    lines: tuple[LineWords, ...]
    """The lines that this person said yes to and may end, by what their own space last saw."""
    knows_lines: bool
    """False where their own space could not be read: then no line can be named."""


class BesideService:
    """Says what tightens, while another program owns the vault. It is called from one thread only."""

    def __init__(
        self, vault: Vault, load_catalogues: Callable[[], Catalogues], clock: Callable[[], datetime]
    ) -> None:
        self._vault = vault
        self._load_catalogues = load_catalogues
        self._clock = clock
        self._keys: OwnKeys | None = None

    def look(self) -> Outcome[VaultLook]:
        """Who belongs here. Codes: vault.damaged, vault.newer, vault.not_a_vault, storage.refused."""
        return Outcome(look_at(self._vault.folder))

    def suspend(self) -> Outcome[None]:
        """Without a passphrase: a mark in every stop file. Codes: stop.not_written."""
        stopfile.mark_suspended(self._vault)
        return Outcome(None)

    def unlock(self, member: MemberId, passphrase: str) -> Outcome[Beside]:
        """Take this person's keys. Codes: passphrase.wrong, keys.damaged, memory.short, vault.alone."""
        self.lock()
        keys = self._vault.unlock(member, passphrase)
        if keys.shared_key is None:
            keys.wipe()
            raise UserError("vault.alone")
        self._keys = keys
        return Outcome(self._beside())

    def lock(self) -> Outcome[None]:
        """Forget the keys. Safe to call twice."""
        if self._keys is not None:
            self._keys.wipe()
            self._keys = None
        return Outcome(None)

    def state_limit(self, limit: NewLimit) -> Outcome[Beside]:
        """At once, signed. Codes: words.empty, words.too_long, statement.not_kept, sitting.locked."""
        title, text = checked_words(limit.title, limit.text)
        me = self._open_keys().member
        return self._say(
            Limit(
                _new_id(), me, limit.category, title, text, limit.kind,
                limit.item, limit.closes, limit.sensitivity, limit.paper,
            )
        )  # fmt: skip

    def state_need(self, need: NewLimit, line: LineId | None) -> Outcome[Beside]:
        """At once, signed, on a line if one is named. Codes: as state_limit."""
        title, text = checked_words(need.title, need.text)
        me = self._open_keys().member
        return self._say(
            Need(
                _new_id(), me, need.category, title, text, need.kind,
                need.item, line, need.sensitivity, need.paper,
            )
        )  # fmt: skip

    def end_line(self, line: LineId) -> Outcome[Beside]:
        """At once. Codes: statement.not_kept, sitting.locked."""
        return self._say(End(_new_id(), self._open_keys().member, EndScope.LINE, (line,)))

    def end_agreement(self) -> Outcome[Beside]:
        """Every opening that this person said yes to, and every offer of theirs.

        Codes: line.unknown where their own space cannot be read, so that no line can be named;
        statement.not_kept, sitting.locked.
        """
        me = self._open_keys().member
        said = self._said()
        if said is None:
            raise UserError("line.unknown")
        lines = lines_ended_by(read(said, (me,)), me, scope_agreement=True)
        return self._say(End(_new_id(), me, EndScope.AGREEMENT, lines))

    # -- saying ------------------------------------------------------------------------------------

    def _open_keys(self) -> OwnKeys:
        if self._keys is None:
            raise UserError("sitting.locked")
        return self._keys

    def _say(self, statement: Statement) -> Outcome[Beside]:
        """Stop file first, then outbox; one durable write is success."""
        keys = self._open_keys()
        signed = ledger.sign(keys, statement, "", self._clock())
        kept = stopseal.keep(self._vault.folder, stopseal.Seal(keys), signed)
        kept = self._into_outbox(signed) or kept
        if not kept:
            raise UserError("statement.not_kept")
        return Outcome(self._beside())

    def _into_outbox(self, signed: Signed) -> bool:
        """So that its owner's next opening states it again, should the stop files go."""
        keys = self._open_keys()
        try:
            with self._space() as space:
                if space is None:
                    return False
            # Not while the file is open here: reading it would drop the engine's lock.
            if self._vault.was_put_back(keys):
                return False
            self._vault.opening(keys)
            with self._space() as space:
                if space is None:
                    return False
                with space.transaction() as tables:
                    tables.outbox.add(signed.statement.id, ledger.to_outbox(signed))
                with suppress(UserError):
                    space.seal_at_rest()
        except UserError:
            return False
        with suppress(UserError):
            self._vault.closed(keys)
        return True

    # -- reading -----------------------------------------------------------------------------------

    @contextmanager
    def _space(self) -> Iterator[PrivateSpace | None]:
        """The person's own space, for a moment; None while another program has it open."""
        keys = self._open_keys()
        try:
            self._vault.drop_journal(keys)
            space = OwnFile.open(self._vault, keys).space
        except UserError:
            yield None
            return
        try:
            yield space
        finally:
            space.close()

    def _said(self) -> tuple[Said, ...] | None:
        """What this person's own space last saw, with what waits; None where it cannot be read."""
        keys = self._open_keys()
        try:
            with self._space() as space:
                if space is None:
                    return None
                with space.transaction() as tables:
                    events = list(tables.witness.events())
                    waiting = [ledger.from_outbox(data) for data in tables.outbox.all()]
        except UserError:
            return None
        reading = ledger.read(events, keys.vault_id, keys.pins)
        now = self._clock()
        missing = ledger.missing(reading, (*waiting, *self._in_stop_files(events)))
        more = (
            Said(seq, one.statement, one.signature is not None, now, now)
            for seq, one in enumerate(missing, start=reading.seq + 1)
        )
        return (*reading.said, *more)

    def _in_stop_files(self, events: Sequence[bytes]) -> Sequence[Signed]:
        keys = self._open_keys()
        entries = stopseal.entries(self._vault.folder, stopseal.Seal(keys))
        found = [one.signed for one in entries if one.signed is not None]
        return ledger.genuine(events, keys.vault_id, keys.pins, found)

    def _beside(self) -> Beside:
        keys = self._open_keys()
        header = self._vault.header()
        members = header.members if header is not None else ()
        me = next(one for one in members if one.id == keys.member)
        said = self._said()
        lines = _may_end(said, me.id) if said is not None else ()
        categories = tuple(self._load_catalogues().categories)
        return Beside(me, categories, lines, said is not None)


def _may_end(said: Sequence[Said], me: MemberId) -> tuple[LineWords, ...]:
    """The lines that this person said yes to and nothing named since to end them.

    Whether the other said yes too plays no part: their yes may be newer than what this space saw.
    """
    yes = {
        one.statement.words.id: one.statement.words
        for one in said
        if isinstance(one.statement, StillYes) and one.signed and one.statement.by == me
    }
    for one in said:
        if isinstance(one.statement, End):
            named = one.statement.lines
        else:
            named = one.statement.closes if isinstance(one.statement, Limit) else ()
        for line in named:
            yes.pop(line, None)
    return tuple(yes.values())


def _new_id() -> StatementId:
    return StatementId(secrets.token_hex(16))
