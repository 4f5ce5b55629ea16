"""My sheet: what the other may see, released alone, taken back at any moment until it is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import ItemId
from trustapp.domain.merge import KeptBack
from trustapp.services.rounds import RoundView, SheetPreview
from trustapp.words import _
from ui.features.release.presenter import ReleasePresenter
from ui.widgets.boxes import Card, EmptyState, Rule, Tint
from ui.widgets.buttons import Button, Tick
from ui.widgets.dialogs import ask
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class KeptRow(QWidget):
    """One No or need that protects its owner nowhere yet."""

    opened = Signal(str)

    def __init__(self, kept: KeptBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = kept.item.id
        button = Button(_("Look at it"), "quiet")
        button.setAccessibleName(_("Look at {title}").format(title=kept.item.title))
        button.clicked.connect(self._open)
        title = Prose(kept.item.title, "body")
        row = hbox((title, 1), button, gap=8, parent=self)
        row.setAlignment(title, Qt.AlignmentFlag.AlignVCenter)

    def _open(self) -> None:
        self.opened.emit(self._item)


class ReleasePage(Page):
    """Three faces: nothing to release, the sheet before it is released, and the sealed sheet."""

    KEY = "release"
    TITLE = _("My sheet")

    def __init__(self, presenter: ReleasePresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("My sheet"), space="own", parent=parent)
        self._presenter = presenter
        self._body = vbox(gap=20)
        self.content.addLayout(self._body, 1)
        self._wishes = Tick("", space="own")
        self._paper = Tick("", space="own")
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_no_round(self) -> None:
        """No category is chosen."""
        self._begin(_("My sheet"), _("A sheet belongs to a category that the two of you chose together."))
        empty = EmptyState(
            "together",
            _("Nothing to release"),
            _(
                "In “Open together…” the two of you choose a category. Then each prepares a sheet here, "
                "alone."
            ),
        )
        self._body.addWidget(empty)
        self._body.addStretch(1)

    def show_sheet(self, found: RoundView, preview: SheetPreview, wishes: bool) -> None:
        """The sheet before it is released: exactly what the other may see, and what is kept back."""
        title = found.category.title if found.category else ""
        self._begin(
            _("My sheet: {category}").format(category=title),
            _("Nothing is seen until both of you have released, each alone, and you open both at once."),
        )
        self._body.addWidget(self._shown_card(preview))
        if preview.kept_back:
            self._body.addWidget(self._kept_card(preview.kept_back))
        self._body.addWidget(self._choices_card(wishes))
        self._body.addWidget(_said_beforehand(self))
        self._body.addStretch(1)
        release = Button(_("Release this sheet"), "primary", space="s")
        release.clicked.connect(self._ask_release)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(self._presenter.answers)
        self.set_foot(back, release)

    def show_released(self, found: RoundView) -> None:
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
        self._body.addStretch(1)
        back = Button(_("Back to my answers"), "secondary")
        back.clicked.connect(self._presenter.answers)
        self.set_foot(back)

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

    def _kept_card(self, kept: tuple[KeptBack, ...]) -> Tint:
        card = Tint("own", self)
        card.body.addWidget(PlainLabel(_("This protects you nowhere yet"), "read"))
        words = _(
            "You said no here, or named a need, and keep it back. You may. It then protects you nowhere. "
            "Only you see this."
        )
        card.body.addWidget(Prose(words, "small", tone="2"))
        card.body.addSpacing(4)
        for one in kept:
            row = KeptRow(one, card)
            row.opened.connect(self._open_item)
            card.body.addWidget(row)
        return card

    def _choices_card(self, wishes: bool) -> Card:
        card = Card(self)
        self._wishes = Tick(
            _("Wishes too, this time"),
            space="own",
            sub=_(
                "Wishes about closeness open only if both of you say so. Otherwise nothing shows that "
                "one did."
            ),
        )
        self._wishes.setChecked(wishes)
        self._wishes.toggled.connect(self._presenter.with_wishes)
        self._paper = Tick(
            _("My limits and needs on this sheet may stand on paper"),
            space="own",
            sub=_("You can change this for each of them at any time."),
        )
        card.body.addWidget(self._wishes)
        card.body.addWidget(self._paper)
        return card

    # -- asking ------------------------------------------------------------------------------------

    def _open_item(self, item: str) -> None:
        self._presenter.open_item(ItemId(item))

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
        self._presenter.release(self._paper.isChecked())

    def _ask_take_back(self) -> None:
        ask(
            self,
            _("Take your sheet back?"),
            _(
                "The sheet is destroyed, and every answer goes back to “For me only, not yet”. Nobody "
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
