"""My sheet: what the other may see, released alone, taken back at any moment until it is opened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import CategoryId
from trustapp.services.kept_back import KeptAnswer
from trustapp.services.rounds import RoundView, SheetPreview
from trustapp.words import _
from ui.features.release.kept import KeptCard
from ui.features.release.presenter import Kept, ReleasePresenter
from ui.widgets.boxes import Card, EmptyState, Rule, Tint
from ui.widgets.buttons import Button, Tick
from ui.widgets.dialogs import ask
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.stating import ask_to_state
from ui.widgets.text import PlainLabel, Prose


class ReleasePage(Page):
    """Three faces: what is kept back where there is no round, the sheet before and after it is released."""

    KEY = "release"
    TITLE = _("My sheet")

    def __init__(self, presenter: ReleasePresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("My sheet"), space="own", parent=parent)
        self._presenter = presenter
        self._body = vbox(gap=20)
        self.content.addLayout(self._body, 1)
        self._kept: KeptCard | None = None
        self._paper: Tick | None = None
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_no_round(self, kept: Kept) -> None:
        """No category is chosen: what protects nowhere yet stands here all the same."""
        self._begin(
            _("What protects me nowhere yet"),
            _("Every no and every need that you gave and that is not stated, in whatever category."),
        )
        self._show_kept(kept)
        if not kept:
            empty = EmptyState(
                "shield",
                _("Nothing of yours is kept back"),
                _("A no or a need that you give and do not state is named here, to you alone."),
            )
            self._body.addWidget(empty)
        words = _(
            "Nothing is to be released now: a sheet belongs to a category that the two of you choose in "
            "“Open together…”. Then each prepares one here, alone."
        )
        self._body.addWidget(Prose(words, "small", tone="2"))
        self._body.addStretch(1)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(self._presenter.answers)
        self.set_foot(back)

    def show_sheet(self, found: RoundView, preview: SheetPreview, wishes: bool, kept: Kept) -> None:
        """The sheet before it is released: exactly what the other may see, and what is kept back."""
        title = found.category.title if found.category else ""
        self._begin(
            _("My sheet: {category}").format(category=title),
            _("Nothing is seen until both of you have released, each alone, and you open both at once."),
        )
        self._body.addWidget(self._shown_card(preview))
        self._show_kept(kept, found.category.id if found.category else None)
        self._body.addWidget(self._choices_card(wishes))
        self._body.addWidget(_said_beforehand(self))
        self._body.addStretch(1)
        release = Button(_("Release this sheet"), "primary", space="s")
        release.clicked.connect(self._ask_release)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(self._presenter.answers)
        self.set_foot(back, release)

    def show_released(self, found: RoundView, kept: Kept) -> None:
        """The sealed sheet."""
        title = found.category.title if found.category else ""
        self._begin(
            _("My sheet: {category}").format(category=title),
            _("It is sealed. Only your four words open it, beside the other’s, in “Open together…”."),
        )
        card = Card(self)
        card.body.addWidget(PlainLabel(_("Your sheet is sealed"), "read"))
        text = _(
            "Until the two of you open both sheets you can take it back, without a reason and without a "
            "trace. "
            "If your four words are lost, take it back and release it again."
        )
        card.body.addWidget(Prose(text, "body", tone="2"))
        card.body.addSpacing(16)
        take_back = Button(_("Take it back"), "secondary", icon="withdraw")
        take_back.clicked.connect(self._ask_take_back)
        card.body.addLayout(hbox(take_back, None))
        self._body.addWidget(card)
        self._show_kept(kept, found.category.id if found.category else None)
        self._body.addStretch(1)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(self._presenter.answers)
        self.set_foot(back)

    def show_stated(self, title: str) -> None:
        """It stands from now on."""
        self.messages.inform(_("Stated: {title}. It stands from now on.").format(title=title))

    def show_ticket(self, words: tuple[str, ...]) -> None:
        """The four words, once."""
        self._begin(
            _("Your four words"), _("They open this one sheet, and nothing else. They are shown once.")
        )
        card = Card(self)
        ticket = PlainLabel("   ".join(words), "display", wrap=True)
        ticket.setAccessibleName(_("Your four words: {words}").format(words=", ".join(words)))
        card.body.addWidget(ticket)
        card.body.addSpacing(12)
        text = _(
            "Copy them by hand and keep the paper with you. When you sit down together, each of you "
            "types their own "
            "four words, hidden. Nobody types a passphrase in front of the other."
        )
        card.body.addWidget(Prose(text, "body", tone="2"))
        self._body.addWidget(card)
        self._body.addStretch(1)
        done = Button(_("I have copied them"), "primary", space="own")
        done.clicked.connect(self._presenter.ticket_written_down)
        take_back = Button(_("Take it back"), "quiet")
        take_back.clicked.connect(self._ask_take_back)
        self.set_foot(take_back, done)

    # -- parts -------------------------------------------------------------------------------------

    def _begin(self, title: str, subtitle: str) -> None:
        if title != self.title:
            self.scroll_up()
        self.set_title(title)
        self.set_subtitle(subtitle)
        self.messages.clear()
        clear(self._body)
        self.set_foot()

    def _shown_card(self, preview: SheetPreview) -> Card:
        card = Card(self)
        card.body.addWidget(PlainLabel(_("What the other may see"), "read"))
        if preview.empty:
            words = _("Nothing. An empty sheet is a full answer, and nobody learns why it is empty.")
            card.body.addWidget(Prose(words, "body", tone="2"))
        else:
            words = _(
                "Exactly this, once both sheets are open. A wish appears only if both of you said yes to it."
            )
            card.body.addWidget(Prose(words, "small", tone="2"))
        for title, lines in preview.shown:
            card.body.addSpacing(8)
            card.body.addWidget(Rule())
            card.body.addSpacing(8)
            card.body.addWidget(PlainLabel(title, "body", bold=True, wrap=True))
            if not lines:
                card.body.addWidget(
                    Prose(_("Only this title, as something to talk about."), "body", tone="2")
                )
            if lines:
                card.body.addWidget(Prose("\n".join(lines), "read", apart=8))
        return card

    def _show_kept(self, kept: Kept, on_this_sheet: CategoryId | None = None) -> None:
        """What protects nowhere yet, besides what stands on the sheet above."""
        self._kept = None
        shown = tuple(one for one in kept if not (one.on_a_sheet and one.category == on_this_sheet))
        if shown:
            card = KeptCard(shown, self)
            card.opened.connect(self._presenter.open_item)
            card.state_requested.connect(self._presenter.look_before_stating)
            self._body.addWidget(card)
            self._kept = card

    def scroll_to_kept(self) -> None:
        """Bring what protects nowhere yet into view."""
        if self._kept is not None:
            self.scroll_to(self._kept)

    def _choices_card(self, wishes: bool) -> Card:
        card = Card(self)
        with_wishes = Tick(
            _("Wishes too, this time"),
            space="own",
            sub=_(
                "Wishes about closeness open only if both of you say so. Otherwise nothing shows that "
                "one did."
            ),
        )
        with_wishes.setChecked(wishes)
        with_wishes.toggled.connect(self._presenter.with_wishes)
        self._paper = Tick(
            _("My limits and needs on this sheet may stand on paper"),
            space="own",
            sub=_("You can change this for each of them at any time."),
        )
        card.body.addWidget(with_wishes)
        card.body.addWidget(self._paper)
        return card

    # -- asking ------------------------------------------------------------------------------------

    def ask_to_state(self, kept: KeptAnswer) -> None:
        """Exactly what the other will see, before it is stated."""
        ask_to_state(self, kept, self._presenter.state, self._presenter.help)

    def _ask_release(self) -> None:
        ask(
            self,
            _("Release this sheet?"),
            _(
                "Is there something the other needs to know to say yes freely? Then leave the openings "
                "for another day, and find help to say it. Nothing of this question is kept. You can take "
                "the sheet back until both are opened."
            ),
            _("Release it"),
            space="s",
            on_act=self._release,
            on_help=self._presenter.help,
        )

    def _release(self) -> None:
        self._presenter.release(self._paper is not None and self._paper.isChecked())

    def _ask_take_back(self) -> None:
        ask(
            self,
            _("Take your sheet back?"),
            _(
                "The sheet is deleted, and every answer goes back to “For me only, not yet”. Nobody "
                "learns of it."
            ),
            _("Take it back"),
            space="own",
            on_act=self._presenter.take_back,
        )


def _said_beforehand(parent: QWidget) -> Tint:
    """What opening can tell, said before anything is released."""
    box = Tint("s", parent)
    words = _(
        "Before you release: whoever says yes to something that then does not appear learns that the other "
        "did not release "
        "a yes. Someone who says yes to everything reads the other’s yeses. With two people, the giver "
        "of a limit can be "
        "guessed. Nobody has to say why."
    )
    box.body.addWidget(Prose(words, "small"))
    return box
