"""Settings: how it looks, when it locks, one's own keys, and copies of the files."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.beginning_anew import Anew, AnewService
from trustapp.services.copies import BackupService, BackupView, Step, Work
from trustapp.services.looks import VaultLook, VaultState
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.preferences import DeviceSettings, PersonalSettings, PreferenceService
from trustapp.services.vaults import VaultService
from ui.ports import Attached, Jobs, Navigator

Loaded = tuple[DeviceSettings, PersonalSettings, VaultLook, tuple[str, ...], bool, Anew]


class SettingsView(Protocol):
    """What the presenter needs of the page."""

    def show_settings(
        self,
        device: DeviceSettings,
        personal: PersonalSettings,
        look: VaultLook,
        fingerprint: tuple[str, ...],
        parted: bool,
        anew: Anew,
    ) -> None: ...
    def show_strength(self, strength: Strength) -> None: ...
    def show_suggestion(self, words: str) -> None: ...
    def show_passphrase_changed(self) -> None: ...
    def show_sheet(self, sheet: RecoverySheet) -> None: ...
    def show_confirmed(self, fits: bool) -> None: ...
    def show_sets(self, view: BackupView) -> None: ...
    def show_progress(self, percent: int) -> None: ...
    def show_idle(self) -> None: ...
    def show_copied(self) -> None: ...
    def show_checked(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class SettingsPresenter(Attached[SettingsView]):
    """Reads and keeps settings; keys are changed by the vault alone."""

    TOPICS = frozenset({Topic.PREFERENCES, Topic.MEMBERS})

    def __init__(
        self,
        preferences: PreferenceService,
        vault: VaultService,
        backups: BackupService,
        anew: AnewService,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._preferences = preferences
        self._anew = anew
        self.copies = CopiesPresenter(self, backups, jobs, navigator)
        self._vault = vault
        self._jobs = jobs
        self._navigator = navigator
        self._device = DeviceSettings()
        self._personal = PersonalSettings()
        self._names: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Read everything that the page shows."""
        self._jobs.run(self._load, self._got, self._refused)
        self.copies.refresh()

    def _load(self) -> Outcome[Loaded]:
        look, sitting = self._vault.look().value, self._vault.sitting()
        parted = sitting is not None and (sitting.away or (bool(sitting.left) and sitting.partner is None))
        words: tuple[str, ...] = ()
        if look.state is VaultState.TWO and not parted:
            words = self._vault.fingerprint().value
        device, personal = self._preferences.device().value, self._preferences.personal().value
        return Outcome((device, personal, look, words, parted, self._anew.look().value))

    def _got(self, found: Loaded) -> None:
        self._device, self._personal, look = found[0], found[1], found[2]
        self._names = tuple(member.name for member in look.members)
        self.view.show_settings(*found)

    # -- how it looks, when it locks ---------------------------------------------------------------

    def set_device(self, settings: DeviceSettings) -> None:
        """Theme, text size, motion: at once, for everyone on this computer."""
        if settings != self._device:
            self._device = settings
            self._jobs.run(partial(self._preferences.set_device, settings), None, self._refused)

    def set_lock_minutes(self, minutes: int) -> None:
        """After how many idle minutes it locks, for this person."""
        self._set_personal(replace(self._personal, lock_minutes=minutes))

    def set_reminders(self, wanted: bool, minutes: int) -> None:
        """Whether this person is reminded of what they planned, and how many minutes before."""
        self._set_personal(replace(self._personal, ritual_reminders=wanted, remind_before=minutes))

    def _set_personal(self, settings: PersonalSettings) -> None:
        if settings != self._personal:
            self._personal = settings
            self._jobs.run(partial(self._preferences.set_personal, settings), None, self._refused)

    # -- keys --------------------------------------------------------------------------------------

    def ask_strength(self, passphrase: str) -> None:
        """How strong the new passphrase is."""
        self._jobs.run(
            partial(self._vault.strength, passphrase, self._names), self._got_strength, self._refused
        )

    def _got_strength(self, strength: Strength) -> None:
        self.view.show_strength(strength)

    def suggest(self) -> None:
        """Five words drawn at random."""
        self._jobs.run(self._vault.suggest_passphrase, self._suggested, self._refused)

    def _suggested(self, words: str) -> None:
        self.view.show_suggestion(words)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase."""
        self._jobs.run(partial(self._vault.change_passphrase, old, new), self._changed, self._refused)

    def _changed(self, _nothing: None) -> None:
        self.view.show_passphrase_changed()

    def new_recovery_sheet(self, passphrase: str) -> None:
        """A new recovery sheet; the old one then opens nothing."""
        self._jobs.run(partial(self._vault.new_recovery_code, passphrase), self._got_sheet, self._refused)

    def _got_sheet(self, sheet: RecoverySheet) -> None:
        self.view.show_sheet(sheet)

    def confirm(self, answers: dict[int, str]) -> None:
        """Two groups typed back."""
        self._jobs.run(partial(self._vault.confirm_recovery, answers), self._confirmed, self._refused)

    def _confirmed(self, fits: bool) -> None:
        if fits:
            self._jobs.run(self._vault.finish_setup, None, self._refused)
        self.view.show_confirmed(fits)

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """A copy that is being made when a lock comes is given up, so that no half of one is left."""
        return self.copies.unfinished()

    def leaving(self) -> None:
        """To the page for leaving and taking one's things."""
        self._navigator.go_to("leaving")

    # -- the partner -------------------------------------------------------------------------------

    def invite(self) -> None:
        """Leave an invitation open and hand the computer over."""
        self._jobs.run(self._vault.invite, self._invited, self._refused)

    def _invited(self, _nothing: None) -> None:
        self._navigator.go_to("join")

    def invite_anew(self, passphrase: str) -> None:
        """Leave an invitation to begin anew open and hand the computer over."""
        self._jobs.run(partial(self._anew.invite, passphrase), self._invited, self._refused)

    def withdraw_anew(self) -> None:
        """Close it again."""
        self._jobs.run(self._anew.withdraw, self._withdrawn, self._refused)

    def withdraw_invitation(self) -> None:
        """Close the invitation again."""
        self._jobs.run(self._vault.withdraw_invitation, self._withdrawn, self._refused)

    def _withdrawn(self, _nothing: None) -> None:
        self.refresh()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)


