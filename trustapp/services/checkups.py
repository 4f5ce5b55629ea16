"""Checking a vault: as far as is possible without a passphrase, and with one as far as its keys reach."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services import slip_rows
from trustapp.services.files_under import SHARED_FILE, open_under, private_file
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault import ledger, sheets, signing, stopfile
from trustapp.vault.headers import Header
from trustapp.vault.secret import Secret
from trustapp.vault.session import OwnKeys, Vault

FIXED_SIZES = {"keys": 4096, "sheet": sheets.SIZE, "stop": stopfile.SIZE}
"""Files that always have one size, whatever they hold, in bytes."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``code`` is "" where it is well."""

    what: str
    code: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.code


@dataclass(frozen=True)
class Report:
    """Everything that was looked at; ``reached`` says how far the check could go."""

    findings: tuple[Finding, ...]
    reached: str
    """"files" without a passphrase, "spaces" with one."""
    head_words: tuple[str, ...] = ()
    """Five words of the shared record as it lies there now; none where it was not read."""

    @property
    def well(self) -> bool:
        """Whether everything that was looked at is well."""
        return all(one.well for one in self.findings)


class CheckupService:
    """Looks and never mends: a check changes nothing but the count of failed tries."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._head_words: tuple[str, ...] = ()

    def members(self) -> tuple[tuple[MemberId, str], ...]:
        """Who could give a passphrase. Codes: vault.not_a_vault, vault.damaged, vault.newer."""
        return tuple((member.id, member.name) for member in self._header().members)

    def files(self) -> Report:
        """What can be seen without a passphrase."""
        return Report(tuple(self._look_at_files(self._header())), "files")

    def spaces(self, member: MemberId, passphrase: str) -> Report:
        """What one person's keys can verify. Codes: passphrase.wrong, keys.damaged and those of files."""
        header = self._header()
        self._head_words = ()
        keys = self._vault.unlock(member, passphrase)
        try:
            findings = (*self._look_at_files(header), *self._look_inside(keys))
        finally:
            keys.wipe()
        return Report(findings, "spaces", self._head_words)

    def _header(self) -> Header:
        header = self._vault.header()
        if header is None:
            raise UserError("vault.not_a_vault")
        return header

    # -- without a passphrase ----------------------------------------------------------------------

    def _look_at_files(self, header: Header) -> Iterator[Finding]:
        yield Finding("VAULT")
        names = [private_file(member.id) for member in header.members]
        names += [f"{member.id}.{kind}" for member in header.members for kind in FIXED_SIZES]
        if len(header.members) > 1:
            names.append(SHARED_FILE)
        for name in names:
            yield Finding(name, _file_problem(self._vault.path(name)))

    # -- with one ----------------------------------------------------------------------------------

    def _look_inside(self, keys: OwnKeys) -> Iterator[Finding]:
        yield Finding("keys")
        private = self._vault.path(private_file(keys.member))
        yield Finding("private space", _space_problem(private, keys.database_key, *keys.older_database))
        if keys.shared_key is None:
            return
        shared = self._vault.path(SHARED_FILE)
        problem = _space_problem(shared, keys.shared_key, *keys.older_shared)
        yield Finding("shared space", problem)
        if not problem:
            try:
                yield from self._look_at_ledger(keys, private, shared)
            except UserError as error:
                yield Finding("ledger", error.code)

    def _look_at_ledger(self, keys: OwnKeys, private: Path, shared: Path) -> Iterator[Finding]:
        assert keys.shared_key is not None
        held = (keys.shared_key, *keys.older_shared)
        space, _key = open_under(SharedSpace, shared, held, _leave_as_it_is)
        try:
            with space.transaction() as tables:
                events = list(tables.events.all())
            slips = _slips_problem(space)
        finally:
            space.close()
        reading = ledger.read(events, keys.vault_id, keys.pins)
        self._head_words = signing.head_words(reading.head)
        yield Finding("ledger", "" if reading.verified else "ledger.not_verified")
        mine = (keys.database_key, *keys.older_database)
        own, _key = open_under(PrivateSpace, private, mine, _leave_as_it_is)
        try:
            with own.transaction() as tables:
                seen = list(tables.witness.events())
        finally:
            own.close()
        yield Finding("single times and notes", slips)
        same = ledger.common_prefix(seen, events) == len(seen)
        yield Finding("witness", "" if same else "ledger.put_back")


def _slips_problem(space: SharedSpace) -> str:
    """What is wrong with the rows of single times, ceilings and notes: each has to say something whole.

    A row that does not counts for nothing on any page: another program wrote it.
    """
    try:
        with space.transaction() as tables:
            rows = [*tables.slips.passing(), *tables.slips.notes()]
    except UserError as error:
        return error.code
    whole = all(slip_rows.is_whole(row) for row in rows)
    return "" if whole else "slip.unread"


def _leave_as_it_is() -> None:
    """A check brings no file to a newer version."""
    raise UserError("vault.older")


def _file_problem(path: Path) -> str:
    """What is wrong with a file as it lies there; "" where nothing is."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return "file.missing"
    if not stat.S_ISREG(found.st_mode):
        return "storage.refused"
    wanted = FIXED_SIZES.get(path.suffix.lstrip("."))
    if wanted is not None and found.st_size != wanted:
        return "file.wrong_size"
    if path.suffix == ".db" and (found.st_size == 0 or found.st_size % 4096):
        return "file.wrong_size"
    return ""


def _space_problem(path: Path, *keys: Secret) -> str:
    """What both checks find; while a re-keying is not finished the file may lie under an older key."""
    try:
        return "" if any(not integrity(path, key.view()) for key in keys) else "storage.damaged"
    except UserError as error:
        return error.code
