"""What an own unlock tells its owner alone: when it was last opened, failed tries, and what has changed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.openings import Opened
from trustapp.words import _
from ui.widgets.boxes import Card, IconLabel, Rule
from ui.widgets.buttons import Button
from ui.widgets.dates import day, moment
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose

SHOWN_TRIES = 5


def opening_words(opened: Opened) -> str:
    """When this space was last opened, and how often it was; compare it with what you remember."""
    if opened.last_opened is None:
        return _("This is the first time that your space is opened.")
    return _("Last opened on {moment}. This is opening number {number}.").format(
        moment=moment(opened.last_opened), number=opened.number
    )


def perhaps_oneself(opened: Opened) -> str:
    """What to think of it; nothing at the first opening, which was no surprise."""
    if opened.last_opened is None:
        return ""
    return _(
        "It may well have been you. If it does not fit what you remember, you can change your passphrase in "
        "the settings."
    )


def agreement_words(opened: Opened) -> tuple[str, ...]:
    """What changed in the agreement since they last looked, and what ends soon; neither needs anything."""
    told = []
    if opened.changed:
        told.append(_("Something in “Our agreement” changed since you last looked at it."))
    if opened.ends is not None:
        words = _(
            "Something in “Our agreement” ends on {day}. It may end, or be read again before. Limits stand."
        )
        told.append(words.format(day=day(opened.ends)))
    return tuple(told)


def beside_opening(opened: Opened) -> str:
    """What stands under the opening where there is nothing that needs a page of its own."""
    return " ".join(one for one in (perhaps_oneself(opened), *agreement_words(opened)) if one)


def has_news(opened: Opened) -> bool:
    """Whether there is more to tell than when it was last opened."""
    return bool(opened.failed_tries or opened.notices)


def notice_words(code: str) -> str:
    """A notice in words, for its owner alone."""
    return {
        "partner_joined": _("Your partner has joined. The shared space is there, and it is empty."),
        "join_refused": _(
            "Somebody tried to join without your invitation. They were not let in, and nothing of yours "
            "was opened. There is nothing you need to do."
        ),
        "ledger_changed": _(
            "The shared record was changed or put back since you last saw it. Every limit stands again. "
            "What was opened since then counts only when it is said again."
        ),
        "ledger_rebuilt": _(
            "The shared file was gone. It was made again from what your own space keeps. Every limit that "
            "your space knows stands. Openings and offers rest until each of you has said go on, alone."
        ),
        "shared_set_aside": _(
            "The shared file could not be read safely. It was set aside under another name, and made again "
            "from what your own space keeps. Every limit that your space knows stands. Openings and offers "
            "rest until each of you has said go on, alone."
        ),
        "shared_busy": _("Another program holds the shared file.") + " " + _shut(),
        "shared_full": " ".join(
            [_("The disk is full, so the shared space could not be opened."), _read_at_rest(), _shut()]
        ),
        "shared_read_only": " ".join(
            [_("The shared file cannot be written, so it was not opened."), _read_at_rest(), _shut()]
        ),
        "shared_newer": _("A newer version of the program wrote the shared space.") + " " + _shut(),
        "shared_shut": _("The shared space could not be opened.") + " " + _shut(),
        "disk_full": _(
            "The disk is full. You can read everything; what you change is not kept until there is room."
        ),
        "disk_read_only": _(
            "Nothing can be written in this folder. You can read everything; what you change is not kept."
        ),
        "stated_again": _("A limit, an ending or a suspension of yours was missing, and was stated again."),
        "taken_in": _(
            "Something that was said outside of an open space, or while the shared record could not be "
            "written, is in the record now: a limit, a need, an ending or a suspension. It has counted "
            "since it was said."
        ),
        "unsigned_statements": _(
            "Something was said together in your name. It stands, and “Our agreement” asks whether you "
            "sign it."
        ),
        "clock_behind": _(
            "The clock of this computer is behind the latest time seen. Openings rest until each of you "
            "confirms the date."
        ),
        "release_gone": _(
            "The sheet that you had released is no longer there, and it was not opened. You can release "
            "it again."
        ),
        "restored": _(
            "Files were brought back from a copy since you last opened yours. Every limit, need and ending "
            "stands. What was opened or lifted counts only when it is said again."
        ),
        "names_put_right": _(
            "A name or a colour had been changed in the files. It is again as each of you chose it."
        ),
        "backup_missing": _(
            "No copy of these files was made when they were last closed. The disk may have been full or "
            "write-protected, or the program ended before. “Settings” shows the copies that are there."
        ),
        "file_put_back": _(
            "The file of your space is older or other than the one you left. A copy that was put back looks "
            "like this. If nobody put one back, “Help and safety” says what this program cannot protect."
        ),
        "shared_keys": _(
            "Other keys lie in your partner’s place, and nothing in the shared record says that your partner "
            "made them. The shared space was not opened with them."
        )
        + " "
        + _shut(),
        "partner_rekeyed": _(
            "Your partner has made new keys. The shared record holds their signature, by the old key and by "
            "the new one, and everything that was said stands as it was. The five words in the settings are "
            "new; you can compare them again."
        ),
        "rekey_finished": _(
            "Making your keys anew had been interrupted. It is finished now, and nothing lies under the old "
            "keys any more."
        ),
        "rekey_waits": _(
            "Making your keys anew is not finished: some files still lie under the old keys. Your new "
            "passphrase and your new sheet hold. It goes on by itself when you next open your space; room on "
            "the disk may be what is missing."
        ),
        "shared_awaits": _(
            "The shared space opens to you when the person who invited you has opened their own space once. "
            "What you state until then is kept, and stands there from that moment."
        ),
        "anew_accepted": _(
            "Somebody has begun anew by your invitation, with keys of their own. Limits and needs from "
            "before stay as last stated, and no new key lifts them. What had been opened has ended."
        ),
        "anew_closed": _(
            "The invitation to begin anew is closed, and nobody joined by it. The keys from before were "
            "used, or it was not finished. What you ended with it stays ended."
        ),
        "anew_undone": _(
            "Your partner had invited somebody to begin anew in your place, as if your passphrase and your "
            "recovery sheet were lost. Because you opened with your own, that invitation is closed. Openings "
            "have ended; your limits stand, and nothing of yours was opened."
        ),
        "anew_without_you": _(
            "Somebody has begun anew in your place, with other keys. It may have been you. The shared space "
            "no longer opens with the keys that you used now. Your limits and needs stay there as last "
            "stated, and what had been opened has ended. Nobody can open your own space by it: it is as you "
            "left it, to read, to take with you, or to delete."
        ),
    }.get(code, _("Something is not as you left it. Limits stand."))


def _read_at_rest() -> str:
    return _(
        "As far as its file can be read, you see every limit, need, ending and suspension that was said "
        "since. Openings rest."
    )


def _shut() -> str:
    return _(
        "Your own space is open. A limit that you state now is kept here, and goes into the shared space "
        "when it opens again."
    )


class WelcomePanel(QWidget):
    """Shown once after an unlock, when there is something to tell."""

    closed = Signal()
    help_requested = Signal()

    def __init__(self, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = Card(self)
        card.setMaximumWidth(640)
        card.body.addWidget(Prose(_("Since you were last here"), "title", leading=1.4))
        card.body.addSpacing(4)
        said = " ".join(one for one in (opening_words(opened), perhaps_oneself(opened)) if one)
        card.body.addWidget(Prose(said, "body", tone="2"))
        for code in opened.notices:
            self._add(card, "info", notice_words(code))
        for words in agreement_words(opened):
            self._add(card, "agreement", words)
        if opened.fingerprint:
            self._add_fingerprint(card, opened.fingerprint)
        if opened.failed_tries:
            self._add_tries(card, opened.failed_tries)
        card.body.addSpacing(24)
        self.button = Button(_("Continue"), "primary", space="own")
        self.button.clicked.connect(self.closed)
        helping = Button(_("Help and safety"), "quiet", icon="help")
        helping.clicked.connect(self.help_requested)
        card.body.addLayout(hbox(helping, None, self.button))
        vbox(None, hbox(None, (card, 6), None), None, margins=(32, 32, 32, 32), parent=self)

    @staticmethod
    def _add(card: Card, icon: str, words: str) -> None:
        card.body.addSpacing(12)
        card.body.addWidget(Rule())
        card.body.addSpacing(12)
        card.body.addLayout(hbox(IconLabel(icon, "ink2", 20), (Prose(words, "body"), 1), gap=12))

    def _add_fingerprint(self, card: Card, words: tuple[str, ...]) -> None:
        self._add(
            card,
            "key",
            _(
                "These five words are made of both people’s keys. Your partner reads the same five in "
                "their settings:"
            ),
        )
        card.body.addSpacing(8)
        card.body.addWidget(PlainLabel("   ".join(words), "read", wrap=True))

    def _add_tries(self, card: Card, tries: tuple[datetime, ...]) -> None:
        shown = "; ".join(moment(one) for one in tries[-SHOWN_TRIES:])
        words = _(
            "A passphrase that did not fit was tried here: {moments}. That too may have been you, with a "
            "slip of the fingers."
        )
        self._add(card, "lock", words.format(moments=shown))
