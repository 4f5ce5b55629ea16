"""Settings: display, lock, one's own keys, copies of the files, and the partner."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.beginning_anew import Anew, Stage
from trustapp.services.copies import BackupView
from trustapp.services.looks import VaultLook, VaultState
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.preferences import DeviceSettings, PersonalSettings
from trustapp.words import _, ngettext
from ui.features.settings.anew import AnewCard
from ui.features.settings.backups import BackupCard
from ui.features.settings.keys import PassphraseCard, RecoveryCard
from ui.features.settings.keys_anew import NewKeysCard
from ui.features.settings.keys_presenter import NewKeysPresenter
from ui.features.settings.presenter import SettingsPresenter
from ui.features.settings.reminding import RemindersCard
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, Tick
from ui.widgets.dialogs import ask
from ui.widgets.fields import Choice
from ui.widgets.layouts import hbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class SettingsPage(Page):
    """Each setting acts at once; keys ask for the passphrase."""

    KEY = "settings"
    TITLE = _("Settings")

    device_changed = Signal(object)
    lock_changed = Signal(int)
    print_recovery_requested = Signal(object)

    def __init__(
        self, presenter: SettingsPresenter, new_keys: NewKeysPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(presenter, _("Settings"), space="own", parent=parent)
        self._presenter = presenter
        self._device = DeviceSettings()
        self._filling = False
        self._build_display()
        self._build_lock()
        self._reminders = RemindersCard(self)
        self._passphrase = PassphraseCard(self)
        self._recovery = RecoveryCard(self)
        self._new_keys = NewKeysCard(new_keys, self)
        self._copies = BackupCard(self)
        self._partner = Card(self)
        keys = (self._passphrase, self._recovery, self._new_keys)
        self._build_leaving()
        for card in (
            self._display,
            self._lock,
            self._reminders,
            *keys,
            self._copies,
            self._partner,
            self._leaving,
        ):
            self.content.addWidget(card)
            self.content.addSpacing(20)
        self.content.addStretch(1)
        self._connect()
        presenter.attach(self)

    def _build_display(self) -> None:
        self._display = Card(self)
        self._theme = Choice(
            _("Light or dark"),
            [("system", _("As the computer")), ("light", _("Light")), ("dark", _("Dark"))],
        )
        percents = [(str(one), _("{percent} %").format(percent=one)) for one in (100, 125, 150, 175, 200)]
        self._text = Choice(_("Text size"), percents)
        self._motion = Tick(_("Keep everything still"), space="own", note=_("no fading, no moving circle"))
        body = self._display.body
        body.addWidget(PlainLabel(_("Display"), "read"))
        body.addWidget(
            Prose(_("For everyone on this computer; nothing personal is in it."), "small", tone="2")
        )
        body.addSpacing(12)
        body.addLayout(hbox((self._theme, 1), (self._text, 1), gap=24))
        body.addSpacing(8)
        body.addWidget(self._motion)

    def _build_lock(self) -> None:
        self._lock = Card(self)
        minutes = [
            (str(one), ngettext("{n} minute", "{n} minutes", one).format(n=one))
            for one in (1, 2, 3, 5, 10, 15)
        ]
        self._minutes = Choice(_("Lock when nothing happens for"), minutes)
        words = _(
            "It also locks when the computer sleeps or locks its screen, when the window is closed, and "
            "with F9. The idle "
            "lock cannot be switched off."
        )
        self._lock.body.addWidget(PlainLabel(_("Lock"), "read"))
        self._lock.body.addWidget(Prose(words, "small", tone="2"))
        self._lock.body.addSpacing(12)
        self._lock.body.addWidget(self._minutes)

    def _build_leaving(self) -> None:
        self._leaving = Card(self)
        words = _(
            "Save what is yours as files, leave the shared space, delete your space, or see what lies on "
            "this computer. Each is said in full before it is done."
        )
        go = Button(_("Leaving and taking my things…"), "secondary")
        go.clicked.connect(self._presenter.leaving)
        self._leaving.body.addWidget(PlainLabel(_("Leaving and taking my things"), "read"))
        self._leaving.body.addWidget(Prose(words, "small", tone="2"))
        self._leaving.body.addSpacing(12)
        self._leaving.body.addLayout(hbox(go, None))

    def _connect(self) -> None:
        for choice in (self._theme, self._text):
            choice.changed.connect(self._display_changed)
        self._motion.toggled.connect(self._display_changed)
        self._minutes.changed.connect(self._lock_changed)
        self._reminders.changed.connect(self._presenter.set_reminders)
        self._passphrase.strength_wanted.connect(self._presenter.ask_strength)
        self._passphrase.suggestion_wanted.connect(self._presenter.suggest)
        self._passphrase.change_requested.connect(self._presenter.change_passphrase)
        self._recovery.new_requested.connect(self._presenter.new_recovery_sheet)
        self._recovery.confirm_requested.connect(self._presenter.confirm)
        self._recovery.print_requested.connect(self.print_recovery_requested)
        self._new_keys.print_requested.connect(self.print_recovery_requested)
        self._new_keys.finished.connect(self._new_keys_made)
        self._new_keys.refused.connect(self.show_error)
        copies = self._presenter.copies
        self._copies.copy_requested.connect(copies.copy_to)
        self._copies.check_requested.connect(copies.check)
        self._copies.restore_requested.connect(copies.restore)
        self._copies.stop_requested.connect(copies.stop)

    # -- showing -----------------------------------------------------------------------------------

    def show_settings(
        self,
        device: DeviceSettings,
        personal: PersonalSettings,
        look: VaultLook,
        fingerprint: tuple[str, ...],
        parted: bool,
        anew: Anew,
    ) -> None:
        """Everything as it is now; ``parted`` says that one of the two left the shared space."""
        self._filling = True
        self._device = device
        self._theme.setText(device.theme)
        self._text.setText(str(device.text_percent))
        self._motion.setChecked(device.reduced_motion)
        self._minutes.setText(str(personal.lock_minutes))
        self._reminders.show_settings(personal)
        self._filling = False
        self._new_keys.set_couple(look.state is VaultState.TWO and not parted)
        self._show_partner(look, fingerprint, anew, parted=parted)

    def _show_partner(
        self, look: VaultLook, fingerprint: tuple[str, ...], anew: Anew, *, parted: bool
    ) -> None:
        fresh = Card(self)
        fresh.body.addWidget(PlainLabel(_("Your partner"), "read"))
        if anew.stage is Stage.OPEN:
            card = AnewCard(anew, self)
            card.withdraw_requested.connect(self._presenter.withdraw_anew)
            fresh.body.addWidget(card)
        elif parted:
            words = _(
                "One of you left the shared space. To share again, both begin anew, with a new invitation."
            )
            fresh.body.addWidget(Prose(words, "small", tone="2"))
        elif look.state is VaultState.TWO:
            self._fill_fingerprint(fresh, fingerprint)
            if anew.member is not None:
                card = AnewCard(anew, self)
                card.invite_requested.connect(self._presenter.invite_anew)
                fresh.body.addSpacing(16)
                fresh.body.addWidget(card)
        elif look.state is VaultState.INVITED:
            self._fill_invited(fresh)
        else:
            self._fill_alone(fresh)
        self.content.replaceWidget(self._partner, fresh)
        self._partner.deleteLater()
        self._partner = fresh

    def _fill_fingerprint(self, card: Card, fingerprint: tuple[str, ...]) -> None:
        words = _(
            "These five words are made of both people’s keys. If your partner reads the same five in "
            "their own settings, then you both see the same shared space, and nobody has put another one in "
            "its place."
        )
        card.body.addWidget(Prose(words, "small", tone="2"))
        card.body.addSpacing(8)
        card.body.addWidget(PlainLabel("   ".join(fingerprint), "read", wrap=True))
        accounts = _(
            "If each of you has an account of their own on this computer, both can use these spaces, one "
            "after the other: “trustapp vault share-folder” on the command line opens the folder to a group "
            "that both accounts are in. Separate accounts protect better than one."
        )
        card.body.addSpacing(8)
        card.body.addWidget(Prose(accounts, "small", tone="2"))

    def _fill_invited(self, card: Card) -> None:
        words = _("An invitation is open: your partner can join on this computer, from the unlock page.")
        card.body.addWidget(Prose(words, "small", tone="2"))
        card.body.addSpacing(8)
        withdraw = Button(_("Close the invitation"), "secondary")
        withdraw.clicked.connect(self._presenter.withdraw_invitation)
        card.body.addLayout(hbox(withdraw, None))

    def _fill_alone(self, card: Card) -> None:
        words = _(
            "You can use this alone for as long as you like, completely. If you want to invite your "
            "partner, nothing of "
            "yours moves: they make their own space with their own key, and a shared space begins empty."
        )
        card.body.addWidget(Prose(words, "small", tone="2"))
        card.body.addSpacing(8)
        invite = Button(_("Invite my partner…"), "secondary", icon="together")
        invite.clicked.connect(self._ask_invite)
        card.body.addLayout(hbox(invite, None))

    def scroll_to_partner(self) -> None:
        """Bring what is said of the partner into view."""
        self.scroll_to(self._partner)

    def show_strength(self, strength: Strength) -> None:
        """How strong the new passphrase is."""
        self._passphrase.show_strength(strength)

    def show_suggestion(self, words: str) -> None:
        """Five words drawn at random."""
        self._passphrase.show_suggestion(words)

    def show_passphrase_changed(self) -> None:
        """The new passphrase opens the space from now on."""
        self._passphrase.clear()
        self.messages.inform(
            _(
                "Changed. A copy of these files that somebody took earlier still opens with the old "
                "passphrase."
            )
        )

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The new recovery sheet, once."""
        self._recovery.show_sheet(sheet)

    def show_confirmed(self, fits: bool) -> None:
        """Whether the two groups fit."""
        self._recovery.show_confirmed(fits)
        if fits:
            self.messages.inform(_("The new sheet opens your space; the old one opens nothing any more."))

    def _new_keys_made(self, finished: bool) -> None:
        if finished:
            words = _(
                "Your new keys are made. From now on your new passphrase and your new sheet open your space; "
                "the old ones open nothing new. A copy that somebody took earlier stays as it was."
            )
            self.messages.inform(words)
            return
        words = _(
            "Your new passphrase and your new sheet hold. Some files could not be written under the new "
            "keys yet; room on the disk may be what is missing. It goes on by itself when you next open."
        )
        self.messages.warn(words)

    def show_sets(self, view: BackupView) -> None:
        """The copies that are there."""
        self._copies.show_sets(view)

    def show_progress(self, percent: int) -> None:
        """How far a copy or a check is."""
        self._copies.show_progress(percent)

    def show_idle(self) -> None:
        """Nothing is being copied or checked."""
        self._copies.show_idle()

    def show_copied(self) -> None:
        """A copy was made and compared."""
        self.messages.inform(
            _("Copied and compared. It opens with the passphrases and recovery codes of today, also later.")
        )

    def show_checked(self) -> None:
        """A copy was looked at."""
        self.messages.inform(_("This copy is whole: every file in it is as it was copied."))

    # -- changing ----------------------------------------------------------------------------------

    def _display_changed(self) -> None:
        if self._filling:
            return
        self._device = replace(
            self._device,
            theme=self._theme.text(),
            text_percent=int(self._text.text()),
            reduced_motion=self._motion.isChecked(),
        )
        self._presenter.set_device(self._device)
        self.device_changed.emit(self._device)

    def _lock_changed(self) -> None:
        if not self._filling:
            minutes = int(self._minutes.text())
            self._presenter.set_lock_minutes(minutes)
            self.lock_changed.emit(minutes)

    def _ask_invite(self) -> None:
        ask(
            self,
            _("Hand the computer over?"),
            _(
                "Your space closes. Your partner then sets up their own, alone; neither of you can open "
                "the other’s. "
                "Not for use together where there is fear, threats, force or control."
            ),
            _("Invite and hand over"),
            space="s",
            on_act=self._presenter.invite,
        )
