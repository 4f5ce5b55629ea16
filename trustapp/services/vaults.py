"""Opening, setting up and closing the vault: the life cycle of spaces and keys."""

from __future__ import annotations

import secrets
from contextlib import suppress

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import SECOND, MemberId
from trustapp.services import (
    backups,
    beginning_anew,
    known_names,
    leaving,
    letter_rows,
    looking,
    reflections,
    renewing,
    ritual_slips,
    showing,
    triggers,
    witnessing,
)
from trustapp.services.files_under import OwnFile
from trustapp.services.glance import look_at
from trustapp.services.household import Household
from trustapp.services.looks import VaultLook
from trustapp.services.openings import Opened, RecoverySheet, Setup, Strength
from trustapp.services.sittings import Sitting, SittingKind
from trustapp.storage.space import PrivateTables
from trustapp.vault import parting, recovery, signing, stopfile
from trustapp.vault import passphrase as passphrases
from trustapp.vault.session import OpeningRecord, OwnKeys
from trustapp.words import _

INVITATION = "invitation"
SITTINGS = "sittings"


class VaultService:
    """Opens and closes spaces. One sitting at a time; everything else is refused without one."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._code: tuple[str, ...] = ()

    # -- before anyone sits ------------------------------------------------------------------------

    def look(self) -> Outcome[VaultLook]:
        """What lies in the folder. Codes: vault.damaged, vault.newer, vault.not_a_vault, vault.in_use."""
        return Outcome(look_at(self._household.folder))

    def suggest_passphrase(self) -> Outcome[str]:
        """Five words drawn at random."""
        return Outcome(passphrases.suggest())

    def strength(self, passphrase: str, names: tuple[str, ...]) -> Outcome[Strength]:
        """How strong it is; ``names`` are the names of both people, which it may not lean on."""
        found = passphrases.strength(passphrase, names)
        return Outcome(Strength(found.level, found.enough, found.problem))

    def suspend_without_key(self) -> Outcome[None]:
        """From the unlock page: a suspension mark in a stop file. Codes: stop.not_written."""
        stopfile.mark_suspended(self._household.vault)
        return Outcome(None, frozenset({Topic.AGREEMENT}))

    def watch(self) -> Outcome[bool]:
        """Every few seconds: whether somebody said something through a stop file; it counts from here on."""
        house = self._household
        if not house.has_shared and not house.is_shut:
            return Outcome(False)
        found = house.stopping.take_in()
        return Outcome(found, frozenset({Topic.AGREEMENT}) if found else frozenset())

    # -- setting up --------------------------------------------------------------------------------

    def begin(self, setup: Setup) -> Outcome[RecoverySheet]:
        """Make the vault and the first person's space; the sitting is theirs afterwards.

        Codes: vault.exists, passphrase.weak, name.empty, name.too_long, name.taken, storage.*.
        """
        self._require_strong(setup.passphrase, (setup.name,))
        keys, groups = self._household.vault.begin(setup.name, setup.hue, setup.passphrase)
        self._household.open_own(keys, create=True)
        self._begin_sittings()
        return Outcome(self._sheet(groups), frozenset({Topic.MEMBERS}))

    def invite(self) -> Outcome[None]:
        """Own sitting, alone: leave an invitation open, so that the partner may join on this computer.

        Codes: vault.two_already, vault.left, storage.*.
        """
        keys = self._household.keys()
        if keys.shared_key is not None:
            raise UserError("vault.two_already")
        if self._household.sitting is not None and self._household.sitting.away:
            raise UserError("vault.left")
        known_names.remember_mine(self._household)
        with self._household.private.transaction() as tables:
            # Kept before the header is marked: whoever joins is recognised by it at the next opening.
            keys.invitation = tables.facts.get(INVITATION) or secrets.token_bytes(32)
            tables.facts.set(INVITATION, keys.invitation)
        self._household.vault.invite(keys)
        return Outcome(None, frozenset({Topic.MEMBERS}))

    def withdraw_invitation(self) -> Outcome[None]:
        """Own sitting: close the invitation again."""
        self._household.vault.withdraw_invitation(self._household.keys())
        with self._household.private.transaction() as tables:
            tables.facts.delete(INVITATION)
        return Outcome(None, frozenset({Topic.MEMBERS}))

    def join(self, setup: Setup) -> Outcome[RecoverySheet]:
        """The invited partner makes their own space and the shared one; the sitting is theirs.

        Codes: vault.not_invited, name.taken, hue.taken, passphrase.weak, storage.*.
        """
        header = self._household.vault.header()
        if header is None:
            raise UserError("vault.not_invited")
        names = (setup.name, *(member.name for member in header.members))
        self._require_strong(setup.passphrase, names)
        self._household.close()
        keys, groups = self._household.vault.join(setup.name, setup.hue, setup.passphrase)
        self._household.open_own(keys, create=True)
        if header.anew:
            # The shared file lies under a key that only the inviter has, until they accept.
            self._household.shut_shared(UserError("vault.awaits_partner"))
        else:
            self._household.open_shared(create=True)
            self._household.say(beginning_anew.joined(self._household))
        self._begin_sittings()
        return Outcome(self._sheet(groups), frozenset(Topic))

    def _begin_sittings(self) -> None:
        with self._household.private.transaction() as tables:
            _next_sitting(tables)

    def _require_strong(self, passphrase: str, names: tuple[str, ...]) -> None:
        if not passphrases.strength(passphrase, names).enough:
            raise UserError("passphrase.weak")

    # -- the recovery sheet ------------------------------------------------------------------------

    def _sheet(self, groups: tuple[str, ...]) -> RecoverySheet:
        self._code = groups
        return sheet_of(self._household, groups)

    def confirm_recovery(self, answers: dict[int, str]) -> Outcome[bool]:
        """Whether the typed groups (index from 0) are those of the sheet just made."""
        return Outcome(recovery.is_on_sheet(self._code, answers))

    def finish_setup(self) -> Outcome[None]:
        """The person confirmed their recovery sheet: it is forgotten here."""
        self._code = ()
        return Outcome(None)

    def check_code(self, groups: tuple[str, ...]) -> Outcome[tuple[int, ...]]:
        """The indexes of groups whose check symbol does not fit."""
        return Outcome(recovery.check_groups(groups))

    # -- opening -----------------------------------------------------------------------------------

    def unlock(self, member: MemberId, passphrase: str) -> Outcome[Opened]:
        """Open one's own sitting. Codes: passphrase.wrong, keys.damaged, memory.short, vault.in_use."""
        keys = self._household.vault.unlock(member, passphrase)
        return Outcome(self._enter(keys), frozenset(Topic))

    def recover(self, member: MemberId, groups: tuple[str, ...], passphrase: str) -> Outcome[RecoverySheet]:
        """Open with the recovery code, set a new passphrase, make a new code; the sitting is theirs.

        Nothing old goes before the keys that came back have opened the private space.
        Codes: code.wrong, code.group (value ``group``), passphrase.weak, and those of opening.
        """
        header = self._household.vault.header()
        names = tuple(one.name for one in header.members) if header else ()
        self._require_strong(passphrase, names)
        keys, fresh = self._household.vault.recover(member, groups, passphrase, self._require_opens)
        self._enter(keys)
        backups.forget_older_keys(self._household.vault, member)
        return Outcome(self._sheet(fresh), frozenset(Topic))

    def _require_opens(self, keys: OwnKeys) -> None:
        self._household.vault.drop_journal(keys)
        OwnFile.open(self._household.vault, keys).space.close()

    def _enter(self, keys: OwnKeys) -> Opened:
        house = self._household
        made = OwnFile.finish_setup(house.vault, keys)
        # Before the database is opened: reading its file afterwards would drop the engine's locks.
        record = house.vault.opening(keys)
        renewing.bring_over_private(house, keys)
        house.open_own(keys)
        try:
            # A file that is missing may also have been taken away: its owner hears of it either way.
            notices = ["file_put_back"] if record.file_put_back or made else []
            fingerprint = self._meet_partner(keys, notices)
            witnessing.prepare_files(house)
            if keys.shared_key is not None:
                notices += witnessing.open_shared(house)
            notices += renewing.go_on(house)
            if keys.shared_key is not None:
                leaving.settle(house)
                beginning_anew.settle(house)
                notices += known_names.put_right(house)
            ritual_slips.settle(house)
            triggers.settle(house)
            showing.settle(house)
            letter_rows.settle(house)
            reflections.settle(house)
            notices += _count_sitting(house)
            if _set_is_missing(house, record):
                notices.append("backup_missing")
            tries = house.vault.failed_tries(keys)
            told = looking.news(house)
        except BaseException:
            house.close()
            raise
        assert house.sitting is not None
        return Opened(
            house.sitting, record.number, record.last_opened, tries, tuple(notices), fingerprint, *told
        )

    def _meet_partner(self, keys: OwnKeys, notices: list[str]) -> tuple[str, ...]:
        """Pin the partner who joined since, if one did; gives the words that both can compare."""
        if keys.shared_key is not None or parting.has_left(keys):
            return beginning_anew.meet(self._household, notices)
        with self._household.private.transaction() as tables:
            invitation = tables.facts.get(INVITATION)
        try:
            partner = self._household.vault.accept_join(keys, invitation)
        except UserError as error:
            if error.code != "vault.join_refused":
                raise
            # Somebody joined without this person's invitation: they stay out, and this person comes in.
            self._household.vault.withdraw_invitation(keys)
            self._household.refresh_members()
            notices.append("join_refused")
            return ()
        if partner is None:
            return ()
        self._household.refresh_members()
        with self._household.private.transaction() as tables:
            tables.facts.delete(INVITATION)
        notices.append("partner_joined")
        return signing.fingerprint(keys.pins)

    # -- keys --------------------------------------------------------------------------------------

    def change_passphrase(self, old: str, new: str) -> Outcome[None]:
        """Own sitting. Codes: passphrase.wrong, passphrase.weak."""
        self._require_strong(new, tuple(self._household.names.values()))
        keys = self._household.keys()
        self._household.vault.change_passphrase(keys, old, new)
        backups.forget_older_keys(self._household.vault, keys.member)
        return Outcome(None)

    def new_recovery_code(self, passphrase: str) -> Outcome[RecoverySheet]:
        """Own sitting: a new sheet; the old one then opens nothing. Codes: passphrase.wrong."""
        keys = self._household.keys()
        groups = self._household.vault.new_code(keys, passphrase)
        backups.forget_older_keys(self._household.vault, keys.member)
        return Outcome(self._sheet(groups))

    def fingerprint(self) -> Outcome[tuple[str, ...]]:
        """Five words made of both people's public keys, the same for both. Codes: vault.alone."""
        pins = self._household.keys().pins
        if SECOND not in pins:
            raise UserError("vault.alone")
        return Outcome(signing.fingerprint(pins))

    # -- together, and leaving ---------------------------------------------------------------------

    def open_together(self) -> Outcome[Sitting]:
        """Forget this person's private keys and go on with the shared space only. Codes: vault.alone."""
        if self._household.has_shared:
            witnessing.refresh_sheet(self._household)
        return Outcome(self._household.begin_together(), frozenset(Topic))

    def sitting(self) -> Sitting | None:
        """The present sitting."""
        return self._household.sitting

    def lock(self) -> Outcome[UserError | None]:
        """Finish writes, rewrite and pad the private space, forget every key, close everything.

        It never refuses. Where the disk took no more, that is given as an error to be told: lock.not_written.
        """
        self._code = ()
        sitting = self._household.sitting
        unwritten = None
        try:
            if sitting is not None and sitting.kind is SittingKind.OWN:
                self._household.remember_time()
                witnessing.refresh_sheet(self._household)
        except UserError:
            unwritten = UserError("lock.not_written")
        finally:
            try:
                self._household.close()
            except UserError:
                unwritten = UserError("lock.not_written")
        if sitting is not None:
            # Every file is closed now and every key gone: a copy of the files may be made.
            with suppress(UserError, OSError):
                backups.make_daily_set(self._household.vault, self._household.today())
        return Outcome(unwritten)


