"""Our agreement: limits first, then what counts, then drafts; every line with what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from trustapp.domain.agreement import Version
from trustapp.domain.changing import Effect
from trustapp.domain.demands import Demand
from trustapp.domain.endings import Ending
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId
from trustapp.services.agreements import AgreementView, NewDraft, NewLimit
from trustapp.services.looking import Since
from trustapp.words import _
from ui.features.agreement.banners import Banners
from ui.features.agreement.composer import LimitForm
from ui.features.agreement.draft_form import DraftForm
from ui.features.agreement.presenter import AgreementPresenter
from ui.features.agreement.questions import Questions
from ui.features.agreement.sheet import AgreementSheet
from ui.features.agreement.side import SideColumn
from ui.features.agreement.unkept import UnkeptDialog, choose_file, choose_folder
from ui.features.agreement.wishes import LineWishes
from ui.features.agreement.words import demand_words, done_words
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.dialogs import NoticeDialog, PassphraseDialog, ask
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel
from ui.widgets.whose import name_of

FROM_FORMS = frozenset({"limit_stands", "need_stands", "drafted", "shortened"})
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
        self._ready: NewDraft | None = None
        self._hours = 0
        self._limit = Button(_("State a limit"), "secondary", icon="shield")
        self._draft = Button(_("Draft a line"), "secondary", icon="edit")
        self._print = Button(_("Print…"), "primary", space="s", icon="print")
        for button in (self._limit, self._draft, self._print):
            self.head_actions.addWidget(button)
        self._banners = Banners(self)
        self._limit_form = LimitForm(self)
        self._draft_form = DraftForm(self)
        self._limit_form.hide()
        self._draft_form.hide()
        self._sheet = AgreementSheet(self)
        self._side = SideColumn(self)
        self._wishes = LineWishes(self, presenter)
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
        self._banners.date_confirmed.connect(self._presenter.confirm_date)
        self._banners.review_requested.connect(self._presenter.read_again)
        self._banners.since_requested.connect(self._presenter.ask_since)
        self._banners.go_on_requested.connect(self._ask_go_on)
        self._wishes.change_requested.connect(self._begin_change)
        self._wishes.need_requested.connect(self._begin_need)
        self._sheet.wished.connect(self._wishes.wish)
        self._side.crossed_requested.connect(self._presenter.crossed)
        self._side.wished.connect(self._wishes.wish)
        self._side.wait_lengthened.connect(self._ask_lengthen)
        self._side.ask_answered.connect(self._begin_answer)
        self._side.suspend_requested.connect(self._ask_suspend)
        self._side.end_requested.connect(self._ask_end_agreement)
        self._side.versions_requested.connect(self._presenter.ask_versions)
        self._side.ask_taken_back.connect(self._presenter.take_back_ask)
        self._side.title_closed.connect(self._presenter.close_title)
        self._side.time_named.connect(self._presenter.name_time)
        self._side.head_words_requested.connect(self._presenter.ask_head_words)
        self._side.saved_file_requested.connect(self._choose_file)

    def scroll_to_titles(self) -> None:
        """Bring what is to be talked about into view."""
        if self._side.titles:
            self.scroll_to(self._side.titles[-1])

    def scroll_to_wait(self) -> None:
        """Bring how long one sleeps on words into view."""
        if self._side.wait is not None:
            self.scroll_to(self._side.wait)

    def scroll_to_drafts(self) -> None:
        """Bring what counts for nothing yet into view."""
        if not self._sheet.drafts.isHidden():
            self.scroll_to(self._sheet.drafts)

    def compare_with_today(self) -> None:
        """Where the earlier versions are open: what differs from the newest of them."""
        self._side.compare_with_today()

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
        self._banners.show_banners(view)
        self._sheet.show_lines(view)
        self._side.show_side(view, questions)

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        """The past versions, to read."""
        if self._shown is not None:
            self._side.show_versions(versions, self._shown)

    def show_since(self, since: Since | None) -> None:
        """What differs from when this person last looked."""
        if self._shown is not None and since is not None:
            self._banners.show_since(since, self._shown.members)

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

    def _begin_change(self, line: str) -> None:
        shown = self._shown
        found = shown.agreement.by_id.get(LineId(line)) if shown is not None else None
        if shown is not None and found is not None:
            self._close_forms()
            self._draft_form.begin_change(shown.categories, found, shown.me, shown.today)
            self.scroll_to(self._draft_form)

    def _begin_need(self, line: str) -> None:
        words = self._presenter.words_of(LineId(line))
        if words is not None and self._shown is not None and self._shown.me is not None:
            self._close_forms()
            self._limit_form.begin_need(self._shown.categories, words, self._shown.me)
            self.scroll_to(self._limit_form)

    def _begin_answer(self, ask: str) -> None:
        shown, found = self._shown, self._presenter.question(ask)
        if shown is not None and shown.me is not None and found is not None:
            self._close_forms()
            name = name_of(shown.members, found.by)
            self._draft_form.begin_answer(shown.categories, found, name, shown.me, shown.today)
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

    def _keep_draft(self, draft: NewDraft) -> None:
        form = self._draft_form
        if form.ask is not None:
            self._presenter.answer_with_offer(form.ask, draft)
        elif form.line is None:
            self._presenter.draft(draft)
        elif form.effect is Effect.EARLIER and draft.until is not None:
            self._ready = draft
            form.answered()
            text = _(
                "{day} becomes its last day, at once and for good. No reason is asked. A later day begins "
                "as a new draft."
            )
            ask(
                self,
                _("End it sooner?"),
                text.format(day=day(draft.until)),
                _("End it on that day"),
                space="s",
                on_act=self._change_line,
            )
        else:
            self._ready = draft
            self._change_line()

    def _change_line(self) -> None:
        line, draft = self._draft_form.line, self._ready
        if line is not None and draft is not None:
            self._presenter.change_line(line, draft)

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

    def _ask_lengthen(self, hours: int) -> None:
        self._hours = hours
        ask(
            self,
            _("Wait longer before a yes?"),
            _(
                "From now on, each of you reads words at least that long before saying yes to them. What "
                "counts already counts on. Both of you see how long the wait is. You alone can take yours "
                "back, by the steps of lifting a limit."
            ),
            _("Wait that long"),
            space="s",
            on_act=self._lengthen,
        )

    def _lengthen(self) -> None:
        self._presenter.lengthen_wait(self._hours)