class CopiesPresenter:
    """Copies of the files: long work goes step by step, so that it can be shown and stopped."""

    def __init__(
        self, owner: SettingsPresenter, backups: BackupService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._owner = weakref.ref(owner)
        self._backups = backups
        self._jobs = jobs
        self._navigator = navigator
        self._work: Work | None = None
        self._stopping = self._copying = False

    @property
    def view(self) -> SettingsView:
        """The page of the presenter that this one belongs to."""
        owner = self._owner()
        if owner is None:
            raise RuntimeError("the page is gone")
        return owner.view

    def refresh(self) -> None:
        """The copies that are there."""
        self._jobs.run(self._backups.view, self._got, self._refused)

    def _got(self, view: BackupView) -> None:
        self.view.show_sets(view)

    def copy_to(self, path: str) -> None:
        """Make a copy of this moment in another place."""
        self._begin(partial(self._backups.copy_to, Path(path)), copying=True)

    def check(self, path: str) -> None:
        """Look whether a copy is whole."""
        self._begin(partial(self._backups.check, Path(path)), copying=False)

    def _begin(self, work: Callable[[], Outcome[Work]], *, copying: bool) -> None:
        if self._work is None:
            self._copying, self._stopping = copying, False
            self.view.show_progress(0)
            self._jobs.run(work, self._begun, self._refused)

    def _begun(self, work: Work) -> None:
        self._work = work
        self._jobs.run(work.step, self._stepped, self._refused)

    def _stepped(self, step: Step) -> None:
        work = self._work
        if work is None:
            return
        if step.finished:
            self._end()
            (self.view.show_copied if self._copying else self.view.show_checked)()
            self.refresh()
        elif self._stopping:
            self._jobs.run(work.stop, self._stopped, self._refused)
        else:
            self.view.show_progress(step.percent)
            self._jobs.run(work.step, self._stepped, self._refused)

    def stop(self) -> None:
        """Give it up at the next step; nothing of it is left."""
        self._stopping = True

    def _stopped(self, _nothing: None) -> None:
        self._end()

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """What gives up the work in hand; None where there is none."""
        return self._work.stop if self._work is not None else None

    def restore(self, path: str, passphrase: str) -> None:
        """Bring a copy back; afterwards everything is locked."""
        if self._work is None:
            self._jobs.run(
                partial(self._backups.restore, Path(path), passphrase), self._restored, self._refused
            )

    def _restored(self, _nothing: None) -> None:
        self._navigator.lock()

    def _end(self) -> None:
        self._work = None
        self.view.show_idle()

    def _refused(self, error: UserError) -> None:
        self._end()
        self.view.show_error(error)