def _set_is_missing(house: Household, record: OpeningRecord) -> bool:
    last = record.last_opened
    day = last.astimezone().date() if last is not None else None
    return backups.is_missing(house.vault, day, house.today())


def sheet_of(house: Household, groups: tuple[str, ...]) -> RecoverySheet:
    """What the paper of a recovery code shows; it does not say what it opens."""
    label = _("Notebook {initials}").format(initials=house.me().initials)
    return RecoverySheet(groups, label, house.today())


def _count_sitting(house: Household) -> list[str]:
    """Keep the time and number this sitting; on a full or read-only disk it begins all the same.

    A lift that was asked for in the sitting before then waits for another one: nothing is loosened by it.
    """
    try:
        house.remember_time()
        with house.private.transaction() as tables:
            _next_sitting(tables)
    except UserError as error:
        if error.code not in ("storage.full", "storage.read_only"):
            raise
        return ["disk_full" if error.code == "storage.full" else "disk_read_only"]
    return []


def _next_sitting(tables: PrivateTables) -> None:
    """Number the sittings, so that a lift is confirmed in another one than it was asked for in."""
    stored = tables.facts.get(SITTINGS)
    number = int(stored.decode()) + 1 if stored else 1
    tables.facts.set(SITTINGS, str(number).encode())


def sitting_number(tables: PrivateTables) -> str:
    """The number of the present sitting, as text."""
    stored = tables.facts.get(SITTINGS)
    return stored.decode() if stored else "0"
