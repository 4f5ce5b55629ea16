"""What a second start offers while the spaces are open in another window: everything that tightens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineWords
from trustapp.services.looks import VaultLook, VaultState
from trustapp.words import _
from ui.features.agreement.composer import LimitForm
from ui.ports import Jobs
from ui.shell.beside_presenter import BesidePresenter
from ui.shell.unlock import PersonTile
from ui.widgets import look
from ui.widgets.boxes import Banner, Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.messages import MessageBar
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel, Prose

if TYPE_CHECKING:
    from trustapp.services.agreements import NewLimit
    from trustapp.services.beside import Beside, BesideService

WIDTH = 720


def said_words(what: str) -> str:
    """What was written down, and when it counts."""
    soon = _("It is written down, and counts in the open window within seconds.")
    return {
        "suspended": _("Suspended. Openings and offers rest within seconds; limits stand."),
        "limit": _("Your limit stands.") + " " + soon,
        "need": _("Your need stands.") + " " + soon,
        "ended": _("The line has ended.") + " " + soon,
        "all_ended": _("Everything that you had opened or offered has ended.") + " " + soon,
    }[what]


class EndRow(QWidget):
    """One line that its reader said yes to."""

    end_requested = Signal(str)
    need_requested = Signal(str)

    def __init__(self, words: LineWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = words.id
        end, need = Button(_("End it"), "secondary"), Button(_("Put a need on it"), "quiet")
        for button in (end, need):
            button.setAccessibleName(f"{button.text()}: {words.text}")
        end.clicked.connect(self._end)
        need.clicked.connect(self._need)
        vbox(Prose(words.text, "read"), 4, hbox(need, None, end, gap=12), parent=self, margins=(0, 12, 0, 12))

    def _end(self) -> None:
        self.end_requested.emit(self._key)

    def _need(self) -> None:
        self.need_requested.emit(self._key)


class BesidePage(QWidget):
    """Nothing can be read here but one's own lines, and nothing can be opened; what tightens goes through."""

    again_requested = Signal()
    help_requested = Signal()
    close_requested = Signal()

    def __init__(
        self, factory: Callable[[], BesideService], jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = BesidePresenter(factory, jobs)
        self._members: tuple[Member, ...] = ()
        self._member: MemberId | None = None
        self._beside: Beside | None = None
        self._pending = LineId("")
        self.messages = MessageBar(self)
        self._scroll = ClearScroll(self)
        self._build_head()
        self._build_door()
        self._build_words()
        self._lay_out()
        self._presenter.attach(self)
        self._presenter.refresh()

    # -- building ----------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._banner_box = vbox()
        self.suspend_button = Button(_("Suspend the agreement"), "secondary", icon="pause")
        self.suspend_button.clicked.connect(self._ask_suspend)
        self.suspend_button.hide()

    def _build_door(self) -> None:
        """Who speaks: a tile for each, and the passphrase."""
        self._door = Card(self)
        self._door.body.addWidget(PlainLabel(_("Say something in your own name"), "read"))
        note = _("A limit, a need, or the end of something that you opened. Your passphrase is needed.")
        self._door.body.addWidget(Prose(note, "small", tone="2"))
        self._door.body.addSpacing(12)
        self._tiles = hbox(gap=16)
        self._door.body.addLayout(self._tiles)
        self._door.body.addSpacing(12)
        self._passphrase = PassphraseEdit("", space="n")
        self._passphrase.submitted.connect(self._unlock)
        self.open_button = Button(_("Continue"), "primary")
        self.open_button.clicked.connect(self._unlock)
        self._form = QWidget(self._door)
        vbox(self._passphrase, 8, hbox(None, self.open_button), parent=self._form)
        self._form.hide()
        self._door.body.addWidget(self._form)
        self._door.hide()

    def _build_words(self) -> None:
        """What can be said, once it is known who says it."""
        self._words = Card(self)
        self._name = PlainLabel("", "read")
        self.limit_button = Button(_("State a limit"), "secondary", icon="shield")
        self.need_button = Button(_("State a need"), "secondary", icon="shield")
        self.done_button = Button(_("I am done"), "quiet", icon="lock")
        self.limit_button.clicked.connect(self._begin_limit)
        self.need_button.clicked.connect(self._begin_need)
        self.done_button.clicked.connect(self.forget_keys)
        self.form = LimitForm(self)
        self.form.stated.connect(self._state)
        self.form.closed.connect(self._close_form)
        self.form.hide()
        self._lines = vbox()
        self._words.body.addLayout(hbox((self._name, 1), self.done_button))
        self._words.body.addSpacing(8)
        self._words.body.addLayout(hbox(self.limit_button, self.need_button, None, gap=12))
        self._words.body.addSpacing(8)
        self._words.body.addLayout(self._lines)
        self._words.hide()

    def _lay_out(self) -> None:
        card = Card(self)
        card.body.addWidget(Prose(_("The spaces are open in another window"), "title", leading=1.4))
        card.body.addSpacing(8)
        words = _(
            "They are open here or in the other account, so this window cannot open them. A limit, a "
            "need, an ending or a suspension can be said from here all the same: the open window takes "
            "it in within seconds."
        )
        card.body.addWidget(Prose(words, "body", tone="2"))
        card.body.addSpacing(20)
        self.help_button = Button(_("Help and safety"), "quiet", icon="help")
        self.close_button = Button(_("Close"), "secondary")
        self.again_button = Button(_("Try again"), "primary")
        self.help_button.clicked.connect(self.help_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.again_button.clicked.connect(self.again_requested)
        card.body.addLayout(hbox(self.suspend_button, None))
        card.body.addSpacing(12)
        card.body.addLayout(hbox(self.help_button, None, self.close_button, self.again_button, gap=12))
        holder = QWidget()
        holder.setProperty("ground", "clear")
        self._middle = middle = QWidget(holder)
        vbox(
            self.messages, self._banner_box, 16, card, 20, self._door, self.form, self._words, None,
            parent=middle,
        )  # fmt: skip
        vbox(hbox(None, (middle, 8), None), None, parent=holder, margins=(4, 4, 4, 4))
        self._scroll.hold(holder)
        vbox((self._scroll, 1), parent=self, margins=(28, 28, 28, 28))
        look.follow(self)

    def restyle(self) -> None:
        """As wide as reads well in this size of text."""
        self._middle.setMaximumWidth(look.px(WIDTH))

    # -- what the presenter shows ------------------------------------------------------------------

    def show_look(self, found: VaultLook) -> None:
        """Who belongs here; nobody has said yet who they are."""
        self._members, self._member, self._beside = found.members, None, None
        two = found.state is VaultState.TWO
        self.suspend_button.setVisible(two and not found.suspended)
        self._words.hide()
        self.form.hide()
        self._form.hide()
        self._door.setVisible(two)
        clear(self._tiles)
        for member in found.members:
            tile = PersonTile(member, self._door)
            tile.picked.connect(self._pick)
            self._tiles.addWidget(tile)
        self._tiles.addStretch(1)
        clear(self._banner_box)
        if found.suspended:
            title = _("The agreement is suspended. Limits stand.")
            words = _("Openings and offers rest. It goes on when each of you has said so, in your own space.")
            self._banner_box.addWidget(Banner("s", "pause", title, words, parent=self))

    def show_working(self, working: bool) -> None:
        """While the key is derived."""
        self.open_button.setEnabled(not working)
        self._passphrase.setEnabled(not working)

    def show_wrong(self) -> None:
        """A passphrase that does not open; nothing else is told."""
        self._passphrase.set_error(_("This passphrase does not open this space."))
        self._passphrase.edit.selectAll()

    def show_beside(self, beside: Beside) -> None:
        """What this person may say something about."""
        self._beside = beside
        self._passphrase.clear()
        self._door.hide()
        self._close_form()
        self._name.setText(_("{name} speaks").format(name=beside.member.name))
        clear(self._lines)
        if not beside.knows_lines:
            words = _(
                "Your own space is open in the other window or cannot be read, so that no line can be named "
                "here. Lines can be ended there; suspending lets all of them rest."
            )
            self._lines.addWidget(Prose(words, "small", tone="2"))
        for words_of in beside.lines:
            self._lines.addWidget(Rule())
            row = EndRow(words_of, self)
            row.end_requested.connect(self._ask_end)
            row.need_requested.connect(self._begin_need_on)
            self._lines.addWidget(row)
        if beside.lines:
            end = Button(_("End everything that I opened"), "quiet")
            end.clicked.connect(self._ask_end_all)
            self._lines.addWidget(Rule())
            self._lines.addLayout(hbox(None, end))
        self._words.show()

    def show_said(self, what: str) -> None:
        """What has happened."""
        self.messages.inform(said_words(what))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; the words stay in the form."""
        self.form.answered()
        self.messages.refuse(error)

    # -- what a person does ------------------------------------------------------------------------

    @property
    def holds_keys(self) -> bool:
        """Whether somebody gave their passphrase here."""
        return self._beside is not None

    def forget_keys(self) -> None:
        """Let the keys go, and ask again who is there."""
        self._beside = None
        self._words.hide()
        self._close_form()
        self._presenter.forget()

    def _pick(self, member: str) -> None:
        found = next((one for one in self._members if one.id == member), None)
        if found is None:
            return
        self._member = found.id
        self._passphrase.set_label(_("{name}’s passphrase").format(name=found.name))
        self._passphrase.clear()
        self._passphrase.set_error("")
        self._form.show()
        self._passphrase.setFocus()

    def try_passphrase(self, member: str, passphrase: str) -> None:
        """Choose a tile, type a passphrase and go on."""
        self._pick(member)
        self._passphrase.setText(passphrase)
        self._unlock()

    def _unlock(self) -> None:
        if self._member is not None:
            self.messages.clear()
            self._passphrase.set_error("")
            self._presenter.unlock(self._member, self._passphrase.text())

    def _begin_limit(self) -> None:
        if self._beside is not None:
            self._words.hide()
            self.form.begin_limit(self._beside.categories, (), self._beside.member)

    def _begin_need(self) -> None:
        if self._beside is not None:
            self._words.hide()
            self.form.begin_need(self._beside.categories, None, self._beside.member)

    def _begin_need_on(self, line: str) -> None:
        if self._beside is not None:
            words = next(one for one in self._beside.lines if one.id == line)
            self._words.hide()
            self.form.begin_need(self._beside.categories, words, self._beside.member)

    def _close_form(self) -> None:
        self.form.answered()
        self.form.hide()
        self._words.setVisible(self._beside is not None)

    def _state(self, limit: NewLimit, where: object) -> None:
        if self.form.for_line:
            self._presenter.state_need(limit, None if where is None else LineId(str(where)))
        else:
            self._presenter.state_limit(limit)

    def _ask_suspend(self) -> None:
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

    def _ask_end(self, line: str) -> None:
        self._pending = LineId(line)
        ask(
            self,
            _("End this line?"),
            _("It stops counting at once. The agreement will show that it ended, and no reason is asked."),
            _("End it"),
            space="s",
            on_act=self._end,
        )

    def _end(self) -> None:
        self._presenter.end_line(self._pending)

    def _ask_end_all(self) -> None:
        ask(
            self,
            _("End everything that you opened?"),
            _(
                "Every opening that you said yes to and every offer of yours ends at once. Limits and needs "
                "stand. No reason is asked."
            ),
            _("End it"),
            space="s",
            on_act=self._presenter.end_agreement,
        )
