"""The door of the vault: begin, invite, join, unlock, recover, and what goes with an opening."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.vault import anew, crypto, files, headers, headerstore, keyfile, newcomer, recovery, seal, tries
from trustapp.vault.headers import Header
from trustapp.vault.kdf import STANDARD_POLICY, KdfPolicy
from trustapp.vault.keyfile import KeyFile
from trustapp.vault.keystore import KeyStore, Opened
from trustapp.vault.own import OwnKeys, SharedKeys
from trustapp.vault.passphrase import secret_of
from trustapp.vault.publickeys import PublicKeys
from trustapp.vault.seal import OpeningRecord, Seal

__all__ = ["Header", "OpeningRecord", "OwnKeys", "PublicKeys", "SharedKeys", "Vault", "utc_now"]

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


def utc_now() -> datetime:
    """The present time, aware, UTC."""
    return datetime.now(UTC)


class Vault:
    """One vault folder. It keeps no key between calls: keys are the caller's to hold and to wipe."""

    def __init__(
        self, folder: Path, policy: KdfPolicy = STANDARD_POLICY, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.folder = folder
        self.policy = policy
        self._clock = clock

    def path(self, name: str) -> Path:
        """Where a file of the vault lies: ``path("shared.db")``."""
        if not _NAME.match(name):
            raise ValueError("not a name of a file in the vault")
        return self.folder / name

    def header(self) -> Header | None:
        """Who belongs to the vault, without any key; None where no vault was begun.

        Codes: vault.damaged, vault.newer, vault.not_a_vault, storage.refused.
        """
        return headerstore.read(self.folder)

    # Setting up

    def begin(self, name: str, hue: Hue, passphrase: str) -> tuple[OwnKeys, tuple[str, ...]]:
        """Make the vault and the first person's keys; give them, and the recovery code in seven groups.

        Setting up is the person's first opening. Codes: vault.exists, name.empty, name.too_long,
        passphrase.weak, memory.short, storage.*.
        """
        if self.header() is not None:
            raise UserError("vault.exists")
        person = Member(FIRST, headers.clean_name(name), hue)
        newcomer.check_passphrase(passphrase, (person.name,))
        files.make_folder(self.folder)
        vault_id = crypto.random_bytes(16).hex()
        bundle = newcomer.new_bundle(FIRST, {}, ())
        own, groups = newcomer.make_person(
            self.folder, self.policy, vault_id, FIRST, passphrase, bundle, self._clock()
        )
        header = Header(vault_id, (person,), False, {FIRST: own.public}, mac_by=FIRST)
        headerstore.write(self.folder, header, own.umk())
        return own, groups

    def invite(self, own: OwnKeys) -> None:
        """Leave an invitation open; ``own.invitation`` is what the caller keeps in the private space.

        Where it is set already, the same invitation is left open again: a caller that keeps a nonce
        first and sets it loses nothing if the program ends in between.
        """
        own.invitation = own.invitation or crypto.random_bytes(crypto.KEY)
        self._write_alone(own, headers.invitation_value(own.vault_id, own.invitation))

    def withdraw_invitation(self, own: OwnKeys) -> None:
        """Close the invitation; a joiner who was not accepted is no longer listed."""
        self._write_alone(own, None)
        own.invitation = None

    def _write_alone(self, own: OwnKeys, invitation: str | None) -> None:
        if len(own.pins) > 1:
            raise ValueError("somebody joined already")
        header = headerstore.authentic(self.folder, own)
        alone = Header(
            vault_id=own.vault_id,
            members=tuple(one for one in header.members if one.id == own.member),
            invited=invitation is not None,
            public_keys={own.member: own.public},
            invitation=invitation,
            mac_by=own.member,
        )
        headerstore.write(self.folder, alone, own.umk())

    def join(self, name: str, hue: Hue, passphrase: str) -> tuple[OwnKeys, tuple[str, ...]]:
        """The invited person makes their keys and the shared key, and pins the inviter's public keys.

        Somebody who begins anew makes the next shared key; the shared file is still under the one before,
        until the inviter's next opening.

        Codes: vault.not_invited, name.empty, name.too_long, name.taken, hue.taken, passphrase.weak,
        memory.short, storage.*.
        """
        header = self.header()
        if header is None or not header.invited:
            raise UserError("vault.not_invited")
        person = newcomer.joiner(self.folder, header, name, hue)
        members = (*header.members, person)
        newcomer.check_passphrase(passphrase, tuple(one.name for one in members))
        generation, shared_key = anew.generation_for(header, person.id), crypto.random_bytes(crypto.KEY)
        bundle = newcomer.new_bundle(person.id, header.public_keys, ((generation, shared_key),))
        own, groups = newcomer.make_person(
            self.folder, self.policy, header.vault_id, person.id, passphrase, bundle, self._clock()
        )
        public_keys = dict(bundle.pins)
        seals = {
            member: headers.seal_shared(header.vault_id, generation, shared_key, keys.seal)
            for member, keys in public_keys.items()
            if not header.anew or member == person.id or member in header.seals
        }
        joined = header._replace(
            members=members,
            invited=False,
            public_keys=public_keys,
            seals=seals,
            mac_by=headers.SHARED,
        )
        headerstore.write(self.folder, joined, shared_key)
        return own, groups

    def accept_join(self, own: OwnKeys, invitation: bytes | None) -> Member | None:
        """At the inviter's next opening: check the joiner's header, pin their keys, take the shared key.

        None where nobody joined or they were accepted before. Code: vault.join_refused.
        """
        header = headerstore.authentic(self.folder, own)
        others = [member for member in header.members if member.id not in own.pins]
        if not others:
            return None
        joined = headerstore.confirm_join(header, own, invitation)
        if joined is None or len(others) != 1:
            raise UserError("vault.join_refused")
        store = self._store(own.vault_id, own.member)
        opened = store.open_with_umk(own.umk())
        bundle = opened.bundle.with_partner(others[0].id, header.public_keys[others[0].id], joined)
        store.write(opened.umk, opened.file.generation + 1, opened.file.slots, bundle, {})
        own.take(bundle)
        own.invitation = None
        return others[0]

    # Opening

    def unlock(self, member: MemberId, passphrase: str) -> OwnKeys:
        """Open one person's keys; a wrong passphrase is kept for its owner to see.

        Codes: passphrase.wrong, keys.damaged, memory.short, vault.damaged, vault.newer.
        """
        own, _opened = self._open(member, keyfile.PASSPHRASE, secret_of(passphrase))
        return own

    def _open(self, member: MemberId, number: int, secret: bytes) -> tuple[OwnKeys, Opened]:
        header = self._header_of(member)
        try:
            opened = self._store(header.vault_id, member).open(number, secret)
        except UserError as error:
            if error.code in ("passphrase.wrong", "code.wrong"):
                self.record_try(header, member)
            raise
        own = OwnKeys(header.vault_id, member, opened.umk, opened.bundle)
        try:
            headerstore.authentic(self.folder, own)
        except BaseException:
            own.wipe()
            raise
        return own, opened

    def _header_of(self, member: MemberId) -> Header:
        """The header that lists this member; where file and copy name two vaults, the one of the key file."""
        listed = [one for one in headerstore.candidates(self.folder) if one.member(member) is not None]
        if not listed:
            raise UserError("vault.damaged")
        fitting = (one for one in listed if self._store(one.vault_id, member).candidates())
        return next(fitting, listed[0])

    def record_try(self, header: Header, member: MemberId) -> None:
        """Keep a failed try for its owner to see.

        A full or read-only disk keeps the try from being written, never from being refused.
        """
        with contextlib.suppress(UserError, OSError):
            tries.record(self.path(f"{member}.tries"), header.public_keys[member].seal, self._clock())

    def recover(
        self,
        member: MemberId,
        groups: tuple[str, ...],
        new_passphrase: str,
        proof: Callable[[OwnKeys], None] | None = None,
    ) -> tuple[OwnKeys, tuple[str, ...]]:
        """Open with the recovery code; passphrase and code are new afterwards, the keys the same.

        ``proof`` raises a UserError where the keys that came back do not open the private space; then
        nothing was written, and the code still opens.

        Codes: code.group (value ``group``, from 1), code.wrong, passphrase.weak, keys.damaged, memory.short.
        """
        secret = recovery.code_secret(groups)
        newcomer.check_passphrase(new_passphrase, self._names())
        own, opened = self._open(member, keyfile.RECOVERY, secret)
        try:
            if proof is not None:
                proof(own)
            code = recovery.new_code()
            by_passphrase, by_code = secret_of(new_passphrase), recovery.code_secret(code)
            self._rewrap(opened, {keyfile.PASSPHRASE: by_passphrase, keyfile.RECOVERY: by_code})
        except BaseException:
            own.wipe()
            raise
        return own, code

    def prove(self, own: OwnKeys, passphrase: str) -> None:
        """Derive the passphrase again. Codes: passphrase.wrong, keys.damaged, memory.short."""
        self._prove(own, passphrase)

    def _prove(self, own: OwnKeys, passphrase: str) -> Opened:
        opened = self._store(own.vault_id, own.member).open(keyfile.PASSPHRASE, secret_of(passphrase))
        if not crypto.equal(opened.umk, own.umk()):
            raise UserError("keys.damaged")
        return opened

    def change_passphrase(self, own: OwnKeys, old: str, new: str) -> None:
        """A new passphrase; the old one opens nothing that is written from now on.

        Codes: passphrase.wrong, passphrase.weak, keys.damaged, memory.short, storage.*.
        """
        opened = self._prove(own, old)
        newcomer.check_passphrase(new, self._names())
        self._rewrap(opened, {keyfile.PASSPHRASE: secret_of(new)})

    def new_code(self, own: OwnKeys, passphrase: str) -> tuple[str, ...]:
        """A new recovery code; the old one then opens nothing. Codes: as change_passphrase."""
        opened = self._prove(own, passphrase)
        code = recovery.new_code()
        self._rewrap(opened, {keyfile.RECOVERY: recovery.code_secret(code)})
        return code

    def _rewrap(self, opened: Opened, changes: dict[int, bytes]) -> None:
        """Write the key file with new secrets in some slots; what is written must give the same keys."""
        file = opened.file
        store = self._store(file.vault_id, file.member)
        made = {number: store.new_slot(number, secret, opened.umk) for number, secret in changes.items()}
        first, second = (made[slot.number][0] if slot.number in made else slot for slot in file.slots)
        keks = {number: kek for number, (_slot, kek) in made.items()}
        store.write(opened.umk, file.generation + 1, (first, second), opened.bundle, keks)

    # What goes with an opening

    def failed_tries(self, own: OwnKeys) -> tuple[datetime, ...]:
        """The failed tries since the owner last looked, oldest first; they are forgotten by reading.

        On a full or read-only disk they stay, and are told again.
        """
        return tries.take(self.path(f"{own.member}.tries"), own.boxes())

    def opening(self, own: OwnKeys) -> OpeningRecord:
        """Count this opening and compare the private file with its seal, before the file is opened.

        A full or read-only disk keeps the opening from being counted, never the owner from opening.
        """
        path = self.path(f"{own.member}.seal")
        last = self.last_seal(own)
        put_back = seal.differs(last, self.path(f"{own.member}.db"))
        seal.drop_journal(last, self.path(f"{own.member}.db"))
        number = last.number + 1 if last is not None else 1
        now = Seal(open=True, number=number, opened=int(self._clock().timestamp()))
        with contextlib.suppress(UserError):
            seal.write(path, own.umk(), own.vault_id, own.member, now)
        return OpeningRecord(number, seal.when(last.opened) if last is not None else None, put_back)

    def was_put_back(self, own: OwnKeys) -> bool:
        """Whether the private file, or its seal, is not the one that was closed last; nothing is counted."""
        last = self.last_seal(own)
        return seal.differs(last, self.path(f"{own.member}.db"))

    def drop_journal(self, own: OwnKeys) -> None:
        """Before the private file is opened without being counted: as ``opening`` does. Codes: storage.*."""
        seal.drop_journal(self.last_seal(own), self.path(f"{own.member}.db"))

    def last_seal(self, own: OwnKeys) -> Seal | None:
        """The seal as it lies there, under the present or the former master key."""
        path = self.path(f"{own.member}.seal")
        found = seal.read(path, own.umk(), own.vault_id, own.member)
        if found is None and own.before is not None:
            found = seal.read(path, own.before.umk.raw(), own.vault_id, own.member)
        return found

    def never_closed(self, own: OwnKeys) -> bool:
        """Whether the setting up ended before anything was closed: the private file may not be there yet."""
        last = self.last_seal(own)
        return last is not None and last.open and last.number == 1

    def closed(self, own: OwnKeys) -> None:
        """Put the seal on the private file, after its database was closed."""
        path = self.path(f"{own.member}.seal")
        last = self.last_seal(own)
        last = last or Seal(open=True, number=1, opened=int(self._clock().timestamp()))
        measured = seal.measure(self.path(f"{own.member}.db"))
        if measured is None:
            return
        closed = replace(last, open=False, length=measured[0], digest=measured[1])
        seal.write(path, own.umk(), own.vault_id, own.member, closed)

    def open_key_file(self, vault_id: str, member: MemberId, number: int, secret: bytes) -> Opened:
        """Open a key file by itself, whatever the header says. Codes: as ``unlock``, code.wrong."""
        return self._store(vault_id, member).open(number, secret)

    def open_with_umk(self, vault_id: str, member: MemberId, umk: bytes) -> Opened:
        """Open a key file with the master key that another of the person's gave. Code: keys.damaged."""
        return self._store(vault_id, member).open_with_umk(umk)

    def key_files(self, vault_id: str, member: MemberId) -> list[KeyFile]:
        """The undamaged key files of a person, the one that decides first; empty where there is none."""
        return self._store(vault_id, member).candidates()

    def _store(self, vault_id: str, member: MemberId) -> KeyStore:
        return KeyStore(self.folder, vault_id, member, self.policy)

    def _names(self) -> tuple[str, ...]:
        header = self.header()
        return tuple(member.name for member in header.members) if header else ()
