"""What a person wishes of one line: a question before what cannot be undone, then one call."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.endings import Ending
from trustapp.domain.ids import LineId, StatementId
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind
from trustapp.words import _
from ui.features.agreement.presenter import AgreementPresenter
from ui.features.agreement.still_yes import StillYesDialog
from ui.widgets.dialogs import PassphraseDialog, ask


class LineWishes(QObject):
    """Belongs to the page; what takes a form is asked of the page again."""

    change_requested = Signal(str)
    """Other words or another day for the line of this id."""
    need_requested = Signal(str)
    """A need on the line of this id."""

    def __init__(self, page: QWidget, presenter: AgreementPresenter) -> None:
        super().__init__(page)
        self._page = page
        self._presenter = presenter
        self._pending: tuple[str, str] = ("", "")

    @property
    def _members(self) -> tuple[Member, ...]:
        shown = self._presenter.shown
        return shown.members if shown is not None else ()

    def wish(self, wish: str, key: str) -> None:
        """Do what was wished for the line of this key, after a question where it cannot be undone."""
        self._pending = (wish, key)
        {
            "still_yes": self._ask_still_yes,
            "end": self._ask_end,
            "change": self._change,
            "drop": self._drop,
            "need": self._put_need,
            "ask_lift": self._ask_lift,
            "forget_lift": self._forget_lift,
            "confirm_lift": self._ask_confirm_lift,
            "sign": self._sign,
            "paper_yes": self._paper,
            "paper_no": self._paper,
        }[wish]()

    def _ask_still_yes(self) -> None:
        words = self._presenter.words_of(LineId(self._pending[1]))
        if words is not None:
            replaced = self._presenter.ended_by(words)
            dialog = StillYesDialog(self._page, words, self._members, replaced)
            dialog.confirmed.connect(self._said_still_yes)
            dialog.offer_help(self._presenter.help)
            dialog.open()

    def _said_still_yes(self, passphrase: str, paper: bool) -> None:
        self._presenter.still_yes(LineId(self._pending[1]), passphrase, paper)

    def _ask_end(self) -> None:
        ask(
            self._page,
            _("End this line?"),
            _("It stops counting at once. The agreement will show that it ended, and no reason is asked."),
            _("End it"),
            space="s",
            on_act=self._end,
            sayings=self._presenter.phrases(self._ending()),
        )

    def _ending(self) -> Ending:
        words = self._presenter.words_of(LineId(self._pending[1]))
        return Ending.OFFER if words is not None and words.kind is LineKind.COMMITMENT else Ending.LINE

    def _end(self) -> None:
        self._presenter.end_line(LineId(self._pending[1]))

    def _change(self) -> None:
        self.change_requested.emit(self._pending[1])

    def _drop(self) -> None:
        ask(
            self._page,
            _("Drop this draft?"),
            _("It goes for both of you. A still yes of yours to it goes with it."),
            _("Drop it"),
            space="s",
            on_act=self._drop_it,
        )

    def _drop_it(self) -> None:
        self._presenter.drop_draft(LineId(self._pending[1]))

    def _put_need(self) -> None:
        self.need_requested.emit(self._pending[1])

    def _ask_lift(self) -> None:
        ask(
            self._page,
            _("Think about taking this back?") if self._is_wait() else _("Think about lifting this?"),
            _(
                "Nothing of this thought leaves your space, and what you said stands. A day from now, "
                "once you have opened your space again, you can lift it, or leave it."
            ),
            _("Think about it"),
            space="own",
            on_act=self._lift_asked,
        )

    def _lift_asked(self) -> None:
        self._presenter.ask_lift(StatementId(self._pending[1]))

    def _is_wait(self) -> bool:
        """Whether what was wished is about a longer wait, and not about a limit or need."""
        shown = self._presenter.shown
        return shown is not None and any(wait.id == self._pending[1] for wait in shown.agreement.waits)

    def _forget_lift(self) -> None:
        self._presenter.forget_lift(StatementId(self._pending[1]))

    def _ask_confirm_lift(self) -> None:
        dialog = PassphraseDialog(
            self._page,
            _("Take this back?") if self._is_wait() else _("Lift this?"),
            _("The longest wait that still stands counts from then on, and never less than a day.")
            if self._is_wait()
            else _(
                "It ends, and both of you see that. What it had closed stays closed, and opens only by "
                "a new draft."
            ),
            _("Take it back") if self._is_wait() else _("Lift it"),
            sayings=() if self._is_wait() else self._presenter.phrases(Ending.LIMIT),
        )
        dialog.given.connect(self._confirm_lift)
        dialog.open()

    def _confirm_lift(self, passphrase: str) -> None:
        self._presenter.confirm_lift(StatementId(self._pending[1]), passphrase)

    def _sign(self) -> None:
        self._presenter.sign(StatementId(self._pending[1]))

    def _paper(self) -> None:
        wish, key = self._pending
        shown = self._presenter.shown
        move = shown.moves.get(key) if shown else None
        target = move.my_yes if move and move.my_yes else StatementId(key)
        self._presenter.allow_on_paper(target, wish == "paper_yes")
