"""New keys, step by step: the sheet first, then two groups typed back, then the work."""

from __future__ import annotations

import weakref
from functools import partial
from typing import Protocol

from trustapp.domain.errors import UserError
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.rekeying import Rekeyed, RekeyService, Stage
from trustapp.services.vaults import VaultService
from ui.ports import Jobs


class NewKeysView(Protocol):
    """What the presenter needs of the card."""

    def show_strength(self, strength: Strength) -> None: ...
    def show_suggestion(self, words: str) -> None: ...
    def show_sheet(self, sheet: RecoverySheet) -> None: ...
    def show_differs(self) -> None: ...
    def show_working(self) -> None: ...
    def show_done(self, finished: bool) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class NewKeysPresenter:
    """Asks the vault for new keys; nothing is written before the sheet is confirmed."""

    def __init__(self, rekeying: RekeyService, vault: VaultService, jobs: Jobs) -> None:
        self._rekeying = rekeying
        self._vault = vault
        self._jobs = jobs
        self._view: weakref.ref[NewKeysView] | None = None

    def attach(self, view: NewKeysView) -> None:
        """The card that shows what this presenter finds; it owns the presenter."""
        self._view = weakref.ref(view)

    @property
    def view(self) -> NewKeysView:
        """The attached card."""
        view = self._view() if self._view else None
        if view is None:
            raise RuntimeError("the card is gone")
        return view

    def stage(self) -> Stage:
        """How far the work has come; asked while it is being done."""
        return self._rekeying.stage()

    def ask_strength(self, passphrase: str) -> None:
        """How strong the new passphrase is."""
        sitting = self._vault.sitting()
        names = tuple(member.name for member in sitting.members) if sitting else ()
        self._jobs.run(partial(self._vault.strength, passphrase, names), self._got_strength, self._refused)

    def _got_strength(self, strength: Strength) -> None:
        self.view.show_strength(strength)

    def suggest(self) -> None:
        """Five words drawn at random."""
        self._jobs.run(self._vault.suggest_passphrase, self._suggested, self._refused)

    def _suggested(self, words: str) -> None:
        self.view.show_suggestion(words)

    def begin(self, old: str, new: str) -> None:
        """Prove the passphrase and show the new sheet."""
        self._jobs.run(partial(self._rekeying.begin, old, new), self._got_sheet, self._refused)

    def _got_sheet(self, sheet: RecoverySheet) -> None:
        self.view.show_sheet(sheet)

    def confirm(self, answers: dict[int, str]) -> None:
        """Two groups typed back; if they fit, the keys are made."""
        self._jobs.run(partial(self._rekeying.confirm, answers), self._confirmed, self._refused)

    def _confirmed(self, fits: bool) -> None:
        if not fits:
            self.view.show_differs()
            return
        self.view.show_working()
        self._jobs.run(self._rekeying.run, self._done, self._refused)

    def _done(self, made: Rekeyed) -> None:
        self.view.show_done(made.finished)

    def forget(self) -> None:
        """Not now."""
        self._jobs.run(self._rekeying.forget, None, self._refused)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
