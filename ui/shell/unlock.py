"""The unlock page: a tile for each person, one passphrase, and what needs none."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.services.looks import VaultLook, VaultState
from trustapp.words import _
from ui.ports import Jobs
from ui.shell.unlock_presenter import UnlockPresenter
from ui.widgets import look
from ui.widgets.boxes import Banner, IconLabel
from ui.widgets.buttons import Button
from ui.widgets.hours import greeting, night_words
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.messages import MessageBar, text_for
from ui.widgets.rows import TILE, Tile
from ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.openings import Opened
    from ui.shell.recover import RecoverPanel
    from ui.shell.welcome import WelcomePanel

GAP = 24
MIDDLE = 760


class PersonTile(Tile):
    """One person's space."""

    picked = Signal(str)

    def __init__(self, member: Member, parent: QWidget | None = None) -> None:
        left = member.id == "p1"
        super().__init__(member.name, _("Private space"), member.hue.value, left_half=left, parent=parent)
        self.member = member
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self.member.id)


class UnlockPage(QWidget):
    """Neutral until a tile is chosen; nothing on it says when or how often anybody came."""

    opened = Signal(object)
    help_requested = Signal()
    display_requested = Signal()
    join_requested = Signal()

    def __init__(
        self, services: Services, jobs: Jobs, found: VaultLook | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._services, self._jobs = services, jobs
        self._presenter = UnlockPresenter(services, jobs)
        self._look = VaultLook(VaultState.ALONE)
        self._member: Member | None = None
        self._tiles: list[PersonTile] = []
        self._over: RecoverPanel | WelcomePanel | None = None
        self._news: Opened | None = None
        self.messages = MessageBar(self)
        self._face = QWidget(self)
        self._form = QWidget(self._face)
        self._form.hide()
        self._filled = False
        self._layout = vbox((self._face, 1), parent=self)
        self._lay_out()
        look.follow(self)
        self._presenter.attach(self)
        if found is None:
            self._presenter.refresh()
        else:
            self.show_look(found)

    # -- building ----------------------------------------------------------------------------------

    def _fill_form(self) -> None:
        """Where there are two people nobody waits for it: it is made when one of them is chosen."""
        from ui.widgets.passphrase_edit import PassphraseEdit
        from ui.widgets.text import Prose

        self._filled = True
        self._passphrase = PassphraseEdit("", space="n")
        self._passphrase.submitted.connect(self._unlock)
        self._open = Button(_("Open"), "primary")
        self._open.clicked.connect(self._unlock)
        note = Prose(
            _("No hint, no reset, no second key. If it is lost, only your recovery sheet helps."),
            "small",
            tone="2",
        )
        self._recover = Button(_("I have my recovery sheet"), "quiet", icon="key")
        self._recover.clicked.connect(self._show_recover)
        self._join = Button(_("Join as the invited partner"), "secondary", icon="together")
        self._join.clicked.connect(self.join_requested)
        vbox(
            self._passphrase,
            8,
            note,
            12,
            hbox(self._recover, None, self._open, gap=12),
            8,
            hbox(None, self._join),
            parent=self._form,
        )
        self._join.setVisible(self._look.inviter is not None)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Tab goes down the page: the tiles, what the form holds, the foot."""
        down: list[QWidget] = [*self._tiles]
        if self._filled:
            down += [*self._passphrase.in_order(), self._recover, self._join, self._open]
        down += self._foot
        for one, following in pairwise(down):
            QWidget.setTabOrder(one, following)

    def _lay_out(self) -> None:
        hour = time.localtime().tm_hour
        self._title = PlainLabel(greeting(hour), "display")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line = PlainLabel(_("Which space would you like to open?"), "body", tone="2")
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        night = PlainLabel(night_words(hour), "body", tone="2")
        night.setAlignment(Qt.AlignmentFlag.AlignCenter)
        night.setVisible(bool(night_words(hour)))
        self._tile_row = hbox(gap=GAP)
        self._state = vbox(gap=12)
        middle = self._middle = QWidget(self._face)
        vbox(
            self.messages, self._state, 16, self._title, 8, night, self._line, 28, self._tile_row, 32,
            hbox(None, (self._form, 1000), None), parent=middle,
        )  # fmt: skip
        help_button = Button(_("Help and safety"), "quiet", icon="help")
        help_button.clicked.connect(self.help_requested)
        display = Button(_("Display"), "quiet", icon="settings")
        display.clicked.connect(self.display_requested)
        self._suspend = Button(_("Suspend the agreement"), "quiet", icon="pause")
        self._suspend.clicked.connect(self._ask_suspend)
        hint = PlainLabel(_("F9 hides and locks. Closing the window locks too."), "small", tone="2")
        self._foot = (help_button, self._suspend, display)
        foot = hbox(
            help_button, self._suspend, None, IconLabel("hide", "ink2", 18), hint, None, display, gap=8
        )
        vbox(None, hbox(None, (middle, 8), None), None, foot, margins=(32, 16, 32, 20), parent=self._face)

    def restyle(self) -> None:
        """Larger text needs wider columns: the form stays as wide as the two tiles over it."""
        self._form.setMaximumWidth(2 * look.px(TILE) + GAP)
        self._middle.setMaximumWidth(look.px(MIDDLE))

    # -- what the presenter shows ------------------------------------------------------------------

    def show_look(self, found: VaultLook) -> None:
        """A tile for each person, and what can be done without a passphrase."""
        self._look = found
        clear(self._tile_row)
        self._tiles = []
        self._tile_row.addStretch(1)
        for member in found.members:
            tile = PersonTile(member, self._face)
            tile.picked.connect(self._pick)
            self._tiles.append(tile)
            self._tile_row.addWidget(tile)
        self._tile_row.addStretch(1)
        self._put_in_order()
        if self._filled:
            self._join.setVisible(found.inviter is not None)
        self._suspend.setVisible(found.state is VaultState.TWO and not found.suspended)
        clear(self._state)
        if found.suspended:
            self._show_suspended_banner()
        if len(found.members) == 1:
            self._line.setText(_("Your space is locked."))
            self._pick(found.members[0].id)
        else:
            self._form.hide()
            if self._tiles:
                self._tiles[0].setFocus()

    def _show_suspended_banner(self) -> None:
        words = _("Openings and offers rest. It goes on when each of you has said so, in your own space.")
        self._state.addWidget(
            Banner("s", "pause", _("The agreement is suspended. Limits stand."), words, parent=self._face)
        )

    def show_working(self, working: bool) -> None:
        """While the key is derived."""
        self._open.setEnabled(not working)
        self._open.setText(_("Opening…") if working else _("Open"))
        self._passphrase.setEnabled(not working)

    def show_wrong(self) -> None:
        """A passphrase that does not open; nothing else is told."""
        self._passphrase.set_error(_("This passphrase does not open this space."))
        # It lost the keyboard while it was disabled: whoever mistyped types again at once.
        self._passphrase.setFocus()
        self._passphrase.edit.selectAll()

    def show_opened(self, opened: Opened) -> None:
        """Into the space, by way of what there is to tell."""
        from ui.shell.welcome import WelcomePanel, has_news

        self._passphrase.clear()
        if not has_news(opened):
            self.opened.emit(opened)
            return
        self._news = opened
        member = opened.sitting.member
        look.LOOK.set_person(member.hue.value if member else "n")
        panel = WelcomePanel(opened, self)
        panel.closed.connect(self._welcomed)
        panel.help_requested.connect(self.help_requested)
        self._show_over(panel)
        panel.button.setFocus()

    def _welcomed(self) -> None:
        if self._news is not None:
            self.opened.emit(self._news)

    def show_suspended(self) -> None:
        """The mark is on the disk."""
        self._presenter.refresh()
        self.messages.inform(_("Suspended. Openings and offers rest from now on; limits stand."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    def tell(self, code: str) -> None:
        """What the last lock left to say."""
        self.messages.inform(text_for(UserError(code)))

    # -- what a person does ------------------------------------------------------------------------

    def _pick(self, member: str) -> None:
        self._member = next((one for one in self._look.members if one.id == member), None)
        if self._member is None:
            return
        if not self._filled:
            self._fill_form()
        for tile in self._tiles:
            chosen = tile.member.id == member
            tile.set_current(chosen, _("Private space, chosen") if chosen else _("Private space"))
        self._open.set_space(self._member.hue.value)
        self._passphrase.set_label(_("{name}’s passphrase").format(name=self._member.name))
        self._passphrase.clear()
        self._passphrase.set_error("")
        self._form.show()
        self._passphrase.setFocus()

    def try_passphrase(self, member: str, passphrase: str) -> None:
        """Choose a tile, type a passphrase and open."""
        self._pick(member)
        self._passphrase.setText(passphrase)
        self._unlock()

    def show_recovery(self, member: str) -> None:
        """Choose a tile and go to the recovery sheet."""
        self._pick(member)
        self._show_recover()

    def _unlock(self) -> None:
        if self._member is not None:
            self.messages.clear()
            self._passphrase.set_error("")
            self._presenter.unlock(self._member.id, self._passphrase.text())

    def _ask_suspend(self) -> None:
        from ui.widgets.dialogs import ask

        ask(
            self,
            _("Suspend the agreement?"),
            _(
                "No passphrase is needed. Openings and offers rest at once, and limits stand. Both of you "
                "will see that it rests, not who did it; with two people that can be guessed. Openings come "
                "back a day after each of you has said go on, alone."
            ),
            _("Suspend"),
            space="s",
            on_act=self._presenter.suspend,
        )

    # -- the recovery sheet ------------------------------------------------------------------------

    def _show_recover(self) -> None:
        if self._member is None:
            return
        from ui.shell.recover import RecoverPanel

        look.LOOK.set_person(self._member.hue.value)
        panel = RecoverPanel(self._services, self._jobs, MemberId(self._member.id), self._member.name, self)
        panel.finished.connect(self._recovered)
        panel.closed.connect(self._close_over)
        self._show_over(panel)
        panel.begin()

    def _recovered(self, opened: Opened) -> None:
        self.opened.emit(opened)

    def _show_over(self, panel: RecoverPanel | WelcomePanel) -> None:
        self._face.hide()
        self._over = panel
        panel.setMaximumWidth(look.px(1040))
        self._over_row = hbox(None, (panel, 20), None)
        self._layout.addLayout(self._over_row, 1)
        panel.show()

    def _close_over(self) -> None:
        look.LOOK.set_person("n")
        if self._over is not None:
            clear(self._over_row)
            self._layout.removeItem(self._over_row)
            self._over = None
        self._face.show()
        self._passphrase.setFocus()
