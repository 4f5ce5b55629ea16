"""Settings: how it looks, when it locks, and one's own keys."""

from __future__ import annotations

import weakref
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.looks import VaultLook, VaultState
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.preferences import DeviceSettings, PersonalSettings, PreferenceService
from trustapp.services.vaults import VaultService
from ui.ports import Jobs, Navigator

Loaded = tuple[DeviceSettings, PersonalSettings, VaultLook, tuple[str, ...]]


class SettingsView(Protocol):
    """What the presenter needs of the page."""

    def show_settings(
        self,
        device: DeviceSettings,
        personal: PersonalSettings,
        look: VaultLook,
        fingerprint: tuple[str, ...],
    ) -> None: ...
    def show_strength(self, strength: Strength) -> None: ...
    def show_suggestion(self, words: str) -> None: ...
    def show_passphrase_changed(self) -> None: ...
    def show_sheet(self, sheet: RecoverySheet) -> None: ...
    def show_confirmed(self, fits: bool) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class SettingsPresenter:
    """Reads and keeps settings; keys are changed by the vault alone."""

    TOPICS = frozenset({Topic.PREFERENCES, Topic.MEMBERS})

    def __init__(
        self, preferences: PreferenceService, vault: VaultService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._preferences = preferences
        self._vault = vault
        self._jobs = jobs
        self._navigator = navigator
        self._view: weakref.ref[SettingsView] | None = None
        self._device = DeviceSettings()
        self._names: tuple[str, ...] = ()

    def attach(self, view: SettingsView) -> None:
        """The page that shows what this presenter finds; it owns the presenter."""
        self._view = weakref.ref(view)

    @property
    def view(self) -> SettingsView:
        """The attached page."""
        view = self._view() if self._view else None
        if view is None:
            raise RuntimeError("the page is gone")
        return view

    def refresh(self) -> None:
        """Read everything that the page shows."""
        self._jobs.run(self._load, self._got, self._refused)

    def _load(self) -> Outcome[Loaded]:
        look = self._vault.look().value
        words: tuple[str, ...] = ()
        if look.state is VaultState.TWO:
            words = self._vault.fingerprint().value
        return Outcome((self._preferences.device().value, self._preferences.personal().value, look, words))

    def _got(self, found: Loaded) -> None:
        self._device, _personal, look, _words = found
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
        settings = PersonalSettings(minutes)
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

    # -- the partner -------------------------------------------------------------------------------

    def invite(self) -> None:
        """Leave an invitation open and hand the computer over."""
        self._jobs.run(self._vault.invite, self._invited, self._refused)

    def _invited(self, _nothing: None) -> None:
        self._navigator.go_to("join")

    def withdraw_invitation(self) -> None:
        """Close the invitation again."""
        self._jobs.run(self._vault.withdraw_invitation, self._withdrawn, self._refused)

    def _withdrawn(self, _nothing: None) -> None:
        self.refresh()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
