"""Our agreement: limits first, then what counts, then drafts; every line with what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from trustapp.domain.agreement import Version
from trustapp.domain.demands import Demand
from trustapp.domain.endings import Ending
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import AgreementView, NewLimit
from trustapp.words import _
from ui.features.agreement.composer import DraftForm, LimitForm
from ui.features.agreement.presenter import AgreementPresenter
from ui.features.agreement.questions import Questions
from ui.features.agreement.sheet import AgreementSheet
from ui.features.agreement.side import SideColumn
from ui.features.agreement.still_yes import StillYesDialog
from ui.features.agreement.unkept import UnkeptDialog, choose_file, choose_folder
from ui.features.agreement.words import awaiting_words, demand_words, done_words
from ui.widgets import look
from ui.widgets.boxes import Banner
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.dialogs import NoticeDialog, PassphraseDialog, ask
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel

FROM_FORMS = frozenset({"limit_stands", "need_stands", "drafted"})
"""What is done with the words of a form."""

NARROW = 840
SIDE = 280


class AgreementPage(Page):
    """The living agreement; each wish is one call, and dialogs stand only before what cannot be undone."""

    KEY = "agreement"
    TITLE = _("Our agreement")

    def __init__(self, presenter: AgreementPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Our agreement"), space="s", parent=parent)
        self._presenter = presenter
        self._shown: AgreementView | None = None
        self._pending: tuple[str, str] = ("", "")
        self._limit = Button(_("State a limit"), "secondary", icon="shield")
        self._draft = Button(_("Draft a line"), "secondary", icon="edit")
        self._print = Button(_("Print…"), "primary", space="s", icon="print")
        for button in (self._limit, self._draft, self._print):
            self.head_actions.addWidget(button)
        self._banners = QWidget(self)
        self._banner_box = vbox(parent=self._banners, gap=12)
        self._limit_form = LimitForm(self)
        self._draft_form = DraftForm(self)
        self._limit_form.hide()
        self._draft_form.hide()
        self._sheet = AgreementSheet(self)
        self._side = SideColumn(self)
        left = vbox(self._limit_form, self._draft_form, (self._sheet, 1), gap=16)
        self._columns = hbox((left, 1), self._side, gap=24)
        self._columns.setAlignment(self._side, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self._banners)
        self.content.addSpacing(16)
        self.content.addLayout(self._columns, 1)
        look.follow(self)
        self._connect()
        presenter.attach(self)

    def _connect(self) -> None:
        self._limit.clicked.connect(self._begin_limit)
        self._draft.clicked.connect(self._begin_draft)
        self._print.clicked.connect(self._presenter.print_it)
        self._limit_form.stated.connect(self._state)
        self._limit_form.closed.connect(self._close_forms)
        self._draft_form.drafted.connect(self._keep_draft)
        self._draft_form.closed.connect(self._close_forms)
        self._sheet.wished.connect(self._wish)
        self._side.suspend_requested.connect(self._ask_suspend)
        self._side.end_requested.connect(self._ask_end_agreement)
        self._side.versions_requested.connect(self._presenter.ask_versions)
        self._side.ask_taken_back.connect(self._presenter.take_back_ask)
        self._side.title_closed.connect(self._presenter.close_title)
        self._side.head_words_requested.connect(self._presenter.ask_head_words)
        self._side.saved_file_requested.connect(self._choose_file)

    def scroll_to_drafts(self) -> None:
        """Bring what counts for nothing yet into view."""
        if not self._sheet.drafts.isHidden():
            self.scroll_to(self._sheet.drafts)

    def restyle(self) -> None:
        """Where the window is narrow or the text large, the side column stands under the lines."""
        narrow = self.width() < look.px(NARROW)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else beside)
        self._columns.setAlignment(self._side, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop)
        self._side.set_width(None if narrow else look.px(SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the side column anew."""
        super().resizeEvent(event)
        self.restyle()

    # -- what the presenter shows ------------------------------------------------------------------

    def show_agreement(self, view: AgreementView, questions: Questions) -> None:
        """Everything anew; nothing here says what the other did or when."""
        self._shown = view
        own = view.me is not None
        self._print.setVisible(own)
        self._draft.setVisible(not view.agreement.nobody_there)
        self._show_banners(view)
        self._sheet.show_lines(view)
        self._side.show_side(view, questions)

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        """The past versions, to read."""
        if self._shown is not None:
            self._side.show_versions(versions, self._shown.members)

    def show_done(self, what: str) -> None:
        """What has happened, in the message bar; a form whose words were kept is put away."""
        if what in FROM_FORMS:
            self._close_forms()
        self.messages.inform(done_words(what))

    def show_unkept(self, said: tuple[str, ...]) -> None:
        """Nothing could be written: the words for paper, and another folder."""
        dialog = UnkeptDialog(self, said)
        dialog.save_requested.connect(self._choose_folder)
        dialog.open()

    def _choose_folder(self) -> None:
        choose_folder(self, self._presenter.save_unkept)

    def show_saved(self, names: tuple[str, ...]) -> None:
        """It lies in another folder now."""
        self._close_forms()
        words = _("Saved as {names}. It is sealed; “Take in a saved file…” puts it back when there is room.")
        self.messages.inform(words.format(names=", ".join(names)))

    def _choose_file(self) -> None:
        choose_file(self, self._presenter.take_saved)

    def show_taken(self, count: int) -> None:
        """What a saved file held counts."""
        self.messages.inform(
            _("Taken in. It counts from now on.") if count else _("What this file holds was here already.")
        )

    def show_head_words(self, words: tuple[str, ...]) -> None:
        """To compare with the other, or with a paper."""
        text = _(
            "These five words are made of everything that both of you have said. Whoever reads the same five "
            "reads the same record, and every new word of either of you makes other ones. Compare them, or "
            "print them at the foot of the agreement."
        )
        dialog = NoticeDialog(self, _("The record in five words"), text)
        dialog.column.insertSpacing(3, 12)
        dialog.column.insertWidget(4, PlainLabel("   ".join(words), "read", wrap=True))
        dialog.open()

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; the words stay in the form."""
        self._limit_form.answered()
        self._draft_form.answered()
        if error.code == "line.demands":
            what = str(error.values["what"])
            self.messages.warn(demand_words(what))
            self._draft_form.show_repairs(self._presenter.repairs(Demand(what)))
        else:
            self.messages.refuse(error)

    def _show_banners(self, view: AgreementView) -> None:
        while (item := self._banner_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if view.agreement.nobody_there:
            self._banner_box.addWidget(self._nobody_there_banner())
        text = _("A yes is freely given, reversible, informed, specific, willing and at ease.")
        if view.agreement.review is not None:
            again = _("Read it again together on {day}, or sooner.").format(day=day(view.agreement.review))
            text = f"{text} {again}"
        title = _("How we feel today. Not consent to any act. A changed mind wins.")
        self._banner_box.addWidget(Banner("s", "agreement", title, text, parent=self._banners))
        if view.agreement.suspended:
            self._banner_box.addWidget(self._suspended_banner(view))
        if view.awaits_partner:
            title, text = _("The shared space is not open to you yet."), awaiting_words()
        else:
            title = _("The shared record does not fit together.")
            text = _("Openings and offers rest until each of you has said still yes again. Limits stand.")
        if not view.agreement.verified:
            self._banner_box.addWidget(Banner("s", "info", title, text, parent=self._banners))
        if view.agreement.clock_in_doubt:
            banner = Banner(
                "s",
                "later",
                _("The clock of this computer is behind."),
                _("Openings and offers rest until each of you has confirmed that today is {day}.").format(
                    day=day(view.today)
                ),
                _("The date is right") if view.me else None,
                parent=self._banners,
            )
            banner.action_requested.connect(self._presenter.confirm_date)
            self._banner_box.addWidget(banner)
        if view.changed_since_last:
            self._banner_box.addWidget(
                Banner(
                    "s",
                    "info",
                    _("Something changed since you last looked."),
                    _("Every line below is as it stands now."),
                    parent=self._banners,
                )
            )

    def _nobody_there_banner(self) -> Banner:
        return Banner(
            "s",
            "info",
            _("The other person left the shared space."),
            _(
                "What they had opened has ended and is shown no more, in earlier versions too. Limits and "
                "needs stay as last stated. You can read, print, and state or lift your own; nothing can "
                "be opened here any more."
            ),
            parent=self._banners,
        )

    def _suspended_banner(self, view: AgreementView) -> Banner:
        returns = view.agreement.returns
        if returns is not None:
            text = _("Both of you said go on. Openings return a day after that. Limits stand.")
        elif view.go_on_said:
            text = _("You said go on. It goes on a day after both of you have. Limits stand.")
        else:
            text = _("Openings and offers rest, and limits stand, until each of you says go on, alone.")
        can = view.me is not None and not view.go_on_said and returns is None
        banner = Banner(
            "s",
            "pause",
            _("The agreement is suspended."),
            text,
            _("Go on…") if can else None,
            parent=self._banners,
        )
        banner.action_requested.connect(self._ask_go_on)
        return banner

    # -- forms -------------------------------------------------------------------------------------

    def _begin_limit(self) -> None:
        if self._shown is not None:
            self._close_forms()
            self._limit_form.begin_limit(self._shown.categories, self._shown.members, self._shown.me)
            self.scroll_to(self._limit_form)

    def _begin_draft(self) -> None:
        if self._shown is not None:
            self._close_forms()
            self._draft_form.begin(self._shown.categories, self._shown.me, self._shown.today)
            self.scroll_to(self._draft_form)

    def _close_forms(self) -> None:
        for form in (self._limit_form, self._draft_form):
            form.answered()
            form.hide()

    def _state(self, limit: NewLimit, where: object) -> None:
        if self._limit_form.for_line:
            self._presenter.state_need(limit, LineId(str(where)))
        elif where is not None:
            self._presenter.state_limit_together(limit, MemberId(str(where)))
        else:
            self._presenter.state_limit(limit)

    def _keep_draft(self, draft: object, line: object) -> None:
        if line is None:
            self._presenter.draft(draft)  # type: ignore[arg-type]
        else:
            self._presenter.change_draft(line, draft)  # type: ignore[arg-type]

    # -- wishes of a line --------------------------------------------------------------------------

    def _wish(self, wish: str, key: str) -> None:
        self._pending = (wish, key)
        {
            "still_yes": self._ask_still_yes,
            "end": self._ask_end,
            "change": self._begin_change,
            "drop": self._drop,
            "need": self._begin_need,
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
            replaced = self._presenter.words_of(words.replaces) if words.replaces else None
            dialog = StillYesDialog(self, words, self._shown.members if self._shown else (), replaced)
            dialog.confirmed.connect(self._said_still_yes)
            dialog.offer_help(self._presenter.help)
            dialog.open()

    def _said_still_yes(self, passphrase: str, paper: bool) -> None:
        self._presenter.still_yes(LineId(self._pending[1]), passphrase, paper)

    def _ask_end(self) -> None:
        ask(
            self,
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

    def _begin_change(self) -> None:
        words = self._presenter.words_of(LineId(self._pending[1]))
        if words is not None and self._shown is not None:
            self._close_forms()
            self._draft_form.begin_change(self._shown.categories, words, self._shown.today)
            self.scroll_to(self._draft_form)

    def _drop(self) -> None:
        ask(
            self,
            _("Drop this draft?"),
            _("It goes for both of you. A still yes of yours to it goes with it."),
            _("Drop it"),
            space="s",
            on_act=self._drop_it,
        )

    def _drop_it(self) -> None:
        self._presenter.drop_draft(LineId(self._pending[1]))

    def _begin_need(self) -> None:
        words = self._presenter.words_of(LineId(self._pending[1]))
        if words is not None and self._shown is not None and self._shown.me is not None:
            self._close_forms()
            self._limit_form.begin_need(self._shown.categories, words, self._shown.me)
            self.scroll_to(self._limit_form)

    def _ask_lift(self) -> None:
        ask(
            self,
            _("Think about lifting this?"),
            _(
                "Nothing of this thought leaves your space, and what you said stands. A day from now, in "
                "another sitting, you can lift it, or leave it."
            ),
            _("Think about it"),
            space="own",
            on_act=self._lift_asked,
        )

    def _lift_asked(self) -> None:
        self._presenter.ask_lift(StatementId(self._pending[1]))

    def _forget_lift(self) -> None:
        self._presenter.forget_lift(StatementId(self._pending[1]))

    def _ask_confirm_lift(self) -> None:
        dialog = PassphraseDialog(
            self,
            _("Lift this?"),
            _(
                "It ends, and both of you see that. What it had closed stays closed; it can begin as a new "
                "draft."
            ),
            _("Lift it"),
            sayings=self._presenter.phrases(Ending.LIMIT),
        )
        dialog.given.connect(self._confirm_lift)
        dialog.open()

    def _confirm_lift(self, passphrase: str) -> None:
        self._presenter.confirm_lift(StatementId(self._pending[1]), passphrase)

    def _sign(self) -> None:
        self._presenter.sign(StatementId(self._pending[1]))

    def _paper(self) -> None:
        wish, key = self._pending
        move = self._shown.moves.get(key) if self._shown else None
        target = move.my_yes if move and move.my_yes else StatementId(key)
        self._presenter.allow_on_paper(target, wish == "paper_yes")

    # -- the whole agreement -----------------------------------------------------------------------

    def _ask_suspend(self) -> None:
        ask(
            self,
            _("Suspend the agreement?"),
            _(
                "Openings and offers rest at once, and limits stand. Both of you will see that it rests, not "
                "who did it; with two people that can be guessed. Openings come back a day after each of you "
                "has said go on, alone."
            ),
            _("Suspend"),
            space="s",
            on_act=self._presenter.suspend,
        )

    def _ask_end_agreement(self) -> None:
        ask(
            self,
            _("End the agreement?"),
            _(
                "Every opening and every offer of yours ends at once. Limits and needs stand. No reason "
                "is asked."
            ),
            _("End it"),
            space="s",
            on_act=self._presenter.end_agreement,
            sayings=self._presenter.phrases(Ending.AGREEMENT),
        )

    def _ask_go_on(self) -> None:
        dialog = PassphraseDialog(
            self,
            _("Go on?"),
            _("This is your part alone. Openings return a day after both of you have said so."),
            _("Go on"),
        )
        dialog.given.connect(self._presenter.go_on)
        dialog.open()
